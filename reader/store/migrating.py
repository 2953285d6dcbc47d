"""From one version of the schema to the next: literal steps, a copy of the file first, all or nothing.

``PRAGMA user_version`` is the version of a file. Step n takes a library from version n to n + 1 and never changes once
it was given out.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from reader.store.backing_up import copy_library
from reader.store.connecting import driver, transaction
from reader.store.schema import SCRIPT

Step = str
"""The SQL of one step; every statement ends with a line that ends in ``;`` (of a trigger, with ``END;``)."""

_OUTLINES = "ALTER TABLE publication ADD COLUMN outline TEXT;\n"
"""What a subscription list says of a feed besides name and address, as JSON (None: it was in none)."""

_TAGS = """
CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    fold TEXT NOT NULL,
    colour TEXT NOT NULL,
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX tag_fold ON tag (fold);
CREATE TABLE tagging (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    work_id INTEGER NOT NULL REFERENCES work (id),
    tag_id INTEGER NOT NULL REFERENCES tag (id),
    is_set INTEGER NOT NULL DEFAULT 0,
    UNIQUE (work_id, tag_id)
) STRICT;
CREATE INDEX tagging_works ON tagging (tag_id, work_id) WHERE is_set = 1;
"""
"""Tags of works; ``fold`` is the name for comparing. No two that are not removed have one, no removed one is set."""

STEPS: tuple[Step, ...] = (_OUTLINES, _TAGS)
"""To version 2, to version 3."""


def version_of(connection: Connection) -> int:
    """The schema's version of the open file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


@cache
def columns_made(steps: tuple[Step, ...]) -> Mapping[str, frozenset[str]]:
    """The tables (and views) that a library has after these steps, with their columns."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(SCRIPT + "".join(steps))
        kinds = "schema = 'main' AND type <> 'shadow'"
        names = [row[0] for row in connection.execute(f"SELECT name FROM pragma_table_list WHERE {kinds}")]
        return {name: columns_of(connection, name) for name in names}


def columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The columns of a table or view; none where there is no such table. sqlite3.Error: it cannot be told."""
    return frozenset(row[0] for row in connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,)))


def copy_path(path: Path, version: int) -> Path:
    """Where the copy that is taken before leaving a version stands."""
    return path.with_name(f"{path.stem}-before-version-{version + 1}{path.suffix}")


def migrate(connection: Connection, path: Path, steps: Sequence[Step]) -> None:
    """Bring the open library to the newest version. Another process may do the same at once: one of them does."""
    version = version_of(connection)
    if version > len(steps):
        return
    copy_library(path, copy_path(path, version))
    with transaction(connection):
        for number in range(version_of(connection), len(steps) + 1):
            run_script(connection, steps[number - 1])
            connection.exec_driver_sql(f"PRAGMA user_version = {number + 1}")
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def run_script(connection: Connection, script: str) -> None:
    """Run statements inside the transaction that is open (sqlite3's own executescript would commit it first)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            driver(connection).execute(statement)
            statement = ""
    if statement.strip():
        raise ValueError("The last statement of a script lacks its semicolon")

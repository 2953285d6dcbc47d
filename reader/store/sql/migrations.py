"""Migrates a library to the next version of its schema: literal steps, a copy of the file first, all or nothing.

``PRAGMA user_version`` is the version of a file. Step n takes a library from version n to n + 1 and never changes once
it was given out.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from reader.store.sql.connection import add_functions, driver, transaction
from reader.store.sql.file_copy import copy_library
from reader.store.sql.schema import SCRIPT

Step = str
"""The SQL of one step; every statement ends with a line that ends in ``;`` (of a trigger, with ``END;``)."""

_OUTLINES = "ALTER TABLE publication ADD COLUMN outline TEXT;\n"
"""A feed's data in a subscription list besides name and address, as JSON (None: it was in none)."""

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

_WORKS_AND_HIGHLIGHTS = """
ALTER TABLE work ADD COLUMN own_title TEXT;
ALTER TABLE work ADD COLUMN own_authors TEXT;
ALTER TABLE work ADD COLUMN own_year TEXT;
ALTER TABLE work ADD COLUMN own_venue TEXT;
ALTER TABLE work ADD COLUMN joined_id INTEGER REFERENCES work (id);
ALTER TABLE work ADD COLUMN highlight_notes TEXT NOT NULL DEFAULT '';
CREATE INDEX work_joined ON work (joined_id) WHERE joined_id IS NOT NULL;
ALTER TABLE item ADD COLUMN base_work_id INTEGER REFERENCES work (id);
ALTER TABLE item ADD COLUMN own_work_id INTEGER REFERENCES work (id);
ALTER TABLE item ADD COLUMN has_highlights INTEGER NOT NULL DEFAULT 0;
CREATE INDEX item_base_work ON item (base_work_id) WHERE base_work_id IS NOT NULL;
DROP INDEX item_noted;
CREATE INDEX item_annotated ON item (rank DESC, issue_id DESC, position, section_id, shown)
    WHERE has_note = 1 OR has_highlights = 1;
CREATE TABLE text_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;
CREATE TABLE highlight (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    anchor TEXT NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item (id),
    colour TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX highlight_item ON highlight (item_id) WHERE removed_at IS NULL;
CREATE TABLE placement (
    highlight_id INTEGER NOT NULL REFERENCES highlight (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (highlight_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_item ON placement (item_id);
CREATE TABLE note_draft (
    field TEXT NOT NULL,
    target INTEGER NOT NULL,
    process TEXT NOT NULL,
    text TEXT NOT NULL,
    base TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (field, target, process)
) STRICT;
INSERT INTO note_draft SELECT 'work.note', work_id, process, text, base, saved_at FROM draft;
DROP TABLE draft;
ALTER TABLE note_draft RENAME TO draft;
DROP VIEW searchable;
CREATE VIEW searchable AS
    SELECT item.id AS id, coalesce(item.own_title, item.title, work.own_title) AS title, item_text.body AS body,
        work.note || work.highlight_notes AS note
    FROM item JOIN item_text ON item_text.id = item.id JOIN work ON work.id = item.work_id;
"""
"""The columns typed of a work, works joined and parted by hand, and highlights.

``joined_id`` is the work that one was joined to; ``own_work_id`` the work that an item was given by hand;
``base_work_id`` the one that its identity names, where that is not ``work_id``. ``has_highlights`` repeats whether any
item of the work has a highlight that is not removed, and ``highlight_notes`` the notes on those, each after a line end:
one of thousands of twins is indexed without a walk through all of them. ``anchor`` is JSON (item, text version, start,
end), whose item ``item_id`` repeats. ``placement`` is derived: where a highlight stands in the present body of an item
of its work; there is none where it does not.
"""

_SPLITS = """
CREATE TABLE split (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    data BLOB NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;
CREATE INDEX split_issue ON split (issue_id);
ALTER TABLE issue ADD COLUMN split_id INTEGER REFERENCES split (id);
CREATE TABLE correction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    data TEXT NOT NULL,
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX correction_issue ON correction (issue_id) WHERE removed_at IS NULL;
CREATE TABLE observation (
    issue_id INTEGER PRIMARY KEY REFERENCES issue (id),
    basis TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
ALTER TABLE publication ADD COLUMN forgotten TEXT NOT NULL DEFAULT '[]';
ALTER TABLE publication ADD COLUMN joined_id INTEGER REFERENCES publication (id);
ALTER TABLE publication ADD COLUMN own_key TEXT;
CREATE INDEX publication_own_name ON publication (own_key) WHERE own_key IS NOT NULL;
ALTER TABLE issue ADD COLUMN own_title TEXT;
ALTER TABLE issue ADD COLUMN own_number INTEGER;
ALTER TABLE issue ADD COLUMN own_date TEXT;
ALTER TABLE issue ADD COLUMN split_by TEXT NOT NULL DEFAULT '';
CREATE INDEX item_retired ON item (rank DESC, issue_id DESC, position, section_id) WHERE shown = 2;
CREATE TRIGGER issue_moved AFTER UPDATE OF publication_id ON issue WHEN new.publication_id <> old.publication_id BEGIN
    UPDATE item SET publication_id = new.publication_id, shown = CASE
        WHEN new.removed_at IS NOT NULL THEN 0
        WHEN (SELECT removed_at FROM publication WHERE id = new.publication_id) IS NOT NULL THEN 0
        WHEN retired_at IS NOT NULL THEN 2 ELSE 1 END
    WHERE issue_id = new.id;
END;
"""
"""Versions of the splits of issues (`split_versions`), corrections of them, and what is learned from them.

``split_id`` is the version shown (None: none was kept yet). ``correction.data`` is JSON (`core.revision.corrections`).
``observation`` is derived: what one issue tells of its publication, and what that was observed from (``basis``).
``forgotten`` are the keys of learned facts that the user switched off, as JSON; ``publication.joined_id`` is the
publication that one was merged into; ``own_key`` is the name that it was given by hand, for comparing. ``own_title``,
``own_number`` and ``own_date`` of an issue are typed by hand and win over what the split says. ``split_by`` is the
version of the splitter that an issue was last split by, or compared with.
"""

_BORROWING = """
ALTER TABLE item ADD COLUMN text_number INTEGER;
ALTER TABLE item ADD COLUMN is_title_refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE section ADD COLUMN is_name_refused INTEGER NOT NULL DEFAULT 0;
UPDATE item SET text_number = (SELECT text_number(body) FROM item_text WHERE item_text.id = item.id);
CREATE INDEX item_same_text ON item (text_number) WHERE text_number IS NOT NULL;
CREATE INDEX item_text_guess ON item_text (confidence) WHERE confidence < 0.5;
CREATE INDEX issue_guess ON issue (confidence) WHERE confidence < 0.5;
"""
"""Titles borrowed from items of the same text, deduced names of sections that were refused, and what is a guess.

``text_number`` is derived (`core.values.works`).
"""

_OWN_FACTS = """
ALTER TABLE publication ADD COLUMN own_facts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE issue ADD COLUMN forgotten INTEGER;
"""
"""Facts written of a publication by hand, ``own_facts``, as JSON (`core.values.own_facts`).

``issue.forgotten`` is the newest correction (0: none) when what the issue taught was forgotten: it and those before
teach nothing, nor does the issue itself while no later one counts. None: never.
"""

_ITEM_DATES = "ALTER TABLE item ADD COLUMN date TEXT;\n"
"""``item.date`` is the day of its entry, or the one printed with it (``YYYY-MM-DD``); None where neither is known."""

STEPS: tuple[Step, ...] = (_OUTLINES, _TAGS, _WORKS_AND_HIGHLIGHTS, _SPLITS + _BORROWING, _OWN_FACTS, _ITEM_DATES)
"""To version 2, 3, 4, 5, 6 and 7."""


def version_of(connection: Connection) -> int:
    """The schema's version of the open file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


@cache
def columns_made(steps: tuple[Step, ...]) -> Mapping[str, frozenset[str]]:
    """The tables (and views) that a library has after these steps, with their columns."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        add_functions(connection)
        connection.executescript(SCRIPT + "".join(steps))
        kinds = "schema = 'main' AND type <> 'shadow'"
        names = [row[0] for row in connection.execute(f"SELECT name FROM pragma_table_list WHERE {kinds}")]
        return {name: columns_of(connection, name) for name in names}


def columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The columns of a table or view; none where there is no such table. sqlite3.Error: it cannot be told."""
    return frozenset(row[0] for row in connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,)))


def copy_path(path: Path, version: int) -> Path:
    """The path of the copy that is taken before leaving a version."""
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

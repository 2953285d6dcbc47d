"""Connections to the library's file, with the pragmas and functions that all of them need.

Every connection is in autocommit: transactions are begun and ended in words (``BEGIN IMMEDIATE``), since a deferred one
that turns into a write fails at once when another process writes.
"""

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from reader.core.values.works import text_number

PATIENCE_MS = 30_000
"""The time that a connection waits for another program's lock."""
_LOG_KEPT = 16 << 20
"""Bytes of the write-ahead log that stay allocated after a large change."""

# Ctrl+C while SQLAlchemy closes a connection is told as any other; its own log of that is not for standard error.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())

_BLANK = re.compile(r"\s+")


def folded(text: str) -> str:
    """Text for a comparison that knows neither case nor line ends."""
    return _BLANK.sub(" ", text).casefold()


def _holds(text: str | None, needle: str) -> bool:
    return text is not None and needle in folded(text)


def connect(path: Path, *, mode: str = "rw", patience_ms: int = PATIENCE_MS) -> sqlite3.Connection:
    """Open the file as SQLite sees it; ``mode`` is rw, ro or immutable. Raises sqlite3.Error.

    It has the functions of `add_functions`.
    """
    option = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?{option}",
        uri=True,
        timeout=patience_ms / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in (
            f"busy_timeout = {patience_ms}",
            "trusted_schema = OFF",
            "foreign_keys = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            "cache_size = -32768",
            f"journal_size_limit = {_LOG_KEPT}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if mode != "rw":
            connection.execute("PRAGMA query_only = ON")
        add_functions(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the SQL functions of the library.

    ``holds(text, needle)``: whether a text contains a needle that was `folded`. ``text_number(text)``: see
    `core.values.works`.
    """
    connection.create_function("holds", 2, _holds, deterministic=True)
    connection.create_function("text_number", 1, text_number, deterministic=True)


def engine(path: Path, *, mode: str = "rw", patience_ms: int = PATIENCE_MS) -> Engine:
    """An engine whose every connection is new and in autocommit."""
    return create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, mode=mode, patience_ms=patience_ms),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )


def driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection inside SQLAlchemy's."""
    inner = connection.connection.dbapi_connection
    assert isinstance(inner, sqlite3.Connection)
    return inner


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """One writing transaction: everything or nothing."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if driver(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Several reads of one state of the library."""
    connection.exec_driver_sql("BEGIN")
    try:
        yield
    finally:
        if driver(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")

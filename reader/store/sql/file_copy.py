"""A copy of the library: SQLite's backup API in steps, verified by reopening, renamed into place."""

import errno
import os
import sqlite3
import uuid
from contextlib import closing, suppress
from pathlib import Path

from reader.core.values.errors import LibraryDamaged, LibraryError, LibraryFull
from reader.store.sql.connection import connect
from reader.store.sql.faults import is_bug, told, translate

_STEP = 512
"""Pages copied at a time (2 MiB)."""


def copy_library(path: Path, copy: Path) -> None:
    """Copy the library at ``path``, whatever others write meanwhile, to ``copy``, replacing what is there.

    The copy is one state of the library. LibraryError: it could not be read, written or verified; then ``copy`` is as
    it was.
    """
    if copy.exists() and copy.samefile(path):
        raise LibraryError(f"{copy} is the library itself; choose another file for the backup.")
    aside = copy.with_name(f".{copy.name}.{uuid.uuid4().hex}.part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with told(path), closing(connect(path, mode="ro")) as source:
            _copy(source, aside, copy)
        verify(aside)
        flush(aside)
        os.replace(aside, copy)
        flush(copy.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _no_room(copy) from error
        raise LibraryError(f"The backup {copy} could not be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            for rest in (aside, aside.with_name(aside.name + "-journal")):
                rest.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, aside: Path, copy: Path) -> None:
    """Copy page by page; the open read transaction keeps it one state and from starting again after each change."""
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    try:
        with closing(sqlite3.connect(aside, isolation_level=None)) as target:
            source.backup(target, pages=_STEP, sleep=0.001)
            target.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        if is_bug(error):
            raise
        reason = translate(error, aside)
        if isinstance(reason, LibraryFull):
            raise _no_room(copy) from error
        raise LibraryError(f"The backup {copy} could not be written: {error}. Choose another place for it.") from error


def _no_room(copy: Path) -> LibraryFull:
    return LibraryFull(f"There is no room for the backup {copy}. Free some space, or choose another disk for it.")


def verify(copy: Path) -> None:
    """Raise LibraryDamaged if the copy is not a sound library."""
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            connection.execute("SELECT count(*) FROM item").fetchone()
    except sqlite3.Error as error:
        raise LibraryDamaged(f"The backup {copy} cannot be read ({error}).") from error
    if verdict != "ok":
        raise LibraryDamaged(f"The backup {copy} is not sound ({verdict}).")


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

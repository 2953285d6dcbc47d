"""Turns SQLite's errors into errors that a person can act on.

Result codes: https://www.sqlite.org/rescode.html (the low byte is the primary code).
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from reader.core.values.errors import (
    Interrupted,
    LibraryDamaged,
    LibraryError,
    LibraryFull,
    LibraryLocked,
    LibraryReadOnly,
    NotALibrary,
)

_ROOM = 1 << 20
"""The free bytes below which a failed write means a full disk, whatever SQLite calls it."""


def locked(path: Path) -> LibraryLocked:
    """The error when another program did not let go of the library."""
    return LibraryLocked(
        f"The library {path} is in use by another program. "
        "Close that program (or wait for its backup to end) and try again."
    )


def full(path: Path) -> LibraryFull:
    """The error when there is no room left."""
    return LibraryFull(
        f"The disk with the library {path} is full, so this was not saved. Everything saved before is safe. "
        "Free some space and try again."
    )


def read_only(path: Path) -> LibraryReadOnly:
    """The error when there is no right to write."""
    return LibraryReadOnly(
        f"The library {path} cannot be written: the file, its folder or its disk is read-only. "
        "Make it writable, or copy it to another place."
    )


def replaced(path: Path) -> LibraryError:
    """The error when another file, or none, stands at the path now: what is written would reach no file."""
    return LibraryError(
        f"The library {path} was moved, deleted or replaced while it was open, so this was not saved. "
        "Close the reader and start it again."
    )


def damaged(path: Path) -> LibraryDamaged:
    """The error when the file is broken."""
    return LibraryDamaged(
        f"The library {path} is damaged; nothing more is written to it. "
        "Keep the file, and copy the newest good backup from the folder beside it into its place."
    )


def _unusable(path: Path, error: sqlite3.Error) -> LibraryError:
    return LibraryError(f"The library {path} could not be used: {error}. Check the disk and try again.")


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def translate(error: sqlite3.Error, path: Path) -> LibraryError:
    """The core error for what SQLite reported about the library at ``path``."""
    if str(error).startswith("malformed database schema"):
        return damaged(path)
    if _is_no_text(error):
        return LibraryError(f"The library {path} holds bytes that are no text. Run “reader check --repair”.")
    extended = getattr(error, "sqlite_errorcode", None) or 0
    match extended & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return locked(path)
        case sqlite3.SQLITE_FULL:
            return full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path)
        case sqlite3.SQLITE_NOTADB:
            return NotALibrary(
                f"{path} is not a library of Research Reader. It was left as it was; choose another file."
            )
        case sqlite3.SQLITE_INTERRUPT:
            return Interrupted("The search was stopped.")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            return full(path) if _is_full(path) else _unusable(path, error)
    return _unusable(path, error)


def original(error: DBAPIError) -> sqlite3.Error | None:
    """SQLite's own error inside SQLAlchemy's, if it is one."""
    return error.orig if isinstance(error.orig, sqlite3.Error) else None


def _is_no_text(error: sqlite3.Error) -> bool:
    return "Could not decode to UTF-8" in str(error)


def is_bug(error: sqlite3.Error) -> bool:
    """Whether an error is about our own SQL or threads. The user's tables were checked when the file was opened."""
    code = getattr(error, "sqlite_errorcode", None)
    if _is_no_text(error) or str(error).startswith("malformed database schema"):
        return False
    return code is None or code & 0xFF in (
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISUSE,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_RANGE,
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into core errors; an error of our own SQL stays what it is, a bug."""
    try:
        yield
    except DBAPIError as error:
        inner = original(error)
        if inner is None or is_bug(inner):
            raise
        raise translate(inner, path) from error
    except sqlite3.Error as error:
        if is_bug(error):
            raise
        raise translate(error, path) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise damaged(path) from error  # what we wrote was text and JSON

"""Opening a library: nothing is written before the file is known to be one (SAFETY, Storage 1)."""

import errno
import os
import sqlite3
import uuid
from contextlib import closing, suppress
from pathlib import Path

from reader.core.values.errors import LibraryError, NotALibrary, NotFound
from reader.store.library import Library
from reader.store.sql.connection import PATIENCE_MS, add_functions, connect, engine
from reader.store.sql.faults import damaged, full, read_only, told
from reader.store.sql.file_copy import flush
from reader.store.sql.file_header import check_marks, examine, is_writable
from reader.store.sql.migrations import STEPS, Step, columns_made, columns_of, migrate
from reader.store.sql.schema import APPLICATION_ID, SCRIPT


def open_library(
    path: Path, *, create: bool = True, patience_ms: int = PATIENCE_MS, steps: tuple[Step, ...] = STEPS
) -> Library:
    """Open the library at ``path``, or make one there if nothing is.

    A library that cannot be written opens for reading, and its writes fail with LibraryReadOnly. Errors, all of them
    with the file left as it was: NotALibrary, NewerLibrary, LibraryLocked, LibraryDamaged, LibraryFull,
    LibraryReadOnly, and NotFound where there is none and ``create`` is false.
    """
    path, newest = Path(os.path.abspath(path)), len(steps) + 1
    if not os.path.lexists(path):
        if not create:
            raise NotFound(f"There is no library at {path}.")
        _make(path, newest, steps)
    examine(path, newest)
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    is_left = any(rest.exists() and rest.stat().st_size for rest in beside)
    # With nothing beside it nobody else is writing, and SQLite need not make files there to look.
    mode = "ro" if any(rest.exists() for rest in beside) else "immutable"
    _look(path, mode, steps, patience_ms)
    if not is_writable(path):
        return Library(path, engine(path, mode=mode), is_read_only=True, was_unclean=is_left)
    was_unclean = is_left and not _is_held(path)
    writing = engine(path, patience_ms=patience_ms)
    with told(path), writing.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        migrate(connection, path, steps)
    return Library(path, writing, reading=engine(path, mode="ro", patience_ms=patience_ms), was_unclean=was_unclean)


def _is_held(path: Path) -> bool:
    """Whether any process, this one too, has the library open: then the files beside it are in use, not left behind."""
    with told(path):
        try:
            # Already connecting reads the file, so another program that asks this at the same moment shows there.
            with closing(connect(path, patience_ms=0)) as connection:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("ROLLBACK")
                return False
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            return True


def _look(path: Path, mode: str, steps: tuple[Step, ...], patience_ms: int) -> None:
    """Ask SQLite for marks and tables, on a connection that cannot write.

    What waits beside the file may be newer than it. Tables and columns that its version does not have are left alone.
    """
    try:
        with told(path), closing(connect(path, mode=mode, patience_ms=patience_ms)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            check_marks(path, application, version, len(steps) + 1)
            for table, columns in columns_made(steps[: version - 1]).items():
                if columns - columns_of(connection, table):
                    raise damaged(path)
            for table in ("item", "work", "change_group"):
                connection.execute(f"SELECT max(id) FROM {table}").fetchone()
    except (NotALibrary, sqlite3.Error) as error:
        raise damaged(path) from error


def _make(path: Path, version: int, steps: tuple[Step, ...]) -> None:
    """Make an empty library aside and put it in place whole, unless another process was quicker."""
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not is_writable(path.parent):
            raise read_only(path)
        with told(path), closing(sqlite3.connect(aside, isolation_level=None)) as connection:
            add_functions(connection)
            connection.executescript("BEGIN;" + SCRIPT + "".join(steps))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        _place(aside, path)
    except OSError as error:
        raise _not_made(path, error) from error
    finally:
        with suppress(OSError):
            for rest in (aside, aside.with_name(aside.name + "-journal")):
                rest.unlink(missing_ok=True)


def _place(aside: Path, path: Path) -> None:
    """Give the new file its name without ever replacing another; not every disk can link."""
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    except OSError:
        if not path.exists():
            os.rename(aside, path)
    flush(path.parent)


def _not_made(path: Path, error: OSError) -> LibraryError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(path)
    return LibraryError(f"No library could be made at {path}: {error.strerror or error}. Choose another place.")

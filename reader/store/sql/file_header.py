"""Recognises a library by its first bytes before SQLite touches it, so that a foreign file stays as it was.

The header: https://www.sqlite.org/fileformat2.html#the_database_header (version at byte 60, application at byte 68).
"""

import os
import stat
from pathlib import Path

from reader.core.values.errors import LibraryError, LibraryReadOnly, NewerLibrary, NotALibrary
from reader.store.sql.faults import damaged
from reader.store.sql.schema import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"
# SQLite's header takes the first 100 bytes of a file.
_HEADER = 100


def examine(path: Path, newest: int) -> None:
    """Raise a LibraryError, having written nothing, unless the file begins as a library of a known version does."""
    try:
        if not path.is_file():
            raise NotALibrary(f"{path} is not a file, so it cannot be a library. Choose another place for the library.")
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except PermissionError as error:
        raise LibraryReadOnly(f"You may not read {path}. Change its permissions or choose another library.") from error
    except OSError as error:
        raise LibraryError(
            f"{path} could not be read: {error.strerror or error}. Check the disk and try again."
        ) from error
    if not header.startswith(_MAGIC):
        raise not_a_library(path)
    if len(header) < _HEADER:
        raise damaged(path)
    check_marks(path, int.from_bytes(header[68:72]), int.from_bytes(header[60:64]), newest)


def check_marks(path: Path, application: int, version: int, newest: int) -> None:
    """Raise unless the marks of a database are a library's, of a version from 1 to ``newest``."""
    if application != APPLICATION_ID or version < 1:
        raise not_a_library(path)
    if version > newest:
        raise NewerLibrary(
            f"The library {path} was made by a newer version of Research Reader. It was left as it was; "
            "update Research Reader, or choose another library."
        )


def not_a_library(path: Path) -> NotALibrary:
    """The error for a file that is something else."""
    return NotALibrary(
        f"{path} is not a library of Research Reader. It was left as it was; "
        "choose another file, or a name that is not taken."
    )


def is_writable(path: Path) -> bool:
    """Whether a file and its folder (or a folder itself) may be written; read-only marks bind the superuser too."""
    places = (path,) if path.is_dir() else (path, path.parent)
    return all(os.access(place, os.W_OK) and stat.S_IMODE(place.stat().st_mode) & 0o222 for place in places)

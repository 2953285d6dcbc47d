"""Opens the user's library: the one service that loads the store, so that all others stay cheap to import."""

from pathlib import Path
from typing import TYPE_CHECKING

from reader.services.machine import folders

if TYPE_CHECKING:
    from reader.store import Library


def open_library(path: Path | None = None, *, create: bool = True) -> "Library":
    """Open the library at ``path``, or the one of `folders`. LibraryError or NotFound: it cannot be, said plainly."""
    from reader.store import open_library

    return open_library(path or folders.library(), create=create)

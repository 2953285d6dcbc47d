"""Opening the user's library: the one service that loads the store, so that all others stay cheap to import."""

from pathlib import Path
from typing import TYPE_CHECKING

from reader.services import places

if TYPE_CHECKING:
    from reader.store import Library


def open_library(path: Path | None = None, *, create: bool = True) -> "Library":
    """Open the library at ``path``, or the one of `places`. LibraryError or NotFound: it cannot be, said plainly."""
    from reader.store import open_library

    return open_library(path or places.library(), create=create)

"""The paths of the reader's files on this machine, by the rules of each system (XDG, macOS, Windows)."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import platformdirs

NAME = "research-reader"
LIBRARY_VARIABLE = "READER_LIBRARY"


def library(given: str | os.PathLike[str] | None = None) -> Path:
    """The library to use, absolute: the one given, else READER_LIBRARY, else the user's own."""
    named = given or os.environ.get(LIBRARY_VARIABLE)
    if not named:
        return default_library()
    path = Path(named)
    with suppress(RuntimeError):  # ~nobody: a name like any other
        path = path.expanduser()
    return path.absolute()


def is_library_chosen(given: str | os.PathLike[str] | None = None) -> bool:
    """Whether the user named a library, by option or environment."""
    return bool(given or os.environ.get(LIBRARY_VARIABLE))


def default_library() -> Path:
    """The library of a user who names none."""
    return platformdirs.user_data_path(NAME, appauthor=False) / "library.db"


def window_state(library: Path) -> Path:
    """The file for what the window remembers of this library (layout, last position)."""
    digest = hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:16]
    return platformdirs.user_state_path(NAME, appauthor=False) / f"window-{digest}.json"


def settings() -> Path:
    """The file of the user's settings, the same for all libraries."""
    return platformdirs.user_config_path(NAME, appauthor=False) / "settings.toml"


def log() -> Path:
    """The file that unexpected errors are written to."""
    return platformdirs.user_log_path(NAME, appauthor=False) / "reader.log"


def icon_cache() -> Path:
    """The folder that drawn icons are kept in; it can be deleted at any time."""
    return platformdirs.user_cache_path(NAME, appauthor=False) / "icons"

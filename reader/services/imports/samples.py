"""The sample documents of a source checkout: imported once, when there is no library yet, so removed ones stay away."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core import paths
from reader.services.machine import folders

if TYPE_CHECKING:
    from reader.services.imports.intake import Report


def are_wanted(path: Path) -> bool:
    """Whether the window should begin the library at this path, which is not open yet, with the samples.

    Any library that does not exist yet, unless the user switched that off: whoever looks at an empty window is helped
    by something to read.
    """
    if os.path.lexists(path):
        return False
    from reader.services.machine import preferences  # imported late: only a library that is new needs the settings

    return preferences.read(folders.settings()).settings.samples and bool(files())


def are_wanted_by_command(given: str | None) -> bool:
    """Whether a command that only looks (``list``, ``screenshot``) should begin its library with the samples.

    The user's own library only: looking at a library that was named makes none there, since scripts name libraries and
    mean what they say.
    """
    return not folders.is_library_chosen(given) and are_wanted(folders.library(given))


def files() -> list[Path]:
    """The sample documents, by name; none where the program was installed without them."""
    from reader.documents import find_files

    folder = paths.samples()
    return find_files(folder) if folder else []


def make_library(path: Path, *, report: "Report" = lambda result: None) -> None:
    """Make a library that holds the sample documents, whole or not at all; one that is there meanwhile is left alone.

    It is made in a folder beside its place, so that a kill leaves no library with a part of them. LibraryError: it
    cannot be made there.
    """
    # Imported late: a command that looks at a library which is there must not wait for the splitter.
    from reader.services.imports.intake import import_paths
    from reader.services.machine.user_library import open_library
    from reader.services.worker.bounds import parse_within_bounds
    from reader.services.worker.parse_worker import ParseWorker

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=f".{path.name}.", dir=path.parent, ignore_cleanup_errors=True
        ) as folder:
            made = Path(folder, path.name)
            library = open_library(made)
            try:
                with ParseWorker() as worker:
                    import_paths(library, files(), parse=parse_within_bounds(worker), report=report)
                library.backup(made.with_name("whole"))
            finally:
                library.close()
            _place(made.with_name("whole"), path)
    except OSError:
        open_library(path).close()  # says in words what is wrong with the place


def _place(made: Path, path: Path) -> None:
    """Give the library its name without ever replacing another; not every disk can link."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:
        if not os.path.lexists(path):
            os.rename(made, path)

"""Opens the library that a command names."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.cli.terminal.output import tell
from reader.core.values.errors import NotFound
from reader.services.imports import samples
from reader.services.machine import folders
from reader.services.machine.user_library import open_library

if TYPE_CHECKING:
    from reader.store import Library, Reader


@contextmanager
def opened(options: Namespace, *, create: bool = False) -> Iterator["Library"]:
    """The library, open for this command. NotFound: there is none yet and it should not be made."""
    path = folders.library(options.library)
    if not create and not os.path.lexists(path):
        raise NotFound(f"There is no library at {path} yet. reader import FILE makes one.")
    library = open_library(path, create=create)
    try:
        yield library
    finally:
        library.close()


@contextmanager
def reading(options: Namespace) -> Iterator["Reader | None"]:
    """A reader of the library; None where there is no library yet: looking makes no other than the user's own."""
    path = folders.library(options.library)
    if samples.are_wanted_by_command(options.library):
        samples.make_library(path, report=lambda result: tell(result.told))
    if not os.path.lexists(path):
        yield None
        return
    with opened(options) as library:
        reader = library.reader()
        try:
            yield reader
        finally:
            reader.close()

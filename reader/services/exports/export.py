"""Exports items of the library: to a file, into a folder, as pieces of text, or the first record to look at."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.values.errors import ExportError
from reader.core.values.ids import ItemId
from reader.services.exports.facts.gather import Gathering, Progress, Stopped, never, nobody
from reader.services.exports.formats.export_formats import Format
from reader.services.exports.vault.obsidian import make_note, new_text
from reader.services.exports.vault.vault_notes import Vault
from reader.services.exports.vault.write_files import telling, write_file, write_files

if TYPE_CHECKING:
    from reader.store import Library, Reader

FILE_STEM = "research-reader"
"""The name of a file in a folder that was chosen for it."""
_PREVIEWED = 20_000


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export.

    It tells where the export is, how many items were taken, and how many highlights in a vault's notes the user had
    changed, so that they were left alone.
    """

    path: Path
    items: int
    kept: int = 0

    @property
    def told(self) -> str:
        """The result on one line."""
        told = f"Exported {self.items} item{'' if self.items == 1 else 's'} to {self.path}."
        kept = f"{self.kept} highlight{'' if self.kept == 1 else 's'}"
        return f"{told} Left as you changed them in these notes: {kept}." if self.kept else told


@dataclass(frozen=True, slots=True)
class Target:
    """A file, or a folder for notes; ``is_named``: the user named this very path."""

    path: Path
    is_folder: bool
    is_named: bool


def find_target(format: Format, out: str) -> Target:
    """The path for an export in a format.

    ExportError: there can be no such path.
    """
    path = Path(out)
    with telling(path):
        is_folder = out.endswith(("/", os.sep)) or path.is_dir() or (not path.suffix and not path.exists())
    if format.has_notes and (is_folder or format.is_folder_only):
        return Target(path, is_folder=True, is_named=True)
    if is_folder:
        return Target(path / f"{FILE_STEM}{format.ending}", is_folder=False, is_named=False)
    return Target(path, is_folder=False, is_named=True)


def export(
    library: "Library",
    reader: "Reader",
    ids: Sequence[ItemId],
    format: Format,
    out: str,
    *,
    progress: Progress = nobody,
    is_cancelled: Callable[[], bool] = never,
) -> Exported | None:
    """Export items; None when it was stopped, and then nothing is written. ExportError: it could not be written.

    ``progress`` is called with how many records of how many are done. Any thread; ``reader`` must be of this thread.
    """
    gathering = Gathering(reader, progress=progress, is_cancelled=is_cancelled)
    target = find_target(format, out)
    try:
        if target.is_folder:
            vault = Vault(reader, gathering, target.path)
            written = write_files(target.path, vault.files(ids))
            return Exported(target.path, written, vault.kept)
        # A link that the user named stays one, and leads to what is written; one found in a folder is replaced.
        path = target.path.resolve() if target.is_named else target.path
        refuse_library(library.path, path)
        write_file(path, _pieces(gathering, ids, format))
        return Exported(target.path, len(ids))
    except Stopped:
        return None


def export_text(
    reader: "Reader", ids: Sequence[ItemId], format: Format, *, progress: Progress = nobody
) -> Iterator[str]:
    """Export items as pieces of one text. ExportError: the format needs a folder."""
    if format.is_folder_only:
        raise ExportError(f"{format.title} notes need a folder: name one with --out.")
    return _pieces(Gathering(reader, progress=progress), ids, format)


def preview(reader: "Reader", ids: Sequence[ItemId], format: Format) -> str:
    """The first record as it will look; empty where there is none."""
    gathering = Gathering(reader)
    if format.is_folder_only:
        return "".join(new_text(make_note(item, date.today())) for item in gathering.items(ids[:1]))
    return "".join(islice(_pieces(gathering, ids[:1], format), _PREVIEWED))[:_PREVIEWED]


def _pieces(gathering: Gathering, ids: Sequence[ItemId], format: Format) -> Iterator[str]:
    if format.works is not None:
        return format.works(gathering.works(ids))
    if format.wholes is not None:
        return format.wholes(gathering.wholes(ids))
    assert format.items is not None
    return format.items(gathering.items(ids))


def refuse_library(library: Path, target: Path) -> None:
    """Raise ExportError if the target is the library's own file, or one that SQLite would take for a part of it."""
    with telling(target):
        for ending in ("", "-wal", "-shm", "-journal"):
            beside = library.with_name(library.name + ending)
            is_there = beside.exists() and target.exists()
            if target.samefile(beside) if is_there else target.resolve() == beside.resolve():
                raise ExportError(f"{target} is the library itself; choose another file for the export.")

"""A folder of notes, one an item: those of earlier exports keep their places, and links lead from one to another."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.values.ids import ItemId, WorkId
from reader.services.exporting.facts.gather import Gathering
from reader.services.exporting.facts.records import ItemRecord
from reader.services.exporting.vault.file_names import FileNames
from reader.services.exporting.vault.obsidian import make_note, merged_text, new_text, note_id, with_links

if TYPE_CHECKING:
    from reader.store import Reader


class Vault:
    """Writes notes for one folder; ``kept`` counts highlights that the user changed, which were let be."""

    def __init__(self, reader: "Reader", gathering: Gathering, folder: Path) -> None:
        self._reader = reader
        self._gathering = gathering
        self._folder = folder
        self._there, taken = _existing(folder)
        self._names = FileNames(taken)
        self._today = date.today()
        self._files: dict[WorkId, str] = {}
        self.kept = 0

    def files(self, ids: Sequence[ItemId]) -> Iterator[tuple[Path, str]]:
        """The notes of items, as places in the folder and texts; those with links last, when all names are known."""
        linking: list[tuple[Path, ItemId]] = []
        for item in self._gathering.items(ids):
            place = self._place(item)
            self._files.setdefault(item.detail.row.work_id, place.stem)
            if "[[" in _notes_of(item):
                linking.append((place, item.detail.row.id))
            else:
                yield place, self._text(place, item)
        for place, number in linking:
            if (found := self._gathering.item(number)) is not None:
                yield place, self._text(place, self._linked(found))

    def _place(self, item: ItemRecord) -> Path:
        key = item.detail.key
        return self._there.get(key) or Path(self._names.give(item.name, ".md", key))

    def _linked(self, item: ItemRecord) -> ItemRecord:
        forward = self._reader.resolve_links(_notes_of(item)).forward
        files = {name: self._files[work.work] for name, work in forward.items() if work.work in self._files}
        return with_links(item, files)

    def _text(self, place: Path, item: ItemRecord) -> str:
        note = make_note(item, self._today)
        if item.detail.key not in self._there:
            return new_text(note)
        with (self._folder / place).open(encoding="utf-8", newline="") as file:
            merged = merged_text(file.read(), note)
        self.kept += merged.kept
        return merged.text


def _notes_of(item: ItemRecord) -> str:
    return "\n".join([item.detail.note, *(one.note for one in item.detail.highlights)])


def _existing(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The notes of earlier exports by item, as places in the folder, and the names that are taken in it.

    Hidden folders and links are not followed: what they lead to may stand elsewhere.
    """
    there: dict[str, Path] = {}
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(base, name)
            if name.endswith(".md") and not path.is_symlink() and (key := _note_id(path)):
                there.setdefault(key, path.relative_to(folder))
    return there, os.listdir(folder) if folder.is_dir() else []


def _note_id(path: Path) -> str | None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return note_id(file.read())
    except (OSError, UnicodeDecodeError):
        return None

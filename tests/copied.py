"""Whole exports for tests: out of one library, into another, in this process."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reader.core.state.queries import Query
from reader.services.exporting.export import export_text
from reader.services.exporting.formats.export_formats import FORMATS
from reader.services.imports.import_results import ImportResult
from reader.services.imports.intake import import_paths
from reader.services.items.item_json import item_json
from reader.store import Library, open_library


@contextmanager
def new_library(path: Path | None = None) -> Iterator[Library]:
    """A library in a folder of its own (or at a path), closed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(path or Path(folder, "library.db"))
        try:
            yield library
        finally:
            library.close()


def ids_of(library: Library) -> list[Any]:
    """All items that a whole export takes along."""
    reader = library.reader()
    try:
        return [*reader.listing(Query()).ids, *reader.kept_items()]
    finally:
        reader.close()


def exported(library: Library, ids: Sequence[Any] | None = None) -> bytes:
    """The library as JSON, or some of its items."""
    wanted = ids_of(library) if ids is None else ids
    reader = library.reader()
    try:
        return "".join(export_text(reader, wanted, FORMATS["json"])).encode()
    finally:
        reader.close()


def listed(library: Library) -> list[dict[str, Any]]:
    """What ``list --json`` says of all items."""
    reader = library.reader()
    try:
        return [item_json(reader.detail(number)) for number in ids_of(library)]
    finally:
        reader.close()


def take_in(library: Library, data: bytes | list[Any], name: str = "export.json") -> list[ImportResult]:
    """Import an export from a file."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(raw)
        return import_paths(library, [path])

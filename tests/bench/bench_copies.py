"""A whole export of 10,000 works taken into an empty library: items a second, beside exporting them."""

import time
from pathlib import Path

from bench.figures import Figure
from copied import exported, ids_of, new_library

from reader.services.imports.intake import import_paths
from reader.services.worker.bounds import parse_within_bounds
from reader.services.worker.parse_worker import ParseWorker
from reader.store import open_library

ITEMS, RATIO = 10_000, 4.0
"""The aim: times exporting the same items."""


def test_importing_an_export(filled: dict[int, Path], folder: Path, figures: list[Figure]) -> None:
    library = open_library(filled[ITEMS])
    file = folder / "export.json"
    try:
        start = time.perf_counter()
        file.write_bytes(exported(library))
        floor = time.perf_counter() - start
    finally:
        library.close()
    with new_library() as empty, ParseWorker() as worker:
        start = time.perf_counter()
        results = import_paths(empty, [file], parse=parse_within_bounds(worker))
        took = time.perf_counter() - start
        assert all(result.stored for result in results)
        assert len(ids_of(empty)) == ITEMS
        assert exported(empty) == file.read_bytes()
    note = f"{ITEMS / took:,.0f} items/s, {file.stat().st_size / 1e6:.0f} MB"
    figures.append(Figure("Exporting", f"{ITEMS:,} items from JSON again", took * 1000, took / floor, RATIO, note=note))

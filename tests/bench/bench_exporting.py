"""Exporting 10,000 works to a file, beside reading their details alone: items a second."""

import time
from pathlib import Path

import pytest
from bench.figures import Figure

from reader.core.state.queries import Query
from reader.services.exporting.export import export
from reader.services.exporting.formats.export_formats import FORMATS
from reader.store import open_library

ITEMS, RATIO = 10_000, 5.0
"""The aim: times reading every item's detail and nothing else."""


@pytest.mark.parametrize("name", FORMATS)
def test_exporting(filled: dict[int, Path], folder: Path, figures: list[Figure], name: str) -> None:
    format = FORMATS[name]
    out = folder / "vault" if format.is_folder_only else folder / f"all{format.ending}"
    library = open_library(filled[ITEMS])
    reader = library.reader()
    try:
        ids = reader.listing(Query()).ids
        start = time.perf_counter()
        for number in ids:
            reader.detail(number)
        floor = time.perf_counter() - start
        start = time.perf_counter()
        export(library, reader, ids, format, str(out))
        took = time.perf_counter() - start
    finally:
        reader.close()
        library.close()
    rate = f"{len(ids) / took:,.0f} items/s"
    figures.append(
        Figure("Exporting", f"{ITEMS:,} items as {format.title}", took * 1000, took / floor, RATIO, note=rate)
    )

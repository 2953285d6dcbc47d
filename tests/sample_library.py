"""A library with the sample issues: imported once in each process of tests, and copied for each test."""

import tempfile
from functools import lru_cache
from pathlib import Path

from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@lru_cache(1)
def sample_library() -> bytes:
    """The file of a closed library that holds the sample issues."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "library.db")
        library = open_library(path)
        try:
            results = import_paths(library, [SEEDS])
        finally:
            library.close()
        assert all(result.stored for result in results), [result.told for result in results]
        assert not path.with_name("library.db-wal").exists(), "the file alone is the library"
        return path.read_bytes()


@lru_cache(1)
def empty_library() -> bytes:
    """The file of a closed library that holds nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "library.db")
        open_library(path).close()
        return path.read_bytes()


def copy_library(data: bytes, path: Path) -> Path:
    """Write a library's file, as private as the reader makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_bytes(data)
    return path

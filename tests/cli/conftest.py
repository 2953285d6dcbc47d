"""The command line as a test sees it: arguments in, exit status and two streams out."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.__main__ import main

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.rstrip("\n")


Reader = Callable[..., Outcome]


@pytest.fixture
def reader(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Runs one command in this process."""

    def run(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Outcome(status, out, err)

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A library with the samples, as bytes."""
    from reader.services.imports.intake import import_paths
    from reader.services.machine.user_library import open_library

    path = tmp_path_factory.mktemp("filled") / "library.db"
    library = open_library(path)
    results = import_paths(library, [SEEDS])
    copy = path.with_name("copy.db")
    library.backup(copy)
    library.close()
    assert all(result.stored for result in results)
    return copy.read_bytes()


@pytest.fixture
def library(filled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the samples, chosen by READER_LIBRARY."""
    path = tmp_path / "library.db"
    path.write_bytes(filled)
    monkeypatch.setenv("READER_LIBRARY", str(path))
    return path


@pytest.fixture
def seeds() -> Path:
    return SEEDS

"""What the benchmarks share: libraries, a screen, the floor, and the table at the end."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.documents import write_documents
from bench.figures import PRESSES, Figure, table
from bench.filling import fill
from bench.screen import Screen
from bench.starting import Machine

_FIGURES: list[Figure] = []
_WHERE: list[str] = []


@pytest.fixture
def figures() -> Iterator[list[Figure]]:
    """Where a benchmark puts its figures; any beyond its limit fails it."""
    found: list[Figure] = []
    yield found
    _FIGURES.extend(found)
    failed = [
        f"{figure.name}: {figure.value:.0f} ms, {figure.ratio:.1f} x" for figure in found if not figure.is_within_limit
    ]
    assert not failed, f"beyond three times the aim: {'; '.join(failed)}"


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that goes when the benchmarks end: the libraries are large."""
    with tempfile.TemporaryDirectory(prefix="reader-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def machine(folder: Path) -> Iterator[Machine]:
    """Where the windows open: a private screen where there can be one."""
    (folder / "home").mkdir()
    if not Screen.is_available():
        _WHERE.append("Off screen: without Xvfb, windows report their own paints.")
        yield Machine(folder / "home", None)
        return
    _WHERE.append("On a private Xvfb: starts are timed by its pixels, keys by paints that the X server has taken.")
    with Screen() as screen:
        yield Machine(folder / "home", screen)


@pytest.fixture(scope="session")
def filled(folder: Path) -> dict[int, Path]:
    """Libraries by number of items; benchmarks that write work on copies."""
    return {count: fill(folder / f"{count}.db", count) for count in (10_000, 100_000)}


@pytest.fixture
def copied(filled: dict[int, Path], folder: Path) -> Iterator[Any]:
    """Copies of the libraries, for one benchmark."""
    made: list[Path] = []

    def copy(count: int) -> Path:
        target = folder / f"copy-{count}.db"
        for ending in ("", "-wal", "-shm"):
            Path(f"{target}{ending}").unlink(missing_ok=True)
        made.append(Path(shutil.copy(filled[count], target)))
        return target

    yield copy
    for path in made:
        path.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def documents(folder: Path) -> Path:
    """Newsletters to import."""
    return write_documents(folder / "documents", 400)


@pytest.fixture
def bare(machine: Machine) -> dict[str, Any]:
    """What the toolkit alone needs for a move, measured just before."""
    found: dict[str, Any] = json.loads(machine.run("bench.work", "bare", "--presses", str(PRESSES)))
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, also when a limit was missed."""
    if _FIGURES:
        for line in [*_WHERE, *table(_FIGURES).splitlines()]:
            terminalreporter.write_line(line)

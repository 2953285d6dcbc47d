"""From the start of the process to pixels, beside an empty window of the toolkit, in turns."""

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.figures import ROUNDS, Figure, paired
from bench.starting import Machine, Start

PAINTED, USABLE = 1.6, 3.6
"""The aims: times the empty window."""


def _in_turns(machine: Machine, start: Callable[[], Start]) -> tuple[list[Start], list[Start]]:
    """The floor and the reader A B A B, after one of each that does not count."""
    pairs = [(machine.time_bare(), start()) for _ in range(ROUNDS + 1)][1:]
    return [bare for bare, _ in pairs], [reader for _, reader in pairs]


def _figures(group: str, bare: list[Start], reader: list[Start], *, usable: float | None = USABLE) -> list[Figure]:
    floor = [start.framed for start in bare]

    def figure(name: str, values: list[float], aim: float | None = None, note: str = "") -> Figure:
        return Figure(group, name, median(values), paired(values, floor), aim_ratio=aim, note=note)

    return [
        figure("empty window", floor, note=f"medians of {len(floor)}"),
        figure("framed first paint", [start.framed for start in reader], PAINTED),
        figure("last screen painted", [start.painted for start in reader]),
        figure("list painted", [start.listed for start in reader], usable),
        figure("list usable: a key answered", [start.answered for start in reader], usable),
        figure("longest stall meanwhile", [start.stall for start in reader]),
    ]


def test_first_start_ever(machine: Machine, folder: Path, figures: list[Figure]) -> None:
    def start() -> Start:
        new = folder / "new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        # Another home too: the window must not remember anything, and icons are not drawn yet.
        return Machine(new, machine.screen).time_reader(new / "library.db")

    found = _in_turns(machine, start)
    figures += _figures("First start ever: the samples are imported", *found, usable=None)


def test_start_with_samples(machine: Machine, folder: Path, figures: list[Figure]) -> None:
    library = folder / "samples.db"
    machine.time_reader(library)
    figures += _figures("Start with the samples", *_in_turns(machine, lambda: machine.time_reader(library)))


def test_start_with_10_000_items(machine: Machine, filled: dict[int, Path], figures: list[Figure]) -> None:
    figures += _figures("Start with 10,000 items", *_in_turns(machine, lambda: machine.time_reader(filled[10_000])))


def test_start_with_100_000_items(machine: Machine, filled: dict[int, Path], figures: list[Figure]) -> None:
    figures += _figures("Start with 100,000 items", *_in_turns(machine, lambda: machine.time_reader(filled[100_000])))

"""From a key to the painted next item, at rest and while documents are imported; and how long the window stands still.

The floor is the same move in a bare window of the toolkit: a table and a text, measured just before.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench.figures import PRESSES, Figure, percentile
from bench.starting import Machine

KEY, KEY_IMPORTING, STALL, LIST, READ_ALL = 16.0, 50.0, 50.0, 30.0, 16.0
"""The aims, in milliseconds."""


class Lines:
    """Makes figures of one group, with the bare window's answers as their floor."""

    def __init__(self, group: str, bare: dict[str, Any]) -> None:
        self._group = group
        self._floor = {share: percentile(bare["moves"], share) for share in (0.5, 0.99)}

    def keys(self, name: str, took: list[float], aim: float) -> list[Figure]:
        """The usual and the rare answer; both beside the same of the floor."""
        usual, rare = percentile(took, 0.5), percentile(took, 0.99)
        note = f"of {len(took)}, longest {max(took):.0f} ms"
        return [
            Figure(self._group, f"{name}, p50", usual, usual / self._floor[0.5]),
            Figure(self._group, f"{name}, p99", rare, rare / self._floor[0.99], aim_ms=aim, note=note),
        ]

    def one(self, name: str, took: float, aim: float | None, note: str = "") -> Figure:
        """A thing done once, beside the floor's usual answer."""
        return Figure(self._group, name, took, took / self._floor[0.5], aim_ms=aim, note=note)


def _memory(group: str, found: dict[str, Any], bare: dict[str, Any]) -> list[Figure]:
    if "memory" not in found:
        return []
    return [Figure(group, "peak memory", found["memory"], found["memory"] / bare["memory"], unit="MiB")]


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_at_rest(
    count: int, machine: Machine, bare: dict[str, Any], copied: Callable[[int], Path], figures: list[Figure]
) -> None:
    found = json.loads(machine.run("bench.work", "work", str(copied(count)), "--presses", str(PRESSES)))
    group = f"{count:,} items, at rest"
    lines = Lines(group, bare)
    figures += lines.keys("next item painted", found["moves"], KEY)
    figures += lines.keys("star painted", found["stars"], KEY)
    figures += [
        lines.one("everything listed", found["list_all"], LIST),
        lines.one("hits painted, worst", max(found["searches"]), None, "with the wait for more letters"),
        lines.one("all marked read, painted", found["read_all"], READ_ALL),
        lines.one("longest stall, until all are stored", found["read_all_stall"], STALL),
        *_memory(group, found, bare),
    ]


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_importing(
    count: int,
    machine: Machine,
    bare: dict[str, Any],
    copied: Callable[[int], Path],
    documents: Path,
    figures: list[Figure],
) -> None:
    given = [str(copied(count)), str(documents), "--presses", str(PRESSES)]
    found = json.loads(machine.run("bench.work", "import", *given))
    assert found["was_importing"], "the import ended before the keys did: more documents are needed"
    group = f"{count:,} items, importing"
    lines = Lines(group, bare)
    figures += lines.keys("next item painted", found["moves"], KEY_IMPORTING)
    figures += [lines.one("longest stall", found["import_stall"], STALL), *_memory(group, found, bare)]

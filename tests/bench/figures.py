"""What a benchmark says: milliseconds beside a floor of the same run, the aim, and the limit that fails the run."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = int(os.environ.get("READER_BENCH_ROUNDS", "7"))
"""How often a start is measured."""
PRESSES = int(os.environ.get("READER_BENCH_PRESSES", "300"))
"""How many keys are pressed for a figure."""
SLACK = 3.0
"""How many times its aim a figure may be before the run fails: machines differ, and are shared."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``value``, ``floor`` and ``aim_ms`` are milliseconds, ``ratio`` has the floor as its unit.

    ``aim_ratio`` and ``aim_ms`` are alternatives; a figure with neither only informs. One that is not limited never
    fails the run.
    """

    group: str
    name: str
    value: float
    ratio: float
    aim_ratio: float | None = None
    aim_ms: float | None = None
    note: str = ""
    unit: str = "ms"
    is_limited: bool = True

    @property
    def is_aim_met(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        return None if self._share is None else self._share <= 1

    @property
    def is_within_limit(self) -> bool:
        """Whether the figure is at most `SLACK` times its aim, or may be anything."""
        return not self.is_limited or self._share is None or self._share <= SLACK

    @property
    def _share(self) -> float | None:
        if self.aim_ratio is not None:
            return self.ratio / self.aim_ratio
        return None if self.aim_ms is None else self.value / self.aim_ms

    @property
    def aim(self) -> str:
        """The aim as people read it."""
        if self.aim_ratio is not None:
            return f"{self.aim_ratio:g} x"
        return "" if self.aim_ms is None else f"{self.aim_ms:g} ms"


def paired(values: Sequence[float], floors: Sequence[float]) -> float:
    """The median of the ratios of neighbours in time, so that a machine that slows down midway does not count."""
    return median(value / floor for value, floor in zip(values, floors, strict=True))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(figures: Sequence[Figure]) -> str:
    """All figures, a line each."""
    width = max(len(figure.name) for figure in figures)
    lines = []
    for number, figure in enumerate(figures):
        if number == 0 or figures[number - 1].group != figure.group:
            lines.append(f"\n{figure.group}\n{'':{width + 13}}{'to floor':>10}{'aim':>9}")
        verdict = {None: "", True: "met", False: "missed" if figure.is_within_limit else "FAILED"}[figure.is_aim_met]
        said = "  ".join(part for part in (f"{verdict:6}", figure.note) if part.strip())
        measured = f"{figure.value:9.1f} {figure.unit:3}{figure.ratio:8.2f} x"
        lines.append(f"  {figure.name:{width}}{measured}{figure.aim:>9}  {said}".rstrip())
    return "\n".join(lines)

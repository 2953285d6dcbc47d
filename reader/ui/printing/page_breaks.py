"""Breaks texts into pages: no line is cut, and lines that belong together stay together as far as they can.

Pure: lengths are in whichever unit the caller measures in.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

_TOUCHING = 0.5


class Break(IntEnum):
    """The badness of ending a page below a line."""

    FREE = 0
    LONELY = 1
    """One line of a paragraph would stand alone, at a page's foot or head."""
    HEADING = 2
    """A heading would stand without the text below it."""


@dataclass(frozen=True, slots=True)
class Band:
    """A line of a text, or lines side by side: its upper and lower edge from the text's top, and the break below."""

    top: float
    bottom: float
    below: Break = Break.FREE


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a text on a page (counted from 0): from ``top`` to ``bottom`` of the text, set ``y`` below the head."""

    page: int
    y: float
    top: float
    bottom: float


def joined(bands: Iterable[Band]) -> list[Band]:
    """The bands from top to bottom, those that stand side by side (cells of a table) made one."""
    apart: list[Band] = []
    for band in sorted(bands, key=lambda band: (band.top, band.bottom)):
        if apart and band.top < apart[-1].bottom - _TOUCHING:
            above = apart[-1]
            apart[-1] = Band(above.top, max(above.bottom, band.bottom), max(above.below, band.below))
        else:
            apart.append(band)
    return apart


class Flow:
    """Fills pages of one height with text after text."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._page = 0
        self._used = 0.0

    @property
    def pages(self) -> int:
        """How many pages are begun."""
        return self._page + 1

    def place(self, bands: Sequence[Band], *, gap: float = 0) -> list[Slice]:
        """Put a text below what is there, after a gap (none at the head of a page); it may go over many pages."""
        bottoms = [band.bottom for band in bands]
        slices: list[Slice] = []
        first = 0
        while first < len(bands):
            is_fresh = self._used == 0
            above = 0 if is_fresh or slices else gap
            room = self._height - self._used - above
            fitting = bisect_right(bottoms, bands[first].top + room + _TOUCHING, first) - 1
            last = self._last(bands, first, fitting, is_fresh=is_fresh)
            if last is None:
                self._turn()
                continue
            y, top, bottom = self._used + above, bands[first].top, bands[last].bottom
            slices.append(Slice(self._page, y, top, bottom))
            self._used = y + bottom - top
            first = last + 1
            if first < len(bands):
                self._turn()
        return slices

    def _turn(self) -> None:
        self._page, self._used = self._page + 1, 0.0

    @staticmethod
    def _last(bands: Sequence[Band], first: int, fitting: int, *, is_fresh: bool) -> int | None:
        """The last band for this page; None: begin on a new one instead. What is higher than a page is put on one."""
        if fitting == len(bands) - 1:
            return fitting
        for allowed in Break if is_fresh else (Break.FREE,):
            for number in range(fitting, first - 1, -1):
                if bands[number].below <= allowed:
                    return number
        return first if is_fresh else None

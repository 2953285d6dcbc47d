"""Maps places in an item's plain text to places in the shown document, and back.

The plain text counts code points, Qt counts UTF-16 units, and the two differ in white space only; so the
characters that are not white space are counted off against each other.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

Range = tuple[int, int]
NO_INK = "\ufdd0\ufdd1\ufffc\u200b\xad"
"""Characters without ink: Qt's borders of tables and places of objects, and places where a long word may be broken."""
_PIECE = 128
"""Characters that are counted together; within a piece they are gone through one by one."""
_TWO_UNITS = re.compile(r"[\U00010000-\U0010ffff]")


class Places:
    """A plain text and where it stands in ``shown``: from UTF-16 unit ``start``, before unit ``end``.

    Both are gone through once; each place that is asked for costs little then.
    """

    def __init__(self, shown: str, start: int, plain: str, *, end: int | None = None) -> None:
        self._units = _Units(shown)
        last = len(shown) if end is None else self._units.index_of(end)
        self._shown = _Ink(shown, self._units.index_of(start), last)
        self._plain = _Ink(plain, 0, len(plain))

    def shown_at(self, first: int, last: int) -> Range | None:
        """The UTF-16 range of a code-point range of the plain text; None if its words are not shown there."""
        begin, end = self.ink_before(first), self.ink_before(last)
        if not self._is_same(begin, end):
            return None
        return self._units.unit_of(self._shown.index_of(begin)), self._units.unit_of(self._shown.index_of(end - 1) + 1)

    def plain_at(self, first: int, last: int) -> Range | None:
        """The code-point range of a UTF-16 range of the document, without white space at its ends.

        None if it holds nothing of the text.
        """
        begin, end = self.ink_before_shown(first), self.ink_before_shown(last)
        if not self._is_same(begin, end):
            return None
        return self._plain.index_of(begin), self._plain.index_of(end - 1) + 1

    def ink_before_shown(self, unit: int) -> int:
        """The number of the text's characters, white space aside, that are shown before a UTF-16 unit."""
        return self._shown.count_before(self._units.index_of(unit))

    def ink_before(self, index: int) -> int:
        """The number of characters, white space aside, before a code point of the plain text."""
        return self._plain.count_before(index)

    def _is_same(self, begin: int, end: int) -> bool:
        """Whether the text and the page have the same characters there: other words are never taken for them."""
        return begin < end and self._plain.text[begin:end] == self._shown.text[begin:end]


class _Units:
    """Turns indices of a text into UTF-16 units, and back."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [found.start() for found in _TWO_UNITS.finditer(text)]
        self._wide_units = [index + number for number, index in enumerate(self._wide)]

    def unit_of(self, index: int) -> int:
        return index + bisect_left(self._wide, index)

    def index_of(self, unit: int) -> int:
        return unit - bisect_left(self._wide_units, unit)


class _Ink:
    """The characters of a part of a text that are not white space, numbered."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._first = start
        self._part = _blank_no_ink(text[start:end])
        self.text = "".join(self._part.split())
        pieces = (self._part[place : place + _PIECE] for place in range(0, len(self._part), _PIECE))
        self._counts = [0, *accumulate(map(_count, pieces))]

    def index_of(self, number: int) -> int:
        """Where a character stands in the text."""
        piece = bisect_right(self._counts, number) - 1
        start, left = piece * _PIECE, number - self._counts[piece]
        ink = [place for place, sign in enumerate(self._part[start : start + _PIECE]) if not sign.isspace()]
        return self._first + start + ink[left]

    def count_before(self, index: int) -> int:
        """How many stand before an index of the text."""
        place = max(0, min(index - self._first, len(self._part)))
        piece = place // _PIECE
        return self._counts[piece] + _count(self._part[piece * _PIECE : place])


def _count(text: str) -> int:
    return len("".join(text.split()))


def _blank_no_ink(text: str) -> str:
    for character in NO_INK:
        text = text.replace(character, " ")
    return text

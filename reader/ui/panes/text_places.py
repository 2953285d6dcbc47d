"""Maps places in an item's plain text to places in the shown document.

The plain text counts code points, Qt counts UTF-16 units, and the two differ in white space only; so the
characters that are not white space are counted off against each other.
"""

from collections.abc import Iterable, Iterator

Range = tuple[int, int]
_NO_INK = "\ufdd0\ufdd1\ufffc\u200b\xad"
"""Qt's borders of tables and places of objects, and places where a long word may be broken."""


def places_in(shown: str, start: int, plain: str, ranges: Iterable[Range]) -> Iterator[Range]:
    """UTF-16 ranges in ``shown`` (whose body begins at UTF-16 unit ``start``) for code-point ranges of ``plain``."""
    units = _units_of_ink(shown, start)
    ink_before = _ink_counts(plain)
    for first, last in ranges:
        begin, end = ink_before[min(first, len(plain))], ink_before[min(last, len(plain))]
        if begin < end <= len(units):
            yield units[begin][0], units[end - 1][1]


def _units_of_ink(shown: str, start: int) -> list[Range]:
    """The UTF-16 range of every character after ``start`` that is not white space."""
    ranges, unit = [], 0
    for character in shown:
        width = 2 if ord(character) > 0xFFFF else 1
        if unit >= start and _is_ink(character):
            ranges.append((unit, unit + width))
        unit += width
    return ranges


def _is_ink(character: str) -> bool:
    return not character.isspace() and character not in _NO_INK


def _ink_counts(plain: str) -> list[int]:
    """How many characters that are not white space stand before each code point, and before the end."""
    counts, count = [0], 0
    for character in plain:
        count += _is_ink(character)
        counts.append(count)
    return counts

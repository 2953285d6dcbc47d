"""Cuts the numbers of items off their titles ("2.3 A title") where the whole issue counts its items."""

import itertools
import re
from collections.abc import Iterable

from reader.core.values.document import Span
from reader.core.values.issues import Part, Role
from reader.split.items.drafts import ItemDraft

NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.):]?\s+(?=\S)")
# So many items, and this share of them, must be counted: a title may begin with a version.
_FEWEST = 3
_SHARE = 0.8


def drop_numbers(items: Iterable[ItemDraft]) -> None:
    """Make markers of the numbers before the titles of items, where nearly all items are counted in order."""
    titled = [item for item in items if item.title]
    found = [(item, number) for item in titled if (number := NUMBER.match(item.title or ""))]
    if len(found) < _FEWEST or len(found) < _SHARE * len(titled):
        return
    counts = [tuple(map(int, number[1].split("."))) for _, number in found]
    if any(before >= after for before, after in itertools.pairwise(counts)):
        return
    for item, number in found:
        place = next((n for n, part in enumerate(item.parts) if part.role is Role.TITLE), None)
        if place is None or item.title is None:
            continue
        start, end = item.parts[place].span
        item.title = item.title[number.end() :]
        cut = Part(Role.MARKER, Span(start, start + number.end()))
        item.parts[place : place + 1] = [cut, Part(Role.TITLE, Span(start + number.end(), end))]

"""Matches the items of a new split to those of the old one, so that they keep their ids and what the user did to them.

Items are compared by the characters of the canonical text that they cover. When the text itself changed, the new one is
first aligned to the old, word by word. Pure; DESIGN, "Identity".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reader.core.values.document import Span

SHARE = 0.5
"""The share of the smaller of two items that both must cover to be the same one, or a part of it."""

_WORD = re.compile(r"\w+|[^\w\s]")
Extent = Sequence[Span]
"""The spans of an item's parts."""
Pair = tuple[int, int]
"""The indexes of an old and a new item."""


@dataclass(frozen=True, slots=True)
class Matching:
    """How two splits correspond; all numbers are indexes into the old and the new items.

    ``kept``: new item to the old item whose id it keeps, one to one. ``split_from``: further new items to the old item
    that they were cut from. ``joined``: new items to all old items (with the kept one) that went into them.
    ``vanished``: old items that no new item keeps.
    """

    kept: Mapping[int, int]
    split_from: Mapping[int, int]
    joined: Mapping[int, tuple[int, ...]]
    vanished: tuple[int, ...]


def match_items(old: Sequence[Extent], new: Sequence[Extent], old_text: str, new_text: str) -> Matching:
    """Match the items of two splits by greatest overlap, one to one; at equal overlap the earlier items win."""
    before = [_ordered(extent) for extent in old]
    after = [_ordered(extent) for extent in new]
    if old_text == new_text:
        shares = _shares(before, after, [_length(extent) for extent in before])
        return _decide(shares, {}, len(old))
    old_words, new_words = _Words(old_text), _Words(new_text)
    sizes = [_length(old_words.within(extent)) for extent in before]
    aligned = old_words.aligned(new_words)
    moved = [[span for word in old_words.indexes(extent) if (span := aligned[word])] for extent in before]
    shares = _shares(moved, [new_words.within(extent) for extent in after], sizes)
    return _decide(shares, _same(old_words, before, new_words, after), len(old))


def _decide(shares: Mapping[Pair, int], same: Mapping[int, int], count: int) -> Matching:
    """Choose pairs, the largest first; ``same`` (new to old) is for items whose words only stand elsewhere now."""
    related = sorted(shares, key=lambda pair: (-shares[pair], pair))
    kept: dict[int, int] = {}
    taken: dict[int, int] = {}
    for before, after in [*related, *((before, after) for after, before in same.items())]:
        if before not in taken and after not in kept:
            kept[after], taken[before] = before, after
    split_from = {after: before for before, after in reversed(related) if after not in kept}
    joined = _joined(related, kept, taken)
    kept = {after: joined[after][0] if after in joined else before for after, before in kept.items()}
    survivors = set(kept.values())
    return Matching(kept, split_from, joined, tuple(number for number in range(count) if number not in survivors))


def _joined(related: Sequence[Pair], kept: Mapping[int, int], taken: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """New items with the old ones that went into them and nowhere else; the earliest keeps its id."""
    into: dict[int, list[int]] = {after: [before] for after, before in kept.items()}
    absorbed: set[int] = set()
    for before, after in related:
        if before not in taken and before not in absorbed and after in into:
            absorbed.add(before)
            into[after].append(before)
    return {after: tuple(sorted(parts)) for after, parts in into.items() if len(parts) > 1}


def _ordered(extent: Extent) -> list[Span]:
    """The spans in order and apart."""
    apart: list[Span] = []
    for span in sorted(extent):
        if span.end <= span.start:
            continue
        if apart and span.start <= apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(span.end, apart[-1].end))
        else:
            apart.append(span)
    return apart


def _length(extent: Extent) -> int:
    return sum(span.end - span.start for span in extent)


def _shares(old: Sequence[Extent], new: Sequence[Extent], old_sizes: Sequence[int]) -> dict[Pair, int]:
    """Characters that an old and a new item share, for those that share enough."""
    shared: dict[Pair, int] = {}
    for before, after, common in _overlaps(old, new):
        shared[before, after] = shared.get((before, after), 0) + common
    new_sizes = [_length(extent) for extent in new]
    return {
        pair: common for pair, common in shared.items() if common >= SHARE * min(old_sizes[pair[0]], new_sizes[pair[1]])
    }


def _overlaps(old: Sequence[Extent], new: Sequence[Extent]) -> Iterator[tuple[int, int, int]]:
    """Each old and new item of which spans overlap, and by how much.

    The spans of both are gone through together, from the first to the last; a side keeps those open that have begun and
    may go on, so that one long item costs the others nothing.
    """
    sides = (old, new)
    marks = sorted(
        (*span, side, number) for side in (0, 1) for number, extent in enumerate(sides[side]) for span in extent
    )
    opened: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, number in marks:
        beside = opened[1 - side]
        beside[:] = [one for one in beside if one[0] > start]
        for stop, other in beside:
            pair = (number, other) if side == 0 else (other, number)
            yield *pair, min(stop, end) - start
        opened[side].append((end, number))


class _Words:
    """The words of a text and where they stand."""

    def __init__(self, text: str) -> None:
        self.spans = [Span(*word.span()) for word in _WORD.finditer(text)]
        self.texts = [text[start:end] for start, end in self.spans]
        self._starts = [span.start for span in self.spans]

    def indexes(self, extent: Extent) -> list[int]:
        """The words that begin inside an extent."""
        ranges = (range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)) for span in extent)
        return [number for words in ranges for number in words]

    def within(self, extent: Extent) -> list[Span]:
        """Where the words of an extent stand, so that white space does not count."""
        return [self.spans[number] for number in self.indexes(extent)]

    def aligned(self, other: "_Words") -> list[Span | None]:
        """Where each word stands in another text; None where it is gone."""
        target: list[Span | None] = [None] * len(self.texts)
        for first, second, size in SequenceMatcher(None, self.texts, other.texts).get_matching_blocks():
            target[first : first + size] = other.spans[second : second + size]
        return target


def _same(old_words: _Words, old: Sequence[Extent], new_words: _Words, new: Sequence[Extent]) -> dict[int, int]:
    """New items to old ones of exactly the same words: an alignment keeps the order, so it misses what was moved."""

    def content(words: _Words, extent: Extent) -> tuple[str, ...]:
        return tuple(words.texts[number].casefold() for number in words.indexes(extent))

    where = {content(old_words, extent): number for number, extent in reversed(list(enumerate(old)))}
    found = ((after, where.get(content(new_words, extent))) for after, extent in enumerate(new))
    return {after: before for after, before in found if before is not None and old[before]}

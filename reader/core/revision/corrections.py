"""Corrections of a split: a person says what one block is, or what its item or section is called.

A block is known by its text and by where it stood; it is found again when the text around it, or a little of its own
text, has changed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from reader.core.values.errors import CorrectionError
from reader.core.values.issues import Kind

# So many of a block's words must be the same for it to be the one that was meant.
_ALIKE = 0.7
# So long must the beginning be by which a person names a block.
_LEAST_BEGINNING = 8
_WORD = re.compile(r"\w+")


class Act(StrEnum):
    """The kinds of corrections: of the block itself, or (with a value) of the item or section that holds it."""

    SPLIT = "split"
    JOIN = "join"
    TITLE = "title"
    TITLE_BELOW = "title below"
    KICKER = "kicker"
    HEADING = "heading"
    BODY = "body"
    BOILERPLATE = "boilerplate"
    SPONSORED = "sponsored"
    KIND = "kind"
    ITEM_TITLE = "item title"
    ADDRESS = "address"
    AUTHORS = "authors"
    SECTION_NAME = "section name"


VALUED = frozenset({Act.KIND, Act.ITEM_TITLE, Act.ADDRESS, Act.AUTHORS, Act.SECTION_NAME})


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: what a person said of one block.

    SPLIT: an item begins here. JOIN: it goes on with what stands before. TITLE: it is the title of an item that begins
    here. TITLE_BELOW: it is the title of the item whose text stands above it. KICKER: an item begins here with a line
    that stands over its title. HEADING, BOILERPLATE: it is that, and in no item. BODY: it is text of an item; the
    border before it stays as it is. SPONSORED: its item is an advertisement. ``text`` is the block's, or how it begins;
    ``start`` is where it stands in the issue's canonical text. Corrections are told in the order they were made: the
    later wins.
    """

    act: Act
    text: str
    start: int = 0
    value: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The correction as JSON data."""
        data: dict[str, Any] = {"act": self.act.value, "text": self.text, "start": self.start}
        return data if self.value is None else {**data, "value": self.value}

    @classmethod
    def from_json(cls, data: object) -> "Correction":
        """The correction in JSON data. CorrectionError: it is not valid."""
        if not isinstance(data, dict):
            raise CorrectionError('A correction is an object like {"act": "split", "text": "…"}.')
        try:
            act = Act(str(data.get("act")))
        except ValueError:
            acts = ", ".join(Act)
            raise CorrectionError(f"Unknown correction {data.get('act')!r}. Try {acts}.") from None
        text, start, value = data.get("text"), data.get("start", 0), data.get("value")
        if not isinstance(text, str) or not text.strip():
            raise CorrectionError('A correction needs "text", the text of its block.')
        if not isinstance(start, int) or isinstance(start, bool) or start < 0:
            raise CorrectionError('"start" must be the number of characters before the block.')
        if act not in VALUED and value is not None:
            raise CorrectionError(f'The correction "{act}" takes no value.')
        if act in VALUED and not isinstance(value, str):
            raise CorrectionError(f'The correction "{act}" needs a value.')
        if act is Act.KIND and value not in list(Kind):
            raise CorrectionError(f"Unknown kind {value!r}. Try {', '.join(Kind)}.")
        return cls(act, text, start, value)


def locate(corrections: Iterable[Correction], texts: Sequence[str], starts: Sequence[int]) -> list[int | None]:
    """Finds the block that each correction is about, by number, among blocks with these texts; None if it is gone.

    A block with the same words wins over one that is like it; of equals the one nearest to the old place.
    """
    blocks = _Blocks(tuple(_plain(text) for text in texts))
    return [_find(correction, blocks, starts) for correction in corrections]


@dataclass(frozen=True)
class _Blocks:
    """The texts of blocks, prepared once for all comparisons with them."""

    plain: Sequence[str]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The blocks of each text."""
        places: dict[str, list[int]] = {}
        for number, text in enumerate(self.plain):
            places.setdefault(text, []).append(number)
        return places

    @cached_property
    def words(self) -> list[set[str]]:
        """The words of each block."""
        return [_words(text) for text in self.plain]


def _find(correction: Correction, blocks: _Blocks, starts: Sequence[int]) -> int | None:
    wanted = _plain(correction.text)
    found = blocks.places.get(wanted) or _begun(wanted, blocks.plain) or _alike(_words(wanted), blocks.words)
    return min(found, key=lambda number: (abs(starts[number] - correction.start), number), default=None)


def _begun(wanted: str, plain: Sequence[str]) -> list[int]:
    if len(wanted) < _LEAST_BEGINNING:
        return []
    return [number for number, text in enumerate(plain) if text.startswith(wanted)]


def _alike(words: set[str], blocks: Sequence[set[str]]) -> list[int]:
    """The blocks that have the most words in common with what is wanted, if that is enough."""
    shares = {
        number: common / len(words | others) for number, others in enumerate(blocks) if (common := len(words & others))
    }
    best = max(shares.values(), default=0.0)
    return [number for number, share in shares.items() if share == best] if best >= _ALIKE else []


def _words(plain: str) -> set[str]:
    return set(_WORD.findall(plain))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()

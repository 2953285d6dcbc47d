"""A document that is split several times; results that do not depend on corrections are worked out once."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from reader.core.values.document import Document, Entry
from reader.split.candidates.records.miner import Records, find_records
from reader.split.signs.features import see_alone
from reader.split.signs.likeness import forms_of
from reader.split.signs.markup import Markup, markups_of
from reader.split.signs.vocabulary import Sign

T = TypeVar("T")
# What was worked out last; there is more of it only where profiles change between splits.
_KEPT = 16


class Opened:
    """A document with the results that were worked out of it. For one thread."""

    def __init__(self, document: Document, *, same_blocks: "Opened | None" = None) -> None:
        self.document = document
        self._same_blocks = same_blocks
        self._known: dict[Hashable, Any] = {}

    @classmethod
    def of(cls, document: "Document | Opened") -> "Opened":
        """The document, opened."""
        return document if isinstance(document, Opened) else cls(document)

    def with_entries(self, entries: tuple[Entry, ...]) -> "Opened":
        """The same blocks with other entries; their markup is not made again."""
        return Opened(replace(self.document, entries=entries), same_blocks=self)

    @cached_property
    def markups(self) -> Sequence[Markup]:
        """The markup of all blocks."""
        return self._same_blocks.markups if self._same_blocks else markups_of(self.document.blocks)

    @cached_property
    def forms(self) -> Sequence[tuple[str, ...]]:
        """The forms of all blocks, by which profiles know blocks that are alike."""
        return self._same_blocks.forms if self._same_blocks else forms_of(self.document.blocks, self.markups)

    @cached_property
    def records(self) -> Records | None:
        """The records that the document is made of, if it is."""
        return find_records(self.document.blocks)

    @cached_property
    def signs_alone(self) -> Sequence[frozenset[Sign]]:
        """The signs that each block bears alone."""
        return see_alone(self.document.blocks)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """The result of ``work``, worked out once for this key. Results not asked for in a while are dropped."""
        found: T = self._known.pop(key) if key in self._known else work()
        while len(self._known) >= _KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[key] = found
        return found

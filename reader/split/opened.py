"""A document that is split several times: what no correction has a part in is worked out once."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from reader.core.values.document import Document

T = TypeVar("T")
# What was worked out last; there is more of it only where profiles change between splits.
_KEPT = 12


class Opened:
    """Keeps what was worked out of one document. For one thread."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[Hashable, Any] = {}

    @classmethod
    def of(cls, document: "Document | Opened") -> "Opened":
        """The document, opened."""
        return document if isinstance(document, Opened) else cls(document)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` gives, worked out once for this key; what was not asked for in a while is forgotten."""
        found: T = self._known.pop(key) if key in self._known else work()
        while len(self._known) >= _KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[key] = found
        return found

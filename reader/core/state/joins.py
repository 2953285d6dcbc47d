"""Wishes to join works and to part an item from its work, by hand, where identity alone does not tell."""

from dataclasses import dataclass

from reader.core.values.ids import ItemId, WorkId


@dataclass(frozen=True, slots=True)
class JoinWorks:
    """A wish: the items of all these works are items of the first one from now on; their state is united there."""

    works: tuple[WorkId, ...]


@dataclass(frozen=True, slots=True)
class PartItem:
    """A wish: an item is no longer an item of the work that it is shown as.

    Where its own work was joined to that by hand, the join ends, and what the own work had before stands again; else
    it becomes a work of its own, with a copy of the star, the tags and the note.
    """

    item: ItemId


WorkWish = JoinWorks | PartItem

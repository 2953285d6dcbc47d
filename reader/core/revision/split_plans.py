"""Another split of a stored issue, worked out before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from reader.core.revision.prepared import Prepared
from reader.core.revision.split_changes import SplitBasis, SplitDifference
from reader.core.values.ids import IssueId


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item as it is stored: the original that its parts count in, its parts (JSON), and whether it is retired."""

    id: int
    original: int
    is_retired: bool
    parts: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The match of new items to stored ones; ``basis`` is what it was made from.

    ``kept``: new item to the id it keeps or revives; ``copied``: new item to the id whose state it copies, also
    where it is a revived one; ``joined``: new item to the ids that went into it; ``vanished``: ids to retire.
    """

    basis: tuple[HeldItem, ...]
    kept: Mapping[int, int]
    copied: Mapping[int, int]
    joined: Mapping[int, tuple[int, ...]]
    vanished: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ForeseenSplit:
    """Another split of a stored issue, worked out beforehand without a lock, and what it would change.

    ``basis`` is that of the stored split, without the further corrections.
    """

    issue: IssueId
    basis: SplitBasis
    difference: SplitDifference
    ready: Prepared
    plan: Plan

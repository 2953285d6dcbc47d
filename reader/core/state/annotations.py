"""Annotations: everything a person starred, wrote or highlighted, one by one, as the highlights browser lists them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from reader.core.state.tags import Tag
from reader.core.values.ids import HighlightId, ItemId, WorkId

LONGEST_SHOWN = 2_000
"""Characters of a quote or a note that an annotation holds."""


class Mark(StrEnum):
    """The kinds of annotations; in this order where a work has several."""

    STAR = "star"
    NOTE = "note"
    HIGHLIGHT = "highlight"


class Part(StrEnum):
    """The lists of annotations. ``NOTES`` has the highlights with a note too; ``DETACHED`` those without a place."""

    ALL = "all"
    HIGHLIGHTS = "highlights"
    NOTES = "notes"
    STARS = "stars"
    DETACHED = "detached"


@dataclass(frozen=True, slots=True)
class AnnotatedWork:
    """The work that an annotation is about, as the item of it that a list shows.

    ``title`` and ``excerpt`` are as in `ItemRow`. ``is_retired``: the item is no longer split out.
    """

    id: WorkId
    item: ItemId
    title: str | None
    excerpt: str
    publication: str | None
    issue: str
    tags: tuple[Tag, ...]
    is_starred: bool
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """A star, a note or a highlight.

    ``at`` is when it was made, in UTC; empty where the log does not tell. ``quote``, ``colour``, ``highlight`` are a
    highlight's, ``note`` is the work's or the highlight's. ``item`` is where a highlight stands, if it ``is_placed``.
    """

    mark: Mark
    work: AnnotatedWork
    item: ItemId
    at: str
    note: str = ""
    quote: str = ""
    colour: str = ""
    highlight: HighlightId | None = None
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class Annotations:
    """The first rows of a list of annotations, those of one work together, the newest first; and how many there are.

    ``items`` has one item for each work, in the same order, of all that were found.
    """

    rows: tuple[Annotation, ...] = ()
    items: tuple[ItemId, ...] = ()
    stars: int = 0
    notes: int = 0
    highlights: int = 0

    @property
    def total(self) -> int:
        """How many annotations were found."""
        return self.stars + self.notes + self.highlights


@dataclass(frozen=True, slots=True)
class MarkedAt:
    """When works were starred and noted last, in UTC, as the log has it."""

    stars: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)


def day_of(at: str) -> str:
    """The day of a moment where the user is, as 2024-05-31; empty for no moment."""
    return datetime.fromisoformat(at).astimezone().date().isoformat() if at else ""

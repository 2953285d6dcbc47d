"""What a document is split into: an issue of sections of items, every word in exactly one place."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.core.values.document import Span

# An issue of less confidence is shown as a guess: nothing is hidden, but the split may be wrong.
GUESS_BELOW = 0.5


class Kind(StrEnum):
    """What an item is (the text decides, then the section)."""

    ARTICLE = "article"
    PAPER = "paper"
    CODE = "code"
    TUTORIAL = "tutorial"
    COURSE = "course"
    DATASET = "dataset"
    SPONSORED = "sponsored"
    OTHER = "other"


class Role(StrEnum):
    """What a stretch of an item's text is. Markers ("Abstract:", "Read More") are in no field."""

    TITLE = "title"
    BODY = "body"
    MARKER = "marker"
    TOPICS = "topics"
    EXTRA = "extra"


class Part(NamedTuple):
    """One stretch of an item's text with its role, in the issue's canonical text."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """The smallest thing triaged. ``title`` is None where the source lost it or never had one.

    ``body`` is plain text, paragraphs separated by a blank line; ``body_html`` the same as
    sanitised HTML; ``topics`` are labels the source printed, without ``#``.
    ``parts`` cover the item's text in order and say where each field stands in it.
    """

    title: str | None
    body: str
    body_html: str = ""
    kind: Kind = Kind.ARTICLE
    is_abstract: bool = False
    author: str | None = None
    url: str | None = None
    links: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    images: int = 0
    parts: tuple[Part, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A headed group. A lost heading has ``title`` None and its name, if deduced, in ``inferred``."""

    title: str | None
    inferred: str | None
    kind: str
    items: tuple[Item, ...]
    intro: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One edition of a publication, split. ``text`` is the canonical text that all spans count in.

    ``date`` is ``YYYY-MM-DD`` and only what the document states. ``confidence`` (0 to 1) weighs the
    chosen layout against the runner-up; ``boilerplate`` is what belongs to no field. ``split_by`` is the version of the
    splitter that it comes from, empty where it comes from none.
    """

    title: str | None
    number: int | None
    subtitle: str | None
    date: str | None
    publication: str | None
    intro: str | None
    outro: str | None
    sections: tuple[Section, ...]
    text: str
    boilerplate: tuple[Span, ...] = ()
    layout: str = ""
    confidence: float = 1.0
    split_by: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in reading order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def is_guess(self) -> bool:
        """Whether the split is too unsure to be shown as if it were known."""
        return self.confidence < GUESS_BELOW

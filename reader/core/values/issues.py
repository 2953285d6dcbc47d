"""The issue that a document is split into: sections of items, every word in exactly one place."""

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields, replace
from datetime import date as Date
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

from reader.core.text.clean import clean_address, clean_author, clean_text, clean_title
from reader.core.values.document import Span

# An issue of less confidence is shown as a guess: nothing is hidden, but the split may be wrong.
GUESS_BELOW = 0.5


class Kind(StrEnum):
    """The kinds of items (the text decides, then the section)."""

    ARTICLE = "article"
    PAPER = "paper"
    CODE = "code"
    TUTORIAL = "tutorial"
    COURSE = "course"
    DATASET = "dataset"
    SPONSORED = "sponsored"
    OTHER = "other"


class Role(StrEnum):
    """The roles of stretches of an item's text. Markers ("Abstract:", "Read More") are in no field."""

    TITLE = "title"
    BODY = "body"
    MARKER = "marker"
    TOPICS = "topics"
    EXTRA = "extra"


class Part(NamedTuple):
    """One stretch of an item's text with its role, in the issue's canonical text."""

    role: Role
    span: Span


def _told(clean: Callable[[str], str], *, json: str = "") -> dict[str, Any]:
    """The metadata of an item's field: how it is cleaned, and its name in JSON where it is not its own."""
    return {"clean": clean, "json": json}


def clean_date(text: str) -> str:
    """A day as ``YYYY-MM-DD``; empty where the text is none."""
    try:
        return Date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Item:
    """The smallest thing triaged. ``title`` is None where the source lost it or never had one.

    ``body`` is plain text, paragraphs separated by a blank line; ``body_html`` the same as
    sanitised HTML; ``topics`` are labels the source printed, without ``#``. ``date`` (``YYYY-MM-DD``) is its own: that
    of its entry, or the one printed with it. ``parts`` cover the item's text in order and say where each field stands
    in it. Its fields are the columns of the library and travel in JSON by these names.
    """

    title: str | None = field(metadata=_told(clean_title, json="printed_title"))
    body: str = field(metadata=_told(clean_text))
    body_html: str = field(default="", metadata=_told(clean_text))
    kind: Kind = Kind.ARTICLE
    is_abstract: bool = False
    author: str | None = field(default=None, metadata=_told(clean_author))
    url: str | None = field(default=None, metadata=_told(clean_address))
    date: str | None = field(default=None, metadata=_told(clean_date, json="printed_date"))
    links: tuple[str, ...] = field(default=(), metadata=_told(clean_address))
    topics: tuple[str, ...] = field(default=(), metadata=_told(clean_title))
    images: int = 0
    parts: tuple[Part, ...] = ()
    confidence: float = 1.0


def json_name(one: "Field[Any]") -> str:
    """The name of an item's field in JSON."""
    return one.metadata.get("json") or one.name


def cleaned_item(item: Item) -> Item:
    """The item with all its texts cleaned; a text that is empty then becomes None or is left out."""
    kind: Any = type(item)
    return replace(item, **{name: clean(getattr(item, name)) for name, clean in _cleaners(kind)})


@cache
def _cleaners(kind: type[Any]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    told = [one for one in fields(kind) if "clean" in one.metadata]
    return tuple((one.name, partial(_cleaned, one.metadata["clean"], "" if one.type is str else None)) for one in told)


def _cleaned(clean: Callable[[str], str], empty: str | None, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(text for part in value if (text := clean(part)))
    return empty if value is None else clean(value) or empty


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

"""A document as every format gives it: metadata and a stream of blocks.

The canonical text of a document is its blocks' texts joined by a blank line. All spans (of
titles, bodies, highlights) count code points in that text, end exclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

BLOCK_BREAK = "\n\n"


class Span(NamedTuple):
    """A stretch of the canonical text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside one block; the offsets count code points of that block's text."""

    start: int
    end: int
    url: str


class Tag(StrEnum):
    """The kinds of elements that a block was in its source, as far as showing it needs; the names are HTML's."""

    PARAGRAPH = "p"
    HEADING = "h"
    ENTRY = "li"
    QUOTE = "blockquote"
    CODE = "pre"
    ROW = "tr"
    CAPTION = "figcaption"


class Mark(NamedTuple):
    """Inline markup of a stretch of one block's text: code points, end exclusive.

    ``tag`` is ``strong``, ``em``, ``code``, ``del``, ``sub``, ``sup``, ``br`` (empty, a forced line end), ``td`` (a
    cell of a row) or ``nav`` (the whole block is navigation around the document).
    """

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts that a feed states of an entry; ``first`` and ``last`` are indexes of its blocks (last exclusive)."""

    first: int
    last: int
    title: str | None = None
    url: str | None = None
    author: str | None = None
    date: str | None = None
    guid: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list entry or cell, in reading order.

    ``text`` has no line ends and no runs of white space. ``gap`` is the number of blank lines
    before it; ``line`` and ``last_line`` are 1-based source lines (0 where a format has none).
    ``level`` is a heading level (0: none), ``weight`` the share of bold text (0 to 1),
    ``depth`` the list depth (0: none), ``indent`` the columns of leading white space. ``tag``, ``is_ordered`` (a
    numbered list) and ``marks`` are the block's form for showing it again; ``images`` counts pictures left out
    (their alternative text stays in the text); ``has_rule_before`` says that a ruler stood above.
    """

    text: str
    line: int = 0
    last_line: int = 0
    gap: int = 0
    links: tuple[Link, ...] = ()
    level: int = 0
    weight: float = 0.0
    depth: int = 0
    indent: int = 0
    tag: Tag = Tag.PARAGRAPH
    is_ordered: bool = False
    marks: tuple[Mark, ...] = ()
    images: int = 0
    has_rule_before: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One document: what its format says of it, and its blocks.

    ``address`` is the feed's or list's own address, ``url`` that of this document; ``entries`` are a feed's.
    ``format`` is ``text`` and later ``markdown``, ``html``, ``eml``, ``feed``; ``name`` is the file's
    name for messages. Metadata that the format does not state is None.
    """

    format: str
    name: str
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    publication: str | None = None
    date: str | None = None
    list_id: str | None = None
    message_id: str | None = None
    address: str | None = None
    url: str | None = None
    number: int | None = None
    entries: tuple[Entry, ...] = ()
    original: bytes = field(default=b"", repr=False)

    @property
    def text(self) -> str:
        """The canonical text."""
        return BLOCK_BREAK.join(block.text for block in self.blocks)

    @property
    def spans(self) -> Sequence[Span]:
        """Where each block stands in the canonical text."""
        spans, start = [], 0
        for block in self.blocks:
            spans.append(Span(start, start + len(block.text)))
            start += len(block.text) + len(BLOCK_BREAK)
        return spans

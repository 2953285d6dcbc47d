"""An issue as it came: its blocks in their own order, each with what the split made of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from reader.core.values.document import BLOCK_BREAK, Link, Span
from reader.core.values.ids import IssueId, ItemId, OriginalId, SectionId
from reader.core.values.issues import Part, Role

_ANCHOR = re.compile(r'<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")


class BlockRole(StrEnum):
    """The part that a block, or most of it, plays in its issue."""

    HEADING = "heading"
    TITLE = "title"
    BODY = "body"
    MARKER = "marker"
    TOPICS = "topics"
    EXTRA = "extra"
    BOILERPLATE = "boilerplate"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block of the issue's canonical text. ``item`` is the item that it is in, ``opens`` whether that begins here.

    ``role`` ABOUT is what the issue says outside of its items: title, introduction, closing. ``section`` is that of
    the item or heading.
    """

    number: int
    span: Span
    text: str
    role: BlockRole
    item: ItemId | None = None
    section: SectionId | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class PagedItem:
    """An item's place in the text. ``links`` are words of its body and where they lead, in their order."""

    id: ItemId
    section: SectionId
    parts: tuple[Part, ...]
    url: str | None = None
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IssueText:
    """The canonical text of an issue with the places of what it was split into; items in reading order.

    Nothing was split out of an original that the issue is not shown from: then there is the text alone.
    """

    issue: IssueId
    original: OriginalId
    text: str
    boilerplate: tuple[Span, ...] = ()
    headings: tuple[tuple[SectionId, Span], ...] = ()
    items: tuple[PagedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """One of the originals of an issue; ``is_shown``: its items are split out of this one."""

    id: OriginalId
    name: str
    format: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class IssueHead:
    """The head of an issue page. ``label`` is what the tree calls the issue."""

    issue: IssueId
    publication: str | None
    label: str
    title: str | None
    date: str | None
    is_guess: bool
    originals: tuple[OriginalRow, ...]


def page_blocks(issue: IssueText) -> tuple[PageBlock, ...]:
    """The blocks of an issue in their own order; every word of its text is in one of them."""
    pieces = sorted(_pieces(issue), key=lambda piece: piece[0])
    blocks: list[PageBlock] = []
    first = 0
    opened: set[ItemId] = set()
    for number, span in enumerate(block_spans(issue.text)):
        while first < len(pieces) and pieces[first][0].end <= span.start:
            first += 1
        best: tuple[int, BlockRole, ItemId | None, SectionId | None] | None = None
        here: set[ItemId] = set()
        for place, role, item, section in _overlapping(pieces, first, span):
            shared = min(place.end, span.end) - max(place.start, span.start)
            if item is not None:
                here.add(item)
            if best is None or shared > best[0]:
                best = (shared, role, item, section)
        role, item, section = best[1:] if best else (BlockRole.ABOUT, None, None)
        opens = item is not None and item not in opened
        opened |= here
        text = issue.text[span.start : span.end]
        blocks.append(PageBlock(number, span, text, role, item, section, opens))
    return tuple(blocks)


def item_blocks(issue: IssueText) -> dict[ItemId, range]:
    """The numbers of the blocks from an item's first to its last; several items may stand in one block."""
    spans = list(block_spans(issue.text))
    starts = [span.start for span in spans]
    places: dict[ItemId, range] = {}
    for item in issue.items:
        if item.parts:
            first = bisect_right(starts, item.parts[0].span.start) - 1
            last = bisect_left(starts, item.parts[-1].span.end) - 1
            places[item.id] = range(first, max(first, last) + 1)
    return places


def placed_links(issue: IssueText) -> tuple[Link, ...]:
    """The links of all bodies in the issue's text, by place. Of words that occur twice, the first ones count."""
    found: list[Link] = []
    for item in issue.items:
        bodies = [part.span for part in item.parts if part.role is Role.BODY]
        place, end = (bodies[0].start, bodies[-1].end) if bodies else (0, 0)
        for words, url in item.links:
            start = issue.text.find(words, place, end)
            if start >= 0:
                place = start + len(words)
                found.append(Link(start, place, url))
    return tuple(sorted(found, key=lambda link: link.start))


def anchors(html: str) -> tuple[tuple[str, str], ...]:
    """The links of sanitised HTML: their words on one line, and where they lead."""
    found = ((" ".join(unescape(_MARKUP.sub("", inner)).split()), url) for url, inner in _ANCHOR.findall(html))
    return tuple((words, unescape(url)) for words, url in found if words)


def block_spans(text: str) -> Iterator[Span]:
    """Where the blocks of a canonical text stand."""
    start = 0
    for block in text.split(BLOCK_BREAK):
        yield Span(start, start + len(block))
        start += len(block) + len(BLOCK_BREAK)


_Piece = tuple[Span, BlockRole, ItemId | None, SectionId | None]


def _pieces(issue: IssueText) -> Iterator[_Piece]:
    for span in issue.boilerplate:
        yield span, BlockRole.BOILERPLATE, None, None
    for section, span in issue.headings:
        yield span, BlockRole.HEADING, None, section
    for item in issue.items:
        for part in item.parts:
            yield part.span, BlockRole(part.role.value), item.id, item.section


def _overlapping(pieces: Sequence[_Piece], first: int, span: Span) -> Iterable[_Piece]:
    for place in range(first, len(pieces)):
        if pieces[place][0].start >= span.end:
            return
        if pieces[place][0].end > span.start:
            yield pieces[place]

"""An issue as it came: its blocks in their own order, each with what the split made of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.core.documents import BLOCK_BREAK, Span
from reader.core.ids import IssueId, ItemId, SectionId
from reader.core.issues import Part


class BlockRole(StrEnum):
    """What a block, or most of it, became."""

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
    """An item's place in the text."""

    id: ItemId
    section: SectionId
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class IssueText:
    """The canonical text of an issue with the places of what it was split into; items in reading order."""

    issue: IssueId
    text: str
    boilerplate: tuple[Span, ...]
    headings: tuple[tuple[SectionId, Span], ...]
    items: tuple[PagedItem, ...]


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

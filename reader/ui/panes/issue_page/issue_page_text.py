"""Fills a document with an issue page: its blocks, each shown by its role in the split.

The document is filled with plain text and formats, no HTML of the source is ever read here; a link is what
``is_safe_link`` lets through. A very large issue is cut around the item that is wanted.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from reader.core.revision.issue_pages import (
    BlockRole,
    IssueHead,
    IssueText,
    OriginalRow,
    PageBlock,
    PagedItem,
    item_blocks,
    page_blocks,
    placed_links,
)
from reader.core.text.links import display_host, is_safe_link, visible
from reader.core.values.document import Link
from reader.core.values.ids import ItemId
from reader.ui.look.appearance import Look
from reader.ui.look.text_column import SERIF_SCALE, text_families

OWN_SCHEME = "reader-page:"
"""The scheme of our own links in the page: to another original, to more of a page that is cut."""
ABOVE, BELOW = f"{OWN_SCHEME}above", f"{OWN_SCHEME}below"
ORIGINAL = f"{OWN_SCHEME}original/"
MOST_BLOCKS = 160
MOST_CHARACTERS = 40_000
"""The most characters that are laid out at once: some ten screens, in 20 ms (measured)."""
MOST_OF_BLOCK = 20_000
_HEAD_BLOCKS = 20
"""The number of blocks at the beginning in which an issue says its title."""
_STATES_WIDTH = 3.7
"""The room at the right of an item's first line for its marks, in heights of a line."""
_FORMATS = {"eml": "mail", "html": "web page", "markdown": "Markdown", "text": "plain text", "feed": "feed"}
_ODD = str.maketrans(dict.fromkeys("\n\r\u2028\u2029\x85\x0b\x0c", " ") | dict.fromkeys("\ufffc\ufdd0\ufdd1", "\ufffd"))
_LONG = re.compile(r"\S{1000}")
_DIMMED = frozenset({BlockRole.BOILERPLATE, BlockRole.ABOUT, BlockRole.MARKER, BlockRole.TOPICS, BlockRole.EXTRA})


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue ready to be shown: read and worked out beside the window. ``places``: an item's block numbers."""

    head: IssueHead
    text: IssueText
    blocks: tuple[PageBlock, ...]
    places: dict[ItemId, range]
    items: dict[ItemId, PagedItem]
    links: tuple[Link, ...]

    @classmethod
    def of(cls, head: IssueHead, text: IssueText) -> "IssuePage":
        """The page with the places of its parts worked out."""
        blocks, items = page_blocks(text), {item.id: item for item in text.items}
        return cls(head, text, blocks, item_blocks(text), items, placed_links(text))

    @property
    def original(self) -> OriginalRow:
        """The original that is shown."""
        return next(one for one in self.head.originals if one.id == self.text.original)

    @property
    def others(self) -> tuple[OriginalRow, ...]:
        """The originals that can be shown instead."""
        return tuple(one for one in self.head.originals if one.id != self.text.original)


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of one item in a row, by their numbers in the document; ``opens``: the item begins there."""

    item: ItemId
    first: int
    last: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Filled:
    """The places in a filled document: the page's block of each of its blocks, and the runs of items."""

    blocks: tuple[PageBlock | None, ...]
    runs: tuple[Run, ...]
    numbers: dict[int, int]
    """The number in the document of each block of the page."""


def cut_around(page: IssuePage, item: ItemId | None) -> range:
    """The blocks that are shown, by number: all, or a part of a very large issue with the wanted item in it."""
    place = page.places.get(item, range(0)) if item is not None else range(0)
    return grown(page, range(place.start, place.start), above=MOST_BLOCKS // 4, below=MOST_BLOCKS)


def grown(page: IssuePage, shown: range, *, above: int = 0, below: int = 0) -> range:
    """The range of blocks grown by so many above and below, as far as their text is not too long."""
    first, last = shown.start, shown.stop
    share = MOST_CHARACTERS // 4 if above and below else MOST_CHARACTERS
    room = share
    while first > 0 and above > 0 and room > 0:
        first, above = first - 1, above - 1
        room -= len(page.blocks[first].text)
    room = MOST_CHARACTERS
    while last < len(page.blocks) and below > 0 and room > 0:
        room -= min(MOST_OF_BLOCK, len(page.blocks[last].text))
        last, below = last + 1, below - 1
    return range(first, last)


class _Formats:
    """Formats of text and paragraphs by what they are for, at the current zoom and colours."""

    def __init__(self, look: Look, *, is_split: bool) -> None:
        self._look, self._is_split = look, is_split
        self.unit = look.metrics().height()
        colours = look.colours
        text, muted = colours.text, colours.muted
        body = self._text(text, SERIF_SCALE, serif=True)
        self.crumbs = self._text(muted)
        self.title = self._text(text, 1.6, bold=True)
        self.link = self._text(colours.accent)
        self._roles = {
            BlockRole.HEADING: self._text(text, 1.35, bold=True),
            BlockRole.TITLE: self._text(text, 1.15, bold=True),
            BlockRole.BODY: body,
        }
        self._dim = self._text(muted) if is_split else body

    def of(self, role: BlockRole) -> QTextCharFormat:
        return self._roles.get(role, self._dim)

    def linked(self, form: QTextCharFormat, url: str) -> QTextCharFormat:
        made = QTextCharFormat(form)
        made.setAnchor(True)
        made.setAnchorHref(url)
        made.setForeground(QColor(self._look.colours.accent))
        return made

    def paragraph(self, above: float, *, role: BlockRole | None = None, opens: bool = False) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setTopMargin(above * self.unit)
        if role is BlockRole.BODY or (not self._is_split and role is not None):
            made.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if opens:
            made.setRightMargin(_STATES_WIDTH * self.unit)
        return made

    def _text(self, colour: str, scale: float = 1.0, *, bold: bool = False, serif: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(colour))
        made.setFontPointSize(self._look.font(scale=scale).pointSizeF())
        if bold:
            made.setFontWeight(QFont.Weight.DemiBold)
        if serif:
            made.setFontFamilies(text_families(self._look))
        return made


class _Filling:
    """Fills one document."""

    def __init__(self, document: QTextDocument, look: Look, page: IssuePage, shown: range) -> None:
        self._page, self._shown = page, shown
        self._formats = _Formats(look, is_split=page.original.is_shown)
        self._cursor = QTextCursor(document)
        self._lines: list[PageBlock | None] = []

    def fill(self) -> Filled:
        self._cursor.beginEditBlock()
        self._cursor.select(QTextCursor.SelectionType.Document)
        self._cursor.removeSelectedText()
        self._head()
        if self._shown.start > 0:
            self._notice(self._shown.start, "above", ABOVE)
        before: PageBlock | None = None
        for number in self._shown:
            block = self._page.blocks[number]
            self._block(block, before)
            before = block
        if self._shown.stop < len(self._page.blocks):
            self._notice(len(self._page.blocks) - self._shown.stop, "below", BELOW)
        self._cursor.endEditBlock()
        numbers = {block.number: line for line, block in enumerate(self._lines) if block is not None}
        return Filled(tuple(self._lines), tuple(_runs(self._lines)), numbers)

    def _begin(self, form: QTextBlockFormat, text: QTextCharFormat, block: PageBlock | None = None) -> None:
        if self._lines:
            self._cursor.insertBlock(form, text)
        else:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(text)
        self._lines.append(block)

    def _put(self, text: str, form: QTextCharFormat) -> None:
        text = text.translate(_ODD)
        self._cursor.insertText(_LONG.sub("\\g<0>\u200b", text) if len(text) > 1000 else text, form)

    def _head(self) -> None:
        head, forms = self._page.head, self._formats
        label = f"{head.label} (check this split)" if head.is_guess else head.label
        parts = [head.publication, label, head.date if head.date != head.label else None]
        self._begin(forms.paragraph(0), forms.crumbs)
        self._put(" › ".join(visible(part) for part in parts if part), forms.crumbs)
        if head.title and head.title != head.label and not any(map(self._is_title, self._page.blocks[:_HEAD_BLOCKS])):
            self._begin(forms.paragraph(0.4), forms.title)
            self._put(visible(head.title), forms.title)
        self._begin(forms.paragraph(0.4), forms.crumbs)
        self._put(f"From the {_told(self._page.original)}", forms.crumbs)
        if not self._page.original.is_shown:
            self._put(" · its items were not split out of this one", forms.crumbs)
        for other in self._page.others:
            self._put("  ·  ", forms.crumbs)
            self._put(f"Show the {_told(other)}", forms.linked(forms.crumbs, f"{ORIGINAL}{other.id}"))

    def _is_title(self, block: PageBlock) -> bool:
        """Whether the issue itself says its title in this block."""
        return block.role in (BlockRole.ABOUT, BlockRole.BOILERPLATE) and block.text == self._page.head.title

    def _notice(self, blocks: int, where: str, url: str) -> None:
        forms = self._formats
        self._begin(forms.paragraph(1.5), forms.crumbs)
        told = "1 paragraph" if blocks == 1 else f"{blocks:,} paragraphs"
        self._put(f"This issue is very long: {told} {where} here.  ", forms.crumbs)
        self._put("Show more", forms.linked(forms.crumbs, url))

    def _block(self, block: PageBlock, before: PageBlock | None) -> None:
        forms = self._formats
        form = forms.title if block.number < _HEAD_BLOCKS and self._is_title(block) else forms.of(block.role)
        item = self._page.items.get(block.item) if block.item is not None else None
        self._begin(forms.paragraph(_gap(block, before), role=block.role, opens=block.opens), form, block)
        text = block.text[:MOST_OF_BLOCK]
        for words, url in self._pieces(block, text):
            self._put(words, forms.linked(form, url) if url else form)
        if len(block.text) > len(text):
            self._put(" … (this paragraph is very long and is cut here)", forms.crumbs)
        if item is not None and block.opens and item.url and _is_safe(item.url):
            self._put("   ", forms.crumbs)
            self._put(display_host(item.url), forms.linked(forms.crumbs, item.url))

    def _pieces(self, block: PageBlock, text: str) -> Iterator[tuple[str, str]]:
        """The text of a block in pieces, each with where it leads (empty: nowhere)."""
        links, place, start = self._page.links, 0, block.span.start
        number = bisect_left(links, start, key=_start_of)
        while number < len(links) and links[number].end - start <= len(text):
            link, number = links[number], number + 1
            if link.start - start >= place and _is_safe(link.url):
                yield text[place : link.start - start], ""
                place = link.end - start
                yield text[link.start - start : place], link.url
        yield text[place:], ""


def fill(document: QTextDocument, look: Look, page: IssuePage, shown: range) -> Filled:
    """Fill a document with these blocks of an issue page, below its head."""
    return _Filling(document, look, page, shown).fill()


_is_safe = lru_cache(maxsize=4096)(is_safe_link)


def _start_of(link: Link) -> int:
    return link.start


def _told(original: OriginalRow) -> str:
    form = _FORMATS.get(original.format, original.format)
    return f"{form} {visible(original.name)}"


def _gap(block: PageBlock, before: PageBlock | None) -> float:
    """The room above a block, in heights of a line."""
    if before is None or block.role is BlockRole.HEADING or before.role is BlockRole.HEADING:
        return 1.9 if before is None or block.role is BlockRole.HEADING else 1.3
    if block.item != before.item or block.opens:
        return 1.6
    return 0.3 if before.role is BlockRole.TITLE or block.role in _DIMMED else 0.6


def _runs(lines: Sequence[PageBlock | None]) -> Iterator[Run]:
    first = 0
    for number in range(1, len(lines) + 1):
        block, start = lines[number] if number < len(lines) else None, lines[first]
        if block is not None and start is not None and block.item == start.item and not block.opens:
            continue
        if start is not None and start.item is not None:
            yield Run(start.item, first, number - 1, start.opens)
        first = number

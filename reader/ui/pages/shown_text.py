"""Finds an item's title, body and note in the text of its page."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtGui import QTextBlock, QTextDocument

from reader.core.state.rows import ItemDetail
from reader.ui.pages.detail_page import AFTER_ANCHOR, BODY_ANCHOR, TITLE_ANCHOR
from reader.ui.pages.note_page import NOTE_ANCHOR
from reader.ui.pages.note_places import note_span, places_of_words
from reader.ui.pages.text_places import NO_INK, Places, Range


class ShownText:
    """A document that was just filled with an item's page. Each part is looked for when first asked for."""

    def __init__(self, document: QTextDocument, detail: ItemDetail) -> None:
        self._document = document
        self._detail = detail

    @cached_property
    def body_range(self) -> Range | None:
        """Where the body stands, in UTF-16 units, without white space at its end; None if the item has none."""
        start = _start_of(BODY_ANCHOR, self._document.begin()) if self._detail.body_html else -1
        if start < 0:
            return None
        # From the end back: what stands after the body is short, the body may be long.
        end = _start_of(AFTER_ANCHOR, self._document.lastBlock(), is_back=True)
        end = self._document.characterCount() - 1 if end < 0 else end
        while end > start and _is_blank(self._document.characterAt(end - 1)):
            end -= 1
        return (start, end) if end > start else None

    @cached_property
    def title(self) -> Places | None:
        """The title, as far as it is shown."""
        return self._places(TITLE_ANCHOR, self._detail.row.title or "")

    @cached_property
    def body(self) -> Places | None:
        """The body, as far as it is shown."""
        if self.body_range is None:
            return None
        start, end = self.body_range
        return Places(self._text, start, self._detail.body, end=end)

    def note_places(self, hits: Sequence[Range]) -> list[Range]:
        """The UTF-16 ranges where the rendered note shows words that a search found."""
        anchored = _start_of(NOTE_ANCHOR, self._document.begin()) if hits and self._detail.note else -1
        span = note_span(self._document, anchored) if anchored >= 0 else None
        return places_of_words(self._text, span, self._detail.note, hits) if span else []

    @cached_property
    def _text(self) -> str:
        return self._document.toRawText()

    def _places(self, anchor: str, plain: str) -> Places | None:
        start = _start_of(anchor, self._document.begin()) if plain else -1
        return Places(self._text, start, plain) if start >= 0 else None


def _is_blank(character: str) -> bool:
    return character.isspace() or character in NO_INK


def _start_of(anchor: str, block: QTextBlock, *, is_back: bool = False) -> int:
    """Where the text after an anchor begins, in UTF-16 units, from this block on or back; -1 if it is not there."""
    while block.isValid():
        place = _place_in(block, anchor)
        if place >= 0:
            return place
        block = block.previous() if is_back else block.next()
    return -1


def _place_in(block: QTextBlock, anchor: str) -> int:
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        if anchor in fragment.charFormat().anchorNames():
            return int(fragment.position())
        fragments += 1
    return -1

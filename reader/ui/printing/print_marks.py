"""Highlights on paper, as the window has them in light: their underlines tell them apart where print is grey."""

from collections.abc import Mapping

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from reader.core.state.rows import ItemDetail
from reader.core.values.ids import HighlightId
from reader.ui.look.theme import LIGHT
from reader.ui.pages.body_marks import layers, look_of
from reader.ui.pages.shown_text import ShownText

_NOT_OF_NUMBERS = (QTextCharFormat.Property.BackgroundBrush, QTextCharFormat.Property.TextUnderlineStyle)


def mark_passages(document: QTextDocument, detail: ItemDetail, numbers: Mapping[HighlightId, int]) -> None:
    """Mark the highlights of an item in a document that shows it, and put the numbers of their notes behind them."""
    body = ShownText(document, detail).body
    if body is None:
        return
    placed, ends = [], []
    for mark in detail.highlights:
        place = body.shown_at(mark.start, mark.end) if mark.start is not None and mark.end is not None else None
        if place is not None:
            placed.append((place, mark.colour))
            ends.append((place[1], numbers.get(mark.id, 0)))
    cursor = QTextCursor(document)
    for place, above in layers([place for place, _ in placed]):
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look_of(LIGHT, tuple(placed[number][1] for number in above[-2:])))
    for end, number in sorted(ends, reverse=True):  # from the last, so that each stands where it did
        if number:
            _insert_number(document, end, number)


def _insert_number(document: QTextDocument, end: int, number: int) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(end)
    format = QTextCharFormat(cursor.charFormat())
    for name in _NOT_OF_NUMBERS:
        format.clearProperty(name)
    format.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    format.setFontWeight(700)
    cursor.insertText(str(number), format)

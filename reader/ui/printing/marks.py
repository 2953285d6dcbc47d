"""Highlights on paper: light grounds, each colour with a line of another pattern, which grey paper shows too."""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument

from reader.core.highlights import COLOURS
from reader.core.ids import HighlightId
from reader.core.rows import ItemDetail
from reader.ui.panes.shown_text import ShownText
from reader.ui.printing.page_text import INK

_Line = QTextCharFormat.UnderlineStyle
STYLES: dict[str, tuple[str, _Line]] = {
    "yellow": ("#fff1a6", _Line.SingleUnderline),
    "green": ("#d5f2d3", _Line.DashUnderline),
    "blue": ("#d6e6fc", _Line.DotLine),
    "pink": ("#fbdcea", _Line.DashDotLine),
    "purple": ("#e8dcf9", _Line.DashDotDotLine),
}
"""The ground and the line of each colour."""


def mark_passages(document: QTextDocument, detail: ItemDetail, numbers: Mapping[HighlightId, int]) -> None:
    """Mark the highlights of an item in a document that shows it, and put the numbers of their notes behind them."""
    body = ShownText(document, detail).body
    ends = []
    for mark in detail.highlights:
        if body is None or mark.start is None or mark.end is None:
            continue
        if (place := body.shown_at(mark.start, mark.end)) is not None:
            cursor = QTextCursor(document)
            cursor.setPosition(place[0])
            cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(_format(mark.colour))
            ends.append((place[1], numbers.get(mark.id, 0)))
    for end, number in sorted(ends, reverse=True):  # from the last, so that each stands where it did
        if number:
            _insert_number(document, end, number)


def _format(colour: str) -> QTextCharFormat:
    ground, line = STYLES.get(colour, STYLES[COLOURS[0]])
    format = QTextCharFormat()
    format.setBackground(QColor(ground))
    format.setUnderlineStyle(line)
    format.setUnderlineColor(QColor(INK))
    return format


def _insert_number(document: QTextDocument, end: int, number: int) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(end)
    format = QTextCharFormat(cursor.charFormat())
    for name in (QTextCharFormat.Property.BackgroundBrush, QTextCharFormat.Property.TextUnderlineStyle):
        format.clearProperty(name)
    format.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    format.setFontWeight(700)
    cursor.insertText(str(number), format)

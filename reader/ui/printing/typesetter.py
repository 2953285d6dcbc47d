"""Sets texts for pages: laid out in the fonts and dots of a device, told where they may be broken, painted in parts."""

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPainter,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextOption,
)

from reader.ui.look.theme import PAPER
from reader.ui.printing.page_breaks import Band, Break, Slice, joined
from reader.ui.printing.print_text import INK, SERIF, STYLE
from reader.ui.qt.blank_resources import nothing_loaded

BODY_POINTS = 10.5
_OVERHANG = 0.02
"""The share of the width that letters may reach over the edges of their lines."""


class PageText(QTextDocument):
    """A text for pages. It never fetches or opens anything by itself.

    What is to be changed in it is changed before it is laid out: Qt leaves lines out where a text with lists is
    changed afterwards (measured).
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self._width = 1.0
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setUseDesignMetrics(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)
        font = QFont()
        font.setFamilies(list(SERIF))
        font.setPointSizeF(BODY_POINTS)
        self.setDefaultFont(font)
        self.setDefaultStyleSheet(STYLE)
        self.setHtml(html)

    def lay_out(self, device: QPagedPaintDevice, width: float) -> None:
        """Lay the text out in lines of this many dots of a device."""
        self._width = width
        self.documentLayout().setPaintDevice(device)
        self.setTextWidth(width)

    def loadResource(self, kind: int, name: object) -> Any:  # noqa: D102
        return nothing_loaded(kind)

    @property
    def scale(self) -> float:
        """The factor by which the text is painted smaller than laid out, where a table is wider than the page."""
        return min(1.0, self._width / max(1.0, self.documentLayout().documentSize().width()))

    def bands(self) -> list[Band]:
        """The lines of the text, in dots of the page."""
        found: list[Band] = []
        block = self.begin()
        while block.isValid():
            found += self._lines(block)
            block = block.next()
        scale = self.scale
        return joined(Band(band.top * scale, band.bottom * scale, band.below) for band in found)

    def paint(self, painter: QPainter, part: Slice, top: float) -> None:
        """Paint a part of the text on its page, where the page's text begins ``top`` below the painter's."""
        scale = self.scale
        shown = QRectF(0, part.top / scale, self._width / scale, (part.bottom - part.top) / scale)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown.adjusted(0, 1, 0, -1)
        context.palette = QPalette(QColor(INK), QColor(PAPER.page))
        painter.save()
        painter.translate(0, top + part.y - part.top)
        painter.scale(scale, scale)
        overhang = self._width * _OVERHANG
        painter.setClipRect(shown.adjusted(-overhang, 0, overhang, 0))
        self.documentLayout().draw(painter, context)
        painter.restore()

    def _lines(self, block: QTextBlock) -> list[Band]:
        layout = block.layout()
        top = self.documentLayout().blockBoundingRect(block).top() - layout.boundingRect().top()
        count, is_heading = layout.lineCount(), block.blockFormat().headingLevel() > 0
        found = []
        for number in range(count):
            line = layout.lineAt(number)
            below = Break.HEADING if is_heading else Break.FREE
            if not is_heading and count > 1 and number in (0, count - 2):
                below = Break.LONELY
            found.append(Band(top + line.y(), top + line.y() + line.height(), below))
        return found

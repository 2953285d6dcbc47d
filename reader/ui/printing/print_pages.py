"""Sets texts on pages, one below the other, with a running head, and a foot with the page's number."""

import pickle
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QPen,
)

from reader.core.state.rows import ItemDetail
from reader.ui.printing.page_breaks import Flow, Slice
from reader.ui.printing.print_marks import mark_passages
from reader.ui.printing.print_orders import Paper
from reader.ui.printing.print_text import MUTED, RULE, SANS, numbered
from reader.ui.printing.typesetter import PageText

SIDE_MM, EDGE_MM, HEAD_MM = 20.0, 11.0, 9.0
"""Margins: at the sides, above the head and below the foot, and from those to the text (20 mm in all)."""
HEAD_POINTS = 8.0
ITEM_GAP, SECTION_GAP = 15.0, 26.0
_MM_IN_INCH, _POINTS_IN_INCH = 25.4, 72.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is set as one, ``gap`` points below the one before it.

    ``detail`` is the item that it shows, where that has highlights.
    """

    html: str
    gap: float = ITEM_GAP
    detail: ItemDetail | None = None


def page_layout(paper: Paper) -> QPageLayout:
    """A sheet with our margins."""
    turned = QPageLayout.Orientation.Landscape if paper.is_landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(SIDE_MM, EDGE_MM, SIDE_MM, EDGE_MM)
    return QPageLayout(paper.page_size, turned, margins, QPageLayout.Unit.Millimeter)


class PrintedPages:
    """Lays texts out as they are added and paints them afterwards, when it is known how many pages they fill.

    A text is laid out again to be painted: kept, ten thousand of them would need gigabytes.
    """

    def __init__(self, device: QPagedPaintDevice, *, head: str, dated: str) -> None:
        self._device = device
        self._head, self._dated = head, dated
        inch = device.logicalDpiY()
        self._point, millimetre = inch / _POINTS_IN_INCH, inch / _MM_IN_INCH
        room = device.pageLayout().paintRectPixels(inch)
        self._width, self._height = float(room.width()), float(room.height())
        self._top = HEAD_MM * millimetre
        self._flow = Flow(self._height - 2 * self._top)
        self._packed: list[bytes] = []
        self._slices: list[list[Slice]] = []

    @property
    def count(self) -> int:
        """The number of pages so far."""
        return self._flow.pages

    def add(self, piece: Piece) -> None:
        """Set a text below those before it."""
        self._packed.append(zlib.compress(pickle.dumps(piece), 1))
        self._slices.append(self._flow.place(self._set(piece).bands(), gap=piece.gap * self._point))

    def paint(
        self, painter: QPainter, turn: Callable[[], object], tell: Callable[[int], object], wanted: Iterable[int]
    ) -> None:
        """Paint those pages that are wanted (counted from 1); ``turn`` is called between two, ``tell`` after each."""
        wanted = set(wanted)
        painted = 0
        for packed, slices in zip(self._packed, self._slices, strict=True):
            if not any(part.page + 1 in wanted for part in slices):
                continue
            text = self._set(pickle.loads(zlib.decompress(packed)))
            for part in slices:
                number = part.page + 1
                if number not in wanted:
                    continue
                if number != painted:
                    if painted:
                        tell(painted)
                        turn()
                    painted = number
                    self._frame(painter, number)
                text.paint(painter, part, self._top)
        if painted:
            tell(painted)

    def _set(self, piece: Piece) -> PageText:
        text = PageText(piece.html)
        if piece.detail is not None:
            mark_passages(text, piece.detail, numbered(piece.detail))
        text.lay_out(self._device, self._width)
        return text

    def _frame(self, painter: QPainter, number: int) -> None:
        """The running head (not over the first page, whose title says the same) and the page's number."""
        font = QFont()
        font.setFamilies(list(SANS))
        font.setPointSizeF(HEAD_POINTS)
        painter.setFont(font)
        painter.setPen(QColor(MUTED))
        foot = QRectF(0, self._height - self._top, self._width, self._top)
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, f"{number} / {self.count}")
        if number == 1:
            return
        metrics = QFontMetricsF(font, self._device)
        dated = metrics.horizontalAdvance(self._dated)
        line = QRectF(0, 0, self._width, metrics.height())
        room = self._width - dated - 3 * metrics.height()
        head = metrics.elidedText(self._head, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, head)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine, self._dated)
        painter.setPen(QPen(QColor(RULE), 0.4 * self._point))
        below = line.bottom() + 2 * self._point
        painter.drawLine(0, round(below), round(self._width), round(below))

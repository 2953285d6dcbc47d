"""A page of text with a caret: it fetches and opens nothing by itself."""

from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from reader.ui.look.appearance import Look, paint_focus
from reader.ui.qt.blank_resources import nothing_loaded

CARET_PIXELS = 2
"""The width of the caret at 100 %, in pixels."""
_MOST_ANSWERS = 3


class PageView(QTextBrowser):
    """A text browser that never fetches or opens anything by itself."""

    link_clicked = Signal(str)
    resized = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.shows_caret = False
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName("Text of the item")
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.cursorPositionChanged.connect(self.viewport().update)
        self.anchorClicked.connect(lambda url: self.link_clicked.emit(url.toString()))

    def loadResource(self, kind: int, name: QUrl) -> Any:  # type: ignore[override]  # noqa: D102
        return nothing_loaded(kind)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus(self, self._look)
            if self.shows_caret:
                self._paint_caret()

    def line_at(self, height: int) -> QTextCursor:
        """A cursor at the left end of the line that is so many pixels below the upper edge.

        While a long text is not yet laid out, Qt answers for margins and gaps with places far off. Looking where that
        place is lays out what was missing, so it is asked again.
        """
        margins = self.document().rootFrame().frameFormat()
        upper = round(margins.topMargin()) + 1 - self.verticalScrollBar().value()
        point = QPoint(round(margins.leftMargin()) + 1, max(height, upper))
        for _ in range(_MOST_ANSWERS):
            cursor = self.cursorForPosition(point)
            place = self.cursorRect(cursor)
            if abs(place.center().y() - point.y()) < 2 * place.height():
                break
        return cursor

    def in_sight(self) -> tuple[int, int]:
        """The UTF-16 range of the paragraphs that are in sight; lays out no more of the text than these."""
        top = self.verticalScrollBar().value()
        block = self.document().findBlock(self.line_at(0).position() if top else 0)
        first = last = block.position()
        layout = self.document().documentLayout()
        while block.isValid() and layout.blockBoundingRect(block).top() <= top + self.viewport().height():
            last = block.position() + block.length()
            block = block.next()
        return first, last

    def _paint_caret(self) -> None:
        """A bar before the character at the cursor. Qt's own comes only with keys that go past our dispatcher."""
        width = max(CARET_PIXELS, round(CARET_PIXELS * self._look.zoom / 100))
        place = self.cursorRect().translated(-(width // 2), 0)
        place.setWidth(width)
        with QPainter(self.viewport()) as painter:
            painter.fillRect(place, QColor(self._look.colours.accent))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        super().focusOutEvent(event)
        self.viewport().update()

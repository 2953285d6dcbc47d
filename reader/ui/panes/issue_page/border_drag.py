"""Drags the borders between items on the issue page, and shows where one can be grabbed and where it would fall.

It stands between the mouse and the page: what is no drag of a border goes on to the page, so text is selected as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QMouseEvent, QPainter

from reader.core.revision.issue_pages import PageBlock
from reader.core.revision.item_borders import places_of_border
from reader.ui.look.appearance import Look
from reader.ui.pages.page_view import PageView
from reader.ui.panes.issue_page.issue_page_text import IssuePage
from reader.ui.qt.guards import kept_inside

_NEAR = 0.3
"""The distance at which a border can be grabbed, in heights of a line; and no less than so many pixels:"""
_NEAR_PIXELS = 4
_SCROLL_EVERY_MS = 30
_SCROLL_EDGE = 1.5
"""The distance from the upper and lower edge at which the page scrolls under a drag, in heights of a line."""
_GROUND = 40
"""The opacity of the ground over what changes sides, of 255."""


@dataclass(frozen=True, slots=True)
class _Drag:
    """A border that is being dragged: the block that it stood before, the places it may go, and where it is."""

    border: int
    places: tuple[int, ...]
    place: int


class PlacedBlocks(Protocol):
    """The blocks of an issue page and where they stand in its viewport."""

    issue_page: IssuePage | None

    def blocks_in_sight(self) -> Iterable[PageBlock]:
        """The blocks that are in sight."""
        ...

    def block_rect(self, number: int) -> QRectF | None:
        """Where a block stands; None where it is not shown."""
        ...

    def tell_clicked(self, block: PageBlock) -> None:
        """A block was clicked, and no border dragged."""
        ...


class BorderDrag(QObject):
    """Makes the borders of an issue page draggable while ``is_on`` says so."""

    grabbed = Signal()
    dropped = Signal(int, int)
    """Emitted when a border was moved, with the page's numbers of the blocks that it stood and stands before."""

    def __init__(self, view: PageView, placed: PlacedBlocks, look: Look) -> None:
        super().__init__(view)
        self._view, self._placed, self._look = view, placed, look
        self.is_on: Callable[[], bool] = lambda: False
        self._drag: _Drag | None = None
        self._hovered: int | None = None
        self._cursor: QCursor | None = None
        self._at = QPointF()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_EVERY_MS)
        self._scrolling.timeout.connect(self._scroll)
        view.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def give_up(self) -> bool:
        """Put the border back where it stood; returns whether one was being dragged."""
        was_dragging, self._drag = self._drag is not None, None
        self._scrolling.stop()
        self._hover(None)
        self._view.viewport().update()
        return was_dragging

    # the mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if watched is self._view:
            if event.type() == QEvent.Type.FocusOut and self._drag is not None:
                self.give_up()  # a card was opened, or another pane
            return False
        return bool(self._filter(event))

    @kept_inside
    def _filter(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Leave and self._drag is None:
            self._hover(None)
        if not isinstance(event, QMouseEvent):
            return self._drag is not None and kind == QEvent.Type.ContextMenu
        if kind == QEvent.Type.MouseMove:
            return self._moved(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return self._drag is not None or (is_left and self._pressed(event.position()))
        return is_left and self._released()

    def _pressed(self, at: QPointF) -> bool:
        border = self._border_at(at)
        if border is None:
            return False
        self._drag = _Drag(border, places_of_border(self._blocks(), border), border)
        self._at = at
        self._hover(border)
        self.grabbed.emit()
        return True

    def _moved(self, event: QMouseEvent) -> bool:
        self._at = event.position()
        if self._drag is not None:
            if not event.buttons() & Qt.MouseButton.LeftButton:
                self.give_up()  # it was let go where nobody told us
                return True
            self._follow()
            self._scrolling.start() if self._speed() else self._scrolling.stop()
            return True
        border = None if event.buttons() else self._border_at(self._at)
        self._hover(border)
        return border is not None

    def _released(self) -> bool:
        drag = self._drag
        if drag is None:
            return False
        self.give_up()
        if drag.place == drag.border:
            self._placed.tell_clicked(self._blocks()[drag.border])
        else:
            self.dropped.emit(drag.border, drag.place)
        return True

    def _follow(self) -> None:
        """Put the border to that of its places that is nearest to the mouse."""
        if self._drag is None:
            return
        heights = {place: self._line(place, self._drag.places[-1]) for place in self._drag.places}
        known = {place: height for place, height in heights.items() if height is not None}
        place = min(known, key=lambda one: abs(known[one] - self._at.y()), default=self._drag.border)
        self._drag = _Drag(self._drag.border, self._drag.places, place)
        self._view.viewport().update()

    def _hover(self, border: int | None) -> None:
        """Show that a border can be grabbed, by the cursor and by its line."""
        if border == self._hovered:
            return
        viewport = self._view.viewport()
        if self._cursor is None:
            self._cursor = viewport.cursor()
            viewport.setCursor(Qt.CursorShape.SplitVCursor)
        elif border is None:
            viewport.setCursor(self._cursor)
            self._cursor = None
        self._hovered = border
        viewport.update()

    # scrolling

    def _scrolled(self) -> None:
        """Follow a page that moved under the mouse."""
        if self._drag is None:
            self._hover(None)
        else:
            self._follow()

    def _speed(self) -> int:
        """The pixels that the page scrolls at a time, by how near the mouse is to an edge or how far beyond it."""
        edge, height = _SCROLL_EDGE * self._unit, self._view.viewport().height()
        beyond = min(0.0, self._at.y() - edge) + max(0.0, self._at.y() - height + edge)
        return round(max(-2 * edge, min(2 * edge, beyond)) / 2)

    def _scroll(self) -> None:
        bar, speed = self._view.verticalScrollBar(), self._speed()
        before = bar.value()
        bar.setValue(before + speed)
        if self._drag is None or bar.value() == before:
            self._scrolling.stop()

    # where things stand

    @property
    def _unit(self) -> int:
        return self._look.metrics().height()

    def _blocks(self) -> Sequence[PageBlock]:
        page = self._placed.issue_page
        return page.blocks if page is not None else ()

    def _border_at(self, at: QPointF) -> int | None:
        """The border that can be grabbed at a point of the viewport, by the number of its block."""
        page = self._placed.issue_page
        if page is None or not page.original.is_shown or not self.is_on():
            return None
        near = max(_NEAR_PIXELS, _NEAR * self._unit)
        for block in self._placed.blocks_in_sight():
            height = self._line(block.number) if block.opens else None
            if height is not None and abs(height - at.y()) <= near and self._is_beside(block.number, at):
                return block.number if places_of_border(page.blocks, block.number) else None
        return None

    def _is_beside(self, number: int, at: QPointF) -> bool:
        rect = self._placed.block_rect(number)
        return rect is not None and rect.left() - self._unit <= at.x() <= rect.right() + self._unit

    def _line(self, place: int, end: int | None = None) -> float | None:
        """The distance from the viewport's edge at which a border is drawn before a block; None if it is not shown.

        ``end`` is the last of its places, the end of its own item.
        """
        out = 0.4 * self._unit
        if place == end:
            rect = self._placed.block_rect(place - 1)
            return rect.bottom() + out if rect is not None else None
        rect = self._placed.block_rect(place)
        if rect is None or self._blocks()[place].opens:
            return rect.top() - out if rect is not None else None
        above = self._placed.block_rect(place - 1)
        return (above.bottom() + rect.top()) / 2 if above is not None else rect.top() - out

    # painting

    def paint(self, painter: QPainter) -> None:
        """Paint the border that can be grabbed, or where it would fall, and what would change sides."""
        drag = self._drag
        border = self._hovered if drag is None else drag.border
        if border is None or border >= len(self._blocks()):
            return
        place = border if drag is None else drag.place
        line, rect = self._line(place, None if drag is None else drag.places[-1]), self._placed.block_rect(border)
        if line is None or rect is None:
            return
        left, width, scale = rect.left() - self._unit, rect.width() + 2 * self._unit, max(1.0, self._look.zoom / 100)
        accent = QColor(self._look.colours.accent)
        before = self._line(border)
        if before is not None and place != border:
            ground = QColor(accent)
            ground.setAlpha(_GROUND)
            painter.fillRect(QRectF(left, min(line, before), width, abs(line - before)), ground)
        painter.fillRect(QRectF(left, line - 1.5 * scale, width, 3 * scale), accent)

"""Shows the issue as it came, its items outlined at their places with their state in the margins.

The text is laid out once; outlines and states are painted below and above it, so a star costs a repaint only.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from reader.core.revision.issue_pages import PageBlock
from reader.core.state.changes import Change
from reader.core.state.rows import ItemRow
from reader.core.values.ids import ItemId, OriginalId
from reader.ui.look.appearance import Look
from reader.ui.look.text_column import set_column
from reader.ui.models.item_list import no_rows, row_after
from reader.ui.pages.page_view import PageView
from reader.ui.panes.issue_page.border_drag import BorderDrag
from reader.ui.panes.issue_page.issue_page_text import (
    ABOVE,
    BELOW,
    MOST_BLOCKS,
    ORIGINAL,
    OWN_SCHEME,
    Filled,
    IssuePage,
    cut_around,
    fill,
    grown,
)
from reader.ui.qt.guards import kept_inside

Fetch = Callable[[Sequence[ItemId]], list[ItemRow]]
Extent = tuple[int, int]
"""The first and the last of some blocks of the document, by number."""


class IssuePageView(PageView):
    """Shows one issue, or a part of a very large one, and follows the selected item."""

    item_clicked = Signal(object)
    block_clicked = Signal(object)
    original_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName("Issue page")
        self.issue_page: IssuePage | None = None
        self.item: ItemId | None = None
        self._held: int | None = None
        self._holds_of_item = False
        self._shown = range(0)
        self._filled = Filled((), (), {})
        self._rows: dict[ItemId, ItemRow] = {}
        self._fetch: Fetch = no_rows
        self._is_filling = False
        self.border_drag = BorderDrag(self, self, look)
        self.resized.connect(self._resized)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._dim())

    # what is shown

    def show_page(self, page: IssuePage, item: ItemId | None, fetch: Fetch) -> None:
        """Show an issue, scrolled to an item of it; the place is kept when the same issue is shown anew."""
        old = self.issue_page
        is_same = old is not None and old.text.issue == page.text.issue and old.text.original == page.text.original
        self.issue_page, self.item, self._fetch = page, item, fetch
        self._show(cut_around(page, item), keeps_place=is_same)
        if self._held is not None or self._holds_of_item:
            self.hold_block(self._held if is_same else None, of_item=True)
        else:
            self._bring_into_sight()

    def clear_page(self) -> None:
        """Show nothing."""
        self.issue_page, self.item, self._rows, self._shown, self._held = None, None, {}, range(0), None
        self._holds_of_item = False
        self._filled = Filled((), (), {})
        self.clear()

    def select(self, item: ItemId | None) -> None:
        """Outline an item of the issue as the selected one and bring it into sight."""
        if self.issue_page is None or item == self.item:
            return
        self.item = item
        place = self.issue_page.places.get(item) if item is not None else None
        if place is not None and not (place.start in self._shown and place[-1] in self._shown):
            self._show(cut_around(self.issue_page, item))
        self._bring_into_sight()
        self.viewport().update()

    @property
    def held(self) -> PageBlock | None:
        """The block at hand, if there is one."""
        page = self.issue_page
        return page.blocks[self._held] if page and self._held is not None and self._held < len(page.blocks) else None

    def hold_block(self, number: int | None, *, of_item: bool = False) -> None:
        """Take a block in hand by its number, and bring it into sight; or (``of_item``) the selected item's first.

        None: no block is at hand any more.
        """
        page = self.issue_page
        self._holds_of_item = of_item and page is None
        if number is None and of_item and page is not None:
            place = page.places.get(self.item) if self.item is not None else None
            number = place.start if place else 0
        self._held = number
        if page is not None and number is not None and number < len(page.blocks):
            if number not in self._shown:
                self._show(grown(page, range(number, number), above=MOST_BLOCKS // 4, below=MOST_BLOCKS))
            line = self._filled.numbers[number]
            self._bring_extent_into_sight((line, line))
        self.viewport().update()

    def patch(self, changes: Iterable[Change]) -> None:
        """Show changes of state at once."""
        if self.issue_page is None:
            return
        changes = list(changes)
        after = {item: row_after(row, changes) for item, row in self._rows.items()}
        self._rows.update({item: row for item, row in after.items() if row is not None})
        self.forget(item for item, row in after.items() if row is None)
        self._dim()
        self.viewport().update()

    def forget(self, items: Iterable[ItemId]) -> None:
        """Fetch the state of these items afresh."""
        wanted = [item for item in items if item in self._rows]
        if wanted:
            self._rows.update({row.id: row for row in self._fetch(wanted)})
            self._dim()
            self.viewport().update()

    def refresh(self) -> None:
        """Take over the look, with the same words at the top."""
        if self.issue_page is not None:
            self._show(self._shown, keeps_place=True)

    def _show(self, shown: range, *, keeps_place: bool = False) -> None:
        page = self.issue_page
        assert page is not None
        self.border_drag.give_up()
        kept = self._top_block() if keeps_place else None
        self._is_filling = True
        self._shown = shown
        self._filled = fill(self.document(), self._look, page, shown)
        set_column(self, self._look)
        self._is_filling = False
        self._rows = {row.id: row for row in self._fetch(list({run.item for run in self._filled.runs}))}
        self.setTextCursor(QTextCursor(self.document()))
        set_column(self, self._look)
        number = self._filled.numbers.get(kept[0]) if kept else None
        if kept and number is not None:
            self.verticalScrollBar().setValue(round(self._rect(number, number).top()) - kept[1])
        else:
            self.verticalScrollBar().setValue(0)
        self._dim()

    def _top_block(self) -> tuple[int, int] | None:
        """The page's number of the uppermost block in sight, and how far below the edge it begins."""
        for number in self._in_sight():
            block = self._filled.blocks[number]
            if block is not None:
                return block.number, round(self._rect(number, number).top()) - self.verticalScrollBar().value()
        return None

    def _resized(self) -> None:
        if self.issue_page is None or self._is_filling:
            return
        kept = self._top_block()
        set_column(self, self._look)
        number = self._filled.numbers.get(kept[0]) if kept else None
        if kept and number is not None and self.verticalScrollBar().value():
            self.verticalScrollBar().setValue(round(self._rect(number, number).top()) - kept[1])
        self._dim()

    # where things stand

    def extent(self, item: ItemId | None) -> Extent | None:
        """The document's blocks that show an item; None if it is not shown."""
        place = self.issue_page.places.get(item) if self.issue_page is not None and item is not None else None
        if place is None:
            return None
        numbers = [self._filled.numbers[block] for block in (place.start, place[-1]) if block in self._filled.numbers]
        return (numbers[0], numbers[-1]) if numbers else None

    def _rect(self, first: int, last: int) -> QRectF:
        """The rectangle of some blocks, in the document; as wide as the column."""
        document, layout = self.document(), self.document().documentLayout()
        top = layout.blockBoundingRect(document.findBlockByNumber(first)).top()
        bottom = layout.blockBoundingRect(document.findBlockByNumber(last)).bottom()
        frame = document.rootFrame().frameFormat()
        left, right = frame.leftMargin(), self.viewport().width() - frame.rightMargin()
        return QRectF(left, top, right - left, bottom - top)

    def _in_sight(self) -> Iterator[int]:
        """The numbers of the document's blocks that are in sight."""
        height = self.viewport().height() + self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        block: QTextBlock = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid() and block.blockNumber() < len(self._filled.blocks):
            if layout.blockBoundingRect(block).top() > height:
                return
            yield block.blockNumber()
            block = block.next()

    def block_at(self, point: QPoint) -> PageBlock | None:
        """The page's block at a point of the viewport; None between and beside the blocks."""
        number = self.cursorForPosition(point).blockNumber()
        if number >= len(self._filled.blocks):
            return None
        unit = self._unit
        near = self._rect(number, number).adjusted(-unit, -unit / 2, unit, unit / 2)
        return self._filled.blocks[number] if near.contains(QPointF(point) + self._scrolled) else None

    def block_rect(self, number: int) -> QRectF | None:
        """Where a block of the page stands in the viewport, by its number, as wide as the column; None: nowhere."""
        line = self._filled.numbers.get(number)
        return None if line is None else self._rect(line, line).translated(-self._scrolled)

    def blocks_in_sight(self) -> Iterator[PageBlock]:
        """The page's blocks that are in sight."""
        return (block for line in self._in_sight() if (block := self._filled.blocks[line]) is not None)

    @property
    def _scrolled(self) -> QPointF:
        return QPointF(0, self.verticalScrollBar().value())

    @property
    def _unit(self) -> int:
        return self._look.metrics().height()

    # scrolling

    def _bring_into_sight(self) -> None:
        """Scroll to the selected item unless all of it is in sight."""
        extent = self.extent(self.item)
        if extent is not None:
            self._bring_extent_into_sight(extent)

    def _bring_extent_into_sight(self, extent: Extent) -> None:
        rect, bar, room = self._rect(*extent), self.verticalScrollBar(), self.viewport().height()
        if rect.top() - self._unit < bar.value() or rect.bottom() + self._unit > bar.value() + room:
            above = room // 5 if rect.height() < room * 3 // 5 else self._unit
            bar.setValue(round(rect.top()) - above)

    def read_on(self, direction: int) -> bool:
        """Scroll towards the rest of the selected item, down (1) or up (-1); False when there is nothing of it."""
        bar, extent = self.verticalScrollBar(), self.extent(self.item)
        if extent is not None:
            rect = self._rect(*extent)
            edge = rect.bottom() - bar.value() - self.viewport().height() if direction > 0 else bar.value() - rect.top()
            if edge <= 0:
                return False
        before = bar.value()
        bar.setValue(before + direction * max(20, bar.pageStep() - 2 * self._unit))
        return bar.value() != before

    # painting

    @kept_inside
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_outlines(painter)
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_states(painter)
            self.border_drag.paint(painter)

    def _paint_outlines(self, painter: QPainter) -> None:
        colours = self._look.colours
        seen = list(self._in_sight())
        if not seen:
            return
        if self._held is not None and (line := self._filled.numbers.get(self._held)) in seen and line is not None:
            self._paint_held(painter, line)
        for run in self._filled.runs:
            if run.last >= seen[0] and run.first <= seen[-1]:
                self._outline(painter, (run.first, run.last), colours.line, 1)
        extent = self.extent(self.item)
        if extent is not None:
            self._outline(painter, extent, colours.accent, 2)

    def _paint_held(self, painter: QPainter, line: int) -> None:
        """The ground and the bar of the block at hand."""
        unit = self._unit
        rect = (
            self._rect(line, line).translated(-self._scrolled).adjusted(-unit + 2, -0.15 * unit, unit - 2, 0.15 * unit)
        )
        painter.fillRect(rect, QColor(self._look.colours.selected))
        painter.fillRect(QRectF(rect.left(), rect.top(), unit / 5, rect.height()), QColor(self._look.colours.accent))

    def _outline(self, painter: QPainter, extent: Extent, colour: str, width: float) -> None:
        unit = self._unit
        across, up = unit - 1, 0.4 * unit
        rect = self._rect(*extent).translated(-self._scrolled).adjusted(-across, -up, across, up)
        rect = rect.intersected(QRectF(1, -2 * unit, self.viewport().width() - 2, self.viewport().height() + 4 * unit))
        painter.setPen(QPen(QColor(colour), width * max(1.0, self._look.zoom / 100)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, unit / 3, unit / 3)

    def _paint_states(self, painter: QPainter) -> None:
        seen = set(self._in_sight())
        for run in self._filled.runs:
            row = self._rows.get(run.item)
            if row is not None and run.opens and run.first in seen:
                self._paint_state(painter, row, run.first)

    def _paint_state(self, painter: QPainter, row: ItemRow, number: int) -> None:
        """The dot of an unread item before its first line, the other marks at its right, as rows of the list have."""
        colours, unit = self._look.colours, self._unit
        rect = self._rect(number, number).translated(-self._scrolled)
        block = self.document().findBlockByNumber(number)
        line = block.layout().lineAt(0).height() if block.layout().lineCount() else unit
        middle = rect.top() + line / 2
        if row.is_unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(QPointF(rect.left() - 0.48 * unit, middle), 0.22 * unit, 0.22 * unit)
        size, ratio, right = round(0.8 * unit), self.viewport().devicePixelRatioF(), rect.right() + unit / 2
        for holds, meaning, colour in (
            (row.is_starred, "star", colours.star),
            (row.has_note, "note", colours.muted),
            (row.has_highlights, "highlight", colours.muted),
            (row.is_later, "later", colours.muted),
            (row.is_done, "done", colours.muted),
        ):
            if holds:
                picture = self._look.icons.pixmap(meaning, colour, size, ratio)
                painter.drawPixmap(QPointF(right - size, middle - size / 2), picture)
                right -= size + unit // 4

    def _dim(self) -> None:
        """Show the text of what is put aside or done in the second-rank colour, where it is in sight."""
        if self._is_filling:
            return
        dim = QTextCharFormat()
        dim.setForeground(QColor(self._look.colours.muted))
        marks = []
        for number in self._in_sight():
            block = self._filled.blocks[number]
            row = self._rows.get(block.item) if block is not None and block.item is not None else None
            if row is not None and (row.is_done or row.is_later):
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(self.document().findBlockByNumber(number))
                mark.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                mark.format = dim
                marks.append(mark)
        self.setExtraSelections(marks)

    # the mouse

    @kept_inside
    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        super().mousePressEvent(event)
        block = self.block_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.RightButton and block is not None:
            self.tell_clicked(block)  # the menu that comes is about it

    @kept_inside
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            block = self.block_at(point)
            if block is not None and not self.anchorAt(point):
                self.tell_clicked(block)

    def tell_clicked(self, block: PageBlock) -> None:
        """Tell that a block was clicked, and its item."""
        if block.item is not None:
            self.item_clicked.emit(block.item)
        self.block_clicked.emit(block)

    def follow_own_link(self, url: str) -> bool:
        """Follow a link of ours, to another original or to more of the page; False if it is none."""
        if not url.startswith(OWN_SCHEME):
            return False
        if url.startswith(ORIGINAL):
            self.original_wanted.emit(OriginalId(int(url.removeprefix(ORIGINAL))))
        elif self.issue_page is not None and url in (ABOVE, BELOW):
            ways = {"above": MOST_BLOCKS} if url == ABOVE else {"below": MOST_BLOCKS}
            self._show(grown(self.issue_page, self._shown, **ways), keeps_place=True)
        return True

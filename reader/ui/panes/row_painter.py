"""Paints the rows of the list: three lines per item (two where rows are compact), one per section header."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.state.rows import ItemRow
from reader.core.text.links import display_host
from reader.ui.look.appearance import Look
from reader.ui.models.item_list import PLACE_ROLE, ROW_ROLE, Header
from reader.ui.qt.guards import kept_inside

SMALL = 0.92
TINY = 0.86


class RowPainter(QStyledItemDelegate):
    """Paints rows: unread bold with a dot, decided dimmed, untitled items by their first words in italics."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.has_focus = False
        self.refresh()

    def refresh(self) -> None:
        """Measure again after the look changed."""
        look = self._look
        self._title = {
            (bold, italic): look.font(bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)
        }
        self._title_metrics = {key: QFontMetrics(font) for key, font in self._title.items()}
        self._small, self._tiny = look.font(scale=SMALL), look.font(scale=TINY)
        self._head = look.font(scale=SMALL, bold=True)
        self._small_metrics, self._tiny_metrics = QFontMetrics(self._small), QFontMetrics(self._tiny)
        self._head_metrics = QFontMetrics(self._head)
        self._unit = max(4, round(self._title_metrics[False, False].height() * 0.5))
        self._is_compact = look.chosen.list_density == "compact"
        self._above = round((0.5 if self._is_compact else 1.3) * self._unit)

    @property
    def item_height(self) -> int:
        """The height of an item's row in pixels."""
        lines = self._title_metrics[True, False].height() + self._tiny_metrics.height()
        if self._is_compact:
            return lines + round(1.4 * self._unit)
        return lines + self._small_metrics.height() + round(3.6 * self._unit)

    @property
    def header_height(self) -> int:
        """The height of a header's row in pixels."""
        return self._head_metrics.height() + round(1.8 * self._unit)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: D102
        is_header = isinstance(index.data(ROW_ROLE), Header)
        return QSize(100, self.header_height if is_header else self.item_height)

    @kept_inside
    def paint(  # noqa: D102
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)  # stacked accents reach far out of their line
        if isinstance(row, Header):
            self._paint_header(painter, rect, row)
        elif isinstance(row, ItemRow):
            state: QStyle.StateFlag = option.state
            last_line = " · ".join(part for part in (third_line(row), index.data(PLACE_ROLE)) if part)
            self._paint_item(painter, rect, row, last_line, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_header(self, painter: QPainter, rect: QRect, header: Header) -> None:
        colours, unit = self._look.colours, self._unit
        area = rect.adjusted(2 * unit, round(0.8 * unit), -2 * unit, 0)
        notes = "".join(f" · {note}" for note in header.notes)
        room = area.width() - 6 * unit - self._head_metrics.horizontalAdvance(notes)
        title = self._head_metrics.elidedText(header.title[:400], Qt.TextElideMode.ElideRight, room)
        self._text(painter, area, title + notes, self._head, self._head_metrics, colours.muted)
        painter.setPen(QColor(colours.muted))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(header.count))

    def _paint_item(self, painter: QPainter, rect: QRect, row: ItemRow, last_line: str, is_selected: bool) -> None:
        colours, unit = self._look.colours, self._unit
        if is_selected:
            painter.fillRect(rect, QColor(colours.selected if self.has_focus else colours.selected_idle))
        unread = row.is_unread
        left, right = rect.left() + 4 * unit, rect.right() - 2 * unit
        right_of_title = self._paint_marks(painter, rect, row, right)
        title_key = (unread, row.title is None)
        metrics = self._title_metrics[title_key]
        line = QRect(left, rect.top() + self._above, right_of_title - left, metrics.height())
        title_colour = colours.muted if row.is_done or row.is_later else colours.text
        self._text(painter, line, row.name or row.excerpt, self._title[title_key], metrics, title_colour)
        if unread:
            radius = unit * 0.45
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(QPointF(rect.left() + 2 * unit, line.center().y() + 1), radius, radius)
        if not self._is_compact:
            line = QRect(left, line.bottom() + 1 + unit // 4, right - left, self._small_metrics.height())
            second = self._second_line(row, metrics, right_of_title - left)
            self._text(painter, line, second, self._small, self._small_metrics, colours.muted)
        line = QRect(left, line.bottom() + 1 + unit // 4, right - left, self._tiny_metrics.height())
        self._text(painter, line, last_line, self._tiny, self._tiny_metrics, colours.muted)

    def _second_line(self, row: ItemRow, metrics: QFontMetrics, width: int) -> str:
        """The excerpt; of an untitled item, the words that its first line had no room for."""
        if row.name is not None:
            return row.excerpt
        shown = metrics.elidedText(row.excerpt, Qt.TextElideMode.ElideRight, width)
        if shown == row.excerpt:
            return ""
        start = row.excerpt.rfind(" ", 0, len(shown)) + 1  # the word that was cut is there whole
        return f"…{row.excerpt[start:]}"

    def _paint_marks(self, painter: QPainter, rect: QRect, row: ItemRow, right: int) -> int:
        """Star, note and the like at the right of the title; returns where the title must end."""
        colours = self._look.colours
        size = round(self._title_metrics[False, False].height() * 0.8)
        ratio = painter.device().devicePixelRatio()
        for holds, meaning, colour in (
            (row.is_starred, "star", colours.star),
            (row.has_note, "note", colours.muted),
            (row.has_highlights, "highlight", colours.muted),
            (row.is_later, "later", colours.muted),
            (row.is_done, "done", colours.muted),
        ):
            if holds:
                pixmap = self._look.icons.pixmap(meaning, colour, size, ratio)
                painter.drawPixmap(right - size, rect.top() + self._above + size // 6, pixmap)
                right -= size + self._unit // 2
        return right - self._unit // 2

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: QFont,
        metrics: QFontMetrics,
        colour: str,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text[:400], Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(
            rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown
        )


def third_line(row: ItemRow) -> str:
    """Kind, identity or host, what the source lacks and what the user gave; nothing that is not there."""
    parts = [row.kind.capitalize(), row.identity or (display_host(row.url) if row.url else "")]
    parts += row.told
    if row.title is None:
        parts.append(row.borrowed.told if row.borrowed else "no title in the newsletter")
    elif row.is_own_title:
        parts.append("title by you")
    return " · ".join(part for part in parts if part)

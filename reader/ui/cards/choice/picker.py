"""An overlay with rows to choose from, and a line to type in where there is much to choose.

The base of the palette and of the numbered links, so that both look and work alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.ui.keys.key_caps import caps_size, paint_caps, readable, scale_font
from reader.ui.keys.overlay import Overlay, muted_label, plain_label

_Role = QPalette.ColorRole
_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class PickRow:
    """A row: caps at the left, a title with its emphasised letters, a small word behind it, caps at the right.

    ``why_not`` says why it cannot be chosen now; empty if it can.
    """

    id: str
    title: str
    detail: str = ""
    lead: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    places: frozenset[int] = frozenset()
    why_not: str = ""

    @property
    def spoken(self) -> str:
        """The words of a screen reader for the row."""
        keys = f"key {' or '.join(self.lead + self.keys)}" if self.lead + self.keys else ""
        return ", ".join(part for part in (self.title, self.detail, keys, self.why_not) if part)


class Rows(QAbstractListModel):
    """The rows that are shown just now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[PickRow] = []

    def show(self, rows: Sequence[PickRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == _ROW else None


class RowPainter(QStyledItemDelegate):
    """Paints a row with the colours and the font of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: D102
        return QSize(0, row_height(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: D102
        row = index.data(_ROW)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(option.font)
        if is_chosen:
            painter.fillRect(option.rect, option.palette.color(_Role.Highlight))
        room = self.paint_ends(painter, option, row)
        self._paint_words(painter, option, row, room, is_chosen)
        painter.restore()

    def paint_ends(self, painter: QPainter, option: QStyleOptionViewItem, row: PickRow) -> QRect:
        """Paint the caps at both ends; returns the room between them."""
        unit = option.fontMetrics.height() // 2
        room = option.rect.adjusted(2 * unit, 0, -2 * unit, 0)
        lead, keys = caps_size(option.font, row.lead), caps_size(option.font, row.keys)
        top = room.center().y() - lead.height() // 2 + 1
        paint_caps(painter, QPoint(room.left(), top), option.font, row.lead, option.palette)
        paint_caps(painter, QPoint(room.right() - keys.width() + 1, top), option.font, row.keys, option.palette)
        room.setLeft(room.left() + (lead.width() + unit if row.lead else 0))
        room.setRight(room.right() - (keys.width() + unit if row.keys else 0))
        return room

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PickRow, room: QRect, is_chosen: bool
    ) -> None:
        small = QFont(option.font)
        scale_font(small, 0.85)
        small.setBold(False)
        behind = " · ".join(word for word in (row.detail, row.why_not) if word)
        unit = option.fontMetrics.height() // 2
        reserved = min(QFontMetrics(small).horizontalAdvance(behind) + unit, room.width() // 3) if behind else 0
        ground = option.palette.color(_Role.Highlight if is_chosen else _Role.Base)
        text = option.palette.color(_Role.HighlightedText if is_chosen else _Role.Text)
        muted = readable(option.palette.color(_Role.PlaceholderText), ground, text)
        title_room = QRect(room.topLeft(), QSize(room.width() - reserved, room.height()))
        accent = readable(option.palette.color(_Role.Accent), ground, text)
        painter.setPen(muted if row.why_not else text)
        end = _paint_title(painter, title_room, option.font, row, painter.pen() if row.why_not else accent)
        painter.setFont(small)
        painter.setPen(muted)
        rest = QRect(room)
        rest.setLeft(end + unit)
        elided = QFontMetrics(small).elidedText(behind, Qt.TextElideMode.ElideRight, max(0, rest.width()))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, elided)


def _paint_title(painter: QPainter, room: QRect, font: QFont, row: PickRow, emphasis: QPen | QColor) -> int:
    """Paint the title, its matched letters bold; returns where it ends."""
    bold = QFont(font)
    bold.setBold(True)
    fonts = (QFont(font), bold)
    metrics = (QFontMetrics(font), QFontMetrics(bold))
    plain_pen = painter.pen()
    title = row.title
    if metrics[1].horizontalAdvance(title) > room.width():
        title = metrics[1].elidedText(title, Qt.TextElideMode.ElideRight, room.width())
    left, start = room.left(), 0
    while start < len(title):
        is_hit = start in row.places
        end = start + 1
        while end < len(title) and (end in row.places) == is_hit:
            end += 1
        part = title[start:end]
        painter.setFont(fonts[is_hit])
        painter.setPen(emphasis if is_hit else plain_pen)
        painter.drawText(QRect(left, room.top(), room.width(), room.height()), Qt.AlignmentFlag.AlignVCenter, part)
        left += metrics[is_hit].horizontalAdvance(part)
        start = end
    return left


def row_height(metrics: QFontMetrics) -> int:
    """The height of a row of text in this font."""
    return metrics.height() * 2


class Picker(Overlay):
    """An overlay with rows; ``choose`` is called with the row that was chosen, after the card is closed."""

    width_in_units = 76

    def __init__(self, parent: QWidget, name: str, *, heading: str = "", prompt: str = "", nothing: str) -> None:
        super().__init__(parent, name)
        self.heading = plain_label(heading, self.card)
        self.heading.setVisible(bool(heading))
        self.line = _Line(self.card, name, prompt)
        self.line.setVisible(bool(prompt))
        self.rows = Rows(self)
        self.list = _List(self.card, name)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowPainter(self.list))
        self.list.clicked.connect(lambda index: self.pick(index.row()))
        self.nothing = muted_label(nothing, self.card)
        self.body.addWidget(self.heading)
        for widget in (self.line, self.list, self.nothing):
            self.body.addWidget(widget)
            widget.installEventFilter(self)

    def show_rows(self, rows: Sequence[PickRow]) -> None:
        """Replace the rows and select the first."""
        self.rows.show(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows:
            self.list.setCurrentIndex(self.rows.index(0))
        self._place()

    def choose(self, row: PickRow) -> None:
        """Act on the row that was chosen."""
        raise NotImplementedError

    def pick(self, number: int) -> None:
        """Choose a row; one that cannot be chosen stays and shows why."""
        if not 0 <= number < len(self.rows.rows):
            return
        row = self.rows.rows[number]
        self.list.setCurrentIndex(self.rows.index(number))
        if not row.why_not:
            self.dismiss()
            self.choose(row)

    def row_height(self) -> int:
        """The height of each row."""
        return row_height(self.list.fontMetrics())

    def step(self, by: int) -> None:
        """Select another row; the last is followed by the first."""
        count = len(self.rows.rows)
        if count:
            self.list.setCurrentIndex(self.rows.index((self.list.currentIndex().row() + by) % count))

    def first_focus(self) -> QWidget:  # noqa: D102
        return self.line if self.line.isVisibleTo(self.card) else self.list

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        self.line.setTextMargins(2 * unit - 2, unit // 2, 2 * unit, unit)
        self.nothing.setMargin(2 * unit)
        self.heading.setContentsMargins(2 * unit, unit, 2 * unit, unit // 2)
        width = min(self.width_in_units * unit, room.width() - 2 * unit)
        top = min(room.height() // 10, 6 * unit)
        row = self.row_height()
        above = self.line.sizeHint().height() if self.line.isVisibleTo(self.card) else 0
        above += self.heading.heightForWidth(width - 2) if self.heading.isVisibleTo(self.card) else 0
        fitting = max(1, (room.height() - 2 * top - above) // row)
        count = min(len(self.rows.rows), _MOST_ROWS, fitting)
        below = count * row if count else self.nothing.sizeHint().height()
        if count < len(self.rows.rows):
            below -= row // 2  # half a row at the end says that there are more
        self.body.setContentsMargins(1, unit // 2, 1, unit // 2)
        height = min(above + below + 2 * (unit // 2), room.height())
        return QRect((room.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        is_mine = watched in (self.line, self.list)
        if is_mine and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.take_key(event)
        return super().eventFilter(watched, event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Handle a key that moves or chooses; returns whether it was one."""
        page = max(1, self.list.height() // self.row_height() - 1)
        key = Qt.Key(event.key())
        with_control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        if with_control:
            moves = {Qt.Key.Key_N: 1, Qt.Key.Key_P: -1}
        if key in moves:
            self.step(moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.pick(self.list.currentIndex().row())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True


class _Line(QLineEdit):
    def __init__(self, parent: QWidget, name: str, prompt: str) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(name)


class _List(QListView):
    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

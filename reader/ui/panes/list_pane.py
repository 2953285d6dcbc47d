"""The middle pane: the title of the list, the choice of states, the filter field and the rows."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reader.ui.look.appearance import Look, keep_in_sight, paint_focus, scroll_bar_style
from reader.ui.models.item_list import ItemListModel
from reader.ui.models.places import States
from reader.ui.panes.bars import FieldRoom, make_field
from reader.ui.panes.list_head import ListHead
from reader.ui.panes.row_painter import RowPainter
from reader.ui.qt.guards import kept_inside


class ItemTable(QTableView):
    """One column of rows; the section headers are rows of another height."""

    current_changed = Signal(int)
    opened = Signal()

    def __init__(self, look: Look, model: ItemListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.items = model
        self._low_rows: tuple[int, ...] = ()
        self.painter = RowPainter(look, self)
        self.setModel(model)
        self.setItemDelegate(self.painter)
        self.setAccessibleName("Items")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        model.modelReset.connect(self._set_heights)
        self.refresh()

    def refresh(self) -> None:
        """Take over the look."""
        self.painter.refresh()
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, QColor(self._look.colours.list))
        self.setPalette(palette)
        row = self.current_row()
        was_in_sight = row >= 0 and 0 <= self.rowViewportPosition(row) < self.viewport().height()
        self._set_heights()
        if was_in_sight:
            self.scrollTo(self.currentIndex())
        self.viewport().update()

    def _set_heights(self) -> None:
        header = self.verticalHeader()
        header.setUpdatesEnabled(False)
        header.setDefaultSectionSize(self.painter.item_height)
        was = header.blockSignals(True)
        # The view keeps the height of a row when other items are shown in it.
        for row in self._low_rows:
            header.resizeSection(row, self.painter.item_height)
        self._low_rows = self.items.shown.header_rows
        for row in self._low_rows:
            header.resizeSection(row, self.painter.header_height)
        header.blockSignals(was)
        header.setUpdatesEnabled(True)
        self.updateGeometries()
        self.verticalScrollBar().setSingleStep(max(8, self.painter.item_height // 3))

    def current_row(self) -> int:
        """The selected row, -1 for none."""
        return self.currentIndex().row() if self.currentIndex().isValid() else -1

    def select(self, row: int) -> None:
        """Select a row and make it visible, its section's header too if that stands right above."""
        index = self.items.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if self.items.header_at(row - 1) is not None:
            self.scrollTo(self.items.index(row - 1, 0))
        self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # noqa: D102
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.current_changed.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        keep_in_sight(self, event.oldSize().height())

    @kept_inside
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            paint_focus(self, self._look)  # no selected row says where the keys go

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.painter.has_focus = event.type() == QEvent.Type.FocusIn
            self.viewport().update()
        return super().event(event)


class ListPane(QWidget):
    """Title with counts, the choice of states, the filter field, and the rows or why there are none."""

    states_chosen = Signal(object)

    def __init__(self, look: Look, model: ItemListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.table = ItemTable(look, model, self)
        self.head = ListHead(look, self)
        self.title, self.counts = self.head.title, self.head.counts
        self.filter = make_field("Filter this list", "Filter this list", self)
        self.filter.hide()
        self._filter_row = FieldRoom(self.filter, self)
        self.empty = QLabel(self)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.hide()
        self._line = QWidget(self)
        self._line.setFixedHeight(1)
        self._line.setAutoFillBackground(True)
        self.setAccessibleName("List of items")
        self._lay_out()
        self.head.states_chosen.connect(self.states_chosen)
        self.refresh()

    def _lay_out(self) -> None:
        rows = QGridLayout()
        # One over the other: a table that is hidden would give the focus away, and the keys with it.
        rows.addWidget(self.table, 0, 0)
        rows.addWidget(self.empty, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._filter_row)
        column.addWidget(self._line)
        column.addLayout(rows, 1)
        self.setMinimumWidth(180)

    def refresh(self) -> None:
        """Take over the look."""
        look, colours = self._look, self._look.colours
        unit = look.metrics().height() // 2
        self.table.verticalScrollBar().setStyleSheet(scroll_bar_style(look))
        self._filter_row.refresh(look, above=0, below=0.8)
        self.empty.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.empty.setMargin(4 * unit)
        for widget, colour in ((self, colours.list), (self._line, colours.line)):
            palette = widget.palette()
            palette.setColor(palette.ColorRole.Window, QColor(colour))
            widget.setPalette(palette)
        self.setAutoFillBackground(True)
        self.head.refresh()
        self.table.refresh()

    def show_states(self, states: States) -> None:
        """Press the button of these states."""
        self.head.states.press(states)

    def show_title(self, title: str, counts: str) -> None:
        """Show the title and the counts of the list."""
        self.head.show_title(title, counts)

    def show_empty(self, sentence: str) -> None:
        """Say why there is no row; an empty sentence is hidden."""
        self.empty.setText(sentence)
        self.empty.setVisible(bool(sentence))
        self.empty.raise_()

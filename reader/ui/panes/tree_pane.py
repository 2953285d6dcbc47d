"""The left pane: views with live counts, and the tree of publications."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from reader.ui.look.appearance import Look, keep_in_sight, scroll_bar_style
from reader.ui.look.theme import tag_colours
from reader.ui.models.library_tree import NODE_ROLE, Node, NodeKind, TreeModel
from reader.ui.models.places import VIEW_TITLES
from reader.ui.qt.guards import kept_inside

GUESS, GUESS_SCALE = "check", 0.86
WIDEST_MINIMUM = 300
"""The widest minimum in pixels: however large the text, the panes can be made narrow, and then names are elided."""


class NodePainter(QStyledItemDelegate):
    """Paints a row of the tree: icon or arrow, name, count."""

    def __init__(self, look: Look, tree: "TreePane") -> None:
        super().__init__(tree)
        self._look = look
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: D102
        height = self._look.metrics().height()
        return QSize(100, round(height * (2.2 if index.data(NODE_ROLE).kind is NodeKind.CAPTION else 1.8)))

    @kept_inside
    def paint(  # noqa: D102
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        node: Node = index.data(NODE_ROLE)
        rect = QRect(0, option.rect.top(), self._tree.viewport().width(), option.rect.height())
        painter.save()
        if node.kind is NodeKind.CAPTION:
            self._paint_caption(painter, rect, node)
        else:
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, rect, option.rect.left(), node, is_selected)
        painter.restore()

    def _paint_caption(self, painter: QPainter, rect: QRect, node: Node) -> None:
        painter.setFont(self._look.font(scale=0.82, bold=True))
        painter.setPen(QColor(self._look.colours.muted))
        unit = self._look.metrics().height() // 2
        area = rect.adjusted(2 * unit, 0, -unit, -unit // 2)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), node.title.upper())

    def _paint_row(self, painter: QPainter, rect: QRect, left: int, node: Node, is_selected: bool) -> None:
        look, colours = self._look, self._look.colours
        unit = look.metrics().height() // 2
        if is_selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if self._tree.hasFocus() else colours.selected_idle))
            painter.drawRoundedRect(rect.adjusted(unit, 1, -unit, -1), unit * 0.6, unit * 0.6)
        metrics = look.metrics(bold=is_selected)
        if node.kind is NodeKind.VIEW:
            size = round(2 * unit * 0.82)
            colour = colours.star if node.value == "starred" else colours.muted
            pixmap = look.icons.pixmap(node.value, colour, size, painter.device().devicePixelRatio())
            painter.drawPixmap(2 * unit, rect.center().y() - size // 2, pixmap)
            left = 2 * unit + size + unit
        else:
            left += unit
            if node.kind is NodeKind.TAG and not node.children:
                self._paint_dot(painter, left, rect, node, unit)
            elif node.kind is not NodeKind.SECTION:
                self._paint_arrow(painter, left, rect, node, unit)
            left += 2 * unit
        count = f"{node.count:,}".replace(",", "\u202f") if node.count else ""
        right = rect.right() - 2 * unit
        painter.setFont(look.font(scale=0.9))
        painter.setPen(QColor(colours.accent if is_selected else colours.muted))
        painter.drawText(
            QRect(left, rect.top(), right - left, rect.height()),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            count,
        )
        room = right - left - (metrics.horizontalAdvance(count) + unit if count else 0)
        self._paint_title(painter, QRect(left, rect.top(), room, rect.height()), node, is_selected)

    def _paint_title(self, painter: QPainter, area: QRect, node: Node, is_selected: bool) -> None:
        """The name, and "guess" for an issue that is one; a question mark where there is no room for both."""
        look, unit = self._look, self._look.metrics().height() // 2
        metrics, small = look.metrics(bold=is_selected), look.metrics(scale=GUESS_SCALE)
        room, wanted = area.width() - unit, metrics.horizontalAdvance(node.title)
        guess = GUESS if wanted + small.horizontalAdvance(GUESS) <= room else "?"
        room = room - small.horizontalAdvance(guess) if node.is_guess else area.width()
        title = metrics.elidedText(node.title, Qt.TextElideMode.ElideRight, room)
        aligned = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.setFont(look.font(bold=is_selected, italic=node.is_deduced))
        painter.setPen(QColor(look.colours.text))
        painter.drawText(area, aligned, title)
        if node.is_guess:
            painter.setFont(look.font(scale=GUESS_SCALE))
            painter.setPen(QColor(look.colours.muted))
            painter.drawText(area.adjusted(metrics.horizontalAdvance(title) + unit, 0, 0, 0), aligned, guess)

    def _paint_dot(self, painter: QPainter, left: int, rect: QRect, node: Node, unit: int) -> None:
        """Paint the dot in a tag's colour."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tag_colours(self._look.colours, node.colour)[0]))
        size = max(4, round(0.9 * unit))
        painter.drawEllipse(left + unit - size // 2, rect.center().y() - size // 2 + 1, size, size)

    def _paint_arrow(self, painter: QPainter, left: int, rect: QRect, node: Node, unit: int) -> None:
        is_open = self._tree.isExpanded(self._tree.tree_model.index_of(node))
        painter.setFont(self._look.font(scale=0.8))
        colours = self._look.colours
        painter.setPen(QColor(tag_colours(colours, node.colour)[0] if node.colour else colours.muted))
        area = QRect(left, rect.top(), 2 * unit, rect.height())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), "▾" if is_open else "▸")


class TreePane(QTreeView):
    """Shows the tree and says which row was chosen; a click on the arrow or a key expands a row."""

    chosen = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(self, look: Look, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.tree_model = model
        self.setModel(model)
        self.setAccessibleName("Lists and newsletters")
        self.setHeaderHidden(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setUniformRowHeights(False)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(NodePainter(look, self))
        self.customContextMenuRequested.connect(self._want_menu)
        self.refresh()

    def refresh(self) -> None:
        """Take over the look."""
        palette = self.palette()
        for role in (palette.ColorRole.Base, palette.ColorRole.Highlight):  # the row paints its own selection
            palette.setColor(role, QColor(self._look.colours.chrome))
        self.setPalette(palette)
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(self._look))
        self.setIndentation(round(self._look.metrics().height() * 0.9))
        self.setViewportMargins(0, self._look.metrics().height() // 2, 0, 0)
        self.setMinimumWidth(self._width_of_views())
        self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.viewport().update()

    def _width_of_views(self) -> int:
        """Room for the names of all views, each beside a count."""
        metrics = self._look.metrics(bold=True)
        names = max(metrics.horizontalAdvance(title) for title in (*VIEW_TITLES.values(), "Library"))
        return min(WIDEST_MINIMUM, names + metrics.horizontalAdvance("0,000") + round(metrics.height() * 4.5))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        keep_in_sight(self, event.oldSize().height())

    def current(self) -> Node | None:
        """The selected row."""
        index = self.currentIndex()
        return self.tree_model.node_of(index) if index.isValid() else None

    def show_current(self, node: Node) -> None:
        """Select a row without saying that it was chosen."""
        index = self.tree_model.index_of(node)
        if index == self.currentIndex():
            return
        was = self.blockSignals(True)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.blockSignals(was)
        self.scrollTo(index)
        self.viewport().update()

    def choose(self, node: Node) -> None:
        """Select a row and say so."""
        self.show_current(node)
        self.chosen.emit(node)

    def step(self, step: int) -> None:
        """Choose the row below (1) or above (-1), passing over captions."""
        index = self.currentIndex()
        while True:
            index = self.indexBelow(index) if step > 0 else self.indexAbove(index)
            if not index.isValid():
                return
            node = self.tree_model.node_of(index)
            if node.kind is not NodeKind.CAPTION:
                self.choose(node)
                return

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        node = self.tree_model.node_of(index)
        unit = self._look.metrics().height() // 2
        left = self.visualRect(index).left()
        is_branch = self.tree_model.hasChildren(index)
        if is_branch and node.kind is not NodeKind.VIEW and left + unit <= event.position().x() <= left + 3 * unit:
            self.setExpanded(index, not self.isExpanded(index))
        elif node.kind is not NodeKind.CAPTION:
            self.choose(node)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint no branches: the arrow is part of the row."""

    def _want_menu(self, point: QPoint) -> None:
        index = self.indexAt(point)
        if index.isValid() and self.tree_model.node_of(index).kind is not NodeKind.CAPTION:
            self.choose(self.tree_model.node_of(index))
            self.menu_wanted.emit(self, point)

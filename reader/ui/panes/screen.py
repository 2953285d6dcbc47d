"""The screen: three panes between two bars, which of them are shown and which has the keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from reader.commands.keymaps.keymap import Keymap
from reader.ui.keys.key_hints import NextKeys
from reader.ui.keys.overlay import Overlay
from reader.ui.look.appearance import Look
from reader.ui.models.item_list import ItemListModel
from reader.ui.models.library_tree import TreeModel
from reader.ui.panes.bars import TopBar
from reader.ui.panes.detail_pane import DetailPane
from reader.ui.panes.list_pane import ListPane
from reader.ui.panes.status_bar import StatusBar
from reader.ui.panes.tree_pane import TreePane

PANES = ("views", "list", "detail")


class Screen(QWidget):
    """Makes the panes and lays them out; ``run`` carries out the commands of its buttons."""

    def __init__(self, look: Look, keymap: Keymap, run: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.tree_model = TreeModel(self)
        self.items = ItemListModel(self)
        self.tree = TreePane(look, self.tree_model)
        self.list = ListPane(look, self.items)
        self.detail = DetailPane(look)
        self.top = TopBar(look, keymap.keys_of, run)
        self.status = StatusBar(look)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lines = [_line(self), _line(self)]
        self._lay_out()
        self.next_keys = NextKeys(self)
        look.changed.connect(self._refresh_look)
        self._refresh_look()

    def _lay_out(self) -> None:
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, pane in enumerate((self.tree, self.list, self.detail)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(number, 1 if pane is self.detail else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.top, self._lines[0], self.splitter, self._lines[1], self.status):
            column.addWidget(part, 1 if part is self.splitter else 0)

    def _refresh_look(self) -> None:
        for part in (self.tree, self.list, self.detail, self.top, self.status):
            part.refresh()
        # Palettes, no style sheets: below a style sheet Qt no longer hands palettes down.
        for rule in (*self._lines, self.splitter.handle(1), self.splitter.handle(2)):
            paint_ground(rule, self.look.colours.line)

    # panes

    def _box(self, pane: str) -> QWidget:
        """The widget of a pane that is hidden and shown."""
        return {"views": self.tree, "list": self.list, "detail": self.detail}[pane]

    def _widget(self, pane: str) -> QWidget:
        """The widget of a pane that takes the focus."""
        widgets = {"views": self.tree, "list": self.list.table, "detail": self.detail.shown_view}
        return widgets.get(pane, self.top.search)

    def show_pane(self, pane: str) -> None:
        """Show a pane."""
        self._box(pane).show()

    def toggle_pane(self, pane: str) -> None:
        """Hide or show a pane; one of list and detail always stays."""
        box = self._box(pane)
        other = {"list": "detail", "detail": "list"}.get(pane)
        if box.isVisible() and other is not None and self._box(other).isHidden():
            self.show_pane(other)
        had_focus = box.isAncestorOf(self.focusWidget() or box) or self._widget(pane).hasFocus()
        box.setVisible(box.isHidden())
        if box.isHidden() and had_focus:
            self.focus("list" if self.list.isVisible() else "detail")

    @property
    def hidden_panes(self) -> list[str]:
        """The panes that are hidden."""
        return [pane for pane in PANES if self._box(pane).isHidden()]

    def hide_panes(self, panes: list[str]) -> None:
        """Hide these panes; names of no pane are ignored."""
        for pane in set(panes) & set(PANES):
            self._box(pane).hide()

    # the keys

    def focus(self, pane: str) -> None:
        """Move the keys to a pane, showing it if it is hidden."""
        if pane in PANES:
            self.show_pane(pane)
        self._widget(pane).setFocus()

    def focus_beside(self, step: int) -> None:
        """Move the keys to the pane after (before) the one that has them, and from the last one to the search field."""
        order = [pane for pane in PANES if not self._box(pane).isHidden()] + ["search"]
        current = next((n for n, pane in enumerate(order) if self.holds_focus(pane)), 0)
        self._widget(order[(current + step) % len(order)]).setFocus()

    def holds_focus(self, pane: str) -> bool:
        """Whether a pane has the keys."""
        focused = self.focusWidget()
        box = self.top.search if pane == "search" else self._box(pane)
        return focused is not None and (box is focused or box.isAncestorOf(focused))

    @property
    def is_typing(self) -> bool:
        """Whether a text field has the keys."""
        return isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)

    @property
    def has_card(self) -> bool:
        """Whether a card is open over the panes."""
        return self.findChild(Overlay) is not None

    @property
    def is_in_card(self) -> bool:
        """Whether an open card has the keys."""
        focus = self.focusWidget()
        return focus is not None and any(one.isAncestorOf(focus) for one in self.findChildren(Overlay))


def paint_ground(widget: QWidget, colour: str) -> None:
    """Give a widget a plain background."""
    palette = widget.palette()
    palette.setColor(palette.ColorRole.Window, QColor(colour))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _line(parent: QWidget) -> QWidget:
    line = QWidget(parent)
    line.setFixedHeight(1)
    return line

"""The cheat sheet: every command and its keys on one page, found by typing, scrolled by the keyboard."""

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reader.commands.command_rows.command import Command, Menu, Scope
from reader.commands.keymaps.keymap import Keymap
from reader.ui.keys.key_caps import KeyCaps, caps_size, scale_font
from reader.ui.keys.overlay import Overlay, muted_label

_WHERE = {
    Scope.VIEWS: "left pane",
    Scope.LIST: "list",
    Scope.DETAIL: "text",
    Scope.PAGE: "issue page",
    Scope.CORRECT: "correcting",
    Scope.NOTE: "note",
    Scope.FIELD: "text field",
}
_COUNT_NOTE = "A number repeats a key: 3 j, 3 e. Esc cancels it."
_COLUMN_IN_UNITS, _WIDEST_COLUMN, _TITLE_IN_UNITS = 44, 60, 14


class CheatSheet(Overlay):
    """A card over the window with the whole table, grouped as the menus are."""

    def __init__(self, commands: Sequence[Command], keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent, "All keys")
        self.line = QLineEdit(self.card)
        self.line.setFrame(False)
        self.line.setPlaceholderText("All keys: type to find one")
        self.line.setAccessibleName("Find a key or a command")
        self.nothing = muted_label("No matching command or key.", self.card)
        self.count_note = muted_label(_COUNT_NOTE, self.card)
        self.groups = [
            Group(menu, [command for command in commands if command.menu is menu], keymap, self.card) for menu in Menu
        ]
        self.area = _Scroll(self.card)
        self._columns: list[QVBoxLayout] = []
        self._sheet = QWidget()
        self._sheet.setAccessibleName("Keys by group")
        self._row = QHBoxLayout(self._sheet)
        self.area.setWidget(self._sheet)
        self.body.addWidget(self.line)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.count_note)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._search)
        self._search("")

    def first_focus(self) -> QWidget:  # noqa: D102
        return self.line

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        self.line.setTextMargins(2 * unit - 2, unit // 2, 2 * unit, unit)
        for label in (self.nothing, self.count_note):
            label.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        self.body.setContentsMargins(1, unit // 2, 1, unit // 2)
        width = min(room.width() - 2 * unit, 3 * _WIDEST_COLUMN * unit)
        card = QRect((room.width() - width) // 2, unit, width, room.height() - 2 * unit)
        self._arrange(max(1, min(3, width // (_COLUMN_IN_UNITS * unit))), width)
        return card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        bar = self.area.verticalScrollBar()
        line = 2 * self.fontMetrics().height()
        page = max(line, self.area.viewport().height() - line)
        key = Qt.Key(event.key())
        moves = {Qt.Key.Key_Down: line, Qt.Key.Key_Up: -line, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        if not self.line.text():
            moves |= {Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum()}
        if key in moves:
            bar.setValue(bar.value() + moves[key])
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return True

    def _search(self, typed: str) -> None:
        found = [group.show_found(typed) for group in self.groups]
        self.nothing.setVisible(not any(found))
        self.area.setVisible(any(found))
        self._place()
        self.area.verticalScrollBar().setValue(0)

    def _arrange(self, count: int, width: int) -> None:
        """Deal the groups that have something to show into columns, in order, the longest as short as can be."""
        unit = self.unit()
        self._row.setContentsMargins(2 * unit, unit, 2 * unit, unit)
        self._row.setSpacing(3 * unit)
        while len(self._columns) < count:
            column = QVBoxLayout()
            self._row.addLayout(column, 1)
            self._columns.append(column)
        for column in self._columns:
            column.setSpacing(2 * unit)
            while column.count():
                column.takeAt(0)
        shown = [group for group in self.groups if group.count]
        widest = max((group.keys_width() for group in self.groups), default=0)
        room = width // count - 4 * unit
        for column, part in zip(self._columns, _deal(shown, count), strict=False):
            for group in part:
                group.adapt(unit, widest, room)
                column.addWidget(group)
            column.addStretch(1)
        for place in range(len(self._columns)):
            self._row.setStretch(place, 1 if place < count else 0)


def _deal(groups: Sequence["Group"], count: int) -> list[list["Group"]]:
    """Cut the groups, in order, into ``count`` columns so that the longest has the fewest rows."""
    if len(groups) <= count:
        return [[group] for group in groups]

    def cut(places: tuple[int, ...]) -> list[list["Group"]]:
        return [list(groups[start:end]) for start, end in zip((0, *places), (*places, len(groups)), strict=True)]

    ways = (cut(places) for places in combinations(range(1, len(groups)), count - 1))
    return min(ways, key=lambda columns: max(sum(group.count + 2 for group in column) for column in columns))


class Group(QWidget):
    """The commands of one menu: a heading, then keys and titles."""

    def __init__(self, menu: Menu, commands: Sequence[Command], keymap: Keymap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(menu.value)
        self.count = 0
        self._heading = muted_label(menu.value, self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._heading, 0, 0, 1, 2)
        self._rows: list[tuple[str, QWidget, QWidget]] = []
        for command in commands:
            keys = keymap.keys_of(command.id)
            caps, title = KeyCaps(keys, self), _title(command, self)
            words = f"{menu.value} {title.text()} {command.help}".casefold()
            self._rows.append((words, caps, title))
        self._keys = [keymap.keys_of(command.id) for command in commands]

    def show_found(self, typed: str) -> int:
        """Show the rows that hold all the words, or that have the key; returns how many these are."""
        wanted = typed.casefold().split()
        self.count = 0
        for keys, (words, caps, title) in zip(self._keys, self._rows, strict=True):
            is_found = all(word in words for word in wanted) or typed.strip() in keys
            self.count += is_found
            caps.setVisible(is_found)
            title.setVisible(is_found)
        self.setVisible(self.count > 0)
        return self.count

    def keys_width(self) -> int:
        """The room that the longest row of caps needs."""
        return max((caps_size(self.font(), keys).width() for keys in self._keys), default=0)

    def adapt(self, unit: int, keys_width: int, room: int) -> None:
        """Take over the size of the text; all groups give the caps the same room.

        Where that leaves too little for the titles, these stand under their keys.
        """
        is_narrow = room < keys_width + _TITLE_IN_UNITS * unit
        self._grid.setColumnMinimumWidth(0, 0 if is_narrow else keys_width)
        for place, (_, caps, title) in enumerate(self._rows):
            self._grid.addWidget(caps, 2 * place + 1, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            if is_narrow:
                self._grid.addWidget(title, 2 * place + 2, 0, 1, 2)
            else:
                self._grid.addWidget(title, 2 * place + 1, 1, Qt.AlignmentFlag.AlignVCenter)
        font = self.font()
        font.setBold(True)
        scale_font(font, 0.9)
        self._heading.setFont(font)
        self._grid.setHorizontalSpacing(2 * unit)
        self._grid.setVerticalSpacing(max(1, unit // 2))


def _title(command: Command, parent: QWidget) -> QLabel:
    where = _WHERE.get(command.scope)
    is_said = where is None or where in command.title
    title = muted_label(command.title if is_said else f"{command.title} ({where})", parent)
    title.setForegroundRole(QPalette.ColorRole.Text)
    title.setToolTip(command.help)
    title.setAccessibleDescription(command.help)
    return title


class _Scroll(QScrollArea):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("All keys")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)

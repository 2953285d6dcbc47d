"""The palette: any command by a few letters, without the mouse."""

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.command_rows.command import Command, Scope, When
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import COMMANDS
from reader.ui.cards.program.palette import Palette
from reader.ui.keys.dispatcher import Dispatcher

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
KEYMAP = Keymap(COMMANDS)
Key = Qt.Key


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


class Behind(QWidget):
    """What has the focus before the palette opens; it must see no key while it is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keys: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


class Stage:
    """A window with something behind, and a palette that can be opened again and again."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(900, 600)
        qtbot.addWidget(self.window)
        self.behind = Behind(self.window)
        self.ran: list[str] = []
        self.dispatched: list[str] = []
        self.recent: list[str] = []
        self.why_not: Callable[[Command], str | None] = lambda command: None
        Dispatcher(
            self.window,
            KEYMAP,
            lambda: (Scope.LIST, Scope.WINDOW),
            lambda id, count: self.dispatched.append(id),
            lambda: False,
        )
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.behind.setFocus()

    def open(self) -> Palette:
        palette = Palette(COMMANDS, KEYMAP, self.ran.append, lambda c: self.why_not(c), self.window, self.recent)
        palette.open()
        assert QApplication.focusWidget() is palette.line
        return palette


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def _press(*keys: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(_focused(), Qt.Key(key), held)


def _type(text: str) -> None:
    QTest.keyClicks(_focused(), text)


def _current(palette: Palette) -> str:
    return palette.rows.rows[palette.list.currentIndex().row()].id


def test_typing_and_enter_runs_the_command_with_the_focus_given_back(stage: Stage) -> None:
    stage.open()
    _type("go star")
    _press(Key.Key_Return)
    assert stage.ran == ["go.starred"]
    assert QApplication.focusWidget() is stage.behind


def test_no_key_reaches_the_window_while_it_is_open(stage: Stage) -> None:
    palette = stage.open()
    _type("jG?")
    _press(Key.Key_Tab, Key.Key_Left, Key.Key_F5, Key.Key_PageDown)
    assert palette.line.text() == "jG?"
    assert QApplication.focusWidget() is palette.line
    assert stage.dispatched == []
    assert stage.behind.keys == []


def test_all_commands_are_there_with_their_keys_and_groups(stage: Stage) -> None:
    rows = {row.id: row for row in stage.open().rows.rows}
    assert set(rows) == {command.id for command in COMMANDS}
    assert rows["go.starred"].keys == ("g s",)
    assert rows["item.star"].detail == "Item"
    assert "key s" in rows["item.star"].spoken


def test_arrows_and_control_letters_move_around_the_ends(stage: Stage) -> None:
    palette = stage.open()
    ids = [row.id for row in palette.rows.rows]
    _press(Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert _current(palette) == ids[1]
    _press(Key.Key_N, held=Qt.KeyboardModifier.ControlModifier)
    assert _current(palette) == ids[2]
    _press(Key.Key_P, Key.Key_P, Key.Key_P, held=Qt.KeyboardModifier.ControlModifier)
    assert _current(palette) == ids[-1]


def test_escape_closes_it_and_nothing_runs(stage: Stage) -> None:
    palette = stage.open()
    _press(Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is stage.behind
    assert stage.ran == []
    assert stage.dispatched == []


def test_it_closes_quietly_when_what_had_the_focus_is_gone(stage: Stage) -> None:
    palette = stage.open()
    shiboken6.delete(stage.behind)
    _press(Key.Key_Escape)
    assert not palette.isVisible()


def test_a_click_outside_closes_it_and_a_click_on_a_row_runs_it(stage: Stage, qtbot: QtBot) -> None:
    palette = stage.open()
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not palette.isVisible()
    palette = stage.open()
    row = palette.list.visualRect(palette.rows.index(1)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert stage.ran == [COMMANDS[1].id]


def test_recent_commands_come_first(stage: Stage) -> None:
    for wanted in ("dark", "undo"):
        stage.open()
        _type(wanted)
        _press(Key.Key_Return)
    assert [row.id for row in stage.open().rows.rows[:2]] == ["edit.undo", "theme.dark"]


def test_what_cannot_be_done_says_why_and_is_not_run(stage: Stage) -> None:
    stage.why_not = lambda command: When.ITEM.value if command.when is When.ITEM else None
    palette = stage.open()
    _type("star")
    assert _current(palette) == "item.star"
    assert palette.rows.rows[0].why_not == "No item is selected."
    assert "No item is selected." in palette.rows.rows[0].spoken
    _press(Key.Key_Return)
    assert stage.ran == []
    assert palette.isVisible()


def test_nothing_found_is_said(stage: Stage) -> None:
    palette = stage.open()
    _type("zzz")
    assert palette.nothing.isVisible()
    assert not palette.list.isVisible()
    _press(Key.Key_Return)
    assert stage.ran == []


def test_it_stays_inside_the_window_at_twice_the_text(stage: Stage, qtbot: QtBot) -> None:
    font = stage.window.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    stage.window.setFont(font)
    stage.window.resize(420, 300)
    palette = stage.open()
    assert palette.rect().contains(palette.card.geometry())
    height = palette.list.visualRect(palette.rows.index(0)).height()
    assert height >= palette.list.fontMetrics().height()
    assert palette.list.height() >= height
    stage.window.resize(300, 260)
    assert palette.size() == stage.window.size()
    assert palette.rect().contains(palette.card.geometry())


def test_every_part_has_a_name_and_every_label_is_plain(stage: Stage) -> None:
    palette = stage.open()
    for widget in (palette, palette.card, palette.line, palette.list, palette.nothing):
        assert widget.accessibleName()
    for label in palette.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText

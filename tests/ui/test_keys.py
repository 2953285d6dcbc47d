"""The dispatcher: real key events, as keyboards of several countries send them, become commands."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.commands.command_rows.command import Scope
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import COMMANDS
from reader.core.values.errors import CommandError
from reader.ui.keys.dispatcher import Dispatcher, keep_own_keys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Key = Qt.Key
Held: TypeAlias = Qt.KeyboardModifier
NONE, SHIFT, CTRL, ALT = Held.NoModifier, Held.ShiftModifier, Held.ControlModifier, Held.AltModifier


def send(
    widget: QWidget,
    key: int,
    text: str = "",
    held: Held = NONE,
    *,
    scan: int = 0,
    virtual: int = 0,
    is_repeat: bool = False,
) -> bool:
    """One key press as Qt delivers it; whether somebody took it."""

    def event(kind: QEvent.Type) -> QKeyEvent:
        return QKeyEvent(kind, int(key), held, scan, virtual, 0, text, is_repeat)

    override = event(QEvent.Type.ShortcutOverride)
    QApplication.sendEvent(widget, override)
    press = event(QEvent.Type.KeyPress)
    QApplication.sendEvent(widget, press)
    QApplication.sendEvent(widget, event(QEvent.Type.KeyRelease))
    return press.isAccepted()


class Pane(QWidget):
    """A widget that remembers the keys that were left to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.left: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.left.append(int(event.key()))


class Desk:
    """A window with a list, a search line and a note, and what the dispatcher made of the keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        layout = QVBoxLayout(self.window)
        self.list, self.views, self.line, self.note = (
            Pane(self.window),
            Pane(self.window),
            QLineEdit(),
            QPlainTextEdit(),
        )
        for widget in (self.list, self.views, self.line, self.note):
            layout.addWidget(widget)
        self.ran: list[tuple[str, int | None]] = []
        self.pending: list[tuple[str, list[tuple[str, str]]]] = []
        self.refused: list[str] = []
        self.on_run: Callable[[str], None] = lambda id: None
        self.dispatcher = Dispatcher(
            self.window, Keymap(COMMANDS), scopes=self.scopes, run=self._run, is_typing=self.is_typing
        )
        self.dispatcher.pending_changed.connect(lambda typed, hints: self.pending.append((typed, hints)))
        self.dispatcher.refused.connect(self.refused.append)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.focus(self.list)

    def focus(self, widget: QWidget) -> None:
        widget.setFocus()
        assert QApplication.focusWidget() is widget

    def scopes(self) -> tuple[Scope, ...]:
        inner: dict[QWidget | None, Scope] = {self.line: Scope.FIELD, self.note: Scope.NOTE, self.views: Scope.VIEWS}
        return (inner.get(QApplication.focusWidget(), Scope.LIST), Scope.WINDOW)

    def is_typing(self) -> bool:
        return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)

    def _run(self, id: str, count: int | None) -> None:
        self.ran.append((id, count))
        self.on_run(id)

    def press(self, key: int, text: str = "", held: Held = NONE, **more: int) -> bool:
        widget = QApplication.focusWidget()
        assert widget is not None
        return send(widget, key, text, held, **more)  # type: ignore[arg-type]

    def types(self, text: str) -> None:
        for sign in text:
            key = ord(sign.upper()) if sign != " " else Key.Key_Space
            self.press(key, sign, SHIFT if sign.isupper() else NONE)

    @property
    def commands(self) -> list[str]:
        return [id for id, _ in self.ran]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.window.hide()


def test_letters_run_commands(desk: Desk) -> None:
    desk.types("jksgugg")
    assert desk.commands == ["item.next", "item.previous", "item.star", "go.unread", "item.first"]
    assert desk.list.left == []


def test_caps_lock_does_not_matter(desk: Desk) -> None:
    desk.press(Key.Key_J, "J")
    desk.press(Key.Key_A, "A")
    desk.press(Key.Key_J, "j", SHIFT)
    assert desk.commands == ["item.next", "item.note", "section.next"]


def test_german_signs(desk: Desk) -> None:
    desk.press(Key.Key_Question, "?", SHIFT)
    desk.press(Key.Key_Slash, "/", SHIFT)
    desk.press(Key.Key_Colon, ":", SHIFT)
    desk.press(Key.Key_BracketRight, "]", CTRL | ALT)
    desk.press(Key.Key_BracketLeft, "[", CTRL | ALT)
    desk.press(Key.Key_BracketLeft, "[")
    assert desk.commands == [
        "help.keys",
        "find.search",
        "help.palette",
        "issue.next",
        "issue.previous",
        "issue.previous",
    ]


def test_alt_gr_that_says_a_letters_key_is_told_by_its_text(desk: Desk) -> None:
    desk.press(Key.Key_9, "]", CTRL | ALT)
    assert desk.commands == ["issue.next"]


def test_cyrillic_letters_fall_back_to_the_place_of_the_key(desk: Desk) -> None:
    desk.press(0x041E, "о", scan=36 + 8)
    desk.press(0x041E, "О", scan=36 + 8)
    desk.press(0x041E, "О", SHIFT, scan=36 + 8)
    assert desk.commands == ["item.next", "item.next", "section.next"]


def test_cyrillic_keys_where_the_us_board_has_signs(desk: Desk) -> None:
    desk.press(0x042A, "ъ", scan=27 + 8)
    desk.press(0x0425, "х", scan=26 + 8)
    assert desk.commands == ["issue.next", "issue.previous"]


def test_latin_letters_with_accents_do_not_fall_back(desk: Desk) -> None:
    desk.press(0xDC, "ü", scan=26 + 8)
    assert desk.commands == []
    assert "ü does nothing here" in desk.refused[0]


def test_french_digits_need_shift_for_counts_but_not_with_ctrl(desk: Desk) -> None:
    desk.press(Key.Key_3, "3", SHIFT, scan=4 + 8)
    desk.types("j")
    desk.press(Key.Key_Ampersand, "&", CTRL, scan=2 + 8)
    assert desk.ran == [("item.next", 3), ("pane.views", None)]


def test_ctrl_keys_are_told_by_the_key(desk: Desk) -> None:
    desk.press(Key.Key_K, "\x0b", CTRL)
    desk.press(Key.Key_Z, "\x1a", CTRL)
    desk.press(Key.Key_Z, "\x1a", CTRL | SHIFT)
    desk.press(Key.Key_Plus, "", CTRL | SHIFT)
    desk.press(Key.Key_Equal, "=", CTRL)
    desk.press(Key.Key_1, "1", CTRL)
    assert desk.commands == ["help.palette", "edit.undo", "edit.redo", "zoom.in", "zoom.in", "pane.views"]


def test_the_keypad_works(desk: Desk) -> None:
    desk.press(Key.Key_3, "3", Held.KeypadModifier)
    desk.press(Key.Key_Down, "", Held.KeypadModifier)
    desk.press(Key.Key_Enter, "\r", Held.KeypadModifier)
    desk.press(Key.Key_Slash, "/", Held.KeypadModifier)
    assert desk.ran == [("item.next", 3), ("item.open", None), ("find.search", None)]


def test_named_keys(desk: Desk) -> None:
    desk.press(Key.Key_Space, " ")
    desk.press(Key.Key_Space, " ", SHIFT)
    desk.press(Key.Key_Backtab, "", SHIFT)
    desk.press(Key.Key_Tab, "\t")
    desk.press(Key.Key_Left, "", ALT)
    assert desk.commands == ["read.on", "read.back", "pane.previous", "pane.next", "go.back"]


def test_modifiers_alone_and_the_systems_key_do_nothing(desk: Desk) -> None:
    desk.types("g")
    desk.press(Key.Key_Shift, "", SHIFT)
    desk.press(Key.Key_CapsLock)
    desk.press(Key.Key_L, "l", Held.MetaModifier)
    desk.types("u")
    assert desk.commands == ["go.unread"]


def test_what_is_typed_so_far_is_shown_with_what_may_follow(desk: Desk) -> None:
    desk.types("12g")
    assert [typed for typed, _ in desk.pending] == ["1", "12", "12 g"]
    assert desk.pending[0][1] == []
    assert ("u", "unread") in desk.pending[-1][1]
    desk.press(Key.Key_Escape, "\x1b")
    assert desk.pending[-1] == ("", [])
    assert desk.ran == []
    desk.press(Key.Key_Escape, "\x1b")
    assert desk.commands == ["window.escape"]


def test_backspace_takes_the_last_digit_back(desk: Desk) -> None:
    desk.types("12")
    desk.press(Key.Key_Backspace, "\b")
    desk.types("j")
    assert desk.ran == [("item.next", 1)]


def test_refusals_are_sentences(desk: Desk) -> None:
    desk.types("3gugz")
    assert desk.refused == ["Go to Unread takes no number.", "g z does nothing here. ? shows all keys."]
    assert desk.ran == []


def test_what_the_user_can_mend_is_said(desk: Desk) -> None:
    def fail(id: str) -> None:
        raise CommandError("No item is selected.")

    desk.on_run = fail
    desk.types("s")
    assert desk.refused == ["No item is selected."]


def test_keys_that_nobody_bound_are_left_to_the_pane(desk: Desk) -> None:
    desk.press(Key.Key_PageDown)
    desk.press(Key.Key_C, "\x03", CTRL)
    assert desk.list.left == [int(Key.Key_PageDown), int(Key.Key_C)]
    assert desk.refused == []


def test_the_inner_scope_wins(desk: Desk) -> None:
    desk.focus(desk.views)
    desk.types("jn")
    assert desk.commands == ["views.next", "item.next_unread"]


def test_a_text_field_gets_what_is_typed(desk: Desk) -> None:
    desk.focus(desk.line)
    desk.types("j g/3 S")
    desk.press(Key.Key_BracketRight, "]", CTRL | ALT)
    desk.press(0x041E, "о", scan=36 + 8)
    assert desk.line.text() == "j g/3 S]о"
    assert desk.ran == []
    assert desk.refused == []


def test_a_text_field_edits_with_its_own_keys(desk: Desk) -> None:
    desk.focus(desk.line)
    desk.types("ab")
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Delete, "\x7f")
    desk.press(Key.Key_End, "", SHIFT)
    desk.press(Key.Key_Backspace, "\b")
    assert desk.line.text() == ""
    desk.press(Key.Key_Z, "\x1a", CTRL)
    assert desk.line.text() == "b"
    assert desk.ran == []


def test_the_windows_keys_count_while_typing(desk: Desk) -> None:
    desk.focus(desk.line)
    for key, text, held in (
        (Key.Key_K, "\x0b", CTRL),
        (Key.Key_F6, "", NONE),
        (Key.Key_Tab, "\t", NONE),
        (Key.Key_Escape, "\x1b", NONE),
        (Key.Key_Left, "", ALT),
    ):
        desk.press(key, text, held)
    assert desk.commands == ["help.palette", "pane.next", "pane.next", "window.escape", "go.back"]


def test_a_notes_own_keys_count_and_enter_is_a_new_line(desk: Desk) -> None:
    desk.focus(desk.note)
    desk.types("a")
    desk.press(Key.Key_Return, "\r")
    desk.press(Key.Key_Return, "\r", CTRL)
    desk.press(Key.Key_Escape, "\x1b")
    assert desk.note.toPlainText() == "a\n"
    assert desk.commands == ["note.close", "note.close"]


def test_enter_in_a_line_counts_once_although_the_focus_moves(desk: Desk) -> None:
    desk.line.returnPressed.connect(lambda: desk.focus(desk.list))
    desk.focus(desk.line)
    desk.press(Key.Key_Return, "\r")
    assert desk.ran == []
    desk.press(Key.Key_Return, "\r")
    assert desk.commands == ["item.open"]


def test_half_a_chord_is_dropped_when_the_focus_goes_to_another_pane(desk: Desk) -> None:
    desk.types("g")
    desk.focus(desk.line)
    assert desk.pending[-1] == ("", [])
    desk.focus(desk.list)
    desk.types("u")
    assert desk.commands == ["edit.undo"]


def test_a_held_key_repeats_moves_only(desk: Desk) -> None:
    for key, text in ((Key.Key_J, "j"), (Key.Key_S, "s"), (Key.Key_Space, " ")):
        desk.press(key, text)
        for _ in range(3):
            assert desk.press(key, text, is_repeat=True)
    assert desk.commands == ["item.next"] * 4 + ["item.star", "read.on"]


def test_the_last_key_of_a_chord_held_is_no_key_of_its_own(desk: Desk) -> None:
    desk.types("gu")
    desk.press(Key.Key_U, "u", is_repeat=True)
    desk.types("3")
    desk.press(Key.Key_3, "3", is_repeat=True)
    desk.types("j")
    assert desk.ran == [("go.unread", None), ("item.next", 3)]


def test_a_held_key_does_not_become_another_command_where_the_focus_went(desk: Desk) -> None:
    desk.on_run = lambda id: desk.focus(desk.views)
    desk.types("j")
    desk.press(Key.Key_J, "j", is_repeat=True)
    assert desk.commands == ["item.next"]


def test_a_held_slash_types_nothing_into_the_search_it_opened(desk: Desk) -> None:
    desk.on_run = lambda id: desk.focus(desk.line)
    desk.press(Key.Key_Slash, "/")
    desk.press(Key.Key_Slash, "/", is_repeat=True)
    assert desk.line.text() == ""
    desk.press(Key.Key_Slash, "/")
    desk.press(Key.Key_Slash, "/", is_repeat=True)
    assert desk.line.text() == "//"


def test_qt_shortcuts_do_not_steal_our_keys(desk: Desk, qtbot: QtBot) -> None:
    stolen: list[str] = []
    for keys in ("J", "Ctrl+K", "G, Z"):
        QShortcut(QKeySequence(keys), desk.window).activated.connect(lambda keys=keys: stolen.append(keys))
    qtbot.keyClick(desk.list, Key.Key_J)  # type: ignore[no-untyped-call]
    qtbot.keyClick(desk.list, Key.Key_K, CTRL)  # type: ignore[no-untyped-call]
    qtbot.keyClicks(desk.list, "gz")  # type: ignore[no-untyped-call]
    assert stolen == []
    assert desk.commands == ["item.next", "help.palette"]


def test_a_dialog_keeps_its_keys(desk: Desk, qtbot: QtBot) -> None:
    dialog = QDialog(desk.window)
    inside = Pane(dialog)
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    send(inside, Key.Key_J, "j")
    send(desk.list, Key.Key_J, "j")
    assert desk.ran == []
    assert inside.left == [int(Key.Key_J)]


def test_another_window_keeps_its_keys(desk: Desk, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    inside = Pane(other)
    other.show()
    send(inside, Key.Key_J, "j")
    assert desk.ran == []


def test_a_combo_boxs_list_keeps_its_keys(desk: Desk) -> None:
    box = QComboBox(desk.window)
    box.addItems(["one", "two"])
    box.show()
    box.showPopup()
    send(desk.list, Key.Key_J, "j")
    assert desk.ran == []
    box.hidePopup()
    send(desk.list, Key.Key_J, "j")
    assert desk.commands == ["item.next"]


def test_a_widget_may_keep_its_own_keys(desk: Desk) -> None:
    keep_own_keys(desk.views)
    inside = Pane(desk.views)
    send(inside, Key.Key_J, "j")
    assert inside.left == [int(Key.Key_J)]
    assert desk.ran == []


def test_a_button_is_pressed_by_space_and_leaves_the_rest(desk: Desk) -> None:
    button = QPushButton("All", desk.window)
    button.show()
    desk.focus(button)
    with_clicks: list[bool] = []
    button.clicked.connect(lambda: with_clicks.append(True))
    desk.press(Key.Key_Space, " ")
    desk.types("j")
    assert with_clicks == [True]
    assert desk.commands == ["item.next"]

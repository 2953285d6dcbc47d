"""Presses keys as a person would: strokes as the manual writes them become real key events."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands.keymaps.strokes import Stroke, parse_stroke

_Key, _Held = Qt.Key, Qt.KeyboardModifier
_NAMED = {
    "Space": _Key.Key_Space,
    "Enter": _Key.Key_Return,
    "Esc": _Key.Key_Escape,
    "Tab": _Key.Key_Tab,
    "Backspace": _Key.Key_Backspace,
    "Del": _Key.Key_Delete,
    "Ins": _Key.Key_Insert,
    "Home": _Key.Key_Home,
    "End": _Key.Key_End,
    "PgUp": _Key.Key_PageUp,
    "PgDown": _Key.Key_PageDown,
    "Left": _Key.Key_Left,
    "Right": _Key.Key_Right,
    "Up": _Key.Key_Up,
    "Down": _Key.Key_Down,
    "Menu": _Key.Key_Menu,
}


def press(window: QWidget, strokes: str) -> None:
    """Press strokes, separated by spaces, wherever the focus is. KeymapError: one of them is no key."""
    for word in strokes.split():
        stroke = parse_stroke(word)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            receiver = QApplication.focusWidget() or window.focusWidget() or window
            QCoreApplication.sendEvent(receiver, _event(stroke, kind))


def type_text(window: QWidget, text: str) -> None:
    """Type a text into whatever has the focus."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            receiver = QApplication.focusWidget() or window.focusWidget() or window
            key = ord(character.upper()) if character.isascii() and character.isprintable() else 0
            QCoreApplication.sendEvent(receiver, QKeyEvent(kind, key, _Held.NoModifier, character))


def _event(stroke: Stroke, kind: QEvent.Type) -> QKeyEvent:
    held = _Held.NoModifier
    for is_held, modifier in (
        (stroke.ctrl, _Held.ControlModifier),
        (stroke.alt, _Held.AltModifier),
        (stroke.shift, _Held.ShiftModifier),
    ):
        if is_held:
            held |= modifier
    if stroke.key in _NAMED:
        return QKeyEvent(kind, _NAMED[stroke.key], held, " " if stroke.key == "Space" else "")
    if stroke.key.startswith("F") and stroke.key[1:].isdigit():
        return QKeyEvent(kind, int(_Key.Key_F1) + int(stroke.key[1:]) - 1, held, "")
    text = "" if stroke.ctrl or stroke.alt else (stroke.key.upper() if stroke.shift else stroke.key)
    return QKeyEvent(kind, ord(stroke.key.upper()), held, text)

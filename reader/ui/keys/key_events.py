"""Turns Qt's key events into strokes, the same on every keyboard layout.

Letters are told by the key and Shift, never by the text, so Caps Lock does not matter. Other signs are told by
the text that the layout produces, so ``?`` and ``]`` work wherever they lie. On layouts without Latin letters
the place of the key on the keyboard counts.
"""

import unicodedata
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from reader.commands.keymaps.strokes import Stroke

_Key = Qt.Key
_Held = Qt.KeyboardModifier
_NAMED: dict[int, str] = {
    int(key): name
    for key, name in (
        (_Key.Key_Space, "Space"),
        (_Key.Key_Return, "Enter"),
        (_Key.Key_Enter, "Enter"),
        (_Key.Key_Escape, "Esc"),
        (_Key.Key_Tab, "Tab"),
        (_Key.Key_Backtab, "Tab"),
        (_Key.Key_Backspace, "Backspace"),
        (_Key.Key_Delete, "Del"),
        (_Key.Key_Insert, "Ins"),
        (_Key.Key_Home, "Home"),
        (_Key.Key_End, "End"),
        (_Key.Key_PageUp, "PgUp"),
        (_Key.Key_PageDown, "PgDown"),
        (_Key.Key_Left, "Left"),
        (_Key.Key_Right, "Right"),
        (_Key.Key_Up, "Up"),
        (_Key.Key_Down, "Down"),
        (_Key.Key_Menu, "Menu"),
    )
} | {int(_Key.Key_F1) + number - 1: f"F{number}" for number in range(1, 25)}


class Board(NamedTuple):
    """The numbers of keys on a platform: ``signs[code - first]`` is the key's sign on a US keyboard (NUL: nothing)."""

    is_virtual: bool
    first: int
    signs: str


# The main block has the same numbers in Linux' input-event-codes.h and in the PC scan codes (set 1), which
# Windows reports; X11 and Wayland report the former plus 8. macOS has its own virtual key codes (Events.h).
_PC = "1234567890-=\0\0qwertyuiop[]\0\0asdfghjkl;'`\0\\zxcvbnm,./"
_MAC = "asdfhgzxcv\0bqweryt123465=97-80]ou[ip\0lj'k;\\,/nm.\0\0`"
BOARDS: dict[str, Board] = {
    "windows": Board(False, 2, _PC),
    "cocoa": Board(True, 0, _MAC),
}
XKB = Board(False, 2 + 8, _PC)
_SHIFTED = dict(zip("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?', strict=True))


def strokes_of(event: QKeyEvent, platform: str) -> tuple[Stroke, ...]:
    """The strokes that a key press may mean, likeliest first; () for modifiers alone and keys without a name or a sign.

    ``platform`` is QGuiApplication.platformName().
    """
    held = event.modifiers()
    ctrl, alt, shift = bool(held & _Held.ControlModifier), bool(held & _Held.AltModifier), _has_shift(event)
    if held & _Held.MetaModifier:
        return ()
    key = int(event.key())
    if key in _NAMED:
        return (Stroke(_NAMED[key], ctrl, alt, shift),)
    sign = _sign_of(event.text(), key)
    if sign and _is_alternate(sign, key, ctrl, alt, platform):
        return (Stroke(sign), Stroke(sign, ctrl, alt))
    if _Key.Key_A <= key <= _Key.Key_Z:
        return (Stroke(chr(key).lower(), ctrl, alt, shift),)
    if not sign:
        return ()
    if sign.isascii() and sign.isalpha():
        return (Stroke(sign.lower(), ctrl, alt, shift),)
    meanings = [Stroke(sign, ctrl, alt)]
    physical = _physical(event, platform)
    if physical and _falls_back(sign, physical, ctrl or alt, shift):
        meanings.append(_on_us_board(physical, ctrl, alt, shift))
    return tuple(meanings)


def _has_shift(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & _Held.ShiftModifier) or event.key() == _Key.Key_Backtab


def _sign_of(text: str, key: int) -> str:
    """The sign that was produced; Ctrl turns the text into a control sign, so then the key tells."""
    if len(text) == 1 and text.isprintable() and not text.isspace():
        return text
    return chr(key) if ord("!") <= key <= ord("~") else ""


def _is_alternate(sign: str, key: int, ctrl: bool, alt: bool, platform: str) -> bool:
    """Whether AltGr (Windows says Ctrl and Alt) or Option produced the sign, so that the modifiers are used up."""
    if not ((ctrl and alt) or (alt and platform == "cocoa")):
        return False
    return not (sign.isascii() and sign.isalnum()) or sign.upper() != chr(key)


def _falls_back(sign: str, physical: str, with_modifier: bool, shift: bool) -> bool:
    """Whether the place of the key counts: other scripts, and Ctrl with the digits' row where digits need Shift."""
    if with_modifier and physical.isdigit():
        return not shift
    is_written = unicodedata.category(sign)[0] in "LMN" and not sign.isascii()
    return is_written and not unicodedata.name(sign, "").startswith("LATIN")


def _physical(event: QKeyEvent, platform: str) -> str:
    board = BOARDS.get(platform, XKB)
    code = event.nativeVirtualKey() if board.is_virtual else event.nativeScanCode()
    place = code - board.first
    return board.signs[place].strip("\0") if 0 <= place < len(board.signs) else ""


def _on_us_board(physical: str, ctrl: bool, alt: bool, shift: bool) -> Stroke:
    if physical.isalpha():
        return Stroke(physical, ctrl, alt, shift)
    return Stroke(_SHIFTED[physical] if shift else physical, ctrl, alt)

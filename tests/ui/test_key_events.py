"""Key events become the same strokes on every platform and layout."""

from typing import TypeAlias

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from reader.ui.keys.key_events import strokes_of

Key = Qt.Key
Held: TypeAlias = Qt.KeyboardModifier
NONE, SHIFT, CTRL, ALT = Held.NoModifier, Held.ShiftModifier, Held.ControlModifier, Held.AltModifier


def _strokes(
    platform: str, key: int, text: str = "", held: Held = NONE, *, scan: int = 0, virtual: int = 0
) -> list[str]:
    event = QKeyEvent(QEvent.Type.KeyPress, int(key), held, scan, virtual, 0, text)
    return [str(stroke) for stroke in strokes_of(event, platform)]


BOARDS = [
    # the platform, and what it reports for the keys j, ], / and 3 of a US keyboard
    ("xcb", "scan", (44, 35, 61, 12)),
    ("wayland", "scan", (44, 35, 61, 12)),
    ("offscreen", "scan", (44, 35, 61, 12)),
    ("windows", "scan", (36, 27, 53, 4)),
    ("cocoa", "virtual", (38, 30, 44, 20)),
]


@pytest.mark.parametrize(("platform", "number", "codes"), BOARDS)
def test_other_scripts_fall_back_to_the_place_of_the_key(platform: str, number: str, codes: tuple[int, ...]) -> None:
    j, bracket, slash, three = ({number: code} for code in codes)
    assert _strokes(platform, 0x041E, "о", NONE, **j)[-1] == "j"
    assert _strokes(platform, 0x041E, "О", SHIFT, **j)[-1] == "J"
    assert _strokes(platform, 0x041E, "", CTRL, **j) == []
    assert _strokes(platform, 0x042A, "ъ", NONE, **bracket)[-1] == "]"
    assert _strokes(platform, 0x05E5, "ץ", NONE, **slash)[-1] == "/"
    assert _strokes(platform, 0x042A, "Ъ", SHIFT, **slash)[-1] == "?"
    assert _strokes(platform, 0x0E51, "๑", NONE, **three)[-1] == "3"
    assert _strokes(platform, Key.Key_QuoteDbl, '"', CTRL, **three) == ['Ctrl+"', "Ctrl+3"]


@pytest.mark.parametrize("platform", ["xcb", "windows", "cocoa"])
def test_latin_layouts_never_fall_back(platform: str) -> None:
    assert _strokes(platform, 0xDC, "ü", scan=34, virtual=33) == ["ü"]
    assert _strokes(platform, Key.Key_Z, "z", scan=29, virtual=16) == ["z"]
    assert _strokes(platform, Key.Key_Slash, "/", SHIFT, scan=16, virtual=26) == ["/"]


def test_alt_gr_is_used_up_by_the_sign_it_makes() -> None:
    assert _strokes("windows", Key.Key_BracketRight, "]", CTRL | ALT)[0] == "]"
    assert _strokes("windows", Key.Key_9, "]", CTRL | ALT)[0] == "]"
    assert _strokes("windows", 0x15A, "ś", CTRL | ALT)[0] == "ś"
    assert _strokes("windows", Key.Key_S, "ś", CTRL | ALT)[0] == "ś"
    assert _strokes("xcb", Key.Key_BracketRight, "]", Held.GroupSwitchModifier) == ["]"]


def test_ctrl_and_alt_with_a_letter_are_no_alt_gr() -> None:
    assert _strokes("windows", Key.Key_S, "", CTRL | ALT) == ["Ctrl+Alt+S"]
    assert _strokes("xcb", Key.Key_S, "s", CTRL | ALT) == ["Ctrl+Alt+S"]
    assert _strokes("xcb", Key.Key_1, "1", CTRL | ALT) == ["Ctrl+Alt+1"]


def test_option_makes_signs_on_macos_only() -> None:
    assert _strokes("cocoa", Key.Key_BracketRight, "]", ALT)[0] == "]"
    assert _strokes("xcb", Key.Key_BracketRight, "]", ALT) == ["Alt+]"]


def test_a_text_without_a_key_is_still_a_letter() -> None:
    assert _strokes("xcb", 0, "j") == ["j"]
    assert _strokes("xcb", 0, "J", SHIFT) == ["J"]


def test_keys_that_mean_nothing_are_no_strokes() -> None:
    for key in (Key.Key_Shift, Key.Key_AltGr, Key.Key_CapsLock, Key.Key_VolumeUp, Key.Key_Dead_Acute):
        assert _strokes("xcb", key) == []
    assert _strokes("xcb", Key.Key_K, "k", Held.MetaModifier) == []

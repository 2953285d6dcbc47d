"""Key hints: what fits is taught, what does not is left out at the end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.keys.key_hints import KeyHints, NextKeys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
HINTS = [(("j", "k"), "next · previous"), ("s", "star"), ("?", "all keys")]
WORDS = ["next · previous", "star", "all keys"]


@pytest.fixture
def hints(qtbot: QtBot) -> KeyHints:
    strip = KeyHints()
    qtbot.addWidget(strip)
    strip.set_hints(HINTS)
    return strip


def test_all_are_shown_where_there_is_room(hints: KeyHints) -> None:
    hints.resize(hints.sizeHint())
    assert hints.shown() == WORDS


def test_the_last_are_left_out_when_it_is_narrow(hints: KeyHints) -> None:
    full = hints.sizeHint().width()
    seen = []
    for width in range(full, -1, -3):
        hints.resize(width, 30)
        assert hints.shown() == WORDS[: len(hints.shown())]
        seen.append(len(hints.shown()))
    assert seen == sorted(seen, reverse=True)
    assert {0, 1, 2, 3} == set(seen)


def test_twice_the_text_needs_twice_the_room(hints: KeyHints) -> None:
    small = hints.sizeHint()
    font = hints.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    hints.setFont(font)
    assert hints.sizeHint().height() > 1.7 * small.height()
    assert hints.sizeHint().width() > 1.7 * small.width()


def test_it_is_drawn_and_spoken(hints: KeyHints) -> None:
    hints.resize(hints.sizeHint())
    empty = KeyHints()
    empty.resize(hints.size())
    assert hints.grab().toImage() != empty.grab().toImage()
    assert hints.accessibleName() == "Keys: j k: next · previous, s: star, ?: all keys"


def test_the_next_keys_are_shown_above_the_bar_and_hidden_without_any(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    sheet = NextKeys(window)
    sheet.show_keys("g", [("u", "unread"), ("s", "starred"), ("g", "First item")], 370)
    assert sheet.isVisible()
    assert window.rect().contains(sheet.geometry())
    assert sheet.geometry().bottom() < 370
    assert sheet.accessibleDescription() == "g u: unread, g s: starred, g g: First item"
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in sheet.findChildren(QLabel))
    sheet.show_keys("", [], 370)
    assert not sheet.isVisible()

"""The cheat sheet: the whole table on one page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.command_rows.command import Menu
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import COMMANDS
from reader.ui.cards.program.cheat_sheet import CheatSheet
from reader.ui.keys.key_caps import KeyCaps

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[CheatSheet]:
    window = QWidget()
    window.resize(900, 500)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    sheet = CheatSheet(COMMANDS, Keymap(COMMANDS), window)
    sheet.open()
    QApplication.processEvents()
    assert QApplication.focusWidget() is sheet.line
    yield sheet
    window.hide()


def _titles(sheet: CheatSheet) -> list[str]:
    return [
        label.text()
        for group in sheet.groups
        for label in group.findChildren(QLabel)
        if label.isVisible() and label.text() != group.accessibleName()
    ]


def test_every_command_is_there_under_its_menu(sheet: CheatSheet) -> None:
    assert [group.accessibleName() for group in sheet.groups] == [menu.value for menu in Menu]
    assert len(_titles(sheet)) == len(COMMANDS)
    assert "Star" in _titles(sheet)
    spoken = {caps.accessibleName() for caps in sheet.findChildren(KeyCaps)}
    assert "Keys: g u" in spoken
    assert "Keys: j or Down" in spoken


def test_typing_leaves_what_was_meant(sheet: CheatSheet) -> None:
    QTest.keyClicks(sheet.line, "theme")
    assert _titles(sheet) == ["Theme: as the system", "Theme: light", "Theme: dark", "Settings…"]
    assert [group.accessibleName() for group in sheet.groups if group.isVisible()] == ["View"]


def test_a_key_finds_its_command(sheet: CheatSheet) -> None:
    QTest.keyClicks(sheet.line, "]")
    assert _titles(sheet) == ["Next issue"]


def test_nothing_found_is_said(sheet: CheatSheet) -> None:
    QTest.keyClicks(sheet.line, "zzzz")
    assert sheet.nothing.isVisible()
    assert _titles(sheet) == []


def test_it_scrolls_by_keyboard(sheet: CheatSheet) -> None:
    bar = sheet.area.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(sheet.line, Key.Key_Down)
    after_line = bar.value()
    QTest.keyClick(sheet.line, Key.Key_PageDown)
    assert 0 < after_line < bar.value()
    QTest.keyClick(sheet.line, Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(sheet.line, Key.Key_Home)
    assert bar.value() == 0


def test_escape_closes_it(sheet: CheatSheet) -> None:
    QTest.keyClick(sheet.line, Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("width", [420, 700, 1400])
def test_no_text_is_cut_at_twice_the_size(sheet: CheatSheet, width: int) -> None:
    window = sheet.parentWidget()
    assert window is not None
    font = window.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    window.setFont(font)
    window.resize(width, 500)
    QApplication.processEvents()
    inside = sheet.area.viewport().width()
    for group in sheet.groups:
        for label in group.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width()) > 0
            assert label.mapTo(sheet.area.viewport(), label.rect().topRight()).x() <= inside
        for caps in group.findChildren(KeyCaps):
            assert caps.width() >= caps.sizeHint().width()
            assert caps.height() >= caps.sizeHint().height()


def test_every_part_has_a_name_and_every_label_is_plain(sheet: CheatSheet) -> None:
    for widget in (sheet, sheet.card, sheet.line, sheet.area, *sheet.findChildren(KeyCaps)):
        assert widget.accessibleName()
    for label in sheet.findChildren(QLabel):
        assert label.accessibleName()
        assert label.textFormat() is Qt.TextFormat.PlainText

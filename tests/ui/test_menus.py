"""Menus are loops over the table; they show keys and bind none."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from reader.commands.command_rows.command import Command, Menu, When
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import BY_ID, COMMANDS
from reader.ui.cards.program.menus import build_context_menu, build_menu_bar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
KEYMAP = Keymap(COMMANDS)


class Bench:
    """A menu bar and what was run from it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.ran: list[str] = []
        self.missing: set[When] = set()
        self.bar: QMenuBar = build_menu_bar(self.window, COMMANDS, KEYMAP, self.ran.append, self.why_not)
        self.window.setMenuBar(self.bar)

    def why_not(self, command: Command) -> str | None:
        return command.when.value if command.when in self.missing else None

    def actions(self) -> dict[str, QAction]:
        return {action.objectName(): action for action in self.bar.findChildren(QAction) if action.objectName()}


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_every_command_stands_in_its_menu(bench: Bench) -> None:
    assert [action.text() for action in bench.bar.actions()] == [f"&{menu.value}" for menu in Menu]
    for action in bench.bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        named = {entry.objectName() for entry in menu.actions() if not entry.isSeparator()}
        assert named == {command.id for command in COMMANDS if f"&{command.menu.value}" == action.text()}
        assert menu.accessibleName()


def test_keys_are_shown_and_not_bound(bench: Bench) -> None:
    actions = bench.actions()
    assert actions["go.unread"].text() == "Go to Unread\tg u"
    assert actions["theme.dark"].text() == "Theme: dark"
    assert all(action.shortcut().isEmpty() for action in actions.values())


def test_choosing_runs_the_command(bench: Bench) -> None:
    bench.actions()["item.star"].trigger()
    assert bench.ran == ["item.star"]


def test_what_cannot_be_done_is_seen_when_the_menu_opens(bench: Bench) -> None:
    star = bench.actions()["item.star"]
    assert star.isEnabled()
    bench.missing = {When.ITEM}
    menu = next(action.menu() for action in bench.bar.actions() if action.text() == "&Item")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert not star.isEnabled()
    assert star.statusTip() == "No item is selected."
    bench.missing = set()
    menu.aboutToShow.emit()
    assert star.isEnabled()
    assert star.statusTip() == BY_ID["item.star"].help


def test_a_context_menu_has_what_was_asked_for_in_order(bench: Bench) -> None:
    bench.missing = {When.LINK}
    menu = build_context_menu(bench.window, ["item.browse", "item.star"], KEYMAP, bench.ran.append, bench.why_not)
    browse, star = menu.actions()
    assert (browse.text(), star.text()) == ("Open in the browser\tv", "Star\ts")
    assert not browse.isEnabled()
    star.trigger()
    assert bench.ran == ["item.star"]
    assert menu.accessibleName()

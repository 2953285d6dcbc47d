"""Menus: the menu bar and the context menus, as loops over the table of commands.

Actions show keys but do not bind them: keys go through the dispatcher alone.
"""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from reader.commands.command_rows.command import Command, Menu, Scope
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import BY_ID

Run = Callable[[str], None]
WhyNot = Callable[[Command], str | None]


def build_menu_bar(
    window: QWidget, commands: Sequence[Command], keymap: Keymap, run: Run, is_available: WhyNot
) -> QMenuBar:
    """A menu bar with every command; those that cannot be carried out now are disabled when a menu opens."""
    bar = QMenuBar(window)
    bar.setAccessibleName("Menus")
    for menu in Menu:
        members = [command for command in commands if command.menu is menu]
        if members:
            bar.addMenu(_build_menu(bar, menu, members, keymap, run, is_available))
    return bar


def build_context_menu(parent: QWidget, ids: Iterable[str], keymap: Keymap, run: Run, is_available: WhyNot) -> QMenu:
    """A menu with these commands, in this order; it deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setAccessibleName("What can be done here")
    menu.aboutToHide.connect(menu.deleteLater)
    _fill(menu, [BY_ID[id] for id in ids], keymap, run, is_available)
    return menu


def _build_menu(
    bar: QMenuBar, group: Menu, commands: Sequence[Command], keymap: Keymap, run: Run, is_available: WhyNot
) -> QMenu:
    menu = QMenu(f"&{group.value}", bar)
    menu.setAccessibleName(group.value)
    order = list(Scope)
    commands = sorted(commands, key=lambda command: order.index(command.scope))
    actions = _fill(menu, commands, keymap, run, is_available, is_split=True)

    def refresh() -> None:
        for command, action in actions:
            _enable(action, command, is_available(command))

    menu.aboutToShow.connect(refresh)
    return menu


def _fill(
    menu: QMenu, commands: Sequence[Command], keymap: Keymap, run: Run, is_available: WhyNot, *, is_split: bool = False
) -> list[tuple[Command, QAction]]:
    """Add an action for each command, with a line between the scopes if ``is_split``."""
    menu.setToolTipsVisible(True)
    actions: list[tuple[Command, QAction]] = []
    for command in commands:
        if is_split and actions and actions[-1][0].scope is not command.scope:
            menu.addSeparator()
        action = QAction(_text(command, keymap), menu)
        action.setObjectName(command.id)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda _=False, id=command.id: run(id))
        _enable(action, command, is_available(command))
        menu.addAction(action)
        actions.append((command, action))
    return actions


def _text(command: Command, keymap: Keymap) -> str:
    title, key = command.title.replace("&", "&&"), keymap.first_key_of(command.id).replace("&", "&&")
    return f"{title}\t{key}" if key else title


def _enable(action: QAction, command: Command, why_not: str | None) -> None:
    action.setEnabled(why_not is None)
    action.setStatusTip(why_not or command.help)
    action.setToolTip(why_not or command.help)

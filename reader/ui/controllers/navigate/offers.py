"""What can be done, offered: the palette, the cheat sheet, help pages, and menus over all commands or for one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from reader.commands.command_rows.command import Scope
from reader.commands.command_rows.correction_commands import CORRECTING
from reader.commands.table import COMMANDS

if TYPE_CHECKING:
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window

ITEM_MENU = (
    "item.open",
    "issue.page",
    "issue.correct",
    "item.browse",
    "item.links",
    "item.copy_link",
    "item.copy_citation",
    "item.star",
    "item.read",
    "item.later",
    "item.done",
    "item.tags",
    "item.adopt",
    "item.note",
    "item.card",
    "item.title",
    "edit.undo",
)
CORRECT_MENU = (*(command.id for command in CORRECTING if command.scope is Scope.CORRECT), "edit.undo")
TREE_MENU = (
    "views.enter",
    "views.expand",
    "views.collapse",
    "list.read",
    "views.rename",
    "split.again",
    "profile.open",
    "tags.colour",
    "views.remove",
    "edit.undo",
)


class Offering(QObject):
    """Opens them over the window; ``recent`` are the commands that were chosen last in the palette."""

    def __init__(self, window: Window, recent: list[str]) -> None:
        super().__init__(window)
        self._window = window
        self._recent = recent
        self._run: Callable[[str], None] = partial(window.run, count=None)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "help.keys": lambda _: self._show_keys(),
            "help.topics": lambda _: self._show_topics(),
            "help.menu": lambda _: self._show_menus(),
            "help.palette": lambda _: self._show_palette(),
        }

    def show_context_menu(self, widget: QWidget, point: QPoint) -> None:
        """Open the menu of what was clicked on in a pane, at a point of it."""
        from reader.ui.cards.program.menus import build_context_menu

        window = self._window
        ids: tuple[str, ...] = TREE_MENU if widget is window.tree else ITEM_MENU
        if widget is window.detail.issue_page and window.correcting.is_active:
            ids = CORRECT_MENU
        menu = build_context_menu(window, ids, window.keymap, self._run, window.why_not)
        viewport: Callable[[], QWidget] | None = getattr(widget, "viewport", None)
        menu.popup((viewport() if viewport else widget).mapToGlobal(point))

    def _show_palette(self) -> None:
        from reader.ui.cards.program.palette import Palette

        window = self._window
        Palette(COMMANDS, window.keymap, self._run, window.why_not, window, self._recent).open()

    def _show_keys(self) -> None:
        from reader.ui.cards.program.cheat_sheet import CheatSheet

        CheatSheet(COMMANDS, self._window.keymap, self._window).open()

    def _show_topics(self) -> None:
        from reader.services.machine.help_pages import help_pages
        from reader.ui.cards.program.help_card import HelpCard

        HelpCard(help_pages(), self._window.look, self._window).open()

    def _show_menus(self) -> None:
        """Open the menus over all commands below their button."""
        from reader.ui.cards.program.menus import build_menu_bar

        window = self._window
        menu = QMenu(window)
        menu.setAccessibleName("Menus")
        bar = build_menu_bar(menu, COMMANDS, window.keymap, self._run, window.why_not)
        bar.hide()
        menu.addActions(bar.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(window.top.mapToGlobal(QPoint(0, window.top.height())))

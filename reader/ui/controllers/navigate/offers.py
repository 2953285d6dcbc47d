"""Offers commands: the palette, the cheat sheet, help pages, and menus over all commands or for one place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from reader.commands.command_rows.command import Command, Scope
from reader.commands.command_rows.correction_commands import CORRECTING
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import COMMANDS
from reader.ui.controllers.needs import Handlers, Run
from reader.ui.look.appearance import Look
from reader.ui.panes.issue_page.issue_page_view import IssuePageView
from reader.ui.panes.tree_pane import TreePane

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
    """The controller of these cards; ``recent`` are the commands that were chosen last in the palette."""

    def __init__(
        self,
        screen: QWidget,
        *,
        keymap: Keymap,
        run: Run,
        why_not: Callable[[Command], str | None],
        tree: TreePane,
        page: IssuePageView,
        top: QWidget,
        is_correcting: Callable[[], bool],
        look: Look,
        recent: list[str],
    ) -> None:
        super().__init__(screen)
        self._look = look
        self._screen, self._keymap, self._run, self._why_not = screen, keymap, run, why_not
        self._tree, self._page, self._top = tree, page, top
        self._is_correcting, self._recent = is_correcting, recent

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "help.keys": lambda _: self._show_keys(),
            "help.topics": lambda _: self._show_topics(),
            "help.menu": lambda _: self._show_menus(),
            "help.palette": lambda _: self._show_palette(),
        }

    def show_context_menu(self, widget: QWidget, point: QPoint) -> None:
        """Open the menu for a point of a pane."""
        from reader.ui.cards.program.menus import build_context_menu

        ids: tuple[str, ...] = TREE_MENU if widget is self._tree else ITEM_MENU
        if widget is self._page and self._is_correcting():
            ids = CORRECT_MENU
        menu = build_context_menu(self._screen, ids, self._keymap, self._run, self._why_not)
        viewport: Callable[[], QWidget] | None = getattr(widget, "viewport", None)
        menu.popup((viewport() if viewport else widget).mapToGlobal(point))

    def _show_palette(self) -> None:
        from reader.ui.cards.program.palette import Palette

        Palette(COMMANDS, self._keymap, self._run, self._why_not, self._screen, self._recent).open()

    def _show_keys(self) -> None:
        from reader.ui.cards.program.cheat_sheet import CheatSheet

        CheatSheet(COMMANDS, self._keymap, self._screen).open()

    def _show_topics(self) -> None:
        from reader.services.machine.help_pages import help_pages
        from reader.ui.cards.program.help_card import HelpCard

        HelpCard(help_pages(), self._look, self._screen).open()

    def _show_menus(self) -> None:
        """Open the menus over all commands below their button."""
        from reader.ui.cards.program.menus import build_menu_bar

        menu = QMenu(self._screen)
        menu.setAccessibleName("Menus")
        bar = build_menu_bar(menu, COMMANDS, self._keymap, self._run, self._why_not)
        bar.hide()
        menu.addActions(bar.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._top.mapToGlobal(QPoint(0, self._top.height())))

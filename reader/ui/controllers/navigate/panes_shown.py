"""The frame: panes and focus, zoom and theme, help, and Esc, one step out at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.ui.look.theme import Theme
from reader.ui.models.library_tree import NodeKind

if TYPE_CHECKING:
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window

PANES = ("views", "list", "detail")


class Framing(QObject):
    """What the window looks like and where the keys go."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        window = self._window
        return {
            "pane.next": lambda _: self._focus_beside(1),
            "pane.previous": lambda _: self._focus_beside(-1),
            **{f"pane.{pane}": partial(self._toggle, pane) for pane in PANES},
            **{f"theme.{theme}": partial(self._set_theme, theme) for theme in Theme},
            "zoom.in": lambda _: self._zoom(1),
            "zoom.out": lambda _: self._zoom(-1),
            "zoom.reset": lambda _: self._zoom(0),
            "window.escape": lambda _: self.escape(),
            "window.close": lambda _: self._close(),
            "job.stop": lambda _: window.stop_jobs(),
            "views.next": lambda count: self._move_in_views(count),
            "views.previous": lambda count: self._move_in_views(-count),
            "views.expand": lambda _: self._expand(),
            "views.collapse": lambda _: self._collapse(),
            "views.enter": lambda _: self._enter_list(),
        }

    # panes

    def widget(self, pane: str) -> QWidget:
        """The widget of a pane that takes the focus."""
        window = self._window
        return {"views": window.tree, "list": window.list.table, "detail": window.detail.shown_view}.get(
            pane, window.top.search
        )

    def box(self, pane: str) -> QWidget:
        """The widget of a pane that is hidden and shown."""
        return {"views": self._window.tree, "list": self._window.list, "detail": self._window.detail}[pane]

    def focus(self, pane: str) -> None:
        """Move the keys to a pane, showing it if it is hidden."""
        if pane in PANES:
            self.show_pane(pane)
        self.widget(pane).setFocus()

    def show_pane(self, pane: str) -> None:
        """Show a pane."""
        self.box(pane).show()

    def toggle_pane(self, pane: str) -> None:
        """Hide or show a pane; one of list and detail always stays."""
        box = self.box(pane)
        other = {"list": "detail", "detail": "list"}.get(pane)
        if box.isVisible() and other is not None and self.box(other).isHidden():
            self.show_pane(other)
        had_focus = box.isAncestorOf(self._window.focusWidget() or box) or self.widget(pane).hasFocus()
        box.setVisible(box.isHidden())
        if box.isHidden() and had_focus:
            self.focus("list" if self._window.list.isVisible() else "detail")

    def _focus_beside(self, step: int) -> None:
        order = [pane for pane in PANES if not self.box(pane).isHidden()] + ["search"]
        current = next((n for n, pane in enumerate(order) if self._holds_focus(pane)), 0)
        self.widget(order[(current + step) % len(order)]).setFocus()

    def _holds_focus(self, pane: str) -> bool:
        focused = self._window.focusWidget()
        box = self._window.top.search if pane == "search" else self.box(pane)
        return focused is not None and (box is focused or box.isAncestorOf(focused))

    # the left pane

    def _move_in_views(self, count: int) -> None:
        for _ in range(abs(count)):
            self._window.tree.step(1 if count > 0 else -1)

    def _expand(self) -> None:
        tree, node = self._window.tree, self._window.tree.current()
        if node is None:
            return
        index = tree.tree_model.index_of(node)
        if tree.isExpanded(index):
            tree.step(1)
        else:
            tree.expand(index)

    def _collapse(self) -> None:
        tree, node = self._window.tree, self._window.tree.current()
        if node is None:
            return
        index = tree.tree_model.index_of(node)
        if tree.isExpanded(index):
            tree.collapse(index)
        elif node.parent is not None and node.parent.kind is not NodeKind.ROOT:
            tree.choose(node.parent)

    def _enter_list(self) -> None:
        node = self._window.tree.current()
        if node is not None and node.kind is NodeKind.YEAR:
            self._expand()
        else:
            self.focus("list")

    # zoom, theme and Esc

    def _toggle(self, pane: str, _: int) -> None:
        self.toggle_pane(pane)

    def _set_theme(self, theme: Theme, _: int) -> None:
        self._window.look.set_theme(theme)

    def _close(self) -> None:
        self._window.window().close()

    def _zoom(self, step: int) -> None:
        self._window.say(f"Text at {self._window.look.step_zoom(step)} %.")

    def escape(self) -> None:
        """One step out: find bar, note, issue page, selection, filter, search, detail to list; never quits."""
        window = self._window
        if window.finding.find_bar.hasFocus():
            window.finding.leave_find()
            self.focus("detail")
        elif window.noting.is_writing:
            window.noting.close_note()
        elif window.paging.is_shown and (self._holds_focus("detail") or self._holds_focus("list")):
            window.paging.leave()
        elif self._holds_focus("detail") and window.detail.caret.release():
            window.say("")
        elif self._holds_focus("detail"):
            window.finding.leave_find()
            self.focus("list")
        elif window.finding.leave_filter() or window.finding.leave_search() or not self._holds_focus("list"):
            self.focus("list")
        else:
            window.say("")

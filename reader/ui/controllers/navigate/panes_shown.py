"""The frame: panes and focus, zoom and theme, help, and Esc, one step out at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.ui.controllers.needs import Finds, Frames, Handlers, OpensNotes, Pages, Says
from reader.ui.look.appearance import Look
from reader.ui.look.theme import Theme
from reader.ui.models.library_tree import NodeKind
from reader.ui.pages.caret import Caret
from reader.ui.panes.screen import PANES
from reader.ui.panes.tree_pane import TreePane


class Framing(QObject):
    """The controller of the window's look and of where the keys go."""

    def __init__(
        self,
        screen: QWidget,
        *,
        frames: Frames,
        finds: Finds,
        notes: OpensNotes,
        pages: Pages,
        says: Says,
        tree: TreePane,
        caret: Caret,
        look: Look,
        stop_job: Callable[[], None],
    ) -> None:
        super().__init__(screen)
        self._screen, self._frames, self._finds = screen, frames, finds
        self._notes, self._pages, self._says = notes, pages, says
        self._tree, self._caret, self._look, self._stop_job = tree, caret, look, stop_job

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "pane.next": lambda _: self._frames.focus_beside(1),
            "pane.previous": lambda _: self._frames.focus_beside(-1),
            **{f"pane.{pane}": partial(self._toggle, pane) for pane in PANES},
            **{f"theme.{theme}": partial(self._set_theme, theme) for theme in Theme},
            "zoom.in": lambda _: self._zoom(1),
            "zoom.out": lambda _: self._zoom(-1),
            "zoom.reset": lambda _: self._zoom(0),
            "window.escape": lambda _: self.escape(),
            "window.close": lambda _: self._close(),
            "job.stop": lambda _: self._stop_job(),
            "views.next": lambda count: self._move_in_views(count),
            "views.previous": lambda count: self._move_in_views(-count),
            "views.expand": lambda _: self._expand(),
            "views.collapse": lambda _: self._collapse(),
            "views.enter": lambda _: self._enter_list(),
        }

    # the left pane

    def _move_in_views(self, count: int) -> None:
        for _ in range(abs(count)):
            self._tree.step(1 if count > 0 else -1)

    def _expand(self) -> None:
        tree, node = self._tree, self._tree.current()
        if node is None:
            return
        index = tree.tree_model.index_of(node)
        if tree.isExpanded(index):
            tree.step(1)
        else:
            tree.expand(index)

    def _collapse(self) -> None:
        tree, node = self._tree, self._tree.current()
        if node is None:
            return
        index = tree.tree_model.index_of(node)
        if tree.isExpanded(index):
            tree.collapse(index)
        elif node.parent is not None and node.parent.kind is not NodeKind.ROOT:
            tree.choose(node.parent)

    def _enter_list(self) -> None:
        node = self._tree.current()
        if node is not None and node.kind is NodeKind.YEAR:
            self._expand()
        else:
            self._frames.focus("list")

    # zoom, theme and Esc

    def _toggle(self, pane: str, _: int) -> None:
        self._frames.toggle_pane(pane)

    def _set_theme(self, theme: Theme, _: int) -> None:
        self._look.set_theme(theme)

    def _close(self) -> None:
        self._screen.window().close()

    def _zoom(self, step: int) -> None:
        self._says.say(f"Text at {self._look.step_zoom(step)} %.")

    def escape(self) -> None:
        """Go one step out: find bar, note, issue page, selection, filter, search, detail to list; never quits."""
        holds, finds = self._frames.holds_focus, self._finds
        if finds.has_find_focus:
            finds.leave_find()
            self._frames.focus("detail")
        elif self._notes.is_writing:
            self._notes.close_note()
        elif self._pages.is_shown and (holds("detail") or holds("list")):
            self._pages.leave()
        elif holds("detail") and self._caret.release():
            self._says.say("")
        elif holds("detail"):
            finds.leave_find()
            self._frames.focus("list")
        elif finds.leave_filter() or finds.leave_search() or not holds("list"):
            self._frames.focus("list")
        else:
            self._says.say("")

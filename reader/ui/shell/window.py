"""The window: the panes with their controllers, and the one way by which commands are carried out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from reader.commands.command_rows.command import Command, Scope, When
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import BY_ID, COMMANDS
from reader.core.state.rows import View
from reader.core.text.links import display_host
from reader.core.values.ids import ItemId
from reader.ui.keys.dispatcher import Dispatcher
from reader.ui.look.appearance import Look
from reader.ui.models.places import Place, view_place
from reader.ui.panes.screen import Screen
from reader.ui.sessions.session import Session
from reader.ui.shell.assembly import Controllers
from reader.ui.shell.window_state import WindowState


class Window(Screen):
    """Comes alive when its session has a library."""

    def __init__(self, look: Look, state: WindowState, frame: QWidget, session: Session) -> None:
        self.keymap = Keymap(COMMANDS)
        super().__init__(look, self.keymap, lambda command: self.run(command), frame)
        self.session = session
        self._make(state)
        self._handlers = dict(self._controllers.handlers())
        self.dispatcher = Dispatcher(
            self.window(), self.keymap, scopes=self._scopes, run=self.run, is_typing=lambda: self.is_typing
        )
        self.dispatcher.pending_changed.connect(self._show_pending)
        self.dispatcher.refused.connect(lambda sentence: self.say(sentence, is_warning=True))
        self._connect()
        self._restore(state)

    def _make(self, state: WindowState) -> None:
        """Make the controllers, and keep those that the window's runner deals with."""
        self._controllers = made = Controllers(
            self, self.session, state, keymap=self.keymap, run=self.run, why_not=self.why_not
        )
        self._slot, self._voice = made.slot, made.voice
        self.say, self.attempt = made.voice.say, made.voice.attempt
        self.tell_failure = made.voice.tell_failure
        self.listed, self.shown, self.navigation = made.listed, made.shown, made.navigation
        self.noting, self.linking, self.highlighting = made.noting, made.linking, made.highlighting
        self.following, self.correcting, self.offering = made.following, made.correcting, made.offering
        self.importing, self.exporting, self.printing, self.resplitting = made.jobs

    def _connect(self) -> None:
        self.navigation.place_chosen.connect(self._place_chosen)
        self.tree.chosen.connect(self.navigation.choose_node)
        self.tree.menu_wanted.connect(self.offering.show_context_menu)
        self.list.table.opened.connect(lambda: self.run("item.open"))
        self.list.table.customContextMenuRequested.connect(self._show_list_menu)
        self.detail.menu_wanted.connect(self.offering.show_context_menu)
        self.detail.link_hovered.connect(lambda url: self.say(f"Leads to {display_host(url)}" if url else ""))
        self.status.job.stop_wanted.connect(lambda: self.run("job.stop"))
        self.status.job.result_wanted.connect(lambda: self.run(self.status.job.shown_by))
        self.highlighting.changed.connect(self.show_hints)
        self.correcting.changed.connect(self.show_hints)
        self.session.saved_changed.connect(self.status.saved.setText)
        self.session.failed.connect(partial(self.say, is_warning=True))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    def _show_list_menu(self, point: QPoint) -> None:
        self.offering.show_context_menu(self.list.table, point)

    def _restore(self, state: WindowState) -> None:
        self.splitter.setSizes(state.panes)
        self.hide_panes(state.hidden)
        self.highlighting.colour = state.colour
        self.list.table.setFocus()
        self.show_hints()

    # the library

    @property
    def is_ready(self) -> bool:
        """Whether a library is open."""
        return self.session.is_open

    def begin(self, state: WindowState) -> None:
        """Come alive, once the session is open: list the last place, count, and follow what changes."""
        self.status.saved.setText("Saved")
        self.following.begin(state)
        self.navigation.go(state.place or view_place(View.UNREAD), item=ItemId(state.item) if state.item else None)
        self.noting.recover_drafts()
        self.resplitting.begin()

    # commands

    def run(self, command_id: str, count: int | None = None) -> None:
        """Carry out a command; the status bar says why one cannot be carried out."""
        command = BY_ID[command_id]
        reason = self.why_not(command)
        if reason:
            self.say(reason, is_warning=True)
        else:
            self.attempt(self._carry_out, command, count or 1)

    def _carry_out(self, command: Command, count: int) -> None:
        if command.when is not When.ALWAYS:
            self.navigation.wait_for_list()
        self._handlers[command.id](count)
        self.highlighting.carried_out(command)

    def why_not(self, command: Command) -> str | None:
        """Why a command cannot be carried out now; None when it can."""
        detail = self.shown.detail
        holds = {
            When.ALWAYS: True,
            When.LIBRARY: self.is_ready,
            When.ITEM: self.is_ready and detail is not None,
            When.LINK: self.is_ready and detail is not None and bool(detail.row.url or detail.links),
            When.ROW: self.is_ready and self.tree.current() is not None,
            When.JOB: self._slot.is_taken,
            When.LOOKED: self.resplitting.has_results,
            When.IMPORTED: self.importing.has_results,
        }
        return None if holds[command.when] else command.when.value

    def _scopes(self) -> tuple[Scope, ...]:
        focus = self.focusWidget()
        if focus is self.detail.note_editor.edit:
            return Scope.NOTE, Scope.WINDOW
        if isinstance(focus, QLineEdit):
            return Scope.FIELD, Scope.WINDOW
        if focus is self.tree:
            return Scope.VIEWS, Scope.WINDOW
        if focus is self.detail.issue_page:
            return (*((Scope.CORRECT,) if self.correcting.is_active else ()), Scope.PAGE, Scope.WINDOW)
        if focus is self.detail.page:
            return (*((Scope.HIGHLIGHT,) if self.highlighting.is_at_hand else ()), Scope.DETAIL, Scope.WINDOW)
        return Scope.LIST, Scope.WINDOW

    # showing

    def _place_chosen(self, place: Place) -> None:
        """Prepare for another place that is about to be listed."""
        self.list.show_states(place.states)
        self.list.show_title(place.title, "")

    def _show_pending(self, pending: str, hints: list[tuple[str, str]]) -> None:
        self.next_keys.show_keys(pending, hints, self.status.y())
        self.say(f"{pending} …" if pending else "")

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.show_hints()

    def show_hints(self) -> None:
        """Teach the keys of the focused pane; an open card teaches its own."""
        if self.is_in_card:
            self.status.hints.set_hints([])
            return
        scopes = self._scopes()
        alone = scopes[:1] if scopes[0] in (Scope.FIELD, Scope.NOTE, Scope.HIGHLIGHT) else scopes
        self.status.hints.set_hints(self.keymap.taught(alone))

    # ending

    def stop_jobs(self) -> None:
        """Stop all work beside the window, also what nobody asked for."""
        for job in self._controllers.jobs:
            job.stop()

    def finish(self) -> None:
        """End what is being written, so that all of it is stored."""
        if self.is_ready:
            self.noting.finish()

    def remember(self, state: WindowState) -> None:
        """Store the state that the next start needs."""
        sizes = self.splitter.sizes()
        state.panes = sizes if all(sizes) else state.panes
        state.hidden = self.hidden_panes
        state.colour = self.highlighting.colour
        state.offered = self.resplitting.offered
        state.place, state.item = self.listed.place, self.shown.item or 0
        nodes = self.tree_model.walk()
        state.open_keys = [list(n.key) for n in nodes if self.tree.isExpanded(self.tree_model.index_of(n))]

"""What is in the window: three panes and two bars, and the one way by which commands are carried out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import ParamSpec

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from reader.commands.command_rows.command import Command, Scope, When
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import BY_ID, COMMANDS
from reader.core.state.rows import View
from reader.core.text.links import display_host
from reader.core.values.errors import CommandError, ReaderError
from reader.core.values.ids import ItemId
from reader.ui.controllers.annotate.annotations_shown import Browsing
from reader.ui.controllers.annotate.decisions import Deciding
from reader.ui.controllers.annotate.highlighter import Highlighting
from reader.ui.controllers.annotate.item_title import Annotating
from reader.ui.controllers.annotate.note_session import Noting
from reader.ui.controllers.annotate.paper import Carding
from reader.ui.controllers.annotate.selection import Marking
from reader.ui.controllers.annotate.tag_choice import Tagging
from reader.ui.controllers.curate.corrector import Correcting
from reader.ui.controllers.curate.describe import Describing
from reader.ui.controllers.curate.guessed_headings import Headings
from reader.ui.controllers.curate.outside_items import Issues
from reader.ui.controllers.curate.profile_facts import Teaching
from reader.ui.controllers.curate.resplitter import Resplitting
from reader.ui.controllers.navigate.find import Finding
from reader.ui.controllers.navigate.issue_view import Paging
from reader.ui.controllers.navigate.navigation import Navigation
from reader.ui.controllers.navigate.offers import Offering
from reader.ui.controllers.navigate.panes_shown import PANES, Framing
from reader.ui.controllers.navigate.read_on import ReadingOn
from reader.ui.controllers.navigate.steps import Walking
from reader.ui.controllers.registry import collect
from reader.ui.controllers.transfer.export_job import Exporting
from reader.ui.controllers.transfer.import_job import Importing
from reader.ui.controllers.transfer.print_job import Printing
from reader.ui.keys.dispatcher import Dispatcher
from reader.ui.keys.key_hints import NextKeys
from reader.ui.keys.overlay import Overlay
from reader.ui.look.appearance import Look
from reader.ui.models.item_list import ItemListModel
from reader.ui.models.library_tree import TreeModel
from reader.ui.models.places import Place, view_place
from reader.ui.panes.bars import TopBar
from reader.ui.panes.detail_pane import DetailPane
from reader.ui.panes.list_pane import ListPane
from reader.ui.panes.status_bar import StatusBar
from reader.ui.panes.tree_pane import TreePane
from reader.ui.sessions.session import Session
from reader.ui.shell.follower import Following
from reader.ui.shell.window_state import WindowState

P = ParamSpec("P")


class Window(QWidget):
    """Comes alive when a library is attached."""

    def __init__(self, look: Look, state: WindowState, frame: QWidget) -> None:
        super().__init__(frame)
        self.look = look
        self.keymap = Keymap(COMMANDS)
        self._session: Session | None = None
        self._build(state)
        self.walking = Walking(self)
        self.navigation = Navigation(self)
        self.reading_on = ReadingOn(self)
        self.deciding = Deciding(self)
        self.finding = Finding(self)
        self.noting = Noting(self)
        self.annotating = Annotating(self)
        self.tagging = Tagging(self)
        self.describing = Describing(self)
        self.teaching = Teaching(self)
        self.marking = Marking(self)
        self.highlighting = Highlighting(self)
        self.paging = Paging(self)
        self.correcting = Correcting(self)
        self.browsing = Browsing(self)
        self.framing = Framing(self)
        self.carding = Carding(self)
        self.issues = Issues(self)
        self.headings = Headings(self)
        self.importing = Importing(self)
        self.exporting = Exporting(self)
        self.printing = Printing(self)
        self.following = Following(self)
        self.resplitting = Resplitting(self)
        self.offering = Offering(self, state.recent)
        self._jobs = (self.importing, self.exporting, self.printing, self.resplitting)
        moving = (self.walking, self.navigation, self.reading_on, self.finding, self.framing, self.offering)
        acting = (self.deciding, self.annotating, self.tagging, self.noting, self.marking, self.highlighting)
        works = (self.carding, self.browsing)
        issues = (self.issues, self.headings, self.paging, self.correcting, self.describing, self.teaching)
        parts = (*moving, *acting, *works, *issues, *self._jobs)
        self._handlers = collect(part.handlers() for part in parts)
        self.dispatcher = Dispatcher(
            self.window(), self.keymap, scopes=self._scopes, run=self.run, is_typing=self._is_typing
        )
        self.dispatcher.pending_changed.connect(self._show_pending)
        self.dispatcher.refused.connect(lambda sentence: self.say(sentence, is_warning=True))
        self._connect()
        self._restore(state)

    # building

    def _build(self, state: WindowState) -> None:
        self.tree_model = TreeModel(self)
        self.items = ItemListModel(self)
        self.tree = TreePane(self.look, self.tree_model)
        self.list = ListPane(self.look, self.items)
        self.detail = DetailPane(self.look)
        self.top = TopBar(self.look, self.keymap.keys_of, lambda command: self.run(command, None))
        self.status = StatusBar(self.look)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, pane in enumerate((self.tree, self.list, self.detail)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(number, 1 if pane is self.detail else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines = [_line(self), _line(self)]
        for part in (self.top, self._lines[0], self.splitter, self._lines[1], self.status):
            column.addWidget(part, 1 if part is self.splitter else 0)
        self.next_keys = NextKeys(self)
        self._refresh_look()

    def _connect(self) -> None:
        self.look.changed.connect(self._refresh_look)
        self.tree.chosen.connect(self.navigation.choose_node)
        self.tree.menu_wanted.connect(self.offering.show_context_menu)
        self.list.table.opened.connect(lambda: self.run("item.open", None))
        self.list.table.customContextMenuRequested.connect(
            lambda point: self.offering.show_context_menu(self.list.table, point)
        )
        self.detail.menu_wanted.connect(self.offering.show_context_menu)
        self.detail.link_hovered.connect(lambda url: self.say(f"Leads to {display_host(url)}" if url else ""))
        self.status.job.stop_wanted.connect(lambda: self.run("job.stop"))
        self.status.job.result_wanted.connect(lambda: self.run(self.status.job.shown_by))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    def _restore(self, state: WindowState) -> None:
        self.splitter.setSizes(state.panes)
        for pane in set(state.hidden) & set(PANES):
            self.framing.box(pane).hide()
        self.highlighting.colour = state.colour
        self.list.table.setFocus()
        self.show_hints()

    # the library

    @property
    def session(self) -> Session:
        """The open library; raises CommandError while there is none."""
        if self._session is None:
            raise CommandError(When.LIBRARY.value)
        return self._session

    @property
    def is_ready(self) -> bool:
        """Whether a library is attached."""
        return self._session is not None

    def attach(self, session: Session, state: WindowState) -> None:
        """Come alive: list the last place, count, and follow what changes."""
        self._session = session
        session.saved_changed.connect(self.status.saved.setText)
        session.failed.connect(partial(self.say, is_warning=True))
        self.status.saved.setText("Saved")
        self.following.follow(session, state)
        self.navigation.go(state.place or view_place(View.UNREAD), item=ItemId(state.item) if state.item else None)
        self.noting.recover_drafts()
        self.resplitting.follow(state)

    # commands

    def run(self, command_id: str, count: int | None = None) -> None:
        """Carry out a command; what cannot be done is said in the status bar."""
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

    def attempt(self, act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do what the user asked for; what they can mend is said, anything else goes the way of all bugs.

        It must not be raised here: an exception that leaves an event filter can end the program.
        """
        try:
            act(*args, **kwargs)
        except ReaderError as error:
            self.say(str(error), is_warning=True)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)

    def why_not(self, command: Command) -> str | None:
        """Why a command cannot be carried out now; None when it can."""
        detail = self.detail.detail
        holds = {
            When.ALWAYS: True,
            When.LIBRARY: self.is_ready,
            When.ITEM: self.is_ready and detail is not None,
            When.LINK: self.is_ready and detail is not None and bool(detail.row.url or detail.links),
            When.ROW: self.is_ready and self.tree.current() is not None,
            When.JOB: any(job.is_running for job in self._jobs),
            When.LOOKED: self.resplitting.has_results,
            When.IMPORTED: self.importing.has_results,
        }
        return None if holds[command.when] else command.when.value

    def say(self, sentence: str, *, is_warning: bool = False) -> None:
        """Tell the user one sentence."""
        self.status.say(sentence, is_warning=is_warning)

    def tell_failure(self, error: BaseException) -> None:
        """Tell why something could not be done; what nobody foresaw goes the way of all bugs."""
        if not isinstance(error, ReaderError):
            raise error
        self.say(str(error), is_warning=True)

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

    @property
    def is_typing(self) -> bool:
        """Whether a text field has the keys."""
        return self._is_typing()

    def _is_typing(self) -> bool:
        return isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)

    # showing

    def place_chosen(self, place: Place) -> None:
        """A place is about to be listed."""
        self.list.show_states(place.states)
        self.finding.show_place(place)
        self.list.show_title(place.title, "")

    def _refresh_look(self) -> None:
        for part in (self.tree, self.list, self.detail, self.top, self.status):
            part.refresh()
        # Palettes, no style sheets: below a style sheet Qt no longer hands palettes down.
        for rule in (*self._lines, self.splitter.handle(1), self.splitter.handle(2)):
            paint_ground(rule, self.look.colours.line)

    def _show_pending(self, pending: str, hints: list[tuple[str, str]]) -> None:
        self.next_keys.show_keys(pending, hints, self.status.y())
        self.say(f"{pending} …" if pending else "")

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.show_hints()

    def show_hints(self) -> None:
        """Teach the keys of the focused pane; an open card teaches its own."""
        focus, scopes = self.focusWidget(), self._scopes()
        if focus is not None and any(one.isAncestorOf(focus) for one in self.findChildren(Overlay)):
            self.status.hints.set_hints([])
            return
        alone = scopes[:1] if scopes[0] in (Scope.FIELD, Scope.NOTE, Scope.HIGHLIGHT) else scopes
        self.status.hints.set_hints(self.keymap.taught(alone))

    # ending

    def stop_jobs(self) -> None:
        """Stop what is being imported, exported, printed or split again."""
        for job in self._jobs:
            job.stop()

    def finish(self) -> None:
        """End what is being written, so that all of it is stored."""
        if self._session is not None:
            self.noting.finish()

    def remember(self, state: WindowState) -> None:
        """Write down what the next start needs."""
        sizes = self.splitter.sizes()
        state.panes = sizes if all(sizes) else state.panes
        state.hidden = [pane for pane in PANES if self.framing.box(pane).isHidden()]
        state.theme, state.zoom = self.look.theme.value, self.look.zoom
        state.colour = self.highlighting.colour
        state.offered = self.resplitting.offered
        state.place, state.item = self.navigation.place, self.navigation.item or 0
        nodes = self.tree_model.walk()
        state.open_keys = [list(n.key) for n in nodes if self.tree.isExpanded(self.tree_model.index_of(n))]


def paint_ground(widget: QWidget, colour: str) -> None:
    """Give a widget a plain background."""
    palette = widget.palette()
    palette.setColor(palette.ColorRole.Window, QColor(colour))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _line(parent: QWidget) -> QWidget:
    line = QWidget(parent)
    line.setFixedHeight(1)
    return line

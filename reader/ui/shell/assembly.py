"""Makes the controllers and hands each what it needs: the one place that knows all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.commands.command_rows.command import Command
from reader.commands.keymaps.keymap import Keymap
from reader.ui.controllers.acts import Acts
from reader.ui.controllers.annotate.annotations_shown import Browsing
from reader.ui.controllers.annotate.decisions import Deciding
from reader.ui.controllers.annotate.highlighter import Highlighting
from reader.ui.controllers.annotate.item_title import Annotating
from reader.ui.controllers.annotate.note_session import Noting
from reader.ui.controllers.annotate.note_targets import Linking
from reader.ui.controllers.annotate.paper import Carding
from reader.ui.controllers.annotate.selection import Marking
from reader.ui.controllers.annotate.tag_choice import Tagging
from reader.ui.controllers.curate.corrector import Correcting
from reader.ui.controllers.curate.describe import Describing
from reader.ui.controllers.curate.guessed_headings import Headings
from reader.ui.controllers.curate.outside_items import Issues
from reader.ui.controllers.curate.profile_facts import Teaching
from reader.ui.controllers.curate.resplitter import Resplitting
from reader.ui.controllers.listed_items import ListedItems
from reader.ui.controllers.navigate.find import Finding
from reader.ui.controllers.navigate.issue_view import Paging
from reader.ui.controllers.navigate.navigation import Navigation
from reader.ui.controllers.navigate.offers import Offering
from reader.ui.controllers.navigate.panes_shown import Framing
from reader.ui.controllers.navigate.read_on import ReadingOn
from reader.ui.controllers.navigate.settings_choice import SettingsController
from reader.ui.controllers.navigate.steps import Walking
from reader.ui.controllers.registry import collect
from reader.ui.controllers.shown_item import ShownItem
from reader.ui.controllers.transfer.export_job import Exporting
from reader.ui.controllers.transfer.import_job import Importing
from reader.ui.controllers.transfer.print_job import Printing
from reader.ui.panes.screen import Screen
from reader.ui.sessions.session import Session
from reader.ui.shell.follower import Following
from reader.ui.shell.job_slot import JobSlot
from reader.ui.shell.voice import Voice
from reader.ui.shell.window_state import WindowState


class Controllers:
    """Everything that carries out commands on a screen and a session."""

    def __init__(
        self,
        screen: Screen,
        session: Session,
        state: WindowState,
        *,
        keymap: Keymap,
        run: Callable[[str], None],
        why_not: Callable[[Command], str | None],
    ) -> None:
        self._screen, self._session = screen, session
        self.voice = Voice(screen.status)
        self.slot = JobSlot(screen.status.job, screen)
        self._make_places()
        self._make_annotations()
        self._make_jobs(state)
        self._make_issues(run)
        self._make_frame()
        self.offering = Offering(
            screen,
            keymap=keymap,
            run=run,
            why_not=why_not,
            tree=screen.tree,
            page=screen.detail.issue_page,
            top=screen.top,
            is_correcting=lambda: self.correcting.is_active,
            recent=state.recent,
            look=screen.look,
        )
        self._make_cards(run)
        self._follow()

    def handlers(self) -> Mapping[str, Callable[[int], None]]:
        """The function of each command. HandlersDiffer: they are not those of the command table."""
        moving = (self.walking, self.navigation, self.reading_on, self.finding, self.framing, self.offering)
        acting = (self.deciding, self.annotating, self.tagging, self.noting, self.marking, self.highlighting)
        works = (self.carding, self.browsing, self.settings)
        issues = (self.issues, self.headings, self.paging, self.correcting, self.describing, self.teaching)
        parts = (*moving, *acting, *works, *issues, *self.jobs)
        return collect(part.handlers() for part in parts)

    @property
    def jobs(self) -> tuple[Importing, Exporting, Printing, Resplitting]:
        """The long jobs beside the window."""
        return self.importing, self.exporting, self.printing, self.resplitting

    def _make_places(self) -> None:
        screen, session, says = self._screen, self._session, self.voice
        table, detail = screen.list.table, screen.detail
        self.acts = Acts(items=screen.items, page=detail.issue_page, writes=session, says=says)
        self.listed = listed = ListedItems(items=screen.items, table=table, asks=session)
        self.shown = shown = ShownItem(
            screen,
            listed=listed,
            detail=detail,
            reads=session,
            acts=self.acts,
            says=says,
            settings=screen.look.settings,
        )
        self.navigation = goes = Navigation(
            screen, listed=listed, shown=shown, table=table, lists=session, reads=session, says=says
        )
        self.walking = Walking(screen, listed=listed, says=says)
        self.reading_on = ReadingOn(
            screen,
            listed=listed,
            shown=shown,
            goes=goes,
            asks=session,
            says=says,
            detail=detail,
            move=self.walking.move,
        )
        self.finding = Finding(
            screen,
            listed=listed,
            shown=shown,
            goes=goes,
            says=says,
            search=screen.top.search,
            list_pane=screen.list,
            detail=detail,
        )
        self.paging = Paging(
            screen, shown=shown, goes=goes, asks=session, reads=session, says=says, panes=screen, detail=detail
        )

    def _make_annotations(self) -> None:
        screen, session, says, detail = self._screen, self._session, self.voice, self._screen.detail
        listed, shown, goes, acts = self.listed, self.shown, self.navigation, self.acts
        self.noting = Noting(
            screen, shown=shown, reads=session, store=session, says=says, panes=screen, editor=detail.note_editor
        )
        self.linking = Linking(screen, shown=shown, goes=goes, asks=session, reads=session, says=says, detail=detail)
        self.following = Following(
            screen,
            session=session,
            listed=listed,
            shown=shown,
            goes=goes,
            page=self.paging,
            is_writing=lambda: self.noting.is_writing,
        )
        self.tagging = Tagging(
            screen,
            listed=listed,
            shown=shown,
            goes=goes,
            reads=session,
            acts=acts,
            says=says,
            tree=screen.tree,
            known=self.following,
        )
        self.annotating = Annotating(
            screen,
            listed=listed,
            shown=shown,
            acts=acts,
            says=says,
            panes=screen,
            detail=detail,
            page=self.paging,
            links=self.linking,
        )
        self.marking = Marking(screen, detail=detail)
        self.highlighting = Highlighting(
            screen, shown=shown, detail=detail, acts=acts, says=says, panes=screen, notes=self.noting
        )
        self.deciding = Deciding(
            screen,
            listed=listed,
            shown=shown,
            goes=goes,
            acts=acts,
            writes=session,
            says=says,
            tree=screen.tree,
            tags=self.tagging,
            slot=self.slot,
        )

    def _make_jobs(self, state: WindowState) -> None:
        screen, session, says, slot = self._screen, self._session, self.voice, self.slot
        listed, shown, goes = self.listed, self.shown, self.navigation
        self.importing = Importing(screen, listed=listed, goes=goes, works=session, says=says, panes=screen, slot=slot)
        self.exporting = Exporting(screen, listed=listed, shown=shown, goes=goes, works=session, says=says, slot=slot)
        self.printing = Printing(screen, listed=listed, shown=shown, goes=goes, works=session, says=says, slot=slot)
        self.resplitting = Resplitting(
            screen,
            splits=session,
            slot=slot,
            goes=goes,
            says=says,
            panes=screen,
            tree=screen.tree,
            offered=state.offered,
            is_undisturbed=lambda: not (screen.has_card or screen.is_typing),
        )

    def _make_issues(self, run: Callable[[str], None]) -> None:
        screen, session, says = self._screen, self._session, self.voice
        listed, shown, acts = self.listed, self.shown, self.acts
        self.issues = Issues(
            screen,
            listed=listed,
            shown=shown,
            goes=self.navigation,
            asks=session,
            says=says,
            head=screen.list.head,
            run=run,
        )
        self.headings = Headings(screen, shown=shown, desks=session, acts=acts, says=says)
        self.describing = Describing(
            screen, asks=session, acts=acts, says=says, tree=screen.tree, tags=self.tagging, look=screen.look
        )
        self.teaching = Teaching(
            screen, shown=shown, reads=session, desks=session, acts=acts, says=says, tree=screen.tree, run=run
        )
        self.correcting = Correcting(
            screen,
            listed=listed,
            shown=shown,
            desks=session,
            says=says,
            page=screen.detail.issue_page,
            pages=self.paging,
            everywhere=self.resplitting,
            slot=self.slot,
        )

    def _make_cards(self, run: Callable[[str], None]) -> None:
        screen, session, says = self._screen, self._session, self.voice
        self.browsing = Browsing(
            screen,
            goes=self.navigation,
            asks=session,
            reads=session,
            says=says,
            panes=screen,
            detail=screen.detail,
            exports=self.exporting,
            look=screen.look,
        )
        self.carding = Carding(
            screen,
            shown=self.shown,
            goes=self.navigation,
            asks=session,
            reads=session,
            acts=self.acts,
            says=says,
            panes=screen,
            detail=screen.detail,
            run=run,
            look=screen.look,
        )

    def _make_frame(self) -> None:
        screen = self._screen
        self.framing = Framing(
            screen,
            frames=screen,
            finds=self.finding,
            notes=self.noting,
            pages=self.paging,
            says=self.voice,
            tree=screen.tree,
            caret=screen.detail.caret,
            look=screen.look,
            stop_job=self.slot.stop,
        )
        self.settings = SettingsController(screen, screen.look)

    def _follow(self) -> None:
        """Tell those who show something what changed, and what others leave."""
        for changed in (self._session.committed, self._session.imported):
            for part in (self.linking, self.carding, self.teaching):
                changed.connect(part.follow)
        self.shown.item_left.connect(self.noting.end_session)
        self.paging.left.connect(self.correcting.page_left)
        self.navigation.place_chosen.connect(self.finding.show_place)

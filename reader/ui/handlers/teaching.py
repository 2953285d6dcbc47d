"""What was learned of a publication: read, switched off and on again."""

from __future__ import annotations

import json
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.changes import Change, Field
from reader.core.errors import CommandError
from reader.core.ids import IssueId, PublicationId
from reader.core.texts import clean_line
from reader.services import triage
from reader.ui.handlers.describing import issue_of
from reader.ui.models.tree import NodeKind

if TYPE_CHECKING:
    from reader.core.profiles import Profile
    from reader.ui.handlers.navigation import Handlers
    from reader.ui.profile_card import ProfileCard
    from reader.ui.window import Window

_Found = tuple["Profile", list[tuple[str, str, str]], frozenset[str], str]


class Teaching(QObject):
    """Acts on the publication that is chosen in the left pane, or that of what is chosen or shown."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._card: ProfileCard | None = None
        self._shown: PublicationId | None = None
        self._is_following = False

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"profile.open": lambda _: self.open_profile()}

    def open_profile(self) -> None:
        """Work out what was learned, beside the window, and show it."""
        publication, window = self._publication(), self._window
        library = window.session.library

        def work() -> _Found:
            from reader.services.parse_worker import ParseWorker
            from reader.services.teaching import Desk, told

            with closing(library.reader()) as reader, ParseWorker() as worker:
                profile = Desk(library, reader, worker).everything(publication)
                facts = [(fact.key, told(fact), _known(fact.times, is_taught=fact.is_taught)) for fact in profile.facts]
                names = {row.id: row.title for row in reader.publications()}
                name = names.get(publication) or "this publication"
                return profile, facts, reader.forgotten(publication), name

        window.say("Reading what was learned…")
        show = partial(self._show, publication)
        window.session.jobs.start("profile", "profile", work, show, window.tell_failure)

    def _publication(self) -> PublicationId:
        node = self._window.tree.current()
        while node is not None and node.kind is NodeKind.YEAR:
            node = node.parent
        if node is not None and node.kind is NodeKind.PUBLICATION:
            return PublicationId(int(node.value))
        issue: IssueId | None = issue_of(node)
        if issue is not None:
            return self._window.session.reader.issue(issue).publication_id
        detail = self._window.detail.detail
        if detail is None:
            raise CommandError("Choose a publication in the left pane first.")
        return detail.row.publication_id

    def _show(self, publication: PublicationId, found: _Found) -> None:
        from reader.ui.profile_card import ProfileCard

        profile, facts, forgotten, name = found
        self._window.say("")
        issues = f"{profile.issues} issue{'' if profile.issues == 1 else 's'}"
        corrections = f"{profile.corrections} correction{'' if profile.corrections == 1 else 's'}"
        self._card = card = ProfileCard(
            f"{clean_line(name, cap=40)}, learned from {issues}, {corrections}. Enter: off, on",
            facts,
            forgotten,
            self._window,
            forget=partial(self._forget, publication),
            undo=lambda: self._window.run("edit.undo"),
        )
        self._shown = publication
        if not self._is_following:
            self._is_following = True
            self._window.session.committed.connect(self._follow)
        card.open()

    def _forget(self, publication: PublicationId, keys: frozenset[str], label: str) -> None:
        self._window.deciding.carry_out(triage.set_forgotten(publication, keys, label), [])
        self._window.say(f"{label}. u takes it back.")

    def _follow(self, changes: tuple[Change, ...]) -> None:
        """Show what was switched off, by whomever."""
        for change in changes:
            is_mine = change.field is Field.PUBLICATION_FORGOTTEN and self._shown in change.targets
            if is_mine and self._card is not None and self._card.is_open:
                self._card.show_forgotten(json.loads(str(change.new)))


def _known(times: int, *, is_taught: bool) -> str:
    return "corrected by you" if is_taught else f"in {times} issue{'' if times == 1 else 's'}"

"""The splitting rules of a publication: read, switched off and on again, written by hand, forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.core.state.changes import Change, Field
from reader.core.text.clean import clean_line
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, PublicationId
from reader.ui.controllers.library_needs import Desks, Reads
from reader.ui.controllers.needs import CarriesOut, Handlers, Run, Says, Shown, Tree
from reader.ui.models.library_tree import NodeKind, issue_of

if TYPE_CHECKING:
    from reader.core.revision.profiles import Profile
    from reader.core.values.own_facts import OwnFact
    from reader.services.items.triage import Act
    from reader.services.splits.desk import Desk
    from reader.ui.cards.newsletters.profile_card import ProfileCard, ShownFact

_MOVING = {Field.PUBLICATION_FACTS, Field.ISSUE_FORGOTTEN}


@dataclass(frozen=True, slots=True)
class _Found:
    """The known facts of a publication: those that the card shows, and those written by hand."""

    publication: PublicationId
    name: str
    profile: Profile
    forgotten: frozenset[str]


class Teaching(QObject):
    """The controller of splitting rules, of the publication that is chosen in the left pane, or is shown."""

    def __init__(
        self,
        screen: QWidget,
        *,
        shown: Shown,
        reads: Reads,
        desks: Desks,
        acts: CarriesOut,
        says: Says,
        tree: Tree,
        run: Run,
    ) -> None:
        super().__init__(screen)
        self._screen, self._pane, self._reads, self._desks = screen, shown, reads, desks
        self._acts, self._says, self._tree, self._run = acts, says, tree, run
        self._card: ProfileCard | None = None
        self._found: _Found | None = None

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"profile.open": lambda _: self.open_profile()}

    def open_profile(self) -> None:
        """Work out the splitting rules beside the window, and show them."""
        publication = self._publication()
        self._says.say("Reading the splitting rules…")
        self._read(publication, self._open)

    def heading(self, off: frozenset[str]) -> str:
        """The heading of the card while the facts under these keys are switched off."""
        from reader.split import summarise

        shown = self._shown
        on = replace(shown.profile, facts=tuple(fact for fact in shown.profile.facts if fact.key not in off))
        learned = f"{_count(on.issues, 'issue')} and {_count(on.corrections, 'correction')}"
        return f"Splitting rules of {clean_line(shown.name, cap=40)}, learned from {learned}\n{summarise(on)}."

    def switch(self, fact: ShownFact, *, is_off: bool) -> None:
        """Switch a fact off, or on again."""
        label = f"{'Switch off' if is_off else 'Switch on'}: {fact.sentence[:60]}"
        keys = [fact.key]
        self._write(forget=keys if is_off else (), remember=() if is_off else keys, label=label)

    def write(self, fact: ShownFact | None) -> None:
        """Open a card to write a fact, a new one or one in the place of another."""
        from reader.split import as_fact, tell
        from reader.ui.cards.newsletters.fact_card import FactCard

        def told(own: OwnFact) -> str:
            made = as_fact(own)
            return tell(made) if made else own.text

        before = fact.own if fact else None
        FactCard(self._screen, before=before, tell=told, write=partial(self._keep, fact)).open()

    def delete(self, fact: ShownFact) -> None:
        """Delete a fact that was written by hand."""
        self._write(delete=[fact.key])

    def forget_all(self) -> None:
        """Forget all that was learned so far."""
        from reader.services.splits.profile_acts import forget_profile

        self._carry_out(forget_profile(self._shown.publication))

    def undo(self) -> None:
        """Take back what was done last."""
        self._run("edit.undo")

    @property
    def _shown(self) -> _Found:
        if self._found is None:
            raise CommandError("No splitting rules are shown.")
        return self._found

    def _keep(self, fact: ShownFact | None, own: OwnFact) -> None:
        """Keep a written fact; the one it replaces is deleted if it was written, and switched off if it was learned."""
        gone = [fact.key] if fact else []
        is_mine = fact is not None and fact.is_own
        self._write(add=[own], delete=gone if is_mine else (), forget=() if is_mine else gone)

    def _write(
        self,
        *,
        add: Sequence[OwnFact] = (),
        delete: Collection[str] = (),
        forget: Collection[str] = (),
        remember: Collection[str] = (),
        label: str | None = None,
    ) -> None:
        """Change written and switched-off facts as they are stored by now, by whomever."""
        from reader.services.splits.profile_acts import write_profile

        publication = self._shown.publication
        own, off = self._reads.own_facts(publication), self._reads.forgotten(publication)
        said = {"forget": forget, "remember": remember, "delete": delete}
        act = write_profile(publication, own, off, add=add, **said)
        self._carry_out(replace(act, label=label) if label else act)

    def _carry_out(self, act: Act) -> None:
        self._acts.carry_out(act, [])
        self._says.say(f"{act.label}. u takes it back; press g r to split stored issues by it.")

    def _publication(self) -> PublicationId:
        node = self._tree.current()
        while node is not None and node.kind is NodeKind.YEAR:
            node = node.parent
        if node is not None and node.kind is NodeKind.PUBLICATION:
            return PublicationId(int(node.value))
        issue: IssueId | None = issue_of(node)
        if issue is not None:
            return self._reads.issue(issue).publication_id
        detail = self._pane.detail
        if detail is None:
            raise CommandError("Select a newsletter in the left pane first.")
        return detail.row.publication_id

    def _read(self, publication: PublicationId, show: Callable[[_Found], None]) -> None:
        """Read the known facts of a publication, beside the window."""
        work = partial(_find, publication)
        self._desks.at_desk("profile", "profile", work, show, self._says.tell_failure)

    def _open(self, found: _Found) -> None:
        from reader.ui.cards.newsletters.profile_card import ProfileCard

        self._says.say("")
        self._found = found
        self._card = ProfileCard(self._screen, self)
        self._card.show_facts(_shown_facts(found.profile), found.forgotten)
        self._card.open()

    def _show(self, found: _Found) -> None:
        """Show the known facts in the card, if it is still open and of that publication."""
        if self._card is not None and self._card.is_open and self._shown.publication == found.publication:
            self._found = found
            self._card.show_facts(_shown_facts(found.profile), found.forgotten)

    def follow(self, changes: tuple[Change, ...]) -> None:
        """Show facts that were switched off, written or forgotten, by whomever."""
        if self._card is None or self._found is None or not self._card.is_open:
            return
        publication = self._found.publication
        if any(change.field in _MOVING for change in changes):
            self._read(publication, self._show)
            return
        for change in changes:
            if change.field is Field.PUBLICATION_FORGOTTEN and publication in change.targets:
                self._card.show_forgotten(frozenset(json.loads(str(change.new))))


def _find(publication: PublicationId, desk: Desk) -> _Found:
    names = {row.id: row.title for row in desk.reader.publications()}
    return _Found(
        publication,
        names.get(publication) or "This newsletter",
        desk.everything(publication),
        desk.reader.forgotten(publication),
    )


def _shown_facts(profile: Profile) -> tuple[ShownFact, ...]:
    from reader.split import as_own, known_by, tell
    from reader.ui.cards.newsletters.profile_card import ShownFact

    return tuple(
        ShownFact(fact.key, tell(fact), known_by(fact), own=as_own(fact), is_own=fact.is_own) for fact in profile.facts
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

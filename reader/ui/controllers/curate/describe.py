"""Edits metadata by hand in the left pane: the name, number, day and publication of an issue, names of publications."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.core.state.rows import IssueRow, PublicationRow
from reader.core.text.clean import clean_line
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, PublicationId
from reader.core.values.publications import DescribeIssue, clean_day, clean_number
from reader.services.items import triage
from reader.ui.controllers.library_needs import Asks
from reader.ui.controllers.needs import CarriesOut, Handlers, Says, Tags, Tree
from reader.ui.look.appearance import Look
from reader.ui.models.library_tree import NodeKind, issue_of

if TYPE_CHECKING:
    from reader.store import Reader

_UNKNOWN = "Unknown newsletter"


class Describing(QObject):
    """The controller of metadata: acts on the row that is chosen in the left pane."""

    def __init__(
        self,
        screen: QWidget,
        *,
        asks: Asks,
        acts: CarriesOut,
        says: Says,
        tree: Tree,
        tags: Tags,
        look: Look,
    ) -> None:
        super().__init__(screen)
        self._screen, self._asks, self._acts, self._says = screen, asks, acts, says
        self._tree, self._tags, self._look = tree, tags, look

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"views.rename": lambda _: self.rename()}

    def rename(self) -> None:
        """Open the name of the chosen tag, publication or issue, and where an issue belongs, to be edited."""
        node = self._tree.current()
        ask, fail = self._asks.ask, self._says.tell_failure
        if node is not None and node.kind is NodeKind.TAG:
            self._tags.rename()
        elif node is not None and node.kind is NodeKind.PUBLICATION:
            publication = PublicationId(int(node.value))
            show = partial(self._open_publication, publication)
            ask("lists", "describe", lambda reader: reader.publications(), show, fail)
        elif (issue := issue_of(node)) is not None:
            ask("lists", "describe", partial(_read_issue, issue), self._open_issue, fail)
        else:
            raise CommandError("Select an issue, a newsletter or a tag in the left pane first.")

    # a publication

    def _open_publication(self, publication: PublicationId, rows: Sequence[PublicationRow]) -> None:
        from reader.ui.cards.choice.fields_card import CardField, FieldsCard

        row = next((row for row in rows if row.id == publication), None)
        if row is None:
            return  # it was removed meanwhile
        others = [other for other in rows if other.id != publication and other.title]
        known = tuple(other.title for other in others if other.title)
        FieldsCard(
            self._look,
            f"Rename {row.title or _UNKNOWN}",
            [CardField("Name", row.title or "", "unknown", known)],
            self._screen,
            tell=lambda texts: _told_of_rename(row, texts[0], others),
            keep=lambda texts: self._rename_publication(row, texts[0], others),
        ).open()

    def _rename_publication(self, row: PublicationRow, text: str, others: Sequence[PublicationRow]) -> None:
        name, before = clean_line(text), row.title or _UNKNOWN
        if not name:
            raise CommandError("A newsletter needs a name.")
        other = _named(name, others)
        if other is not None:
            act = triage.merge_publications(row.id, other.id, before, other.title or "")
        else:
            act = triage.rename_publication(row.id, before, name)
        self._acts.carry_out(act, [])
        self._says.say(f"{act.label}. u takes it back.")

    # an issue

    def _open_issue(self, found: tuple[IssueRow, list[PublicationRow]]) -> None:
        from reader.ui.cards.choice.fields_card import CardField, FieldsCard

        row, publications = found
        own = next((one.title for one in publications if one.id == row.publication_id), None) or ""
        known = tuple(one.title for one in publications if one.title)
        empty = "as in the document"
        FieldsCard(
            self._look,
            f"Issue {row.label}",
            [
                CardField("Title", row.title or "", empty),
                CardField("Number", "" if row.number is None else str(row.number), empty),
                CardField("Date", row.date or "", f"{empty}; such as 2026-03-31"),
                CardField("Publication", own, "unknown", known),
            ],
            self._screen,
            tell=lambda texts: _told_of_issue(texts, own, publications),
            keep=lambda texts: self._describe(row, own, texts),
        ).open()

    def _describe(self, row: IssueRow, own: str, texts: Sequence[str]) -> None:
        title, number, day, publication = texts
        clean_number(number)
        clean_day("" if day.strip() == row.date else day)
        name = clean_line(publication)
        if own and not name:
            raise CommandError("A newsletter needs a name.")
        wish = DescribeIssue(
            row.id,
            title=_changed(title, row.title),
            number=_changed(number, None if row.number is None else str(row.number)),
            date=_changed(day, row.date),
            publication=_changed(name, own),
        )
        act = triage.describe_issue(wish, f"issue {row.label}")
        self._acts.carry_out(act, [])
        self._says.say(f"{act.label}. u takes it back.")


def _read_issue(issue: IssueId, reader: Reader) -> tuple[IssueRow, list[PublicationRow]]:
    return reader.issue(issue), reader.publications()


def _changed(text: str, before: str | None) -> str | None:
    """The typed text; None where it is the same as before."""
    return None if text.strip() == (before or "") else text.strip()


def _named(name: str, rows: Sequence[PublicationRow]) -> PublicationRow | None:
    wanted = " ".join(name.casefold().split())
    return next((row for row in rows if " ".join((row.title or "").casefold().split()) == wanted), None)


def _told_of_rename(row: PublicationRow, text: str, others: Sequence[PublicationRow]) -> str:
    other = _named(text, others)
    issues = f"{row.issues} issue{'' if row.issues == 1 else 's'}"
    if other is not None:
        also = "" if row.title is None else ", and those that still come,"
        return f"{other.title} exists already. Enter merges the two: {issues}{also} will belong to {other.title}."
    if row.title is None:
        return f"The {issues} here will belong to a newsletter of this name."
    return "New issues under the printed name still arrive here. Another newsletter's name merges the two."


def _told_of_issue(texts: Sequence[str], own: str, publications: Sequence[PublicationRow]) -> str:
    name = clean_line(texts[3])
    if name and name.casefold() != own.casefold():
        there = _named(name, publications)
        return f"The issue moves to {there.title}." if there else f"The issue moves to a new newsletter, {name}."
    return "Leave a field empty to keep what the document says."

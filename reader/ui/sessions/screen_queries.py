"""Questions that the window asks the library beside itself: a place listed, and all numbers of the screen at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.state.queries import Is, IsTerm, Query
from reader.core.state.rows import IssueRow, PublicationRow, SectionName, SectionRow, ViewCounts
from reader.core.state.tags import TagRow
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, ItemId, PublicationId
from reader.ui.models.item_list import Arranged, Header, arrange
from reader.ui.models.places import Place, PlaceKind

if TYPE_CHECKING:
    from reader.store import Reader


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Facts of the listed issue for the list's head; ``set_aside`` counts lines.

    ``has_remarks``: it says something outside of its items, such as an introduction.
    """

    issue: IssueId
    is_guess: bool
    set_aside: int
    has_remarks: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """All numbers on the screen, counted at one moment."""

    views: ViewCounts
    tags: list[TagRow]
    publications: list[PublicationRow]
    issues: dict[PublicationId, list[IssueRow]]
    sections: dict[IssueId, list[SectionRow]]
    listed_unread: int
    new: int
    """The number of items that came since the list was fetched and belong into it."""
    listed_issue: IssueFacts | None


def count_screen(
    reader: Reader,
    place: Place | None,
    newest: ItemId | None,
    publications: list[PublicationId],
    issues: list[IssueId],
) -> Tally:
    """Count everything that the screen shows; ``newest`` is the newest item of the list, None until it is whole."""
    query = place.query if place else Query()
    new = reader.count(query) - reader.count(query, newest=newest) if newest is not None else 0
    return Tally(
        reader.view_counts(),
        reader.tags(),
        reader.publications(),
        {publication: reader.issues(publication) for publication in publications},
        {issue: reader.sections(issue) for issue in issues},
        reader.count(query & Query((IsTerm(Is.UNREAD),)), newest=newest) if place else 0,
        new,
        _issue_facts(reader, place),
    )


def _issue_facts(reader: Reader, place: Place | None) -> IssueFacts | None:
    if place is None or place.kind is not PlaceKind.ISSUE:
        return None
    issue = IssueId(int(place.value))
    try:
        row, lines, remarks = reader.issue(issue), reader.set_aside(issue), reader.remarks(issue)
        return IssueFacts(issue, row.is_guess, len(lines), bool(remarks))
    except NotFound:
        return None  # a place from a library that was put back to an older backup


def list_items(reader: Reader, place: Place, query: Query, limit: int | None) -> Arranged:
    """List what a query finds, with the headings of its sections as the place needs them."""
    listing = reader.listing(query, limit=limit)
    names = reader.section_names(set(listing.sections))
    is_grouped = not query.has_words
    within_issue = place.kind is PlaceKind.ISSUE
    headers = {key: _header(name, within_issue=within_issue) for key, name in names.items()}
    return arrange(listing, headers, is_grouped=is_grouped)


def _header(name: SectionName, *, within_issue: bool) -> Header:
    """A section's heading; across issues it says which issue."""
    if within_issue:
        return Header(name.title or "Items", 0, name.is_deduced)
    parts = (name.publication, name.issue, name.title)
    return Header(" › ".join(part for part in parts if part), 0, name.is_deduced, name.is_guess)

"""Places: the things that the list can show, and the query of each."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from reader.core.state.queries import Is, IsTerm, KindTerm, Query, TagTerm, Within
from reader.core.state.query_text import parse_query
from reader.core.state.rows import View
from reader.core.values.ids import IssueId, PublicationId
from reader.core.values.issues import Kind

VIEW_TITLES: dict[View, str] = {
    View.UNREAD: "Unread",
    View.STARRED: "Starred",
    View.LATER: "Later",
    View.ANNOTATED: "Annotated",
    View.PAPERS: "Papers",
    View.DONE: "Done",
    View.ALL: "Everything",
}
GUESS_TOLD = "Check this split: M corrects it"
_VIEW_QUERIES: dict[View, Query] = {
    View.UNREAD: Query((IsTerm(Is.UNREAD),)),
    View.STARRED: Query((IsTerm(Is.STARRED),)),
    View.LATER: Query((IsTerm(Is.LATER),)),
    View.ANNOTATED: Query((IsTerm(Is.ANNOTATED),)),
    View.PAPERS: Query((KindTerm(Kind.PAPER),)),
    View.DONE: Query((IsTerm(Is.DONE),)),
    View.ALL: Query(),
}


class PlaceKind(StrEnum):
    """The kinds of places."""

    VIEW = "view"
    PUBLICATION = "publication"
    ISSUE = "issue"
    SEARCH = "search"
    TAG = "tag"


class States(StrEnum):
    """The states that items of a place are listed by; the value is the button's word."""

    ALL = "All"
    UNREAD = "Unread"
    STARRED = "Starred"


_STATE_TERMS: dict[States, Query] = {
    States.ALL: Query(),
    States.UNREAD: Query((IsTerm(Is.UNREAD),)),
    States.STARRED: Query((IsTerm(Is.STARRED),)),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A thing that the list shows: a view, a publication, an issue, a tag or a search.

    ``value`` is the view's or the tag's name, the id, or the text searched for; ``publication`` is where an issue
    belongs.
    """

    kind: PlaceKind
    value: str
    title: str
    publication: int = 0
    states: States = States.ALL
    filter: str = ""

    @property
    def query(self) -> Query:
        """The query that lists the place."""
        return self._own_query & _STATE_TERMS[self.states] & parse_query(self.filter, as_you_type=True)

    @property
    def _own_query(self) -> Query:
        if self.kind is PlaceKind.VIEW:
            return _VIEW_QUERIES[View(self.value)]
        if self.kind is PlaceKind.PUBLICATION:
            return Query((Within(publication=PublicationId(int(self.value))),))
        if self.kind is PlaceKind.ISSUE:
            return Query((Within(issue=IssueId(int(self.value))),))
        if self.kind is PlaceKind.TAG:
            return Query((TagTerm(self.value),))
        return parse_query(self.value, as_you_type=True)

    @property
    def searched(self) -> Query:
        """The part of the query that was typed, for marking hits."""
        typed = parse_query(self.filter, as_you_type=True)
        return self._own_query & typed if self.kind is PlaceKind.SEARCH else typed

    @property
    def root(self) -> tuple[PlaceKind, str]:
        """The key of the place in the tree: the same for every filter."""
        return self.kind, self.value

    def to_json(self) -> dict[str, Any]:
        """The place as JSON data for the state file."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Place":
        """Read what ``to_json`` wrote; raises ValueError, KeyError or TypeError for anything else."""
        kind, states = PlaceKind(data["kind"]), States(data["states"])
        place = cls(**{**data, "kind": kind, "states": states})
        assert_known = place.query  # an unknown view or a broken id shows here, not later
        del assert_known
        return place


def view_place(view: View) -> Place:
    """The place of a view."""
    return Place(PlaceKind.VIEW, view.value, VIEW_TITLES[view])


def tag_place(name: str) -> Place:
    """The place of a tag and all inside it."""
    return Place(PlaceKind.TAG, name, name)


def issue_place(issue: int, label: str, publication: int) -> Place:
    """The place of an issue; ``label`` is what the tree calls it."""
    title = f"Issue {label}" if label.startswith("#") else label
    return Place(PlaceKind.ISSUE, str(issue), title, publication)


def items_told(count: int) -> str:
    """The number of items, in words."""
    return f"{count} item{'' if count == 1 else 's'}"


def count_told(lines: int) -> str:
    """The number of lines set aside, in words."""
    return f"{lines or 'No'} line{'' if lines == 1 else 's'} set aside"

"""A query's terms as SQL conditions on ``item``. Flags stand as literals, since partial indexes are chosen by them.

Its statements are SQL: `listings` are put together of these conditions at every key that lists, FTS5's MATCH and ``+``,
which keeps the planner off an index, are in them, and the labels of issues are kept as texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from reader.core.state.queries import (
    ColourTerm,
    Is,
    IssueTerm,
    IsTerm,
    KindTerm,
    PublicationTerm,
    Query,
    TagTerm,
    Term,
    Within,
    Words,
)
from reader.core.values.issues import GUESS_BELOW
from reader.store.log.tag_edits import tags_inside
from reader.store.search.search_terms import Wanted, want
from reader.store.sql.connection import folded
from reader.store.sql.labels import DATE, GUESS, ISSUE_TITLE, NUMBER
from reader.store.sql.schema import ANNOTATED, TITLE, UNDECIDED

# The + keeps the planner on the index in the list's order.
_WITH_HIGHLIGHT = (
    "item.has_highlights = 1 AND +item.work_id IN (SELECT marked.work_id FROM highlight "
    "JOIN item AS marked ON marked.id = highlight.item_id WHERE removed_at IS NULL AND "
)
LOST = "NOT EXISTS (SELECT 1 FROM placement WHERE highlight_id = highlight.id)"
"""The condition of a detached highlight, which stands nowhere any more."""

_IS = {
    Is.READ: "item.is_read = 1",
    Is.UNREAD: f"({UNDECIDED})",
    Is.STARRED: "item.is_starred = 1",
    Is.LATER: "item.is_later = 1",
    Is.DONE: "item.is_done = 1",
    Is.ANNOTATED: ANNOTATED,
    Is.HIGHLIGHTED: "item.has_highlights = 1",
    Is.DETACHED: f"{_WITH_HIGHLIGHT}{LOST})",
    Is.GONE: "item.shown = 2",
    Is.UNTITLED: "coalesce(item.own_title, item.title) IS NULL AND "
    "NOT EXISTS (SELECT 1 FROM work WHERE work.id = item.work_id AND work.own_title IS NOT NULL)",
    Is.UNSURE: f"(+item.issue_id IN (SELECT issue.id FROM issue WHERE {GUESS}) "
    f"OR +item.id IN (SELECT doubted.id FROM item_text AS doubted WHERE doubted.confidence < {GUESS_BELOW}))",
}
_KEPT = {Is.STARRED, Is.ANNOTATED, Is.HIGHLIGHTED, Is.DETACHED, Is.GONE}
"""Asking for these also shows retired items, as asking for a tag or a colour does."""

TEXTS = "JOIN item_text ON item_text.id = item.id JOIN work ON work.id = item.work_id"
_FOUND_IN = (TITLE, "item_text.body", "(SELECT note FROM searchable WHERE searchable.id = item.id)")
NEWEST_FIRST = "item.rank DESC, item.issue_id DESC, item.position"


@dataclass(slots=True)
class Selection:
    """The conditions that all must hold, their bound values, the FTS5 expression, and the order of a plain list."""

    conditions: list[str] = field(default_factory=list)
    bound: list[Any] = field(default_factory=list)
    match: list[str] = field(default_factory=list)
    needs_texts: bool = False
    order: str = NEWEST_FIRST

    def add(self, condition: str, *bound: Any, is_negated: bool = False) -> None:
        """Add a condition, or its opposite."""
        self.conditions.append(f"NOT ({condition})" if is_negated else condition)
        self.bound += bound

    @property
    def matched(self) -> str:
        """The FTS5 expression of all words."""
        return " AND ".join(self.match)

    @property
    def where(self) -> str:
        """All conditions in one."""
        return " AND ".join(self.conditions)


def select_items(connection: Connection, query: Query) -> Selection:
    """The conditions of a query; names of issues and publications are looked up on the way."""
    chosen = Selection()
    chosen.add("item.shown >= 1" if any(map(_keeps_retired, query.terms)) else "item.shown = 1")
    for term in query.terms:
        add_term(chosen, connection, term)
    return chosen


def _keeps_retired(term: Term) -> bool:
    is_kept = isinstance(term, TagTerm | ColourTerm) or (isinstance(term, IsTerm) and term.value in _KEPT)
    return is_kept and not term.is_negated


def add_term(chosen: Selection, connection: Connection, term: Term) -> None:
    """Add the condition of one term."""
    match term:
        case Words():
            _add_words(chosen, want(term))
        case IsTerm():
            chosen.add(_IS[term.value], is_negated=term.is_negated)
        case ColourTerm():
            chosen.add(f"{_WITH_HIGHLIGHT}colour = ?)", term.value, is_negated=term.is_negated)
        case KindTerm():
            chosen.add("item.kind = ?", term.value.value, is_negated=term.is_negated)
        case Within():
            _add_within(chosen, term)
        case IssueTerm():
            _add_issues(chosen, connection, term)
        case PublicationTerm():
            found = _publications(connection, term.value)
            chosen.add(_one_of("publication_id", found), is_negated=term.is_negated)
        case TagTerm():
            chosen.add(_tagged(connection, term.value), is_negated=term.is_negated)


def _add_within(chosen: Selection, term: Within) -> None:
    places = {"publication_id": term.publication, "issue_id": term.issue, "section_id": term.section}
    parts = [f"item.{column} = {int(number)}" for column, number in places.items() if number is not None]
    if not parts:
        return
    chosen.add(" AND ".join(parts), is_negated=term.is_negated)
    if not term.is_negated and (term.issue is not None or term.section is not None):
        chosen.order = "item.position"


def _add_issues(chosen: Selection, connection: Connection, term: IssueTerm) -> None:
    found = _issues(connection, term.value)
    chosen.add(_one_of("issue_id", found), is_negated=term.is_negated)
    if len(found) == 1 and not term.is_negated:
        chosen.order = "item.position"


def _one_of(column: str, ids: list[int]) -> str:
    if len(ids) == 1:
        return f"item.{column} = {ids[0]}"
    return f"item.{column} IN ({', '.join(map(str, ids))})"


def _issues(connection: Connection, value: str) -> list[int]:
    """Issues with this number, or (where it is no number) with this in their title."""
    digits = value.strip().removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) < 16:
        sql = f"SELECT id FROM issue WHERE {NUMBER} = ? OR ({NUMBER} IS NULL AND holds({ISSUE_TITLE}, ?))"
        needle = folded(digits)
        return list(connection.exec_driver_sql(sql, (int(digits), needle)).scalars())
    sql = f"SELECT id FROM issue WHERE holds(coalesce({ISSUE_TITLE}, {DATE}, name), ?)"
    return list(connection.exec_driver_sql(sql, (folded(value),)).scalars())


def _publications(connection: Connection, value: str) -> list[int]:
    sql = "SELECT id FROM publication WHERE holds(title, ?)"
    return list(connection.exec_driver_sql(sql, (folded(value),)).scalars())


def _tagged(connection: Connection, value: str) -> str:
    """Items whose work has this tag, or one that is nested in it."""
    tags = ", ".join(str(tag.id) for tag in tags_inside(connection, value.strip().strip("/")))
    return f"item.work_id IN (SELECT work_id FROM tagging WHERE tag_id IN ({tags}) AND is_set = 1)"


def _add_words(chosen: Selection, wanted: Wanted | None) -> None:
    if wanted is None:
        return
    if wanted.is_negated:
        _add_unwanted(chosen, wanted)
        return
    if wanted.match is not None:
        chosen.match.append(wanted.match)
    if wanted.literal is not None:
        condition, bound = literal(wanted.literal, _FOUND_IN)
        chosen.add(condition, *bound)
        chosen.needs_texts = True


def _add_unwanted(chosen: Selection, wanted: Wanted) -> None:
    """Leave out what holds a word: by the index where it can tell, else by reading the texts."""
    condition, bound = ("1", []) if wanted.literal is None else literal(wanted.literal, _FOUND_IN)
    if wanted.match is None:
        chosen.add(condition, *bound, is_negated=True)
        chosen.needs_texts = True
        return
    hits = f"FROM item_fts JOIN item ON item.id = item_fts.rowid {TEXTS} WHERE item_fts MATCH ?"
    chosen.add(f"item.id IN (SELECT item.id {hits} AND {condition})", wanted.match, *bound, is_negated=True)


def literal(needle: str, texts: Sequence[str]) -> tuple[str, list[str]]:
    """Whether one of these (SQL) texts holds a literal one, which is bound.

    By LIKE, which is quicker, where its idea of case is ours and no line end matters.
    """
    if needle.isascii() and " " not in needle and len(needle) < 1_000:
        escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        condition, bound = " OR ".join(rf"{text} LIKE ? ESCAPE '\'" for text in texts), f"%{escaped}%"
    else:
        condition, bound = " OR ".join(f"holds({text}, ?)" for text in texts), folded(needle)
    return f"coalesce({condition}, 0)", [bound] * len(texts)

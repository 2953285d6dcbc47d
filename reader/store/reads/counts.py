"""Views, publications, issues, sections and tags with their counts, as the left pane and the heads of lists show them.

Its statements are SQL: conditions stand in them in the very words of partial indexes (`schema`), by which the planner
chooses those, and they are run after every change.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from reader.core.state.rows import IssueRow, PublicationRow, SectionName, SectionRow, ViewCounts
from reader.core.state.tags import TagRow, fold_tag, outer_names
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, PublicationId, SectionId
from reader.store.log.tag_edits import live_tags
from reader.store.sql.labels import DATE, DEDUCED, GUESS, ISSUE_TITLE, LABEL, NUMBER, SECTION
from reader.store.sql.schema import ANNOTATED, UNDECIDED, UNREAD


def count_views(connection: Connection) -> ViewCounts:
    """The number of items that each view lists."""
    ((unread, papers),) = _all(
        connection, f"SELECT count(*), count(CASE kind WHEN 'paper' THEN 1 END) FROM item WHERE {UNREAD}"
    )
    ((starred, later, annotated, done, every),) = _all(
        connection,
        f"""
        SELECT (SELECT count(*) FROM item WHERE is_starred = 1 AND shown >= 1),
            (SELECT count(*) FROM item WHERE is_later = 1 AND shown = 1),
            (SELECT count(*) FROM item WHERE {ANNOTATED} AND shown >= 1),
            (SELECT count(*) FROM item WHERE is_done = 1 AND shown = 1),
            (SELECT count(*) FROM item WHERE shown = 1)
        """,
    )
    return ViewCounts(unread, starred, later, annotated, papers, done, every)


def read_publications(connection: Connection) -> list[PublicationRow]:
    """The publications that are not removed, by name; the unknown one last."""
    by_publication = "SELECT publication_id, count(*) FROM item WHERE {} GROUP BY publication_id"
    items = dict(_all(connection, by_publication.format("shown = 1")))
    unread = dict(_all(connection, by_publication.format(UNREAD)))
    rows = _all(
        connection,
        """
        SELECT publication.id, publication.title, address, count(issue.id)
        FROM publication LEFT JOIN issue ON issue.publication_id = publication.id AND issue.removed_at IS NULL
        WHERE publication.removed_at IS NULL GROUP BY publication.id
        HAVING count(issue.id) > 0 OR address IS NOT NULL
        ORDER BY publication.title IS NULL, coalesce(own_key, publication.name_key), publication.id
        """,
    )
    return [
        PublicationRow(PublicationId(number), title, address, issues, items.get(number, 0), unread.get(number, 0))
        for number, title, address, issues in rows
    ]


def read_issues(connection: Connection, publication: PublicationId) -> list[IssueRow]:
    """The issues of a publication that are not removed, the newest first."""
    return _issues(connection, "issue.publication_id = ? AND issue.removed_at IS NULL", publication)


def read_siblings(connection: Connection, issue: IssueId) -> list[IssueId]:
    """The other issues of an issue's publication, the newest first; none where that is unknown."""
    rows = connection.exec_driver_sql(
        "SELECT issue.id FROM issue JOIN publication ON publication.id = publication_id "
        "WHERE publication.title IS NOT NULL AND issue.removed_at IS NULL AND issue.id <> ? "
        "AND publication_id = (SELECT publication_id FROM issue WHERE id = ?) ORDER BY rank DESC, issue.id DESC",
        (issue, issue),
    )
    return [IssueId(number) for number in rows.scalars()]


def read_issue(connection: Connection, id: IssueId) -> IssueRow:
    """One issue, also a removed one. NotFound: there is none."""
    found = _issues(connection, "issue.id = ?", id)
    if not found:
        raise NotFound(f"There is no issue {id} in this library.")
    return found[0]


def _issues(connection: Connection, condition: str, number: int) -> list[IssueRow]:
    rows = _all(
        connection,
        f"""
        SELECT id, publication_id, {LABEL}, {ISSUE_TITLE}, {NUMBER}, {DATE}, {GUESS},
            (SELECT count(*) FROM item WHERE issue_id = issue.id AND shown = 1),
            (SELECT count(*) FROM item WHERE issue_id = issue.id AND {UNREAD})
        FROM issue WHERE {condition} ORDER BY rank DESC, id DESC
        """,
        number,
    )
    return [
        IssueRow(IssueId(number), PublicationId(of), label, title, printed, date, bool(is_guess), items, unread)
        for number, of, label, title, printed, date, is_guess, items, unread in rows
    ]


def read_sections(connection: Connection, issue: IssueId) -> list[SectionRow]:
    """The sections of an issue in reading order, without those that hold nothing any more."""
    rows = _all(
        connection,
        f"""
        SELECT id, issue_id, {SECTION}, {DEDUCED},
            (SELECT count(*) FROM item WHERE section_id = section.id AND shown = 1),
            (SELECT count(*) FROM item WHERE section_id = section.id AND {UNREAD})
        FROM section WHERE issue_id = ? AND is_retired = 0 ORDER BY position, id
        """,
        issue,
    )
    return [
        SectionRow(SectionId(number), IssueId(of), title, bool(deduced), items, unread)
        for number, of, title, deduced, items, unread in rows
    ]


def read_section_names(connection: Connection, ids: Collection[SectionId]) -> dict[SectionId, SectionName]:
    """The names of sections for the headers over the rows of a list."""
    rows = _all(
        connection,
        f"""
        SELECT section.id, publication.title, {LABEL}, {SECTION}, {DEDUCED}, {GUESS}
        FROM section JOIN issue ON issue.id = section.issue_id
        JOIN publication ON publication.id = issue.publication_id
        WHERE section.id IN (SELECT value FROM json_each(?))
        """,
        json.dumps(list(ids)),
    )
    return {
        SectionId(number): SectionName(title, bool(deduced), label, publication, bool(is_guess))
        for number, publication, label, title, deduced, is_guess in rows
    }


def count_tags(connection: Connection) -> list[TagRow]:
    """All tags by name with what they and their nested ones hold; outer ones that do not exist are there too."""
    live = live_tags(connection)
    names: dict[str, tuple[str, str | None]] = {
        fold_tag(outer): (outer, None) for tag in reversed(live) for outer in outer_names(tag.name)
    }
    names.update((tag.fold, (tag.name, tag.colour)) for tag in live)
    pairs = [(fold, tag.id) for tag in live for fold in (*map(fold_tag, outer_names(tag.name)), tag.fold)]
    counted = _all(
        connection,
        # CROSS JOIN tells SQLite's planner in which order to walk.
        f"""
        WITH held (place, tag) AS (SELECT value ->> 0, value ->> 1 FROM json_each(?)),
        works (place, work) AS (
            SELECT DISTINCT place, work_id FROM held CROSS JOIN tagging ON tag_id = tag AND is_set = 1
        )
        SELECT place, count(*), count(CASE WHEN {UNDECIDED} THEN 1 END)
        FROM works CROSS JOIN item ON item.work_id = work WHERE shown >= 1 GROUP BY place
        """,
        json.dumps(pairs),
    )
    counts = {place: (items, unread) for place, items, unread in counted}
    return [TagRow(*names[fold], *counts.get(fold, (0, 0))) for fold in sorted(names)]


def _all(connection: Connection, sql: str, *bound: Any) -> list[Any]:
    return list(connection.exec_driver_sql(sql, bound).cursor.fetchall())

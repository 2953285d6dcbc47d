"""Reading what is known of how to split: corrections of issues, what issues tell, and what was forgotten."""

import json

from sqlalchemy import Connection

from reader.core.errors import NotFound
from reader.core.ids import IssueId, OriginalId, PublicationId
from reader.core.rows import StoredCorrection, StoredObservation
from reader.core.splits import SplitBasis


def read_corrections(connection: Connection, issue: IssueId) -> tuple[StoredCorrection, ...]:
    """The corrections of an issue that count, in the order they were made."""
    rows = connection.exec_driver_sql(
        "SELECT id, data FROM correction WHERE issue_id = ? AND removed_at IS NULL ORDER BY id", (issue,)
    ).cursor.fetchall()
    return tuple(StoredCorrection(*row) for row in rows)


def read_split_basis(connection: Connection, issue: IssueId) -> SplitBasis:
    """What an issue is split by as it is stored now. NotFound: there is no such issue."""
    row = connection.exec_driver_sql("SELECT original_id FROM issue WHERE id = ?", (issue,)).first()
    if row is None:
        raise NotFound(f"There is no issue {issue} in this library.")
    return SplitBasis(OriginalId(row[0]), tuple(one.id for one in read_corrections(connection, issue)))


def read_observations(
    connection: Connection, publication: PublicationId, version: str
) -> tuple[StoredObservation, ...]:
    """What the issues of a publication that are not removed tell, as far as it was observed by this version."""
    rows = connection.exec_driver_sql(
        """
        SELECT issue.id, text_hash, (
            SELECT group_concat(id) FROM (
                SELECT id FROM correction WHERE correction.issue_id = issue.id AND removed_at IS NULL ORDER BY id
            )
        ), basis, data
        FROM issue JOIN original ON original.id = original_id LEFT JOIN observation ON observation.issue_id = issue.id
        WHERE publication_id = ? AND removed_at IS NULL ORDER BY issue.id
        """,
        (publication,),
    ).cursor.fetchall()
    found = []
    for number, text, corrections, basis, data in rows:
        now = f"{version} {text} {corrections or ''}"
        found.append(StoredObservation(IssueId(number), now, data if basis == now else None))
    return tuple(found)


def read_forgotten(connection: Connection, publication: PublicationId) -> frozenset[str]:
    """The keys of learned facts that are switched off. NotFound: there is no such publication."""
    row = connection.exec_driver_sql("SELECT forgotten FROM publication WHERE id = ?", (publication,)).first()
    if row is None:
        raise NotFound(f"There is no publication {publication} in this library.")
    return frozenset(json.loads(row[0]))

"""Reads and notes what is known of how to split: corrections, observations of issues, facts written by hand."""

import json

from sqlalchemy import Connection

from reader.core.revision.split_changes import SplitBasis
from reader.core.state.rows import Observed, StoredCorrection, StoredObservation
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, OriginalId, PublicationId
from reader.core.values.own_facts import OwnFact, read_own_facts


def read_corrections(connection: Connection, issue: IssueId) -> tuple[StoredCorrection, ...]:
    """The corrections of an issue that count, in the order they were made."""
    rows = connection.exec_driver_sql(
        "SELECT id, data FROM correction WHERE issue_id = ? AND removed_at IS NULL ORDER BY id", (issue,)
    ).cursor.fetchall()
    return tuple(StoredCorrection(*row) for row in rows)


def read_lessons(connection: Connection, issue: IssueId) -> tuple[StoredCorrection, ...]:
    """The corrections of an issue that teach: those that were not forgotten."""
    rows = connection.exec_driver_sql(
        "SELECT correction.id, data FROM correction JOIN issue ON issue.id = issue_id "
        "WHERE issue_id = ? AND correction.removed_at IS NULL AND correction.id > coalesce(forgotten, 0) "
        "ORDER BY correction.id",
        (issue,),
    ).cursor.fetchall()
    return tuple(StoredCorrection(*row) for row in rows)


def read_split_basis(connection: Connection, issue: IssueId) -> SplitBasis:
    """The basis of an issue's split as it is stored now. NotFound: there is no such issue."""
    row = connection.exec_driver_sql("SELECT original_id, split_id FROM issue WHERE id = ?", (issue,)).first()
    if row is None:
        raise NotFound(f"There is no issue {issue} in this library.")
    return SplitBasis(OriginalId(row[0]), tuple(one.id for one in read_corrections(connection, issue)), row[1])


def read_observations(
    connection: Connection, publication: PublicationId, version: str
) -> tuple[StoredObservation, ...]:
    """The observations of a publication's issues that are not removed, as far as this version made them.

    Those of an unknown publication have nothing in common, and tell nothing. Of those that were forgotten only the
    corrections count that were made later; where there is none they tell nothing either.
    """
    rows = connection.exec_driver_sql(
        """
        SELECT issue.id, text_hash, (
            SELECT group_concat(id) FROM (
                SELECT id FROM correction WHERE correction.issue_id = issue.id AND removed_at IS NULL
                    AND id > coalesce(issue.forgotten, 0) ORDER BY id
            )
        ) AS corrections, basis, data
        FROM issue JOIN original ON original.id = original_id LEFT JOIN observation ON observation.issue_id = issue.id
        WHERE publication_id = (SELECT id FROM publication WHERE id = ? AND title IS NOT NULL)
            AND removed_at IS NULL AND (forgotten IS NULL OR corrections IS NOT NULL)
        ORDER BY issue.id
        """,
        (publication,),
    ).cursor.fetchall()
    found = []
    for number, text, corrections, basis, data in rows:
        now = _basis(version, text, corrections or "")
        found.append(StoredObservation(IssueId(number), now, data if basis == now else None))
    return tuple(found)


def read_forgotten(connection: Connection, publication: PublicationId) -> frozenset[str]:
    """The keys of learned facts that are switched off. NotFound: there is no such publication."""
    row = connection.exec_driver_sql("SELECT forgotten FROM publication WHERE id = ?", (publication,)).first()
    if row is None:
        raise NotFound(f"There is no publication {publication} in this library.")
    return frozenset(json.loads(row[0]))


def read_own(connection: Connection, publication: PublicationId) -> tuple[OwnFact, ...]:
    """The facts written by hand of a publication. NotFound: there is no such publication."""
    row = connection.exec_driver_sql("SELECT own_facts FROM publication WHERE id = ?", (publication,)).first()
    if row is None:
        raise NotFound(f"There is no publication {publication} in this library.")
    return read_own_facts(row[0])


def note_observation(connection: Connection, issue: int, data: str, basis: str) -> None:
    """Notes the observation of an issue (JSON), and what it was made from."""
    connection.exec_driver_sql(
        "INSERT INTO observation (issue_id, basis, data) SELECT id, ?, ? FROM issue WHERE id = ? "
        "ON CONFLICT (issue_id) DO UPDATE SET basis = excluded.basis, data = excluded.data",
        (basis, data, issue),
    )


def note_observed(connection: Connection, issue: int, observed: Observed, text_hash: str) -> None:
    """Notes the observation of a new issue, in which nothing was corrected yet."""
    note_observation(connection, issue, observed.data, _basis(observed.version, text_hash, ""))


def _basis(version: str, text_hash: str, corrections: str) -> str:
    """The basis of an observation: its version, the issue's text, and the ids of the corrections that count."""
    return f"{version} {text_hash} {corrections}"

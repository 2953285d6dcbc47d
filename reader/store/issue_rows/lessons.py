"""Reads and notes what is known of how to split: corrections, observations of issues, facts written by hand."""

import json
from typing import Any

from sqlalchemy import Column, Connection, Select, func, literal, select
from sqlalchemy.dialects.sqlite import insert

from reader.core.revision.split_changes import SplitBasis
from reader.core.state.rows import Observed, StoredCorrection, StoredObservation
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, OriginalId, PublicationId
from reader.core.values.own_facts import OwnFact, read_own_facts
from reader.store.sql import tables


def read_corrections(connection: Connection, issue: IssueId) -> tuple[StoredCorrection, ...]:
    """The corrections of an issue that count, in the order they were made."""
    rows = connection.execute(_corrections(issue))
    return tuple(StoredCorrection(row.id, row.data) for row in rows)


def _corrections(issue: int) -> Select[int, str]:
    table = tables.correction
    counting = (table.c.issue_id == issue, table.c.removed_at.is_(None))
    return select(table.c.id, table.c.data).where(*counting).order_by(table.c.id)


def read_lessons(connection: Connection, issue: IssueId) -> tuple[StoredCorrection, ...]:
    """The corrections of an issue that teach: those that were not forgotten."""
    forgotten = select(func.coalesce(tables.issue.c.forgotten, 0)).where(tables.issue.c.id == issue)
    rows = connection.execute(_corrections(issue).where(tables.correction.c.id > forgotten.scalar_subquery()))
    return tuple(StoredCorrection(row.id, row.data) for row in rows)


def read_split_basis(connection: Connection, issue: IssueId) -> SplitBasis:
    """The basis of an issue's split as it is stored now. NotFound: there is no such issue."""
    table = tables.issue
    row = connection.execute(select(table.c.original_id, table.c.split_id).where(table.c.id == issue)).first()
    if row is None:
        raise NotFound(f"There is no issue {issue} in this library.")
    corrections = tuple(one.id for one in read_corrections(connection, issue))
    return SplitBasis(OriginalId(row.original_id), corrections, row.split_id)


def read_observations(
    connection: Connection, publication: PublicationId, version: str
) -> tuple[StoredObservation, ...]:
    """The observations of a publication's issues that are not removed, as far as this version made them.

    Those of an unknown publication have nothing in common, and tell nothing. Of those that were forgotten only the
    corrections count that were made later; where there is none they tell nothing either.
    """
    # In SQL: what is put together in an order, inside of another query, is longer and no clearer as expressions.
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
    return frozenset(json.loads(_kept(connection, tables.publication.c.forgotten, publication)))


def read_own(connection: Connection, publication: PublicationId) -> tuple[OwnFact, ...]:
    """The facts written by hand of a publication. NotFound: there is no such publication."""
    return read_own_facts(_kept(connection, tables.publication.c.own_facts, publication))


def _kept(connection: Connection, column: Column[Any], publication: int) -> str:
    """The value of a publication's column. NotFound: there is no such publication."""
    found = connection.execute(select(column).where(tables.publication.c.id == publication)).scalar()
    if found is None:
        raise NotFound(f"There is no newsletter {publication} in this library.")
    return str(found)


def note_observation(connection: Connection, issue: int, data: str, basis: str) -> None:
    """Notes the observation of an issue (JSON), and what it was made from."""
    source = select(tables.issue.c.id, literal(basis), literal(data)).where(tables.issue.c.id == issue)
    added = insert(tables.observation).from_select(["issue_id", "basis", "data"], source)
    told = {"basis": added.excluded.basis, "data": added.excluded.data}
    connection.execute(added.on_conflict_do_update(index_elements=["issue_id"], set_=told))


def note_observed(connection: Connection, issue: int, observed: Observed, text_hash: str) -> None:
    """Notes the observation of a new issue, in which nothing was corrected yet."""
    note_observation(connection, issue, observed.data, _basis(observed.version, text_hash, ""))


def _basis(version: str, text_hash: str, corrections: str) -> str:
    """The basis of an observation: its version, the issue's text, and the ids of the corrections that count."""
    return f"{version} {text_hash} {corrections}"

"""Stores one document: finds its publication and issue (DESIGN, Identity), and writes what is new.

One document is one transaction with one outcome. The same text again adds nothing; the same number with other text is a
second original, and the richer split of the two is the one shown; what was corrected in the other is for the caller to
bring in again.
"""

import uuid
from collections import Counter

from sqlalchemy import Connection, and_, func, literal, or_, select, update

from reader.core.revision.prepared import Prepared, name_key, rank
from reader.core.revision.split_plans import Plan
from reader.core.state.changes import Change, Edit, Field, Origin
from reader.core.state.copies import COPY
from reader.core.state.rows import Observed, Outcome, Stored
from reader.core.values.ids import IssueId
from reader.core.values.issues import GUESS_BELOW
from reader.core.values.publications import PublicationKey
from reader.store.issue_rows.inserts import add_items, add_original, add_section, issue_values
from reader.store.issue_rows.lessons import note_observed, read_corrections
from reader.store.issue_rows.split_versions import present_split
from reader.store.log import change_log
from reader.store.sql import tables
from reader.store.writes.resplit_rows import foresee, resplit

ISSUES_ASKED = 5
"""The number of a publication's newest issues from which its usual layout is learned."""


def foresee_storing(connection: Connection, ready: Prepared) -> Plan | None:
    """Works out the slow part of storing a document beforehand, without a lock; None: nothing is slow."""
    if find_text(connection, ready.text_hash) is not None:
        return None
    publication = find_publication(connection, ready.publication)
    existing = None if publication is None else find_issue(connection, publication, ready)
    if existing is None or ready.words <= _words_shown(connection, existing):
        return None
    return foresee(connection, existing, ready)


def store(
    connection: Connection, ready: Prepared, plan: Plan | None = None, observed: Observed | None = None
) -> Stored:
    """Store a prepared document inside a transaction."""
    at = change_log.now()
    known = find_text(connection, ready.text_hash)
    if known is not None and _makes_way(connection, ready.text_hash):
        return _second(connection, known, ready, at, plan)
    if known is not None:
        return _again(connection, known, ready, at)
    publication = find_or_add_publication(connection, ready.publication, at)
    existing = find_issue(connection, publication, ready)
    if existing is None:
        return _new(connection, publication, ready, at, observed)
    return _second(connection, existing, ready, at, plan)


def find_text(connection: Connection, text_hash: str) -> int | None:
    """The issue that has an original of this text."""
    sql = select(tables.original.c.issue_id).where(tables.original.c.text_hash == text_hash)
    return connection.execute(sql).scalar()


def _makes_way(connection: Connection, text_hash: str) -> bool:
    """Whether the text's original was made of a copy's items: then it leaves its place to the document."""
    made = tables.original
    sql = update(made).where(made.c.text_hash == text_hash, made.c.format == COPY)
    return connection.execute(sql.values(text_hash=f"{COPY} of {text_hash}")).rowcount > 0


def find_publication(connection: Connection, said: PublicationKey) -> int | None:
    """The publication that a document names: by List-Id, feed address or name; all that are unknown are one.

    Where that was merged into another one it is that.
    """
    found = _named_publication(connection, said)
    joined = select(tables.publication.c.joined_id).where(tables.publication.c.id == found)
    while found is not None and (above := connection.execute(joined).scalar()) is not None:
        found = int(above)
        joined = select(tables.publication.c.joined_id).where(tables.publication.c.id == found)
    return found


def _named_publication(connection: Connection, said: PublicationKey) -> int | None:
    table, key = tables.publication, name_key(said.name or "")
    if said.list_id:
        found = connection.execute(select(table.c.id).where(table.c.list_id == said.list_id)).scalar()
        if found is not None:
            return int(found)
        if not key:
            return None
    if said.address:
        found = connection.execute(select(table.c.id).where(table.c.address == said.address)).scalar()
        if found is not None:
            return int(found)
    own = select(table.c.id).where(table.c.own_key == key).order_by(table.c.id)
    named = select(table.c.id).where(table.c.name_key == key).order_by(table.c.id)
    if said.list_id or not key:
        named = named.where(table.c.list_id.is_(None))
    if said.address:
        named = named.where(table.c.address.is_(None))
    found = connection.execute(named).scalar()
    return connection.execute(own).scalar() if found is None and key else found


def find_or_add_publication(connection: Connection, said: PublicationKey, at: str, *, key: str = "") -> int:
    """The publication that a document names, with its List-Id noted; a new one, of this key, if there is none yet."""
    table, found = tables.publication, find_publication(connection, said)
    if found is None:
        return tables.insert_row(
            connection,
            table,
            key=key or uuid.uuid4().hex,
            title=said.name,
            name_key=name_key(said.name or ""),
            list_id=said.list_id,
            address=said.address,
            created_at=at,
        )
    if found != _named_publication(connection, said):
        return found  # the one that was merged into it is known by these
    if said.list_id:
        connection.execute(update(table).where(table.c.id == found).values(list_id=said.list_id))
    if said.address:
        connection.execute(update(table).where(table.c.id == found).values(address=said.address))
    return found


def layout_before(connection: Connection, said: PublicationKey) -> str | None:
    """The layout that most of the publication's newest issues were surely in; None: there is none, or no publication.

    Of two that are as frequent, the newer one.
    """
    publication = find_publication(connection, said) if said.is_known else None
    table = tables.issue
    newest = (
        select(table.c.layout)
        .where(table.c.publication_id == publication, table.c.removed_at.is_(None), table.c.confidence >= GUESS_BELOW)
        .order_by(table.c.rank.desc(), table.c.id.desc())
        .limit(ISSUES_ASKED)
    )
    found = Counter(connection.execute(newest).scalars()).most_common(1) if publication is not None else []
    return found[0][0] if found else None


def find_issue(connection: Connection, publication: int, ready: Prepared) -> int | None:
    """The issue this document is another original of, if any: by Message-ID, else by publication and number.

    A number that was corrected by hand counts; the printed one too, where the day does not speak against it.
    """
    table = tables.issue
    if ready.message_id:
        found = connection.execute(select(table.c.id).where(table.c.message_id == ready.message_id)).scalar()
        if found is not None:
            return int(found)
    if ready.issue.number is None or not (ready.publication.name or ready.publication.list_id):
        return None
    shown, number, day = func.coalesce(table.c.own_number, table.c.number), ready.issue.number, ready.issue.date
    is_of_day = or_(literal(day).is_(None), table.c.date.is_(None), table.c.date == day)
    is_corrected = and_(table.c.number == number, table.c.own_number.is_not(None), is_of_day)
    sql = select(table.c.id).where(table.c.publication_id == publication, or_(shown == number, is_corrected))
    found = connection.execute(sql.order_by(shown != number, table.c.id)).scalar()
    return None if found is None else int(found)


def _new(connection: Connection, publication: int, ready: Prepared, at: str, observed: Observed | None) -> Stored:
    issue = ready.issue
    number = tables.insert_row(
        connection,
        tables.issue,
        key=uuid.uuid4().hex,
        publication_id=publication,
        message_id=ready.message_id,
        number=issue.number,
        name=ready.name,
        rank=rank(issue.number, issue.date, at),
        stored_at=at,
        **issue_values(issue),
    )
    original = add_original(connection, number, ready, at)
    connection.execute(update(tables.issue).where(tables.issue.c.id == number).values(original_id=original))
    places = []
    for place, section in enumerate(issue.sections):
        section_id = add_section(connection, number, place, section)
        places += [section_id] * len(section.items)
    add_items(connection, number, original, list(zip(places, issue.items, ready.works, strict=True)))
    if observed is not None:
        note_observed(connection, number, observed, ready.text_hash)
    changes = [Change(Field.ISSUE_STORED, False, True, (number,)), *bring_back(connection, number, at)]
    change_log.log(connection, changes, origin=Origin.IMPORT, label=f"import {ready.name}", at=at)
    return stored(connection, Outcome.STORED, number)


def _second(connection: Connection, issue: int, ready: Prepared, at: str, plan: Plan | None) -> Stored:
    is_richer = ready.words > _words_shown(connection, issue)
    original = add_original(connection, issue, ready, at)
    changes = [Change(Field.ISSUE_STORED, False, True, (issue,))]
    if is_richer:
        before = present_split(connection, issue, at)
        state = resplit(connection, issue, original, ready, at, plan)
        changes.append(Change(Field.ISSUE_SPLIT, str(before), str(present_split(connection, issue, at)), (issue,)))
        changes += state
    back = bring_back(connection, issue, at)
    change_log.log(connection, changes + back, origin=Origin.IMPORT, label=f"import {ready.name}", at=at)
    is_uncorrected = is_richer and bool(read_corrections(connection, IssueId(issue)))
    outcome = Outcome.BROUGHT_BACK if back else Outcome.SECOND_ORIGINAL
    return stored(connection, outcome, issue, is_uncorrected=is_uncorrected)


def _words_shown(connection: Connection, issue: int) -> int:
    sql = select(tables.original.c.words).join(tables.issue, tables.issue.c.original_id == tables.original.c.id)
    return int(connection.execute(sql.where(tables.issue.c.id == issue)).scalar_one())


def _again(connection: Connection, issue: int, ready: Prepared, at: str) -> Stored:
    """Store the same text again: nothing is added, but an issue that was removed comes back with its state."""
    back = bring_back(connection, issue, at)
    if not back:
        return stored(connection, Outcome.ALREADY_THERE, issue)
    change_log.log(connection, back, origin=Origin.IMPORT, label=f"import {ready.name}", at=at)
    return stored(connection, Outcome.BROUGHT_BACK, issue)


def bring_back(connection: Connection, issue: int, at: str) -> list[Change]:
    """Bring back a removed issue; where its publication was removed, that too, without its other issues."""
    table = tables.issue
    publication = connection.execute(select(table.c.publication_id).where(table.c.id == issue)).scalar_one()
    was_removed = connection.execute(
        select(tables.publication.c.removed_at).where(tables.publication.c.id == publication)
    ).scalar()
    edits = []
    if was_removed:
        others = connection.execute(
            select(table.c.id).where(table.c.publication_id == publication, table.c.id != issue)
        ).scalars()
        edits = [
            Edit(Field.ISSUE_REMOVED, tuple(others), True),
            Edit(Field.PUBLICATION_REMOVED, (publication,), False),
        ]
    edits.append(Edit(Field.ISSUE_REMOVED, (issue,), False))
    return change_log.apply_edits(connection, edits, at)


def stored(connection: Connection, outcome: Outcome, issue: int, *, is_uncorrected: bool = False) -> Stored:
    """The result for an issue as it is now."""
    table = tables.item
    titled = func.count(func.coalesce(table.c.own_title, table.c.title))
    sql = select(func.count(), titled).where(table.c.issue_id == issue, table.c.retired_at.is_(None))
    count, with_title = connection.execute(sql).one()
    return Stored(outcome, IssueId(issue), count, count - with_title, is_uncorrected)

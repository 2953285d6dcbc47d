"""Splits a stored issue again as an act that is undone: works out what would change, and does it."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, select

from reader.core.revision.prepared import Prepared
from reader.core.revision.split_changes import SplitBasis, SplitDifference
from reader.core.revision.split_plans import ForeseenSplit
from reader.core.state.changes import Change, Changes, Edit, Field, Origin
from reader.core.values.errors import SplitOvertaken
from reader.core.values.ids import GroupId, IssueId
from reader.store.issue_rows.inserts import add_original
from reader.store.issue_rows.lessons import read_split_basis
from reader.store.issue_rows.split_versions import present_split
from reader.store.log import change_log
from reader.store.sql import tables
from reader.store.sql.item_columns import item_columns, says
from reader.store.writes.resplit_rows import foresee, resplit

_UNSEEN = frozenset({"body_html", "is_abstract", "links", "images", "parts", "confidence"})
"""Columns of an item that nobody would notice to be another."""


def split_again(
    connection: Connection,
    foreseen: ForeseenSplit,
    *,
    origin: Origin,
    label: str,
    corrections: Sequence[str] = (),
    group: GroupId | None = None,
) -> Changes:
    """Show another split of a stored issue; ``group`` is the act that it is a further part of.

    ``corrections`` (as JSON) are added to the issue, since it was split by them. Nothing is logged where nothing
    changed. SplitOvertaken: the issue is shown from another original now, or other corrections of it count. ActUndone:
    the group was undone meanwhile. Nothing was done then.
    """
    at, issue, ready = change_log.now(), foreseen.issue, foreseen.ready
    if group is not None:
        change_log.refuse_undone(connection, group)
    if read_split_basis(connection, issue) != foreseen.basis:
        raise SplitOvertaken("This issue is being corrected elsewhere at the same time. Try again.")
    shown = foreseen.basis.original
    before = present_split(connection, issue, at)
    original = shown if ready.text_hash == _text_hash(connection, shown) else _original(connection, issue, ready, at)
    added = tuple(_add_correction(connection, issue, data, at) for data in corrections)
    changes = change_log.apply_edits(connection, [Edit(Field.CORRECTION_REMOVED, added, False)], at)
    state = resplit(connection, issue, original, ready, at, foreseen.plan)
    after = present_split(connection, issue, at)
    if after != before:
        changes.append(Change(Field.ISSUE_SPLIT, str(before), str(after), (issue,)))
    changes += state
    if not changes:
        return change_log.log_act(connection, [], origin=origin, label=label, at=at)
    return change_log.log(connection, changes, origin=origin, label=label, at=at, group=group)


def _add_correction(connection: Connection, issue: int, data: str, at: str) -> int:
    """Add a correction so that it does not count yet."""
    made = {"key": uuid.uuid4().hex, "issue_id": issue, "data": data, "created_at": at, "removed_at": at}
    return tables.insert_row(connection, tables.correction, **made)


def foresee_split(
    connection: Connection, issue: IssueId, ready: Prepared, basis: SplitBasis | None = None
) -> ForeseenSplit:
    """Work out how another split of a stored issue goes and what it changes. NotFound: there is no such issue."""
    basis = basis or read_split_basis(connection, issue)
    plan = foresee(connection, issue, ready)
    current = sum(not old.is_retired for old in plan.basis)
    retired = {old.id for old in plan.basis if old.is_retired}
    changed = _changed(connection, {number: at for at, number in plan.kept.items() if number not in retired}, ready)
    added = len(ready.issue.items) - sum(number not in retired for number in plan.kept.values())
    difference = SplitDifference(
        issue,
        items=current,
        added=added,
        vanished=len(plan.vanished),
        changed=changed,
        are_sections_other=_sections(connection, issue)
        != [(section.title, section.inferred, len(section.items)) for section in ready.issue.sections],
    )
    return ForeseenSplit(issue, basis, difference, ready, plan)


def _changed(connection: Connection, places: Mapping[int, int], ready: Prepared) -> int:
    """The number of items that would have another text, title, kind or address, in the places that they get."""
    joined = tables.item.join(tables.item_text, tables.item_text.c.id == tables.item.c.id)
    seen = [column for column in item_columns() if column.name not in _UNSEEN]
    sql = select(tables.item.c.id, *seen).select_from(joined).where(tables.among(tables.item.c.id, places))
    items = ready.issue.items
    rows = (row._asdict() for row in connection.execute(sql))
    return sum(not says(items[places[held["id"]]], held) for held in rows)


def _sections(connection: Connection, issue: int) -> list[tuple[str | None, str | None, int]]:
    table, item = tables.section, tables.item
    split_out = (item.c.section_id == table.c.id, item.c.retired_at.is_(None))
    count = select(func.count()).select_from(item).where(*split_out).scalar_subquery()
    sql = select(table.c.title, table.c.inferred, count).where(table.c.issue_id == issue, table.c.is_retired == 0)
    rows = connection.execute(sql.order_by(table.c.position, table.c.id)).cursor.fetchall()
    return [(title, inferred, items) for title, inferred, items in rows]


def _text_hash(connection: Connection, original: int) -> str:
    sql = select(tables.original.c.text_hash).where(tables.original.c.id == original)
    return str(connection.execute(sql).scalar_one())


def _original(connection: Connection, issue: int, ready: Prepared, at: str) -> int:
    """The original with this text; a new row where the reader now reads the same bytes in another way."""
    sql = select(tables.original.c.id).where(tables.original.c.text_hash == ready.text_hash)
    known = connection.execute(sql).scalar()
    return add_original(connection, issue, ready, at) if known is None else int(known)

"""Moves what the user did to a work along when its item turns out to point at another work."""

import uuid
from collections.abc import Collection

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from reader.core.fields import FIELDS, METADATA
from reader.core.state.changes import Change, Edit, Field
from reader.core.state.notes import join_notes
from reader.core.values.works import WorkIdentity
from reader.store.derived.consequences import repeat_flags, root_work, set_work
from reader.store.derived.highlight_places import place_highlights
from reader.store.derived.search_index import reindexed
from reader.store.log import change_log
from reader.store.log.tag_edits import take_tags_along
from reader.store.sql import tables

_STATE = tuple(tables.work.c[str(FIELDS[field].column)] for field in (Field.STARRED, Field.NOTE, *METADATA))


def change_work(connection: Connection, item: int, identity: WorkIdentity | None, at: str) -> list[Change]:
    """Let an item point at the work of this identity (None: as it does already); returns the changes of state.

    An item that was given its work by hand keeps it.
    """
    # In SQL, as all that is asked of every item that is split again.
    shown, base, own = connection.exec_driver_sql(
        "SELECT work_id, coalesce(base_work_id, work_id), own_work_id FROM item WHERE id = ?", (item,)
    ).one()
    known = _identity_of(connection, base)
    if identity is None or identity.key == known:
        return []
    new = _find(connection, identity)
    if new is None and _is_alone(connection, base):
        tables.update_rows(connection, tables.work, [{"id": base, "identity": identity.key, "label": identity.label}])
        return []
    if new is None:
        made = {"key": uuid.uuid4().hex, "identity": identity.key, "label": identity.label}
        new = tables.insert_row(connection, tables.work, **made)
    work = shown if own is not None else root_work(connection, new)
    touched = _items_of(connection, {shown, work})
    with reindexed(connection, touched):
        set_work(connection, item, base=new, work=work)
        repeat_flags(connection, {shown, work})
    if work == shown:
        return []
    changes = _hand_down(connection, shown, work, at)
    place_highlights(connection, items=touched)
    return changes


def _hand_down(connection: Connection, work: int, heir: int, at: str) -> list[Change]:
    """Give a work the state of another, and write down which values it took over."""
    changes, taken = take_along(connection, work, heir, at)
    rows = [{"work_id": work, "heir_id": heir, "field": field} for field in taken]
    if rows:
        connection.execute(insert(tables.inheritance).on_conflict_do_nothing(), rows)
    return changes


def take_along(connection: Connection, work: int, heir: int, at: str) -> tuple[list[Change], list[str]]:
    """Give a work the state of another: a star if either has one, all tags, both notes, what was typed of either.

    Returns what changed, and in which fields the two are the same since.
    """
    state = select(*_STATE)
    starred, note, *typed = connection.execute(state.where(tables.work.c.id == work)).one()
    _, held, *own = connection.execute(state.where(tables.work.c.id == heir)).one()
    edits = [Edit(Field.NOTE, (heir,), join_notes(held, note))]
    if starred:
        edits.append(Edit(Field.STARRED, (heir,), True))
    edits += [
        Edit(field, (heir,), value)
        for field, value, mine in zip(METADATA, typed, own, strict=True)
        if mine is None and value is not None
    ]
    changes = change_log.apply_edits(connection, edits, at)
    taken = [change.field.value for change in changes if change.field is not Field.NOTE or change.new == note]
    tagged, tags = take_tags_along(connection, work, heir, at)
    return changes + tagged, taken + [f"{Field.TAGGED}:{tag}" for tag in tags]


def _identity_of(connection: Connection, work: int) -> str:
    return str(connection.exec_driver_sql("SELECT identity FROM work WHERE id = ?", (work,)).scalar_one())


def _find(connection: Connection, identity: WorkIdentity) -> int | None:
    found = connection.exec_driver_sql("SELECT id FROM work WHERE identity = ?", (identity.key,)).scalar()
    return None if found is None else int(found)


def _is_alone(connection: Connection, work: int) -> bool:
    """Whether exactly one item points at a work, and nothing else."""
    found = connection.exec_driver_sql(
        "SELECT id FROM item WHERE work_id = ?1 UNION SELECT id FROM item WHERE base_work_id = ?1 "
        "UNION SELECT id FROM item WHERE own_work_id = ?1 UNION SELECT -id FROM work WHERE joined_id = ?1 LIMIT 2",
        (work,),
    ).all()
    return len(found) == 1


def _items_of(connection: Connection, works: Collection[int]) -> list[int]:
    item = tables.item
    sql = select(item.c.id).where(tables.among(item.c.work_id, works))
    return list(connection.execute(sql).scalars())

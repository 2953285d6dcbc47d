"""Works joined and parted by hand: wishes turned into edits, which are logged and undone like all others."""

import uuid

from sqlalchemy import Connection

from reader.core.changes import METADATA, Change, Edit, Field
from reader.core.errors import CommandError, NotFound
from reader.core.ids import WorkId
from reader.core.joins import JoinWorks, PartItem
from reader.core.notes import join_notes
from reader.store import changing
from reader.store.settling import root_work
from reader.store.tagging import take_tags_along

_STATE = "SELECT is_starred, note, own_title, own_authors, own_year, own_venue FROM work WHERE id = ?"


def join(connection: Connection, wish: JoinWorks, at: str) -> list[Change]:
    """Make one work of several; what was done to them is united in the first."""
    first, *others = dict.fromkeys(_root(connection, work) for work in wish.works)
    if not others:
        raise CommandError("These are items of one work already.")
    changes: list[Change] = []
    for other in others:
        changes += _take_along(connection, other, first, at)
        changes += changing.apply_edits(connection, [Edit(Field.WORK_JOINED, (other,), str(first))], at)
    return changes


def part(connection: Connection, wish: PartItem, at: str) -> list[Change]:
    """Let an item count to its own work again, or give it one."""
    found = connection.exec_driver_sql(
        "SELECT key, work_id, base_work_id, own_work_id, "
        "(SELECT count(*) FROM item AS twin WHERE twin.work_id = item.work_id) FROM item WHERE id = ?",
        (wish.item,),
    ).first()
    if found is None:
        raise NotFound(f"There is no item {wish.item} in this library.")
    key, work, base, own, items = found
    if items == 1:
        raise CommandError("This is the only item of its work.")
    if base is not None and own is None:
        return changing.apply_edits(connection, [Edit(Field.WORK_JOINED, (base,), None)], at)
    new = _work_of(connection, key)
    changes = _take_along(connection, work, new, at)
    return changes + changing.apply_edits(connection, [Edit(Field.ITEM_WORK, (wish.item,), str(new))], at)


def _root(connection: Connection, work: int) -> int:
    if connection.exec_driver_sql("SELECT 1 FROM work WHERE id = ?", (work,)).first() is None:
        raise NotFound(f"There is no work {work} in this library.")
    return root_work(connection, work)


def _work_of(connection: Connection, key: str) -> int:
    """The work that an item is by itself."""
    identity = f"item:{key}"
    connection.exec_driver_sql(
        "INSERT INTO work (key, identity) VALUES (?, ?) ON CONFLICT (identity) DO NOTHING", (uuid.uuid4().hex, identity)
    )
    return int(connection.exec_driver_sql("SELECT id FROM work WHERE identity = ?", (identity,)).scalar_one())


def _take_along(connection: Connection, work: int, heir: int, at: str) -> list[Change]:
    """Give a work the state of another: a star if either has one, all tags, both notes, what was typed of either."""
    starred, note, *typed = connection.exec_driver_sql(_STATE, (work,)).one()
    _, held, *own = connection.exec_driver_sql(_STATE, (heir,)).one()
    edits = [Edit(Field.NOTE, (heir,), join_notes(held, note))]
    if starred:
        edits.append(Edit(Field.STARRED, (heir,), True))
    edits += [
        Edit(field, (heir,), value)
        for field, value, mine in zip(METADATA, typed, own, strict=True)
        if mine is None and value is not None
    ]
    tagged, _ = take_tags_along(connection, WorkId(work), WorkId(heir), at)
    return changing.apply_edits(connection, edits, at) + tagged

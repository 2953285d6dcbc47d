"""Joins and parts works by hand: wishes turned into edits, which are logged and undone like all others."""

import uuid
from itertools import count

from sqlalchemy import Connection

from reader.core.state.changes import Change, Edit, Field
from reader.core.state.joins import JoinWorks, PartItem
from reader.core.values.errors import CommandError, NotFound
from reader.store.derived.consequences import root_work
from reader.store.log import change_log
from reader.store.log.work_union import take_along

_IN_USE = """
SELECT 1 FROM item WHERE work_id = ?1 OR base_work_id = ?1 OR own_work_id = ?1
UNION ALL SELECT 1 FROM work WHERE joined_id = ?1 OR (id = ?1 AND joined_id IS NOT NULL)
"""


def join(connection: Connection, wish: JoinWorks, at: str) -> list[Change]:
    """Make one work of several; what was done to them is united in the first."""
    first, *others = dict.fromkeys(_root(connection, work) for work in wish.works)
    if not others:
        raise CommandError("These are items of one work already.")
    changes: list[Change] = []
    for other in others:
        taken, _ = take_along(connection, other, first, at)
        changes += taken
    # All at once: what follows from it is worked out for all items of the work.
    return changes + change_log.apply_edits(connection, [Edit(Field.WORK_JOINED, tuple(others), str(first))], at)


def part(connection: Connection, wish: PartItem, at: str) -> list[Change]:
    """Let an item count to its own work again, or give it one."""
    found = connection.exec_driver_sql(
        "SELECT key, work_id, coalesce(own_work_id, base_work_id, work_id), "
        "(SELECT count(*) FROM item AS twin WHERE twin.work_id = item.work_id) FROM item WHERE id = ?",
        (wish.item,),
    ).first()
    if found is None:
        raise NotFound(f"There is no item {wish.item} in this library.")
    key, work, own, items = found
    if items == 1:
        raise CommandError("This is the only item of its work.")
    if own != work:
        return change_log.apply_edits(connection, [Edit(Field.WORK_JOINED, (own,), None)], at)
    new = _free_work(connection, key)
    changes, _ = take_along(connection, work, new, at)
    return changes + change_log.apply_edits(connection, [Edit(Field.ITEM_WORK, (wish.item,), str(new))], at)


def _root(connection: Connection, work: int) -> int:
    if connection.exec_driver_sql("SELECT 1 FROM work WHERE id = ?", (work,)).first() is None:
        raise NotFound(f"There is no work {work} in this library.")
    return root_work(connection, work)


def _free_work(connection: Connection, key: str) -> int:
    """A work that an item can be by itself, and that nothing else counts to.

    The one of its key may be the very one that others were joined to.
    """
    for number in count():
        identity = f"item:{key}:{number}" if number else f"item:{key}"
        connection.exec_driver_sql(
            "INSERT INTO work (key, identity) VALUES (?, ?) ON CONFLICT (identity) DO NOTHING",
            (uuid.uuid4().hex, identity),
        )
        work = connection.exec_driver_sql("SELECT id FROM work WHERE identity = ?", (identity,)).scalar_one()
        if connection.exec_driver_sql(_IN_USE, (work,)).first() is None:
            return int(work)
    raise AssertionError("there is always a next number")

"""Joins and parts works by hand: wishes turned into edits, which are logged and undone like all others."""

import uuid
from itertools import count

from sqlalchemy import Connection, and_, func, or_, select, union_all
from sqlalchemy.dialects.sqlite import insert

from reader.core.state.changes import Change, Edit, Field
from reader.core.state.joins import JoinWorks, PartItem
from reader.core.values.errors import CommandError, NotFound
from reader.store.derived.consequences import root_work
from reader.store.log import change_log
from reader.store.log.work_union import take_along
from reader.store.sql import tables


def join(connection: Connection, wish: JoinWorks, at: str) -> list[Change]:
    """Make one work of several; what was done to them is united in the first."""
    first, *others = dict.fromkeys(_root(connection, work) for work in wish.works)
    if not others:
        raise CommandError("These items are merged already.")
    changes: list[Change] = []
    for other in others:
        taken, _ = take_along(connection, other, first, at)
        changes += taken
    # All at once: what follows from it is worked out for all items of the work.
    return changes + change_log.apply_edits(connection, [Edit(Field.WORK_JOINED, tuple(others), str(first))], at)


def part(connection: Connection, wish: PartItem, at: str) -> list[Change]:
    """Let an item count to its own work again, or give it one."""
    item, twin = tables.item, tables.item.alias("twin")
    own_work = func.coalesce(item.c.own_work_id, item.c.base_work_id, item.c.work_id)
    twins = select(func.count()).select_from(twin).where(twin.c.work_id == item.c.work_id).scalar_subquery()
    found = connection.execute(
        select(item.c.key, item.c.work_id, own_work, twins).where(item.c.id == wish.item)
    ).first()
    if found is None:
        raise NotFound(f"There is no item {wish.item} in this library.")
    key, work, own, items = found
    if items == 1:
        raise CommandError("No other item is the same paper.")
    if own != work:
        return change_log.apply_edits(connection, [Edit(Field.WORK_JOINED, (own,), None)], at)
    new = _free_work(connection, key)
    changes, _ = take_along(connection, work, new, at)
    return changes + change_log.apply_edits(connection, [Edit(Field.ITEM_WORK, (wish.item,), str(new))], at)


def _root(connection: Connection, work: int) -> int:
    if connection.execute(select(tables.work.c.id).where(tables.work.c.id == work)).first() is None:
        raise NotFound(f"There is no work {work} in this library.")
    return root_work(connection, work)


def _is_in_use(connection: Connection, work: int) -> bool:
    """Whether an item counts to a work, or it was joined with another."""
    item, table = tables.item, tables.work
    items = select(item.c.id).where(
        or_(item.c.work_id == work, item.c.base_work_id == work, item.c.own_work_id == work)
    )
    is_joined = and_(table.c.id == work, table.c.joined_id.is_not(None))
    works = select(table.c.id).where(or_(table.c.joined_id == work, is_joined))
    return connection.execute(union_all(items, works)).first() is not None


def _free_work(connection: Connection, key: str) -> int:
    """A work that an item can be by itself, and that nothing else counts to.

    The one of its key may be the very one that others were joined to.
    """
    for number in count():
        identity = f"item:{key}:{number}" if number else f"item:{key}"
        added = insert(tables.work).values(key=uuid.uuid4().hex, identity=identity)
        connection.execute(added.on_conflict_do_nothing(index_elements=["identity"]))
        named = select(tables.work.c.id).where(tables.work.c.identity == identity)
        work = connection.execute(named).scalar_one()
        if not _is_in_use(connection, work):
            return int(work)
    raise AssertionError("there is always a next number")

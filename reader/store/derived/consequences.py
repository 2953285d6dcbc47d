"""Brings what is derived into line after a change of state: repeated values, works of items, highlights, the index.

All of it is derived, so that a change and its undo need to say only what a person did. The star and the note mark that
items repeat of their work follow it by triggers (`schema`); here they follow an item that comes to count to another.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Select, func, select

from reader.core.fields import FIELDS, Touches
from reader.core.state.changes import Field, Value
from reader.store.derived.highlight_places import place_highlights
from reader.store.derived.issue_order import place_issues
from reader.store.derived.search_index import reindexed
from reader.store.sql import tables

HIGHLIGHT_NOTES = """coalesce((
    SELECT group_concat(char(10) || said, '') FROM (
        SELECT highlight.note AS said FROM item CROSS JOIN highlight ON highlight.item_id = item.id
        WHERE item.work_id = work.id AND highlight.removed_at IS NULL AND highlight.note <> '' ORDER BY highlight.id
    )
), '')"""
"""The SQL of the notes that ``work.highlight_notes`` repeats."""

_BASE = func.coalesce(tables.item.c.base_work_id, tables.item.c.work_id)
"""The work that an item's identity names."""


@contextmanager
def settled(connection: Connection, field: Field, ids: Collection[int], value: Value) -> Iterator[None]:
    """Gives a field its new value (inside the context) and brings everything derived from it into line."""
    row = FIELDS[field]
    if row.table == "item" and Touches.INDEX in row.touches:
        with reindexed(connection, ids):
            yield
        return
    if Touches.ORDER in row.touches:
        yield
        place_issues(connection, ids)
        return
    works = _works_told(connection, field, ids, value)
    if not works:
        yield
        return
    items = _items_of(connection, works)
    with reindexed(connection, items):
        yield
        if Touches.WORK in row.touches:
            _move(connection, items)
        if row.touches & (Touches.WORK | Touches.PASSAGES):
            repeat_flags(connection, works)
    if Touches.WHERE not in row.touches:
        return
    if Touches.WORK in row.touches:
        place_highlights(connection, items=items)
    else:
        place_highlights(connection, highlights=ids)


def root_work(connection: Connection, work: int) -> int:
    """The work that a work counts as, after all joins."""
    # In SQL: a split that is put back asks it for each item that counts to another work.
    while (
        above := connection.exec_driver_sql("SELECT joined_id FROM work WHERE id = ?", (work,)).scalar()
    ) is not None:
        work = int(above)
    return work


def repeat_flags(connection: Connection, works: Collection[int]) -> None:
    """Repeats values again: in works the notes on their highlights, in items their work's star, note and highlights."""
    # In SQL: CROSS JOIN tells SQLite's planner in which order to walk, and a split that is made again runs them for
    # each item that comes to count to another work.
    among = json.dumps(list(works))
    marked = set(
        connection.exec_driver_sql(
            "SELECT work_id FROM item CROSS JOIN highlight ON item_id = item.id AND removed_at IS NULL "
            "WHERE work_id IN (SELECT value FROM json_each(?))",
            (among,),
        ).scalars()
    )
    connection.exec_driver_sql(
        f"UPDATE work SET highlight_notes = {HIGHLIGHT_NOTES} WHERE id IN (SELECT value FROM json_each(?))", (among,)
    )
    connection.exec_driver_sql(
        """
        UPDATE item SET
            is_starred = (SELECT is_starred FROM work WHERE work.id = item.work_id),
            has_note = (SELECT note <> '' FROM work WHERE work.id = item.work_id),
            has_highlights = work_id IN (SELECT value FROM json_each(?))
        WHERE work_id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(marked)), among),
    )


def _works_told(connection: Connection, field: Field, ids: Collection[int], value: Value) -> set[int]:
    """The works whose items show something else after a change."""
    touches = FIELDS[field].touches
    if Touches.INDEX in touches:
        return set(ids)
    if Touches.PASSAGES in touches:
        belongs = tables.among(tables.highlight.c.id, ids)
        items = _found(connection, select(tables.highlight.c.item_id).where(belongs))
        if field is Field.HIGHLIGHT_ANCHOR:
            items.add(json.loads(str(value))["item"])
        return _found(connection, select(tables.item.c.work_id).where(tables.among(tables.item.c.id, items)))
    if Touches.WORK not in touches:
        return set()
    touched = set(ids)
    if field is Field.ITEM_WORK:
        those = tables.among(tables.item.c.id, ids)
        touched = _found(connection, select(tables.item.c.work_id).where(those))
        touched |= _found(connection, select(_BASE).where(those))
    if value is not None:
        touched.add(int(value))
    return touched | {root_work(connection, work) for work in touched}


def _items_of(connection: Connection, works: Collection[int]) -> set[int]:
    return _found(connection, select(tables.item.c.id).where(tables.among(tables.item.c.work_id, works)))


def _found(connection: Connection, sql: Select[int]) -> set[int]:
    return set(connection.execute(sql).scalars())


def _move(connection: Connection, items: Collection[int]) -> None:
    """Lets items count to the work that was chosen by hand, else to the one that their identity's work is joined to."""
    sql = select(tables.item.c.id, _BASE, tables.item.c.own_work_id).where(tables.among(tables.item.c.id, items))
    for item, base, own in connection.execute(sql).cursor.fetchall():
        set_work(connection, item, base=base, work=root_work(connection, base if own is None else own))


def set_work(connection: Connection, item: int, *, base: int, work: int) -> None:
    """Writes which work an item counts to, and which one its identity names."""
    row = {"id": item, "work_id": work, "base_work_id": None if base == work else base}
    tables.update_rows(connection, tables.item, [row])

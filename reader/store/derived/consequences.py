"""Brings what is derived into line after a change of state: repeated values, works of items, highlights, the index.

All of it is derived, so that a change and its undo need to say only what a person did. The star and the note mark that
items repeat of their work follow it by triggers (`schema`); here they follow an item that comes to count to another.

Its statements are SQL: a split that is made again runs them for each of its items.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from reader.core.fields import FIELDS, Touches
from reader.core.state.changes import Field, Value
from reader.store.derived.highlight_places import place_highlights
from reader.store.derived.issue_order import place_issues
from reader.store.derived.search_index import reindexed

HIGHLIGHT_NOTES = """coalesce((
    SELECT group_concat(char(10) || said, '') FROM (
        SELECT highlight.note AS said FROM item CROSS JOIN highlight ON highlight.item_id = item.id
        WHERE item.work_id = work.id AND highlight.removed_at IS NULL AND highlight.note <> '' ORDER BY highlight.id
    )
), '')"""
"""The SQL of the notes that ``work.highlight_notes`` repeats."""


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
    while (
        above := connection.exec_driver_sql("SELECT joined_id FROM work WHERE id = ?", (work,)).scalar()
    ) is not None:
        work = int(above)
    return work


def repeat_flags(connection: Connection, works: Collection[int]) -> None:
    """Repeats values again: in works the notes on their highlights, in items their work's star, note and highlights."""
    marked = _ids(
        connection,
        "SELECT work_id FROM item CROSS JOIN highlight ON item_id = item.id AND removed_at IS NULL WHERE work_id IN",
        works,
    )
    among = json.dumps(list(works))
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
        sql = "SELECT work_id FROM highlight JOIN item ON item.id = item_id WHERE highlight.id IN"
        works = _ids(connection, sql, ids)
        if field is Field.HIGHLIGHT_ANCHOR:
            works |= _ids(connection, "SELECT work_id FROM item WHERE id IN", [json.loads(str(value))["item"]])
        return works
    if Touches.WORK not in touches:
        return set()
    touched = set(ids)
    if field is Field.ITEM_WORK:
        touched = _ids(connection, "SELECT work_id FROM item WHERE id IN", ids)
        touched |= _ids(connection, "SELECT coalesce(base_work_id, work_id) FROM item WHERE id IN", ids)
    if value is not None:
        touched.add(int(value))
    return touched | {root_work(connection, work) for work in touched}


def _items_of(connection: Connection, works: Collection[int]) -> set[int]:
    return _ids(connection, "SELECT id FROM item WHERE work_id IN", works)


def _ids(connection: Connection, sql: str, among: Collection[int]) -> set[int]:
    found = connection.exec_driver_sql(f"{sql} (SELECT value FROM json_each(?))", (json.dumps(list(among)),))
    return set(found.scalars())


def _move(connection: Connection, items: Collection[int]) -> None:
    """Lets items count to the work that was chosen by hand, else to the one that their identity's work is joined to."""
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(base_work_id, work_id), own_work_id FROM item "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(items)),),
    ).cursor.fetchall()
    for item, base, own in rows:
        set_work(connection, item, base=base, work=root_work(connection, base if own is None else own))


def set_work(connection: Connection, item: int, *, base: int, work: int) -> None:
    """Writes which work an item counts to, and which one its identity names."""
    connection.exec_driver_sql(
        "UPDATE item SET work_id = ?, base_work_id = ? WHERE id = ?", (work, None if base == work else base, item)
    )

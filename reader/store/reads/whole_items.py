"""Reads items and their issues whole, so that another library can take them in."""

import json
from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, exists, func, literal_column, or_, select

from reader.core.state.copies import HighlightCopy, IssueCopy, ItemCopy, SectionCopy, WorkCopy
from reader.core.state.rows import ItemDetail, Typed
from reader.core.values.errors import NotFound
from reader.core.values.ids import HighlightId, IssueId, ItemId, WorkId
from reader.core.values.own_facts import read_own_facts
from reader.core.values.publications import PublicationKey
from reader.store.reads.details import tags_of
from reader.store.sql import tables
from reader.store.sql.item_columns import item_columns, read_item
from reader.store.sql.labels import DATE, ISSUE_TITLE, NUMBER
from reader.store.sql.schema import ANNOTATED


def in_order(connection: Connection, ids: Sequence[ItemId]) -> list[ItemId]:
    """Items as lists have them, the newest issue first, with a fixed order where these leave it open."""
    item = tables.item
    order = (item.c.rank.desc(), item.c.issue_id.desc(), item.c.position, item.c.section_id, item.c.id)
    sql = select(item.c.id).where(tables.among(item.c.id, ids)).order_by(*order)
    return list(connection.execute(sql).scalars())


def kept_items(connection: Connection) -> list[ItemId]:
    """The items that are no longer split out and are seen all the same, for what the user did to them."""
    item, tagging = tables.item, tables.tagging
    is_tagged = exists().where(tagging.c.work_id == item.c.work_id, tagging.c.is_set == 1)
    is_kept = or_(item.c.is_starred == 1, literal_column(ANNOTATED), is_tagged)
    # A literal 2, as in the condition of the index of these items: the planner compares the two.
    return list(connection.execute(select(item.c.id).where(literal_column("item.shown = 2"), is_kept)).scalars())


def copy_issue(connection: Connection, id: IssueId, set_aside: tuple[str, ...]) -> IssueCopy:
    """An issue without its items. NotFound: there is none."""
    issue, of, original = tables.issue, tables.publication, tables.original
    shown = {"number": NUMBER, "title": ISSUE_TITLE, "date": DATE}
    names = [one.name for one in fields(IssueCopy) if one.name in issue.c]
    columns = [literal_column(shown[name]).label(name) if name in shown else issue.c[name] for name in names]
    publication = (of.c.key.label("of"), of.c.title.label("called"), of.c.list_id, of.c.address, of.c.own_facts)
    joined = issue.join(of, of.c.id == issue.c.publication_id).join(original, original.c.id == issue.c.original_id)
    sql = select(*columns, *publication, original.c.text_hash).select_from(joined).where(issue.c.id == id)
    row = connection.execute(sql).first()
    if row is None:
        raise NotFound(f"There is no issue {id} in this library.")
    found = row._asdict()
    return IssueCopy(
        **{name: found[name] for name in names},
        publication_key=row.of,
        publication=PublicationKey(row.called, row.list_id, row.address),
        text_hash=row.text_hash,
        set_aside=set_aside,
        own_facts=read_own_facts(row.own_facts),
    )


def copy_item(connection: Connection, detail: ItemDetail, others: Collection[HighlightId] = ()) -> ItemCopy:
    """All of an item that was read, with these highlights besides its own. NotFound: it is gone."""
    row = detail.row
    item, text, section = tables.item, tables.item_text, tables.section
    joined = item.join(text, text.c.id == item.c.id).join(section, section.c.id == item.c.section_id)
    base_work = func.coalesce(item.c.base_work_id, item.c.work_id).label("base_work")
    named = [section.c[one.name].label(f"section_{one.name}") for one in fields(SectionCopy)]
    state = (item.c.own_title, item.c.retired_at, item.c.own_work_id, base_work)
    sql = select(*item_columns(), *state, *named).select_from(joined).where(item.c.id == row.id)
    row_found = connection.execute(sql).first()
    if row_found is None:
        raise NotFound(f"There is no item {row.id} in this library.")
    found = row_found._asdict()
    base, own = found["base_work"], found["own_work_id"]
    works = _works(connection, [row.work_id, base, *([] if own is None else [own])])
    return ItemCopy(
        id=row.id,
        key=detail.key,
        section=SectionCopy(*(found[column.name] for column in named)),
        works=tuple(works.values()),
        position=detail.position,
        said=replace(read_item(found), parts=()),
        own_title=found["own_title"],
        credits=detail.credits,
        is_read=row.is_read,
        is_later=row.is_later,
        is_done=row.is_done,
        retired_at=found["retired_at"],
        base_work=None if base == row.work_id else works[base].key,
        own_work=None if own is None else works[own].key,
        is_title_refused=row.is_title_refused,
        highlights=_highlights(connection, row.id, others),
    )


def _works(connection: Connection, ids: Sequence[int]) -> dict[int, WorkCopy]:
    """These works in order and those that they were joined to, which only SQL says shortly: it asks again and again."""
    rows = connection.exec_driver_sql(
        """
        WITH RECURSIVE line (id, place) AS (
            SELECT value, key FROM json_each(?)
            UNION SELECT joined_id, place FROM work JOIN line USING (id) WHERE joined_id IS NOT NULL
        )
        SELECT work.id, key, identity, label, is_starred, note, own_title, own_authors, own_year, own_venue,
            (SELECT key FROM work AS above WHERE above.id = work.joined_id)
        FROM line JOIN work USING (id) GROUP BY work.id ORDER BY min(place), work.id
        """,
        (json.dumps(list(ids)),),
    ).cursor.fetchall()
    return {row[0]: _work(connection, row) for row in rows}


def _work(connection: Connection, row: Sequence[Any]) -> WorkCopy:
    number, key, identity, label, is_starred, note, *typed, joined_to = row
    return WorkCopy(
        id=number,
        key=key,
        identity=identity,
        label=label,
        is_starred=bool(is_starred),
        note=note,
        tags=tags_of(connection, WorkId(number)),
        typed=Typed(*typed),
        joined_to=joined_to,
    )


def _highlights(connection: Connection, item: int, others: Collection[int]) -> tuple[HighlightCopy, ...]:
    """The highlights that belong to an item, wherever they are shown, and some others."""
    # In SQL: its ``->>`` reads the JSON of an anchor.
    rows = connection.exec_driver_sql(
        "SELECT highlight.id, key, text, anchor ->> 'start', anchor ->> 'end', colour, note, created_at FROM highlight "
        "JOIN text_version ON text_version.id = anchor ->> 'text' WHERE removed_at IS NULL "
        "AND (item_id = ? OR highlight.id IN (SELECT value FROM json_each(?))) ORDER BY highlight.id",
        (item, json.dumps(list(others))),
    ).cursor.fetchall()
    return tuple(HighlightCopy(*row) for row in rows)

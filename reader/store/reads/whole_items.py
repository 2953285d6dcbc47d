"""Reads items and their issues whole, so that another library can take them in."""

import json
from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Connection, func, select

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
    sql = (
        "SELECT id FROM item WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY rank DESC, issue_id DESC, position, section_id, id"
    )
    return list(connection.exec_driver_sql(sql, (json.dumps(list(ids)),)).scalars())


def kept_items(connection: Connection) -> list[ItemId]:
    """The items that are no longer split out and are seen all the same, for what the user did to them."""
    sql = (
        f"SELECT id FROM item WHERE shown = 2 AND (is_starred = 1 OR {ANNOTATED} "
        "OR EXISTS (SELECT 1 FROM tagging WHERE tagging.work_id = item.work_id AND is_set = 1))"
    )
    return list(connection.exec_driver_sql(sql).scalars())


def copy_issue(connection: Connection, id: IssueId, set_aside: tuple[str, ...]) -> IssueCopy:
    """An issue without its items. NotFound: there is none."""
    row = connection.exec_driver_sql(
        f"""
        SELECT issue.key, publication.key, publication.title, list_id, address, {NUMBER}, {ISSUE_TITLE}, subtitle,
            {DATE}, issue.name, message_id, layout, confidence, issue.stored_at, text_hash, intro, outro, own_facts
        FROM issue JOIN publication ON publication.id = publication_id JOIN original ON original.id = original_id
        WHERE issue.id = ?
        """,
        (id,),
    ).first()
    if row is None:
        raise NotFound(f"There is no issue {id} in this library.")
    return IssueCopy(
        id=id,
        key=row[0],
        publication_key=row[1],
        publication=PublicationKey(*row[2:5]),
        number=row[5],
        title=row[6],
        subtitle=row[7],
        date=row[8],
        name=row[9],
        message_id=row[10],
        layout=row[11],
        confidence=row[12],
        stored_at=row[13],
        text_hash=row[14],
        intro=row[15],
        outro=row[16],
        set_aside=set_aside,
        own_facts=read_own_facts(row[17]),
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
    """These works in order and those that they were joined to."""
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
    rows = connection.exec_driver_sql(
        "SELECT highlight.id, key, text, anchor ->> 'start', anchor ->> 'end', colour, note, created_at FROM highlight "
        "JOIN text_version ON text_version.id = anchor ->> 'text' WHERE removed_at IS NULL "
        "AND (item_id = ? OR highlight.id IN (SELECT value FROM json_each(?))) ORDER BY highlight.id",
        (item, json.dumps(list(others))),
    ).cursor.fetchall()
    return tuple(HighlightCopy(*row) for row in rows)

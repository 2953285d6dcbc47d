"""Items as lists show them and whole, read by primary key."""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from reader.core.state.rows import Borrowed, ItemDetail, ItemRow, Twin, Typed
from reader.core.state.tags import Tag
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, ItemId, PublicationId, SectionId, WorkId
from reader.core.values.issues import Kind, Role
from reader.store.log.highlight_edits import highlights_of
from reader.store.reads.suggested_titles import Borrower, find_borrowed
from reader.store.sql.labels import DEDUCED, GUESS, LABEL, SECTION
from reader.store.sql.schema import TITLE

EXCERPT = 300
"""Characters of a body that a row holds."""

_ROW = f"""
SELECT item.id, item.work_id, item.issue_id, item.section_id, item.publication_id, {TITLE},
    item.own_title IS NOT NULL OR (item.title IS NULL AND work.own_title IS NOT NULL), substr(item_text.body, 1, 600),
    item.kind, item.url, work.label, item.is_read, item.is_later, item.is_done, item.is_starred, item.has_note,
    item.has_highlights, item.is_title_refused, item.text_number, item.own_work_id
FROM item JOIN item_text ON item_text.id = item.id JOIN work ON work.id = item.work_id
"""


def read_rows(connection: Connection, ids: Sequence[ItemId]) -> list[ItemRow]:
    """The rows of these items in the order asked; ids that name nothing are left out."""
    sql = f"{_ROW} WHERE item.id IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(sql, (json.dumps(list(ids)),)).cursor.fetchall()
    untitled = [_borrower(row) for row in rows if row[5] is None]
    offered = find_borrowed(connection, untitled) if untitled else {}
    found = {row[0]: _item_row(row, offered.get(row[0])) for row in rows}
    return [found[number] for number in ids if number in found]


_WHOLE = f"""
SELECT item.key, publication.title AS publication, {LABEL} AS issue, {GUESS} AS is_guess, {SECTION} AS section,
    {DEDUCED} AS is_deduced, item.position, item.title AS printed, author, body, body_html, is_abstract, links, topics,
    images, note, parts, item_text.original_id AS original,
    base_work_id IS NOT NULL OR EXISTS (SELECT 1 FROM work AS other WHERE other.joined_id = work.id) AS is_joined,
    item.retired_at IS NOT NULL AS is_retired, work.own_title, own_authors, own_year, own_venue
FROM item JOIN item_text ON item_text.id = item.id JOIN work ON work.id = item.work_id
JOIN section ON section.id = item.section_id JOIN issue ON issue.id = item.issue_id
JOIN publication ON publication.id = item.publication_id WHERE item.id = ?
"""


def read_detail(connection: Connection, id: ItemId) -> ItemDetail:
    """One item whole. NotFound: there is none."""
    rows = read_rows(connection, [id])
    if not rows:
        raise NotFound(f"There is no item {id} in this library.")
    row, whole = rows[0], connection.exec_driver_sql(_WHOLE, (id,)).one()
    return ItemDetail(
        row=row,
        key=whole.key,
        publication=whole.publication,
        issue=whole.issue,
        is_guess=bool(whole.is_guess),
        section=whole.section,
        is_section_deduced=bool(whole.is_deduced),
        position=whole.position,
        printed_title=whole.printed,
        author=whole.author,
        body=whole.body,
        body_html=whole.body_html,
        is_abstract=bool(whole.is_abstract),
        links=tuple(json.loads(whole.links)),
        topics=tuple(json.loads(whole.topics)),
        tags=tags_of(connection, row.work_id),
        images=whole.images,
        note=whole.note,
        twins=_twins(connection, row),
        typed=Typed(whole.own_title, whole.own_authors, whole.own_year, whole.own_venue),
        is_joined=bool(whole.is_joined),
        highlights=highlights_of(connection, row.work_id, row.id) if row.has_highlights else (),
        credits=_credits(connection, json.loads(whole.parts), whole.original),
        is_retired=bool(whole.is_retired),
    )


def _twins(connection: Connection, row: ItemRow) -> tuple[Twin, ...]:
    rows = connection.exec_driver_sql(
        f"SELECT item.id, {LABEL} FROM item JOIN issue ON issue.id = item.issue_id "
        "WHERE work_id = ? AND item.id <> ? AND shown = 1 ORDER BY item.id",
        (row.work_id, row.id),
    ).cursor.fetchall()
    return tuple(Twin(ItemId(number), label) for number, label in rows)


def _credits(connection: Connection, parts: Sequence[Sequence[Any]], original: int) -> tuple[str, ...]:
    """The lines of an item that are in no other field; the issue's text is unpacked only where there are any."""
    spans = [(start, end) for role, start, end in parts if role == Role.EXTRA]
    if not spans:
        return ()
    packed = connection.exec_driver_sql("SELECT text FROM original WHERE id = ?", (original,)).scalar_one()
    text = zlib.decompress(packed).decode()
    lines = (" ".join(text[start:end].split()) for start, end in spans)
    return tuple(dict.fromkeys(line for line in lines if any(sign.isalnum() for sign in line)))


def tags_of(connection: Connection, work: WorkId) -> tuple[Tag, ...]:
    """The tags of a work, by name."""
    rows = connection.exec_driver_sql(
        "SELECT name, colour FROM tagging JOIN tag ON tag.id = tag_id WHERE work_id = ? AND is_set = 1 "
        "ORDER BY fold, tag.id",
        (work,),
    ).cursor.fetchall()
    return tuple(Tag(name, colour) for name, colour in rows)


def _borrower(row: Sequence[Any]) -> Borrower:
    # An item that was parted by hand from those of the same text is not named by them.
    is_parted = row[19] is not None
    return Borrower(row[0], row[1], None if is_parted else row[18], row[4], row[10])


def _item_row(row: Sequence[Any], offered: Borrowed | None) -> ItemRow:
    return ItemRow(
        id=ItemId(row[0]),
        work_id=WorkId(row[1]),
        issue_id=IssueId(row[2]),
        section_id=SectionId(row[3]),
        publication_id=PublicationId(row[4]),
        title=row[5],
        is_own_title=bool(row[6]),
        excerpt=" ".join(row[7].split())[:EXCERPT],
        kind=Kind(row[8]),
        url=row[9],
        identity=row[10],
        is_read=bool(row[11]),
        is_later=bool(row[12]),
        is_done=bool(row[13]),
        is_starred=bool(row[14]),
        has_note=bool(row[15]),
        has_highlights=bool(row[16]),
        offered=offered,
        is_title_refused=bool(row[17]),
    )

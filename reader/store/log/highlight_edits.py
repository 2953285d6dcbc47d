"""Edits of highlights: wishes about them turned into edits, and the highlights of an item read.

As with tags, a row that a wish needs is inserted so that nobody sees it (removed) and brought in by an edit.
"""

import hashlib
import json
import uuid
from collections.abc import Collection

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from reader.core.state.changes import Change, Edit, Field
from reader.core.state.highlights import COLOURS, AttachHighlight, Highlight, MarkPassage
from reader.core.text.anchors import Anchor, place
from reader.core.values.errors import CommandError, NotFound
from reader.core.values.ids import HighlightId, ItemId, WorkId
from reader.store.derived.highlight_places import read_anchor
from reader.store.log import change_log
from reader.store.sql import tables
from reader.store.sql.labels import LABEL

_CHANGED = "The text was changed meanwhile. Highlight the passage again."


def mark(connection: Connection, wish: MarkPassage, at: str) -> list[Change]:
    """Highlight a passage; if exactly that passage is highlighted already, change its colour."""
    if wish.colour not in COLOURS:
        raise CommandError(f"A highlight can be {', '.join(COLOURS)}.")
    stored = _anchor(connection, wish.item, wish.anchor, at)
    table = tables.highlight
    is_same = (table.c.item_id == wish.item, table.c.anchor == stored, table.c.removed_at.is_(None))
    same = connection.execute(select(table.c.id).where(*is_same)).scalar()
    if same is not None:
        return change_log.apply_edits(connection, [Edit(Field.HIGHLIGHT_COLOUR, (same,), wish.colour)], at)
    made = {"key": uuid.uuid4().hex, "anchor": stored, "item_id": wish.item, "colour": wish.colour}
    number = tables.insert_row(connection, table, **made, created_at=at, removed_at=at)
    return change_log.apply_edits(connection, [Edit(Field.HIGHLIGHT_REMOVED, (number,), False)], at)


def attach(connection: Connection, wish: AttachHighlight, at: str) -> list[Change]:
    """Attach a highlight to another passage."""
    edit = Edit(Field.HIGHLIGHT_ANCHOR, (wish.highlight,), _anchor(connection, wish.item, wish.anchor, at))
    return change_log.apply_edits(connection, [edit], at)


def _anchor(connection: Connection, item: int, anchor: Anchor, at: str) -> str:
    """The anchor as it is stored, in the item's present text. CommandError: its words are not there any more."""
    text = tables.item_text
    body = connection.execute(select(text.c.body).where(text.c.id == item)).scalar()
    if body is None:
        raise NotFound(f"There is no item {item} in this library.")
    where = place(anchor, body)
    if where is None or body[slice(*where)] != anchor.exact:
        raise CommandError(_CHANGED)
    return stored_anchor(item, keep_text(connection, body, at), *where)


def stored_anchor(item: int, text: int, start: int, end: int) -> str:
    """An anchor as a highlight's row holds it: item, text version, start and end in code points."""
    return json.dumps({"item": item, "text": text, "start": start, "end": end})


def keep_text(connection: Connection, text: str, at: str) -> int:
    """The id of a version of a text, which is stored for good."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    table = tables.text_version
    added = insert(table).values(sha256=digest, text=text, stored_at=at)
    connection.execute(added.on_conflict_do_nothing(index_elements=["sha256"]))
    return int(connection.execute(select(table.c.id).where(table.c.sha256 == digest)).scalar_one())


def follow_words(connection: Connection, issue: int, at: str) -> list[Change]:
    """Move highlights whose item no longer holds their words to the one item of the issue that does."""
    # In SQL: its ``->>`` reads the JSON of an anchor.
    lost = connection.exec_driver_sql(
        """
        SELECT highlight.id, anchor, text FROM item JOIN highlight ON highlight.item_id = item.id
        JOIN text_version ON text_version.id = anchor ->> 'text'
        WHERE issue_id = ? AND removed_at IS NULL AND (retired_at IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM placement WHERE highlight_id = highlight.id AND placement.item_id = item.id
        )) ORDER BY highlight.id
        """,
        (issue,),
    ).cursor.fetchall()
    if not lost:
        return []
    item_table, body_table = tables.item, tables.item_text
    split_out = (item_table.c.issue_id == issue, item_table.c.retired_at.is_(None))
    texts = select(item_table.c.id, body_table.c.body).join(body_table, body_table.c.id == item_table.c.id)
    bodies = connection.execute(texts.where(*split_out)).cursor.fetchall()
    edits = []
    for number, stored, text in lost:
        anchor, old = read_anchor(stored, text), json.loads(stored)
        holding = [item for item, body in bodies if anchor.exact in body and place(anchor, body) is not None]
        if len(holding) == 1:
            moved = stored_anchor(holding[0], old["text"], old["start"], old["end"])
            edits.append(Edit(Field.HIGHLIGHT_ANCHOR, (number,), moved))
    return change_log.apply_edits(connection, edits, at)


def highlights_of(connection: Connection, work: WorkId, item: ItemId) -> tuple[Highlight, ...]:
    """The highlights of a work as one of its items shows them: those in its text in order, then the others."""
    # In SQL: CROSS JOIN tells SQLite's planner in which order to walk, and ``->>`` reads the JSON of an anchor.
    rows = connection.exec_driver_sql(
        f"""
        SELECT highlight.id, highlight.key, highlight.item_id, {LABEL}, colour, note, created_at, anchor,
            anchor ->> 'text', here.start, here.stop,
            EXISTS (SELECT 1 FROM placement WHERE highlight_id = highlight.id)
        FROM item CROSS JOIN highlight ON highlight.item_id = item.id AND highlight.removed_at IS NULL
        JOIN issue ON issue.id = item.issue_id
        LEFT JOIN placement AS here ON here.highlight_id = highlight.id AND here.item_id = ?
        WHERE item.work_id = ? ORDER BY here.start IS NULL, here.start, here.stop, highlight.id
        """,
        (item, work),
    ).cursor.fetchall()
    texts = _texts(connection, {row[8] for row in rows})
    return tuple(
        Highlight(
            HighlightId(number),
            key,
            ItemId(of),
            issue,
            colour,
            note,
            created_at,
            read_anchor(anchor, texts[text]),
            start,
            end,
            bool(is_placed),
        )
        for number, key, of, issue, colour, note, created_at, anchor, text, start, end, is_placed in rows
    )


def _texts(connection: Connection, versions: Collection[int]) -> dict[int, str]:
    """Versions of texts by their ids: each is read once, however many highlights were made in it."""
    table = tables.text_version
    sql = select(table.c.id, table.c.text).where(tables.among(table.c.id, sorted(versions)))
    return dict(connection.execute(sql).cursor.fetchall())

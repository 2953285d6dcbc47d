"""Writing new rows of an issue: its original, sections, works and items, many at a time."""

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from reader.core.issues import Issue, Item, Section
from reader.core.works import WorkIdentity
from reader.store import tables
from reader.store.indexing import index_items
from reader.store.preparing import Prepared, parts_json

Placed = tuple[int, Item, WorkIdentity | None]
"""An item with the id of its section and its work's identity (None: the work is the item itself)."""


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Add a row and return its id."""
    return int(connection.execute(insert(table).values(**values)).lastrowid)


def issue_values(issue: Issue) -> dict[str, Any]:
    """The columns of an issue that come from its split."""
    return {
        "title": issue.title,
        "subtitle": issue.subtitle,
        "date": issue.date,
        "intro": issue.intro,
        "outro": issue.outro,
        "layout": issue.layout,
        "confidence": issue.confidence,
        "boilerplate": json.dumps(issue.boilerplate),
    }


def add_original(connection: Connection, issue: int, ready: Prepared, at: str) -> int:
    """Keep the document's bytes and its canonical text."""
    return insert_row(
        connection,
        tables.original,
        issue_id=issue,
        sha256=ready.sha256,
        text_hash=ready.text_hash,
        name=ready.name,
        format=ready.format,
        size=ready.size,
        words=ready.words,
        bytes=ready.packed_bytes,
        text=ready.packed_text,
        stored_at=at,
    )


def add_section(connection: Connection, issue: int, position: int, section: Section) -> int:
    """Add a section without its items."""
    return insert_row(connection, tables.section, issue_id=issue, **section_values(position, section))


def section_values(position: int, section: Section) -> dict[str, Any]:
    """The columns of a section that come from the split."""
    return {
        "position": position,
        "title": section.title,
        "inferred": section.inferred,
        "kind": section.kind,
        "intro": section.intro,
        "start": section.span and section.span.start,
        "stop": section.span and section.span.end,
        "is_retired": 0,
    }


def text_values(item: Item) -> dict[str, Any]:
    """The columns of an item's text."""
    return {
        "body": item.body,
        "body_html": item.body_html,
        "is_abstract": int(item.is_abstract),
        "author": item.author,
        "links": json.dumps(item.links),
        "topics": json.dumps(item.topics),
        "images": item.images,
        "parts": parts_json(item),
        "confidence": item.confidence,
    }


def add_items(
    connection: Connection, issue: int, original: int, placed: Sequence[Placed], *, positions: Sequence[int] = ()
) -> list[int]:
    """Add items, whose spans count in an original's text, to an issue and return their ids.

    Positions are those given, or 0, 1, 2 and so on.
    """
    if not placed:
        return []
    above = connection.execute(
        select(tables.issue.c.publication_id, tables.issue.c.rank, tables.issue.c.removed_at).where(
            tables.issue.c.id == issue
        )
    ).one()
    keys = [uuid.uuid4().hex for _ in placed]
    works = find_or_add_works(connection, [work for _, _, work in placed], keys)
    first = next_id(connection, "item")
    ids = list(range(first, first + len(placed)))
    rows = [
        {
            "id": number,
            "key": key,
            "issue_id": issue,
            "section_id": section,
            "publication_id": above.publication_id,
            "work_id": work[0],
            "rank": above.rank,
            "position": position,
            "kind": item.kind.value,
            "title": item.title,
            "url": item.url,
            "is_starred": work[1],
            "has_note": work[2],
            "shown": 1 if above.removed_at is None else 0,
        }
        for number, key, work, position, (section, item, _) in zip(
            ids, keys, works, positions or range(len(placed)), placed, strict=True
        )
    ]
    connection.execute(insert(tables.item), rows)
    texts = [
        {"id": number, "original_id": original, **text_values(item)}
        for number, (_, item, _) in zip(ids, placed, strict=True)
    ]
    connection.execute(insert(tables.item_text), texts)
    index_items(connection, ids)
    return ids


def next_id(connection: Connection, table: str) -> int:
    """The id that the next row of an AUTOINCREMENT table gets, inside a writing transaction."""
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(last or 0) + 1


def find_or_add_works(
    connection: Connection, identities: Iterable[WorkIdentity | None], item_keys: Sequence[str]
) -> list[tuple[int, int, int]]:
    """For each identity the work's id, whether it is starred and whether it has a note; new works are added."""
    wanted = [
        (f"item:{key}", None) if identity is None else (identity.key, identity.label)
        for identity, key in zip(identities, item_keys, strict=True)
    ]
    connection.exec_driver_sql(
        "INSERT INTO work (key, identity, label) VALUES (?, ?, ?) ON CONFLICT (identity) DO NOTHING",
        [(uuid.uuid4().hex, key, label) for key, label in wanted],
    )
    rows = connection.exec_driver_sql(
        "SELECT identity, id, is_starred, note <> '' FROM work WHERE identity IN (SELECT value FROM json_each(?))",
        (json.dumps([key for key, _ in wanted]),),
    ).cursor.fetchall()
    found = {identity: tuple(rest) for identity, *rest in rows}
    return [found[key] for key, _ in wanted]

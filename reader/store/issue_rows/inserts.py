"""Writes new rows of an issue: its original, sections, works and items, many at a time."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from reader.core.revision.prepared import Prepared
from reader.core.values.issues import Issue, Item, Section
from reader.core.values.works import WorkIdentity
from reader.store.derived.consequences import root_work
from reader.store.derived.highlight_places import place_highlights
from reader.store.derived.search_index import index_items
from reader.store.sql import tables
from reader.store.sql.item_columns import item_values

Placed = tuple[int, Item, WorkIdentity | None]
"""An item with the id of its section and its work's identity (None: the work is the item itself)."""


@dataclass(frozen=True, slots=True)
class KnownWork:
    """The work that an item counts to, and what the item repeats of it; ``base``: what its identity names."""

    id: int
    base: int | None
    is_starred: int
    has_note: int
    has_highlights: int


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
        "split_by": issue.split_by,
    }


def add_original(connection: Connection, issue: int, ready: Prepared, at: str) -> int:
    """Keep the document's bytes and its canonical text."""
    return tables.insert_row(
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
    return tables.insert_row(connection, tables.section, issue_id=issue, **section_values(position, section))


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


def add_items(
    connection: Connection,
    issue: int,
    original: int,
    placed: Sequence[Placed],
    *,
    positions: Sequence[int] = (),
    ids: Sequence[int] = (),
    keys: Sequence[str] = (),
) -> list[int]:
    """Add items, whose spans count in an original's text, to an issue and return their ids.

    Positions are those given, or 0, 1, 2 and so on; ids and keys those given, or new ones.
    """
    if not placed:
        return []
    above = connection.execute(
        select(tables.issue.c.publication_id, tables.issue.c.rank, tables.issue.c.removed_at).where(
            tables.issue.c.id == issue
        )
    ).one()
    keys = keys or [uuid.uuid4().hex for _ in placed]
    works = find_or_add_works(connection, [work for _, _, work in placed], keys)
    first = next_id(connection, "item")
    ids = list(ids) or list(range(first, first + len(placed)))
    rows = [
        {
            "id": number,
            "key": key,
            "issue_id": issue,
            "section_id": section,
            "publication_id": above.publication_id,
            "work_id": work.id,
            "base_work_id": work.base,
            "rank": above.rank,
            "position": position,
            "is_starred": work.is_starred,
            "has_note": work.has_note,
            "has_highlights": work.has_highlights,
            "shown": 1 if above.removed_at is None else 0,
            **item_values(tables.item, item),
        }
        for number, key, work, position, (section, item, _) in zip(
            ids, keys, works, positions or range(len(placed)), placed, strict=True
        )
    ]
    tables.insert_rows(connection, tables.item, rows)
    texts = [
        {"id": number, "original_id": original, **item_values(tables.item_text, item)}
        for number, (_, item, _) in zip(ids, placed, strict=True)
    ]
    tables.insert_rows(connection, tables.item_text, texts)
    index_items(connection, ids)
    place_highlights(connection, items=[number for number, work in zip(ids, works, strict=True) if work.has_highlights])
    return ids


def next_id(connection: Connection, table: str) -> int:
    """The id that the next row of an AUTOINCREMENT table gets, inside a writing transaction."""
    # In SQL: the table is SQLite's own.
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(last or 0) + 1


def find_or_add_works(
    connection: Connection, identities: Iterable[WorkIdentity | None], item_keys: Sequence[str]
) -> list[KnownWork]:
    """The work that an item of each identity counts to; new works are added."""
    wanted = [
        (f"item:{key}", None) if identity is None else (identity.key, identity.label)
        for identity, key in zip(identities, item_keys, strict=True)
    ]
    # In SQL, as what it goes on with: an import asks both for all items of each issue.
    connection.exec_driver_sql(
        "INSERT INTO work (key, identity, label) VALUES (?, ?, ?) ON CONFLICT (identity) DO NOTHING",
        [(uuid.uuid4().hex, key, label) for key, label in wanted],
    )
    found = dict(_known_works(connection, "identity", [key for key, _ in wanted]))
    return [found[key] for key, _ in wanted]


def _known_works(connection: Connection, column: str, values: Sequence[object]) -> Iterator[tuple[Any, KnownWork]]:
    """The works that these values of a column name, each with the value; what is joined to another is that."""
    rows = connection.exec_driver_sql(
        f"""
        SELECT {column}, id, joined_id, is_starred, note <> '', EXISTS (
            SELECT 1 FROM item JOIN highlight ON highlight.item_id = item.id
            WHERE item.work_id = work.id AND highlight.removed_at IS NULL
        ) FROM work WHERE {column} IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(values),),
    ).cursor.fetchall()
    for value, number, joined, *flags in rows:
        if joined is None:
            yield value, KnownWork(number, None, *flags)
        else:
            ((_, root),) = _known_works(connection, "id", [root_work(connection, joined)])
            yield value, replace(root, base=number)

"""Items as lists show them and whole, read by primary key."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, literal_column, select

from reader.core.state.rows import ItemDetail, ItemRow, Twin, Typed
from reader.core.state.tags import Tag
from reader.core.values.errors import NotFound
from reader.core.values.ids import ItemId, WorkId
from reader.core.values.issues import Kind, Part, Role
from reader.store.log.highlight_edits import highlights_of
from reader.store.reads.suggested_titles import Borrower, find_borrowed
from reader.store.sql import tables
from reader.store.sql.item_columns import item_columns, read_item
from reader.store.sql.labels import DATE, DEDUCED, GUESS, LABEL, SECTION
from reader.store.sql.schema import TITLE

EXCERPT = 300
"""Characters of a body that a row holds."""


def _excerpt(beginning: str) -> str:
    return " ".join(beginning.split())[:EXCERPT]


_SHOWN = {
    "title": TITLE,
    "is_own_title": "item.own_title IS NOT NULL OR (item.title IS NULL AND work.own_title IS NOT NULL)",
    "excerpt": "substr(item_text.body, 1, 600)",
    "identity": "work.label",
    "issue_date": DATE,
    "offered": "NULL",
}
"""The SQL of what rows show that is no column of an item; titles to borrow are looked up afterwards."""
_LENDING = ("text_number", "own_work_id")
"""Further columns, which tell what titles an item may borrow."""
_ROW_FIELDS = tuple(one.name for one in fields(ItemRow))
_READ: Mapping[Any, Callable[[Any], Any]] = {bool: bool, Kind: Kind}
"""The readers of fields whose columns hold another type, by type."""
_READS = tuple(_excerpt if one.name == "excerpt" else _READ.get(one.type) for one in fields(ItemRow))
_TYPED = tuple(one.name for one in fields(Typed))
_DETAILED = frozenset(one.name for one in fields(ItemDetail))


@cache
def _row_sql() -> str:
    """The SQL of rows by the ids in a list of JSON; made once, since rows are read at every key."""
    item, text, work, issue = tables.item, tables.item_text, tables.work, tables.issue
    joined = item.join(text, text.c.id == item.c.id).join(work, work.c.id == item.c.work_id)
    joined = joined.join(issue, issue.c.id == item.c.issue_id)
    sql = select(*map(_row_column, (*_ROW_FIELDS, *_LENDING))).select_from(joined)
    return tables.sql_text(sql.where(tables.among(item.c.id, ())))


def _row_column(name: str) -> ColumnElement[Any]:
    if name in _SHOWN:
        return literal_column(_SHOWN[name]).label(name)
    if name not in tables.item.columns:
        raise LookupError(f"ItemRow.{name} is no column of item: say its SQL in _SHOWN")
    return tables.item.c[name].label(name)


def read_rows(connection: Connection, ids: Sequence[ItemId]) -> list[ItemRow]:
    """The rows of these items in the order asked; ids that name nothing are left out."""
    rows = connection.exec_driver_sql(_row_sql(), (json.dumps(list(ids)),)).cursor.fetchall()
    found = {row[0]: _item_row(row) for row in rows}
    untitled = [_borrower(found[row[0]], row[len(_ROW_FIELDS) :]) for row in rows if found[row[0]].title is None]
    for number, offered in find_borrowed(connection, untitled).items() if untitled else ():
        found[number] = replace(found[number], offered=offered)
    return [found[number] for number in ids if number in found]


_TOLD = {
    "publication": "publication.title",
    "issue": LABEL,
    "is_guess": GUESS,
    "section": SECTION,
    "is_section_deduced": DEDUCED,
    "note": "work.note",
    "is_joined": "base_work_id IS NOT NULL OR EXISTS (SELECT 1 FROM work AS other WHERE other.joined_id = work.id)",
    "is_retired": "item.retired_at IS NOT NULL",
}
"""The SQL of what the detail tells that is no column of an item."""


@cache
def _whole_sql() -> str:
    """The SQL of one item whole: its split's fields by the names of their columns, and what else is told of it."""
    item, text, work, issue = tables.item, tables.item_text, tables.work, tables.issue
    joined = item.join(text, text.c.id == item.c.id).join(work, work.c.id == item.c.work_id)
    joined = joined.join(issue, issue.c.id == item.c.issue_id)
    joined = joined.join(tables.section, tables.section.c.id == item.c.section_id)
    joined = joined.join(tables.publication, tables.publication.c.id == item.c.publication_id)
    told: Iterator[ColumnElement[Any]] = (literal_column(sql).label(name) for name, sql in _TOLD.items())
    typed = (work.c[f"own_{name}"].label(f"typed_{name}") for name in _TYPED)
    columns = (item.c.key, item.c.position, *item_columns(), text.c.original_id, *told, *typed)
    return tables.sql_text(select(*columns).select_from(joined).where(item.c.id == 0))


def read_detail(connection: Connection, id: ItemId) -> ItemDetail:
    """One item whole. NotFound: there is none."""
    rows = read_rows(connection, [id])
    if not rows:
        raise NotFound(f"There is no item {id} in this library.")
    row, whole = rows[0], connection.exec_driver_sql(_whole_sql(), (id,)).one()._asdict()
    said = read_item(whole)
    of_split = {column.name: getattr(said, column.name) for column in item_columns() if column.name in _DETAILED}
    flags: dict[str, Any] = {name: bool(whole[name]) for name in _TOLD if name.startswith("is_")}
    return ItemDetail(
        row=row,
        key=whole["key"],
        publication=whole["publication"],
        issue=whole["issue"],
        section=whole["section"],
        position=whole["position"],
        printed_title=said.title,
        tags=tags_of(connection, row.work_id),
        note=whole["note"],
        twins=_twins(connection, row),
        typed=Typed(*(whole[f"typed_{name}"] for name in _TYPED)),
        highlights=highlights_of(connection, row.work_id, row.id) if row.has_highlights else (),
        credits=_credits(connection, said.parts, whole["original_id"]),
        **of_split,
        **flags,
    )


def _twins(connection: Connection, row: ItemRow) -> tuple[Twin, ...]:
    # In SQL: an export asks it for each item, and put together as expressions each time it takes ten times as long.
    rows = connection.exec_driver_sql(
        f"SELECT item.id, {LABEL} FROM item JOIN issue ON issue.id = item.issue_id "
        "WHERE work_id = ? AND item.id <> ? AND shown = 1 ORDER BY item.id",
        (row.work_id, row.id),
    ).cursor.fetchall()
    return tuple(Twin(ItemId(number), label) for number, label in rows)


def _credits(connection: Connection, parts: Sequence[Part], original: int) -> tuple[str, ...]:
    """The lines of an item that are in no other field; the issue's text is unpacked only where there are any."""
    spans = [part.span for part in parts if part.role is Role.EXTRA]
    if not spans:
        return ()
    packed = connection.execute(select(tables.original.c.text).where(tables.original.c.id == original)).scalar_one()
    text = zlib.decompress(packed).decode()
    lines = (" ".join(text[start:end].split()) for start, end in spans)
    return tuple(dict.fromkeys(line for line in lines if any(sign.isalnum() for sign in line)))


def tags_of(connection: Connection, work: WorkId) -> tuple[Tag, ...]:
    """The tags of a work, by name."""
    # In SQL, as `_twins`: an export asks it for each item.
    rows = connection.exec_driver_sql(
        "SELECT name, colour FROM tagging JOIN tag ON tag.id = tag_id WHERE work_id = ? AND is_set = 1 "
        "ORDER BY fold, tag.id",
        (work,),
    ).cursor.fetchall()
    return tuple(Tag(name, colour) for name, colour in rows)


def _borrower(row: ItemRow, lending: Sequence[Any]) -> Borrower:
    text_number, own_work = lending
    # An item that was parted by hand from those of the same text is not named by them.
    number = text_number if own_work is None else None
    return Borrower(row.id, row.work_id, number, row.publication_id, row.identity)


def _item_row(values: Sequence[Any]) -> ItemRow:
    """The row of values in the order of its fields; those behind them are not its own."""
    told: list[Any] = [read(value) if read else value for read, value in zip(_READS, values, strict=False)]
    return ItemRow(*told)

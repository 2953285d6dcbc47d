"""The tables for SQLAlchemy Core, complete and as they are now; `schema` and `migrations` say how they came to be.

``split=True`` marks the columns that a split writes: they are written when an issue is split, kept in the versions of
its split, and put back by undo. Of an item it is written from, and read as, `core.values.issues.Item` by the columns'
names (`item_columns`).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ClauseElement,
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite.pysqlite import dialect

metadata = MetaData()


def _column(name: str, kind: type, *, split: bool = False) -> Column[Any]:
    """A column of a Python type."""
    kinds = {int: Integer, str: Text, bytes: LargeBinary, float: Float}
    return Column(name, kinds[kind], primary_key=name == "id", info={"split": split})


def _split(name: str, kind: type) -> Column[Any]:
    return _column(name, kind, split=True)


publication = Table(
    "publication",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("title", str),
    _column("name_key", str),
    _column("list_id", str),
    _column("address", str),
    _column("created_at", str),
    _column("removed_at", str),
    _column("outline", str),
    _column("forgotten", str),
    _column("joined_id", int),
    _column("own_key", str),
    _column("own_facts", str),
)
issue = Table(
    "issue",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("publication_id", int),
    _split("original_id", int),
    _column("message_id", str),
    _split("number", int),
    _split("title", str),
    _split("subtitle", str),
    _split("date", str),
    _column("name", str),
    _split("intro", str),
    _split("outro", str),
    _split("layout", str),
    _split("confidence", float),
    _split("boilerplate", str),
    _column("rank", int),
    _column("stored_at", str),
    _column("removed_at", str),
    _column("split_id", int),
    _column("own_title", str),
    _column("own_number", int),
    _column("own_date", str),
    _column("split_by", str),
    _column("forgotten", int),
)
original = Table(
    "original",
    metadata,
    _column("id", int),
    _column("issue_id", int),
    _column("sha256", str),
    _column("text_hash", str),
    _column("name", str),
    _column("format", str),
    _column("size", int),
    _column("words", int),
    _column("bytes", bytes),
    _column("text", bytes),
    _column("stored_at", str),
)
section = Table(
    "section",
    metadata,
    _column("id", int),
    _column("issue_id", int),
    _split("position", int),
    _split("title", str),
    _split("inferred", str),
    _split("kind", str),
    _split("intro", str),
    _split("start", int),
    _split("stop", int),
    _split("is_retired", int),
    _column("is_name_refused", int),
)
work = Table(
    "work",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("identity", str),
    _column("label", str),
    _column("is_starred", int),
    _column("note", str),
    _column("own_title", str),
    _column("own_authors", str),
    _column("own_year", str),
    _column("own_venue", str),
    _column("joined_id", int),
    _column("highlight_notes", str),
)
item = Table(
    "item",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("issue_id", int),
    _split("section_id", int),
    _column("publication_id", int),
    _column("work_id", int),
    _column("rank", int),
    _split("position", int),
    _split("kind", str),
    _split("title", str),
    _column("own_title", str),
    _split("url", str),
    _column("is_read", int),
    _column("is_later", int),
    _column("is_done", int),
    _column("is_starred", int),
    _column("has_note", int),
    _column("shown", int),
    _column("retired_at", str),
    _column("base_work_id", int),
    _column("own_work_id", int),
    _column("has_highlights", int),
    _split("text_number", int),
    _column("is_title_refused", int),
    _split("date", str),
)
item_text = Table(
    "item_text",
    metadata,
    _column("id", int),
    _split("original_id", int),
    _split("body", str),
    _split("body_html", str),
    _split("is_abstract", int),
    _split("author", str),
    _split("links", str),
    _split("topics", str),
    _split("images", int),
    _split("parts", str),
    _split("confidence", float),
)
tag = Table(
    "tag",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("name", str),
    _column("fold", str),
    _column("colour", str),
    _column("created_at", str),
    _column("removed_at", str),
)
tagging = Table(
    "tagging", metadata, _column("id", int), _column("work_id", int), _column("tag_id", int), _column("is_set", int)
)
text_version = Table(
    "text_version",
    metadata,
    _column("id", int),
    _column("sha256", str),
    _column("text", str),
    _column("stored_at", str),
)
highlight = Table(
    "highlight",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("anchor", str),
    _column("item_id", int),
    _column("colour", str),
    _column("note", str),
    _column("created_at", str),
    _column("removed_at", str),
)
placement = Table(
    "placement",
    metadata,
    _column("highlight_id", int),
    _column("item_id", int),
    _column("start", int),
    _column("stop", int),
)
inheritance = Table("inheritance", metadata, _column("work_id", int), _column("heir_id", int), _column("field", str))
split = Table(
    "split",
    metadata,
    _column("id", int),
    _column("issue_id", int),
    _column("data", bytes),
    _column("stored_at", str),
)
correction = Table(
    "correction",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("issue_id", int),
    _column("data", str),
    _column("created_at", str),
    _column("removed_at", str),
)
observation = Table("observation", metadata, _column("issue_id", int), _column("basis", str), _column("data", str))
draft = Table(
    "draft",
    metadata,
    _column("field", str),
    _column("target", int),
    _column("process", str),
    _column("text", str),
    _column("base", str),
    _column("saved_at", str),
)
change_group = Table(
    "change_group",
    metadata,
    _column("id", int),
    _column("key", str),
    _column("at", str),
    _column("origin", str),
    _column("label", str),
    _column("undoes", int),
    _column("head_id", int),
    _column("is_undone", int),
)
change = Table(
    "change",
    metadata,
    _column("id", int),
    _column("group_id", int),
    _column("field", str),
    _column("old", str),
    _column("new", str),
    _column("targets", bytes),
)


def split_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that a split writes."""
    return [column for column in table.columns if column.info["split"]]


def sql_text(statement: ClauseElement) -> str:
    """A statement as text with a ``?`` for each value, for those run so often that building them each time is felt."""
    return str(statement.compile(dialect=dialect()))


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Add a row and return its id."""
    sql, names = insert_text(table, frozenset(values))
    return int(connection.exec_driver_sql(sql, tuple(values[name] for name in names)).lastrowid)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; all have the same columns in the same order."""
    if rows:
        sql, names = insert_text(table, frozenset(rows[0]))
        connection.exec_driver_sql(sql, [tuple(row[name] for name in names) for row in rows])


@cache
def insert_text(table: Table, names: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The text that adds a row of these columns, and their order in it.

    It is made once: an import adds so many rows that making it, and binding each by name, took a tenth of the time.
    """
    compiled = insert(table).values({name: bindparam(f"new_{name}") for name in names}).compile(dialect=dialect())
    ordered = (str(name).removeprefix("new_") for name in compiled.positiontup or ())
    return str(compiled), tuple(ordered)


def update_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write columns of rows, each given with its id; all have the same columns in the same order."""
    if rows:
        names = tuple(name for name in rows[0] if name != "id")
        bound = [(*(row[name] for name in names), row["id"]) for row in rows]
        connection.exec_driver_sql(update_text(table, names), bound)


@cache
def update_text(table: Table, names: tuple[str, ...], *, are_many: bool = False) -> str:
    """The text that writes these columns of the row of an id, or of all rows whose ids are in a list of JSON.

    It is made once: making it for every key that marks an item took as long as carrying it out.
    """
    condition = among(table.c.id, ()) if are_many else table.c.id == bindparam("of")
    values: list[tuple[Any, Any]] = [(table.c[name], bindparam(f"new_{name}")) for name in names]
    return sql_text(update(table).where(condition).ordered_values(*values))


def among(column: ColumnElement[Any], values: Collection[object]) -> ColumnElement[bool]:
    """Whether a column holds one of these values. However many they are, they are one bound text of JSON."""
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))

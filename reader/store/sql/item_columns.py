"""Writes the fields that a split gives an item to the columns of its two tables, and reads them, by their names."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Table

from reader.core.revision.prepared import parts_json
from reader.core.values.document import Span
from reader.core.values.issues import Item, Kind, Part, Role
from reader.core.values.works import text_number
from reader.store.sql import tables

_WORKED_OUT: Mapping[str, Callable[[Item], Any]] = {
    "parts": parts_json,
    "text_number": lambda item: text_number(item.body),
}
"""Columns that are derived: they hold no field of an item as it is."""
_WRITTEN: Mapping[Any, Callable[[Any], Any]] = {
    bool: int,
    Kind: attrgetter("value"),
    tuple[str, ...]: json.dumps,
}
"""The writers of fields whose columns hold another type, by type."""
_READ: Mapping[Any, Callable[[Any], Any]] = {
    bool: bool,
    Kind: Kind,
    tuple[str, ...]: lambda stored: tuple(json.loads(stored)),
    tuple[Part, ...]: lambda stored: tuple(Part(Role(role), Span(*span)) for role, *span in json.loads(stored)),
}
"""The readers of the same fields, by type."""


def item_values(table: Table, item: Item) -> dict[str, Any]:
    """The values that a split writes to the columns of ``item`` or ``item_text``."""
    kind: Any = type(item)
    return {name: value(item) for name, value in _values(table, kind)}


@cache
def _values(table: Table, kind: type[Any]) -> tuple[tuple[str, Callable[[Item], Any]], ...]:
    """The columns of a table that a split writes of an item, each with the function that makes its value."""
    types = {one.name: one.type for one in fields(kind)}
    names = [column.name for column in tables.split_columns(table)]
    return tuple(
        (name, _WORKED_OUT[name] if name in _WORKED_OUT else _value_of(name, types[name]))
        for name in names
        if name in types or name in _WORKED_OUT
    )


def _value_of(name: str, kind: Any) -> Callable[[Item], Any]:
    read = attrgetter(name)
    write = _WRITTEN.get(kind)
    return (lambda item: write(read(item))) if write else read


def says(item: Item, held: Mapping[str, Any]) -> bool:
    """Whether an item would be stored with these values, by the names of their columns."""
    kind: Any = type(item)
    values = (*_values(tables.item, kind), *_values(tables.item_text, kind))
    return all(value(item) == held[name] for name, value in values if name in held)


def item_columns() -> list[Column[Any]]:
    """The columns that `read_item` needs, of both tables."""
    names = {one.name for one in fields(Item)}
    both = (*tables.item.columns, *tables.item_text.columns)
    return [column for column in both if column.info["split"] and column.name in names]


def read_item(values: Mapping[str, Any]) -> Item:
    """The item with these values, given by the names of their columns."""
    kind: Any = Item
    return Item(**{name: read(values[name]) if read else values[name] for name, read in _reads(kind)})


@cache
def _reads(kind: type[Any]) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    return tuple((one.name, _READ.get(one.type)) for one in fields(kind))

"""What a split says of an item, written to and read from the columns of its two tables by their names."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
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
"""Columns that hold no field of an item as it is."""
_READ: Mapping[Any, Callable[[Any], Any]] = {
    bool: bool,
    Kind: Kind,
    tuple[str, ...]: lambda stored: tuple(json.loads(stored)),
    tuple[Part, ...]: lambda stored: tuple(Part(Role(role), Span(*span)) for role, *span in json.loads(stored)),
}
"""How fields whose columns hold another type are read, by their types."""


def item_values(table: Table, item: Item) -> dict[str, Any]:
    """The values of the columns of ``item`` or ``item_text`` that a split says."""
    names = {one.name for one in fields(item)} | set(_WORKED_OUT)
    return {column.name: _value(item, column.name) for column in tables.split_columns(table) if column.name in names}


def _value(item: Item, name: str) -> Any:
    worked_out = _WORKED_OUT.get(name)
    value = worked_out(item) if worked_out else getattr(item, name)
    if isinstance(value, tuple):
        return json.dumps(value)
    return value.value if isinstance(value, Enum) else int(value) if isinstance(value, bool) else value


def item_columns() -> list[Column[Any]]:
    """The columns that `read_item` needs, of both tables."""
    names = {one.name for one in fields(Item)}
    both = (*tables.item.columns, *tables.item_text.columns)
    return [column for column in both if column.info["split"] and column.name in names]


def read_item(values: Mapping[str, Any]) -> Item:
    """The item that these values, by the names of their columns, are of."""
    return Item(**{one.name: _READ.get(one.type, _as_it_is)(values[one.name]) for one in fields(Item)})


def _as_it_is(stored: Any) -> Any:
    return stored

"""Versions of an issue's split: all that the splitter said of it, kept so that splitting again can be undone.

A version is JSON, compressed: the issue's printed fields, its sections and its items with their ids. What a person did
(read, star, titles of their own) is not in it. Showing a version writes these fields back; items that it does not hold
are retired, and come back when a version that holds them is shown again.
"""

import json
import zlib
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, func, insert, select, update

from reader.store.derived.consequences import repeat_flags, root_work, set_work
from reader.store.derived.highlight_places import place_highlights
from reader.store.derived.issue_order import place_issues
from reader.store.derived.search_index import reindexed
from reader.store.sql import tables

_TABLES = {"issue": tables.issue, "sections": tables.section, "items": tables.item, "texts": tables.item_text}
_FIRST_COLUMNS = {
    "issue": "id title subtitle date number intro outro layout confidence boilerplate original_id".split(),
    "sections": "id position title inferred kind intro start stop is_retired".split(),
    "items": "id section_id position kind title url text_number".split(),
    "texts": "id original_id body body_html is_abstract author links topics images parts confidence".split(),
}
"""The columns of versions that do not name theirs, as the first ones did not."""
_Row = dict[str, Any]


def present_split(connection: Connection, issue: int, at: str) -> int:
    """The version that an issue shows; it is stored now if it was not yet.

    Where a version is shown again after an undo, what was undone is there still, retired: the version takes that in.
    """
    table = tables.split
    shown = connection.execute(select(tables.issue.c.split_id).where(tables.issue.c.id == issue)).scalar()
    data = _read(connection, issue)
    known = None if shown is None else _kept(connection, shown)
    if shown is not None and known is not None and (known == data or _is_again(known, data)):
        if known != data:
            connection.execute(update(table).where(table.c.id == shown).values(data=_packed(data)))
        return int(shown)
    added = connection.execute(insert(table).values(issue_id=issue, data=_packed(data), stored_at=at))
    number = int(added.lastrowid)
    connection.execute(update(tables.issue).where(tables.issue.c.id == issue).values(split_id=number))
    return number


def show_split(connection: Connection, split: int, at: str) -> None:
    """Shows a version of an issue's split."""
    issue = connection.execute(select(tables.split.c.issue_id).where(tables.split.c.id == split)).scalar_one()
    data = _kept(connection, split)
    items = set(connection.execute(select(tables.item.c.id).where(tables.item.c.issue_id == issue)).scalars())
    moved, concerned = _works_of(connection, data["works"])
    tables.update_rows(connection, tables.issue, data["issue"])
    place_issues(connection, [issue])
    connection.execute(update(tables.section).where(tables.section.c.issue_id == issue).values(is_retired=1))
    tables.update_rows(connection, tables.section, data["sections"])
    with reindexed(connection, concerned | items):
        tables.update_rows(connection, tables.item, data["items"])
        tables.update_rows(connection, tables.item_text, data["texts"])
        _retire(connection, issue, {row["id"] for row in data["items"]} - set(data["retired"]), at)
        _name_works(connection, data["works"])
        for item, base, work in moved:
            set_work(connection, item, base=base, work=work)
        repeat_flags(connection, concerned)
    place_highlights(connection, items=concerned | items)


def _read(connection: Connection, issue: int) -> dict[str, Any]:
    """The present split as JSON data; the same split gives the same data."""
    item, work = tables.item, tables.work
    own = item.c.issue_id == issue
    base_work = work.c.id == func.coalesce(item.c.base_work_id, item.c.work_id)
    works = select(item.c.id, work.c.id, work.c.identity, work.c.label).join(work, base_work).where(own)
    retired = select(item.c.id).where(own, item.c.retired_at.is_not(None)).order_by(item.c.id)
    return {
        **{name: _rows(connection, table, issue) for name, table in _TABLES.items()},
        "works": [list(row) for row in connection.execute(works.order_by(item.c.id)).cursor.fetchall()],
        "retired": list(connection.execute(retired).scalars()),
    }


def _rows(connection: Connection, table: Table, issue: int) -> list[_Row]:
    """The rows of an issue with the columns that a split writes, and their ids."""
    names = [column.name for column in _columns(table)]
    rows = connection.exec_driver_sql(_rows_text(table), (issue,)).cursor.fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


@cache
def _rows_text(table: Table) -> str:
    """The text that reads those rows by the id of their issue, made once."""
    if "issue_id" in table.c:
        condition = table.c.issue_id == bindparam("issue")
    else:
        items = select(tables.item.c.id).where(tables.item.c.issue_id == bindparam("issue"))
        condition = table.c.id.in_(items) if table is tables.item_text else table.c.id == bindparam("issue")
    return tables.sql_text(select(*_columns(table)).where(condition).order_by(table.c.id))


def _columns(table: Table) -> list[Column[Any]]:
    return [table.c.id, *tables.split_columns(table)]


def _packed(data: dict[str, Any]) -> bytes:
    """Data as it is kept: the names of the columns once, and rows as lists."""
    rows = {name: [list(row.values()) for row in data[name]] for name in _TABLES}
    columns = {name: [column.name for column in _columns(table)] for name, table in _TABLES.items()}
    return zlib.compress(json.dumps({"columns": columns} | data | rows, ensure_ascii=False).encode())


def _kept(connection: Connection, split: int) -> dict[str, Any]:
    """The data of a version; columns that it does not know are empty in it."""
    table = tables.split
    row = connection.execute(select(table.c.issue_id, table.c.data).where(table.c.id == split)).one()
    stored: dict[str, Any] = json.loads(zlib.decompress(row.data))
    columns = stored.pop("columns", None)
    if columns is None:
        columns, stored = _FIRST_COLUMNS, stored | _as_rows(row.issue_id, stored)
    said = {name: [dict(zip(columns[name], values, strict=True)) for values in stored[name]] for name in _TABLES}
    names = {name: [column.name for column in _columns(table)] for name, table in _TABLES.items()}
    return stored | {
        name: [{column: values.get(column) for column in names[name]} for values in rows] for name, rows in said.items()
    }


def _as_rows(issue: int, first: dict[str, Any]) -> dict[str, Any]:
    """The issue and the texts of a version that does not name its columns, as rows with ids."""
    return {"issue": [[issue, *first["issue"]]], "texts": [[number, *text] for number, text in first["texts"]]}


def _is_again(version: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a split equals a version except for retired items and sections that the version does not hold."""
    later = set(now["retired"]) - {row["id"] for row in version["items"]}
    sections = {row["id"] for row in version["sections"]}
    shown: dict[str, Any] = {name: [row for row in now[name] if row["id"] not in later] for name in ("items", "texts")}
    shown["works"] = [row for row in now["works"] if row[0] not in later]
    shown["sections"] = [row for row in now["sections"] if row["id"] in sections or not row["is_retired"]]
    shown["retired"] = [number for number in now["retired"] if number not in later]
    return version == now | shown


def _retire(connection: Connection, issue: int, shown: Collection[int], at: str) -> None:
    """Retire all items of an issue but these."""
    table = tables.item
    own, among = table.c.issue_id == issue, tables.among(table.c.id, sorted(shown))
    connection.execute(update(table).where(own, table.c.retired_at.is_(None), ~among).values(retired_at=at))
    connection.execute(update(table).where(own, table.c.retired_at.is_not(None), among).values(retired_at=None))


def _works_of(connection: Connection, works: Sequence[Sequence[Any]]) -> tuple[list[tuple[int, int, int]], set[int]]:
    """Items that count to other works in a version (item, the work of its identity, its work); all items concerned."""
    moved, concerned = [], set()
    # In SQL: asked for each item of an issue whose split is put back.
    for item, base, _, _ in works:
        sql = "SELECT work_id, coalesce(base_work_id, work_id), own_work_id FROM item WHERE id = ?"
        shown, present, own = connection.exec_driver_sql(sql, (item,)).one()
        if present != base:
            work = root_work(connection, base if own is None else own)
            moved.append((item, base, work))
            concerned |= {work, shown}
    beside = select(tables.item.c.id).where(tables.among(tables.item.c.work_id, sorted(concerned)))
    return moved, set(connection.execute(beside).scalars())


def _name_works(connection: Connection, works: Sequence[Sequence[Any]]) -> None:
    """Gives works that were found to be another one the identity back that they had.

    Works that have it now give it up where they are found to be another one as well, or no item is seen of them.
    """
    # In SQL: OR IGNORE and randomblob are SQLite's own.
    wanted = {base: (identity, label) for _, base, identity, label in works}
    found = connection.exec_driver_sql(
        "SELECT id, identity, EXISTS (SELECT 1 FROM item WHERE retired_at IS NULL AND work_id = work.id)"
        " OR EXISTS (SELECT 1 FROM item WHERE retired_at IS NULL AND base_work_id = work.id) "
        "FROM work WHERE id IN (SELECT value FROM json_each(?)) OR identity IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)), json.dumps([identity for identity, _ in wanted.values()])),
    ).cursor.fetchall()
    other = {work for work, identity, _ in found if work in wanted and wanted[work][0] != identity}
    unseen = {work for work, _, is_seen in found if work not in wanted and not is_seen}
    if not other:
        return
    taken = {wanted[work][0] for work in other}
    given_up = [work for work, identity, _ in found if identity in taken and work in other | unseen]
    connection.exec_driver_sql(
        "UPDATE work SET identity = 'item:' || lower(hex(randomblob(16))), label = NULL "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(given_up),),
    )
    connection.exec_driver_sql(
        "UPDATE OR IGNORE work SET identity = ?, label = ? WHERE id = ?", [(*wanted[work], work) for work in other]
    )

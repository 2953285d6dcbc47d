"""Versions of an issue's split: all that the splitter said of it, kept so that splitting again can be undone.

A version is JSON, compressed: the issue's printed fields, its sections and its items with their ids. What a person did
(read, star, titles of their own) is not in it. Showing a version writes these fields back; items that it does not hold
are retired, and come back when a version that holds them is shown again.
"""

import json
import zlib
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection

from reader.store.derived.consequences import repeat_flags, root_work, set_work
from reader.store.derived.highlight_places import place_highlights
from reader.store.derived.issue_order import place_issues
from reader.store.derived.search_index import reindexed

_ISSUE = "title subtitle date number intro outro layout confidence boilerplate original_id".split()
_SECTION = "id position title inferred kind intro start stop is_retired".split()
_ITEM = "id section_id position kind title url text_number".split()
_TEXT = "original_id body body_html is_abstract author links topics images parts confidence".split()


def present_split(connection: Connection, issue: int, at: str) -> int:
    """The version that an issue shows; it is kept if it was not yet.

    Where a version is shown again after an undo, what was undone is there still, retired: the version takes that in.
    """
    shown = connection.exec_driver_sql("SELECT split_id FROM issue WHERE id = ?", (issue,)).scalar()
    data = _read(connection, issue)
    known = None if shown is None else json.loads(_data(connection, shown))
    if shown is not None and known is not None and (known == data or _is_again(known, data)):
        if known != data:
            packed = zlib.compress(json.dumps(data, ensure_ascii=False).encode())
            connection.exec_driver_sql("UPDATE split SET data = ? WHERE id = ?", (packed, shown))
        return int(shown)
    sql = "INSERT INTO split (issue_id, data, stored_at) VALUES (?, ?, ?)"
    packed = zlib.compress(json.dumps(data, ensure_ascii=False).encode())
    number = connection.exec_driver_sql(sql, (issue, packed, at)).lastrowid
    connection.exec_driver_sql("UPDATE issue SET split_id = ? WHERE id = ?", (number, issue))
    return int(number)


def show_split(connection: Connection, split: int, at: str) -> None:
    """Let an issue be split as a version says."""
    issue = connection.exec_driver_sql("SELECT issue_id FROM split WHERE id = ?", (split,)).scalar_one()
    data = json.loads(_data(connection, split))
    items = _ids(connection, "SELECT id FROM item WHERE issue_id = ?", issue)
    moved, concerned = _works_of(connection, data["works"])
    _set(connection, "issue", _ISSUE, [[*data["issue"], issue]])
    place_issues(connection, [issue])
    connection.exec_driver_sql("UPDATE section SET is_retired = 1 WHERE issue_id = ?", (issue,))
    _set(connection, "section", _SECTION[1:], [[*rest, number] for number, *rest in data["sections"]])
    with reindexed(connection, concerned | set(items)):
        _set(connection, "item", _ITEM[1:], [[*rest, number] for number, *rest in data["items"]])
        _set(connection, "item_text", _TEXT, [[*text, number] for number, text in data["texts"]])
        _retire(connection, issue, {number for number, *_ in data["items"]} - set(data["retired"]), at)
        _name_works(connection, data["works"])
        for item, base, work in moved:
            set_work(connection, item, base=base, work=work)
        repeat_flags(connection, concerned)
    place_highlights(connection, items=concerned | set(items))


def _read(connection: Connection, issue: int) -> dict[str, Any]:
    """The present split as data, as it is in JSON; the same split gives the same."""
    fields = connection.exec_driver_sql(f"SELECT {', '.join(_ISSUE)} FROM issue WHERE id = ?", (issue,)).one()
    sections = _rows(connection, f"SELECT {', '.join(_SECTION)} FROM section WHERE issue_id = ? ORDER BY id", issue)
    items = _rows(connection, f"SELECT {', '.join(_ITEM)} FROM item WHERE issue_id = ? ORDER BY id", issue)
    texts = _rows(
        connection,
        f"SELECT id, {', '.join(_TEXT)} FROM item_text "
        "WHERE id IN (SELECT id FROM item WHERE issue_id = ?) ORDER BY id",
        issue,
    )
    works = _rows(
        connection,
        "SELECT item.id, work.id, identity, label FROM item JOIN work ON work.id = coalesce(base_work_id, work_id) "
        "WHERE issue_id = ? ORDER BY item.id",
        issue,
    )
    retired = _ids(connection, "SELECT id FROM item WHERE issue_id = ? AND retired_at IS NOT NULL ORDER BY id", issue)
    return {
        "issue": list(fields),
        "sections": sections,
        "items": items,
        "texts": [[number, text] for number, *text in texts],
        "works": works,
        "retired": retired,
    }


def _is_again(version: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a split is a version but for items and sections that it does not hold and that are retired."""
    later = set(now["retired"]) - {number for number, *_ in version["items"]}
    sections = {number for number, *_ in version["sections"]}
    shown: dict[str, Any] = {
        name: [row for row in now[name] if row[0] not in later] for name in ("items", "texts", "works")
    }
    shown["sections"] = [row for row in now["sections"] if row[0] in sections or not row[-1]]
    shown["retired"] = [number for number in now["retired"] if number not in later]
    return version == now | shown


def _data(connection: Connection, split: int) -> str:
    packed = connection.exec_driver_sql("SELECT data FROM split WHERE id = ?", (split,)).scalar_one()
    return zlib.decompress(packed).decode()


def _rows(connection: Connection, sql: str, issue: int) -> list[list[Any]]:
    return [list(row) for row in connection.exec_driver_sql(sql, (issue,)).cursor.fetchall()]


def _ids(connection: Connection, sql: str, issue: int) -> list[int]:
    return list(connection.exec_driver_sql(sql, (issue,)).scalars())


def _set(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write columns of rows; each row ends with its id."""
    if rows:
        sets = ", ".join(f"{column} = ?" for column in columns)
        connection.exec_driver_sql(f"UPDATE {table} SET {sets} WHERE id = ?", [tuple(row) for row in rows])


def _retire(connection: Connection, issue: int, shown: Collection[int], at: str) -> None:
    """Retire all items of an issue but these."""
    named = json.dumps(sorted(shown))
    among = "id IN (SELECT value FROM json_each(?))"
    sql = f"UPDATE item SET retired_at = ? WHERE issue_id = ? AND retired_at IS NULL AND NOT {among}"
    connection.exec_driver_sql(sql, (at, issue, named))
    sql = f"UPDATE item SET retired_at = NULL WHERE issue_id = ? AND retired_at IS NOT NULL AND {among}"
    connection.exec_driver_sql(sql, (issue, named))


def _works_of(connection: Connection, works: Sequence[Sequence[Any]]) -> tuple[list[tuple[int, int, int]], set[int]]:
    """Items that count to other works in a version (item, the work of its identity, its work); all items concerned."""
    moved, concerned = [], set()
    for item, base, _, _ in works:
        sql = "SELECT work_id, coalesce(base_work_id, work_id), own_work_id FROM item WHERE id = ?"
        shown, present, own = connection.exec_driver_sql(sql, (item,)).one()
        if present != base:
            work = root_work(connection, base if own is None else own)
            moved.append((item, base, work))
            concerned |= {work, shown}
    sql = "SELECT id FROM item WHERE work_id IN (SELECT value FROM json_each(?))"
    return moved, set(connection.exec_driver_sql(sql, (json.dumps(sorted(concerned)),)).scalars())


def _name_works(connection: Connection, works: Sequence[Sequence[Any]]) -> None:
    """Give works that were found to be another one the identity back that they had.

    Works that have it now give it up where they are found to be another one as well, or no item is seen of them.
    """
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

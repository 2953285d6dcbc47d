"""Finds where highlights stand in the present texts of their works' items; stored, since placing costs time.

Its statements are SQL: ``->>`` reads the JSON of an anchor in them, and an import runs them for every issue.
"""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache

from sqlalchemy import Connection

from reader.core.text.anchors import Anchor, anchor_of, place

_PAIRS = """
SELECT highlight.id, twin.id, highlight.anchor, text_version.text, item_text.body
FROM highlight JOIN item ON item.id = highlight.item_id JOIN item AS twin ON twin.work_id = item.work_id
JOIN item_text ON item_text.id = twin.id JOIN text_version ON text_version.id = highlight.anchor ->> 'text'
WHERE highlight.removed_at IS NULL AND
"""

place_once = lru_cache(maxsize=1024)(place)
"""The place of a passage.

Placing is slow where a text changed, so results from before a transaction are used again in it.
"""


def place_highlights(connection: Connection, *, highlights: Collection[int] = (), items: Collection[int] = ()) -> None:
    """Place these highlights in all texts of their works, and all highlights in the texts of these items."""
    for stored, pairs, ids in (("highlight_id", "highlight.id", highlights), ("item_id", "twin.id", items)):
        if ids:
            among = "IN (SELECT value FROM json_each(?))"
            connection.exec_driver_sql(f"DELETE FROM placement WHERE {stored} {among}", (json.dumps(list(ids)),))
            found = _places(connection, f"{pairs} {among}", json.dumps(list(ids)))
            if found:
                sql = "INSERT OR REPLACE INTO placement (highlight_id, item_id, start, stop) VALUES (?, ?, ?, ?)"
                connection.exec_driver_sql(sql, found)


def all_places(connection: Connection) -> list[tuple[int, int, int, int]]:
    """The places of all highlights, worked out anew: highlight, item, start and end in code points."""
    return _places(connection, "1")


def _places(connection: Connection, condition: str, *bound: str) -> list[tuple[int, int, int, int]]:
    found = []
    last = ""
    # One by one: each row has its texts whole, and what is kept of many highlights of a text should be one copy of it.
    for highlight, item, anchor, text, body in connection.exec_driver_sql(_PAIRS + condition, bound):
        last = last if body == last else body
        where = place_once(read_anchor(anchor, text), last)
        if where is not None:
            found.append((highlight, item, *where))
    return found


def read_anchor(stored: str, text: str) -> Anchor:
    """The anchor that a highlight's row names, in its version of the text."""
    place = json.loads(stored)
    return anchor_of(text, place["start"], place["end"])


def anchors_of(connection: Connection, items: Iterable[int]) -> list[tuple[int, int, Anchor]]:
    """The highlights that belong to these items: their ids, their items and what was marked."""
    rows = connection.exec_driver_sql(
        "SELECT highlight.id, item_id, anchor, text FROM highlight "
        "JOIN text_version ON text_version.id = anchor ->> 'text' "
        "WHERE removed_at IS NULL AND item_id IN (SELECT value FROM json_each(?)) ORDER BY highlight.id",
        (json.dumps(list(items)),),
    ).cursor.fetchall()
    return [(number, item, read_anchor(anchor, text)) for number, item, anchor, text in rows]

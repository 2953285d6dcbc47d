"""Finds where a search matched an item: FTS5 says where its words stand, literal texts are looked for here.

Its statements are SQL: FTS5's own functions are in them.
"""

import re
from collections.abc import Iterable

from sqlalchemy import Connection

from reader.core.state.queries import Query, Words
from reader.core.state.rows import Hits
from reader.core.values.errors import NotFound
from reader.core.values.ids import ItemId
from reader.store.search.search_terms import Wanted, want

Range = tuple[int, int]
_OPEN, _CLOSE = "\x01", "\x02"
"""Signs that no stored text holds."""


def find_hits(connection: Connection, id: ItemId, query: Query) -> Hits:
    """Ranges of code points, in order and apart. NotFound: there is no such item."""
    texts = connection.exec_driver_sql("SELECT title, body, note FROM searchable WHERE id = ?", (id,)).first()
    if texts is None:
        raise NotFound(f"There is no item {id} in this library.")
    wanted = [found for term in query.terms if isinstance(term, Words) and (found := want(term))]
    wanted = [found for found in wanted if not found.is_negated]
    marked = _marked(connection, id, wanted)
    ranges = [
        _joined([*_between(mark), *_literals(text or "", wanted)]) for text, mark in zip(texts, marked, strict=True)
    ]
    return Hits(*ranges)


def _marked(connection: Connection, id: ItemId, wanted: Iterable[Wanted]) -> tuple[str, str, str]:
    """Title, body and note with FTS5's marks around the words found."""
    words = [found.match for found in wanted if found.match is not None and found.literal is None]
    if not words:
        return "", "", ""
    columns = ", ".join(f"highlight(item_fts, {column}, ?2, ?3)" for column in range(3))
    row = connection.exec_driver_sql(
        f"SELECT {columns} FROM item_fts WHERE item_fts MATCH ?1 AND rowid = ?4",
        (" OR ".join(words), _OPEN, _CLOSE, id),
    ).first()
    return ("", "", "") if row is None else (row[0] or "", row[1] or "", row[2] or "")


def _between(marked: str) -> list[Range]:
    ranges, start, length = [], 0, 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if piece == _OPEN:
            start = length
        elif piece == _CLOSE:
            ranges.append((start, length))
        else:
            length += len(piece)
    return ranges


def _literals(text: str, wanted: Iterable[Wanted]) -> list[Range]:
    needles = [r"\s+".join(map(re.escape, found.literal.split())) for found in wanted if found.literal is not None]
    return [match.span() for needle in needles for match in re.finditer(needle, text, re.IGNORECASE) if match.group()]


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges in order, with those that touch or overlap made one."""
    apart: list[Range] = []
    for start, end in sorted(ranges):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)

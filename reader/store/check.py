"""Checks a library: first the file, then its meaning: what stands twice agrees, and every text can be read.

Each finding is a row: what is looked for, what is said of it, and how it is mended where it can be.

Its statements are SQL: they are made of conditions that are kept as texts, and of pragmas.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, Text
from sqlalchemy.exc import DatabaseError

from reader.core.fields import FIELDS
from reader.core.state.tags import fold_tag
from reader.store.derived.consequences import HIGHLIGHT_NOTES
from reader.store.derived.highlight_places import all_places, place_highlights
from reader.store.sql import tables
from reader.store.sql.connection import driver
from reader.store.sql.packed_ids import unpack

_SHOWN = """CASE
    WHEN (SELECT removed_at FROM issue WHERE issue.id = item.issue_id) IS NOT NULL
        OR (SELECT removed_at FROM publication WHERE publication.id = item.publication_id) IS NOT NULL THEN 0
    WHEN retired_at IS NOT NULL THEN 2 ELSE 1 END"""
_HIGHLIGHTED = """(work_id IN (SELECT marked.work_id FROM highlight JOIN item AS marked ON marked.id = highlight.item_id
    WHERE highlight.removed_at IS NULL))"""
_NOTED = "(SELECT note <> '' FROM work WHERE work.id = item.work_id)"


@dataclass(frozen=True, slots=True)
class _Copy:
    """A column that repeats another value, and the SQL of that value."""

    column: str
    truth: str
    words: str
    table: str = "item"


_COPIES = (
    _Copy("publication_id", "(SELECT publication_id FROM issue WHERE issue.id = item.issue_id)", "publication"),
    _Copy("rank", "(SELECT rank FROM issue WHERE issue.id = item.issue_id)", "place in lists"),
    _Copy("is_starred", "(SELECT is_starred FROM work WHERE work.id = item.work_id)", "star"),
    _Copy("has_note", _NOTED, "note mark"),
    _Copy("has_highlights", _HIGHLIGHTED, "mark of highlights"),
    _Copy("shown", _SHOWN, "visibility"),
    _Copy("highlight_notes", HIGHLIGHT_NOTES, "copy of the notes on their highlights", "work"),
)


def _texts(table: Table, *others: str) -> tuple[str, ...]:
    """The columns of a table that hold texts of documents or of the user: what a split says, what is typed, others."""
    of_split = {column.name for column in tables.split_columns(table)}
    typed = {row.column for row in FIELDS.values() if row.table == table.name and not row.is_flag}
    return tuple(
        column.name
        for column in table.columns
        if isinstance(column.type, Text) and column.name in of_split | typed | {*others}
    )


_TEXTS = {
    "publication": _texts(tables.publication, "name_key", "own_key", "list_id", "address"),
    "issue": _texts(tables.issue, "name"),
    "section": _texts(tables.section),
    "work": _texts(tables.work, "identity", "label"),
    "item": _texts(tables.item),
    "item_text": _texts(tables.item_text),
    "tag": _texts(tables.tag),
    "highlight": _texts(tables.highlight),
    "text_version": _texts(tables.text_version, "text"),
    "draft": _texts(tables.draft, "text", "base", "process"),
    "change_group": _texts(tables.change_group, "label"),
}


def check_file(connection: Connection, *, is_quick: bool = False) -> list[str]:
    """The faults that SQLite itself finds in the file; empty when it is whole."""
    pragma = "quick_check" if is_quick else "integrity_check"
    try:
        verdicts = connection.exec_driver_sql(f"PRAGMA {pragma}(20)").scalars().all()
    except DatabaseError as error:
        return [f"The file is damaged: {error.orig}."]
    return [f"The file is damaged: {verdict}." for verdict in verdicts if verdict != "ok"]


def check_meaning(connection: Connection, *, repair: bool, is_read_only: bool = False) -> list[str]:
    """The faults inside a whole file; with ``repair`` they are mended where they can be.

    It runs inside a writing transaction; for a library that is read-only the search index is left out.
    """
    return [
        *_broken_texts(connection, repair=repair),
        *_orphans(connection),
        *_copies(connection, repair=repair),
        *_originals(connection),
        *_spans(connection),
        *_log(connection),
        *_tags(connection, repair=repair),
        *_highlights(connection, repair=repair),
        *(() if is_read_only else _index(connection, repair=repair)),
    ]


def _said(sentence: str, *, is_mended: bool) -> str:
    return f"{sentence} Mended." if is_mended else sentence


def _broken_texts(connection: Connection, *, repair: bool) -> Iterator[str]:
    """Texts that are no UTF-8. They are read as bytes, since SQLite does not look at what it stores."""
    inner = driver(connection)
    inner.create_function("mended", 1, lambda raw: None if raw is None else _mended(raw), deterministic=True)
    for table, columns in _TEXTS.items():
        for column in columns:
            bad = f"CAST(mended(CAST({column} AS BLOB)) AS BLOB) IS NOT CAST({column} AS BLOB)"
            ids = [row[0] for row in inner.execute(f"SELECT rowid FROM {table} WHERE {bad}")]
            if not ids:
                continue
            if repair:
                sql = f"UPDATE {table} SET {column} = mended(CAST({column} AS BLOB))"
                inner.execute(f"{sql} WHERE rowid IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
            yield _said(f"{len(ids)} texts ({table}, {column}) hold bytes that are no text.", is_mended=repair)


def _mended(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _orphans(connection: Connection) -> Iterator[str]:
    broken = connection.exec_driver_sql('SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY 1').all()
    for table, count in broken:
        yield f"{count} rows of {table} belong to nothing."
    bare = connection.exec_driver_sql("SELECT count(*) FROM item WHERE id NOT IN (SELECT id FROM item_text)").scalar()
    if bare:
        yield f"{bare} items have lost their text."
    lost = connection.exec_driver_sql("SELECT count(*) FROM issue WHERE original_id IS NULL").scalar()
    if lost:
        yield f"{lost} issues have lost their original."


def _copies(connection: Connection, *, repair: bool) -> Iterator[str]:
    for copy in _COPIES:
        wrong = f"{copy.column} IS NOT {copy.truth}"
        count = connection.exec_driver_sql(f"SELECT count(*) FROM {copy.table} WHERE {wrong}").scalar_one()
        if not count:
            continue
        if repair:
            connection.exec_driver_sql(f"UPDATE {copy.table} SET {copy.column} = {copy.truth} WHERE {wrong}")
        yield _said(f"{count} {copy.table}s show a wrong {copy.words}.", is_mended=repair)


def _originals(connection: Connection) -> Iterator[str]:
    """Originals whose bytes are not those that were stored."""
    for name, digest, packed in connection.exec_driver_sql("SELECT name, sha256, bytes FROM original"):
        try:
            is_whole = hashlib.sha256(zlib.decompress(packed)).hexdigest() == digest
        except zlib.error:
            is_whole = False
        if not is_whole:
            yield f"The stored original of “{name}” is not what it was; import the document again."


def _spans(connection: Connection) -> Iterator[str]:
    """Items whose parts lie outside their issue's text."""
    lengths: dict[int, int] = {}
    for number, packed in connection.exec_driver_sql("SELECT id, text FROM original"):
        try:
            lengths[number] = len(zlib.decompress(packed).decode())
        except (zlib.error, UnicodeDecodeError):
            yield "The text of an original cannot be read."
    rows = connection.exec_driver_sql("SELECT original_id, parts FROM item_text")
    outside = sum(
        any(not 0 <= start <= end <= lengths[original] for _, start, end in json.loads(parts))
        for original, parts in rows
        if original in lengths
    )
    if outside:
        yield f"{outside} items point outside the text of their issue."


def _log(connection: Connection) -> Iterator[str]:
    empty = sum(not unpack(row[0]) for row in connection.exec_driver_sql("SELECT targets FROM change"))
    if empty:
        yield f"{empty} entries of the log of changes name nothing."


def _tags(connection: Connection, *, repair: bool) -> Iterator[str]:
    """Tags that are found under another name than their own, are removed and yet set, or named alike."""
    sql = "SELECT id, CAST(name AS BLOB), CAST(fold AS BLOB) FROM tag"
    rows = [
        (number, fold_tag(_mended(name)), _mended(fold))
        for number, name, fold in connection.exec_driver_sql(sql).cursor.fetchall()
    ]
    wrong = [(right, number) for number, right, fold in rows if fold != right]
    if wrong and repair:
        connection.exec_driver_sql("UPDATE tag SET fold = ? WHERE id = ?", wrong)
    if wrong:
        yield _said(f"{len(wrong)} tags are not found under their name.", is_mended=repair)
    removed = "is_set = 1 AND tag_id IN (SELECT id FROM tag WHERE removed_at IS NOT NULL)"
    count = connection.exec_driver_sql(f"SELECT count(*) FROM tagging WHERE {removed}").scalar_one()
    if count and repair:
        connection.exec_driver_sql(f"UPDATE tagging SET is_set = 0 WHERE {removed}")
    if count:
        yield _said(f"{count} works have a tag that is removed.", is_mended=repair)
    alike = connection.exec_driver_sql("SELECT fold FROM tag WHERE removed_at IS NULL GROUP BY 1 HAVING count(*) > 1")
    yield from (f"Two tags are called “{name}”; rename one of them." for name in alike.scalars().all())


def _highlights(connection: Connection, *, repair: bool) -> Iterator[str]:
    """Highlights outside of their text, or shown where they do not stand."""
    inside = "anchor ->> 'start' >= 0 AND anchor ->> 'start' < anchor ->> 'end' AND anchor ->> 'end' <= length(text)"
    sound = f"SELECT 1 FROM text_version WHERE text_version.id = anchor ->> 'text' AND {inside}"
    count = connection.exec_driver_sql(f"SELECT count(*) FROM highlight WHERE NOT EXISTS ({sound})").scalar_one()
    if count:
        yield f"{count} highlights point outside the text that they were made in."
        return
    rows = connection.exec_driver_sql("SELECT highlight_id, item_id, start, stop FROM placement").cursor.fetchall()
    wrong = len(set(rows) ^ set(all_places(connection)))
    if wrong and repair:
        connection.exec_driver_sql("DELETE FROM placement")
        place_highlights(connection, highlights=list(connection.exec_driver_sql("SELECT id FROM highlight").scalars()))
    if wrong:
        yield _said(f"{wrong} highlights are shown at a wrong place.", is_mended=repair)


def _index(connection: Connection, *, repair: bool) -> Iterator[str]:
    """Whether the search index agrees with the texts; it can be made anew from them at any time."""
    try:
        connection.exec_driver_sql("INSERT INTO item_fts (item_fts, rank) VALUES ('integrity-check', 1)")
        return
    except DatabaseError:
        pass
    if repair:
        connection.exec_driver_sql("INSERT INTO item_fts (item_fts) VALUES ('rebuild')")
    yield _said("The search index does not agree with the texts.", is_mended=repair)

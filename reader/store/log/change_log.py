"""Changes of state: the one function that makes them, and their log. A group of the log is one act."""

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import Connection

from reader.core.revision.prepared import name_key
from reader.core.state import highlights, tags
from reader.core.state.changes import METADATA, PRINTED, Change, Changes, Edit, Field, News, Origin, Value
from reader.core.state.notes import merge_notes
from reader.core.state.tags import clean_tag, fold_tag
from reader.core.text.clean import TYPED_CAP, clean_line, clean_text, clean_title
from reader.core.values.errors import ActUndone, CommandError, NotFound
from reader.core.values.ids import ChangeId, GroupId
from reader.core.values.publications import clean_day, clean_number
from reader.store.derived.consequences import settled
from reader.store.issue_rows.split_versions import show_split
from reader.store.sql.packed_ids import pack, unpack


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field stands: its table, the SQL that reads it, the column written, and what its rows are called."""

    table: str
    read: str
    column: str
    noun: str


PLACES = {
    Field.READ: _Place("item", "is_read", "is_read", "item"),
    Field.LATER: _Place("item", "is_later", "is_later", "item"),
    Field.DONE: _Place("item", "is_done", "is_done", "item"),
    Field.TITLE: _Place("item", "own_title", "own_title", "item"),
    Field.TITLE_REFUSED: _Place("item", "is_title_refused", "is_title_refused", "item"),
    Field.NAME_REFUSED: _Place("section", "is_name_refused", "is_name_refused", "section"),
    Field.STARRED: _Place("work", "is_starred", "is_starred", "work"),
    Field.NOTE: _Place("work", "note", "note", "work"),
    Field.WORK_TITLE: _Place("work", "own_title", "own_title", "work"),
    Field.WORK_AUTHORS: _Place("work", "own_authors", "own_authors", "work"),
    Field.WORK_YEAR: _Place("work", "own_year", "own_year", "work"),
    Field.WORK_VENUE: _Place("work", "own_venue", "own_venue", "work"),
    Field.WORK_JOINED: _Place("work", "joined_id", "joined_id", "work"),
    Field.ITEM_WORK: _Place("item", "own_work_id", "own_work_id", "item"),
    Field.HIGHLIGHT_REMOVED: _Place("highlight", "removed_at IS NOT NULL", "removed_at", "highlight"),
    Field.HIGHLIGHT_COLOUR: _Place("highlight", "colour", "colour", "highlight"),
    Field.HIGHLIGHT_NOTE: _Place("highlight", "note", "note", "highlight"),
    Field.HIGHLIGHT_ANCHOR: _Place("highlight", "anchor", "anchor", "highlight"),
    Field.ISSUE_REMOVED: _Place("issue", "removed_at IS NOT NULL", "removed_at", "issue"),
    Field.ISSUE_SPLIT: _Place("issue", "split_id", "split_id", "issue"),
    Field.ISSUE_PUBLICATION: _Place("issue", "publication_id", "publication_id", "issue"),
    Field.ISSUE_TITLE: _Place("issue", "own_title", "own_title", "issue"),
    Field.ISSUE_NUMBER: _Place("issue", "own_number", "own_number", "issue"),
    Field.ISSUE_DATE: _Place("issue", "own_date", "own_date", "issue"),
    Field.ISSUE_FORGOTTEN: _Place("issue", "forgotten", "forgotten", "issue"),
    Field.CORRECTION_REMOVED: _Place("correction", "removed_at IS NOT NULL", "removed_at", "correction"),
    Field.PUBLICATION_TITLE: _Place("publication", "title", "title", "publication"),
    Field.PUBLICATION_JOINED: _Place("publication", "joined_id", "joined_id", "publication"),
    Field.PUBLICATION_FORGOTTEN: _Place("publication", "forgotten", "forgotten", "publication"),
    Field.PUBLICATION_FACTS: _Place("publication", "own_facts", "own_facts", "publication"),
    Field.PUBLICATION_REMOVED: _Place("publication", "removed_at IS NOT NULL", "removed_at", "publication"),
    Field.TAGGED: _Place("tagging", "is_set", "is_set", "tagging"),
    Field.TAG_NAME: _Place("tag", "name", "name", "tag"),
    Field.TAG_COLOUR: _Place("tag", "colour", "colour", "tag"),
    Field.TAG_REMOVED: _Place("tag", "removed_at IS NOT NULL", "removed_at", "tag"),
}
_NOTES = {Field.NOTE, Field.HIGHLIGHT_NOTE}
_NULLABLE = {
    Field.TITLE,
    *METADATA,
    *PRINTED,
    Field.WORK_JOINED,
    Field.ITEM_WORK,
    Field.PUBLICATION_TITLE,
    Field.PUBLICATION_JOINED,
    Field.ISSUE_FORGOTTEN,
}
_TEXTS = (
    _NOTES
    | _NULLABLE
    | {Field.TAG_NAME, Field.TAG_COLOUR, Field.HIGHLIGHT_COLOUR, Field.HIGHLIGHT_ANCHOR}
    | {Field.ISSUE_SPLIT, Field.ISSUE_PUBLICATION, Field.PUBLICATION_FORGOTTEN, Field.PUBLICATION_FACTS}
)
_CLEANED: dict[Field, Callable[[str], str | None]] = {
    Field.ISSUE_NUMBER: clean_number,
    Field.ISSUE_DATE: clean_day,
}
_COLOURS = {Field.TAG_COLOUR: tags.COLOURS, Field.HIGHLIGHT_COLOUR: highlights.COLOURS}


def now() -> str:
    """This moment as the library stores it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _clean(field: Field, value: Value) -> Value:
    """The value as the field keeps it. TypeError: a value that the field cannot hold."""
    if field not in _TEXTS:
        if not isinstance(value, bool):
            raise TypeError(f"{field} holds true or false, not {value!r}")
        return value
    if value is None and field in _NULLABLE:
        return None
    if not isinstance(value, str):
        raise TypeError(f"{field} holds text, not {value!r}")
    if field in (Field.TITLE, Field.WORK_TITLE, Field.PUBLICATION_TITLE, Field.ISSUE_TITLE):
        return clean_title(value) or None
    if field in METADATA:
        return clean_line(value, cap=TYPED_CAP) or None
    if field is Field.TAG_NAME:
        return clean_tag(value)
    if field in _CLEANED:
        return _CLEANED[field](value)
    if field in _COLOURS and value not in _COLOURS[field]:
        raise CommandError(f"A {PLACES[field].noun} can be {', '.join(_COLOURS[field])}.")
    text = clean_text(value)
    return text if text.strip() else ""


def _decode(field: Field, value: object) -> Value:
    if field in _TEXTS:
        return None if value is None else str(value)
    return bool(value)


def write(connection: Connection, field: Field, value: Value, ids: Collection[int], at: str) -> None:
    """Give a field of rows a value, which was cleaned, with all that follows from it; it is not logged."""
    place = PLACES[field]
    stored = (at if value else None) if place.column == "removed_at" else value
    columns: dict[str, object] = {place.column: stored}
    if field is Field.TAG_NAME:
        columns["fold"] = fold_tag(str(value))
    if field is Field.PUBLICATION_TITLE:
        columns["own_key"] = None if value is None else name_key(str(value))
    if field is Field.HIGHLIGHT_ANCHOR:
        columns["item_id"] = json.loads(str(value))["item"]
    sets = ", ".join(f"{column} = ?" for column in columns)
    sql = f"UPDATE {place.table} SET {sets} WHERE id IN (SELECT value FROM json_each(?))"
    with settled(connection, field, ids, value):
        connection.exec_driver_sql(sql, (*columns.values(), json.dumps(list(ids))))
    if field is Field.ISSUE_SPLIT and value is not None:
        show_split(connection, int(value), at)


def current(connection: Connection, field: Field, targets: Collection[int]) -> dict[Value, list[int]]:
    """Which of the targets hold which value."""
    place = PLACES[field]
    rows = connection.exec_driver_sql(
        f"SELECT id, {place.read} FROM {place.table} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(targets)),),
    ).cursor.fetchall()
    holding: dict[Value, list[int]] = {}
    for number, value in rows:
        holding.setdefault(_decode(field, value), []).append(number)
    return holding


def _apply(connection: Connection, edit: Edit, at: str) -> list[Change]:
    """Make one edit; NotFound where a target does not exist."""
    if edit.field not in PLACES:
        raise ValueError(f"{edit.field} is not set by an edit")
    new = _clean(edit.field, edit.value)
    targets = {number for number in edit.targets if -(1 << 63) <= number < 1 << 63}
    holding = current(connection, edit.field, targets)
    found = sum(map(len, holding.values()))
    if found < len(set(edit.targets)):
        known = {number for ids in holding.values() for number in ids}
        missing = sorted(set(edit.targets) - known)
        raise NotFound(f"There is no {PLACES[edit.field].noun} {missing[0]} in this library.")
    changed = {old: ids for old, ids in holding.items() if old != new}
    for ids in changed.values():
        write(connection, edit.field, new, ids, at)
    return [Change(edit.field, old, new, tuple(sorted(ids))) for old, ids in changed.items()]


def apply_edits(connection: Connection, edits: Iterable[Edit], at: str) -> list[Change]:
    """Make edits without logging them, for the group that the caller logs; no-ops are left out."""
    return [done for edit in edits for done in _apply(connection, edit, at)]


def log(
    connection: Connection,
    changes: Sequence[Change],
    *,
    origin: Origin,
    label: str,
    at: str,
    undoes: int | None = None,
    kept: int = 0,
    group: GroupId | None = None,
) -> Changes:
    """Write a group and its changes to the log; ``group`` is one that they are added to, of an act of several steps."""
    number = group or GroupId(
        connection.exec_driver_sql(
            "INSERT INTO change_group (key, at, origin, label, undoes) VALUES (?, ?, ?, ?, ?)",
            (uuid.uuid4().hex, at, origin.value, clean_line(label), undoes),
        ).lastrowid
    )
    rows = [(number, change.field.value, change.old, change.new, pack(change.targets)) for change in changes]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO change (group_id, field, old, new, targets) VALUES (?, ?, ?, ?, ?)", rows
        )
    undone = None if undoes is None else GroupId(undoes)
    return Changes(number, label, origin, datetime.fromisoformat(at), tuple(changes), undone, kept)


def change(connection: Connection, edits: Sequence[Edit], *, origin: Origin, label: str) -> Changes:
    """Make edits as one act and log what they changed; nothing is logged when nothing changed."""
    at = now()
    return log_act(connection, apply_edits(connection, edits, at), origin=origin, label=label, at=at)


def log_act(connection: Connection, changes: Sequence[Change], *, origin: Origin, label: str, at: str) -> Changes:
    """Log the changes of one act, if it changed anything."""
    if not changes:
        return Changes(None, label, origin, datetime.fromisoformat(at), ())
    return log(connection, changes, origin=origin, label=label, at=at)


def write_note(
    connection: Connection, field: Field, target: int, text: str, *, base: str, origin: Origin, label: str
) -> Changes:
    """Make a text that was written from ``base`` the note of a work or highlight, joined with what came meanwhile."""
    stored = [str(note) for note in current(connection, field, (target,))]
    mine, before = str(_clean(field, text)), str(_clean(field, base))
    note = merge_notes(base=before, mine=mine, theirs=stored[0]) if stored else mine
    return change(connection, [Edit(field, (target,), note)], origin=origin, label=label)


def changes_of(connection: Connection, group: int) -> list[Change]:
    """What one group of the log did, in order."""
    rows = connection.exec_driver_sql(
        "SELECT field, old, new, targets FROM change WHERE group_id = ? ORDER BY id", (group,)
    ).cursor.fetchall()
    return [_change(*row) for row in rows]


def _change(name: str, old: object, new: object, targets: bytes) -> Change:
    field = Field(name)
    return Change(field, _logged(field, old), _logged(field, new), unpack(targets))


def _logged(field: Field, value: object) -> Value:
    return None if value is None else _decode(field, value)


def news_after(connection: Connection, change: int | None) -> News:
    """What was logged after one change (None: since the beginning), whichever group it was added to."""
    rows = connection.exec_driver_sql(
        "SELECT change.id, change_group.id, at, origin, label, undoes, field, old, new, targets "
        "FROM change JOIN change_group ON change_group.id = group_id WHERE change.id > ? ORDER BY change.id",
        (change or 0,),
    ).cursor.fetchall()
    acts = [
        Changes(
            GroupId(number),
            label,
            Origin(origin),
            datetime.fromisoformat(at),
            tuple(_change(*row[6:]) for row in together),
            undoes,
        )
        for (number, at, origin, label, undoes), together in groupby(rows, key=lambda row: row[1:6])
    ]
    return News(tuple(acts), ChangeId(rows[-1][0]) if rows else None if change is None else ChangeId(change))


def refuse_undone(connection: Connection, group: GroupId) -> None:
    """ActUndone: a group was undone, even if it was redone since: undo would not find what is added to it."""
    sql = "SELECT head_id FROM change_group WHERE id = ?"
    if connection.exec_driver_sql(sql, (group,)).scalar() is not None:
        raise ActUndone("What was done so far was undone elsewhere meanwhile; the rest stays as it was.")

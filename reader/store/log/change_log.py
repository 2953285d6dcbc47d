"""Changes of state: the one function that makes them, and their log. A group of the log is one act."""

import json
import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import groupby

from sqlalchemy import Connection, select

from reader.core.fields import FIELDS, FieldRow, Holds
from reader.core.revision.prepared import name_key
from reader.core.state.changes import Change, Changes, Edit, Field, News, Origin, Value
from reader.core.state.notes import merge_notes
from reader.core.state.tags import fold_tag
from reader.core.text.clean import clean_line
from reader.core.values.errors import ActUndone, NotFound
from reader.core.values.ids import ChangeId, GroupId
from reader.store.derived.consequences import settled
from reader.store.issue_rows.split_versions import show_split
from reader.store.sql import tables
from reader.store.sql.packed_ids import pack, unpack


def now() -> str:
    """This moment as the library stores it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def write(connection: Connection, field: Field, value: Value, ids: Collection[int], at: str) -> None:
    """Give a field of rows a cleaned value, with all that follows from it; it is not logged."""
    row = FIELDS[field]
    stored = (at if value else None) if row.holds is Holds.SINCE else value
    columns: dict[str, object] = {str(row.column): stored}
    if field is Field.TAG_NAME:
        columns["fold"] = fold_tag(str(value))
    if field is Field.PUBLICATION_TITLE:
        columns["own_key"] = None if value is None else name_key(str(value))
    if field is Field.HIGHLIGHT_ANCHOR:
        columns["item_id"] = json.loads(str(value))["item"]
    with settled(connection, field, ids, value):
        bound = (*columns.values(), json.dumps(list(ids)))
        table = tables.metadata.tables[row.table]
        connection.exec_driver_sql(tables.update_text(table, tuple(columns), are_many=True), bound)
    if field is Field.ISSUE_SPLIT and value is not None:
        show_split(connection, int(value), at)


@cache
def _reading(row: FieldRow) -> str:
    """The SQL that reads a field of the rows whose ids are in a list of JSON; made once, like those that write."""
    table = tables.metadata.tables[row.table]
    column = table.c[str(row.column)]
    held = column.is_not(None) if row.holds is Holds.SINCE else column
    return tables.sql_text(select(table.c.id, held).where(tables.among(table.c.id, ())))


def current(connection: Connection, field: Field, targets: Collection[int]) -> dict[Value, list[int]]:
    """The present values of a field, each with the targets that hold it."""
    row = FIELDS[field]
    rows = connection.exec_driver_sql(_reading(row), (json.dumps(list(targets)),)).cursor.fetchall()
    holding: dict[Value, list[int]] = {}
    for number, value in rows:
        holding.setdefault(row.read(value), []).append(number)
    return holding


def _apply(connection: Connection, edit: Edit, at: str) -> list[Change]:
    """Make one edit; NotFound where a target does not exist."""
    row = FIELDS[edit.field]
    if row.column is None:
        raise ValueError(f"{edit.field} is not set by an edit")
    new = row.kept(edit.value)
    targets = {number for number in edit.targets if -(1 << 63) <= number < 1 << 63}
    holding = current(connection, edit.field, targets)
    found = sum(map(len, holding.values()))
    if found < len(set(edit.targets)):
        known = {number for ids in holding.values() for number in ids}
        missing = sorted(set(edit.targets) - known)
        raise NotFound(f"There is no {row.table} {missing[0]} in this library.")
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
    """Write a group and its changes to the log; ``group`` is an existing one to add to, of an act in steps."""
    said = {"key": uuid.uuid4().hex, "at": at, "origin": origin.value, "label": clean_line(label), "undoes": undoes}
    number = group or GroupId(tables.insert_row(connection, tables.change_group, **said))
    rows = [
        {"group_id": number, "field": one.field.value, "old": one.old, "new": one.new, "targets": pack(one.targets)}
        for one in changes
    ]
    tables.insert_rows(connection, tables.change, rows)
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
    """Write a text made from ``base`` as the note of a work or highlight, joined with what came meanwhile."""
    stored = [str(note) for note in current(connection, field, (target,))]
    mine, before = str(FIELDS[field].kept(text)), str(FIELDS[field].kept(base))
    note = merge_notes(base=before, mine=mine, theirs=stored[0]) if stored else mine
    return change(connection, [Edit(field, (target,), note)], origin=origin, label=label)


def changes_of(connection: Connection, group: int) -> list[Change]:
    """The changes of one group of the log, in order."""
    return [_change(*row) for row in connection.exec_driver_sql(_changes_text(), (group,)).cursor.fetchall()]


@cache
def _changes_text() -> str:
    table = tables.change
    return tables.sql_text(select(*_LOGGED).where(table.c.group_id == 0).order_by(table.c.id))


_LOGGED = tuple(tables.change.c[name] for name in ("field", "old", "new", "targets"))


def _change(name: str, old: object, new: object, targets: bytes) -> Change:
    field = Field(name)
    return Change(field, _logged(field, old), _logged(field, new), unpack(targets))


def _logged(field: Field, value: object) -> Value:
    return None if value is None else FIELDS[field].read(value)


def news_after(connection: Connection, change: int | None) -> News:
    """The changes logged after a given one (None: since the beginning), whichever group they were added to."""
    table, group = tables.change, tables.change_group
    said = (group.c.id, group.c.at, group.c.origin, group.c.label, group.c.undoes)
    sql = select(table.c.id, *said, *_LOGGED).join(group, group.c.id == table.c.group_id)
    rows = connection.execute(sql.where(table.c.id > (change or 0)).order_by(table.c.id)).cursor.fetchall()
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
    """Raise ActUndone if a group was undone, even if it was redone since: undo would not find what is added to it."""
    table = tables.change_group
    if connection.execute(select(table.c.head_id).where(table.c.id == group)).scalar() is not None:
        raise ActUndone("The first steps were undone elsewhere meanwhile. Nothing more was changed.")

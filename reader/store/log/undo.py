"""Undo and redo over the log of changes.

Undo makes a group that takes the newest one back, redo a group that takes back that undo; each restores a field only
where it still holds what the other wrote. The first group of such a chain keeps its newest link (``head_id``) and
whether the act is undone now, so that both are found without walking the log.

Its statements are SQL: they ask again and again (WITH RECURSIVE), and ``+origin`` keeps the planner off an index.
"""

import json
from collections.abc import Collection

from sqlalchemy import Connection

from reader.core.fields import FIELDS
from reader.core.state.changes import Change, Changes, Field, Origin, Value
from reader.core.state.tags import fold_tag
from reader.store.log.change_log import changes_of, current, log, now, write

_JOINED_ABOVE = """EXISTS (
    WITH RECURSIVE above (id) AS (
        SELECT CAST(?2 AS INTEGER) UNION SELECT joined_id FROM {0} JOIN above USING (id) WHERE joined_id IS NOT NULL
    ) SELECT 1 FROM above WHERE above.id = {0}.id
)"""
_NAMED_ALIKE = "SELECT 1 FROM tag AS other WHERE other.id <> tag.id AND other.removed_at IS NULL AND other.fold ="
_BARRED: dict[tuple[Field, bool], str] = {
    (Field.TAGGED, True): "tag_id IN (SELECT id FROM tag WHERE removed_at IS NOT NULL)",
    (Field.TAG_REMOVED, True): "EXISTS (SELECT 1 FROM tagging WHERE tag_id = tag.id AND is_set = 1)",
    (Field.TAG_REMOVED, False): f"EXISTS ({_NAMED_ALIKE} tag.fold)",
    (Field.TAG_NAME, True): f"removed_at IS NULL AND EXISTS ({_NAMED_ALIKE} ?2)",
    (Field.WORK_JOINED, True): _JOINED_ABOVE.format("work"),
    (Field.PUBLICATION_JOINED, True): _JOINED_ABOVE.format("publication"),
    (Field.ISSUE_PUBLICATION, True): "EXISTS (SELECT 1 FROM publication WHERE id = CAST(?2 AS INTEGER) "
    "AND publication.removed_at IS NOT NULL)",
}
"""The rows that undo must not give a value (any text: True), since it would hide what was done meanwhile.

A work would have a removed tag, a tag in use would go, two tags would have one name, works would be joined in a ring,
or an issue would go with a removed publication.
"""

_HEIRS = """
WITH RECURSIVE line (id) AS (
    SELECT value FROM json_each(?1)
    UNION SELECT heir_id FROM inheritance JOIN line ON work_id = line.id WHERE field = ?2
)
SELECT id, EXISTS (SELECT 1 FROM item WHERE work_id = line.id)
    OR EXISTS (SELECT 1 FROM inheritance WHERE work_id = line.id AND field = ?2) FROM line
"""

_TAGGED_HEIRS = """
WITH RECURSIVE line (work, tag) AS (
    SELECT work_id, tag_id FROM tagging WHERE id IN (SELECT value FROM json_each(?1))
    UNION SELECT heir_id, tag FROM line JOIN inheritance ON work_id = work AND field = ?2 || ':' || tag
)
SELECT id, EXISTS (SELECT 1 FROM item WHERE item.work_id = work)
    OR EXISTS (SELECT 1 FROM inheritance WHERE inheritance.work_id = work AND field = ?2 || ':' || tag)
FROM line CROSS JOIN tagging ON tagging.work_id = work AND tag_id = tag
"""
_FOLLOWED = {"work": _HEIRS, "tagging": _TAGGED_HEIRS}


def _followed(connection: Connection, past: Change) -> tuple[list[int], set[int]]:
    """The targets and the rows that took their values over; also those that have neither items nor such heirs."""
    sql = _FOLLOWED.get(FIELDS[past.field].table)
    if sql is None:
        return list(past.targets), set()
    rows = connection.exec_driver_sql(sql, (json.dumps(list(past.targets)), past.field.value)).cursor.fetchall()
    return [number for number, _ in rows], {number for number, is_found in rows if not is_found}


def _free(connection: Connection, field: Field, value: Value, ids: list[int]) -> list[int]:
    """The rows among these that can be given a value without hiding what was done meanwhile."""
    barred = _BARRED.get((field, bool(value)))
    if barred is None or not ids:
        return ids
    sql = f"SELECT id FROM {FIELDS[field].table} WHERE id IN (SELECT value FROM json_each(?1)) AND {barred}"
    bound = (json.dumps(ids), fold_tag(str(value)))
    held = set(connection.exec_driver_sql(sql, bound if "?2" in barred else bound[:1]).scalars())
    return [number for number in ids if number not in held]


def _invert(connection: Connection, group: int, at: str) -> tuple[list[Change], int]:
    """Take back a group where its values still stand; also how many did not, or are seen nowhere any more.

    Where a group joins or parts works, they have items only before it or only after it.
    """
    done, kept = [], 0
    pasts = [past for past in reversed(changes_of(connection, group)) if FIELDS[past.field].column]
    followed = [_followed(connection, past) for past in pasts]
    for past, (targets, _) in zip(pasts, followed, strict=True):
        ids = _free(connection, past.field, past.old, current(connection, past.field, targets).get(past.new, []))
        kept += len(targets) - len(ids)
        if ids:
            write(connection, past.field, past.old, ids, at)
            done.append(Change(past.field, past.new, past.old, tuple(sorted(ids))))
    unseen = (lost & _followed(connection, past)[1] for past, (_, lost) in zip(pasts, followed, strict=True) if lost)
    return done, kept + sum(map(len, unseen))


def _names(origins: Collection[Origin]) -> str:
    return json.dumps(sorted(origins))


_UNDOABLE = """
SELECT id, head_id, label, origin FROM change_group
WHERE undoes IS NULL AND is_undone = 0 AND +origin IN (SELECT value FROM json_each(?))
AND EXISTS (SELECT 1 FROM change WHERE group_id = change_group.id AND field <> 'issue.stored')
ORDER BY id DESC LIMIT 1
"""

_REDOABLE = """
SELECT id, head_id, label, origin FROM (
    SELECT id, head_id, label, origin FROM change_group
    WHERE is_undone = 1 AND +origin IN (SELECT value FROM json_each(?1)) ORDER BY head_id DESC LIMIT 1
) AS act WHERE NOT EXISTS (
    SELECT 1 FROM change_group AS newer
    WHERE newer.id > act.head_id AND newer.undoes IS NULL AND +newer.origin IN (SELECT value FROM json_each(?1))
)
"""


def _take_back(connection: Connection, sql: str, origins: Collection[Origin], *, is_undo: bool) -> Changes | None:
    found = connection.exec_driver_sql(sql, (_names(origins),)).first()
    if found is None:
        return None
    act, head, label, origin = found
    at, last = now(), head or act
    changes, kept = _invert(connection, last, at)
    taken = log(connection, changes, origin=Origin(origin), label=label, at=at, undoes=last, kept=kept)
    connection.exec_driver_sql(
        "UPDATE change_group SET head_id = ?, is_undone = ? WHERE id = ?", (taken.group, int(is_undo), act)
    )
    return taken


def undo(connection: Connection, origins: Collection[Origin]) -> Changes | None:
    """Take back the newest act of these origins that stands; None when there is none."""
    return _take_back(connection, _UNDOABLE, origins, is_undo=True)


def redo(connection: Connection, origins: Collection[Origin]) -> Changes | None:
    """Do again what was undone last; None when there is nothing, or something new was done since."""
    return _take_back(connection, _REDOABLE, origins, is_undo=False)

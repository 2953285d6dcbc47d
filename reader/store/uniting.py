"""What an item points at turns out to be another work: what the user did to the work goes along."""

import uuid

from sqlalchemy import Connection, insert, select, update

from reader.core.changes import Change, Edit, Field
from reader.core.notes import join_notes
from reader.core.works import WorkIdentity
from reader.store import changing, tables
from reader.store.indexing import reindexed
from reader.store.tagging import take_tags_along


def change_work(connection: Connection, item: int, identity: WorkIdentity | None, at: str) -> list[Change]:
    """Let an item point at the work of this identity (None: as it does already); changes of state are returned."""
    work = tables.work
    held = connection.execute(
        select(work).join(tables.item, tables.item.c.work_id == work.c.id).where(tables.item.c.id == item)
    ).one()
    if identity is None or identity.key == held.identity:
        return []
    known = connection.execute(select(work).where(work.c.identity == identity.key)).one_or_none()
    if known is None and _is_alone(connection, held.id):
        values = {"identity": identity.key, "label": identity.label}
        connection.execute(update(work).where(work.c.id == held.id).values(**values))
        return []
    if known is None:
        values = {"identity": identity.key, "label": identity.label, "key": uuid.uuid4().hex}
        number = connection.execute(insert(work).values(**values)).lastrowid
        known = connection.execute(select(work).where(work.c.id == number)).one()
    with reindexed(connection, [item]):
        flags = {"is_starred": known.is_starred, "has_note": int(known.note != "")}
        connection.execute(update(tables.item).where(tables.item.c.id == item).values(work_id=known.id, **flags))
    edits = [Edit(Field.NOTE, (known.id,), join_notes(known.note, held.note))]
    if held.is_starred:
        edits.append(Edit(Field.STARRED, (known.id,), True))
    changes = changing.apply_edits(connection, edits, at)
    taken = [change.field.value for change in changes if change.new in (True, held.note)]
    tagged, tags = take_tags_along(connection, held.id, known.id, at)
    changes += tagged
    taken += [f"{Field.TAGGED}:{tag}" for tag in tags]
    rows = [(held.id, known.id, field) for field in taken]
    if rows:
        connection.exec_driver_sql("INSERT OR IGNORE INTO inheritance (work_id, heir_id, field) VALUES (?, ?, ?)", rows)
    return changes


def _is_alone(connection: Connection, work: int) -> bool:
    """Whether only one item points at a work."""
    found = connection.execute(select(tables.item.c.id).where(tables.item.c.work_id == work).limit(2)).all()
    return len(found) == 1

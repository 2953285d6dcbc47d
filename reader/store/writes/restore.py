"""Takes in an issue that was copied from a library: into an empty one as it was, else united with what is there.

What is there stays: an item is known by its key, else by what it says, and of the user's state only what is missing
comes along (`merge`). Ids are kept where they are free.
"""

import hashlib
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Table, select, update

from reader.core.revision.prepared import rank
from reader.core.revision.split_plans import Plan
from reader.core.state.changes import Change, Field, Origin
from reader.core.state.copies import COPY, ItemCopy, SectionCopy
from reader.core.state.rows import Outcome, Stored
from reader.core.values.document import BLOCK_BREAK, Span
from reader.core.values.issues import Item, Part
from reader.store.issue_rows.inserts import add_items, add_original, issue_values, next_id
from reader.store.log import change_log
from reader.store.sql import tables
from reader.store.writes.arrivals import (
    bring_back,
    find_issue,
    find_or_add_publication,
    find_publication,
    find_text,
    stored,
)
from reader.store.writes.issue_text import Rebuilt
from reader.store.writes.merge import add_works, merge_states
from reader.store.writes.resplit_rows import foresee

_Places = dict[int, int]
"""The items of the library that those of a copy are, by index: ids."""


def foresee_restoring(connection: Connection, ready: Rebuilt) -> Plan | None:
    """Works out the slow part of taking in a copy beforehand, without a lock; None: nothing is slow."""
    issue = _find(connection, ready)
    if issue is None or _shown(connection, issue)[1] == COPY:
        return None
    places = _known(connection, ready, issue)
    return None if len(places) == len(ready.items) else foresee(connection, issue, ready.prepared)


def restore(connection: Connection, ready: Rebuilt, plan: Plan | None = None) -> Stored:
    """Take in an issue inside a transaction."""
    at = change_log.now()
    issue = _find(connection, ready)
    places = _known(connection, ready, issue)
    fresh = [number for number in range(len(ready.items)) if number not in places]
    is_new, back = issue is None and bool(fresh), []
    changes = add_works(connection, ready, at)
    if issue is None and not fresh:
        issue = _issue_of(connection, next(iter(places.values())))
    if issue is None:
        issue = _add_issue(connection, ready, at)
        original = add_original(connection, issue, ready.prepared, at)
        connection.execute(update(tables.issue).where(tables.issue.c.id == issue).values(original_id=original))
        places |= _add_items(connection, ready, issue, original, fresh, at)
        changes.append(Change(Field.ISSUE_STORED, False, True, (issue,)))
        bring_back(connection, issue, at)
    else:
        added = _complete(connection, ready, issue, places, plan, at)
        if added:
            changes.append(Change(Field.ISSUE_STORED, False, True, (issue,)))
        back = bring_back(connection, issue, at)
    changes += back
    changes += merge_states(connection, ready, places, at)
    change_log.log_act(connection, changes, origin=Origin.IMPORT, label=f"import {ready.copy.name}", at=at)
    outcome = Outcome.STORED if is_new else Outcome.BROUGHT_BACK if back else Outcome.MERGED
    return stored(connection, outcome if changes else Outcome.ALREADY_THERE, issue)


def _find(connection: Connection, ready: Rebuilt) -> int | None:
    """The library's issue that a copy is of: by key, Message-ID, number or text."""
    sql = select(tables.issue.c.id).where(tables.issue.c.key == ready.copy.key)
    found = connection.execute(sql).scalar()
    if found is None and (publication := find_publication(connection, ready.prepared.publication)) is not None:
        found = find_issue(connection, publication, ready.prepared)
    return find_text(connection, ready.prepared.text_hash) if found is None else int(found)


def _shown(connection: Connection, issue: int) -> tuple[int, str]:
    """The original that an issue is shown from, and its format."""
    original = tables.original
    sql = select(original.c.id, original.c.format).join(tables.issue, tables.issue.c.original_id == original.c.id)
    number, format = connection.execute(sql.where(tables.issue.c.id == issue)).one()
    return int(number), str(format)


def _issue_of(connection: Connection, item: int) -> int:
    return int(connection.execute(select(tables.item.c.issue_id).where(tables.item.c.id == item)).scalar_one())


def _known(connection: Connection, ready: Rebuilt, issue: int | None) -> _Places:
    """The items that are there already: by key, then those of the issue with the same text."""
    table, text = tables.item, tables.item_text
    keyed = select(table.c.key, table.c.id).where(tables.among(table.c.key, [item.key for item in ready.items]))
    known: dict[str, int] = dict(connection.execute(keyed).cursor.fetchall())
    places = {number: known[item.key] for number, item in enumerate(ready.items) if item.key in known}
    if issue is None or len(places) == len(ready.items):
        return places
    said = select(table.c.id, table.c.title, text.c.body).join(text, text.c.id == table.c.id)
    in_order = (table.c.retired_at.is_not(None), table.c.position, table.c.id)
    rows = connection.execute(said.where(table.c.issue_id == issue).order_by(*in_order)).cursor.fetchall()
    taken, saying = set(places.values()), dict[tuple[str | None, str], list[int]]()
    for number, title, body in reversed(rows):
        if number not in taken:
            saying.setdefault((title, body), []).append(number)
    for number, item in enumerate(ready.prepared.issue.items):
        if number not in places and (alike := saying.get((item.title, item.body))):
            places[number] = alike.pop()
    return places


def _free(connection: Connection, table: Table, wanted: int | None) -> int | None:
    """The id, if no row of the table has it."""
    if wanted is None:
        return None
    taken = connection.execute(select(table.c.id).where(table.c.id == wanted)).first()
    return None if taken else wanted


def _add_issue(connection: Connection, ready: Rebuilt, at: str) -> int:
    copy, issue = ready.copy, ready.prepared.issue
    sql = select(tables.publication.c.id).where(tables.publication.c.key == copy.publication_key)
    publication = connection.execute(sql).scalar()
    if publication is None:
        publication = find_or_add_publication(connection, ready.prepared.publication, at, key=copy.publication_key)
    stored_at = copy.stored_at or at
    number = _free(connection, tables.issue, copy.id)
    return tables.insert_row(
        connection,
        tables.issue,
        **({} if number is None else {"id": number}),
        key=copy.key or uuid.uuid4().hex,
        publication_id=publication,
        message_id=ready.prepared.message_id,
        number=issue.number,
        name=ready.prepared.name,
        rank=rank(issue.number, issue.date, stored_at),
        stored_at=stored_at,
        **issue_values(issue),
    )


def _add_items(
    connection: Connection,
    ready: Rebuilt,
    issue: int,
    original: int,
    numbers: Sequence[int],
    at: str,
    *,
    shift: int = 0,
    are_retired: bool = False,
) -> _Places:
    """Add items of a copy to an issue; their spans are moved by an offset into the text of an original."""
    items, made = ready.items, ready.prepared.issue.items
    sections = _sections(connection, issue, [items[number] for number in numbers], are_retired=are_retired)
    placed = [
        (sections[items[number].section], _moved(made[number], shift), ready.prepared.works[number])
        for number in numbers
    ]
    keys = _unique([items[number].key for number in numbers])
    ids = _ids(connection, [items[number].id for number in numbers])
    positions = [items[number].position for number in numbers]
    add_items(connection, issue, original, placed, positions=positions, ids=ids, keys=keys)
    gone = [
        {"id": id, "retired_at": items[number].retired_at or (at if are_retired else None)}
        for number, id in zip(numbers, ids, strict=True)
    ]
    tables.update_rows(connection, tables.item, [row for row in gone if row["retired_at"]])
    return dict(zip(numbers, ids, strict=True))


def _moved(item: Item, shift: int) -> Item:
    parts = (Part(part.role, Span(part.span.start + shift, part.span.end + shift)) for part in item.parts)
    return replace(item, parts=tuple(parts)) if shift else item


def _unique(keys: Sequence[str]) -> list[str]:
    """Keys, none of them empty or twice."""
    found: dict[str, None] = {}
    for key in keys:
        found[key if key and key not in found else uuid.uuid4().hex] = None
    return list(found)


def _ids(connection: Connection, wanted: Sequence[int | None]) -> list[int]:
    """Ids for new items: those wanted as far as they are free, else ones after all others."""
    sql = select(tables.item.c.id).where(tables.among(tables.item.c.id, wanted))
    taken = set(connection.execute(sql).scalars())
    next_free = max([next_id(connection, "item"), *(number + 1 for number in wanted if number is not None)])
    ids: list[int] = []
    for number in wanted:
        if number is None or number in taken:
            number, next_free = next_free, next_free + 1
        taken.add(number)
        ids.append(number)
    return ids


def _sections(
    connection: Connection, issue: int, items: Sequence[ItemCopy], *, are_retired: bool
) -> Mapping[SectionCopy, int]:
    """The sections of new items: those of the issue that are called so and stand there, or new ones."""
    table = tables.section
    sql = select(table.c.position, table.c.title, table.c.inferred, table.c.id).where(table.c.issue_id == issue)
    rows = connection.execute(sql).cursor.fetchall()
    there = {(position, title, inferred): number for position, title, inferred, number in rows}
    found: dict[SectionCopy, int] = {}
    live_in = set() if are_retired else {item.section for item in items if item.retired_at is None}
    for section in dict.fromkeys(item.section for item in items):
        live = section in live_in
        known = there.get((section.position, section.title, section.inferred))
        if known is None:
            number = _free(connection, tables.section, section.id)
            values = {"position": section.position, "title": section.title, "inferred": section.inferred}
            values |= {"kind": section.kind, "intro": section.intro, "is_retired": int(not live)}
            known = tables.insert_row(
                connection, tables.section, issue_id=issue, **values, **({} if number is None else {"id": number})
            )
        elif live:
            connection.execute(update(table).where(table.c.id == known).values(is_retired=0))
        found[section] = known
    return found


def _complete(connection: Connection, ready: Rebuilt, issue: int, places: _Places, plan: Plan | None, at: str) -> bool:
    """Find or add the items of a copy that an issue of the library lacks; returns whether any were added.

    Where the issue is itself a copy they are added to it. Else its original's split stands: what that has in other
    items is found by its words, and what is in none comes as no longer split out, if the user did anything to it.
    """
    numbers = range(len(ready.items))
    missing = [number for number in numbers if number not in places]
    if not missing:
        return False
    shown, format = _shown(connection, issue)
    if format == COPY:
        shift = _append(connection, shown, ready)
        places |= _add_items(connection, ready, issue, shown, missing, at, shift=shift)
        return True
    plan = plan or foresee(connection, issue, ready.prepared)
    taken = set(places.values())
    places |= {
        number: id
        for number in missing
        if (id := plan.kept.get(number)) is not None and id not in taken and _is_there(connection, id)
    }
    kept = [number for number in missing if number not in places and _has_state(ready.items[number])]
    if not kept:
        return False
    text_hash = f"{COPY} {uuid.uuid4().hex}"
    original = add_original(connection, issue, replace(ready.prepared, text_hash=text_hash), at)
    places |= _add_items(connection, ready, issue, original, kept, at, are_retired=True)
    return True


def _is_there(connection: Connection, item: int) -> bool:
    return connection.execute(select(tables.item.c.id).where(tables.item.c.id == item)).first() is not None


def _has_state(item: ItemCopy) -> bool:
    """Whether the user did anything to an item or its work that must be seen again."""
    work = item.works[0]
    return bool(work.is_starred or work.note or work.tags or item.own_title or item.highlights)


def _append(connection: Connection, original: int, ready: Rebuilt) -> int:
    """Append the text of a copy to that of an original that was made here; returns the offset that it got."""
    table = tables.original
    packed, words = connection.execute(select(table.c.text, table.c.words).where(table.c.id == original)).one()
    before = zlib.decompress(packed).decode() + BLOCK_BREAK
    raw = (before + zlib.decompress(ready.prepared.packed_text).decode()).encode()
    packed = zlib.compress(raw)
    told = {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw), "words": words + ready.prepared.words}
    connection.execute(update(table).where(table.c.id == original).values(text=packed, bytes=packed, **told))
    return len(before)

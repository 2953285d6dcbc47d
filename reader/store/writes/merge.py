"""Unites what was done to items and works in another library with what was done here: nothing here is reset.

A star, a tag, a note, a highlight that is missing here comes along; notes that differ are both kept; where something
was typed or decided here, that stays.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from reader.core.fields import FIELDS, METADATA
from reader.core.state.changes import Change, Edit, Field
from reader.core.state.copies import HighlightCopy, WorkCopy
from reader.core.state.notes import join_notes
from reader.core.state.tags import ColourTag, Tag, TagWorks, fold_tag
from reader.core.text.clean import clean_text
from reader.core.values.ids import WorkId
from reader.core.values.own_facts import read_own_facts, unite, write_own_facts
from reader.store.derived.consequences import root_work
from reader.store.log import change_log, tag_edits
from reader.store.log.highlight_edits import keep_text, stored_anchor
from reader.store.sql import tables
from reader.store.writes.issue_text import Rebuilt


def add_works(connection: Connection, ready: Rebuilt, at: str) -> list[Change]:
    """Add the works of a copy that are not there, and join them as they were joined; returns the changes of joins."""
    changes: list[Change] = []
    works = _all_works(ready)
    known = _ids_of(connection, works)
    for work in works:
        if work.identity is not None and work.identity not in known:
            known[work.identity] = _add_work(connection, work)
    ids = {work.key: known[work.identity] for work in works if work.identity is not None}
    for work in works:
        one, other = ids.get(work.key), ids.get(work.joined_to or "")
        if one is None or other is None or _joined(connection, one) or root_work(connection, other) == one:
            continue
        changes += change_log.apply_edits(connection, [Edit(Field.WORK_JOINED, (one,), str(other))], at)
    return changes


def _all_works(ready: Rebuilt) -> list[WorkCopy]:
    """Each work of a copy once."""
    return list({work.key: work for item in ready.items for work in item.works}.values())


def _ids_of(connection: Connection, works: Iterable[WorkCopy]) -> dict[str, int]:
    """The ids of the works that are here, by their identities and keys."""
    table = tables.work
    sql = select(table.c.identity, table.c.id).where(tables.among(table.c.identity, [work.identity for work in works]))
    return dict(connection.execute(sql).cursor.fetchall())


def _joined(connection: Connection, work: int) -> bool:
    sql = select(tables.work.c.joined_id).where(tables.work.c.id == work)
    return connection.execute(sql).scalar_one() is not None


def _add_work(connection: Connection, work: WorkCopy) -> int:
    table = tables.work
    taken = connection.execute(select(table.c.id).where(table.c.key == work.key)).first()
    key = uuid.uuid4().hex if taken or not work.key else work.key
    is_free = connection.execute(select(table.c.id).where(table.c.id == work.id)).first() is None
    made = {"id": work.id if is_free else None, "key": key, "identity": work.identity, "label": work.label}
    return tables.insert_row(connection, table, **made)


def merge_states(connection: Connection, ready: Rebuilt, places: Mapping[int, int], at: str) -> list[Change]:
    """Unite the states of a copy's items, by index and id, and of their works with those of the library."""
    changes = _merge_own_works(connection, ready, places, at)
    changes += _merge_items(connection, ready, places, at)
    works = _works_here(connection, ready, places)
    changes += _merge_works(connection, works, at)
    changes += _merge_tags(connection, works, at)
    changes += _merge_facts(connection, ready, places, at)
    return changes + _merge_highlights(connection, ready, places, at)


def _merge_facts(connection: Connection, ready: Rebuilt, places: Mapping[int, int], at: str) -> list[Change]:
    """Unite the facts written by hand of the items' publications."""
    if not ready.copy.own_facts:
        return []
    item, table = tables.item, tables.publication
    sql = select(table.c.id, table.c.own_facts).distinct().join(item, item.c.publication_id == table.c.id)
    rows = connection.execute(sql.where(tables.among(item.c.id, places.values()))).cursor.fetchall()
    edits = [
        Edit(Field.PUBLICATION_FACTS, (publication,), write_own_facts(unite(read_own_facts(own), ready.copy.own_facts)))
        for publication, own in rows
    ]
    return change_log.apply_edits(connection, edits, at)


def _merge_own_works(connection: Connection, ready: Rebuilt, places: Mapping[int, int], at: str) -> list[Change]:
    """Give items the works that they were given by hand."""
    changes: list[Change] = []
    for number, item in places.items():
        copy = ready.items[number]
        own = next((work for work in copy.works if work.key == copy.own_work), None)
        if own is None or own.identity is None:
            continue
        given = select(tables.item.c.own_work_id).where(tables.item.c.id == item).scalar_subquery()
        sql = select(tables.work.c.id).where(tables.work.c.identity == own.identity, given.is_(None))
        found = connection.execute(sql).scalar()
        if found is not None:
            changes += change_log.apply_edits(connection, [Edit(Field.ITEM_WORK, (item,), str(found))], at)
    return changes


def _merge_items(connection: Connection, ready: Rebuilt, places: Mapping[int, int], at: str) -> list[Change]:
    """Take over read, later and done of items that are undecided here, and titles where none was typed."""
    table = tables.item
    sql = select(table.c.id, table.c.own_title, table.c.is_read, table.c.is_later, table.c.is_done)
    rows = connection.execute(sql.where(tables.among(table.c.id, places.values()))).cursor.fetchall()
    titled = {number for number, title, *_ in rows if title is not None}
    decided = {number for number, _, *flags in rows if any(flags)}
    open_items = [(id, ready.items[number]) for number, id in places.items() if id not in decided]
    edits = [
        Edit(Field.READ, tuple(id for id, item in open_items if item.is_read), True),
        Edit(Field.LATER, tuple(id for id, item in open_items if item.is_later), True),
        Edit(Field.DONE, tuple(id for id, item in open_items if item.is_done), True),
        Edit(
            Field.TITLE_REFUSED,
            tuple(id for number, id in places.items() if ready.items[number].is_title_refused),
            True,
        ),
    ]
    edits += [
        Edit(Field.TITLE, (id,), title)
        for number, id in places.items()
        if (title := ready.items[number].own_title) and id not in titled
    ]
    return change_log.apply_edits(connection, [edit for edit in edits if edit.targets], at)


def _works_here(connection: Connection, ready: Rebuilt, places: Mapping[int, int]) -> list[tuple[int, WorkCopy]]:
    """The works of a copy, each with the work here that it is united with; each pair once."""
    table = tables.item
    sql = select(table.c.id, table.c.work_id).where(tables.among(table.c.id, places.values()))
    here = dict(connection.execute(sql).cursor.fetchall())
    hidden = _ids_of(connection, [work for number in places for work in ready.items[number].works[1:]])
    found: dict[tuple[int, str], WorkCopy] = {}
    for number, item in places.items():
        shown, *others = ready.items[number].works
        found.setdefault((here[item], shown.key), shown)
        for work in others:
            if work.identity in hidden:
                found.setdefault((hidden[work.identity], work.key), work)
    return [(number, work) for (number, _), work in found.items()]


def _merge_works(connection: Connection, works: Iterable[tuple[int, WorkCopy]], at: str) -> list[Change]:
    """Unite stars, notes and typed fields of works."""
    changes: list[Change] = []
    starred = tuple({here for here, work in works if work.is_starred})
    if starred:
        changes += change_log.apply_edits(connection, [Edit(Field.STARRED, starred, True)], at)
    for here, work in works:
        typed = (work.typed.title, work.typed.authors, work.typed.year, work.typed.venue)
        if not work.note and not any(typed):
            continue
        table = tables.work
        columns = (table.c.note, *(table.c[str(FIELDS[field].column)] for field in METADATA))
        note, *own = connection.execute(select(*columns).where(table.c.id == here)).one()
        edits = [Edit(Field.NOTE, (here,), join_notes(note, clean_text(work.note)))] if work.note else []
        edits += [
            Edit(field, (here,), value)
            for field, value, mine in zip(METADATA, typed, own, strict=True)
            if value and mine is None
        ]
        changes += change_log.apply_edits(connection, edits, at)
    return changes


def _merge_tags(connection: Connection, works: Iterable[tuple[int, WorkCopy]], at: str) -> list[Change]:
    """Add tags of works; one that is not here yet comes with its colour."""
    wanted: dict[Tag, list[WorkId]] = defaultdict(list)
    for here, work in works:
        for tag in work.tags:
            wanted[tag].append(WorkId(here))
    if not wanted:
        return []
    known = {tag.fold for tag in tag_edits.live_tags(connection)}
    changes: list[Change] = []
    for tag, of in wanted.items():
        changes += tag_edits.carry_out(connection, TagWorks(tuple(of), (tag.name,)), at)
        if tag.colour and fold_tag(tag.name) not in known:
            changes += tag_edits.carry_out(connection, ColourTag(tag.name, tag.colour), at)
            known.add(fold_tag(tag.name))
    return changes


def _merge_highlights(connection: Connection, ready: Rebuilt, places: Mapping[int, int], at: str) -> list[Change]:
    """Add highlights that were never here; one of the same passage takes the note."""
    table = tables.highlight
    new: list[int] = []
    changes: list[Change] = []
    for number, item in places.items():
        for copy in ready.items[number].highlights:
            if copy.key and connection.execute(select(table.c.id).where(table.c.key == copy.key)).first():
                continue
            stored = stored_anchor(item, keep_text(connection, copy.text, at), copy.start, copy.end)
            is_same = (table.c.item_id == item, table.c.anchor == stored, table.c.removed_at.is_(None))
            same = connection.execute(select(table.c.id, table.c.note).where(*is_same)).first()
            if same is None:
                new.append(_add_highlight(connection, copy, item, stored, at))
            else:
                edit = Edit(Field.HIGHLIGHT_NOTE, (same[0],), join_notes(same[1], copy.note))
                changes += change_log.apply_edits(connection, [edit], at)
    if new:
        changes += change_log.apply_edits(connection, [Edit(Field.HIGHLIGHT_REMOVED, tuple(new), False)], at)
    return changes


def _add_highlight(connection: Connection, copy: HighlightCopy, item: int, anchor: str, at: str) -> int:
    """Add a highlight that nobody sees yet: it is removed."""
    table = tables.highlight
    is_free = connection.execute(select(table.c.id).where(table.c.id == copy.id)).first() is None
    return tables.insert_row(
        connection,
        table,
        id=copy.id if is_free else None,
        key=copy.key or uuid.uuid4().hex,
        anchor=anchor,
        item_id=item,
        colour=copy.colour,
        note=copy.note,
        created_at=copy.created_at or at,
        removed_at=at,
    )

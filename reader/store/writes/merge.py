"""Unites what was done to items and works in another library with what was done here: nothing here is reset.

A star, a tag, a note, a highlight that is missing here comes along; notes that differ are both kept; where something
was typed or decided here, that stays.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from reader.core.fields import METADATA
from reader.core.state.changes import Change, Edit, Field
from reader.core.state.copies import HighlightCopy, WorkCopy
from reader.core.state.notes import join_notes
from reader.core.state.tags import ColourTag, Tag, TagWorks, fold_tag
from reader.core.text.clean import clean_text
from reader.core.values.ids import WorkId
from reader.core.values.own_facts import read_own_facts, unite, write_own_facts
from reader.store.derived.consequences import root_work
from reader.store.derived.issue_text import Rebuilt
from reader.store.log import change_log, tag_edits
from reader.store.log.highlight_edits import keep_text, stored_anchor


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
    sql = "SELECT identity, id FROM work WHERE identity IN (SELECT value FROM json_each(?))"
    identities = json.dumps([work.identity for work in works])
    return dict(connection.exec_driver_sql(sql, (identities,)).cursor.fetchall())


def _joined(connection: Connection, work: int) -> bool:
    sql = "SELECT joined_id IS NOT NULL FROM work WHERE id = ?"
    return bool(connection.exec_driver_sql(sql, (work,)).scalar_one())


def _add_work(connection: Connection, work: WorkCopy) -> int:
    taken = connection.exec_driver_sql("SELECT 1 FROM work WHERE key = ?", (work.key,)).first()
    key = uuid.uuid4().hex if taken or not work.key else work.key
    is_free = connection.exec_driver_sql("SELECT 1 FROM work WHERE id = ?", (work.id,)).first() is None
    sql = "INSERT INTO work (id, key, identity, label) VALUES (?, ?, ?, ?)"
    row = connection.exec_driver_sql(sql, (work.id if is_free else None, key, work.identity, work.label))
    return int(row.lastrowid)


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
    sql = "SELECT DISTINCT publication_id, own_facts FROM item JOIN publication ON publication.id = publication_id"
    ids = json.dumps(list(places.values()))
    rows = connection.exec_driver_sql(f"{sql} WHERE item.id IN (SELECT value FROM json_each(?))", (ids,)).fetchall()
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
        sql = "SELECT work.id FROM work WHERE identity = ? AND (SELECT own_work_id FROM item WHERE id = ?) IS NULL"
        found = connection.exec_driver_sql(sql, (own.identity, item)).scalar()
        if found is not None:
            changes += change_log.apply_edits(connection, [Edit(Field.ITEM_WORK, (item,), str(found))], at)
    return changes


def _merge_items(connection: Connection, ready: Rebuilt, places: Mapping[int, int], at: str) -> list[Change]:
    """Take over read, later and done of items that are undecided here, and titles where none was typed."""
    sql = "SELECT id, own_title, is_read OR is_later OR is_done FROM item WHERE id IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(sql, (json.dumps(list(places.values())),)).cursor.fetchall()
    titled = {number for number, title, _ in rows if title is not None}
    decided = {number for number, _, is_decided in rows if is_decided}
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
    sql = "SELECT id, work_id FROM item WHERE id IN (SELECT value FROM json_each(?))"
    here = dict(connection.exec_driver_sql(sql, (json.dumps(list(places.values())),)).cursor.fetchall())
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
        sql = "SELECT note, own_title, own_authors, own_year, own_venue FROM work WHERE id = ?"
        note, *own = connection.exec_driver_sql(sql, (here,)).one()
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
    new: list[int] = []
    changes: list[Change] = []
    for number, item in places.items():
        for copy in ready.items[number].highlights:
            if copy.key and connection.exec_driver_sql("SELECT 1 FROM highlight WHERE key = ?", (copy.key,)).first():
                continue
            stored = stored_anchor(item, keep_text(connection, copy.text, at), copy.start, copy.end)
            same = connection.exec_driver_sql(
                "SELECT id, note FROM highlight WHERE item_id = ? AND anchor = ? AND removed_at IS NULL", (item, stored)
            ).first()
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
    is_free = connection.exec_driver_sql("SELECT 1 FROM highlight WHERE id = ?", (copy.id,)).first() is None
    row = connection.exec_driver_sql(
        "INSERT INTO highlight (id, key, anchor, item_id, colour, note, created_at, removed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            copy.id if is_free else None,
            copy.key or uuid.uuid4().hex,
            anchor,
            item,
            copy.colour,
            copy.note,
            copy.created_at or at,
            at,
        ),
    )
    return int(row.lastrowid)

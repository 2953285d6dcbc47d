"""Tags of works: wishes about them turned into edits, which are logged and undone like all others.

Everything a wish does is an edit of a row: one that it needs is inserted so that nobody sees it (a tag removed, a
tagging not set) and brought in by an edit of the same act, so that undo takes it away again.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, literal, literal_column, select

from reader.core.state.changes import Change, Edit, Field
from reader.core.state.tags import (
    COLOURS,
    ColourTag,
    DeleteTag,
    RenameTag,
    TagWish,
    TagWorks,
    clean_tag,
    fold_tag,
    is_inside,
)
from reader.core.values.errors import CommandError, NotFound
from reader.store.log import change_log
from reader.store.sql import tables

# A literal 1, as in the condition of the index of these rows: the planner compares the two.
_IS_SET = tables.tagging.c.is_set == literal_column("1")


@dataclass(frozen=True, slots=True)
class _Row:
    """A tag as it is stored."""

    id: int
    name: str
    fold: str
    colour: str


def carry_out(connection: Connection, wish: TagWish, at: str) -> list[Change]:
    """Carry out one wish about tags."""
    match wish:
        case TagWorks():
            return _tag_works(connection, wish, at)
        case RenameTag():
            return _rename(connection, wish, at)
        case DeleteTag():
            return _delete(connection, wish, at)
        case ColourTag():
            return _colour(connection, wish, at)


def live_tags(connection: Connection) -> list[_Row]:
    """The tags that are not removed, by name."""
    table = tables.tag
    return _rows(connection, table.c.removed_at.is_(None), table.c.fold, table.c.id)


def _rows(connection: Connection, condition: ColumnElement[bool], *order: ColumnElement[Any]) -> list[_Row]:
    table = tables.tag
    sql = select(table.c.id, table.c.name, table.c.fold, table.c.colour).where(condition).order_by(*order)
    return [_Row(*row) for row in connection.execute(sql).cursor.fetchall()]


def tags_inside(connection: Connection, name: str) -> list[_Row]:
    """A tag and all that are nested in it, the outer ones first."""
    fold = fold_tag(name)
    return sorted((tag for tag in live_tags(connection) if is_inside(tag.fold, fold)), key=lambda tag: len(tag.fold))


def take_tags_along(connection: Connection, work: int, heir: int, at: str) -> tuple[list[Change], list[int]]:
    """Give a work the tags of another; what changed, and the tags that are new to it."""
    tags, had = _tags_of(connection, work), set(_tags_of(connection, heir))
    new = [tag for tag in tags if tag not in had]
    return [change for tag in new for change in _set(connection, tag, [heir], True, at)], new


def _tags_of(connection: Connection, work: int) -> list[int]:
    table = tables.tagging
    sql = select(table.c.tag_id).where(table.c.work_id == work, _IS_SET)
    return list(connection.execute(sql).scalars())


def _tag_works(connection: Connection, wish: TagWorks, at: str) -> list[Change]:
    sql = select(tables.work.c.id).where(tables.among(tables.work.c.id, wish.works))
    works = list(connection.execute(sql).scalars())
    if missing := sorted(set(wish.works) - set(works)):
        raise NotFound(f"There is no work {missing[0]} in this library.")
    changes: list[Change] = []
    for name in map(clean_tag, wish.names):
        if wish.is_set:
            tag, made = _bring_in(connection, name, at)
            changes += [*made, *_set(connection, tag, works, True, at)]
        elif (found := _find(connection, name)) is not None:
            changes += _set(connection, found.id, works, False, at)
    return changes


def _find(connection: Connection, name: str) -> _Row | None:
    table = tables.tag
    is_live = and_(table.c.fold == fold_tag(name), table.c.removed_at.is_(None))
    return next(iter(_rows(connection, is_live, table.c.id)), None)


def _bring_in(connection: Connection, name: str, at: str) -> tuple[int, list[Change]]:
    """The tag of this name; a removed one is brought back, and where there was none it is made."""
    found = _find(connection, name)
    if found is not None:
        return found.id, []
    fold = fold_tag(name)
    removed = connection.execute(select(func.max(tables.tag.c.id)).where(tables.tag.c.fold == fold)).scalar()
    tag = _insert(connection, name, fold, at) if removed is None else int(removed)
    return tag, change_log.apply_edits(
        connection, [Edit(Field.TAG_NAME, (tag,), name), Edit(Field.TAG_REMOVED, (tag,), False)], at
    )


def _insert(connection: Connection, name: str, fold: str, at: str) -> int:
    """Make a tag that is still removed; its colour is the one of the tag it is nested in, else the next in turn."""
    outer = [tag for tag in live_tags(connection) if fold.startswith(f"{tag.fold}/")]
    count = connection.execute(select(func.count()).select_from(tables.tag)).scalar_one()
    colour = max(outer, key=lambda tag: len(tag.fold)).colour if outer else COLOURS[count % (len(COLOURS) - 1)]
    made = {"key": uuid.uuid4().hex, "name": name, "fold": fold, "colour": colour, "created_at": at, "removed_at": at}
    return tables.insert_row(connection, tables.tag, **made)


def _set(connection: Connection, tag: int, works: Collection[int], is_set: bool, at: str) -> list[Change]:
    """Set a tag on works, or take it away."""
    table = tables.tagging
    if is_set:
        has_it = exists().where(table.c.work_id == tables.work.c.id, table.c.tag_id == tag)
        without = select(tables.work.c.id, literal(tag)).where(tables.among(tables.work.c.id, works), ~has_it)
        connection.execute(insert(table).from_select(["work_id", "tag_id"], without))
    other = select(table.c.id).where(table.c.tag_id == tag, tables.among(table.c.work_id, works))
    ids = connection.execute(other.where(table.c.is_set != int(is_set))).scalars().all()
    return change_log.apply_edits(connection, [Edit(Field.TAGGED, tuple(ids), is_set)], at) if ids else []


def _rename(connection: Connection, wish: RenameTag, at: str) -> list[Change]:
    name, to = fold_tag(wish.name), clean_tag(wish.to)
    tags = _all_inside(connection, wish.name)
    if fold_tag(to) != name and is_inside(fold_tag(to), name):
        raise CommandError(f"“{wish.name}” cannot be moved into itself.")
    known = _find(connection, to)
    if known is not None and known.fold != name:
        to = known.name  # as it was written first
    depth = len(name.split("/"))
    changes: list[Change] = []
    for tag in tags:
        renamed = clean_tag("/".join([to, *tag.name.split("/")[depth:]]))
        taken = _find(connection, renamed)
        if taken is None or taken.id == tag.id:
            changes += change_log.apply_edits(connection, [Edit(Field.TAG_NAME, (tag.id,), renamed)], at)
        else:
            changes += _set(connection, taken.id, _works_of(connection, tag.id), True, at)
            changes += _remove(connection, [tag], at)
    return changes


def _delete(connection: Connection, wish: DeleteTag, at: str) -> list[Change]:
    return _remove(connection, _all_inside(connection, wish.name), at)


def _colour(connection: Connection, wish: ColourTag, at: str) -> list[Change]:
    outer = _all_inside(connection, wish.name)[0]
    tag, made = (outer.id, []) if outer.fold == fold_tag(wish.name) else _bring_in(connection, clean_tag(wish.name), at)
    return made + change_log.apply_edits(connection, [Edit(Field.TAG_COLOUR, (tag,), wish.colour)], at)


def _all_inside(connection: Connection, name: str) -> list[_Row]:
    tags = tags_inside(connection, name)
    if not tags:
        raise NotFound(f"There is no tag “{name[:100]}” in this library.")
    return tags


def _works_of(connection: Connection, tag: int) -> list[int]:
    table = tables.tagging
    sql = select(table.c.work_id).where(table.c.tag_id == tag, _IS_SET)
    return list(connection.execute(sql).scalars())


def _remove(connection: Connection, tags: Iterable[_Row], at: str) -> list[Change]:
    """Take tags away from their works and then remove them: a tag that is removed is set nowhere."""
    changes: list[Change] = []
    for tag in tags:
        changes += _set(connection, tag.id, _works_of(connection, tag.id), False, at)
        changes += change_log.apply_edits(connection, [Edit(Field.TAG_REMOVED, (tag.id,), True)], at)
    return changes

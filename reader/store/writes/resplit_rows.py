"""Splits a stored issue again: items keep their ids, and with them what the user did to them.

What matching a long text costs is spent before the transaction (`foresee`), as far as nothing changes in between.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select, update

from reader.core.fields import FIELDS
from reader.core.revision.matches import match_items
from reader.core.revision.prepared import Prepared
from reader.core.revision.split_plans import HeldItem, Plan
from reader.core.state.changes import Change, Edit, Field
from reader.core.values.document import Span
from reader.core.values.errors import NotFound
from reader.core.values.issues import Item, Section
from reader.store.derived.highlight_places import anchors_of, place_highlights, place_once
from reader.store.derived.issue_order import place_issues
from reader.store.derived.search_index import reindexed
from reader.store.issue_rows.inserts import add_items, add_section, issue_values, section_values
from reader.store.log import change_log
from reader.store.log.highlight_edits import follow_words
from reader.store.log.work_union import change_work
from reader.store.sql import tables
from reader.store.sql.item_columns import item_values

_STATE = (Field.READ, Field.LATER, Field.DONE)


def foresee(connection: Connection, issue: int, ready: Prepared) -> Plan:
    """Work out how the items of a stored issue correspond to a new split of it. NotFound: there is no such issue."""
    shown = shown_original(connection, issue)
    basis = _read_old(connection, issue)
    new = [[part.span for part in item.parts] for item in ready.issue.items]
    current = [old for old in basis if not old.is_retired]
    found = match_items(_extents(current), new, _text(connection, shown), ready.issue.text)
    kept = {after: current[before].id for after, before in found.kept.items()}
    for original in sorted({old.original for old in basis if old.is_retired}):
        gone = [old for old in basis if old.is_retired and old.original == original]
        free = [number for number in range(len(new)) if number not in kept]
        again = match_items(
            _extents(gone), [new[number] for number in free], _text(connection, original), ready.issue.text
        )
        kept |= {free[after]: gone[before].id for after, before in again.kept.items()}
    _place_ahead(connection, {number: ready.issue.items[after].body for after, number in kept.items()})
    return Plan(
        basis,
        kept,
        {after: current[before].id for after, before in found.split_from.items()},
        {after: tuple(current[before].id for before in parts) for after, parts in found.joined.items()},
        tuple(current[before].id for before in found.vanished),
    )


def shown_original(connection: Connection, issue: int) -> int:
    """The original that an issue is shown from. NotFound: there is no such issue."""
    found = connection.execute(select(tables.issue.c.original_id).where(tables.issue.c.id == issue)).scalar()
    if found is None:
        raise NotFound(f"There is no issue {issue} in this library.")
    return int(found)


def _place_ahead(connection: Connection, bodies: Mapping[int, str]) -> None:
    """Place the highlights of items in their new bodies, before anybody waits for it."""
    for _, item, anchor in anchors_of(connection, bodies):
        place_once(anchor, bodies[item])


def _read_old(connection: Connection, issue: int) -> tuple[HeldItem, ...]:
    item, text = tables.item, tables.item_text
    sql = (
        select(item.c.id, text.c.original_id, item.c.retired_at.is_not(None), text.c.parts)
        .join(text, text.c.id == item.c.id)
        .where(item.c.issue_id == issue)
        .order_by(item.c.position, item.c.id)
    )
    return tuple(HeldItem(*row) for row in connection.execute(sql))


def _extents(items: Sequence[HeldItem]) -> list[list[Span]]:
    return [[Span(start, end) for _, start, end in json.loads(item.parts)] for item in items]


def _text(connection: Connection, original: int) -> str:
    packed = connection.execute(select(tables.original.c.text).where(tables.original.c.id == original)).scalar_one()
    return zlib.decompress(packed).decode()


def resplit(
    connection: Connection, issue: int, original: int, ready: Prepared, at: str, plan: Plan | None
) -> list[Change]:
    """Show a new split of a stored issue; returns the changes of the user's state, for the log."""
    if plan is None or plan.basis != _read_old(connection, issue):
        plan = foresee(connection, issue, ready)
    items = ready.issue.items
    places = _places(connection, issue, ready.issue.sections)
    with reindexed(connection, [old.id for old in plan.basis]):
        _rewrite(
            connection, original, [(item, number, places[number], items[number]) for number, item in plan.kept.items()]
        )
        _retire(connection, plan.vanished, at)
    _update_issue(connection, issue, original, ready)
    changes: list[Change] = []
    for number, item_id in plan.kept.items():
        changes += change_work(connection, item_id, ready.works[number], at)
    fresh = [number for number in range(len(items)) if number not in plan.kept]
    placed = [(places[number], items[number], ready.works[number]) for number in fresh]
    added = dict(zip(fresh, add_items(connection, issue, original, placed, positions=fresh), strict=True))
    cut = {after: added[after] if after in added else plan.kept[after] for after in plan.copied}
    changes += change_log.apply_edits(connection, _copies(connection, plan, cut), at)
    changes += change_log.apply_edits(connection, _joins(connection, plan), at)
    changes += change_log.apply_edits(connection, _stars(connection, plan, original, items, cut), at)
    place_highlights(connection, items=plan.kept.values())
    return changes + follow_words(connection, issue, at)


def _places(connection: Connection, issue: int, sections: Iterable[Section]) -> list[int]:
    """The section of each new item. Sections of the same name keep their ids; those without a successor are retired."""
    table = tables.section
    sql = select(table.c.id, table.c.title, table.c.inferred).where(table.c.issue_id == issue)
    rows = list(connection.execute(sql.order_by(table.c.is_retired, table.c.position)))
    connection.execute(update(table).where(table.c.issue_id == issue).values(is_retired=1))
    places: list[int] = []
    for position, section in enumerate(sections):
        name = section.title or section.inferred
        found = next((row for row in rows if (row.title or row.inferred) == name), None)
        if found is None:
            section_id = add_section(connection, issue, position, section)
        else:
            rows.remove(found)
            section_id = found.id
            connection.execute(
                update(table).where(table.c.id == section_id).values(**section_values(position, section))
            )
        places += [section_id] * len(section.items)
    return places


def _rewrite(connection: Connection, original: int, kept: Sequence[tuple[int, int, int, Item]]) -> None:
    """Write the items, each given with its id, its position and its section; those that were retired are back."""
    rows = [
        {
            "id": item_id,
            "position": position,
            "section_id": section,
            "retired_at": None,
            **item_values(tables.item, item),
        }
        for item_id, position, section, item in kept
    ]
    texts = [
        {"id": item_id, "original_id": original, **item_values(tables.item_text, item)} for item_id, _, _, item in kept
    ]
    for table, values in ((tables.item, rows), (tables.item_text, texts)):
        tables.update_rows(connection, table, values)


def _retire(connection: Connection, ids: Iterable[int], at: str) -> None:
    table = tables.item
    connection.execute(update(table).where(tables.among(table.c.id, list(ids))).values(retired_at=at))


def _update_issue(connection: Connection, issue: int, original: int, ready: Prepared) -> None:
    """Take over the new split's facts about the issue; those that it does not state stay."""
    table = tables.issue
    before = connection.execute(select(table).where(table.c.id == issue)).one()
    said = {name: value for name, value in issue_values(ready.issue).items() if value is not None}
    number = before.number if before.number is not None else ready.issue.number
    connection.execute(
        update(table)
        .where(table.c.id == issue)
        .values(
            **said,
            original_id=original,
            number=number,
            message_id=before.message_id or ready.message_id,
        )
    )
    place_issues(connection, [issue])


def _flags(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[bool, ...]]:
    table = tables.item
    columns = (table.c.id, *(table.c[str(FIELDS[field].column)] for field in _STATE))
    rows = connection.execute(select(*columns).where(tables.among(table.c.id, list(ids))))
    return {number: tuple(map(bool, flags)) for number, *flags in rows}


def _copies(connection: Connection, plan: Plan, cut: Mapping[int, int]) -> list[Edit]:
    """Give items cut from another its read, later and done, unless they come back with a state of their own."""
    flags = _flags(connection, [*plan.copied.values(), *cut.values()])
    sources = {cut[after]: source for after, source in plan.copied.items() if not any(flags[cut[after]])}
    return [
        Edit(field, tuple(new for new, source in sources.items() if flags[source][place]), True)
        for place, field in enumerate(_STATE)
    ]


def _stars(
    connection: Connection, plan: Plan, original: int, items: Sequence[Item], cut: Mapping[int, int]
) -> list[Edit]:
    """Star the item that was cut from a starred one and holds its beginning, by which it was known."""
    begun = {
        old.id: json.loads(old.parts)[0][1] for old in plan.basis if old.original == original and old.parts != "[]"
    }
    heads = {
        cut[after]: source
        for after, source in plan.copied.items()
        if source in begun and any(part.span.start == begun[source] for part in items[after].parts)
    }
    table = tables.item
    sql = select(table.c.id, table.c.work_id, table.c.is_starred)
    rows = connection.execute(sql.where(tables.among(table.c.id, [*heads, *heads.values()]))).cursor.fetchall()
    works = {number: work for number, work, _ in rows}
    starred = {number for number, _, is_starred in rows if is_starred}
    return [Edit(Field.STARRED, (works[new],), True) for new, source in heads.items() if source in starred]


def _joins(connection: Connection, plan: Plan) -> list[Edit]:
    """Make items that became one read and done only if all were, and later if any was."""
    flags = _flags(connection, [number for parts in plan.joined.values() for number in parts])
    edits = []
    for after, parts in plan.joined.items():
        for place, field in enumerate(_STATE):
            held = [flags[part][place] for part in parts]
            edits.append(Edit(field, (plan.kept[after],), any(held) if field is Field.LATER else all(held)))
    return edits

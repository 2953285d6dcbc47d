"""Everything starred, noted and highlighted: found by words and terms, those of one work together, the newest first.

Its statements are SQL: they go on from the conditions of `conditions`, which are.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from reader.core.state.annotations import (
    LONGEST_SHOWN,
    AnnotatedWork,
    Annotation,
    Annotations,
    Mark,
    MarkedAt,
    Part,
    day_of,
)
from reader.core.state.changes import Field
from reader.core.state.queries import ColourTerm, Is, IsTerm, Query, Words
from reader.core.state.tags import Tag
from reader.core.values.ids import HighlightId, ItemId, WorkId
from reader.store.reads.details import EXCERPT
from reader.store.search.conditions import LOST, NEWEST_FIRST, Selection, add_term, literal
from reader.store.sql.labels import LABEL
from reader.store.sql.packed_ids import unpack
from reader.store.sql.schema import TITLE

_STARS = {Part.ALL, Part.STARS}
_NOTES = {Part.ALL, Part.NOTES}
_HIGHLIGHTS = {Part.ALL: "1", Part.HIGHLIGHTS: "1", Part.NOTES: "highlight.note <> ''", Part.DETACHED: LOST}
_QUOTE = (
    "substr(text_version.text, (anchor ->> 'start') + 1, "
    f"min({LONGEST_SHOWN}, (anchor ->> 'end') - (anchor ->> 'start')))"
)
_CALLED = f"coalesce({TITLE}, (SELECT substr(body, 1, {EXCERPT}) FROM item_text WHERE item_text.id = item.id))"
_DAY = re.compile(r"\d{4}(-\d{0,2}){0,2}")


@dataclass(frozen=True, slots=True)
class _Key:
    """An annotation that was found: of which work, where it is looked at, when it was made; ``id`` of a highlight."""

    mark: Mark
    work: int
    item: int
    at: str
    id: int = 0


def marked_at(connection: Connection) -> MarkedAt:
    """The times when works were starred and noted last. Reads the whole log: ask once, not with each letter."""
    times: dict[str, dict[int, str]] = {Field.STARRED.value: {}, Field.NOTE.value: {}}
    rows = connection.exec_driver_sql(
        "SELECT field, at, targets FROM change JOIN change_group ON change_group.id = group_id "
        "WHERE field IN (?, ?) AND new NOT IN (0, '') ORDER BY change.id",
        tuple(times),
    ).cursor.fetchall()
    for field, at, targets in rows:
        times[field].update(dict.fromkeys(unpack(targets), at))
    return MarkedAt(times[Field.STARRED], times[Field.NOTE])


def find_annotations(connection: Connection, query: Query, part: Part, at: MarkedAt, limit: int | None) -> Annotations:
    """The annotations that a query finds, of which ``limit`` are read.

    Words must stand in the quote or the note, in what its work is called, its tags, publication or issue, or be the
    name of its colour or its day. A colour and the tray are asked of highlights, all other terms of works.
    """
    stars = _marked(connection, "is_starred", query, at.stars) if part in _STARS else {}
    notes = _marked(connection, "has_note", query, at.notes, "work.note") if part in _NOTES else {}
    marks: dict[int, list[_Key]] = {}
    for key in _highlights(connection, query, part):
        marks.setdefault(key.work, []).append(key)
    items = {work: found[0].item for work, found in marks.items()} | notes | stars
    newest = {work: max(key.at for key in found) for work, found in marks.items()}
    for found, times in ((notes, at.notes), (stars, at.stars)):
        for work in found:
            newest[work] = max(newest.get(work, ""), times.get(work, ""))
    # Works of one moment stay in the order of lists.
    ordered = sorted(dict.fromkeys([*stars, *notes, *marks]), key=newest.__getitem__, reverse=True)
    chosen: list[_Key] = []
    for work in ordered:
        if limit is not None and len(chosen) >= limit:
            break
        for mark, found, times in ((Mark.STAR, stars, at.stars), (Mark.NOTE, notes, at.notes)):
            if work in found:
                chosen.append(_Key(mark, work, found[work], times.get(work, "")))
        chosen += marks.get(work, ())
    return Annotations(
        _read(connection, chosen[:limit], {key.work: items[key.work] for key in chosen[:limit]}),
        tuple(ItemId(items[work]) for work in ordered),
        len(stars),
        len(notes),
        sum(map(len, marks.values())),
    )


# which there are


def _marked(connection: Connection, flag: str, query: Query, times: Mapping[int, str], *texts: str) -> dict[int, int]:
    """Works with a star or a note, in the order of lists, and an item of each: one that is still split out, if any."""
    asked = _conditions(connection, query, texts, times)
    if asked is None:
        return {}
    rows = connection.exec_driver_sql(
        f"SELECT item.work_id, item.id, item.shown FROM item LEFT JOIN work ON work.id = item.work_id "
        f"WHERE item.{flag} = 1 AND {asked.where} ORDER BY {NEWEST_FIRST}",
        tuple(asked.bound),
    ).cursor.fetchall()
    found: dict[int, int] = {}
    retired: set[int] = set()
    for work, item, shown in rows:
        if work not in found or (work in retired and shown == 1):
            found[work] = item
            (retired.discard if shown == 1 else retired.add)(work)
    return found


def _highlights(connection: Connection, query: Query, part: Part) -> list[_Key]:
    """Highlights in the order of their text, each with the item that it is looked at in: one that holds its words."""
    if part not in _HIGHLIGHTS:
        return []
    asked = _conditions(connection, query, ("highlight.note", "highlight.colour", _QUOTE), None)
    assert asked is not None
    rows = connection.exec_driver_sql(
        f"""
        SELECT highlight.id, item.work_id, item.id, created_at, here.start
        FROM highlight JOIN text_version ON text_version.id = anchor ->> 'text'
        JOIN item AS marked ON marked.id = highlight.item_id JOIN item ON item.work_id = marked.work_id
        LEFT JOIN work ON work.id = item.work_id
        LEFT JOIN placement AS here ON here.highlight_id = highlight.id AND here.item_id = item.id
        WHERE highlight.removed_at IS NULL AND {_HIGHLIGHTS[part]} AND {asked.where}
        ORDER BY here.start IS NULL, item.shown, item.id <> highlight.item_id, {NEWEST_FIRST}
        """,
        tuple(asked.bound),
    ).cursor.fetchall()
    found: dict[int, tuple[int, _Key]] = {}
    for number, work, item, at, start in rows:
        if number not in found:
            found[number] = (1 << 60 if start is None else start, _Key(Mark.HIGHLIGHT, work, item, at, number))
    return [key for _, key in sorted(found.values(), key=lambda pair: (pair[0], pair[1].id))]


def _conditions(
    connection: Connection, query: Query, texts: Collection[str], times: Mapping[int, str] | None
) -> Selection | None:
    """The conditions of a query on annotations with these (SQL) texts; None if it asks for what only highlights have.

    ``times`` are those of stars or notes, None where highlights are asked for.
    """
    asked = Selection()
    asked.add("item.shown >= 1")
    for term in query.terms:
        if isinstance(term, Words):
            condition, bound = _holds(term.text, texts, times)
            asked.add(condition, *bound, is_negated=term.is_negated)
        elif not isinstance(term, ColourTerm) and not (isinstance(term, IsTerm) and term.value is Is.DETACHED):
            add_term(asked, connection, term)
        elif times is None:
            condition, more = ("highlight.colour = ?", (term.value,)) if isinstance(term, ColourTerm) else (LOST, ())
            asked.add(condition, *more, is_negated=term.is_negated)
        elif not term.is_negated:
            return None
    return asked


def _holds(text: str, texts: Collection[str], times: Mapping[int, str] | None) -> tuple[str, list[Any]]:
    """Whether an annotation, or its work's title, tags, publication or issue, contains a text."""
    needle = " ".join(text.split())
    said, bound = literal(needle, (_CALLED, *texts))
    conditions, values = [said], [*bound]
    for column, names, name in (
        ("publication_id", "SELECT id FROM publication", "title"),
        ("issue_id", "SELECT id FROM issue", LABEL),
        ("work_id", "SELECT work_id FROM tagging JOIN tag ON tag.id = tag_id AND is_set = 1", "name"),
    ):
        called, bound = literal(needle, (name,))
        conditions.append(f"item.{column} IN ({names} WHERE {called})")
        values += bound
    if _DAY.fullmatch(needle):
        days = times is None and "date(created_at, 'localtime') LIKE ?"
        conditions.append(days or "item.work_id IN (SELECT value FROM json_each(?))")
        values.append(f"{needle}%" if times is None else json.dumps(_made_on(needle, times)))
    return f"({' OR '.join(conditions)})", values


def _made_on(day: str, times: Mapping[int, str]) -> list[int]:
    return [work for work, at in times.items() if day_of(at).startswith(day)]


# what they say


def _read(connection: Connection, keys: Collection[_Key], items: Mapping[int, int]) -> tuple[Annotation, ...]:
    works = _works(connection, items)
    among = json.dumps([key.work for key in keys if key.mark is Mark.NOTE])
    notes = dict(
        connection.exec_driver_sql(
            f"SELECT id, substr(note, 1, {LONGEST_SHOWN}) FROM work WHERE id IN (SELECT value FROM json_each(?))",
            (among,),
        ).cursor.fetchall()
    )
    marks = _passages(connection, [key.id for key in keys if key.mark is Mark.HIGHLIGHT])
    rows = []
    for key in keys:
        work, item = works[key.work], ItemId(key.item)
        if key.mark is Mark.HIGHLIGHT:
            quote, note, colour, is_placed = marks[key.id]
            rows.append(
                Annotation(
                    key.mark, work, item, key.at, note, quote, colour, HighlightId(key.id), is_placed=bool(is_placed)
                )
            )
        else:
            rows.append(Annotation(key.mark, work, item, key.at, notes[key.work] if key.mark is Mark.NOTE else ""))
    return tuple(rows)


def _works(connection: Connection, items: Mapping[int, int]) -> dict[int, AnnotatedWork]:
    rows = connection.exec_driver_sql(
        f"""
        SELECT item.id, item.work_id, {TITLE}, substr(item_text.body, 1, {2 * EXCERPT}), publication.title, {LABEL},
            item.is_starred, item.retired_at IS NOT NULL
        FROM item JOIN work ON work.id = item.work_id JOIN item_text ON item_text.id = item.id
        JOIN issue ON issue.id = item.issue_id JOIN publication ON publication.id = item.publication_id
        WHERE item.id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(items.values())),),
    ).cursor.fetchall()
    tags: dict[int, list[Tag]] = {}
    for work, name, colour in connection.exec_driver_sql(
        "SELECT work_id, name, colour FROM tagging JOIN tag ON tag.id = tag_id "
        "WHERE work_id IN (SELECT value FROM json_each(?)) AND is_set = 1 ORDER BY fold, tag.id",
        (json.dumps(list(items)),),
    ).cursor.fetchall():
        tags.setdefault(work, []).append(Tag(name, colour))
    return {
        work: AnnotatedWork(
            WorkId(work),
            ItemId(item),
            title,
            " ".join(body.split())[:EXCERPT],
            publication,
            issue,
            tuple(tags.get(work, ())),
            bool(starred),
            bool(retired),
        )
        for item, work, title, body, publication, issue, starred, retired in rows
    }


def _passages(connection: Connection, ids: Collection[int]) -> dict[int, tuple[str, str, str, int]]:
    """Quote, note and colour of highlights, and whether they stand anywhere."""
    rows = connection.exec_driver_sql(
        f"SELECT highlight.id, {_QUOTE}, substr(note, 1, {LONGEST_SHOWN}), colour, NOT {LOST} "
        "FROM highlight JOIN text_version ON text_version.id = anchor ->> 'text' "
        "WHERE highlight.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ).cursor.fetchall()
    return {number: (quote, note, colour, is_placed) for number, quote, note, colour, is_placed in rows}

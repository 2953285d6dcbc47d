"""Reads what the card of a work shows: its mentions, its identities, and works with titles like its own.

Its statements are SQL where FTS5 or the order in which SQLite walks is in them.
"""

import re
import unicodedata
from difflib import SequenceMatcher

from sqlalchemy import Connection

from reader.core.state.mentions import Alike, Identity, Mention, Mentions
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, ItemId, PublicationId, WorkId
from reader.store.sql.labels import DATE, DEDUCED, GUESS, LABEL, SECTION
from reader.store.sql.schema import TITLE

TEXT = 400
"""Characters of a body that a mention holds."""
_MOST_IDENTITIES = 50
_MOST_WORDS = 8
_MOST_FOUND = 300
_LEAST_LIKENESS = 0.75

_ABOVE = """
JOIN issue ON issue.id = item.issue_id JOIN publication ON publication.id = item.publication_id
JOIN section ON section.id = item.section_id JOIN work ON work.id = item.work_id
"""


def read_mentions(connection: Connection, item: ItemId, limit: int) -> Mentions:
    """The mentions of an item's work, that item first, then the newest. NotFound: there is no such item."""
    work = connection.exec_driver_sql("SELECT work_id FROM item WHERE id = ?", (item,)).scalar()
    if work is None:
        raise NotFound(f"There is no item {item} in this library.")
    rows = connection.exec_driver_sql(
        f"""
        SELECT item.id, issue.id, publication.id, publication.title, {LABEL}, {GUESS}, {SECTION},
            {DEDUCED}, {DATE}, {TITLE}, substr(body, 1, {2 * TEXT})
        FROM (
            SELECT id FROM item WHERE work_id = ?1 AND (shown = 1 OR id = ?2)
            ORDER BY id <> ?2, rank DESC, issue_id DESC, position LIMIT ?3
        ) AS meant CROSS JOIN item ON item.id = meant.id {_ABOVE} JOIN item_text ON item_text.id = item.id
        ORDER BY item.id <> ?2, item.rank DESC, item.issue_id DESC, item.position
        """,
        (work, item, limit),
    ).cursor.fetchall()
    total, *telling = connection.exec_driver_sql(
        """
        SELECT count(*), min(CASE WHEN coalesce(own_title, title) IS NOT NULL THEN item.id END),
            min(CASE WHEN author IS NOT NULL THEN item.id END), min(CASE WHEN url IS NOT NULL THEN item.id END),
            min(CASE WHEN kind = 'paper' THEN item.id END)
        FROM item JOIN item_text ON item_text.id = item.id WHERE work_id = ?1 AND (shown = 1 OR item.id = ?2)
        """,
        (work, item),
    ).one()
    others = sorted({other for other in telling if other is not None} - {item})
    return Mentions(
        WorkId(work), _identities(connection, work), total, tuple(map(_mention, rows)), (item, *map(ItemId, others))
    )


def read_alike(connection: Connection, work: WorkId, title: str, limit: int) -> tuple[Alike, ...]:
    """Other works with an item of (nearly) this title, those most alike first."""
    words = list(dict.fromkeys(_words(title)))
    if not words:
        return ()
    rows = connection.exec_driver_sql(
        f"""
        SELECT item.work_id, item.id, {TITLE}, publication.title, {LABEL}, work.label
        FROM (SELECT rowid AS id FROM item_fts WHERE item_fts MATCH ? ORDER BY rowid DESC LIMIT {_MOST_FOUND}) AS found
        CROSS JOIN item ON item.id = found.id {_ABOVE} WHERE item.work_id <> ? AND item.shown >= 1
        """,
        (_all_but_one(words), work),
    ).cursor.fetchall()
    best: dict[int, Alike] = {}
    for other, item, named, publication, issue, label in rows:
        likeness = _likeness(title, named or "")
        if likeness >= _LEAST_LIKENESS and (other not in best or best[other].likeness < likeness):
            place = f"{publication or ''} {issue}".strip()
            best[other] = Alike(WorkId(other), ItemId(item), named, place, label, likeness)
    return tuple(sorted(best.values(), key=lambda one: (-one.likeness, -one.item))[:limit])


def _mention(row: tuple[object, ...]) -> Mention:
    item, issue, publication, name, label, is_guess, section, is_deduced, date, title, body = row
    return Mention(
        ItemId(int(str(item))),
        IssueId(int(str(issue))),
        PublicationId(int(str(publication))),
        _text(name),
        str(label),
        bool(is_guess),
        _text(section),
        bool(is_deduced),
        _text(date),
        _text(title),
        " ".join(str(body).split())[:TEXT],
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _identities(connection: Connection, work: int) -> tuple[Identity, ...]:
    """The identities of a work and of those that are joined to it, papers and repositories before mere addresses."""
    rows = connection.exec_driver_sql(
        """
        WITH RECURSIVE line (id) AS (SELECT ? UNION SELECT work.id FROM work JOIN line ON joined_id = line.id)
        SELECT identity, label FROM line JOIN work USING (id) WHERE label IS NOT NULL
        ORDER BY identity LIKE 'url:%', id LIMIT ?
        """,
        (work, _MOST_IDENTITIES),
    ).cursor.fetchall()
    return tuple(Identity(key, label) for key, label in rows)


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold())


def _all_but_one(words: list[str]) -> str:
    """An FTS5 expression for titles that hold all of these words, or all but one; the longest ones count."""
    asked = sorted(words, key=len, reverse=True)[:_MOST_WORDS]
    left_out = [asked[:place] + asked[place + 1 :] for place in range(len(asked))] if len(asked) > 2 else []
    choices = (" AND ".join(f'"{word}"' for word in some) for some in (asked, *left_out))
    return "title : (" + " OR ".join(f"({choice})" for choice in choices) + ")"


def _likeness(one: str, other: str) -> float:
    """The likeness of two titles: 1 where they differ in case, spaces and signs only."""
    mine, theirs = " ".join(_words(one)), " ".join(_words(other))
    return 1.0 if mine == theirs else min(0.99, SequenceMatcher(None, mine, theirs, autojunk=False).ratio())

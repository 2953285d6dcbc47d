"""Links between notes: the works that ``[[title]]`` and ``[[key]]`` name, notes that name a work, suggestions.

Its statements are SQL: FTS5 and the order in which SQLite walks are in them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from reader.core.state.notes import LinkedWork, NoteLinks, folded_target, link_targets, link_text
from reader.core.state.queries import Words
from reader.core.values.ids import ItemId, WorkId
from reader.core.values.works import identify_url
from reader.store.search.search_terms import want
from reader.store.sql.schema import ANNOTATED, TITLE

MOST_TARGETS = 1_000
"""Links of one note that are looked up."""
_MOST_ALIKE = 5_000
_FIRST_WORDS = 9
_FIELDS = f"item.work_id, item.id, coalesce({TITLE}, ''), substr(item_text.body, 1, 300), coalesce(work.label, '')"
_TEXTS = "JOIN work ON work.id = item.work_id JOIN item_text ON item_text.id = item.id"
_Row = tuple[int | str, ...]
_STARRED = """
    SELECT id FROM item WHERE is_starred = 1 AND shown >= 1 ORDER BY rank DESC, issue_id DESC, position LIMIT ?
"""
_MOST_STARRED = 500
_MATCHING = "SELECT rowid AS id FROM item_fts WHERE item_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
"""The newest items that match; putting all in the order of lists would take a second for a common word."""
_BEST_FIRST = "item.shown = 1 DESC, item.rank DESC, item.id DESC"


def read_note_links(connection: Connection, work: WorkId) -> NoteLinks:
    """The targets of the links in a work's notes, those on highlights too, and the works whose notes link to it."""
    own = [note for _, note in _notes(connection, "AND item.work_id = ?", work)]
    targets = [target for note in own for target in link_targets(note)]
    return NoteLinks(resolve(connection, targets), _links_back(connection, work))


def resolve(connection: Connection, targets: Iterable[str]) -> dict[str, LinkedWork]:
    """The works that links name, by folded target; what names none is left out.

    A key goes before a title. Of several works with one title it is the first, and of its items the newest.
    """
    named = {folded_target(target): target for target in targets}
    found = {}
    for folded, target in list(named.items())[:MOST_TARGETS]:
        linked = _by_key(connection, target) or _by_title(connection, folded)
        if linked is not None:
            found[folded] = linked
    return found


def read_linkable(connection: Connection, typed: str, limit: int) -> tuple[LinkedWork, ...]:
    """Works that may be meant by some typed letters of a title or key: starred ones first, then the newest."""
    words = typed.split()
    newest = "SELECT id FROM item WHERE shown = 1 ORDER BY rank DESC, issue_id DESC, position LIMIT ?"
    rows = [row for row in _pool(connection, _STARRED, _MOST_STARRED) if _begin_words(words, str(row[2]))][:limit]
    wanted = [want(Words(word, is_prefix=True)) for word in words if len(word) > 1]
    match = " AND ".join(f"title : {found.match}" for found in wanted if found is not None and found.match)
    if match:
        rows += _pool(connection, _MATCHING, match, limit)
        rows += _by_identity_prefix(connection, "".join(words), limit)
    else:
        rows += _pool(connection, newest, limit)
    works = {row[0]: row for row in reversed(rows)}
    chosen = sorted(works.values(), key=rows.index)[:limit]
    titles = Counter(folded_target(str(row[2])) for row in works.values())
    return tuple(_linkable(connection, row, is_unique=titles[folded_target(str(row[2]))] == 1) for row in chosen)


def _pool(connection: Connection, ids: str, *bound: str | int) -> list[_Row]:
    sql = f"SELECT {_FIELDS} FROM ({ids}) AS meant CROSS JOIN item ON item.id = meant.id {_TEXTS}"
    return [tuple(row) for row in connection.exec_driver_sql(sql, bound).cursor.fetchall()]


def _begin_words(words: Sequence[str], title: str) -> bool:
    """Whether each of some typed words begins a word of a title."""
    folded = folded_target(title)
    return all(re.search(rf"(?<!\w){re.escape(folded_target(word))}", folded) for word in words)


def _by_identity_prefix(connection: Connection, typed: str, limit: int) -> list[_Row]:
    """Items whose work is known by a number that begins so."""
    if not any(sign.isdigit() for sign in typed):
        return []
    starts = [f"{kind}:{typed.lower().removeprefix(kind)}" for kind in ("arxiv", "doi")]
    condition = " OR ".join("(identity >= ? AND identity < ?)" for _ in starts)
    bound = [bound for start in starts for bound in (start, f"{start}\U0010ffff")]
    works = f"SELECT id FROM work WHERE {condition} LIMIT ?"
    return _pool(connection, f"SELECT id FROM item WHERE work_id IN ({works}) AND shown >= 1", *bound, limit)


def _linkable(connection: Connection, row: _Row, *, is_unique: bool) -> LinkedWork:
    linked = _linked(row)
    target = link_text(linked.title, _key(connection, linked), is_unique=is_unique and bool(row[2]))
    return LinkedWork(linked.work, linked.item, linked.title, linked.label, target)


def _key(connection: Connection, linked: LinkedWork) -> str:
    """The name of a work that lasts: its identity, else the key of its item."""
    if linked.label and not linked.label.endswith("…") and not set("[]|") & set(linked.label):
        return linked.label
    return str(connection.exec_driver_sql("SELECT key FROM item WHERE id = ?", (linked.item,)).scalar_one())


def _links_back(connection: Connection, work: WorkId) -> tuple[LinkedWork, ...]:
    names = _names(connection, work)
    naming: dict[str, list[int]] = {}
    for other, note in _notes(connection):
        for target in link_targets(note) if other != work else ():
            if "://" in target or folded_target(target) in names:
                naming.setdefault(target, []).append(other)
    meant = {folded for folded, linked in resolve(connection, naming).items() if linked.work == work}
    others = {other for target, found in naming.items() if folded_target(target) in meant for other in found}
    return tuple(linked for other in sorted(others, reverse=True) if (linked := _by_work(connection, other)))


def _notes(connection: Connection, condition: str = "", *bound: int) -> list[tuple[int, str]]:
    """Works with their notes, and those on their highlights, that hold a link; by the index of what is annotated."""
    sql = f"""
        SELECT item.work_id, work.note FROM item JOIN work ON work.id = item.work_id
        WHERE {ANNOTATED} AND item.shown >= 1 AND instr(work.note, '[[') {condition}
        UNION
        SELECT item.work_id, highlight.note FROM item JOIN highlight ON highlight.item_id = item.id
        WHERE {ANNOTATED} AND item.shown >= 1 AND highlight.removed_at IS NULL AND instr(highlight.note, '[[')
        {condition}
    """
    return [(work, note) for work, note in connection.exec_driver_sql(sql, (*bound, *bound)).cursor.fetchall()]


def _names(connection: Connection, work: WorkId) -> set[str]:
    """The names that a link may give to a work."""
    rows = connection.exec_driver_sql(
        f"""
        SELECT coalesce({TITLE}, ''), item.key, known.label, known.identity FROM item
        JOIN work ON work.id = item.work_id
        JOIN work AS known ON known.id IN (item.work_id, item.base_work_id)
        WHERE item.work_id = ?
        """,
        (work,),
    ).cursor.fetchall()
    names = {folded_target(name) for row in rows for name in row if name}
    return names | {folded_target(row[3].partition(":")[2]) for row in rows}


def _by_key(connection: Connection, target: str) -> LinkedWork | None:
    """The work with this key of an item, or with an identity such as "arXiv 1706.03762" or "1706.03762"."""
    text = " ".join(target.split())
    row = _best(connection, "item.key = ?", text)
    if row is not None:
        return _linked(row)
    kind, _, rest = text.partition(" ")
    meant = [text, text.lower(), f"arxiv:{text.lower()}", f"doi:{text.lower()}", f"url:{text}"]
    if rest:
        kind = kind.lower() if not text.lower().startswith("hugging face ") else "huggingface"
        rest = rest.partition(" ")[2] if kind == "huggingface" else rest
        meant += [f"{kind}:{rest}", f"{kind}:{rest.lower()}", f"{kind}:models/{rest.lower()}"]
    identity = identify_url(text) if "://" in text else None
    if identity is not None:
        meant.append(identity.key)
    works = connection.exec_driver_sql(
        "SELECT id FROM work WHERE identity IN (SELECT value FROM json_each(?)) ORDER BY id", (json.dumps(meant),)
    ).scalars()
    for work in works:
        row = _best(connection, "item.work_id = ?", work) or _best(connection, "item.base_work_id = ?", work)
        if row is not None:
            return _linked(row)
    return None


def _by_title(connection: Connection, folded: str) -> LinkedWork | None:
    """The first work of which an item has just this title; the index finds those that begin with its words."""
    alike = connection.exec_driver_sql(
        f"""
        SELECT item.work_id, coalesce({TITLE}, '') FROM item_fts JOIN item ON item.id = item_fts.rowid
        JOIN work ON work.id = item.work_id WHERE item_fts MATCH ? AND item.shown >= 1 LIMIT {_MOST_ALIKE}
        """,
        (f"title : ^ {_quoted(folded)}",),
    ).cursor.fetchall()
    works = [work for work, title in alike if folded_target(title) == folded]
    return _by_work(connection, min(works)) if works else None


def _by_work(connection: Connection, work: int) -> LinkedWork | None:
    row = _best(connection, "item.work_id = ?", work)
    return None if row is None else _linked(row)


def _best(connection: Connection, condition: str, value: str | int) -> _Row | None:
    """The newest item that is not removed."""
    sql = f"SELECT {_FIELDS} FROM item {_TEXTS} WHERE {condition} AND item.shown >= 1 ORDER BY {_BEST_FIRST} LIMIT 1"
    row = connection.exec_driver_sql(sql, (value,)).cursor.fetchone()
    return None if row is None else tuple(row)


def _linked(row: _Row) -> LinkedWork:
    work, item, title, body, label = row
    words = str(body).split()
    named = str(title) or " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")
    return LinkedWork(WorkId(int(work)), ItemId(int(item)), named or "(no text)", str(label))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\0", " ") + '"'

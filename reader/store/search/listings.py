"""Lists: a plain one is a walk along an index; a search ranks the newest hits and then gives the older ones.

Its statements are SQL: FTS5's own functions and the conditions of `conditions` are in them, and they are run at every
key that lists.
"""

from sqlalchemy import Connection

from reader.core.state.queries import Query
from reader.core.state.rows import Listing
from reader.core.values.ids import ItemId, SectionId
from reader.store.search.conditions import TEXTS, Selection, select_items

RANKED = 2_000
"""The newest hits that are ranked, by number: bm25 over all hits of a common word takes a second at a million items."""


def list_items(connection: Connection, query: Query, limit: int | None) -> Listing:
    """The items of a query, in order."""
    chosen = select_items(connection, query)
    pairs = _search(connection, chosen, limit) if chosen.match else _plain(connection, chosen, limit)
    if not pairs:
        return Listing((), ())
    ids, sections = zip(*pairs, strict=True)
    return Listing(ids, sections)


def count_items(connection: Connection, query: Query, newest: ItemId | None = None) -> int:
    """The number of items in a query; only those that came no later than ``newest``, if given."""
    chosen = select_items(connection, query)
    source = _hits(chosen) if chosen.match else f"FROM item {_texts(chosen)} WHERE {chosen.where}"
    bound = (chosen.matched, *chosen.bound) if chosen.match else tuple(chosen.bound)
    if newest is not None:
        source, bound = f"{source} AND item.id <= ?", (*bound, newest)
    return int(connection.exec_driver_sql(f"SELECT count(*) {source}", bound).scalar_one())


def plain_sql(chosen: Selection) -> str:
    """The SQL of a list without words, limited by one bound number (-1: all)."""
    order = f"ORDER BY {chosen.order} LIMIT ?"
    return f"SELECT item.id, item.section_id FROM item {_texts(chosen)} WHERE {chosen.where} {order}"


def _texts(chosen: Selection) -> str:
    return TEXTS if chosen.needs_texts else ""


def _hits(chosen: Selection) -> str:
    joined = f"FROM item_fts JOIN item ON item.id = item_fts.rowid {_texts(chosen)}"
    return f"{joined} WHERE item_fts MATCH ? AND {chosen.where}"


def _plain(connection: Connection, chosen: Selection, limit: int | None) -> list[tuple[ItemId, SectionId]]:
    bound = (*chosen.bound, -1 if limit is None else limit)
    return list(connection.exec_driver_sql(plain_sql(chosen), bound).cursor.fetchall())


def _search(connection: Connection, chosen: Selection, limit: int | None) -> list[tuple[ItemId, SectionId]]:
    hits, bound = _hits(chosen), (chosen.matched, *chosen.bound)
    ranked = connection.exec_driver_sql(
        "SELECT id, section_id FROM (SELECT item.id AS id, item.section_id AS section_id, "
        f"bm25(item_fts, 6.0, 1.0, 3.0) AS badness {hits} ORDER BY item_fts.rowid DESC LIMIT {RANKED}) "
        "ORDER BY badness, id DESC",
        bound,
    ).cursor.fetchall()
    if len(ranked) < RANKED or (limit is not None and limit <= RANKED):
        return list(ranked[:limit])
    oldest = min(number for number, _ in ranked)
    older = connection.exec_driver_sql(
        f"SELECT item.id, item.section_id {hits} AND item_fts.rowid < ? ORDER BY item_fts.rowid DESC LIMIT ?",
        (*bound, oldest, -1 if limit is None else limit - RANKED),
    ).cursor.fetchall()
    return [*ranked, *older]

"""Lists are walks along an index, at any size."""

import pytest

from reader.core.changes import Field
from reader.core.queries import Query, Within
from reader.core.query_text import parse_query
from reader.store.listing import plain_sql
from reader.store.selecting import select_items

WALKS = {
    "": "item_order",
    "is:unread": "item_unread",
    "is:starred": "item_starred",
    "is:later": "item_later",
    "is:annotated": "item_annotated",
    "is:done": "item_done",
    "kind:paper": "item_order",
    "kind:paper is:unread": "item_unread",
    "is:unread -is:starred": "item_unread",
    "is:untitled": "item_order",
    "publication:weekly": "item_publication",
    Query((Within(publication=1),)): "item_publication",
    Query((Within(issue=1),)): "item_issue",
    Query((Within(section=1),)): "item_section",
    "issue:1": "item_issue",
}


@pytest.mark.parametrize("query", WALKS)
def test_a_list_walks_along_one_index_without_sorting(hand, many, query):
    hand.store(many(6))
    asked = parse_query(query) if isinstance(query, str) else query
    chosen = select_items(hand.reader._connection, asked)
    plan = hand.reader._all("EXPLAIN QUERY PLAN " + plain_sql(chosen), *chosen.bound, -1)
    steps = [row[3] for row in plan]
    assert not any("TEMP B-TREE" in step for step in steps), steps
    assert f"INDEX {WALKS[query]}" in steps[0] or f"COVERING INDEX {WALKS[query]} " in steps[0] + " "


def test_views_list_what_they_count(hand, many):
    hand.store(many(10))
    a, b, c, d, *_ = hand.ids()
    hand.set(Field.READ, True, a)
    hand.set(Field.LATER, True, b)
    hand.set(Field.DONE, True, c)
    hand.set(Field.STARRED, True, hand.row(d).work_id)
    counts = hand.reader.view_counts()
    assert (counts.unread, counts.later, counts.done, counts.starred, counts.all) == (7, 1, 1, 1, 10)
    assert set(hand.ids("is:unread")) == set(hand.ids()) - {a, b, c}
    assert hand.ids("-is:unread") == [a, b, c]
    assert hand.ids("is:read") == [a]
    assert hand.ids("-is:read is:done") == [c]


def test_a_limit_cuts_and_rows_come_in_the_order_asked(hand, many):
    hand.store(many(10))
    ids = hand.ids()
    assert list(hand.reader.listing(Query(), limit=3).ids) == ids[:3]
    assert [row.id for row in hand.reader.rows([ids[4], 999, ids[1], ids[4]])] == [ids[4], ids[1], ids[4]]
    assert hand.reader.rows([]) == []

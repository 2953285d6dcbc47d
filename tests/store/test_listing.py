"""Lists are walks along an index, at any size."""

import pytest
from stored_rows import stored_rows

from reader.core.state.changes import Field
from reader.core.state.highlights import MarkPassage
from reader.core.state.queries import Query, Within
from reader.core.state.query_text import parse_query
from reader.core.text.anchors import anchor_of
from reader.store.search.conditions import select_items
from reader.store.search.listings import plain_sql

WALKS = {
    "": "item_order",
    "is:unread": "item_unread",
    "is:starred": "item_starred",
    "is:later": "item_later",
    "is:annotated": "item_annotated",
    "is:highlighted": "item_annotated",
    "is:detached": "item_annotated",
    "colour:green": "item_annotated",
    "is:done": "item_done",
    "kind:paper": "item_order",
    "kind:paper is:unread": "item_unread",
    "is:unread -is:starred": "item_unread",
    "is:untitled": "item_order",
    "is:unsure": "item_order",
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
    plan = stored_rows(hand.reader, "EXPLAIN QUERY PLAN " + plain_sql(chosen), *chosen.bound, -1)
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


def highlight(hand, item, words, colour="yellow"):
    """Highlight words of an item; the highlight's id."""
    body = hand.reader.detail(item).body
    start = body.index(words)
    hand.wish(MarkPassage(item, anchor_of(body, start, start + len(words)), colour))
    return next(one.id for one in hand.reader.detail(item).highlights if one.anchor.exact == words)


def test_highlights_are_listed_by_colour_and_annotated_counts_and_shows_them(hand, many):
    hand.store(many(6))
    a, b, c, *_ = hand.ids()
    highlight(hand, a, "What item", "green")
    pink = highlight(hand, b, "says", "pink")
    hand.set(Field.NOTE, "A note", hand.row(c).work_id)
    assert hand.ids("is:annotated") == [a, b, c]
    assert hand.reader.view_counts().annotated == 3
    assert [hand.row(item).has_highlights for item in (a, b, c)] == [True, True, False]
    assert hand.ids("is:highlighted") == [a, b]
    assert hand.ids("colour:green") == [a]
    assert hand.ids("is:annotated -colour:green") == [b, c]
    hand.set(Field.HIGHLIGHT_COLOUR, "green", pink)
    assert hand.ids("colour:green") == [a, b]
    hand.set(Field.HIGHLIGHT_REMOVED, True, pink)
    assert (hand.ids("colour:green"), hand.reader.view_counts().annotated) == ([a], 2)
    hand.undo()
    assert hand.ids("is:highlighted") == [a, b]


KEPT = "The words around it stay as they were, and there are a good many of them, so that it is known again."


def test_a_highlight_whose_words_are_gone_waits_in_the_tray(hand, build):
    hand.store(build(1, sections=[("News", [("One", f"{KEPT} The zebra crossed the river. {KEPT}")])]))
    [one] = hand.ids()
    highlight(hand, one, "The zebra crossed the river.")
    assert hand.ids("is:detached") == []
    hand.store(build(1, sections=[("News", [("One", f"{KEPT} {KEPT} And more was printed this time.")])]))
    assert hand.ids("is:detached") == hand.ids("is:highlighted") == [one]
    assert hand.ids("-is:detached") == []


def test_what_is_no_longer_split_out_stays_listed_while_it_is_highlighted(hand, build):
    hand.store(build(1, sections=[("News", [("One", "The words that matter stand here.")])]))
    [one] = hand.ids()
    highlight(hand, one, "words that matter", "green")
    hand.store(build(1, sections=[("News", [("Two", "Something else was printed, in quite another way, at length.")])]))
    [two] = hand.ids()
    assert two != one
    for query in ("is:annotated", "is:highlighted", "colour:green"):
        assert hand.ids(query) == [one], query
    assert hand.reader.view_counts().annotated == 1
    assert hand.ids("-is:highlighted") == [two]


def test_a_limit_cuts_and_rows_come_in_the_order_asked(hand, many):
    hand.store(many(10))
    ids = hand.ids()
    assert list(hand.reader.listing(Query(), limit=3).ids) == ids[:3]
    assert [row.id for row in hand.reader.rows([ids[4], 999, ids[1], ids[4]])] == [ids[4], ids[1], ids[4]]
    assert hand.reader.rows([]) == []

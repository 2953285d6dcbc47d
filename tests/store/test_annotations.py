"""Everything starred, noted and highlighted, found one by one."""

from itertools import pairwise

import pytest

from reader.core.state.annotations import Mark, Part, day_of
from reader.core.state.changes import Field
from reader.core.state.highlights import MarkPassage
from reader.core.state.query_text import parse_query
from reader.core.text.anchors import anchor_of

KEPT = "The words around it stay as they were, and there are a good many of them, so that it is known again."


def find(hand, text="", part=Part.ALL, limit=None):
    query = parse_query(text, as_you_type=True)
    return hand.reader.annotations(query, part, at=hand.reader.marked_at(), limit=limit)


def said(hand, text="", part=Part.ALL):
    """What a search finds: the mark, and the quote, the note or the title."""
    return [(row.mark.value, row.quote or row.note or row.work.title) for row in find(hand, text, part).rows]


def highlight(hand, item, words, colour="yellow", note=""):
    body = hand.reader.detail(item).body
    start = body.index(words)
    changes = hand.wish(MarkPassage(item, anchor_of(body, start, start + len(words)), colour)).changes
    [number] = changes[-1].targets
    if note:
        hand.set(Field.HIGHLIGHT_NOTE, note, number)
    return number


@pytest.fixture
def marked(hand, build):
    """Two issues: a paper with a star, a note, a tag and two highlights, a starred item, one with a highlight."""
    hand.store(
        build(
            1,
            publication="The Weekly",
            sections=[
                (
                    "News",
                    [("A paper on waves", "Waves are long. Some waves break. The shore is far."), ("Sand", "Grains.")],
                )
            ],
        )
    )
    hand.store(build(2, publication="Harbour Post", sections=[("News", [(None, "Cranes lift boxes all day long.")])]))
    paper, sand = (item for item in hand.ids("publication:weekly"))
    [cranes] = hand.ids("publication:harbour")
    hand.set(Field.STARRED, True, hand.row(sand).work_id)
    hand.set(Field.STARRED, True, hand.row(paper).work_id)
    highlight(hand, paper, "The shore is far.", "green")
    highlight(hand, paper, "Some waves break.", "pink", note="Which ones?")
    hand.tag(paper, "coast/sea")
    highlight(hand, cranes, "lift boxes", "green")
    hand.set(Field.NOTE, "Read again with Ada", hand.row(paper).work_id)
    return hand, paper, sand, cranes


ALL_OF_PAPER = [
    ("star", "A paper on waves"),
    ("note", "Read again with Ada"),
    ("highlight", "Some waves break."),
    ("highlight", "The shore is far."),
]


def test_what_belongs_to_one_work_stands_together_in_the_order_of_its_text_the_newest_work_first(marked):
    hand, paper, sand, cranes = marked
    found = find(hand)
    assert said(hand) == [*ALL_OF_PAPER, ("highlight", "lift boxes"), ("star", "Sand")]
    assert (found.stars, found.notes, found.highlights, found.total) == (2, 1, 3, 6)
    assert found.items == (paper, cranes, sand)
    pink = found.rows[2]
    assert (pink.colour, pink.note, pink.item, pink.is_placed) == ("pink", "Which ones?", paper, True)
    assert (pink.work.publication, pink.work.issue, [tag.name for tag in pink.work.tags]) == (
        "The Weekly",
        "#1",
        ["coast/sea"],
    )
    assert pink.work.is_starred
    newest = [max(row.at for row in found.rows if row.work.item == item) for item in found.items]
    assert all(one > other for one, other in pairwise(newest))
    hand.set(Field.STARRED, False, hand.row(sand).work_id)
    hand.set(Field.STARRED, True, hand.row(sand).work_id)
    assert find(hand).items == (sand, paper, cranes)


def test_parts(marked):
    hand, *_ = marked
    assert said(hand, part=Part.STARS) == [("star", "A paper on waves"), ("star", "Sand")]
    assert said(hand, part=Part.NOTES) == [("note", "Read again with Ada"), ("highlight", "Some waves break.")]
    assert [mark for mark, _ in said(hand, part=Part.HIGHLIGHTS)] == ["highlight"] * 3
    assert said(hand, part=Part.DETACHED) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("break", [("highlight", "Some waves break.")]),
        ("which", [("highlight", "Some waves break.")]),
        ("ADA", [("note", "Read again with Ada")]),
        ("waves", ALL_OF_PAPER),
        ("waves ada", [("note", "Read again with Ada")]),
        ("weekly", [*ALL_OF_PAPER, ("star", "Sand")]),
        ("coast", ALL_OF_PAPER),
        ("coast -break", [one for one in ALL_OF_PAPER if one[1] != "Some waves break."]),
        ("green", [("highlight", "lift boxes"), ("highlight", "The shore is far.")]),
        ("colour:green", [("highlight", "lift boxes"), ("highlight", "The shore is far.")]),
        ("-colour:green sand", [("star", "Sand")]),
        ("colour:green publication:harbour", [("highlight", "lift boxes")]),
        ("tag:coast", ALL_OF_PAPER),
        ("tag:coast colour:pink", [("highlight", "Some waves break.")]),
        ("is:annotated -is:starred", [("highlight", "lift boxes")]),
        ("kind:paper shore", [("highlight", "The shore is far.")]),
        ("#2", [("highlight", "lift boxes")]),
        ("cranes", [("highlight", "lift boxes")]),
        ('"waves break"', [("highlight", "Some waves break.")]),
        ("100%", []),
        ("is:detached", []),
        ("issue:2", [("highlight", "lift boxes")]),
    ],
)
def test_words_and_terms(marked, text, found):
    assert said(marked[0], text) == found


def test_a_day_finds_what_was_made_on_it(marked):
    hand, *_ = marked
    everything = find(hand)
    day = day_of(everything.rows[0].at)
    assert find(hand, day).total == find(hand, day[:7]).total == find(hand, day[:4]).total == everything.total
    assert find(hand, "1999-01").total == 0


def test_rows_are_limited_and_what_was_found_is_told_whole(marked):
    hand, *_ = marked
    found = find(hand, limit=3)
    assert (len(found.rows), found.total, len(found.items)) == (3, 6, 3)


def test_what_is_undone_or_removed_is_gone_and_comes_back(marked):
    hand, paper, *_ = marked
    before = said(hand)
    hand.undo()
    assert ("note", "Read again with Ada") not in said(hand)
    hand.redo()
    assert said(hand) == before
    pink = find(hand, "pink").rows[0].highlight
    hand.set(Field.HIGHLIGHT_REMOVED, True, pink)
    assert said(hand) == [one for one in before if one[1] != "Some waves break."]
    hand.undo()
    assert said(hand) == before
    hand.set(Field.ISSUE_REMOVED, True, hand.row(paper).issue_id)
    assert said(hand) == [("highlight", "lift boxes")]


def test_a_lost_highlight_is_in_the_tray_with_its_words_and_colour(hand, build):
    hand.store(build(1, sections=[("News", [("One", f"{KEPT} The zebra crossed. {KEPT}")])]))
    [one] = hand.ids()
    number = highlight(hand, one, "The zebra crossed.", "blue")
    hand.store(build(1, sections=[("News", [("One", f"{KEPT} {KEPT} And more was printed this time.")])]))
    [lost] = find(hand, part=Part.DETACHED).rows
    assert (lost.quote, lost.colour, lost.highlight, lost.item) == ("The zebra crossed.", "blue", number, one)
    assert not lost.is_placed
    assert find(hand, "zebra").rows == find(hand, "is:detached").rows == (lost,)


def test_twins_are_one_work_seen_in_the_newest_issue_that_holds_the_words(hand, build):
    link = "https://arxiv.org/abs/2102.07074"
    hand.store(build(1, sections=[("News", [(link, "It was told first, at some length, here.")])]))
    hand.store(build(2, sections=[("News", [(link, "It was told again, in other words, there.")])]))
    old, new = hand.ids("issue:1")[0], hand.ids("issue:2")[0]
    work = hand.row(old).work_id
    if hand.row(new).work_id != work:
        pytest.fail("these are twins")
    hand.set(Field.STARRED, True, work)
    highlight(hand, old, "told first")
    star, marked = find(hand).rows
    assert (star.mark, star.work.item, marked.item) == (Mark.STAR, new, old)
    assert find(hand, "issue:1").rows[0].work.item == old


def test_what_is_no_longer_split_out_says_so(hand, build):
    hand.store(build(1, sections=[("News", [("One", "The words that matter stand here.")])]))
    [one] = hand.ids()
    highlight(hand, one, "words that matter")
    assert not find(hand).rows[0].work.is_retired
    assert not hand.reader.detail(one).is_retired
    hand.store(build(1, sections=[("News", [("Two", "Something else was printed, in quite another way, at length.")])]))
    [row] = find(hand).rows
    assert (row.work.item, row.work.is_retired) == (one, True)
    assert hand.reader.detail(one).is_retired

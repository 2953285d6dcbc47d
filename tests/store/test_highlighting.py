"""Highlights: marked, told apart, undone, and found again when a text changes."""

import sqlite3
from contextlib import closing

import pytest

from reader.core.state.changes import Field
from reader.core.state.highlights import AttachHighlight, MarkPassage
from reader.core.state.query_text import parse_query
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import CommandError, NotFound

LINK = "https://example.org/papers/one-and-only"
BODY = (
    "Attention is all you need, they say. We dispense with recurrence entirely, and show that it is worth the while; "
    "we train in twelve hours."
)


@pytest.fixture
def marked(hand, build):
    """A library with one item and its marker: words of a body to the highlight that they become."""
    hand.store(build(1, sections=[("Papers", [(LINK, BODY), ("Another", "Quite another text, of other things.")])]))
    return hand


def mark(hand, item, words, colour="yellow"):
    body = hand.reader.detail(item).body
    start = body.index(words)
    changes = hand.wish(MarkPassage(item, anchor_of(body, start, start + len(words)), colour))
    return changes.changes[0].targets[0] if changes.changes else None


def shown(hand, item):
    """What an item shows as highlighted, in order; None for what stands elsewhere or nowhere."""
    detail = hand.reader.detail(item)
    return [None if one.start is None else detail.body[one.start : one.end] for one in detail.highlights]


def said(hand, item):
    return [one.anchor.exact for one in hand.reader.detail(item).highlights]


def test_passages_are_marked_in_order_and_may_overlap(marked):
    mark(marked, 1, "dispense with recurrence", "green")
    mark(marked, 1, "Attention is all you need", "pink")
    mark(marked, 1, "need, they say. We dispense")
    assert shown(marked, 1) == [
        "Attention is all you need",
        "need, they say. We dispense",
        "dispense with recurrence",
    ]
    detail = marked.reader.detail(1)
    assert [one.colour for one in detail.highlights] == ["pink", "yellow", "green"]
    assert all(one.is_placed and one.item == 1 and one.issue == "#1" for one in detail.highlights)
    assert (marked.ids("is:annotated"), marked.reader.view_counts().annotated) == ([1], 1)
    assert marked.row(1).has_highlights
    assert not marked.row(2).has_highlights
    assert marked.library.check() == []


def test_the_same_passage_marked_again_only_takes_the_colour(marked):
    number = mark(marked, 1, "twelve hours")
    mark(marked, 1, "twelve hours", "blue")
    assert [(one.id, one.colour) for one in marked.reader.detail(1).highlights] == [(number, "blue")]
    assert marked.wish(MarkPassage(1, anchor_of(BODY, 0, 9), "blue")).group is not None
    assert marked.wish(MarkPassage(1, anchor_of(BODY, 0, 9), "blue")).group is None


def test_everything_about_a_highlight_is_undone_and_done_again(marked):
    number = mark(marked, 1, "twelve hours")
    marked.set(Field.HIGHLIGHT_COLOUR, "purple", number)
    marked.set(Field.HIGHLIGHT_NOTE, "on eight machines", number)
    marked.set(Field.HIGHLIGHT_REMOVED, True, number)
    assert (shown(marked, 1), marked.ids("is:annotated"), marked.ids("machines")) == ([], [], [])
    marked.undo()
    (highlight,) = marked.reader.detail(1).highlights
    assert (highlight.colour, highlight.note, marked.ids("machines")) == ("purple", "on eight machines", [1])
    marked.undo()
    marked.undo()
    (highlight,) = marked.reader.detail(1).highlights
    assert (highlight.colour, highlight.note, marked.ids("machines")) == ("yellow", "", [])
    marked.undo()
    assert (shown(marked, 1), marked.row(1).has_highlights) == ([], False)
    for _ in range(3):
        marked.redo()
    (highlight,) = marked.reader.detail(1).highlights
    assert (highlight.id, highlight.colour, highlight.note) == (number, "purple", "on eight machines")
    assert marked.library.check() == []


def test_notes_of_highlights_are_found_and_marked_as_found(marked):
    number = mark(marked, 1, "twelve hours")
    marked.set(Field.NOTE, "A note on the work.", marked.row(1).work_id)
    marked.set(Field.HIGHLIGHT_NOTE, "Compare c++ timings", number)
    assert marked.ids("timings") == marked.ids("c++") == marked.ids('"note on"') == [1]
    assert marked.ids("-timings") == [2]
    hits = marked.reader.hits(1, parse_query("note timings"))
    assert hits.note == ((2, 6), (32, 39))


@pytest.mark.parametrize("first_marked", [True, False])
def test_a_twin_with_the_same_words_shows_them_marked_too(marked, build, first_marked):
    if first_marked:
        mark(marked, 1, "dispense with recurrence")
    marked.store(build(2, sections=[("Links", [(LINK, f"As they wrote: {BODY}")])]))
    marked.store(build(3, sections=[("Links", [(LINK, "Said in words of its own.")])]))
    other, twin, *_ = marked.ids()
    if not first_marked:
        mark(marked, 1, "dispense with recurrence")
    assert shown(marked, twin) == ["dispense with recurrence"]
    assert (shown(marked, other), said(marked, other)) == ([None], ["dispense with recurrence"])
    (elsewhere,) = marked.reader.detail(other).highlights
    assert (elsewhere.is_placed, elsewhere.item, elsewhere.issue) == (True, 1, "#1")
    assert sorted(marked.ids("is:annotated")) == sorted([1, other, twin])
    assert marked.library.check() == []


def test_in_a_new_version_of_the_text_a_highlight_stands_at_its_words(marked, build):
    mark(marked, 1, "We dispense with recurrence entirely")
    mark(marked, 1, "twelve hours")
    new = f"In longer words. {BODY.replace('recurrence entirely', 'recurrences entirely')}"
    new = new.replace("twelve hours.", "next to no time, on machines that nobody had heard of when this was begun.")
    marked.store(build(1, sections=[("Papers", [(LINK, new), ("Another", "Quite another text, of other things.")])]))
    assert marked.reader.detail(1).body == new
    assert shown(marked, 1) == ["We dispense with recurrences entirely", None]
    lost = marked.reader.detail(1).highlights[1]
    assert (lost.anchor.exact, lost.is_placed) == ("twelve hours", False)
    assert marked.library.check() == []
    marked.store(
        build(1, sections=[("Papers", [(LINK, f"{BODY} And more, and still more of it."), ("Another", "x " * 40)])])
    )
    assert shown(marked, 1) == ["We dispense with recurrence entirely", "twelve hours"]


def test_what_lost_its_place_is_attached_again_by_hand(marked, build):
    number = mark(marked, 1, "twelve hours", "pink")
    marked.set(Field.HIGHLIGHT_NOTE, "kept", number)
    new = (
        "Attention is all you need, they say. We dispense with recurrence entirely. All else that was said before is "
        "said in other words now, in less than half a day of work in all."
    )
    marked.store(build(1, sections=[("Papers", [(LINK, new), ("Another", "Quite another text, of other things.")])]))
    assert shown(marked, 1) == [None]
    start = new.index("half a day")
    marked.wish(AttachHighlight(number, 1, anchor_of(new, start, start + 10)))
    (highlight,) = marked.reader.detail(1).highlights
    assert (highlight.id, highlight.colour, highlight.note) == (number, "pink", "kept")
    assert shown(marked, 1) == said(marked, 1) == ["half a day"]
    marked.undo()
    assert (shown(marked, 1), said(marked, 1)) == ([None], ["twelve hours"])
    marked.redo()
    assert shown(marked, 1) == ["half a day"]
    assert marked.library.check() == []


TWO = "The second part tells of quite another thing, and goes on for some words."


def test_when_an_item_is_cut_in_two_its_highlights_stay_on_their_words(hand, build):
    hand.store(build(1, sections=[("News", [("One", f"{BODY}\n\nTwo\n\n{TWO}")])]))
    (whole,) = hand.ids()
    mark(hand, whole, "twelve hours")
    mark(hand, whole, "quite another thing")
    hand.store(build(1, sections=[("News", [("One", BODY), ("Two", f"{TWO} The end.")])]))
    first, second = hand.ids()
    assert (shown(hand, first), shown(hand, second)) == (["twelve hours"], ["quite another thing"])
    hand.store(build(1, sections=[("News", [("One", f"{BODY}\n\nTwo\n\n{TWO} The end. And more.")])]))
    (joined,) = hand.ids()
    assert shown(hand, joined) == ["twelve hours", "quite another thing"]
    assert hand.library.check() == []


def test_what_vanished_with_a_highlight_stays_in_the_annotated_view(marked, build):
    mark(marked, 2, "another text")
    marked.store(build(1, sections=[("Papers", [(LINK, f"{BODY} It goes on, and on, and on, and on, and on.")])]))
    assert marked.ids() == [1]
    assert marked.ids("is:annotated") == [2]
    assert shown(marked, 2) == ["another text"]


def test_a_passage_that_is_no_longer_there_is_refused(marked):
    with pytest.raises(CommandError, match="changed meanwhile"):
        marked.wish(MarkPassage(1, anchor_of("Words that stand nowhere here.", 0, 12), "green"))
    with pytest.raises(CommandError, match="yellow, green, blue, pink, purple"):
        marked.wish(MarkPassage(1, anchor_of(BODY, 0, 9), "red"))
    with pytest.raises(NotFound):
        marked.wish(MarkPassage(99, anchor_of(BODY, 0, 9), "green"))
    assert shown(marked, 1) == []
    assert marked.undo() is None


def test_a_removed_issue_takes_its_highlights_along_and_brings_them_back(marked):
    mark(marked, 1, "twelve hours")
    marked.set(Field.ISSUE_REMOVED, True, 1)
    assert marked.ids("is:annotated") == []
    marked.undo()
    assert (marked.ids("is:annotated"), shown(marked, 1)) == ([1], ["twelve hours"])


@pytest.mark.parametrize(
    ("fault", "told", "mended"),
    [
        ("DELETE FROM placement", "wrong place", True),
        ("UPDATE placement SET start = start + 1", "wrong place", True),
        ("UPDATE item SET has_highlights = 0", "wrong mark of highlights", True),
        ("UPDATE work SET highlight_notes = 'none of mine'", "works show a wrong copy of the notes", True),
        ("UPDATE highlight SET anchor = replace(anchor, '\"end\": ', '\"end\": 99')", "outside the text", False),
    ],
)
def test_check_finds_highlights_at_wrong_places(marked, fault, told, mended):
    mark(marked, 1, "twelve hours")
    with closing(sqlite3.connect(marked.library.path, isolation_level=None)) as connection:
        connection.execute(fault)
    assert told in " ".join(marked.library.check())
    assert told in " ".join(marked.library.check(repair=True))
    assert (marked.library.check() == []) == mended


def test_characters_beyond_the_bmp_and_marks_are_counted_as_code_points(hand, build):
    body = "Ein 😀 mit é und שלום, dann 👨‍👩‍👧 und Schluß."
    hand.store(build(1, sections=[(None, [("One", body)])]))
    for words in ("😀 mit é", "שלום", "👨‍👩‍👧"):
        mark(hand, 1, words)
    assert shown(hand, 1) == ["😀 mit é", "שלום", "👨‍👩‍👧"]

"""Works joined and parted by hand: what is united, what stands again, and all of it undone."""

import time
from dataclasses import replace

import pytest
from library_states import state_of

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.highlights import MarkPassage
from reader.core.state.joins import JoinWorks, PartItem
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import CommandError, NotFound
from reader.store.sql.connection import driver

PAPER = "https://arxiv.org/abs/1706.03762"
TEXT = "A text that is long enough to be known again when the issue is split another time by the program."


@pytest.fixture
def three(hand, many):
    """A library of three items, each a work."""
    hand.store(many(3))
    return hand


def work(hand, item):
    return hand.row(item).work_id


def join(hand, *items, origin=Origin.WINDOW):
    return hand.wish(JoinWorks(tuple(work(hand, item) for item in items)), origin=origin)


def part(hand, item, origin=Origin.WINDOW):
    return hand.wish(PartItem(item), origin=origin)


def mark(hand, item, start, end, colour="yellow"):
    body = hand.reader.detail(item).body
    hand.wish(MarkPassage(item, anchor_of(body, start, end), colour))


def highlight(hand, item):
    return hand.reader.detail(item).highlights[0].id


def star(hand, item, on=True, origin=Origin.WINDOW):
    hand.set(Field.STARRED, on, work(hand, item), origin=origin)


def groups(hand):
    """The items of each work, as twins tell it; a library that is not sound fails."""
    assert hand.library.check() == []
    found = {}
    for item in sorted(hand.ids()):
        found.setdefault(work(hand, item), []).append(item)
    for items in found.values():
        for item in items:
            assert [twin.id for twin in hand.reader.detail(item).twins] == [one for one in items if one != item]
    return sorted(found.values())


def wholly_undone(hand, act):
    """Do something, undo it and do it again: the library is as it was, then as it was after the act."""
    before = state_of(hand.library.path)
    assert act().group is not None
    after = state_of(hand.library.path)
    assert after != before
    assert hand.undo().kept == 0
    assert state_of(hand.library.path) == before
    assert hand.redo().kept == 0
    assert state_of(hand.library.path) == after
    assert hand.library.check() == []


def test_joining_unites_what_was_done_to_the_works(three):
    one, two, three_ = sorted(three.ids())
    star(three, two)
    three.tag(one, "a", "b")
    three.tag(two, "b", "c")
    three.set(Field.NOTE, "first", work(three, one))
    three.set(Field.NOTE, "second", work(three, two))
    mark(three, one, 0, 4)
    mark(three, two, 5, 9, "pink")
    three.set(Field.WORK_AUTHORS, "Ann Lee", work(three, two))
    three.set(Field.WORK_YEAR, "2017", work(three, one))
    three.set(Field.WORK_YEAR, "1999", work(three, two))
    wholly_undone(three, lambda: join(three, one, two))
    assert groups(three) == [[one, two], [three_]]
    details = [three.reader.detail(item) for item in (one, two)]
    for detail in details:
        assert detail.row.is_starred
        assert detail.is_joined
        assert [tag.name for tag in detail.tags] == ["a", "b", "c"]
        assert detail.note.startswith("first\n")
        assert detail.note.endswith("second")
        assert detail.note != "first\nsecond", "a divider stands between them"
        assert detail.typed == replace(detail.typed, authors="Ann Lee", year="2017", title=None)
        assert sorted((mark.item, mark.colour) for mark in detail.highlights) == [(one, "yellow"), (two, "pink")]
    assert set(three.ids("second is:starred")) == set(three.ids("is:starred")) == {one, two}
    assert not three.reader.detail(three_).is_joined


def test_works_that_are_one_already_are_not_joined(three):
    one, two, _ = sorted(three.ids())
    join(three, one, two)
    for items in ((one, two), (one, one)):
        with pytest.raises(CommandError, match="merged already"):
            join(three, *items)
    with pytest.raises(NotFound, match="no work 999"):
        three.wish(JoinWorks((work(three, one), 999)))
    with pytest.raises(NotFound, match="no item 999"):
        part(three, 999)
    assert groups(three) == [[one, two], [3]]


def test_parting_what_was_joined_gives_each_back_what_it_had(three):
    one, two, _ = sorted(three.ids())
    three.set(Field.NOTE, "second", work(three, two))
    join(three, one, two)
    star(three, one)
    wholly_undone(three, lambda: part(three, two))
    assert groups(three) == [[one], [two], [3]]
    assert three.row(one).is_starred
    assert not three.row(two).is_starred
    assert three.reader.detail(two).note == "second"
    with pytest.raises(CommandError, match="No other item is the same paper"):
        part(three, two)


def test_the_item_whose_work_the_others_were_joined_to_can_be_parted_too(three):
    one, two, last = sorted(three.ids())
    three.tag(one, "a")
    join(three, one, two, last)
    star(three, one)
    wholly_undone(three, lambda: part(three, one))
    assert groups(three) == [[one], [two, last]]
    assert three.row(one).is_starred
    assert three.tags(one) == ["a"]
    join(three, two, one)
    assert groups(three) == [[one, two, last]]
    wholly_undone(three, lambda: part(three, one))
    assert groups(three) == [[one], [two, last]]
    join(three, one, two)
    assert groups(three) == [[one, two, last]]
    wholly_undone(three, lambda: part(three, one))
    assert groups(three) == [[one], [two, last]]


def test_twins_by_identity_are_parted_and_keep_a_copy_of_the_state(hand, build):
    for number in (1, 2):
        hand.store(build(number, sections=[("News", [(PAPER, f"{TEXT} {number}")])]))
    one, two = sorted(hand.ids())
    assert groups(hand) == [[one, two]]
    star(hand, one)
    hand.tag(one, "a")
    hand.set(Field.WORK_TITLE, "Typed", work(hand, one))
    mark(hand, one, 0, 6)
    wholly_undone(hand, lambda: part(hand, two))
    assert groups(hand) == [[one], [two]]
    assert [hand.tags(item) for item in (one, two)] == [["a"], ["a"]]
    assert hand.row(two).is_starred
    assert hand.reader.detail(two).typed.title == "Typed"
    assert hand.reader.detail(two).highlights == (), "a highlight stays with the item that it was made in"
    star(hand, two, False)
    assert hand.row(one).is_starred
    wholly_undone(hand, lambda: join(hand, one, two))
    assert len(hand.reader.detail(two).highlights) == 1


def test_works_joined_in_a_chain_are_one_and_part_link_by_link(three):
    one, two, last = sorted(three.ids())
    star(three, one)
    join(three, two, one)
    join(three, last, two)
    assert groups(three) == [[one, two, last]]
    assert three.row(last).is_starred
    wholly_undone(three, lambda: part(three, one))
    assert groups(three) == [[one], [two, last]]
    part(three, two)
    assert groups(three) == [[one], [two], [last]]


def test_two_who_undo_their_joins_never_make_a_ring(three):
    one, two, last = sorted(three.ids())
    join(three, one, two)
    part(three, two, origin=Origin.CLI)
    join(three, two, one, origin=Origin.CLI)
    three.undo()
    three.redo()
    assert groups(three) == [[one, two], [last]]
    three.undo(Origin.CLI)
    three.undo(Origin.CLI)
    three.redo(Origin.CLI)
    three.redo(Origin.CLI)
    assert groups(three) in ([[one, two], [last]], [[one], [two], [last]])
    while three.undo() or three.undo(Origin.CLI):
        assert groups(three)
    assert groups(three) == [[one, two], [last]], "what the undone parting parted"


def test_an_undo_that_another_join_stands_in_the_way_of_says_so(three):
    one, two, last = sorted(three.ids())
    works = [work(three, item) for item in (one, two, last)]
    three.wish(Edit(Field.WORK_JOINED, (works[0],), str(works[1])))
    three.set(Field.WORK_JOINED, None, works[0])
    join(three, one, two, origin=Origin.CLI)
    assert three.undo().kept == 1, "it would make a ring"
    assert groups(three) == [[one, two], [last]]


def test_a_star_of_a_work_that_was_joined_by_another_process_is_told_as_kept(three):
    one, two, _ = sorted(three.ids())
    star(three, two)
    join(three, one, two, origin=Origin.CLI)
    assert three.undo().kept == 1
    assert three.row(two).is_starred
    three.undo(Origin.CLI)
    assert not three.row(two).is_starred


def test_twins_that_come_later_are_items_of_the_joined_work(hand, build):
    hand.store(build(1, sections=[("News", [(PAPER, f"{TEXT} 1"), ("Another", "Of its own.")])]))
    paper, other = sorted(hand.ids())
    star(hand, other)
    mark(hand, paper, 0, 6)
    join(hand, other, paper)
    hand.store(build(2, sections=[("News", [(PAPER, f"{TEXT} 2")])]))
    new = max(hand.ids())
    assert groups(hand) == [[paper, other, new]]
    assert hand.row(new).is_starred
    assert [mark.start for mark in hand.reader.detail(new).highlights] == [0]
    part(hand, new)
    assert groups(hand) == [[paper, new], [other]], "the join of their work ended"
    assert not hand.row(paper).is_starred
    part(hand, new)
    assert groups(hand) == [[paper], [other], [new]]
    hand.store(build(3, sections=[("News", [(PAPER, f"{TEXT} 3")])]))
    assert groups(hand) == [[paper, max(hand.ids())], [other], [new]]


def test_an_issue_that_is_split_again_leaves_works_as_they_were_joined_and_parted(hand, build):
    pairs = [("One", f"{TEXT} One."), (None, f"Another text. {TEXT[::-1]}")]
    hand.store(build(1, sections=[("News", pairs)]))
    hand.store(build(2, sections=[("News", [(PAPER, "By itself."), (PAPER, "By itself, again.")])]))
    one, two, twin, again = sorted(hand.ids())
    join(hand, one, two)
    part(hand, again)
    assert groups(hand) == [[one, two], [twin], [again]]
    hand.store(build(1, sections=[("News", [*pairs, ("More", "This is richer by an item.")])]))
    hand.store(build(2, sections=[("News", [(PAPER, "By itself."), (PAPER, "By itself, again."), ("Y", "z" * 99)])]))
    new = sorted(hand.ids())[4:]
    assert groups(hand) == sorted([[one, two], [twin], [again], *([item] for item in new)])
    hand.undo()
    hand.undo()
    assert groups(hand)[:2] == [[one], [two]]
    assert [twin, again] in groups(hand)


def test_what_was_typed_goes_along_when_an_item_turns_out_to_be_another_work(hand, build):
    hand.store(build(1, sections=[("News", [("A title", TEXT)])]))
    hand.store(build(2, sections=[("News", [(PAPER, "By itself.")])]))
    item, paper = sorted(hand.ids())
    hand.set(Field.WORK_VENUE, "A venue", work(hand, item))
    document, issue = build(1, sections=[("News", [("A title", f"{TEXT} And a word more.")])])
    section = issue.sections[0]
    linked = replace(section.items[0], url=PAPER)
    hand.store((document, replace(issue, sections=(replace(section, items=(linked,)),))))
    assert groups(hand) == [[item, paper]]
    assert hand.reader.detail(paper).typed.venue == "A venue"
    hand.undo()
    assert hand.reader.detail(paper).typed.venue is None


def test_many_works_are_joined_and_parted_in_a_moment(hand, many):
    hand.store(many(400))
    items = sorted(hand.ids())
    mark(hand, items[3], 0, 4)
    begun = time.process_time()
    join(hand, *items)
    assert len(hand.reader.detail(items[0]).twins) == 399
    part(hand, items[7])
    assert len(hand.reader.detail(items[0]).twins) == 398
    hand.undo()
    hand.undo()
    assert time.process_time() - begun < 10, "it took minutes when each work was joined by itself"
    assert hand.reader.detail(items[0]).twins == ()
    assert hand.library.check() == []


def test_notes_of_highlights_are_found_at_the_items_of_their_work_and_only_there(three):
    a, b, c = sorted(three.ids())
    mark(three, a, 0, 4)
    three.set(Field.HIGHLIGHT_NOTE, "timings", highlight(three, a))
    join(three, a, b)
    assert sorted(three.ids("timings")) == [a, b]
    part(three, a)
    assert three.ids("timings") == [a]
    join(three, c, b)
    assert three.ids("timings") == [a]
    assert three.library.check() == []


def steps_of_a_note(hand, many, twins):
    """How many hundreds of SQLite's steps it takes to write a note on a highlight of a work of so many items."""
    hand.store(many(twins))
    items = sorted(hand.ids())
    join(hand, *items)
    mark(hand, items[0], 0, 4)
    marked = highlight(hand, items[0])
    hand.set(Field.HIGHLIGHT_NOTE, "first", marked)
    steps = []

    def watch(connection, handler, every):
        driver(connection).set_progress_handler(handler, every)

    hand.library._writer.submit(lambda connection: watch(connection, lambda: steps.append(1), 100)).result()
    hand.set(Field.HIGHLIGHT_NOTE, "second", marked)
    hand.library._writer.submit(lambda connection: watch(connection, None, 0)).result()
    assert len(hand.ids("second")) == twins
    return len(steps)


def test_four_times_the_twins_take_some_four_times_the_work(open_hand, many, tmp_path):
    few, more = (steps_of_a_note(open_hand(tmp_path / f"{twins}.db"), many, twins) for twins in (100, 400))
    assert more < 6 * few

"""Tags of works: given, taken away, renamed, merged, deleted, and all of it undone."""

import pytest

from reader.core.state.changes import Field, Origin
from reader.core.state.tags import COLOURS, ColourTag, DeleteTag, RenameTag, TagWorks
from reader.core.values.errors import CommandError, NotFound

LINK = "https://example.org/papers/one-and-only"
LONG = "A text that is long enough to be known again when the issue is split another time by the program."


@pytest.fixture
def ten(hand, many):
    """A library of ten items."""
    hand.store(many(10))
    return hand


def test_a_tag_is_made_with_its_first_work_and_undo_takes_both_away(ten):
    first, second, *_ = ten.ids()
    done = ten.tag(first, "Vision", "to read")
    assert ten.tags(first) == ["to read", "Vision"]
    assert ten.tag(second, "vision").group is not None
    assert ten.tags(second) == ["Vision"], "the name as it was written first"
    assert ten.counts() == {"to read": 1, "Vision": 2}
    assert ten.tag(second, "VISION").group is None
    ten.undo()
    assert ten.counts() == {"to read": 1, "Vision": 1}
    assert ten.undo().undoes == done.group
    assert ten.counts() == {}
    ten.redo()
    ten.redo()
    assert ten.counts() == {"to read": 1, "Vision": 2}
    assert ten.library.check() == []


def test_taking_away_what_is_not_there_changes_nothing_and_makes_no_tag(ten):
    first, *_ = ten.ids()
    assert ten.tag(first, "x", on=False).group is None
    ten.tag(first, "x")
    ten.tag(first, "x", on=False)
    assert ten.tags(first) == []
    assert ten.counts() == {"x": 0}
    ten.undo()
    assert ten.tags(first) == ["x"]


def test_a_work_that_does_not_exist_stops_the_whole_act(ten):
    with pytest.raises(NotFound, match="no work 999"):
        ten.wish(TagWorks((1, 999), ("x",)))
    assert ten.counts() == {}


def test_a_tag_holds_its_nested_ones_each_item_once(ten):
    one, two, three, *_ = ten.ids()
    ten.tag(one, "a/x", "a/y")
    ten.tag(two, "A/x/deep")
    ten.tag(three, "ab")
    assert ten.counts() == {"a": 2, "a/x": 2, "A/x/deep": 1, "a/y": 1, "ab": 1}
    assert ten.ids("tag:a") == ten.ids('tag:"A "') == [one, two]
    assert ten.ids("tag:a/y -tag:a/x") == []
    assert len(ten.ids("-tag:a")) == 8
    assert ten.ids("tag:nothing") == []
    assert next(row.colour for row in ten.reader.tags()) is None


def test_renaming_takes_the_nested_ones_along_and_is_one_act(ten):
    one, two, *_ = ten.ids()
    ten.tag(one, "a", "a/x")
    ten.tag(two, "a/x/y")
    ten.wish(RenameTag("A", "b/c"))
    assert ten.tags(one) == ["b/c", "b/c/x"]
    assert ten.tags(two) == ["b/c/x/y"]
    assert ten.ids("tag:b") == [one, two]
    ten.undo()
    assert (ten.tags(one), ten.tags(two)) == (["a", "a/x"], ["a/x/y"])
    ten.wish(RenameTag("a", "A"))
    assert ten.tags(one) == ["A", "A/x"]


def test_renaming_onto_another_tag_makes_one_of_two(ten):
    one, two, three, *_ = ten.ids()
    ten.tag(one, "a", "a/x")
    ten.tag(two, "a", "b")
    ten.tag(three, "b/x")
    ten.wish(RenameTag("a", "b"))
    assert ten.counts() == {"b": 3, "b/x": 2}
    assert ten.tags(one) == ["b", "b/x"]
    ten.undo()
    assert ten.counts() == {"a": 2, "a/x": 1, "b": 2, "b/x": 1}
    ten.redo()
    assert ten.counts() == {"b": 3, "b/x": 2}
    assert ten.library.check() == []


def test_a_nested_tag_can_move_up_but_no_tag_into_itself(ten):
    one, two, *_ = ten.ids()
    ten.tag(one, "a/x", "a/x/x")
    ten.tag(two, "a/x/x/x", "a")
    ten.wish(RenameTag("a/x", "a"))
    assert (ten.tags(one), ten.tags(two)) == (["a", "a/x"], ["a", "a/x/x"])
    ten.undo()
    assert (ten.tags(one), ten.tags(two)) == (["a/x", "a/x/x"], ["a", "a/x/x/x"])
    with pytest.raises(CommandError, match="into itself"):
        ten.wish(RenameTag("a", "a/b"))
    with pytest.raises(NotFound, match="no tag “nothing”"):
        ten.wish(RenameTag("nothing", "b"))
    with pytest.raises(CommandError, match="at most 100"):
        ten.wish(RenameTag("a", "b" * 97))
    assert ten.tags(one) == ["a/x", "a/x/x"], "all or nothing"


def test_deleting_takes_a_tag_and_its_nested_ones_away_until_undone(ten):
    one, two, *_ = ten.ids()
    ten.tag(one, "a", "a/x", "b")
    ten.tag(two, "a/x")
    ten.wish(DeleteTag("a"))
    assert ten.counts() == {"b": 1}
    ten.tag(two, "a")
    assert (ten.tags(one), ten.tags(two)) == (["b"], ["a"]), "a new one of the name begins empty"
    ten.undo()
    ten.undo()
    assert (ten.tags(one), ten.tags(two)) == (["a", "a/x", "b"], ["a/x"])


def test_colours(ten):
    one, *_ = ten.ids()
    ten.tag(one, "a", "b", "b/x", "c/x")
    colours = {row.name: row.colour for row in ten.reader.tags()}
    assert colours == {"a": COLOURS[0], "b": COLOURS[1], "b/x": COLOURS[1], "c": None, "c/x": COLOURS[3]}
    ten.wish(ColourTag("A", "pink"))
    ten.wish(ColourTag("c", "red"))
    assert {row.name: row.colour for row in ten.reader.tags()} == {**colours, "a": "pink", "c": "red"}
    ten.undo()
    ten.undo()
    assert {row.name: row.colour for row in ten.reader.tags()} == colours
    with pytest.raises(CommandError, match="A tag can be blue, "):
        ten.wish(ColourTag("a", "url(x)"))


def test_undo_leaves_what_others_did_meanwhile(ten):
    one, two, *_ = ten.ids()
    ten.tag(one, "a")
    ten.tag(two, "a", origin=Origin.CLI)
    assert ten.undo().kept == 1
    assert (ten.tags(one), ten.tags(two)) == ([], ["a"]), "a tag that is in use stays"
    ten.tag(two, "a", on=False)
    ten.wish(DeleteTag("a"), origin=Origin.CLI)
    assert ten.undo().kept == 1
    assert ten.tags(two) == [], "what was deleted elsewhere is not set again"
    ten.tag(one, "b")
    ten.wish(RenameTag("b", "c"))
    ten.tag(two, "b", origin=Origin.CLI)
    assert ten.undo().kept == 1
    assert ten.counts() == {"b": 1, "c": 1}, "no two tags of one name"
    assert ten.library.check() == []


def test_undo_of_a_deletion_does_not_double_a_name_that_was_given_meanwhile(ten):
    one, two, *_ = ten.ids()
    ten.tag(one, "a")
    ten.tag(two, "b")
    ten.wish(DeleteTag("a"))
    ten.wish(RenameTag("b", "a"), origin=Origin.CLI)
    assert ten.undo().kept == 2
    assert (ten.tags(one), ten.tags(two)) == ([], ["a"])
    assert ten.library.check() == []


def test_twins_share_tags_also_those_that_come_later(hand, build):
    for number in (1, 2):
        hand.store(build(number, sections=[(None, [(LINK, f"Said in {number}.")])]))
    second, first = hand.ids()
    hand.tag(first, "shared")
    assert hand.tags(second) == ["shared"]
    hand.store(build(3, sections=[(None, [(LINK, "A third time.")])]))
    assert len(hand.ids("tag:shared")) == 3


def test_tags_go_along_to_another_work_and_undo_finds_them_there(hand, build):
    hand.store(build(1, sections=[(None, [(LINK, "Said elsewhere.")])]))
    hand.tag(hand.ids()[0], "had", origin=Origin.CLI)
    hand.store(build(2, sections=[(None, [(None, LONG)])]))
    item = hand.ids()[0]
    hand.tag(item, "had", "new")
    hand.tag(item, "gone")
    hand.tag(item, "gone", on=False)
    hand.store(build(2, sections=[(None, [(LINK, LONG + " And its address.")])]))
    assert hand.ids()[0] == item
    assert hand.tags(item) == ["had", "new"]
    hand.undo()
    hand.undo()
    undone = hand.undo()
    assert hand.tags(item) == ["had"], "what the other work had stays"
    assert undone.kept == 1
    for _ in range(3):
        hand.redo()
    assert hand.tags(item) == ["had", "new"]
    assert hand.library.check() == []


def test_a_tagged_item_that_vanished_is_still_listed_by_its_tag(hand, build):
    two = [(None, LONG), (None, "Quite another text, which is going to be left out of the issue.")]
    hand.store(build(1, sections=[(None, two)]))
    kept, gone = hand.ids()
    hand.tag(gone, "keep")
    hand.store(build(1, sections=[(None, [(None, LONG + " And more of it." * 20)])]))
    assert hand.ids() == [kept]
    assert hand.ids("tag:keep") == [gone]
    assert hand.counts() == {"keep": 1}


def test_tags_survive_a_restart_with_their_undo(open_hand, many):
    hand = open_hand()
    hand.store(many(3))
    first = hand.ids()[0]
    hand.tag(first, "a")
    hand.wish(RenameTag("a", "b"))
    hand.library.close()
    again = open_hand()
    assert again.tags(first) == ["b"]
    again.undo()
    assert again.tags(first) == ["a"]
    again.undo()
    assert again.counts() == {}


def test_two_processes_that_make_one_tag_at_once_share_it(open_hand, many):
    here, there = open_hand(), open_hand()
    here.store(many(4))
    one, two, *_ = here.ids()
    works = [here.row(item).work_id for item in (one, two)]
    wishes = [
        hand.library.change([TagWorks((work,), ("ml",))], origin=Origin.CLI, label="tag")
        for hand, work in ((here, works[0]), (there, works[1]))
    ]
    for wish in wishes:
        wish.result(30)
    assert here.counts() == {"ml": 2}
    assert here.library.check() == []


def test_counts_tell_total_and_unread_as_the_list_does(ten):
    one, two, three, *_ = ten.ids()
    for item in (one, two, three):
        ten.tag(item, "a")
    ten.set(Field.READ, True, one)
    ten.set(Field.DONE, True, two)
    (row,) = ten.reader.tags()
    assert (row.items, row.unread) == (3, 1)
    ten.set(Field.ISSUE_REMOVED, True, 1)
    (row,) = ten.reader.tags()
    assert (row.items, row.unread) == (0, 0)

"""Splitting a stored issue again is an act: what was done to its items stays, and undo finds the old split."""

import json

import pytest
from library_states import state_of

from reader.core.state.changes import Field, Origin
from reader.core.state.highlights import MarkPassage
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import ActUndone, NotFound
from reader.services.items.item_json import item_json

ONE = "The first part tells of one thing, in so many words that nobody who reads it takes it for any other."
TWO = "The second part tells of quite another thing, and goes on for some more words than that."
LINK = "https://example.org/papers/one-and-only"


def split_again(hand, built, issue=1, group=None, origin=Origin.WINDOW):
    foreseen = hand.library.foresee_split(issue, *built)
    return hand.library.split_again(foreseen, origin=origin, label="Split again", group=group).result(30)


def told(hand, query=""):
    return json.dumps([item_json(hand.reader.detail(item)) for item in hand.ids(query)])


@pytest.fixture
def whole(hand, build):
    """An issue with one item that ought to be two, starred, noted and highlighted in both halves."""
    hand.store(build(1, sections=[("News", [("One", f"{ONE}\n\nTwo\n\n{TWO}")])]))
    hand.set(Field.STARRED, True, hand.row(1).work_id)
    hand.set(Field.READ, True, 1)
    hand.set(Field.NOTE, "about both", hand.row(1).work_id)
    body = hand.reader.detail(1).body
    for words in ("one thing", "quite another thing"):
        hand.wish(MarkPassage(1, anchor_of(body, body.index(words), body.index(words) + len(words)), "green"))
    return hand


HALVES = [("News", [("One", ONE)]), ("More", [("Two", TWO)])]


def test_an_item_is_cut_in_two_and_undo_joins_it_again(whole, build):
    before = told(whole)
    changes = split_again(whole, build(1, sections=HALVES))
    first, second = whole.ids()
    assert (first, whole.titles()) == (1, ["One", "Two"])
    assert (whole.row(first).is_starred, whole.row(second).is_read, whole.row(second).is_starred) == (True, True, False)
    assert [one.anchor.exact for one in whole.reader.detail(second).highlights] == ["quite another thing"]
    assert [row.title for row in whole.reader.sections(1)] == ["News", "More"]
    after = told(whole)
    assert whole.undo().label == "Split again"
    assert told(whole) == before
    assert whole.ids("another thing") == [1]
    assert [row.title for row in whole.reader.sections(1)] == ["News"]
    assert whole.library.check() == []
    whole.redo()
    assert told(whole) == after
    assert whole.library.check() == []
    assert changes.group is not None


def test_an_act_is_undone_also_where_later_ones_were_undone_before(whole, build):
    before = told(whole)
    split_again(whole, build(1, sections=[("Today", [("One", f"{ONE}\n\nTwo\n\n{TWO}")])]))
    renamed = told(whole)
    for _ in range(2):
        split_again(whole, build(1, sections=HALVES))
        assert whole.undo().kept == 0
        assert told(whole) == renamed
    assert whole.undo().kept == 0
    assert told(whole) == before
    whole.redo()
    assert told(whole) == renamed
    whole.redo()
    assert len(whole.ids()) == 2
    assert whole.library.check() == []


def test_a_part_that_comes_back_is_starred_and_read_as_the_first_time(whole, build):
    cut = [("News", [("One", ""), (None, f"{ONE}\n\nTwo\n\n{TWO}")])]

    def state():
        return [(row.title, row.is_starred, row.is_read) for row in whole.reader.rows(whole.ids())]

    split_again(whole, build(1, sections=cut))
    first = state()
    assert first[0] == ("One", True, True)
    whole.undo()
    assert state() == [("One", True, True)]
    split_again(whole, build(1, sections=cut))
    assert state() == first
    assert whole.library.check() == []


def test_the_same_split_is_no_act(whole, build):
    group = whole.reader.last_group()
    assert split_again(whole, build(1, sections=[("News", [("One", f"{ONE}\n\nTwo\n\n{TWO}")])])).group is None
    assert whole.reader.last_group() == group


def test_what_would_change_is_told_beforehand(whole, build):
    found = whole.library.foresee_split(1, *build(1, sections=HALVES)).difference
    assert (found.items, found.added, found.vanished, found.changed) == (1, 1, 0, 1)
    assert found.are_sections_other
    assert not found.is_none
    assert whole.titles() == ["One"]
    same = whole.library.foresee_split(
        1, *build(1, sections=[("News", [("One", f"{ONE}\n\nTwo\n\n{TWO}")])])
    ).difference
    assert same.is_none


def test_several_issues_are_one_act(whole, build):
    whole.store(build(2, sections=[("News", [("Three", f"{TWO}\n\nFour\n\n{ONE} Again.")])]))
    before = told(whole)
    group = split_again(whole, build(1, sections=HALVES)).group
    again = build(2, sections=[("News", [("Three", TWO), ("Four", f"{ONE} Again.")])])
    assert split_again(whole, again, issue=2, group=group).group == group
    assert len(whole.ids()) == 4
    assert whole.undo().label == "Split again"
    assert told(whole) == before


def two_of_one_act(hand, build):
    """Two issues, and what each is split into again."""
    hand.store(build(2, sections=[("News", [("Three", f"{TWO}\n\nFour\n\n{ONE} Again.")])]))
    return build(1, sections=HALVES), build(2, sections=[("News", [("Three", TWO), ("Four", f"{ONE} Again.")])])


def test_others_hear_of_each_step_of_an_act(whole, open_hand, build):
    first, second = two_of_one_act(whole, build)
    there = open_hand()
    seen = there.reader.last_change()
    group = split_again(whole, first).group
    news = there.reader.changes_since(seen)
    assert [(act.group, act.changes[0].targets) for act in news.acts] == [(group, (1,))]
    there.set(Field.READ, True, there.ids()[0], origin=Origin.CLI)
    split_again(whole, second, issue=2, group=group)
    later = there.reader.changes_since(news.last)
    assert [act.origin for act in later.acts] == [Origin.CLI, Origin.WINDOW]
    assert (later.acts[1].group, later.acts[1].label) == (group, "Split again")
    assert [change.targets for change in later.acts[1].changes if change.field is Field.ISSUE_SPLIT] == [(2,)]


@pytest.mark.parametrize("is_redone", [False, True])
def test_nothing_is_added_to_an_act_that_was_undone(whole, open_hand, build, is_redone):
    first, second = two_of_one_act(whole, build)
    there, before = open_hand(), told(whole)
    group = split_again(whole, first).group
    there.undo()
    if is_redone:
        there.redo()
    with pytest.raises(ActUndone, match="undone elsewhere"):
        split_again(whole, second, issue=2, group=group)
    assert len(whole.ids()) == 3 if is_redone else told(whole) == before
    split_again(whole, second, issue=2)
    whole.undo()
    if is_redone:
        whole.undo()
    assert told(whole) == before


def test_what_was_done_since_outlives_the_undo(whole, build):
    split_again(whole, build(1, sections=HALVES))
    second = whole.ids()[1]
    whole.set(Field.STARRED, True, whole.row(second).work_id, origin=Origin.CLI)
    whole.undo()
    assert whole.ids() == [1]
    assert second in whole.ids("is:starred")
    whole.redo()
    assert whole.row(second).is_starred
    assert whole.library.check() == []


def test_an_item_found_to_be_another_work_goes_back(hand, build):
    hand.store(build(2, sections=[("News", [(LINK, "Said elsewhere.")])]))
    hand.store(build(1, sections=[("News", [(None, f"{ONE} {TWO}")])]))
    item = hand.ids()[-1]
    hand.set(Field.STARRED, True, hand.row(item).work_id)
    before = told(hand)
    work = hand.row(item).work_id
    split_again(hand, build(1, sections=[("News", [(LINK, f"{ONE} {TWO}")])]), issue=2)
    assert hand.row(item).work_id == hand.row(hand.ids()[0]).work_id
    assert hand.row(hand.ids()[0]).is_starred
    hand.undo()
    assert (told(hand), hand.row(item).work_id) == (before, work)
    assert hand.library.check() == []


def test_a_work_that_was_found_to_be_a_link_is_what_it_was_before_after_undo(hand, build):
    hand.store(build(1, sections=[("News", [(None, f"{ONE} {TWO}")])]))
    hand.set(Field.STARRED, True, hand.row(1).work_id)
    before, state = told(hand), state_of(hand.library.path)
    split_again(hand, build(1, sections=[("News", [(LINK, f"{ONE} {TWO}")])]))
    assert told(hand) != before
    hand.undo()
    assert told(hand) == before
    assert state_of(hand.library.path) == state
    hand.store(build(2, sections=[("News", [(LINK, "Said elsewhere.")])]))
    other = hand.ids()[0]
    assert hand.row(other).work_id != hand.row(1).work_id
    assert not hand.row(other).is_starred
    hand.redo()
    assert [hand.row(item).is_starred for item in (1, other)] == [True, False]
    assert hand.library.check() == []


def test_an_identity_that_went_to_a_part_comes_back_when_that_is_undone(hand, build):
    more = f"{LINK}-more"
    hand.store(build(1, sections=[("News", [(LINK, f"{ONE} {TWO}")])]))
    before, state = told(hand), state_of(hand.library.path)
    apart = build(1, sections=[("News", [(LINK, ""), (more, f"{ONE} {TWO}")])])
    split_again(hand, apart)
    assert len(hand.ids()) == 2
    after = [(row.id, row.work_id, row.url) for row in hand.reader.rows(hand.ids())]
    assert hand.undo().kept == 0
    assert told(hand) == before
    assert state_of(hand.library.path)["live_work"][0] == state["live_work"][0]
    hand.redo()
    assert [(row.id, row.work_id, row.url) for row in hand.reader.rows(hand.ids())] == after
    hand.undo()
    hand.store(build(2, sections=[("News", [(LINK, "Said elsewhere.")])]))
    twin = hand.ids()[0]
    assert hand.row(twin).work_id == hand.row(1).work_id
    hand.redo()
    assert hand.library.check() == []
    hand.undo()
    assert hand.library.check() == []


def test_an_issue_that_is_not_there_is_refused(whole, build):
    with pytest.raises(NotFound):
        split_again(whole, build(1, sections=HALVES), issue=99)
    with pytest.raises(NotFound):
        whole.library.foresee_split(99, *build(1, sections=HALVES))
    with pytest.raises(NotFound):
        whole.reader.original(99)

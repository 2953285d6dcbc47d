"""Metadata by hand: what is typed of an issue wins, publications are renamed and merged, and all of it is undone."""

import json

import pytest

from reader.core.state.changes import Field, Origin
from reader.core.state.rows import Outcome
from reader.core.values.errors import CommandError, NotFound
from reader.core.values.issues import Kind
from reader.core.values.own_facts import OwnFact, OwnSort, write_own_facts
from reader.core.values.publications import DescribeIssue, ForgetProfile, MergePublications, RenamePublication
from reader.services.items.item_json import item_json


def told(hand):
    """Everything that is seen of the library."""
    rows = [hand.reader.issues(row.id) for row in hand.reader.publications()]
    items = [item_json(hand.reader.detail(item)) for item in hand.ids()]
    return json.dumps(items), rows, hand.reader.publications()


def issue(hand, number=1):
    row = hand.reader.issue(number)
    return row.title, row.number, row.date, row.label


def names(hand):
    return [(row.title, row.issues) for row in hand.reader.publications()]


@pytest.fixture
def two(hand, build):
    hand.store(build(5, title="Five", date="2026-01-05"))
    hand.store(build(6, title="Six", date="2026-01-12", sections=[("News", [("Later", "Of the later issue.")])]))
    return hand


def test_what_is_typed_of_an_issue_is_shown_and_undone(two):
    before = told(two)
    two.wish(DescribeIssue(1, title="  The first\n one ", number="#50", date="2026-02-01"))
    assert issue(two) == ("The first one", 50, "2026-02-01", "#50")
    assert [row.id for row in two.reader.issues(1)] == [1, 2]  # it is the newest now
    assert two.titles() == ["A title", "Later"]
    assert (two.ids("issue:50"), two.ids("issue:5")) == ([1], [])
    assert two.library.check() == []
    two.undo()
    assert told(two) == before
    assert two.library.check() == []
    two.redo()
    assert issue(two) == ("The first one", 50, "2026-02-01", "#50")


def test_a_later_split_does_not_win_over_what_was_typed(two, build):
    two.wish(DescribeIssue(1, title="Mine", number="7", date="2025-12-31"))
    again = build(5, title="Printed otherwise", date="2027-01-01", sections=[("All", [("A title", "A body.")])])
    two.library.split_again(two.library.foresee_split(1, *again), origin=Origin.WINDOW, label="Split again").result(30)
    assert issue(two) == ("Mine", 7, "2025-12-31", "#7")
    assert two.ids() == [2, 1]
    two.undo()
    assert issue(two) == ("Mine", 7, "2025-12-31", "#7")
    two.undo()
    assert issue(two) == ("Five", 5, "2026-01-05", "#5")
    assert two.library.check() == []


def test_an_older_split_puts_the_issue_back_where_it_stood(two, build):
    before = told(two)
    again = build(5, title="Five", date="2027-01-01", sections=[("All", [("A title", "A body.")])])
    two.library.split_again(two.library.foresee_split(1, *again), origin=Origin.WINDOW, label="Split again").result(30)
    assert two.ids() == [1, 2]
    two.undo()
    assert told(two) == before
    assert two.library.check() == []


def test_undo_of_what_was_typed_shows_what_the_newest_split_says(two, build):
    two.wish(DescribeIssue(1, title="Mine", date="2025-12-31"))
    again = build(5, title="Better", date="2027-01-01", sections=[("All", [("A title", "A body.")])])
    two.library.split_again(two.library.foresee_split(1, *again), origin=Origin.CLI, label="Split again").result(30)
    two.undo()
    assert issue(two) == ("Better", 5, "2027-01-01", "#5")
    assert two.ids() == [1, 2]
    assert two.library.check() == []


@pytest.mark.parametrize("printed", [5, 50])
def test_a_second_original_comes_to_the_issue_whose_number_was_mended(two, build, printed):
    two.wish(DescribeIssue(1, title="Mine", number="50"))
    longer = [("News", [("A title", "A body."), ("Another", "With many more words than there were before.")])]
    stored = two.store(build(printed, title="Five", date="2026-01-05", sections=longer))
    assert (stored.outcome, stored.issue_id) == (Outcome.SECOND_ORIGINAL, 1)
    assert issue(two) == ("Mine", 50, "2026-01-05", "#50")


def test_the_true_bearer_of_a_number_is_an_issue_of_its_own(two, build):
    two.wish(DescribeIssue(1, number="50"))
    other = build(5, title="Truly five", date="2026-03-05", sections=[("News", [("True", "Of the fifth issue.")])])
    assert two.store(other).outcome is Outcome.STORED
    assert two.library.check() == []


def test_what_is_printed_is_not_kept_as_typed(two):
    assert two.wish(DescribeIssue(1, title="Five", number="5", date="2026-01-05")).group is None
    two.wish(DescribeIssue(1, title="Mine"))
    two.wish(DescribeIssue(1, title=""))
    assert issue(two)[0] == "Five"


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "-3"},
        {"number": "seven"},
        {"number": "9" * 40},
        {"date": "2026-02-30"},
        {"date": "20260203"},
        {"date": "yesterday"},
        {"publication": "  "},
    ],
)
def test_what_is_none_is_refused_and_nothing_is_changed(two, wrong):
    before = told(two)
    with pytest.raises(CommandError):
        two.wish(DescribeIssue(1, title="Mine", **wrong))
    assert told(two) == before


def test_an_issue_moves_to_another_publication_and_back(two, build):
    two.store(build(1, publication="The Monthly", sections=[("News", [("Monthly", "Of the month.")])]))
    before = told(two)
    two.wish(DescribeIssue(1, publication="the monthly"))
    assert names(two) == [("The Monthly", 2), ("The Weekly", 1)]
    assert sorted(two.ids('publication:"The Monthly"')) == [1, 3]
    assert two.library.check() == []
    two.undo()
    assert told(two) == before
    assert two.library.check() == []


def test_a_publication_that_is_not_there_is_made_once(two):
    before = told(two)
    two.wish(DescribeIssue(1, publication="Brand New"))
    assert names(two) == [("Brand New", 1), ("The Weekly", 1)]
    two.undo()
    assert told(two) == before
    two.wish(DescribeIssue(2, publication="Brand New"))
    two.wish(DescribeIssue(1, publication="Brand New"))
    assert names(two) == [("Brand New", 2)]
    assert two.reader.publications()[0].id == 2
    assert two.library.check() == []


def test_an_issue_is_not_moved_back_into_what_was_removed_since(two, build):
    two.wish(DescribeIssue(1, publication="Brand New"))
    two.set(Field.PUBLICATION_REMOVED, True, 1, origin=Origin.CLI)
    assert two.undo().kept == 1
    assert names(two) == [("Brand New", 1)]


def test_a_renamed_publication_is_found_under_both_names(two, build):
    before = told(two)
    two.wish(RenamePublication(1, " A Better\tName "))
    assert names(two) == [("A Better Name", 2)]
    two.store(build(7, sections=[("News", [("Seven", "Under the printed name.")])]))
    two.store(build(8, publication="a better name", sections=[("News", [("Eight", "Under the new name.")])]))
    assert names(two) == [("A Better Name", 4)]
    two.undo()
    assert names(two) == [("The Weekly", 4)]
    assert two.library.check() == []
    assert before[2][0].id == two.reader.publications()[0].id


def test_the_name_of_another_publication_is_not_taken(two, build):
    two.store(build(1, publication="The Monthly", sections=[("News", [("Monthly", "Of the month.")])]))
    with pytest.raises(CommandError, match="Merge the two"):
        two.wish(RenamePublication(1, "THE monthly"))
    with pytest.raises(CommandError):
        two.wish(RenamePublication(1, " "))
    two.wish(RenamePublication(1, "the weekly"))
    assert names(two)[1][0] == "the weekly"


def test_merged_publications_are_one_also_for_what_comes_later(two, build):
    two.store(build(1, publication="The Monthly", sections=[("News", [("Monthly", "Of the month.")])]))
    two.set(Field.ISSUE_REMOVED, True, 2)
    before = told(two)
    two.wish(MergePublications(1, 2))
    assert names(two) == [("The Monthly", 2)]
    two.store(build(9, sections=[("News", [("Nine", "Of the one that was merged.")])]))
    assert names(two) == [("The Monthly", 3)]
    assert two.library.check() == []
    two.undo()
    assert two.library.check() == []
    two.redo()
    assert names(two) == [("The Monthly", 3)]
    assert two.library.check() == []
    two.undo()
    assert names(two) == [("The Monthly", 2), ("The Weekly", 1)]  # what came meanwhile stays where it came to
    two.set(Field.ISSUE_REMOVED, True, 4)
    assert told(two) == before


def test_each_of_two_that_were_merged_keeps_its_list_id(hand, build):
    for number, name in ((1, "one"), (2, "two")):
        words = [("News", [(name, f"Of the issue {name}.")])]
        hand.store(build(number, publication=name.title(), list_id=f"{name}.example.org", sections=words))
    hand.wish(MergePublications(1, 2))
    for number, name in ((3, "one"), (4, "two")):
        words = [("News", [(f"{name} again", f"Of another issue of {name}.")])]
        hand.store(build(number, publication=name.title(), list_id=f"{name}.example.org", sections=words))
    assert names(hand) == [("Two", 4)]
    hand.undo()
    assert names(hand) == [("One", 1), ("Two", 3)]
    assert hand.library.check() == []


@pytest.mark.parametrize("known", [False, True])
def test_issues_of_no_known_publication_get_one_and_those_to_come_do_not(hand, build, known):
    hand.store(build(None, publication=None))
    if known:
        hand.store(build(1, publication="Known", sections=[("News", [("Known", "Of a known one.")])]))
    before = told(hand)
    hand.wish(MergePublications(1, 2) if known else RenamePublication(1, "Known"))
    assert names(hand) == [("Known", 1 + known)]
    hand.store(build(None, publication=None, sections=[("News", [("Unknown", "Of another one.")])]))
    assert names(hand) == [("Known", 1 + known), (None, 1)]
    hand.undo()
    assert hand.library.check() == []
    assert len(told(hand)[2]) == len(before[2])


def test_what_is_not_there_is_refused(two):
    for wish in (DescribeIssue(9, title="x"), RenamePublication(9, "x"), MergePublications(1, 9)):
        with pytest.raises(NotFound):
            two.wish(wish)


def test_forgotten_facts_are_kept_and_undone(two):
    two.set(Field.PUBLICATION_FORGOTTEN, json.dumps(["line:x"]), 1)
    assert two.reader.forgotten(1) == {"line:x"}
    two.undo()
    assert two.reader.forgotten(1) == frozenset()


ROPES, NETS = OwnFact(OwnSort.HEADING, "Ropes"), OwnFact(OwnSort.KIND, "Nets", Kind.CODE)


def test_what_was_written_by_hand_is_kept_and_undone(two):
    two.set(Field.PUBLICATION_FACTS, write_own_facts([ROPES, NETS]), 1)
    assert two.reader.own_facts(1) == (ROPES, NETS)
    assert two.reader.is_taught()
    two.undo()
    assert two.reader.own_facts(1) == ()
    assert not two.reader.is_taught()
    two.redo()
    assert two.reader.own_facts(1) == (ROPES, NETS)


def test_merged_publications_have_what_was_written_of_both_and_switched_off_in_both(two, build):
    two.store(build(1, publication="The Monthly", sections=[("News", [("Monthly", "Of the month.")])]))
    notice = OwnFact(OwnSort.BOILERPLATE, "ROPES")
    two.set(Field.PUBLICATION_FACTS, write_own_facts([notice, NETS]), 1)
    two.set(Field.PUBLICATION_FACTS, write_own_facts([ROPES]), 2)
    two.set(Field.PUBLICATION_FORGOTTEN, '["line:x"]', 1)
    two.set(Field.PUBLICATION_FORGOTTEN, '["line:y"]', 2)
    two.wish(MergePublications(1, 2))
    assert two.reader.own_facts(2) == (ROPES, NETS)
    assert two.reader.forgotten(2) == {"line:x", "line:y"}
    two.undo()
    assert (two.reader.own_facts(1), two.reader.own_facts(2)) == ((notice, NETS), (ROPES,))
    assert two.reader.forgotten(2) == {"line:y"}


def test_what_was_forgotten_stays_forgotten_in_another_publication_and_comes_back_by_undo(two, build):
    two.store(build(1, publication="The Monthly", sections=[("News", [("Monthly", "Of the month.")])]))
    two.set(Field.PUBLICATION_FACTS, write_own_facts([ROPES]), 1)
    two.wish(ForgetProfile(1))
    assert (two.reader.own_facts(1), two.reader.observations(1, "1")) == ((), ())
    two.store(build(7, sections=[("News", [("Seven", "Of the seventh.")])]))
    assert [one.issue for one in two.reader.observations(1, "1")] == [4]
    two.wish(MergePublications(1, 2))
    assert sorted(one.issue for one in two.reader.observations(2, "1")) == [3, 4]
    two.undo()
    two.undo()
    assert two.reader.own_facts(1) == (ROPES,)
    assert [one.issue for one in two.reader.observations(1, "1")] == [1, 2, 4]
    assert two.library.check() == []

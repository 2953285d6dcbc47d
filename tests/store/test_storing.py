"""What is the same publication, issue and item, and what storing a document again does."""

import pytest

from reader.core.state.changes import Field
from reader.core.state.queries import Query, Within
from reader.core.state.rows import Outcome

LONG = "A long body about one thing, with enough words that it can be told from every other body of this test."


def test_a_document_comes_out_as_it_went_in(hand, build):
    sections = [
        ("News", [("One", "First.\n\nSecond."), (None, "No title here.")]),
        (None, [("Paper two", "Abstract.")]),
    ]
    stored = hand.store(build(197, sections=sections, date="2021-05-01"))
    assert (stored.outcome, stored.items, stored.untitled) == (Outcome.STORED, 3, 1)
    assert hand.titles() == ["One", None, "Paper two"]
    detail = hand.reader.detail(hand.ids()[0])
    assert (detail.issue, detail.section, detail.publication) == ("#197", "News", "The Weekly")
    assert (detail.body, detail.row.excerpt, detail.printed_title) == ("First.\n\nSecond.", "First. Second.", "One")
    (publication,) = hand.reader.publications()
    assert (publication.title, publication.issues, publication.items, publication.unread) == ("The Weekly", 1, 3, 3)
    (issue,) = hand.reader.issues(publication.id)
    assert (issue.label, issue.date, issue.items) == ("#197", "2021-05-01", 3)
    assert [(row.title, row.items) for row in hand.reader.sections(issue.id)] == [("News", 2), (None, 1)]
    names = hand.reader.section_names(hand.reader.listing(Query()).sections)
    assert {(name.title, name.issue) for name in names.values()} == {("News", "#197"), (None, "#197")}


@pytest.mark.parametrize("again", [{"name": "renamed.txt"}, {"line_end": "\r\n"}, {"publication": "Other name"}])
def test_the_same_text_again_adds_nothing_and_resets_nothing(hand, build, again):
    hand.store(build())
    hand.set(Field.READ, True, *hand.ids())
    before = hand.reader.last_group()
    assert hand.store(build(**again)).outcome is Outcome.ALREADY_THERE
    assert hand.reader.view_counts().all == 1
    assert hand.reader.view_counts().unread == 0
    assert hand.reader.last_group() == before


def test_issues_are_told_apart_by_number_text_and_message(hand, build):
    assert hand.store(build(1, sections=[(None, [("a", "b")])])).outcome is Outcome.STORED
    assert hand.store(build(2, sections=[(None, [("c", "d")])])).outcome is Outcome.STORED
    assert hand.store(build(1, publication="Else", sections=[(None, [("e", "f")])])).outcome is Outcome.STORED
    unknown = {"publication": None, "number": 1}
    assert hand.store(build(**unknown, sections=[(None, [("g", "h")])])).outcome is Outcome.STORED
    assert hand.store(build(**unknown, sections=[(None, [("i", "j")])])).outcome is Outcome.STORED
    mail = {"number": None, "message_id": "<1@x>"}
    assert hand.store(build(**mail, sections=[(None, [("k", "l")])])).outcome is Outcome.STORED
    assert hand.store(build(**mail, sections=[(None, [("m", "n o")])])).outcome is Outcome.SECOND_ORIGINAL
    assert [row.title for row in hand.reader.publications()] == ["Else", "The Weekly", None]


def test_a_publication_is_known_by_its_list_then_by_its_name(hand, build):
    hand.store(build(1, sections=[(None, [("a", "1")])], publication="The  weekly"))
    hand.store(build(2, sections=[(None, [("b", "2")])], list_id="<w.example>"))
    hand.store(build(3, sections=[(None, [("c", "3")])], list_id="<w.example>", publication="Renamed since"))
    hand.store(build(4, sections=[(None, [("d", "4")])], list_id="<other.example>"))
    assert [(row.title, row.issues) for row in hand.reader.publications()] == [("The weekly", 3), ("The Weekly", 1)]


def test_newest_issue_first_by_day_then_number(hand, build):
    for number, date in ((5, None), (7, None), (6, None), (9, "2001-01-01"), (1, "2999-01-01"), (2, "nonsense")):
        hand.store(build(number, date=date, sections=[(None, [(f"n{number}", "x"), (f"m{number}", "y")])]))
    assert hand.titles() == ["n1", "m1", "n7", "m7", "n6", "m6", "n5", "m5", "n2", "m2", "n9", "m9"]


def test_a_richer_second_original_is_shown_and_items_keep_what_was_done(hand, build):
    poor = [("News", [("One", LONG), ("Two", LONG.replace("thing", "matter"))])]
    rich = [
        (
            "News",
            [("One", LONG + " And more."), ("New", "Quite other words."), ("Two", LONG.replace("thing", "matter"))],
        )
    ]
    hand.store(build(3, sections=poor))
    one, two = hand.ids()
    hand.set(Field.READ, True, one)
    hand.set(Field.STARRED, True, hand.row(two).work_id)
    hand.set(Field.TITLE, "Mine", two)
    section = hand.row(one).section_id
    stored = hand.store(build(3, sections=rich))
    assert (stored.outcome, stored.items) == (Outcome.SECOND_ORIGINAL, 3)
    assert hand.titles() == ["One", "New", "Mine"]
    assert (hand.ids()[0], hand.ids()[2]) == (one, two)
    assert hand.row(one).is_read
    assert hand.row(two).is_starred
    assert hand.row(one).section_id == section
    assert hand.reader.detail(one).body.endswith("And more.")
    assert hand.ids("more") == [one]
    assert hand.store(build(3, sections=poor)).outcome is Outcome.ALREADY_THERE
    assert hand.titles() == ["One", "New", "Mine"]
    assert hand.library.check() == []


def test_a_poorer_second_original_is_kept_but_not_shown(hand, build):
    hand.store(build(3, sections=[("News", [("One", LONG)])]))
    assert hand.store(build(3, sections=[("News", [("One", "Short.")])])).outcome is Outcome.SECOND_ORIGINAL
    assert hand.reader.detail(hand.ids()[0]).body == LONG


def test_an_item_split_in_two_keeps_its_id_and_copies_its_state(hand, build):
    hand.store(build(3, sections=[(None, [("One", f"{LONG}\n\nSecond short text that was a title.\n\nTail.")])]))
    (whole,) = hand.ids()
    hand.set(Field.DONE, True, whole)
    hand.set(Field.READ, True, whole)
    parts = [(None, [("One", LONG), ("Second short text that was a title.", "Tail. And words that make this richer.")])]
    hand.store(build(3, sections=parts))
    first, second = hand.ids()
    assert first == whole
    assert hand.row(second).is_done
    assert hand.row(second).is_read
    assert not hand.row(second).is_later


def test_joined_items_are_done_only_if_all_were_and_later_if_any_was(hand, build):
    hand.store(build(3, sections=[(None, [("One", LONG), ("Two", LONG.replace("thing", "matter"))])]))
    one, two = hand.ids()
    hand.set(Field.DONE, True, one)
    hand.set(Field.READ, True, one, two)
    hand.set(Field.LATER, True, two)
    both = LONG + "\n\nTwo\n\n" + LONG.replace("thing", "matter") + "\n\nMore words to be richer."
    hand.store(build(3, sections=[(None, [("One", both)])]))
    assert hand.ids() == [one]
    row = hand.row(one)
    assert (row.is_read, row.is_later, row.is_done) == (True, True, False)


def test_what_vanished_stays_while_starred_or_noted_and_revives_when_its_text_returns(hand, build):
    pairs = [("One", LONG), ("Gone", "This text will vanish from the next original."), ("Out", "Nobody kept this one.")]
    hand.store(build(3, sections=[(None, pairs)]))
    _, gone, out = hand.ids()
    hand.set(Field.NOTE, "keep it", hand.row(gone).work_id)
    hand.set(Field.LATER, True, gone)
    other = LONG + " " + " ".join(f"word{place}" for place in range(30))
    hand.store(build(3, sections=[(None, [("One", other)])]))
    assert gone not in hand.ids()
    assert hand.ids("is:annotated") == [gone]
    assert hand.ids("is:later") == []
    assert hand.reader.view_counts().annotated == 1
    assert hand.reader.view_counts().all == 1
    hand.set(Field.ISSUE_REMOVED, True, 1)
    assert hand.ids("is:annotated") == []
    hand.undo()
    assert gone not in hand.ids()
    assert hand.ids("is:annotated") == [gone]
    assert hand.library.check() == []
    hand.store(build(3, sections=[(None, [("One", other + " and on and on and on and on"), pairs[1]])]))
    assert hand.ids() == [hand.ids()[0], gone]
    assert hand.row(gone).is_later
    assert out not in hand.ids()
    assert hand.library.check() == []


def test_items_of_one_work_are_twins_and_share_its_star(hand, build):
    link = "https://example.org/papers/one-and-only"
    hand.store(build(1, sections=[(None, [(link, "Said here.")])]))
    hand.store(build(2, sections=[(None, [(link, "Said there.")])]))
    second, first = hand.ids()
    assert hand.row(first).work_id == hand.row(second).work_id
    hand.set(Field.STARRED, True, hand.row(first).work_id)
    assert hand.row(second).is_starred
    assert [(twin.id, twin.issue) for twin in hand.reader.detail(first).twins] == [(second, "#2")]
    hand.store(build(3, sections=[(None, [(link, "A third time.")])]))
    assert hand.row(hand.ids()[0]).is_starred


LINK = "https://example.org/papers/one-and-only"


@pytest.mark.parametrize("is_known", [False, True])
def test_an_item_that_turns_out_to_be_a_known_work_takes_its_star_and_note_along(hand, build, is_known):
    if is_known:
        hand.store(build(1, sections=[(None, [(LINK, "Said elsewhere.")])]))
        hand.set(Field.NOTE, "from there", hand.row(hand.ids()[0]).work_id)
    hand.store(build(2, sections=[(None, [(None, LONG)])]))
    item = hand.ids()[0]
    hand.set(Field.STARRED, True, hand.row(item).work_id)
    hand.set(Field.NOTE, "from here", hand.row(item).work_id)
    hand.store(build(2, sections=[(None, [(LINK, LONG + " And its address.")])]))
    assert hand.ids()[0] == item
    detail = hand.reader.detail(item)
    assert detail.row.is_starred
    assert detail.row.identity == "example.org/papers/one-and-only"
    assert detail.note == ("from there\n\n---\n\nfrom here" if is_known else "from here")
    assert item in hand.ids("here")
    assert len(detail.twins) == is_known
    assert hand.library.check() == []


@pytest.mark.parametrize("was_starred", [False, True])
def test_undo_finds_what_went_along_to_another_work_and_tells_what_it_leaves(hand, build, was_starred):
    hand.store(build(1, sections=[(None, [(LINK, "Said elsewhere.")])]))
    if was_starred:
        hand.set(Field.STARRED, True, hand.row(hand.ids()[0]).work_id)
    hand.store(build(2, sections=[(None, [(None, LONG)])]))
    item = hand.ids()[0]
    hand.set(Field.NOTE, "from here", hand.row(item).work_id)
    hand.set(Field.STARRED, True, hand.row(item).work_id)
    hand.store(build(2, sections=[(None, [(LINK, LONG + " And its address.")])]))
    undone = hand.undo()
    assert (hand.row(item).is_starred, undone.kept) == (was_starred, int(was_starred))
    hand.undo()
    assert hand.reader.detail(item).note == ""
    hand.redo()
    hand.redo()
    assert (hand.row(item).is_starred, hand.reader.detail(item).note) == (True, "from here")
    assert hand.library.check() == []


def test_a_removed_issue_comes_back_with_its_state_when_imported_again(hand, build):
    issue = hand.store(build(1)).issue_id
    (item,) = hand.ids()
    hand.set(Field.DONE, True, item)
    hand.set(Field.ISSUE_REMOVED, True, issue)
    assert hand.ids() == []
    assert hand.ids("body") == []
    assert hand.reader.publications() == []
    assert hand.store(build(1, name="again.txt")).outcome is Outcome.BROUGHT_BACK
    assert hand.ids() == [item]
    assert hand.row(item).is_done


def test_importing_into_a_removed_publication_brings_back_only_what_was_imported(hand, build):
    hand.store(build(1, sections=[(None, [("old", "x")])]))
    publication = hand.reader.publications()[0].id
    hand.set(Field.PUBLICATION_REMOVED, True, publication)
    assert hand.ids() == []
    assert hand.store(build(2, sections=[(None, [("new", "y")])])).outcome is Outcome.STORED
    assert hand.titles() == ["new"]
    assert hand.store(build(1, sections=[(None, [("old", "x")])])).outcome is Outcome.BROUGHT_BACK
    assert hand.titles() == ["new", "old"]
    assert hand.library.check() == []


def test_texts_that_no_database_takes_are_stored_readable(hand, build):
    odd = "half \ud800 nul \0 end"
    stored = hand.store(build(10**30, sections=[(odd, [(odd, odd)])], publication=odd, name=odd, title=odd))
    assert stored.outcome is Outcome.STORED
    (item,) = hand.ids()
    hand.set(Field.NOTE, odd, hand.row(item).work_id)
    hand.set(Field.TITLE, odd + "\n2", item)
    assert hand.reader.detail(item).note == "half \ufffd nul \ufffd end"
    assert hand.row(item).title == "half \ufffd nul \ufffd end 2"
    assert hand.library.check() == []


def test_lists_within_an_issue_or_section_stand_in_reading_order(hand, many):
    stored = hand.store(many(10))
    issue = Query((Within(issue=stored.issue_id),))
    second = hand.reader.sections(stored.issue_id)[1].id
    assert hand.titles(issue) == [f"item 1-{place}" for place in range(10)]
    assert hand.titles(Query((Within(section=second),))) == [f"item 1-{place}" for place in range(5, 10)]

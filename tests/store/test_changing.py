"""State is a log: what one act changes, undo and redo over it, also after a restart."""

import pytest

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.notes import join_notes
from reader.core.state.rows import Draft
from reader.core.values.errors import NotFound


@pytest.fixture
def ten(hand, many):
    """A library of ten items."""
    hand.store(many(10))
    return hand


def test_an_act_names_what_it_changed_and_leaves_out_what_was_so(ten):
    first, second, *_ = ten.ids()
    ten.set(Field.READ, True, first)
    done = ten.set(Field.READ, True, first, second)
    assert [(change.old, change.new, change.targets) for change in done.changes] == [(False, True, (second,))]
    nothing = ten.set(Field.READ, True, first, second)
    assert nothing.group is None
    assert nothing.changes == ()


def test_undo_and_redo_walk_back_and_forth(ten):
    first, second, *_ = ten.ids()
    work = ten.row(first).work_id
    ten.set(Field.READ, True, first)
    ten.set(Field.NOTE, "one", work)
    ten.set(Field.NOTE, "two", work)
    ten.set(Field.DONE, True, second)
    assert ten.undo().label == "item.done True"
    ten.undo()
    assert ten.reader.detail(first).note == "one"
    ten.undo()
    assert ten.reader.detail(first).note == ""
    ten.redo()
    assert ten.reader.detail(first).note == "one"
    ten.undo()
    ten.redo()
    ten.redo()
    assert ten.reader.detail(first).note == "two"
    ten.redo()
    assert ten.row(second).is_done
    assert ten.redo() is None
    for _ in range(4):
        assert ten.undo() is not None
    assert ten.undo() is None
    assert ten.reader.view_counts().unread == 10


def test_a_new_act_ends_redo_and_an_act_that_changes_nothing_does_not(ten):
    first, second, *_ = ten.ids()
    ten.set(Field.READ, True, first)
    ten.undo()
    ten.set(Field.READ, False, second)
    assert ten.redo().label == "item.read True"
    ten.undo()
    ten.set(Field.READ, True, second, origin=Origin.AUTO)
    assert ten.redo().label == "item.read True"
    ten.undo()
    ten.set(Field.LATER, True, second)
    assert ten.redo() is None


def test_undo_skips_automatic_reads_and_other_origins(ten):
    first, second, *_ = ten.ids()
    ten.set(Field.DONE, True, first)
    ten.set(Field.READ, True, second, origin=Origin.AUTO)
    ten.set(Field.LATER, True, second, origin=Origin.CLI)
    undone = ten.undo()
    assert undone.changes[0].targets == (first,)
    assert ten.row(second).is_read
    assert ten.row(second).is_later
    ten.undo(Origin.CLI)
    assert not ten.row(second).is_later


def test_undo_restores_only_what_still_holds_and_counts_the_rest(ten):
    first, second, third, *_ = ten.ids()
    ten.set(Field.READ, True, first, second, third)
    ten.set(Field.READ, False, second, origin=Origin.CLI)
    undone = ten.undo()
    assert undone.kept == 1
    assert undone.changes[0].targets == (first, third)
    ten.set(Field.LATER, True, first, origin=Origin.AUTO)
    redone = ten.redo()
    assert redone.changes[0].targets == (first, third)
    assert not ten.row(second).is_read


def test_an_act_of_several_edits_is_undone_as_one(ten):
    first, *_ = ten.ids()
    edits = [Edit(Field.DONE, (first,), True), Edit(Field.READ, (first,), True), Edit(Field.LATER, (first,), False)]
    ten.library.change(edits, origin=Origin.WINDOW, label="finish").result()
    assert ten.undo().label == "finish"
    row = ten.row(first)
    assert (row.is_done, row.is_read) == (False, False)


def test_an_act_that_sets_a_thing_twice_is_undone_to_the_beginning(ten):
    first, *_ = ten.ids()
    edits = [Edit(Field.TITLE, (first,), "once"), Edit(Field.TITLE, (first,), "twice")]
    ten.library.change(edits, origin=Origin.WINDOW, label="name").result()
    ten.undo()
    assert ten.row(first).title == "item 1-0"
    assert not ten.row(first).is_own_title
    ten.redo()
    assert ten.row(first).title == "twice"


def test_undo_survives_a_restart(open_hand, many):
    hand = open_hand()
    hand.store(many(4))
    first, second, *_ = hand.ids()
    hand.set(Field.STARRED, True, hand.row(first).work_id)
    hand.set(Field.READ, True, second)
    hand.undo()
    hand.reader.close()
    hand.library.close()
    again = open_hand()
    assert again.row(first).is_starred
    assert again.undo().label == "work.starred True"
    assert again.redo().label == "work.starred True"
    assert again.redo().changes[0].targets == (second,)
    again.undo()
    again.undo()
    assert not again.row(first).is_starred


def test_a_target_that_does_not_exist_stops_the_whole_act(ten):
    first, *_ = ten.ids()
    for missing in (999, -1, 0, 1 << 70):
        edits = [Edit(Field.READ, (first,), True), Edit(Field.LATER, (first, missing), True)]
        with pytest.raises(NotFound, match=f"no item {missing}"):
            ten.library.change(edits, origin=Origin.WINDOW, label="x").result()
    assert ten.reader.view_counts().unread == 10


def test_removing_is_soft_and_undone(hand, many):
    issue = hand.store(many(4)).issue_id
    hand.store(many(4, number=2))
    publication = hand.reader.publications()[0].id
    hand.set(Field.ISSUE_REMOVED, True, issue)
    assert len(hand.ids()) == 4
    hand.set(Field.PUBLICATION_REMOVED, True, publication)
    assert hand.ids() == []
    assert hand.reader.view_counts().all == 0
    hand.undo()
    assert len(hand.ids()) == 4
    hand.undo()
    assert len(hand.ids()) == 8
    assert hand.library.check() == []


def test_a_title_given_by_hand_wins_everywhere_and_can_be_taken_back(ten):
    first, *_ = ten.ids()
    ten.set(Field.TITLE, "  Zebra\n crossing ", first)
    row = ten.row(first)
    assert (row.title, row.is_own_title) == ("Zebra crossing", True)
    assert ten.ids("zebra") == [first]
    assert ten.ids("title:1-0") == []
    ten.set(Field.TITLE, None, first)
    assert ten.row(first).title == "item 1-0"
    assert ten.ids("zebra") == []
    ten.undo()
    assert ten.ids("zebra") == [first]
    assert ten.library.check() == []


def test_notes_are_found_and_no_longer_once_gone(ten):
    first, *_ = ten.ids()
    work = ten.row(first).work_id
    ten.set(Field.NOTE, "see the *ostrich*", work)
    assert ten.ids("ostrich") == [first]
    assert ten.ids("is:annotated") == [first]
    ten.set(Field.NOTE, " \n", work)
    assert ten.ids("ostrich") == []
    assert ten.ids("is:annotated") == []
    assert ten.reader.detail(first).note == ""


def test_drafts_are_kept_until_dropped_and_are_no_change(open_hand, many):
    hand = open_hand()
    hand.store(many(2))
    before = hand.reader.last_group()
    work = hand.row(hand.ids()[0]).work_id
    for text in ("a", "ab", "abc \ud800"):
        hand.library.save_draft(Field.NOTE, work, text, base="", process="7-a").result()
    hand.library.close()
    again = open_hand()
    assert again.library.drafts() == [Draft(Field.NOTE, work, "abc \ufffd", "", "7-a")]
    assert again.reader.last_group() == before
    again.library.drop_draft(Field.NOTE, work, process="7-a").result()
    assert again.library.drafts() == []


def test_two_windows_on_one_work_have_a_draft_each(ten):
    work = ten.row(ten.ids()[0]).work_id
    ten.library.save_draft(Field.NOTE, work, "mine", base="", process="7-a").result()
    ten.library.save_draft(Field.NOTE, work, "yours", base="", process="8-b").result()
    assert [(draft.process, draft.text) for draft in ten.library.drafts()] == [("7-a", "mine"), ("8-b", "yours")]
    ten.library.drop_draft(Field.NOTE, work, process="8-b").result()
    assert [draft.text for draft in ten.library.drafts()] == ["mine"]


def write_note(hand, work, text, base=""):
    """End a note that was begun from ``base``."""
    return hand.library.write_note(Field.NOTE, work, text, base=base, origin=Origin.WINDOW, label="note").result(30)


def test_a_note_that_was_ended_elsewhere_meanwhile_is_kept_and_undone_as_one_act(ten, open_hand):
    first, *_ = ten.ids()
    work, there = ten.row(first).work_id, open_hand()
    write_note(there, work, "theirs")
    done = write_note(ten, work, "mine")
    assert ten.reader.detail(first).note == join_notes("theirs", "mine")
    assert [(change.old, change.targets) for change in done.changes] == [("theirs", (work,))]
    assert ten.ids("mine theirs") == [first]
    ten.undo()
    assert ten.reader.detail(first).note == "theirs"


def test_a_note_written_from_what_is_stored_replaces_it_and_can_empty_it(ten):
    first, *_ = ten.ids()
    work = ten.row(first).work_id
    write_note(ten, work, "one")
    assert write_note(ten, work, "one", base="one").group is None
    write_note(ten, work, "two", base="one")
    assert ten.reader.detail(first).note == "two"
    write_note(ten, work, " ", base="two")
    assert ten.reader.detail(first).note == ""
    with pytest.raises(NotFound, match="no work 999"):
        write_note(ten, 999, "lost")


def test_other_processes_are_told_what_changed(open_hand, many):
    here, there = open_hand(), open_hand()
    here.store(many(3))
    seen, version = there.reader.last_change(), there.reader.data_version()
    assert there.reader.data_version() == version
    first, second, _ = here.ids()
    here.set(Field.READ, True, first)
    here.set(Field.LATER, True, second)
    here.undo()
    assert there.reader.data_version() != version
    news = there.reader.changes_since(seen)
    assert [(changes.changes[0].field, changes.changes[0].targets) for changes in news.acts] == [
        (Field.READ, (first,)),
        (Field.LATER, (second,)),
        (Field.LATER, (second,)),
    ]
    assert news.acts[2].undoes == news.acts[1].group
    assert there.reader.changes_since(news.last).acts == ()
    assert there.reader.changes_since(news.last).last == news.last == there.reader.last_change()
    ever = there.reader.changes_since(None)
    assert [changes.group for changes in ever.acts][-3:] == [changes.group for changes in news.acts]


def test_an_empty_library_has_nothing_to_tell(hand):
    news = hand.reader.changes_since(hand.reader.last_change())
    assert (news.acts, news.last) == ((), None)


def test_a_closed_library_says_so(hand):
    hand.library.close()
    with pytest.raises(Exception, match="is closed"):
        hand.library.undo(origins={Origin.WINDOW}).result()

"""Lost titles come back from twins, from items of the same text and from addresses; what is in doubt is listed."""

from dataclasses import replace

import pytest

from reader.core.state.changes import Field, Origin
from reader.core.state.joins import PartItem
from reader.core.state.query_text import parse_query
from reader.core.state.rows import Borrowed
from reader.core.values.issues import GUESS_BELOW

ABSTRACT = " ".join(f"word{number}" for number in range(40))
PAPER = "https://arxiv.org/abs/2101.00001"
REPOSITORY = "https://github.com/owner/name"


@pytest.fixture
def store(hand, build):
    """Stores an issue of one item and gives the item's id."""

    def store_item(number, title=None, body="What it says.", url=None, *, of=hand, item_confidence=1.0, **more):
        document, issue = build(number, sections=[("News", [(title, body)])], **more)
        section = issue.sections[0]
        item = replace(section.items[0], url=url, confidence=item_confidence)
        stored = of.store((document, replace(issue, sections=(replace(section, items=(item,)),))))
        return next(item for item in of.ids() if of.row(item).issue_id == stored.issue_id)

    return store_item


def test_the_newest_twin_lends_its_title_and_it_is_told_where_it_is_from(hand, store):
    old = store(1, "As it was called", url=PAPER, date="2021-01-01")
    lost = store(2, body="Another text.", url=PAPER, date="2021-01-02")
    assert hand.row(lost).borrowed == Borrowed("As it was called", old, "#1")
    new = store(3, "As it is called", body="A third text.", url=PAPER, date="2021-01-03")
    assert hand.row(lost).borrowed == Borrowed("As it is called", new, "#3")
    assert hand.row(lost).title is None, "what the source does not have is not said to be its"
    assert hand.reader.detail(lost).row.name == "As it is called"
    assert hand.row(new).borrowed is None


def test_an_item_with_the_same_text_lends_its_title_whatever_its_address(hand, store):
    titled = store(7, "A paper of 40 words", ABSTRACT, PAPER, publication="The Monthly")
    lost = store(2, None, ABSTRACT.upper())
    assert hand.row(lost).work_id != hand.row(titled).work_id
    assert hand.row(lost).borrowed == Borrowed("A paper of 40 words", titled, "The Monthly #7")
    other = store(3, None, f"Other {ABSTRACT}")
    assert hand.row(other).borrowed is None
    short = store(4, "Short", "Read more here.")
    assert hand.row(store(5, None, "Read more here.")).borrowed is None, f"few words ({short}) tell nothing"


def test_a_repository_is_called_by_its_address_unless_a_twin_has_a_title(hand, store):
    lost = store(1, url=f"{REPOSITORY}/tree/main/")
    assert hand.row(lost).borrowed == Borrowed("owner/name", None, "its address")
    hub = store(2, body="A model.", url="https://huggingface.co/owner/model")
    assert hand.row(hub).borrowed == Borrowed("owner/model", None, "its address")
    page = store(3, body="A page.", url="https://example.org/owner/name")
    assert hand.row(page).borrowed is None
    store(4, "A tool for names", "Text.", REPOSITORY)
    assert hand.row(lost).name == "A tool for names"


def test_a_title_that_is_taken_is_the_items_own_and_undone(hand, store):
    store(1, "As it was called", url=PAPER)
    lost = store(2, body="Another text.", url=PAPER)
    hand.set(Field.TITLE, hand.row(lost).borrowed.title, lost)
    assert (hand.row(lost).title, hand.row(lost).borrowed) == ("As it was called", None)
    hand.undo()
    assert (hand.row(lost).title, hand.row(lost).name) == (None, "As it was called")


def test_a_refused_title_is_not_shown_but_still_known(hand, store):
    store(1, "As it was called", url=PAPER)
    lost = store(2, body="Another text.", url=PAPER)
    hand.set(Field.TITLE_REFUSED, True, lost)
    row = hand.row(lost)
    assert (row.name, row.borrowed, row.offered.title) == (None, None, "As it was called")
    hand.undo()
    assert hand.row(lost).name == "As it was called"
    hand.redo()
    assert hand.row(lost).name is None


def test_what_was_removed_or_parted_lends_nothing(hand, store):
    titled = store(1, "As it was called", ABSTRACT, PAPER)
    lost = store(2, None, ABSTRACT, PAPER)
    assert hand.row(lost).name == "As it was called"
    hand.set(Field.ISSUE_REMOVED, True, hand.row(titled).issue_id)
    assert hand.row(lost).name is None
    hand.undo()
    hand.wish(PartItem(lost))
    assert hand.row(lost).work_id != hand.row(titled).work_id
    assert hand.row(lost).name is None, "somebody said that it is another work"


def test_a_title_given_to_a_twin_is_lent(hand, store):
    twin = store(1, None, "First.", PAPER)
    lost = store(2, None, "Second.", PAPER)
    assert hand.row(lost).name is None
    hand.set(Field.TITLE, "By hand", twin)
    assert hand.row(lost).borrowed == Borrowed("By hand", twin, "#1")


def test_what_borrows_a_title_is_still_untitled(hand, store):
    store(1, "As it was called", url=PAPER)
    lost = store(2, body="Another text.", url=PAPER)
    assert hand.ids("is:untitled") == [lost]
    hand.set(Field.TITLE, "Mine", lost)
    assert hand.ids("is:untitled") == []


def test_a_text_that_is_split_otherwise_lends_by_what_it_says_now(hand, build):
    built = build(1, sections=[("News", [("As it was called", ABSTRACT)])])
    issue = hand.store(built).issue_id
    hand.store(build(2, sections=[("News", [(None, ABSTRACT)])]))
    (lost,) = hand.ids("is:untitled")
    assert hand.row(lost).name == "As it was called"
    document, split = built
    section = split.sections[0]
    item = replace(section.items[0], body=f"Now {ABSTRACT}")
    again = replace(split, sections=(replace(section, items=(item,)),))
    hand.library.split_again(
        hand.library.foresee_split(issue, document, again), origin=Origin.WINDOW, label="Again"
    ).result(30)
    assert hand.row(lost).name is None
    hand.undo()
    assert hand.row(lost).name == "As it was called"


def test_guesses_are_listed_by_the_issue_and_by_the_item(hand, store):
    unsure = store(1, "Of a guess", confidence=GUESS_BELOW - 0.01)
    doubted = store(2, "Doubted itself", "Text.", item_confidence=GUESS_BELOW - 0.01)
    sure = store(3, "Sure", "More text.", confidence=GUESS_BELOW, item_confidence=GUESS_BELOW)
    assert set(hand.ids("is:unsure")) == {unsure, doubted}
    assert hand.ids("-is:unsure") == [sure]
    assert hand.reader.count(parse_query("is:unsure")) == 2


def test_a_deduced_name_that_was_refused_is_shown_nowhere_and_comes_back(hand, build):
    document, issue = build(1, sections=[(None, [("A title", "A body.")])])
    stored = hand.store((document, replace(issue, sections=(replace(issue.sections[0], inferred="Papers"),))))
    (item,) = hand.ids()
    section = hand.row(item).section_id

    def told():
        (row,), detail = hand.reader.sections(stored.issue_id), hand.reader.detail(item)
        name = hand.reader.section_names([section])[section]
        assert (row.title, row.is_deduced) == (name.title, name.is_deduced) == (detail.section, row.is_deduced)
        assert detail.is_section_deduced == row.is_deduced
        return row.title, row.is_deduced

    assert told() == ("Papers", True)
    hand.set(Field.NAME_REFUSED, True, section)
    assert told() == (None, False)
    hand.undo()
    assert told() == ("Papers", True)

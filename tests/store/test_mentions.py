"""Where a work is mentioned, how it is known, and which works have titles like its own."""

import time

import pytest

from reader.core.state.changes import Field
from reader.core.state.joins import JoinWorks
from reader.core.values.errors import NotFound

PAPER = "https://arxiv.org/abs/1706.03762"


def issue(build, number, *pairs, **more):
    return build(number, sections=[("News", [(title, f"{body} ({number})") for title, body in pairs])], **more)


def test_the_item_asked_about_comes_first_then_the_newest(hand, build):
    for number in (1, 2, 3):
        hand.store(issue(build, number, (PAPER, "Some words."), ("Another", "Others."), date=f"2021-0{number}-01"))
    items = sorted(item for item in hand.ids() if hand.row(item).identity)
    found = hand.reader.mentions(items[1])
    assert [mention.item for mention in found.shown] == [items[1], items[2], items[0]]
    assert found.total == 3
    first = found.shown[0]
    assert (first.publication, first.issue, first.section, first.date) == ("The Weekly", "#2", "News", "2021-02-01")
    assert (first.title, first.text) == (PAPER, "Some words. (2)")
    assert [identity.label for identity in found.identities] == ["arXiv 1706.03762"]


def test_what_was_removed_is_no_mention_but_the_item_asked_about_is_told(hand, build):
    for number in (1, 2):
        hand.store(issue(build, number, (PAPER, "Some words.")))
    one, two = sorted(hand.ids())
    hand.set(Field.ISSUE_REMOVED, True, hand.row(two).issue_id)
    assert [mention.item for mention in hand.reader.mentions(one).shown] == [one]
    assert [mention.item for mention in hand.reader.mentions(two).shown] == [two, one]
    with pytest.raises(NotFound, match="no item 999"):
        hand.reader.mentions(999)


def test_a_work_of_three_thousand_mentions_is_read_in_part_and_at_once(hand, build):
    pairs = [(PAPER, f"Words of {number}.") for number in range(3_000)]
    hand.store(issue(build, 1, *pairs))
    item = hand.ids()[0]
    begun = time.process_time()
    found = hand.reader.mentions(item)
    assert time.process_time() - begun < 1
    assert found.total == 3_000
    assert len(found.shown) == 100
    assert found.shown[0].item == item


def test_identities_of_joined_works_are_told_papers_before_addresses(hand, build):
    hand.store(issue(build, 1, ("https://example.org/a/page", "One."), ("No identity", "Two."), (PAPER, "Three.")))
    page, none, paper = sorted(hand.ids())
    hand.wish(JoinWorks(tuple(hand.row(item).work_id for item in (none, page))))
    hand.wish(JoinWorks(tuple(hand.row(item).work_id for item in (none, paper))))
    for item in (page, none, paper):
        labels = [identity.label for identity in hand.reader.mentions(item).identities]
        assert labels == ["arXiv 1706.03762", "example.org/a/page"]


def alike(hand, title, *, work=0):
    return [(found.title, found.likeness == 1) for found in hand.reader.alike(work, title)]


def test_equal_titles_come_before_similar_ones_and_others_do_not_come(hand, build):
    titles = [
        "Attention is not all you need",
        "ATTENTION is all you need!",
        "Attention is all you need",
        "You need is attention: all of it",
        "Something else",
    ]
    hand.store(issue(build, 1, *((title, f"Text {place}.") for place, title in enumerate(titles))))
    found = alike(hand, "Attention Is All You Need")
    assert {title for title, is_equal in found if is_equal} == set(titles[1:3])
    assert [is_equal for _, is_equal in found] == sorted((is_equal for _, is_equal in found), reverse=True)
    assert titles[0] in dict(found)
    assert titles[4] not in dict(found)
    itself = next(hand.row(item).work_id for item in hand.ids() if hand.row(item).title == titles[2])
    assert titles[2] not in dict(alike(hand, titles[2], work=itself))


@pytest.mark.parametrize(
    "title", ["", "  ", "?!", '"', "a OR b", "NEAR(x", "title : *", "x" * 10_000, "\u202e\u200b", "字"]
)
def test_any_title_can_be_asked_for(hand, many, title):
    hand.store(many(3))
    assert hand.reader.alike(0, title) == ()

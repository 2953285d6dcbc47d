"""Links between notes: what they name, who links back, and what is offered while one is typed."""

import pytest

from reader.core.state.changes import Field
from reader.core.state.highlights import MarkPassage
from reader.core.state.joins import JoinWorks
from reader.core.state.notes import NoteLinks
from reader.core.text.anchors import anchor_of

PAPER = "https://arxiv.org/abs/1706.03762"
TITLES = ["Attention is all you need", "Une étude [Re] on “graphs”", "C++ & friends", "注意力机制", "Attention"]


@pytest.fixture
def works(hand, build):
    """An issue of items with these titles and then one by an address of arXiv; a second issue with a twin title."""
    pairs = [(title, f"What is said of {number}.") for number, title in enumerate(TITLES)]
    hand.store(build(1, sections=[("News", [*pairs, (PAPER, "A paper on transformers.")])]))
    hand.store(build(2, sections=[("News", [("Attention", "Another text with that title.")])]))
    return hand


def item_of(hand, title, number=1):
    return hand.ids(f'issue:{number} "{title}"')[0]


def leads(hand, target):
    found = list(hand.reader.resolve_links(f"See [[{target}]].").forward.values())
    return found[0].item if found else None


def write(hand, item, note):
    hand.set(Field.NOTE, note, hand.row(item).work_id)


def back(hand, item):
    return [linked.title for linked in hand.reader.note_links(hand.row(item).work_id).back]


@pytest.mark.parametrize(
    "typed", ["Attention is all you need", "ATTENTION  is all you NEED", "Attention is all you need|it"]
)
def test_a_title_leads_to_its_item_whatever_its_case_and_spaces(works, typed):
    assert leads(works, typed) == item_of(works, "Attention is all you need")


@pytest.mark.parametrize("title", TITLES[1:4])
def test_odd_titles_are_found(works, title):
    assert leads(works, title) == next(row.id for row in works.reader.rows(works.ids()) if row.title == title)


def test_letters_composed_otherwise_are_the_same(works):
    assert leads(works, "Une e\u0301tude [Re] on “graphs”") == leads(works, TITLES[1])


@pytest.mark.parametrize("key", ["arXiv 1706.03762", "arxiv 1706.03762", "1706.03762", "arxiv:1706.03762", PAPER])
def test_an_identity_leads_to_its_work(works, key):
    assert leads(works, key) == item_of(works, "transformers")


def test_the_key_of_an_item_leads_to_it(works):
    item = item_of(works, "friends")
    assert leads(works, works.reader.detail(item).key) == item


@pytest.mark.parametrize(
    "target", ["Attention is all", "all you need", "nothing", "???", '" OR title : attention', "x*", "NEAR"]
)
def test_what_names_no_work_leads_nowhere(works, target):
    assert leads(works, target) is None


def test_of_two_works_with_one_title_the_first_is_meant(works):
    assert leads(works, "attention") == next(
        item for item in works.ids("issue:1 attention") if works.row(item).title == "Attention"
    )


def test_what_was_removed_is_not_linked(works):
    works.set(Field.ISSUE_REMOVED, True, works.row(item_of(works, "friends")).issue_id)
    assert leads(works, "C++ & friends") is None


def test_a_title_given_by_hand_is_the_one_that_links_use(works):
    item = item_of(works, "friends")
    works.set(Field.TITLE, "Of pointers", item)
    assert leads(works, "of pointers") == item
    assert leads(works, "C++ & friends") is None


def test_a_work_knows_whose_notes_link_to_it(works):
    paper, friends = item_of(works, "transformers"), item_of(works, "friends")
    write(works, friends, "As in [[1706.03762|the paper]] and [[Attention]].")
    assert back(works, paper) == ["C++ & friends"]
    assert back(works, item_of(works, "Attention is all you need")) == []
    assert back(works, friends) == []
    write(works, friends, "Nothing any more.")
    assert back(works, paper) == []


def test_a_title_that_two_works_have_links_back_to_the_first_alone(works):
    write(works, item_of(works, "friends"), "[[Attention]]")
    first = leads(works, "Attention")
    assert first is not None
    assert back(works, first) == ["C++ & friends"]
    assert back(works, works.ids("issue:2")[0]) == []


def test_a_note_that_links_to_its_own_work_is_no_link_back(works):
    friends = item_of(works, "friends")
    write(works, friends, "[[C++ & friends]]")
    assert back(works, friends) == []


def test_a_note_on_a_highlight_links_too(works):
    friends, paper = item_of(works, "friends"), item_of(works, "transformers")
    body = works.row(friends).excerpt
    works.wish(MarkPassage(friends, anchor_of(body, 0, 12), "yellow"))
    highlight = works.reader.detail(friends).highlights[0]
    works.set(Field.HIGHLIGHT_NOTE, "Compare [[1706.03762]].", highlight.id)
    assert back(works, paper) == ["C++ & friends"]
    assert [linked.item for linked in works.reader.note_links(works.row(friends).work_id).forward.values()] == [paper]


def test_joined_works_are_found_by_what_either_is_known_by(works):
    paper, friends = works.row(item_of(works, "transformers")), works.row(item_of(works, "friends"))
    works.wish(JoinWorks((friends.work_id, paper.work_id)))
    found = works.reader.resolve_links("[[1706.03762]] [[C++ & friends]]").forward
    assert {linked.work for linked in found.values()} == {friends.work_id}
    write(works, item_of(works, "need"), "[[1706.03762]]")
    assert back(works, friends.id) == ["Attention is all you need"]


def test_what_is_offered_begins_with_the_typed_words_and_leads_back_to_itself(works):
    for typed in ("att", "att ne", "frie", "étu", "etu", "1706.0", "arxiv 1706", "", "a"):
        offered = works.reader.linkable(typed)
        assert offered, typed
        for linked in offered:
            assert leads(works, linked.target) is not None, linked
            found = works.reader.resolve_links(f"[[{linked.target}]]").forward
            assert [other.work for other in found.values()] == [linked.work], linked
    assert [linked.title for linked in works.reader.linkable("attention all")] == ["Attention is all you need"]
    assert works.reader.linkable("zebra") == ()


def test_starred_works_are_offered_first(works):
    works.set(Field.STARRED, True, works.row(item_of(works, "need")).work_id)
    assert works.reader.linkable("attention")[0].title == "Attention is all you need"
    assert works.reader.linkable("")[0].title == "Attention is all you need"


def test_a_note_without_links_has_none(works):
    assert works.reader.resolve_links("no [link] [[ here ]] [[]] [[|]]") == NoteLinks()

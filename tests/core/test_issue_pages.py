"""An issue as it came: what each of its blocks became, where its items stand, and where its links lead."""

import itertools
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.core.revision.issue_pages import (
    BlockRole,
    IssueText,
    PagedItem,
    anchors,
    item_blocks,
    page_blocks,
    placed_links,
)
from reader.core.values.document import Span
from reader.core.values.ids import IssueId, ItemId, OriginalId, SectionId
from reader.core.values.issues import Part, Role

TEXT = "The Weekly\n\nNews\n\nA crane\n\nIt lifts the pier.\n\nRead it here, or here.\n\nA boat\n\nGoodbye"


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def made(*items: PagedItem, text: str = TEXT) -> IssueText:
    heading = ((SectionId(1), at("News", text)),) if "News" in text else ()
    goodbye = (at("Goodbye", text),) if "Goodbye" in text else ()
    return IssueText(IssueId(1), OriginalId(1), text, goodbye, heading, items)


def paged(number: int, *parts: tuple[Role, str], links: Sequence[tuple[str, str]] = (), text: str = TEXT) -> PagedItem:
    placed = tuple(Part(role, at(words, text)) for role, words in parts)
    return PagedItem(ItemId(number), SectionId(1), placed, None, tuple(links))


CRANE = paged(
    1,
    (Role.TITLE, "A crane"),
    (Role.BODY, "It lifts the pier.\n\nRead it here, or here."),
    links=(("pier", "https://a.example/"), ("no such words", "https://b.example/"), ("here", "https://c.example/")),
)
BOAT = paged(2, (Role.TITLE, "A boat"))


def test_blocks_say_what_they_became() -> None:
    blocks = page_blocks(made(CRANE, BOAT))
    assert [block.role.value for block in blocks] == [
        "about",
        "heading",
        "title",
        "body",
        "body",
        "title",
        "boilerplate",
    ]
    assert [block.item for block in blocks] == [None, None, 1, 1, 1, 2, None]
    assert [block.text for block in blocks if block.opens] == ["A crane", "A boat"]
    assert "\n\n".join(block.text for block in blocks) == TEXT


def test_an_item_stands_from_its_first_to_its_last_block() -> None:
    assert item_blocks(made(CRANE, BOAT)) == {1: range(2, 5), 2: range(5, 6)}


def test_items_that_share_a_block_are_both_in_it() -> None:
    line = "Alpha does this; Beta does that"
    both = made(
        paged(1, (Role.BODY, "Alpha does this;"), text=line),
        paged(2, (Role.BODY, "Beta does that"), text=line),
        text=line,
    )
    assert item_blocks(both) == {1: range(1), 2: range(1)}
    assert [block.item for block in page_blocks(both)] == [1]


def test_links_stand_at_their_words_in_their_order() -> None:
    links = placed_links(made(CRANE, BOAT))
    assert [(TEXT[link.start : link.end], link.url) for link in links] == [
        ("pier", "https://a.example/"),
        ("here", "https://c.example/"),
    ]
    assert links[1].start == TEXT.index("here")


def test_anchors_are_read_from_a_body() -> None:
    html = (
        '<p>See <a href="https://a.example/?x=1&amp;y=2" rel="x">the <b>first</b>\n &amp; last</a> <a href="u"></a></p>'
    )
    assert anchors(html) == (("the first & last", "https://a.example/?x=1&y=2"),)


def test_an_original_that_nothing_was_split_out_of_is_all_plain() -> None:
    blocks = page_blocks(IssueText(IssueId(1), OriginalId(2), TEXT))
    assert {block.role for block in blocks} == {BlockRole.ABOUT}
    assert len(blocks) == 7


@given(st.lists(st.text(alphabet="ab \n", max_size=6), min_size=1, max_size=12), st.data())
def test_every_word_is_in_one_block_and_every_item_has_a_place(texts: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(texts)
    borders = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    items = [
        PagedItem(ItemId(number), SectionId(1), (Part(Role.BODY, Span(first, last)),))
        for number, (first, last) in enumerate(itertools.pairwise(borders), start=1)
        if text[first:last].strip()
    ]
    issue = IssueText(IssueId(1), OriginalId(1), text, (), (), tuple(items))
    blocks, places = page_blocks(issue), item_blocks(issue)
    assert "\n\n".join(block.text for block in blocks) == text
    for item in items:
        span = item.parts[0].span
        place = places[item.id]
        assert place
        shown = blocks[place.start].span.start, blocks[place[-1]].span.end
        assert not text[span.start : shown[0]].strip() or span.start >= shown[0]
        assert not text[shown[1] : span.end].strip()
    for block in blocks:
        if block.item is not None:
            assert block.number in places[block.item]

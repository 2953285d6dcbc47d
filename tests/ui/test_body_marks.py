"""Highlights on the page: painted where their words are, told apart without colour, listed with their notes."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from showing import PROSE, highlight, item, pane

from reader.core.state.highlights import COLOURS, Highlight
from reader.core.state.rows import Hits
from reader.core.values.ids import HighlightId, ItemId
from reader.ui.look.theme import DARK, LIGHT, Colours, contrast, ground_of_two, highlight_colours
from reader.ui.pages.body_marks import UNDERLINES, layers
from reader.ui.pages.highlight_list import MOST_LISTED
from reader.ui.panes.detail_pane import DetailPane

__all__ = ["pane"]
BODY = "One 😀 two three four.\n\nFive six seven."
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def show(pane: DetailPane, *highlights: Highlight, hits: Hits | None = None) -> None:
    html = "".join(f"<p>{text}</p>" for text in BODY.split("\n\n"))
    pane.show_detail(item(body_html=html, body=BODY, highlights=highlights), hits)


def painted(pane: DetailPane) -> list[tuple[str, str, object]]:
    """Words, ground and underline of all marks that are painted, in order."""
    return [
        (
            mark.cursor.selectedText().replace("\u2029", "|"),
            mark.format.background().color().name(),
            mark.format.underlineStyle(),
        )
        for mark in pane.page.extraSelections()
    ]


def text_of(pane: DetailPane) -> str:
    return pane.page.toPlainText().replace("\xa0", " ")


@pytest.mark.parametrize("colour", COLOURS)
def test_a_highlight_has_the_ground_and_the_underline_of_its_colour(pane: DetailPane, colour: str) -> None:
    show(pane, highlight(1, BODY, "two three", colour))
    assert painted(pane) == [("two three", highlight_colours(LIGHT, colour)[0], UNDERLINES[colour])]


def test_each_colour_has_a_pattern_of_its_own() -> None:
    assert len({UNDERLINES[colour] for colour in COLOURS}) == len(COLOURS)


@BOTH
def test_highlighted_text_and_links_can_be_read(colours: Colours) -> None:
    for first, second in product(COLOURS, repeat=2):
        for ground in (highlight_colours(colours, first)[0], ground_of_two(colours, first, second)):
            assert contrast(colours.text, ground) >= 4.5, (first, second)
            assert contrast(colours.accent, ground) >= 4.5, (first, second)


@BOTH
def test_underlines_and_places_where_two_overlap_can_be_seen(colours: Colours) -> None:
    for first, second in product(COLOURS, repeat=2):
        both = ground_of_two(colours, first, second)
        assert contrast(highlight_colours(colours, second)[1], both) >= 3, "WCAG 2.1, what is no text"
        assert both not in (highlight_colours(colours, first)[0], highlight_colours(colours, second)[0])


def test_where_two_overlap_both_can_be_seen(pane: DetailPane) -> None:
    show(pane, highlight(2, BODY, "three four", "blue"), highlight(1, BODY, "two three", "green"))
    both = ground_of_two(LIGHT, "green", "blue")
    assert painted(pane) == [
        ("two ", highlight_colours(LIGHT, "green")[0], UNDERLINES["green"]),
        ("three", both, UNDERLINES["blue"]),
        (" four", highlight_colours(LIGHT, "blue")[0], UNDERLINES["blue"]),
    ]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=8))
def test_pieces_cover_exactly_what_was_marked(spans: list[tuple[int, int]]) -> None:
    ranges = [(start, start + length) for start, length in spans]
    pieces = list(layers(ranges))
    for place in range(32):
        over = tuple(number for number, (first, last) in enumerate(ranges) if first <= place < last)
        here = [above for (first, last), above in pieces if first <= place < last]
        assert here == ([over] if over else [])


def test_what_a_search_found_lies_above(pane: DetailPane) -> None:
    at = BODY.index("three")
    show(pane, highlight(1, BODY, "two three four"), hits=Hits((), ((at, at + 5),), ()))
    assert [words for words, _, _ in painted(pane)] == ["two three four", "three"]
    assert painted(pane)[-1][1] == LIGHT.hit


def test_only_what_is_in_sight_is_painted_also_after_scrolling(pane: DetailPane) -> None:
    body = "\n\n".join(f"Number{number}. {PROSE}" for number in range(200))
    html = "".join(f"<p>{text}</p>" for text in body.split("\n\n"))
    marks = tuple(highlight(number, body, f"Number{number}.") for number in range(200))
    pane.show_detail(item(body_html=html, body=body, highlights=marks))
    assert painted(pane)[0][0] == "Number0."
    assert len(painted(pane)) < 30
    pane.scroll_to_end(top=False)
    assert painted(pane)[-1][0] == "Number199."
    assert len(painted(pane)) < 30
    pane.resize(700, 400)
    pane.scroll_to_end(top=True)
    assert painted(pane)[0][0] == "Number0."


def test_the_highlight_at_the_caret_is_the_innermost(pane: DetailPane) -> None:
    show(
        pane,
        highlight(1, BODY, "two three four"),
        highlight(2, BODY, "three"),
        highlight(3, BODY, "Five"),
        highlight(4, BODY, " four"),
    )
    for number in (1, 2, 3, 4):
        assert pane.show_highlight(HighlightId(number))
        assert pane.highlight_at_caret() == number
    body = pane.body_range()
    assert body is not None
    pane.caret.put_at(body[0])
    assert pane.highlight_at_caret() is None
    pane.caret.put_at(body[1])
    assert pane.highlight_at_caret() is None


def test_a_highlight_counts_at_its_end_as_after_marking_it(pane: DetailPane) -> None:
    show(pane, highlight(1, BODY, "three"))
    pane.show_highlight(HighlightId(1))
    pane.caret.put_at(pane.page.textCursor().position() + len("three"))
    assert pane.highlight_at_caret() == 1
    pane.caret.put_at(pane.page.textCursor().position() + 2)
    assert pane.highlight_at_caret() is None


def test_notes_and_what_stands_elsewhere_are_listed(pane: DetailPane) -> None:
    show(
        pane,
        highlight(1, BODY, "two", note="why <b>two</b>?"),
        highlight(2, BODY, "seven"),
        highlight(3, BODY, "six", start=None, end=None, is_placed=False),
        highlight(4, BODY, "Five", "pink", start=None, end=None, item=ItemId(9), issue="#209"),
    )
    below = text_of(pane).split("HIGHLIGHTS")[1]
    assert below.split("\n")[1:] == [
        " yellow   “two”",
        "why <b>two</b>?",
        " yellow   “six”  not found in this text",
        " pink   “Five”  in #209",
    ]
    show(pane, highlight(2, BODY, "seven"))
    assert text_of(pane).endswith("HIGHLIGHTS · 1 · H to the next"), "the text itself shows it"


def test_a_line_of_the_list_leads_to_the_place(pane: DetailPane) -> None:
    body = f"{PROSE * 60}\n\nThe place."
    html = "".join(f"<p>{text}</p>" for text in body.split("\n\n"))
    pane.show_detail(item(body_html=html, body=body, highlights=(highlight(5, body, "The place", note="here"),)))
    opened: list[str] = []
    pane.link_clicked.connect(opened.append)
    fragment = pane.page.toHtml().split("reader-highlight:")[1].split('"')[0]
    pane.page.anchorClicked.emit(QUrl(f"reader-highlight:{fragment}"))
    assert opened == []
    assert pane.highlight_at_caret() == 5
    assert 0 <= pane.page.cursorRect().top() < pane.page.viewport().height()
    assert not pane.show_highlight(HighlightId(6))


def test_hostile_quotes_and_notes_are_text(pane: DetailPane) -> None:
    words = '<b>x</b> <img src="/etc/passwd"> &amp;'
    mark = highlight(1, BODY, "two", note=f"{words}\n{'w' * 5000}", issue=words)
    mark = replace(mark, anchor=replace(mark.anchor, exact=words), start=None, end=None, item=ItemId(9))
    show(pane, mark)
    assert text_of(pane).count(words) == 3
    assert pane.page.horizontalScrollBar().maximum() == 0


def test_of_very_many_notes_the_first_are_listed(pane: DetailPane) -> None:
    show(pane, *(highlight(number, BODY, "two", note=f"note {number}.") for number in range(MOST_LISTED + 7)))
    assert f"note {MOST_LISTED - 1}." in text_of(pane)
    assert f"note {MOST_LISTED}." not in text_of(pane)
    assert "and 7 more with a note or in other texts" in text_of(pane)

"""The rendered note: bounded, harmless, and hits found by their words."""

from time import process_time

import pytest

from reader.core.state.notes import LinkedWork, NoteLinks
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId, WorkId
from reader.ui.cards.choice.open_links import open_link
from reader.ui.pages.note_page import (
    MOST_NOTE,
    backlinks_part,
    item_link,
    item_of_link,
    note_part,
    rendered_note,
    shown_length,
)
from reader.ui.pages.note_places import places_of_words

HOSTILE = {
    "brackets": "[" * MOST_NOTE,
    "links": "[[a|" * (MOST_NOTE // 4),
    "pictures": "![[a" * (MOST_NOTE // 4),
    "emphasis": "*a " * (MOST_NOTE // 3),
    "quotes": ">" * MOST_NOTE,
    "entries": "- a\n" * (MOST_NOTE // 4),
    "nested": "\n".join(" " * depth + "- a" for depth in range(180)),
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * (MOST_NOTE // 6),
    "code": "".join("`" * size + "a" for size in range(1, 190)),
    "parentheses": "[a](" + "(" * MOST_NOTE,
    "word": "x" * 5_000_000,
}


def work(number: int, title: str = "A <b>title</b>") -> LinkedWork:
    return LinkedWork(WorkId(number), ItemId(number), title)


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_note_takes_long_to_render(kind: str) -> None:
    rendered_note("warm", None)
    started = process_time()
    html = note_part(HOSTILE[kind], None)
    assert process_time() - started < 1.5
    assert len(html) < 150_000


def test_a_long_note_is_cut_at_a_line_and_says_so() -> None:
    note = "a line of words\n" * 2_000
    assert note[shown_length(note)] == "\n"
    assert "The note goes on" in note_part(note, None)
    assert "The note goes on" not in note_part("short", None)


def test_links_lead_where_they_are_resolved_to_and_nowhere_else() -> None:
    links = NoteLinks({"one & two": work(7)})
    html = rendered_note("[[One & Two|these <i>]] [[three]] `[[one & two]]`", links)
    assert '<a href="reader:item/7">these &lt;i&gt;</a>' in html
    assert '<span class="small">three</span>' in html
    assert "<code>[[one &amp; two]]</code>" in html
    assert "href" not in rendered_note("[[One & Two]]", None)


@pytest.mark.parametrize("sign", ["\ufdd4", "\ufdd5", "\ufdd6"])
def test_no_sign_in_a_note_makes_a_link(sign: str) -> None:
    forged = "\ufdd4one & two\ufdd5words\ufdd6" + sign
    assert "href" not in rendered_note(forged, NoteLinks({"one & two": work(7)}))


def test_works_that_link_back_are_told_and_many_are_counted() -> None:
    assert backlinks_part(()) == ""
    html = backlinks_part([work(number) for number in range(25)])
    assert html.count("<a ") == 20
    assert "and 5 more" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("shown", "note", "hit", "marked"),
    [
        ("see zebra and zebras", "see **zebra** and zebras", "zebra", ["zebra"]),
        ("the neural net works", "the *neural* net works", "neural* net", ["neural net"]),
        ("write c++ now", "write **c++** now", "c++", ["c++"]),
        ("\U0001f600 words \U0001f600 words", "\U0001f600 **words** \U0001f600 _words_", "words", ["words", "words"]),
        ("nothing here", "[nothing](http://zebra.example) here", "zebra", []),
    ],
)
def test_hits_are_marked_by_their_words(shown: str, note: str, hit: str, marked: list[str]) -> None:
    units = shown.encode("utf-16-le")
    start = note.index(hit)
    places = places_of_words(shown, (0, len(units) // 2), note, [(start, start + len(hit))])
    assert [units[2 * first : 2 * last].decode("utf-16-le") for first, last in places] == marked


@pytest.mark.parametrize(
    "url", ["reader:item/", "reader:item/x", "reader:item/1/2", "reader:item/" + "9" * 40, "reader:"]
)
def test_only_a_whole_address_leads_to_an_item(url: str) -> None:
    assert item_of_link(item_link(ItemId(7))) == 7
    assert item_of_link(url) is None
    with pytest.raises(CommandError):
        open_link(url)

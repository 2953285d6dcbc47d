"""Places of the plain body in the page and back: what is selected is what is marked, whatever the text is made of."""

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from shares import examples
from showing import item, pane

from reader.ui.pages.shown_body import MOST_CHARACTERS
from reader.ui.pages.text_places import Range
from reader.ui.panes.detail_pane import DetailPane

__all__ = ["pane"]

BODIES = {
    "paragraphs": ("<p>One two.</p><p>Three <b>fo</b>ur.</p>", "One two.\n\nThree four."),
    "list": ("<ul><li>one<li>two</ul><ol><li>three</ol>", "one\n\ntwo\n\nthree"),
    "table": ("<table><tr><th>a</th><th>b</th></tr><tr><td>cc</td><td>dd</td></tr></table>", "a b\n\ncc dd"),
    "pre": ("<p>See</p><pre>x = 1\n  y = 2\n</pre>", "See\n\nx = 1\n  y = 2"),
    "links": ('<p>a <a href="https://b.example/">link here</a>, and on</p>', "a link here, and on"),
    "lines": ("<p>one<br>two<hr>three</p>", "one\ntwo\n\nthree"),
    "hard spaces": ("<p>one&nbsp;two &nbsp; three</p>", "one\xa0two \xa0 three"),
    "beyond the first plane": ("<p>😀 𝔸 goal 🎉🎉 end 👩\u200d🔬</p>", "😀 𝔸 goal 🎉🎉 end 👩\u200d🔬"),
    "combining": ("<p>e\u0301tude na\u0308ive हिन्दी</p>", "e\u0301tude na\u0308ive हिन्दी"),
    "right to left": ('<p dir="rtl">שלום עולם abc 12</p><p>end</p>', "שלום עולם abc 12\n\nend"),
    "a long word": (f"<p>a {'w' * 3000} b</p>", f"a {'w' * 3000} b"),
}


def select(pane: DetailPane, first: int, last: int) -> None:
    cursor = QTextCursor(pane.page.document())
    cursor.setPosition(last)
    cursor.setPosition(first, QTextCursor.MoveMode.KeepAnchor)
    pane.page.setTextCursor(cursor)


def trimmed(plain: str, first: int, last: int) -> Range | None:
    """A range without the white space at its ends; None if it is nothing else."""
    words = plain[first:last]
    if not words.strip():
        return None
    return first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())


def shown_at(pane: DetailPane, first: int, last: int) -> Range | None:
    assert pane._shown is not None
    assert pane._shown.body is not None
    return pane._shown.body.shown_at(first, last)


def assert_there_and_back(pane: DetailPane, plain: str, first: int, last: int) -> None:
    where = shown_at(pane, first, last)
    assert (where is None) == (trimmed(plain, first, last) is None)
    if where is not None:
        select(pane, *where)
        assert pane.selected_body() == trimmed(plain, first, last)
        words = pane.page.textCursor().selectedText().replace("\u200b", "")
        assert "".join(words.split()) == "".join(plain[first:last].split())


@pytest.mark.parametrize("name", BODIES)
def test_every_range_of_a_body_is_found_again(pane: DetailPane, name: str) -> None:
    html, plain = BODIES[name]
    pane.show_detail(item(title="😀 title", body_html=html, body=plain, note="a note", images=1))
    step = max(1, len(plain) // 25)
    for first in range(0, len(plain), step):
        for last in range(first + 1, len(plain) + 1, step):
            if name != "table" or len(plain[first:last].split()) == 1:  # across cells Qt selects whole ones
                assert_there_and_back(pane, plain, first, last)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.sampled_from("ab.<& é\u0301😀𝔸\xa0שלוم"), min_size=1, max_size=9), min_size=1, max_size=4),
    st.data(),
)
def test_ranges_of_any_text_are_found_again(pane: DetailPane, paragraphs: list[str], data: st.DataObject) -> None:
    plain = "\n\n".join(paragraphs)
    pane.show_detail(item(body_html="".join(f"<p>{escape(text)}</p>" for text in paragraphs), body=plain))
    if plain.strip():
        first = data.draw(st.integers(0, len(plain) - 1))
        assert_there_and_back(pane, plain, first, data.draw(st.integers(first + 1, len(plain))))


def test_what_else_the_page_says_is_not_of_the_body(pane: DetailPane) -> None:
    pane.show_detail(item(body_html="<p>One two.</p>", body="One two.", note="One two.", images=3))
    body = pane.body_range()
    assert body is not None
    select(pane, 0, body[0])
    assert pane.selected_body() is None
    select(pane, body[1], pane.page.document().characterCount() - 1)
    assert pane.selected_body() is None
    select(pane, 0, pane.page.document().characterCount() - 1)
    assert pane.selected_body() == (0, 8), "of a selection of everything the body's part counts"
    select(pane, body[0] + 3, body[0] + 3)
    assert pane.selected_body() is None
    select(pane, body[0] + 3, body[0] + 4)
    assert pane.selected_body() is None, "white space alone is nothing to mark"


def test_the_notice_of_a_cut_text_is_not_taken_for_the_rest_of_it(pane: DetailPane) -> None:
    words = "word " * (MOST_CHARACTERS // 5)
    plain = f"{words}This long text is cut here. And on it goes."
    pane.show_detail(item(body_html=f"<p>{plain}</p>", body=plain))
    assert "is cut here. The command reader show" in pane.page.toPlainText()
    at = plain.index("This long text")
    assert shown_at(pane, at, at + 9) is None
    assert shown_at(pane, 5, 9) is not None


def test_other_words_are_never_taken_for_those_that_are_not_shown(pane: DetailPane) -> None:
    """Where the page and the plain text differ in more than white space, nothing is marked rather than the wrong."""
    pane.show_detail(item(body_html="<p>One two three four</p>", body="One two and three four"))
    assert shown_at(pane, 4, 7) is not None
    assert shown_at(pane, 12, 17) is None
    body = pane.body_range()
    assert body is not None
    select(pane, body[0] + 8, body[1])
    assert pane.selected_body() is None

"""Highlights in Markdown, HTML and tables, by independent readers: nothing in them breaks what stands around."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from exported import highlight, item, work
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.core.state.highlights import COLOURS, LOOKS, Highlight
from reader.core.text.anchors import anchor_of
from reader.core.text.clean import clean_text
from reader.documents.html.sanitise import clean_html
from reader.services.exporting.formats.csv_table import READWISE_COLUMNS, harmless, write_csv, write_readwise
from reader.services.exporting.formats.html_page import MARK_TEXT, UNDERLINES, write_html
from reader.services.exporting.formats.markdown_list import harmless_note, write_markdown
from reader.services.exporting.formats.marked_html import mark_html

TEXTS = st.one_of(st.text(st.sampled_from("\\`*_[]<>$|=~%&#^!-+.:1a;()\"' \n"), max_size=40), st.text(max_size=60))


def placed(body: str, start: int, end: int, colour: str = "yellow") -> Highlight:
    return highlight(anchor=anchor_of(body, start, end), start=start, end=end, colour=colour)


def marked_texts(html: str) -> list[tuple[str, str]]:
    """The marks of a page: class and text, in order of their ends."""

    class Marks(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[tuple[str, str]] = []
            self.found: list[tuple[str, str]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "mark":
                self.open.append((dict(attrs).get("class") or "", ""))

        def handle_data(self, data: str) -> None:
            self.open = [(name, text + data) for name, text in self.open]

        def handle_endtag(self, tag: str) -> None:
            if tag == "mark":
                self.found.append(self.open.pop())

    parser = Marks()
    parser.feed(html)
    assert not parser.open
    return parser.found


def test_markdown_quotes_the_words_with_the_note_below() -> None:
    marks = (highlight("two\n\nparts", note="Is *this* so?"), highlight("more", colour="pink"))
    text = "".join(write_markdown([item(highlights=marks)]))
    assert text.endswith(
        "### Highlights\n\n- **Green**\n\n  > two\n  >\n  > parts\n\n  Is *this* so?\n\n- **Pink**\n\n  > more\n\n"
    )


@given(TEXTS, TEXTS)
@example("```", "```\nnever closed")
@example("x", "<script>alert(1)</script>")
@example("x", "<!-- never closed")
@example("x", "# A heading\n\n## Another\n\nunder\n===")
@example("- x\n\n1. y", "[a]: https://example.org")
def test_no_quote_or_note_reaches_the_next_item(exact: str, note: str) -> None:
    exact, note = clean_text(exact), clean_text(note)
    marks = (highlight(exact, note=note),)
    text = "".join(write_markdown([item("First", note=note, highlights=marks), item("Second", number=9, note="")]))
    tokens = MarkdownIt("commonmark").parse(text)
    tops = [
        tokens[number + 1].content
        for number, token in enumerate(tokens)
        if token.type == "heading_open" and not token.level
    ]
    noted = ["Note"] if note else []
    assert tops == ["Deep Weekly \\#197", "First", *noted, "Highlights", "Second"]
    assert not [token for token in tokens if token.type == "html_block" and "<script" in token.content]


def test_html_in_a_note_is_shown_and_in_code_it_stays() -> None:
    assert harmless_note("a <script>x</script> <b>bold</b>") == "a \\<script>x\\</script> <b>bold</b>"
    fenced = "```html\n<script>\n```"
    assert harmless_note(fenced) == fenced
    assert harmless_note(f"{fenced}\n<script>") == f"{fenced}\n\\<script>"


def test_words_are_marked_in_the_text_over_its_elements() -> None:
    body = "One & two <three>\n\nfour"
    html = clean_html("<p>One &amp; <b>two</b> &lt;three&gt;</p><p>four</p>").html
    marks = [placed(body, 2, 9), placed(body, 4, 23, "blue")]
    found = mark_html(html, body, marks)
    assert re.sub(r"</?mark[^>]*>", "", found) == html
    assert found.startswith(
        '<p>On<mark class="yellow">e </mark><mark class="yellow"><mark class="blue">&amp; </mark></mark><b>'
    )
    assert marked_texts(found)[-1] == ("blue", "four")


@given(
    st.lists(
        st.sampled_from(["a", "word ", "&", "<b>", "\n", "𝕏", "e\u0301", '"', "ש", ";amp;"]), min_size=1, max_size=12
    ),
    st.data(),
)
def test_a_mark_holds_the_words_that_were_marked(words: list[str], data: st.DataObject) -> None:
    body = "".join(words)
    escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = clean_html("".join(f"<p><i>{part}</i></p>" for part in escaped.split("\n"))).html
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    found = mark_html(html, body, [placed(body, start, end)])
    assert re.sub(r"</?mark[^>]*>", "", found) == html
    marked = "".join(text for _, text in marked_texts(found))
    assert "".join(marked.split()) == "".join(body[start:end].split())


def test_words_that_are_not_there_are_listed_only() -> None:
    assert mark_html("<p>Other words</p>", "Some words", [placed("Some words", 0, 4)]) == "<p>Other words</p>"
    assert (
        mark_html("<p>Some words</p>", "Some words", [highlight("Some", start=None, end=None)]) == "<p>Some words</p>"
    )
    page = "".join(write_html([item(highlights=(highlight("elsewhere", start=None, end=None, note="<i>Mine"),))]))
    assert marked_texts(page) == [("green", "elsewhere")]
    assert "&lt;i&gt;Mine</div>" in page


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("colour", COLOURS)
def test_marks_can_be_read_and_told_apart_without_colour(colour: str, theme: int) -> None:
    ground, ink = LOOKS[colour][theme]
    dark, light = sorted((luminance(MARK_TEXT[theme]), luminance(ground)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert len({UNDERLINES[other] for other in COLOURS}) == len(COLOURS)
    page = "".join(write_html([item(highlights=(highlight(colour=colour),))]))
    assert f"underline {UNDERLINES[colour]} {ink}" in page
    assert f'<mark class="{colour}">Recurrent models</mark>' in page


@given(TEXTS, TEXTS)
@example("</mark></article><script>", "</div><script>alert(1)</script>")
def test_no_highlight_leaves_its_article(exact: str, note: str) -> None:
    records = [item(highlights=(highlight(exact, note=note),)), item("Another", number=9)]
    page = "".join(write_html(records))
    assert (page.count("<article"), page.count("</article>"), page.count("<script")) == (2, 2, 0)


@given(TEXTS, TEXTS)
@example("=1+1", "@SUM(A1)")
def test_tables_hold_any_words(exact: str, note: str) -> None:
    exact, note = clean_text(exact), clean_text(note)
    marks = (highlight(exact, note=note), highlight("plain"))
    rows = list(csv.DictReader(io.StringIO("".join(write_csv([item(highlights=marks), item(number=9)])), newline="")))
    assert len(rows) == 2
    assert rows[0]["highlights"].startswith("green: “")
    assert rows[0]["highlights"].endswith("\ngreen: “plain”")
    reader = csv.DictReader(io.StringIO("".join(write_readwise([work(highlights=marks), work("None")])), newline=""))
    first, second = reader
    assert tuple(first) == READWISE_COLUMNS
    assert (first["Highlight"], first["Note"]) == (harmless(exact), harmless(note))
    assert not first["Highlight"].startswith(("=", "+", "-", "@"))
    assert (second["Highlight"], second["Title"], second["Author"]) == (
        "plain", "Attention Is All You Need", "Ashish Vaswani, Noam Shazeer",
    )  # fmt: skip
    assert (second["Location"], second["Date"]) == ("0", "2026-01-02 03:04:05")

"""Markdown read back by markdown-it, HTML by Python's parser: what a source says is text there and nothing else."""

from html.parser import HTMLParser

import pytest
from exported import item
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.services.exporting.formats.html_page import write_html
from reader.services.exporting.formats.markdown_list import escape, escape_text, write_markdown

SIGNS = st.text(st.sampled_from("\\`*_[]<>$|=~%&#^!-+.:1a;()\"' \n"), max_size=40)


def headings(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(markdown)
    inline = [tokens[number + 1] for number, token in enumerate(tokens) if token.type == "heading_open"]
    for token in inline:
        assert {child.type for child in token.children or ()} <= {"text", "text_special", "softbreak"}, token.content
    return ["".join(child.content for child in token.children or ()) for token in inline]


@given(st.one_of(SIGNS, st.text(max_size=60)))
@example("<script>alert(1)</script>")
@example("`" * 50)
@example("[a](javascript:x) ![b](c) &amp; # x #")
def test_any_title_is_one_heading_and_comes_back(title: str) -> None:
    records = [item(title, note="", body="x"), item("Another", number=9, note="")]
    found = headings("".join(write_markdown(records)))
    assert [" ".join(one.split()) for one in found] == ["Deep Weekly #197", records[0].name, "Another"]


@given(SIGNS)
def test_a_text_makes_no_marks(text: str) -> None:
    for token in MarkdownIt("commonmark").enable("table").parse(escape_text(text)):
        assert token.type in ("paragraph_open", "inline", "paragraph_close"), token
        kinds = {child.type for child in token.children or ()}
        assert kinds <= {"text", "text_special", "hardbreak", "softbreak"}


def test_an_address_in_a_text_stays_whole() -> None:
    assert escape("see https://a.org/b_c_d#e (x_y)") == "see https://a.org/b_c_d#e (x\\_y)"


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.heads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag == "h3":
            self.heads.append("")

    def handle_data(self, data: str) -> None:
        if self.heads and self.tags[-1] in ("h3", "a"):
            self.heads[-1] += data


@given(st.text(max_size=60))
@example('"><script>alert(1)</script>')
def test_any_title_is_one_article_of_the_page(title: str) -> None:
    records = [item(title, body_html="", note=title), item("Another", number=9, body_html="")]
    page = Page("".join(write_html(records)))
    assert page.tags.count("article") == 2
    assert "script" not in page.tags
    assert " ".join(page.heads[0].split()) == " ".join(records[0].name.split())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a@b.org/"])
def test_a_page_links_only_where_the_window_would(url: str) -> None:
    assert "href" not in "".join(write_html([item(url=url)]))


def test_a_page_fetches_nothing() -> None:
    page = "".join(write_html([item(body_html='<p><img src="https://t.example/p.png">x</p>')]))
    assert "default-src 'none'" in page

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shares import examples

from reader.core.values.document import Block, Tag
from reader.documents.html.html_blocks import html_blocks
from reader.documents.markdown.front_matter import read_front_matter
from reader.documents.markdown.markdown_blocks import markdown_blocks
from reader.documents.markdown.markdown_document import looks_like_markdown, read_markdown
from reader.documents.raw import plain_text


def marks(block: Block, tag: str) -> list[str]:
    return [block.text[mark.start : mark.end] for mark in block.marks if mark.tag == tag]


def test_front_matter_says_what_the_document_is() -> None:
    document = read_markdown(
        '---\ntitle: "Letter: Issue 12"\nauthors:\n  - Ada\n  - Bob\npublication: A Letter # of letters\n'
        "published_at: 2024-05-06T07:08:09Z\nissue: 12\nsource_url: https://a.example/12\ntags: [a]\n---\n\n# Head\n",
        "12.md",
    )
    assert (document.title, document.author, document.publication) == ("Letter: Issue 12", "Ada, Bob", "A Letter")
    assert (document.date, document.number, document.url) == ("2024-05-06", 12, "https://a.example/12")
    assert [(block.text, block.line, block.level) for block in document.blocks] == [("Head", 13, 1)]


def test_keys_without_a_fence_are_front_matter_of_markdown() -> None:
    document = read_markdown("Title: Harbour Links 7\nNumber: 7\nDate: 2022-11-23\n\nHello: this is text.\n", "7.md")
    assert (document.title, document.number, document.date) == ("Harbour Links 7", 7, "2022-11-23")
    assert [(block.text, block.line) for block in document.blocks] == [("Hello: this is text.", 5)]


def test_text_with_a_colon_is_no_front_matter() -> None:
    document = read_markdown("Title: Tin.\nAnd more of it.\n\nText\n", "a.md")
    assert document.blocks[0].text.startswith("Title: Tin.")


def test_a_subtitle_in_front_matter_is_text() -> None:
    document = read_markdown("---\ntitle: A\ndescription: What it is about\n---\nText\n", "a.md")
    assert [(block.text, block.line) for block in document.blocks] == [("What it is about", 3), ("Text", 5)]


@pytest.mark.parametrize(
    ("text", "values", "lines"),
    [
        ("+++\ntitle = 'A'\n+++\n", {"title": "A"}, 3),
        ("---\nnested:\n  a: b\nfold: >\n  one\n  two\n---\n", {"nested": "a: b", "fold": "one two"}, 7),
        ("---\nNot front matter but a ruler\n---\n", {}, 0),
        ("---\ntitle: never ends\n", {}, 0),
        ("Title\n---\n", {}, 0),
        ("", {}, 0),
    ],
)
def test_front_matter_is_read_by_hand(text: str, values: dict[str, str], lines: int) -> None:
    assert read_front_matter(text) == (values, lines)


def test_blocks_know_their_lines_gaps_and_kinds() -> None:
    text = (
        "Title\n=====\n\n\n## Part *one*\nA para-\ngraph of two lines\n\n1. One\n2. Two\n   - Inner\n\n> Said\n\n"
        "```py\nx = 1\n```\n***\n[end](https://e.example)\n"
    )
    blocks = markdown_blocks(text)
    assert [(block.text, block.line, block.last_line, block.gap) for block in blocks] == [
        ("Title", 1, 1, 0),
        ("Part one", 5, 5, 2),
        ("A para- graph of two lines", 6, 7, 0),
        ("One", 9, 9, 1),
        ("Two", 10, 10, 0),
        ("Inner", 11, 11, 0),
        ("Said", 13, 13, 1),
        ("x = 1", 16, 16, 1),
        ("end", 19, 19, 0),
    ]
    assert [block.level for block in blocks[:3]] == [1, 2, 0]
    assert [(block.depth, block.is_ordered) for block in blocks[3:6]] == [(1, True), (1, True), (2, False)]
    assert [block.tag for block in blocks[5:8]] == [Tag.ENTRY, Tag.QUOTE, Tag.CODE]
    assert blocks[8].has_rule_before


def test_inline_markup_becomes_marks_and_links() -> None:
    (block,) = markdown_blocks(
        "**Bold** and *it* `x*y` ~~no~~ \\*not\\* &amp; [a [b]](https://a.example 'T') [ref] <https://c.example/d_e>\n\n"
        "[ref]: https://r.example/é\n"
    )
    assert block.text == "Bold and it x*y no *not* & a [b] ref https://c.example/d_e"
    assert [marks(block, tag) for tag in ("strong", "em", "code", "del")] == [["Bold"], ["it"], ["x*y"], ["no"]]
    assert [(block.text[link.start : link.end], link.url) for link in block.links] == [
        ("a [b]", "https://a.example"),
        ("ref", "https://r.example/é"),
        ("https://c.example/d_e", "https://c.example/d_e"),
    ]


def test_forced_line_ends_part_lines() -> None:
    blocks = markdown_blocks("**On People**  \nA book\\\nAnother book\n\nNext")
    assert [(block.text, block.line, block.gap) for block in blocks] == [
        ("On People", 1, 0),
        ("A book", 2, 0),
        ("Another book", 3, 0),
        ("Next", 5, 1),
    ]


def test_tables_are_rows_of_cells() -> None:
    head, row = markdown_blocks(
        "| Paper | Links |\n|---|---|\n| **A** is | [P](https://p.example), [C](https://c.example) |\n"
    )
    assert (head.tag, row.tag) == (Tag.ROW, Tag.ROW)
    assert (marks(head, "td"), marks(row, "td")) == (["Paper", "Links"], ["A is", "P, C"])
    assert (row.line, len(row.links)) == (3, 2)


def test_cells_beyond_the_last_column_are_kept() -> None:
    *_, row, short = markdown_blocks("|a|b|\n|-|-|\n|c|d \\| d|e|*f*|\n|g|\n")
    assert (marks(row, "td"), marks(row, "em"), short.text) == (["c", "d | d", "e", "f"], ["f"], "g")


def test_html_in_markdown_is_read() -> None:
    blocks = markdown_blocks(
        '<div align="center"><h1>Big</h1></div>\n\nText<br>line <b>bold</b> <a href="https://a.example">a</a>\n'
    )
    assert [(block.text, block.line) for block in blocks] == [("Big", 1), ("Text", 3), ("line bold a", 4)]
    assert (blocks[0].level, marks(blocks[2], "strong"), blocks[2].links[0].url) == (1, ["bold"], "https://a.example")


def test_pictures_are_captions() -> None:
    text, picture = markdown_blocks("Text ![A chart](https://a.example/x.png)\n")
    assert (text.text, picture.text, picture.tag, picture.images) == ("Text", "A chart", Tag.CAPTION, 1)


@pytest.mark.parametrize(
    ("fence", "shown"),
    [
        ("```python\nx\n```", ["x"]),
        ("~~~ C++\nx\n~~~", ["x"]),
        ("```python\n```", ["python"]),
        ("```Breaking\nx\n```", ["Breaking", "x"]),
        ("~~~~never\nended", ["never", "ended"]),
    ],
)
def test_what_a_fence_says_is_text_unless_it_names_a_language(fence: str, shown: list[str]) -> None:
    assert " ".join(block.text for block in markdown_blocks(fence)).split() == shown


def test_no_word_is_taken_for_syntax() -> None:
    assert [block.text for block in markdown_blocks("1984. A book\n\n[^1]: Footnote\n\n```Not code at all\n")] == [
        "1984. A book",
        "[^1]: Footnote",
        "Not code at all",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\ntitle: x\n---\nText", "x.txt"),
        ("# Head\n\nSee [a](https://a.example)", ""),
        ("[a](https://a.example) [b](https://b.example) [c](https://c.example)", ""),
        ("Plain", "x.md"),
    ],
)
def test_markdown_is_recognised(text: str, name: str) -> None:
    assert looks_like_markdown(text, name)


@pytest.mark.parametrize(
    "text",
    ["Plain text\n\nwith *stars*, 2 * 3 and #tags\n", "Title\n-----\n\nhttps://a.example", "<html><h1>a</h1>", "# one"],
)
def test_other_texts_are_not_markdown(text: str) -> None:
    assert not looks_like_markdown(text, "x.txt")


BOMBS = {
    "quotes": "> " * 3_000 + "kept",
    "tight quotes": ">" * 3_000 + "kept",
    "lists": "- " * 3_000 + "kept",
    "stairs": "\n".join(" " * (2 * depth) + "- x" for depth in range(400)) + "\n\nkept",
    "stairs in a quote": "\n".join("> " + " " * (2 * depth) + "- x" for depth in range(400)) + "\n\nkept",
    "stairs that end": "\n".join("> " + " " * (2 * depth) + "- x" for depth in range(100)) + "kept",
    "wide quotes": (">   " * 10 + "a\n") * 3_000 + "\nkept",
    "brackets": "kept\n\n" + "[" * 20_000,
    "pictures": "kept " + "![" * 10_000,
    "stars": "kept " + "*a **b " * 8_000,
    "rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * 8_000 + "\nkept",
    "ticks": "kept " + "".join("`" * length + "a" for length in range(300)),
    "references": "[a]: b\n" * 10_000 + "\nkept",
    "html": "<b>" * 10_000 + "kept",
    "lines": "kept\n" * 30_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_takes_long_or_is_lost(name: str) -> None:
    start = time.process_time()
    blocks = markdown_blocks(BOMBS[name])
    assert time.process_time() - start < 12
    assert any("kept" in block.text for block in blocks)


TEXT = """A Letter
#12

News

First story, with an "odd" title
It says that 2 < 3 & so on.
Second story
It says more.

Papers

A paper
Abstract: We present x."""
MARKDOWN = """# A Letter
#12

## News

### [First story, with an "odd" title](https://a.example/1)
It says that 2 < 3 & *so* on.

**Second story**\\
It says more.

## Papers

* A paper
* Abstract: We `present` x.
"""
HTML = """<html><body><h1>A Letter</h1>#12<table><tr><td><h2>News</h2></td></tr><tr><td><table><tr><td>
<a href="https://a.example/1"><b>First story, with an "odd" title</b></a></td></tr><tr><td>It says that 2 &lt; 3 &amp;
<i>so</i> on.<br><b>Second story</b><br>It says more.<h2>Papers</h2></td></tr></table></td></tr></table>
<ul><li>A paper<li>Abstract: We <code>present</code> x.</ul>"""


def test_one_issue_in_three_formats_has_the_same_paragraphs() -> None:
    plain = [block.text for block in plain_text.read(TEXT, name="x", original=b"").blocks]
    assert [block.text for block in markdown_blocks(MARKDOWN)] == plain
    assert [block.text for block in html_blocks(HTML)] == plain


SIGNS = ["*", "**", "_", "`", "[", "]", "# ", "> ", "- ", "1. ", "|", "~~", "\\", "&amp;", "!", "<br>", "<b>", "</b>"]
SIGNS += ["\n", "\n\n", "  \n", "    ", "---\n", "===\n", "|---|\n", "|-|-|\n", " ", "word", "word", "word "]


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=60))
def test_every_word_between_any_signs_is_kept(signs: list[str]) -> None:
    text = "".join(f"w{number}w" if sign == "word" else sign for number, sign in enumerate(signs))
    shown = " ".join(block.text for block in markdown_blocks(text))
    assert Counter(re.findall(r"w\d+w", shown)) == Counter(re.findall(r"w\d+w", text))


def test_recognising_takes_no_time_on_long_lines() -> None:
    start = time.process_time()
    assert not looks_like_markdown("word" * 10_000 + "\n" + "** " * 10_000)
    assert time.process_time() - start < 4

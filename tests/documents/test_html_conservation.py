"""Every word that a person would see is in a block, and nothing that they would not."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode
from shares import examples

from reader.documents.html.html_blocks import html_blocks
from reader.documents.html.html_pages import decode_html

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
INVISIBLE = frozenset("head script style template noscript title iframe noembed noframes datalist -comment rp".split())
WIDTHLESS = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\ufeff]")

INLINE = st.sampled_from("b i span font code sub u small".split())
BLOCK = st.sampled_from("div p h2 blockquote ul|li ol|li table|tr|td table|tr|th section center pre td dl|dd".split())
HIDDEN = st.sampled_from(
    ('<div style="display:none">', '<span style="mso-hide:all">', '<div class="x">', "<div hidden>", "<script>")
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> list[tuple[str, bool]]:
    """Pieces of a document, each with whether it is a word that can be seen."""
    pieces: list[tuple[str, bool]] = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 5 if depth < 4 else 1))
        if kind <= 1:
            pieces += [(draw(st.sampled_from(("", " ", "\n", "&nbsp;", "<br>", "<hr>"))), False), ("", True)]
        elif kind == 5:
            start = draw(HIDDEN)
            pieces += [(f"{start}hidden</{start[1:].split(' ')[0].rstrip('>')}>", False)]
        else:
            tags = draw(INLINE if kind == 2 else BLOCK).split("|")
            pieces.append(("".join(f"<{tag}>" for tag in tags), False))
            pieces += draw(trees(depth=depth + 1))
            pieces.append(("".join(f"</{tag}>" for tag in reversed(tags)), False))
    return pieces


@settings(max_examples=examples(150), deadline=None)
@given(trees())
def test_all_words_of_a_tree_that_can_be_seen_are_kept_and_no_others(pieces: list[tuple[str, bool]]) -> None:
    html, words = "<style>.x{display:none}</style>shown", ["shown"]
    for number, (text, is_word) in enumerate(pieces):
        html += f"·{number}·" if is_word else text
        words += [f"·{number}·"] if is_word else []
    text = "".join(block.text for block in html_blocks(html))
    assert Counter(re.findall(r"·\d+·|shown|hidden", text)) == Counter(words)


def visible(html: str) -> str:
    """The visible text without white space, taken from the tree in another way than the reader's."""
    found: list[str] = []

    def add(node: LexborNode | None) -> None:
        while node is not None:
            style = re.sub(r"\s", "", node.attributes.get("style") or "").lower() if node.is_element_node else ""
            if node.tag == "-text":
                found.append(node.text_content or "")
            elif node.tag not in INVISIBLE and "display:none" not in style and "mso-hide:all" not in style:
                add(node.first_child)
            node = node.next

    add(LexborHTMLParser(html).root)
    return signs("".join(found))


def signs(text: str) -> str:
    return "".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", WIDTHLESS.sub("", text)).split())


def shown(html: str) -> str:
    return signs("".join(block.text for block in html_blocks(html)))


def is_within(part: str, whole: str) -> bool:
    """Whether all signs of one text come in the other in the same order; the other may have more."""
    rest = iter(whole)
    return all(sign in rest for sign in part)


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the shared vectors are not here")
def test_whole_pages_lose_no_sign() -> None:
    pages = [*VECTORS.glob("html_files/**/*.html"), *CORPUS.glob("public/*.html")]
    assert len(pages) > 10
    for page in pages:
        # Rules for the whole page are another matter; here only inline styles hide.
        html = re.sub(r"(?is)<style.*?</style>", "", decode_html(page.read_bytes(), page.name))
        assert is_within(visible(html), shown(html)), page.name


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the shared vectors are not here")
def test_snippets_lose_no_sign() -> None:
    rows = [json.loads(line) for line in (VECTORS / "html" / "vectors.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) > 500
    for row in rows:
        assert is_within(visible(row["html"]), shown(row["html"])), row["id"]

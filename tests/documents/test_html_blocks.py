import time

import pytest

from reader.core.values.document import Block, Link, Mark, Tag
from reader.documents.html.html_blocks import html_blocks


def texts(html: str) -> list[str]:
    return [block.text for block in html_blocks(html)]


def marks(block: Block, tag: str) -> list[str]:
    return [block.text[mark.start : mark.end] for mark in block.marks if mark.tag == tag]


def links(block: Block) -> list[tuple[str, str]]:
    return [(block.text[link.start : link.end], link.url) for link in block.links]


def test_paragraphs_headings_lists_quotes_and_code_are_told_apart() -> None:
    blocks = html_blocks(
        "<h2>News</h2><p>One</p><ul><li>First<ol><li>Inner</ol><li>Second</ul><blockquote><p>Said</blockquote>"
        "<pre>x = 1\n  y</pre><figure><figcaption>Under</figcaption></figure>"
    )
    assert [(block.text, block.tag) for block in blocks] == [
        ("News", Tag.HEADING),
        ("One", Tag.PARAGRAPH),
        ("First", Tag.ENTRY),
        ("Inner", Tag.ENTRY),
        ("Second", Tag.ENTRY),
        ("Said", Tag.QUOTE),
        ("x = 1 y", Tag.CODE),
        ("Under", Tag.CAPTION),
    ]
    assert [(block.depth, block.is_ordered) for block in blocks[2:5]] == [(1, False), (2, True), (1, False)]
    assert blocks[0].level == 2


def test_only_the_first_paragraph_of_a_list_entry_begins_it() -> None:
    blocks = html_blocks("<ul><li><p>Begin</p><p>Go on</p></ul>")
    assert [(block.tag, block.depth) for block in blocks] == [(Tag.ENTRY, 1), (Tag.PARAGRAPH, 1)]


def test_white_space_is_collapsed_but_words_are_never_glued_or_cut() -> None:
    assert texts("<p> a\n b&nbsp;&nbsp;c<b>d</b>e <i> f</i></p>g<div>h</div>i<br>j") == [
        "a b cde f",
        "g",
        "h",
        "i",
        "j",
    ]


def test_links_stand_where_they_stand_in_the_text() -> None:
    (block,) = html_blocks('<p>See <a href="https://a.example/x"> the <b>paper</b> </a>, or https://b.example/y.</p>')
    assert links(block) == [("the paper", "https://a.example/x"), ("https://b.example/y", "https://b.example/y")]


def test_a_link_around_blocks_is_in_each_of_them() -> None:
    blocks = html_blocks('<a href="https://a.example"><h3>Title</h3><p>Text</p></a>')
    assert [block.links for block in blocks] == [
        (Link(0, 5, "https://a.example"),),
        (Link(0, 4, "https://a.example"),),
    ]


def test_relative_addresses_are_resolved_and_unsafe_ones_are_no_links() -> None:
    html = '<a href="/x">a</a> <a href="javascript:alert(1)">b</a> <a href="//evil.example">c</a>'
    assert links(html_blocks(html, base="https://a.example/b/")[0]) == [("a", "https://a.example/x")]
    assert links(html_blocks(html)[0]) == []


def test_marks_and_weight_say_what_is_emphasised() -> None:
    (block,) = html_blocks(
        "<p><b>Bold</b> <strong>run</strong> and <em>it</em> <code>x</code> H<sub>2</sub> <s>no</s></p>"
    )
    assert marks(block, "strong") == ["Bold run"]
    assert [marks(block, tag) for tag in ("em", "code", "sub", "del")] == [["it"], ["x"], ["2"], ["no"]]
    assert 0.3 < block.weight < 0.45


def test_styles_make_bold_and_normal() -> None:
    bold, normal = html_blocks(
        '<p style="font-weight:700">Bold</p><b style="font-weight:normal"><p>A wrapper of a word processor</p></b>'
    )
    assert (bold.weight, normal.weight) == (1.0, 0.0)


def test_headings_without_heading_elements_have_larger_letters() -> None:
    body = '<td style="font-size:14px">A text of the usual size that is long enough to be the usual one.</td>'
    html = (
        "<style>.head{font-size:28px}</style><table><tr><td class='head'>The Letter</td></tr>"
        f'<tr><td><font size="4">Section</font></td></tr><tr>{body}</tr><tr>{body}</tr></table>'
    )
    assert [(block.level, block.tag) for block in html_blocks(html)[:3]] == [
        (1, Tag.HEADING),
        (2, Tag.HEADING),
        (0, Tag.PARAGRAPH),
    ]


def test_large_letters_stand_below_the_heading_elements_that_are_larger() -> None:
    text = "<p>A text of the usual size that is long enough to be the usual one.</p>"
    story = f"<p style='font-size:20px'>Story</p>{text}"
    blocks = html_blocks(f"<h1>Letter</h1><h2>Section</h2>{story}<p style='font-size:24px'>Next</p>{text}")
    assert [(block.text, block.level) for block in blocks if block.level] == [
        ("Letter", 1),
        ("Section", 2),
        ("Story", 3),
        ("Next", 2),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">gone</div>',
        '<div style="DISPLAY : none !important; color:red">gone</div>',
        '<span style="mso-hide:all">gone</span>',
        '<div style="max-height:0;overflow:hidden">gone</div>',
        '<div style="font-size:0px">gone</div>',
        '<p style="visibility:hidden">gone</p>',
        "<div hidden>gone</div>",
        '<div class="a pre b">gone</div>',
        '<div id="pre">gone</div>',
        "<template>gone</template>",
        "<noscript>gone</noscript>",
        "<script>gone</script>",
        "<!-- gone -->",
    ],
)
def test_what_nobody_sees_is_not_text(hidden: str) -> None:
    style = "<style>/* x */ .pre, #pre { display: none } @media (max-width:9px) { .small { display:none } }</style>"
    assert texts(f"<html><head><title>gone</title>{style}</head><body>{hidden}<p class=small>stays</p>") == ["stays"]


def test_letters_of_no_size_are_seen_where_an_inner_style_gives_them_one() -> None:
    assert texts('<div style="font-size:0"> gone <i>gone</i> <p>seen by a rule</p></div>') == ["seen by a rule"]
    assert texts('<div style="font-size:0">gone<div style="font-size:13px">seen</div></div>') == ["seen"]


def test_a_preheader_of_invisible_signs_is_no_block() -> None:
    assert texts("<div>&zwnj;&nbsp;&#847;&nbsp;&shy;&nbsp;\u200b</div><p>Text</p>") == ["Text"]


def test_where_everything_is_hidden_styles_are_not_believed() -> None:
    assert texts('<div style="display:none"><p>All</p></div>') == ["All"]


def test_line_breaks_part_lines_and_paragraphs() -> None:
    blocks = html_blocks("<p><b>Title</b><br>Blurb<br><br>Next<br/>Last</p>")
    assert [(block.text, block.gap) for block in blocks] == [("Title", 0), ("Blurb", 0), ("Next", 1), ("Last", 0)]


def test_a_break_in_a_heading_does_not_part_it() -> None:
    (block,) = html_blocks("<h1>Deep Learning<br>Weekly</h1>")
    assert block.text == "Deep Learning Weekly"
    assert block.marks == (Mark(14, 14, "br"),)


def test_lines_that_a_mail_program_wrapped_are_one_paragraph() -> None:
    lines = [
        "This line was broken by a program at a width of some sixty",
        "signs, as one can see from its even right margin, and it",
    ]
    (block,) = html_blocks("<p>" + "<br>\n".join([*lines, *lines, "ends here."]) + "</p>")
    assert block.text == " ".join([*lines, *lines, "ends here."])


def test_layout_tables_become_paragraphs_with_the_bullets_of_their_own_cells() -> None:
    cell = "<table><tr><td><a href='https://a.example/{0}'>Headline {0}</a></td></tr></table>"
    row = f"<tr><td>&bull;</td><td>{cell}</td></tr>"
    blocks = html_blocks(f"<table><tr><td><table>{row.format(1)}{row.format(2)}</table></td></tr></table>")
    assert [(block.text, block.tag) for block in blocks] == [("• Headline 1", Tag.ENTRY), ("• Headline 2", Tag.ENTRY)]
    assert links(blocks[1]) == [("Headline 2", "https://a.example/2")]


def test_a_sign_that_parts_paragraphs_is_no_bullet_of_the_next() -> None:
    assert texts("<p>One</p><p>—</p><p>Two</p>") == ["One", "—", "Two"]
    rows = "<tr><td>One</td></tr><tr><td>*</td></tr><tr><td>Two</td></tr><tr><td>1.</td><td>Three</td></tr>"
    assert texts(f"<table>{rows}</table>") == ["One", "*", "Two", "1. Three"]


def test_rows_of_data_keep_their_cells() -> None:
    blocks = html_blocks(
        "<table><tr><th>Paper<th>Links</tr><tr><td><p><b>A title</b></p><td><a href='https://p.example'>PDF</a></tr>"
        "<tr><td>Another<td></tr></table>"
    )
    assert [block.tag for block in blocks] == [Tag.ROW] * 3
    assert [marks(block, "td") for block in blocks] == [["Paper", "Links"], ["A title", "PDF"], ["Another", ""]]


def test_pictures_are_captions_and_counted_but_tracking_dots_are_not() -> None:
    blocks = html_blocks(
        '<h2><img src="i.png"> Section</h2><p>Text <img alt="🔥"><img alt="A chart" src=x></p>'
        '<img src="t.gif" width="1" height="1"><p>End<img src=y></p>'
    )
    assert [(block.text, block.tag, block.images) for block in blocks] == [
        ("Section", Tag.HEADING, 1),
        ("Text 🔥", Tag.PARAGRAPH, 0),
        ("A chart", Tag.CAPTION, 1),
        ("End", Tag.PARAGRAPH, 1),
    ]


def test_a_heading_that_is_a_picture_is_a_heading() -> None:
    (block,) = html_blocks('<h2><img alt="Industry" src=x></h2>')
    assert (block.text, block.level, block.tag) == ("Industry", 2, Tag.HEADING)


def test_a_ruler_is_told_to_the_next_block() -> None:
    assert [block.has_rule_before for block in html_blocks("<p>a</p><hr><p>b</p><p>c</p>")] == [False, True, False]


def test_a_plain_mail_on_a_page_keeps_its_lines_as_paragraphs() -> None:
    body = "\n".join(f"Line {number}\n" for number in range(12))
    blocks = html_blocks(f"<h1>List</h1><pre>{body}</pre>")
    assert [block.text for block in blocks[1:]] == [f"Line {number}" for number in range(12)]
    assert {block.tag for block in blocks[1:]} == {Tag.PARAGRAPH}


def test_navigation_is_kept_and_marked() -> None:
    blocks = html_blocks(
        "<header><a href='https://a.example'>Home of all</a></header><nav>Menu</nav>"
        "<main><p>The issue itself, with enough text to be the main part.</p></main><p>Other issues</p>"
    )
    aside = [any(mark.tag == "nav" for mark in block.marks) for block in blocks]
    assert aside == [True, True, False, True]


def test_a_footer_that_is_text_is_no_navigation() -> None:
    (_, footer) = html_blocks("<p>Text</p><footer>Written by a person who has something to say.</footer>")
    assert not footer.marks


BOMBS = {
    "divs": "<div>" * 60_000 + "kept",
    "bold": "<b>" * 60_000 + "kept",
    "paragraphs in bold": "<p><b>" * 20_000 + "kept",
    "tables": "<table><tr><td>" * 5_000 + "kept",
    "a few tables": "<table><tr><td>a" * 2_600 + "kept",
    "a page with a main part": "<main>" + "<p class=x>word" * 20_000 + "<p>kept</main>",
    "lists": "<ul><li>" * 20_000 + "kept",
    "quotes": "<blockquote>" * 20_000 + "kept",
    "rows": "<table>" + "<tr><td>a<td>b" * 10_000 + "</table>kept",
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">kept",
    "huge attribute": f'<a title="{"x" * 3_000_000}">kept</a>',
    "one word": "<p>kept " + "A" * 300_000,
    "breaks": "<br>" * 50_000 + "kept",
    "pre": "<pre>" * 2_000 + "\n" * 50_000 + "kept",
    "style": "<style>" + ".a{" * 50_000 + "</style>kept",
    "rules": "<style>" + "".join(f".a{number}{{display:none}}" for number in range(10_000)) + "</style><p class=b>kept",
    "styled": f'<p style="{"font:" * 20_000}">kept',
    "open comment": "kept<!--" + "<b>" * 20_000,
    "brackets": "kept" + "<" * 100_000,
    "marks": "<b>a</b> <i>b</i> " * 10_000 + "kept",
    "addresses": "<p>kept " + "https://a.example/ " * 3_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_page_takes_long_or_loses_its_text(name: str) -> None:
    start = time.process_time()
    blocks = html_blocks(BOMBS[name])
    assert time.process_time() - start < 12
    assert any("kept" in block.text for block in blocks)

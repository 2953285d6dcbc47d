"""Bodies keep the form of their source: lists, quotes, code, tables, links and emphasis, sliced with the text."""

from reader.core.values.document import Block, Link, Mark, Tag
from reader.split.items.bodies import Piece, compose


def html(*blocks: Block) -> str:
    return compose([[Piece(block, 0, len(block.text))] for block in blocks])


def entry(text: str, depth: int = 1, *, is_ordered: bool = False) -> Block:
    return Block(text, tag=Tag.ENTRY, depth=depth, is_ordered=is_ordered)


def test_marks_and_links_nest_even_where_they_overlap() -> None:
    block = Block("bold and linked", links=(Link(5, 15, "https://x.org"),), marks=(Mark(0, 8, "strong"),))
    assert (
        html(block)
        == ('<p><strong>bold <a href="https://x.org">and</a></strong><a href="https://x.org"> linked</a></p>')
        or html(block) == '<p><strong>bold </strong><a href="https://x.org"><strong>and</strong> linked</a></p>'
    )


def test_a_slice_keeps_only_what_lies_in_it() -> None:
    block = Block("Title. A link here", links=(Link(9, 13, "https://x.org"),), marks=(Mark(0, 6, "strong"),))
    assert compose([[Piece(block, 7, 18)]]) == '<p>A <a href="https://x.org">link</a> here</p>'


def test_deeper_entries_lie_in_the_entry_before() -> None:
    found = html(entry("a"), entry("b", 2), entry("c"), Block("after"))
    assert found == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>\n<p>after</p>"


def test_ordered_and_unordered_lists_are_told_apart() -> None:
    assert html(entry("a"), entry("b", is_ordered=True)) == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_quotes_code_captions_and_rows() -> None:
    row = Block("one two", tag=Tag.ROW, marks=(Mark(0, 3, "td"), Mark(4, 7, "td")))
    blocks = (Block("q", tag=Tag.QUOTE), Block("r", tag=Tag.QUOTE), Block("x < 1", tag=Tag.CODE), row)
    assert html(*blocks, Block("c", tag=Tag.CAPTION)) == (
        "<blockquote><p>q</p>\n<p>r</p></blockquote>\n<pre><code>x &lt; 1</code></pre>\n"
        "<table><tr><td>one</td><td>two</td></tr></table>\n<figure><figcaption>c</figcaption></figure>"
    )


def test_line_ends_are_kept_and_harmful_addresses_are_not() -> None:
    block = Block("a b", links=(Link(0, 1, "javascript:x"),), marks=(Mark(2, 2, "br"),))
    assert html(block) == "<p>a <br>b</p>"

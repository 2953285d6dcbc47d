"""The program's own pages, written in Markdown, as HTML for the window and as lines of plain text for a terminal.

They come with the program and not from outside, so their HTML is not cleaned again; a page cannot contain any itself.
In plain text keys and commands keep their backticks, which tell ``a`` from a word.
"""

import textwrap
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_HARD_SPACE = "\xa0"
"""Stands for the spaces of keys and commands while lines are broken."""
_UNDERLINES = {"h1": "=", "h2": "-"}
_LEAST = 20
"""Columns that a paragraph or the last column of a table has at least, however narrow the terminal is."""


@cache
def page_html(text: str) -> str:
    """The page as HTML; a link has the address that is written in the page."""
    return str(_parser().render(text))


def page_lines(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns, where words, tables and lines of code leave that much room."""
    root = SyntaxTreeNode(_parser().parse(text))
    return [line.replace(_HARD_SPACE, " ").rstrip() for line in _blocks(root.children, width)]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _blocks(nodes: Sequence[SyntaxTreeNode], width: int) -> Iterator[str]:
    """The lines of several blocks, an empty line between two of them."""
    for number, node in enumerate(nodes):
        if number:
            yield ""
        yield from _block(node, width)


def _block(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    if node.type == "heading":
        words = _words(node)
        yield from (words, _UNDERLINES.get(node.tag, ".") * len(words))
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node, width)
    elif node.type == "table":
        yield from _table([row for part in node.children for row in part.children], width)
    elif node.type in ("fence", "code_block"):
        yield from (f"    {line}" for line in node.content.rstrip("\n").split("\n"))
    else:
        yield from _wrapped(_words(node), width)


def _list(node: SyntaxTreeNode, width: int) -> Iterator[str]:
    for number, item in enumerate(node.children, start=1):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        indent = " " * len(mark)
        for place, line in enumerate(_blocks(item.children, width - len(mark))):
            yield f"{indent if place else mark}{line}"


def _table(rows: Sequence[SyntaxTreeNode], width: int) -> Iterator[str]:
    """Columns as wide as their widest cell; the last one is wrapped."""
    cells = [[_words(cell) for cell in row.children] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)][:-1]
    room = width - sum(widths) - 2 * len(widths)
    for row in cells:
        if any(row):  # a table's head may be empty
            first = "".join(f"{cell:<{size}}  " for cell, size in zip(row, widths, strict=False))
            for place, line in enumerate(_wrapped(row[-1], room) or [""]):
                yield f"{' ' * len(first) if place else first}{line}"


def _wrapped(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, max(width, _LEAST), break_long_words=False, break_on_hyphens=False)


def _words(node: SyntaxTreeNode) -> str:
    """The text of a block without the signs of emphasis."""
    if node.type == "code_inline":
        return f"`{node.content}`".replace(" ", _HARD_SPACE)
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return node.content if node.type == "text" else "".join(map(_words, node.children))

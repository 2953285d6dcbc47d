"""Sanitised HTML made cheap to lay out: layout tables unwrapped, depth and word length bounded, images to captions.

Qt lays out nested tables in exponential time and long words in quadratic time; mail is made of nested tables.
Works on what nh3 has cleaned: every tag is closed and allowed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

# Measured with Qt (SAFETY): 10,000 rows of a table take 3 s, one word of 300,000 characters takes 5 s.
MAX_DEPTH = 60
MAX_TABLE_ROWS = 500
MAX_WORD = 1_000
# A cell with more text than this, on average, is a column of a layout and no cell of a table.
LAYOUT_CELL = 400

VOID = frozenset(("br", "hr", "img", "wbr"))
_TABLE_PARTS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"))
_BLOCKS_IN_CELL = frozenset("div p ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre table figure hr section article".split())
# Elements that are only another name for what the view knows.
_RENAMED = {
    **dict.fromkeys(("article", "aside", "center", "details", "figure", "figcaption", "footer", "header"), "div"),
    **dict.fromkeys(("hgroup", "main", "nav", "section", "summary", "address"), "div"),
    **dict.fromkeys(("button", "fieldset", "form", "legend", "marquee", "option"), "div"),
    "dir": "ul",
    "menu": "ul",
    "big": "span",
    "font": "span",
    "strike": "s",
    "tt": "code",
}
_SPACE = re.compile("[\\s\u200b]")
# Tried where a word begins only: else each of its characters would be, as far as the word goes.
_LONG_WORD = re.compile(f"(?<![^\\s\u200b])[^\\s\u200b]{{{MAX_WORD + 1},}}")
_INLINE = frozenset(
    "a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var".split()
)
_TINY = frozenset(("0", "1", "2"))


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["_Node | str"] = field(default_factory=list)


def flatten(html: str) -> tuple[str, int]:
    """The flattened HTML, and how many images were left out (tracking dots are not counted)."""
    parser = _TreeBuilder()
    parser.feed(html)
    parser.close()
    writer = _Writer()
    writer.write(parser.root)
    return "".join(writer.out), writer.images


class _TreeBuilder(HTMLParser):
    """A tree of what nh3 wrote; tables inside tables and whatever is too deep are unwrapped as it is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self._open = [self.root]
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _RENAMED.get(tag, tag)
        node = _Node(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._open[-1].children.append(node)
        elif len(self._open) > MAX_DEPTH:
            self._skipped.append(tag)
            self._open[-1].children.append(" ")
        else:
            self._open[-1].children.append(node)
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        tag = _RENAMED.get(tag, tag)
        if self._skipped and self._skipped[-1] == tag:
            self._skipped.pop()
            self._open[-1].children.append(" ")
        elif not self._skipped and len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.images = 0
        self._run = 0  # the length of the word that is being written, which may go on in the next element

    def write(self, node: _Node, *, keep_table: bool = False) -> None:
        """Write a node's children. Recursion is bounded by the depth of the tree."""
        for child in node.children:
            if isinstance(child, str):
                self.out.append(escape(self._break_words(child), quote=False))
            elif child.tag == "img":
                self._write_image(child)
            elif child.tag in VOID:
                self.out.append("\u200b" if child.tag == "wbr" else f"<{child.tag}>")
                self._run = 0
            else:
                self._write_element(child, keep_table=keep_table)

    def _write_element(self, node: _Node, *, keep_table: bool) -> None:
        tag = node.tag
        if tag == "table":
            keep_table = is_data_table(node)
        if tag in _TABLE_PARTS and not keep_table:
            tag = "div" if tag in ("td", "th", "caption") else ""
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in sorted(node.attributes.items()))
        if tag == "div" and node.tag != "div":
            attributes = ""
        self._open_or_close(tag, f"<{tag}{attributes}>")
        self.write(node, keep_table=keep_table)
        self._open_or_close(tag, f"</{tag}>")

    def _open_or_close(self, tag: str, text: str) -> None:
        if tag:
            self.out.append(text)
        if tag not in _INLINE:
            self._run = 0

    def _break_words(self, text: str) -> str:
        # A person's words are short: only the two at the ends, which may be parts of words, are looked at one by one.
        first = _SPACE.search(text)
        last = _SPACE.search(text[::-1])
        if first is None or last is None:
            return self._go_on(text)
        start, end = first.start(), len(text) - last.start()
        begin = self._go_on(text[:start])
        self._run = 0
        return begin + _LONG_WORD.sub(_broken, text[start:end]) + self._go_on(text[end:])

    def _go_on(self, part: str) -> str:
        """A part of a word behind what was written of it."""
        room = MAX_WORD - self._run
        self._run = self._run + len(part) if len(part) <= room else (len(part) - room - 1) % MAX_WORD + 1
        return part if len(part) <= room else part[:room] + "\u200b" + _cut(part[room:])

    def _write_image(self, node: _Node) -> None:
        source = node.attributes.get("src", "")
        if source.startswith("data:"):
            shown = {
                name: node.attributes[name] for name in ("src", "alt", "width", "height") if node.attributes.get(name)
            }
            self.out.append(
                "<img" + "".join(f' {name}="{escape(value)}"' for name, value in sorted(shown.items())) + ">"
            )
            return
        is_dot = node.attributes.get("width") in _TINY or node.attributes.get("height") in _TINY
        self.images += not is_dot
        caption = " ".join((node.attributes.get("alt") or node.attributes.get("title") or "").split())
        if caption:
            self.out.append(f" <i>{escape(caption, quote=False)}</i> ")


def _broken(word: re.Match[str]) -> str:
    return _cut(word.group())


def _cut(word: str) -> str:
    return "\u200b".join(word[at : at + MAX_WORD] for at in range(0, len(word), MAX_WORD))


def is_data_table(table: _Node) -> bool:
    """Whether a table holds data: several rows and columns of short cells, and no table or column of text in it."""
    nodes = list(_descendants(table))
    tags = [node.tag for node in nodes]
    rows, cells = tags.count("tr"), tags.count("td") + tags.count("th")
    if not 2 <= rows <= MAX_TABLE_ROWS or cells < 2 * rows or "table" in tags:
        return False
    blocks = sum(tag in _BLOCKS_IN_CELL for tag in tags)
    text = sum(len(child) for node in nodes for child in node.children if isinstance(child, str))
    return (blocks <= cells or "th" in tags) and text <= LAYOUT_CELL * cells


def _descendants(node: _Node) -> Iterator[_Node]:
    waiting = [child for child in node.children if isinstance(child, _Node)]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += [child for child in found.children if isinstance(child, _Node)]

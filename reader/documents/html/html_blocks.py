"""HTML, of pages and of mail, to blocks: what a person would see, in reading order.

Hidden is what stands in head, style, script, template or noscript, and what a simple style hides; where that leaves
nothing, styles are not believed. Text in navigation and around the main part of a page stays in its place with a
``Mark`` called ``nav`` over the whole block, for the splitter to set aside.
"""

from collections.abc import Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.core.values.document import Block
from reader.documents.html.html_lines import finish
from reader.documents.html.html_main import find_main, is_around
from reader.documents.html.html_runs import CODE, DEL, EM, STRONG, SUB, SUP, Place, Writer
from reader.documents.html.html_styles import BODY_SIZE, LARGEST, PLAIN, Style, Styles
from reader.documents.html.html_tables import is_data_table
from reader.documents.html.html_tree import parse
from reader.documents.html.sanitise import clean_link

SKIPPED = frozenset(
    "head script style template noscript title meta link base iframe noembed noframes frame frameset datalist "
    "-comment -doctype -document area param source track col colgroup rp".split()
)
# Elements that begin and end a block, and how many blank lines stand around them.
BLOCKS: dict[str, int] = {
    **dict.fromkeys("address article aside body center dd details dialog dir div dt fieldset footer form".split(), 0),
    **dict.fromkeys("header hgroup html li legend main marquee menu nav option section select summary".split(), 0),
    **dict.fromkeys("caption figcaption tbody td tfoot th thead tr button textarea optgroup search".split(), 0),
    **dict.fromkeys("blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul listing xmp plaintext".split(), 1),
}
FLAGS: dict[str, int] = {
    **dict.fromkeys(("b", "strong"), STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), EM),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), CODE),
    **dict.fromkeys(("s", "del", "strike"), DEL),
    "sub": SUB,
    "sup": SUP,
}
LEVELS = {f"h{level}": level for level in range(1, 7)}
# How much larger than the text around it browsers show a heading of each level.
HEADING_SCALES = (2.0, 1.5, 1.17, 1.0, 0.83, 0.67)
_ASIDE_TAGS = frozenset(("nav", "search", "button"))
_ASIDE_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "menu", "menubar"))
_PRE = frozenset(("pre", "listing", "xmp", "plaintext"))
_TINY = frozenset(("0", "1", "2", "0px", "1px", "2px"))
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("table", "tr", "thead", "tbody", "tfoot", "caption"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_LEAVES = frozenset(("br", "hr", "img", "input", "wbr"))
_PROSE_LINES = 12
# Elements that say something without any attribute.
_CHANGING = (
    _LISTS
    | _PRE
    | _ASIDE_TAGS
    | FLAGS.keys()
    | LEVELS.keys()
    | frozenset("li blockquote figcaption caption".split())
    | frozenset("table tr main article header footer aside".split())
)
MAX_STYLES = 50

_Frame = tuple[LexborNode, str, Place, int]


def html_blocks(html: str, *, base: str | None = None) -> list[Block]:
    """The blocks of a page or a piece of one; relative addresses are resolved against ``base``."""
    return tree_blocks(parse(html), base=base)


def tree_blocks(tree: LexborHTMLParser, *, base: str | None = None) -> list[Block]:
    """The blocks of what is parsed already."""
    root = tree.root
    if root is None:
        return []
    total = len(root.text())
    css = "\n".join(node.text() for node in tree.css("style")[:MAX_STYLES])
    main = find_main(tree)
    for styles in (Styles(css), Styles(are_believed=False)):
        walker = _Walker(styles, base, total=total, main=main)
        walker.walk(root)
        blocks = finish(walker.writer.finish())
        if blocks or not total:
            break
    return blocks


class _Walker:
    """Goes through a tree without recursion and hands its text to a writer."""

    def __init__(self, styles: Styles, base: str | None, *, total: int, main: LexborNode | None) -> None:
        self.writer = Writer()
        self._styles = styles
        self._styled = styles.names
        self._base = base
        self._total = total
        # Nodes are told apart by their ids: comparing them would compare all of their HTML.
        self._main = main.mem_id if main is not None else None
        self._place = Place(is_aside=main is not None)
        self._frames: list[_Frame] = []
        self._lists: list[bool] = []
        self._count = 0

    def walk(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            inner = None
            if tag == "-text":
                self._add_text(node.text_content or "")
            elif tag not in SKIPPED and self._enter(node, tag):
                inner = node.first_child
                if inner is None:
                    self._leave()
            node = inner if inner is not None else self._next(node)

    def _next(self, node: LexborNode) -> LexborNode | None:
        """The node after one, leaving all elements that end on the way."""
        following = node.next
        while following is None and self._frames:
            following = self._leave().next
        return following if self._frames else None

    def _add_text(self, text: str) -> None:
        place = self._place
        if not place.size:
            return
        if not place.keeps_lines or "\n" not in text:
            self.writer.add(text, place)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break_kept_line()
            self.writer.add(line, place)

    def _break_kept_line(self) -> None:
        if self._place.is_code and not self._place.is_row and self.writer.ends_line:
            self.writer.break_softly()
            self.writer.gap += 1
        elif self._place.is_code or self._place.is_row:
            self.writer.break_line()
        else:
            self.writer.break_softly()

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Begin an element; False if nothing in it is to be seen."""
        attributes = node.attributes
        style = self._styles.of(tag, attributes) if attributes or tag in self._styled else PLAIN
        if style.is_hidden:
            return False
        if tag in _LEAVES:
            self._add_leaf(tag, attributes)
            return False
        before = self._place
        if tag in BLOCKS:
            self._part(tag)
        if attributes or tag in _CHANGING or style is not PLAIN or not before.size:
            changes = self._changes(node, tag, attributes, style)
            if changes:
                self._place = before.but(changes)
        self._frames.append((node, tag, before, self.writer.next_offset if tag in _CELLS else 0))
        return True

    def _leave(self) -> LexborNode:
        node, tag, before, start = self._frames.pop()
        if tag in BLOCKS:
            if self._place.is_row and tag in _CELLS:
                self.writer.close_cell(start)
            else:
                self._part(tag)
        if tag in _LISTS:
            self._lists.pop()
        self._place = before
        return node

    def _part(self, tag: str) -> None:
        """A block begins or ends."""
        writer = self.writer
        if self._place.is_row and tag not in _ROWS:
            writer.space()
            return
        writer.flush()
        if BLOCKS[tag] > writer.gap and writer.drafts:
            writer.gap = BLOCKS[tag]

    def _add_leaf(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        writer, place = self.writer, self._place
        if tag == "br":
            if place.level or place.is_row or (place.link is not None and not writer.is_empty) or place.is_code:
                writer.break_line()
            else:
                writer.break_softly()
        elif tag == "hr":
            writer.flush()
            writer.has_rule = True
        elif tag == "img":
            is_dot = attributes.get("width") in _TINY or attributes.get("height") in _TINY
            writer.add_image(attributes.get("alt") or "", place, is_counted=not is_dot)
        elif tag == "input" and attributes.get("type") in ("submit", "button", "reset"):
            writer.space()
            writer.add(attributes.get("value") or "", place)
            writer.space()

    def _changes(
        self, node: LexborNode, tag: str, attributes: Mapping[str, str | None], style: Style
    ) -> dict[str, Any]:
        """The place that an element gives to all that is in it, as changes of its own place."""
        place = self._place
        changes: dict[str, Any] = {}
        if tag in FLAGS:
            changes["flags"] = place.flags | FLAGS[tag]
        elif tag in BLOCKS:
            changes = self._block_changes(node, tag, attributes)
        elif tag == "a":
            self._count += 1
            url = clean_link(attributes.get("href") or "", base=self._base)
            changes = {"link": url, "anchor": self._count} if url else {}
        if style is not PLAIN:
            self._add_style(changes, style)
        if not place.size and not changes.get("size") and style.size != 0 and (tag in BLOCKS or "class" in attributes):
            # Letters of no size close the gaps of a layout; rules that are not read here undo that for what is in it.
            changes["size"] = BODY_SIZE
        return changes

    def _add_style(self, changes: dict[str, Any], style: Style) -> None:
        flags = changes.get("flags", self._place.flags)
        if style.is_bold is not None:
            changes["flags"] = flags | STRONG if style.is_bold else flags & ~STRONG
        size = self._place.size * style.scale if style.scale is not None else style.size
        if size is not None:
            changes["size"] = min(size, LARGEST)
        if style.keeps_lines:
            changes["keeps_lines"] = True

    def _block_changes(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> dict[str, Any]:
        place = self._place
        changes: dict[str, Any] = {}
        if tag in LEVELS:
            level = LEVELS[tag]
            changes = {"level": level, "size": place.size * HEADING_SCALES[level - 1]}
        elif tag in _LISTS:
            self._lists.append(tag == "ol")
            changes["depth"] = len(self._lists)
        elif tag == "li":
            self._count += 1
            is_ordered = bool(self._lists) and self._lists[-1]
            changes = {"entry": self._count, "depth": max(1, len(self._lists)), "is_ordered": is_ordered}
        elif tag == "tr":
            self._count += 1
            changes["rows"] = (*place.rows, self._count)
        elif tag == "blockquote":
            changes["is_quote"] = True
        elif tag in ("figcaption", "caption"):
            changes["is_caption"] = True
        elif tag in _PRE:
            changes = {"keeps_lines": True, "is_code": not self._is_prose(node)}
        elif tag == "table" and not place.is_row and is_data_table(node):
            changes["is_row"] = True
        if tag in _ASIDE_TAGS or attributes.get("role") in _ASIDE_ROLES:
            changes["is_aside"] = True
        elif node.mem_id == self._main:
            changes["is_aside"] = False
        elif is_around(tag, attributes):
            changes["is_around"] = True
        return changes

    def _is_prose(self, node: LexborNode) -> bool:
        """Whether kept lines are a plain text that somebody put on a page, and no code."""
        if self._place.is_code:
            return False
        text = node.text()
        return text.count("\n") >= _PROSE_LINES and len(text) >= self._total / 2

"""Markdown to the same blocks as HTML, from the tokens of a CommonMark parser with tables and strikethrough."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.core.values.document import Block
from reader.documents.html.html_blocks import FLAGS, html_blocks
from reader.documents.html.html_lines import finish
from reader.documents.html.html_runs import CODE, DEL, EM, STRONG, Place, Writer
from reader.documents.html.sanitise import clean_link
from reader.documents.raw import plain_text

# Bounds, since the parser leaves out what is nested deeper than its own limit.
_NESTING = 60
_MARKERS = re.compile(
    r"^((?:[ \t]{0,3}(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){10})(?:[ \t]{0,9}(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))+",
    re.MULTILINE,
)
_DEEP_INDENT = re.compile(r"^[ \t]{30,}", re.MULTILINE)
# "[^1]: Word" is a footnote here, and no address that a reference leads to.
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_COUNTING_DIGITS = 2
_FOOTNOTE = re.compile(r"^([ ]{0,3})\[\^(?=[^\]\n]{1,80}\]:)", re.MULTILINE)

# What a fence may say without its being text: names of languages. Any other word there is somebody's word.
_LANGUAGES = frozenset(
    "asm awk bash bat bibtex c c# c++ clj clojure cmake cmd console cpp cs csharp css csv cu cuda cypher dart diff "
    "docker dockerfile elixir elm erlang ex f# fortran fs fsharp gherkin glsl go gql graphql groovy h haskell hcl hs "
    "html http ini java javascript jinja jl js json json5 jsonc jsonl jsx julia kotlin kt latex less lisp log lua make "
    "makefile markdown mathematica matlab md mermaid mips mojo nginx nim nix none objc objective-c ocaml octave "
    "output pascal patch perl php plain plaintext powershell prolog proto protobuf ps1 py pycon python python3 r rb "
    "rs rst ruby rust sass scala scheme scss sh shell solidity sql svelte svg swift terraform tex text toml triton ts "
    "tsx txt typescript v vb verilog vhdl vim vue wasm xml yaml yml zig zsh".split()
)

_INLINE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,10})\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""\b(href|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def markdown_blocks(text: str, *, first_line: int = 1) -> list[Block]:
    """The blocks of a Markdown text without front matter; its first line has the number ``first_line``."""
    bounded = _FOOTNOTE.sub(r"\1\\[^", _DEEP_INDENT.sub(" " * 30, _MARKERS.sub(r"\1", text)))
    try:
        tokens = _parser().parse(bounded)
    except RecursionError:
        tokens = []
    if not tokens or any(token.level > _NESTING - 4 for token in tokens):
        return list(plain_text.read(text, name="The text", original=b"").blocks)
    walker = _Walker(first_line, text.split("\n"))
    walker.walk(tokens)
    return walker.finish()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"])
    # Addresses stay as they are written; which of them may be links is for clean_link to say.
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]
    parser.validateLink = bool  # type: ignore[method-assign,assignment]
    return parser


class _Walker:
    """Goes through the parser's tokens and hands text to a writer."""

    def __init__(self, first_line: int, lines: list[str]) -> None:
        self._writer = Writer()
        self._lines = lines
        self._row: list[str] = []
        self._shift = first_line
        self._place = Place()
        self._places: list[Place] = []
        self._lists: list[bool] = []
        self._count = 0
        self._cell = 0
        self._depth = 0

    def walk(self, tokens: Sequence[Token]) -> None:
        """Go through the tokens of a document."""
        for token in tokens:
            action = _BLOCK_ACTIONS.get(token.type)
            if token.map and token.type != "inline":
                self._set_lines(token)
            if action is not None:
                action(self, token)

    def finish(self) -> list[Block]:
        """The blocks, with the number of blank lines before each."""
        lines = self._lines
        blocks = finish(self._writer.finish())
        finished, last = [], self._shift - 1
        for block in blocks:
            between = lines[last - self._shift + 1 : block.line - self._shift]
            gap = sum(not line.strip() for line in between)
            raw = lines[block.line - self._shift] if 0 <= block.line - self._shift < len(lines) else ""
            indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
            finished.append(replace(block, gap=gap, indent=indent))
            last = max(last, block.last_line)
        return finished

    def _set_lines(self, token: Token) -> None:
        if token.map:
            self._writer.line = token.map[0] + self._shift
            self._writer.last_line = max(self._writer.line, token.map[1] + self._shift - 1)

    def open(self, **changes: object) -> None:
        """Begin an element that changes the place of what is in it."""
        self._places.append(self._place)
        if changes:
            self._place = self._place.but(changes)

    def close(self) -> None:
        """End the innermost element."""
        self._place = self._places.pop()

    def close_inline(self) -> None:
        """End the innermost element inside a line, if there is one."""
        if len(self._places) > self._depth:
            self.close()

    def open_list(self, *, is_ordered: bool) -> None:
        """Begin a list."""
        self._lists.append(is_ordered)
        self.open()

    def close_list(self) -> None:
        """End a list."""
        self._lists.pop()
        self.close()

    def open_entry(self, token: Token) -> None:
        """Begin an entry of the innermost list. A number that counts nothing ("1984. A book") stays in the text."""
        self._count += 1
        self.open(entry=self._count, depth=len(self._lists), is_ordered=self._lists[-1])
        if len(token.info) > _COUNTING_DIGITS:
            self.add_text(f"{token.info}{token.markup} ")

    def end_block(self) -> None:
        """End the block in work."""
        if not self._place.is_row:
            self._writer.flush()

    def close_block(self) -> None:
        """End an element and the block in it."""
        self.end_block()
        self.close()

    def open_row(self, token: Token) -> None:
        """Begin a row of a table."""
        self._row = _CELL_BORDER.split(self._lines[token.map[0]].strip()) if token.map else []
        self._row = self._row[not self._row[0] :] if self._row else []

    def end_row(self) -> None:
        """End a row of a table; cells beyond the last column, which the parser leaves out, are kept."""
        for cell in filter(str.strip, self._row):
            self.open_cell()
            self.walk(_parser().parseInline(cell.strip()))
            self.close_cell()
        self._writer.flush()

    def open_cell(self) -> None:
        """Begin a cell."""
        self._row = self._row[1:]
        self._cell = self._writer.next_offset
        self._writer.space()

    def close_cell(self) -> None:
        """End a cell."""
        self._writer.close_cell(self._cell)

    def rule(self) -> None:
        """A ruler stands here."""
        self._writer.flush()
        self._writer.has_rule = True

    def add_code(self, token: Token) -> None:
        """Add a block of code: its lines are parted by marks, its paragraphs are blocks."""
        self._writer.flush()
        first = self._writer.line + (token.type == "fence")
        self._place, before = self._place.but({"is_code": True}), self._place
        info = token.info.strip()
        if info.lower() not in _LANGUAGES or not token.content.strip():
            self._writer.last_line = self._writer.line
            self._writer.add(info, self._place)
        for number, line in enumerate(token.content.split("\n"), start=first):
            if not line.strip():
                self._writer.flush()
                continue
            if self._writer.is_empty:
                self._writer.line = number
            else:
                self._writer.break_line()
            self._writer.last_line = number
            self._writer.add(line, self._place)
        self._writer.flush()
        self._place = before

    def add_html(self, token: Token) -> None:
        """Add the blocks of HTML that stands between Markdown."""
        self._writer.flush()
        line, last = self._writer.line, self._writer.last_line
        for block in html_blocks(token.content):
            self._writer.add_block(replace(block, line=line, last_line=last), self._place)

    def add_inline(self, token: Token) -> None:
        """Add the text of a paragraph, heading or cell."""
        writer = self._writer
        if token.map:
            writer.line = writer.last_line = token.map[0] + self._shift
        self._depth = len(self._places)
        for child in token.children or ():
            action = _INLINE_ACTIONS.get(child.type)
            if action is not None:
                action(self, child)
        while len(self._places) > self._depth:
            self.close()

    def add_text(self, text: str) -> None:
        """Add text to the block in work."""
        self._writer.add(text, self._place)

    def add_inline_code(self, text: str) -> None:
        """Add code inside a line."""
        self._writer.add(text, self._place.but({"flags": self._place.flags | CODE}))

    def end_line(self) -> None:
        """The source has a line end here, which is a space."""
        self._writer.space()
        self._writer.last_line += 1

    def break_line(self) -> None:
        """The source forces a line end here."""
        writer, place = self._writer, self._place
        if place.level or place.is_row or place.link:
            writer.break_line()
            writer.last_line += 1
        else:
            writer.break_softly()
            writer.line = writer.last_line = writer.last_line + 1

    def open_link(self, url: str) -> None:
        """Begin a link."""
        self._count += 1
        self.open(link=clean_link(url), anchor=self._count)

    def open_flag(self, flag: int) -> None:
        """Begin bold text and the like."""
        self.open(flags=self._place.flags | flag)

    def add_image(self, token: Token) -> None:
        """Add a picture."""
        alt = " ".join(child.content for child in token.children or () if child.content)
        self._writer.add_image(alt, self._place, is_counted=True)

    def add_inline_html(self, token: Token) -> None:
        """Follow a tag inside a line of Markdown."""
        found = _INLINE_TAG.match(token.content)
        if found is None:
            return
        is_end, tag = bool(found[1]), found[2].lower()
        values = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(found[3])}
        if tag == "br":
            self.break_line()
        elif tag == "img":
            self._writer.add_image(values.get("alt", ""), self._place, is_counted=True)
        elif is_end and (tag in FLAGS or tag == "a"):
            self.close_inline()
        elif tag in FLAGS and not is_end:
            self.open_flag(FLAGS[tag])
        elif tag == "a" and not is_end:
            self.open_link(values.get("href", ""))


_Action = Callable[[_Walker, Token], None]

_BLOCK_ACTIONS: dict[str, _Action] = {
    "inline": _Walker.add_inline,
    "fence": _Walker.add_code,
    "code_block": _Walker.add_code,
    "html_block": _Walker.add_html,
    "hr": lambda walker, _: walker.rule(),
    "paragraph_close": lambda walker, _: walker.end_block(),
    "heading_open": lambda walker, token: walker.open(level=int(token.tag[1])),
    "heading_close": lambda walker, _: walker.close_block(),
    "blockquote_open": lambda walker, _: walker.open(is_quote=True),
    "blockquote_close": lambda walker, _: walker.close(),
    "bullet_list_open": lambda walker, _: walker.open_list(is_ordered=False),
    "ordered_list_open": lambda walker, _: walker.open_list(is_ordered=True),
    "bullet_list_close": lambda walker, _: walker.close_list(),
    "ordered_list_close": lambda walker, _: walker.close_list(),
    "list_item_open": _Walker.open_entry,
    "list_item_close": lambda walker, _: walker.close(),
    "table_open": lambda walker, _: walker.open(is_row=True),
    "table_close": lambda walker, _: walker.close(),
    "tr_open": _Walker.open_row,
    "tr_close": lambda walker, _: walker.end_row(),
    "td_open": lambda walker, _: walker.open_cell(),
    "th_open": lambda walker, _: walker.open_cell(),
    "td_close": lambda walker, _: walker.close_cell(),
    "th_close": lambda walker, _: walker.close_cell(),
}
_INLINE_ACTIONS: dict[str, _Action] = {
    "text": lambda walker, token: walker.add_text(token.content),
    "text_special": lambda walker, token: walker.add_text(token.content),
    "code_inline": lambda walker, token: walker.add_inline_code(token.content),
    "softbreak": lambda walker, _: walker.end_line(),
    "hardbreak": lambda walker, _: walker.break_line(),
    "strong_open": lambda walker, _: walker.open_flag(STRONG),
    "em_open": lambda walker, _: walker.open_flag(EM),
    "s_open": lambda walker, _: walker.open_flag(DEL),
    "strong_close": lambda walker, _: walker.close_inline(),
    "em_close": lambda walker, _: walker.close_inline(),
    "s_close": lambda walker, _: walker.close_inline(),
    "link_open": lambda walker, token: walker.open_link(str(token.attrs.get("href", ""))),
    "link_close": lambda walker, _: walker.close_inline(),
    "image": _Walker.add_image,
    "html_inline": _Walker.add_inline_html,
}

"""A note's Markdown to harmless HTML. Nothing of it is dropped: no images, no hidden addresses, no raw HTML."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from reader.core.state.notes import LINK
from reader.core.text.clean import clean_text
from reader.documents.html.sanitise import clean_html

_NESTING = 40
_WORK_LINK = "work_link"
OPEN, BETWEEN, CLOSE = "\ufdd4", "\ufdd5", "\ufdd6"
"""Signs around a link to another work, between its target and its words; no text holds them (Unicode: not characters).

They pass the sanitiser, which would drop a link that leads to no address.
"""
_MARKS = re.compile(f"[{OPEN}{BETWEEN}{CLOSE}]")


def note_html(note: str) -> str:
    """The note as HTML, cleaned as any from outside; links to works are left between `OPEN` and `CLOSE`."""
    text = _MARKS.sub("\ufffd", clean_text(note))
    try:
        tokens = _parser().parse(text)
    except RecursionError:
        tokens = []
    if not tokens or any(token.level > _NESTING - 4 for token in tokens):
        return clean_html(f"<p>{escape(text)}</p>".replace("\n", "<br>")).html
    return clean_html(_parser().renderer.render(tokens, _parser().options, {})).html


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": _NESTING})
    # A reference that nothing uses would not be shown at all, and an entity not as it was typed.
    parser.enable(["table", "strikethrough"]).disable(["reference", "entity"])
    parser.inline.ruler.before("link", _WORK_LINK, _read_work_link)
    parser.add_render_rule(_WORK_LINK, _write_work_link)
    parser.add_render_rule("image", _write_image)
    return parser


def _read_work_link(state: StateInline, silent: bool) -> bool:
    found = LINK.match(state.src, state.pos) if state.src.startswith("[[", state.pos) else None
    if found is None:
        return False
    if not silent:
        token = state.push(_WORK_LINK, "", 0)
        token.content, token.meta = found[2] or found[1], {"target": found[1]}
    state.pos = found.end()
    return True


def _write_work_link(
    _renderer: RendererHTML, tokens: Sequence[Token], place: int, _options: object, _environment: object
) -> str:
    token = tokens[place]
    return f"{OPEN}{escape(token.meta['target'])}{BETWEEN}{escape(token.content)}{CLOSE}"


def _write_image(
    _renderer: RendererHTML, tokens: Sequence[Token], place: int, _options: object, _environment: object
) -> str:
    """Pictures are never fetched: a link in its place, with the words that describe it."""
    address = str(tokens[place].attrs.get("src", ""))
    return f'<a href="{escape(address)}">{escape(tokens[place].content or address or "picture")}</a>'

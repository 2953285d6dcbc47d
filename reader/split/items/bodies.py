"""An item's body as HTML: cut from blocks by slicing, with the marks and links that lie in each slice."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from reader.core.text.clean import clean_address
from reader.core.values.document import Block, Tag

OPENABLE = re.compile(r"https?://[^/]|mailto:", re.IGNORECASE)
_INLINE = frozenset(("strong", "em", "code", "del", "sub", "sup"))
_DEEPEST_LIST = 8


class Piece(NamedTuple):
    """A stretch of one block's text that belongs to a body."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of it."""
        return self.block.text[self.start : self.end]


def compose(paragraphs: Sequence[Sequence[Piece]]) -> str:
    """The HTML of paragraphs, each of one or more pieces; lists, tables and quotes that go on are one element."""
    parts: list[str] = []
    for kind, run in groupby(paragraphs, key=_kind):
        parts.append(_WRITERS[kind](list(run)))
    return "\n".join(parts)


def inline(pieces: Iterable[Piece]) -> str:
    """Pieces as inline HTML, joined by spaces."""
    return " ".join(_slice(piece) for piece in pieces)


def _kind(paragraph: Sequence[Piece]) -> str:
    block = paragraph[0].block
    if block.depth and block.tag in (Tag.ENTRY, Tag.PARAGRAPH):
        return "list"
    return block.tag.value


def _paragraphs(run: list[Sequence[Piece]]) -> str:
    return "\n".join(f"<p>{inline(pieces)}</p>" for pieces in run)


def _headings(run: list[Sequence[Piece]]) -> str:
    return "\n".join(f"<h4>{inline(pieces)}</h4>" for pieces in run)


def _quotes(run: list[Sequence[Piece]]) -> str:
    return f"<blockquote>{_paragraphs(run)}</blockquote>"


def _code(run: list[Sequence[Piece]]) -> str:
    return "\n".join(f"<pre><code>{inline(pieces)}</code></pre>" for pieces in run)


def _captions(run: list[Sequence[Piece]]) -> str:
    return "\n".join(f"<figure><figcaption>{inline(pieces)}</figcaption></figure>" for pieces in run)


def _rows(run: list[Sequence[Piece]]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(map(_cells, pieces))}</tr>" for pieces in run) + "</table>"


def _cells(piece: Piece) -> str:
    spans = sorted(mark for mark in piece.block.marks if mark.tag in ("td", "th"))
    inside = [(max(mark.start, piece.start), min(mark.end, piece.end)) for mark in spans]
    found = [(start, end) for start, end in inside if start < end] or [(piece.start, piece.end)]
    bounds = [piece.start, *(end for _, end in found[:-1])]
    # Whatever stands between two cells is shown with the later one, so that no word is left out.
    return "".join(
        f"<td>{_slice(Piece(piece.block, start, end if number + 1 < len(found) else piece.end)).strip()}</td>"
        for number, (start, (_, end)) in enumerate(zip(bounds, found, strict=True))
    )


def _lists(run: list[Sequence[Piece]]) -> str:
    """Nested lists from depths: a deeper entry lies inside the entry before it."""
    out: list[str] = []
    open_lists: list[str] = []
    for pieces in run:
        block = pieces[0].block
        depth = max(1, min(block.depth, len(open_lists) + 1, _DEEPEST_LIST))
        while len(open_lists) > depth:
            out.append(f"</li></{open_lists.pop()}>")
        tag = "ol" if block.is_ordered else "ul"
        if len(open_lists) == depth and block.tag is Tag.PARAGRAPH:
            out.append(f"<p>{inline(pieces)}</p>")
            continue
        if len(open_lists) == depth and open_lists[-1] == tag:
            out.append("</li>")
        else:
            if len(open_lists) == depth:
                out.append(f"</li></{open_lists.pop()}>")
            open_lists.append(tag)
            out.append(f"<{tag}>")
        out.append(f"<li>{inline(pieces)}")
    out += [f"</li></{tag}>" for tag in reversed(open_lists)]
    return "".join(out)


_WRITERS = {
    Tag.PARAGRAPH.value: _paragraphs,
    Tag.HEADING.value: _headings,
    Tag.ENTRY.value: _lists,
    "list": _lists,
    Tag.QUOTE.value: _quotes,
    Tag.CODE.value: _code,
    Tag.ROW.value: _rows,
    Tag.CAPTION.value: _captions,
}


def _slice(piece: Piece) -> str:
    """One piece: elements are closed and opened again where links and marks overlap, so that they always nest."""
    block, left, right = piece
    spans = [(max(m.start, left), min(m.end, right), m.tag) for m in block.marks if m.tag in _INLINE]
    links = [(link.start, link.end, clean_address(link.url)) for link in block.links if link.start < link.end]
    spans += [(max(start, left), min(end, right), url) for start, end, url in links if OPENABLE.match(url)]
    spans = [span for span in spans if span[0] < span[1]]
    breaks = {mark.start for mark in block.marks if mark.tag == "br" and left < mark.start < right}
    if not spans and not breaks:
        return html.escape(block.text[left:right])
    bounds = sorted({left, right, *breaks, *(edge for span in spans for edge in span[:2])})
    starts: dict[int, list[tuple[int, int, str]]] = {}
    for span in sorted(spans, key=lambda span: -span[1]):
        starts.setdefault(span[0], []).append(span)
    out: list[str] = []
    opened: list[tuple[int, int, str]] = []
    for start, end in zip(bounds, [*bounds[1:], right], strict=True):
        kept = [span for span in opened if span[1] > start]
        common = next((n for n, span in enumerate(opened) if span[1] <= start), len(opened))
        out += [_end(span[2]) for span in reversed(opened[common:])]
        new = kept[common:] + [span for span in starts.get(start, ()) if not _is_nested_link(span, kept)]
        out += ["<br>"] if start in breaks else []
        out += [_begin(span[2]) for span in new]
        opened = kept[:common] + new
        out.append(html.escape(block.text[start:end]))
    return "".join(out)


def _is_nested_link(span: tuple[int, int, str], opened: list[tuple[int, int, str]]) -> bool:
    return span[2] not in _INLINE and any(other[2] not in _INLINE for other in opened)


def _begin(what: str) -> str:
    return f"<{what}>" if what in _INLINE else f'<a href="{html.escape(what)}">'


def _end(what: str) -> str:
    return f"</{what}>" if what in _INLINE else "</a>"

"""Highlights put into an item's HTML: each stretch of marked words in a ``<mark class="yellow">`` of its own.

The plain text that highlights count in and the text of the HTML differ in white space only, so the other characters
are counted off against each other. A mark never goes over the border of an element.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from reader.core.highlights import Highlight

_PART = re.compile(r"""(<(?:[^"'>]|"[^"]*"|'[^']*')*>)""")
_ATOM = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);|[^\s&]+|\s+|&")
_NO_INK = re.compile("[\\s\u200b\xad]+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What a highlight covers, in characters that are not white space."""

    begin: int
    end: int
    colour: str


def mark_html(html: str, body: str, highlights: Iterable[Highlight]) -> str:
    """Clean HTML with the highlights that stand in it; one whose words are not there is left out."""
    placed = [one for one in highlights if one.start is not None and one.end is not None]
    if not placed:
        return html
    parts = _PART.split(html)
    here = _ink("".join(unescape(text) for text in parts[::2]))
    there = _ink(body)
    stretches = []
    for one in placed:
        begin, end = (len(_ink(body[:place])) for place in (one.start, one.end))
        if begin < end and there[begin:end] == here[begin:end]:
            stretches.append(_Stretch(begin, end, one.colour))
    return _marked(parts, stretches) if stretches else html


def _marked(parts: list[str], stretches: list[_Stretch]) -> str:
    borders = sorted({place for one in stretches for place in (one.begin, one.end)})
    done: list[str] = []
    count = 0
    for number, part in enumerate(parts):
        if number % 2 or not part.strip():
            done.append(part)
            continue
        opened: tuple[str, ...] = ()
        for text, first, last in _pieces(part, count, borders):
            # White space belongs to what is marked on both sides of it.
            colours = tuple(
                one.colour for one in stretches if one.begin <= first and last <= one.end and _holds(one, first, last)
            )
            if colours != opened:
                done += ["</mark>" * len(opened), *(f'<mark class="{colour}">' for colour in colours)]
                opened = colours
            done.append(text)
            count = last
        done.append("</mark>" * len(opened))
    return "".join(done)


def _holds(stretch: _Stretch, first: int, last: int) -> bool:
    return first < last or stretch.begin < first < stretch.end


def _pieces(text: str, count: int, borders: list[int]) -> Iterator[tuple[str, int, int]]:
    """A text in pieces that no border goes through, each with how many characters of ink stand before and with it."""
    for atom in _ATOM.findall(text):
        ink = len(_ink(unescape(atom)))
        inside = [place - count for place in borders if count < place < count + ink]
        if inside and ink == len(atom):
            for first, last in zip([0, *inside], [*inside, ink], strict=True):
                yield atom[first:last], count + first, count + last
        else:
            yield atom, count, count + ink
        count += ink


def _ink(text: str) -> str:
    return _NO_INK.sub("", text)

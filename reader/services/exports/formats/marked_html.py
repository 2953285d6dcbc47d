"""Highlights put into an item's HTML: each stretch of marked words in a ``<mark class="yellow">`` of its own.

The plain text that highlights count in and the text of the HTML differ in white space only, so the other characters
are counted off against each other. A mark never goes over the border of an element.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from reader.core.state.highlights import Highlight

_PART = re.compile(r"""(<(?:[^"'>]|"[^"]*"|'[^']*')*>)""")
_ATOM = re.compile("&(?:#\\d+|#[xX][0-9a-fA-F]+|\\w+);|[^\\s\u200b\xad&]+|&")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The stretch that a highlight covers, in characters that are not white space."""

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
    first = 0
    for number, part in enumerate(parts):
        ink = 0 if number % 2 else len(_ink(unescape(part)))
        if not ink:
            done.append(part)
            continue
        last = first + ink
        opened: tuple[str, ...] = ()
        for text, begin, end in _pieces(part, first, last, borders):
            # White space belongs to what is marked on both sides of it.
            is_space = begin == end
            colours = tuple(
                one.colour
                for one in stretches
                if (one.begin < begin < one.end if is_space else one.begin <= begin and end <= one.end)
            )
            if text and colours != opened:
                done += ["</mark>" * len(opened), *(f'<mark class="{colour}">' for colour in colours)]
                opened = colours
            done.append(text)
        done.append("</mark>" * len(opened))
        first = last
    return "".join(done)


def _pieces(text: str, first: int, last: int, borders: list[int]) -> Iterator[tuple[str, int, int]]:
    """A text in pieces that no border goes through: ink and the white space where it is cut, in turn.

    With each, how many characters of ink stand before it and up to its end: ``first`` to ``last`` in all.
    """
    at, place = len(text) - len(text.lstrip()), first
    yield text[:at], first, first
    for border, before, behind in _cuts(text, first, [border for border in borders if first < border < last]):
        yield text[at:before], place, border
        yield text[before:behind], border, border
        at, place = behind, border
    end = len(text.rstrip())
    yield text[at:end], place, last
    yield text[end:], last, last


def _cuts(text: str, count: int, borders: list[int]) -> Iterator[tuple[int, int, int]]:
    """The places of borders in a text: behind the ink before them, and before the ink behind them."""
    waiting = iter(borders)
    border = next(waiting, None)
    before = 0
    for found in _ATOM.finditer(text):
        if border is None:
            return
        atom = found.group()
        ink = len(_ink(unescape(atom))) if atom[0] == "&" else len(atom)
        while border is not None and border < count + ink:
            inside = border - count if ink == len(atom) else 0
            yield border, found.start() + inside if inside else before, found.start() + inside
            border = next(waiting, None)
        count += ink
        before = found.end() if ink else before


def _ink(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\xad", "")

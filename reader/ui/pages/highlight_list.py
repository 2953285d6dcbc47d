"""The list of highlights below an item's text: those with notes, and those that this text does not hold."""

import re
from collections.abc import Sequence
from html import escape

from reader.core.state.highlights import Highlight
from reader.core.values.ids import HighlightId, ItemId
from reader.ui.look.theme import Colours, highlight_colours

MOST_LISTED = 30
"""The most highlights in the list: laying out more would make every move wait; the others are painted in the text."""
MOST_QUOTE, MOST_NOTE = 200, 2_000
"""The most characters that are shown of a quote and of its note."""
_LINK = "reader-highlight:"
_LONG_WORD = re.compile(r"\S{500}")


def highlight_list(highlights: Sequence[Highlight], item: ItemId, colours: Colours) -> str:
    """The number of highlights, those with a note and those that this item's text does not hold, as HTML.

    Those that stand in the text are links to their place.
    """
    if not highlights:
        return ""
    told = [mark for mark in highlights if mark.note or mark.start is None]
    lines = "".join(_line(mark, item, colours) for mark in told[:MOST_LISTED])
    rest = len(told) - MOST_LISTED
    more = f'<p class="small">and {rest} more with a note or in other texts</p>' if rest > 0 else ""
    return f'<p class="small heading">HIGHLIGHTS · {len(highlights)} · H to the next</p>{lines}{more}'


def highlight_of_link(url: str) -> HighlightId | None:
    """The highlight that a link of the list leads to; None for any other link."""
    number = url.removeprefix(_LINK)
    return HighlightId(int(number)) if number != url and number.isdecimal() else None


def _line(mark: Highlight, item: ItemId, colours: Colours) -> str:
    words = " ".join(mark.anchor.exact.split())
    quote = escape(_broken(words if len(words) <= MOST_QUOTE else f"{words[:MOST_QUOTE]}…"))
    shown = f'<a href="{_LINK}{mark.id}">“{quote}”</a>' if mark.start is not None else f"“{quote}”"
    ground, _ = highlight_colours(colours, mark.colour)
    name = f'<span style="background-color: {ground}">&nbsp;{escape(mark.colour)}&nbsp;</span>'
    where = _where(mark, item)
    told = f'&nbsp; <span class="small">{where}</span>' if where else ""
    note = f'<p class="remark written">{escape(_broken(_cut(mark.note)))}</p>' if mark.note else ""
    return f'<p class="quote">{name}&nbsp; {shown}{told}</p>{note}'


def _where(mark: Highlight, item: ItemId) -> str:
    """Where a highlight stands that this text does not hold."""
    if mark.start is not None:
        return ""
    return "not found in this text" if mark.item == item or not mark.is_placed else f"in {escape(mark.issue)}"


def _cut(note: str) -> str:
    return note if len(note) <= MOST_NOTE else f"{note[:MOST_NOTE]}…"


def _broken(text: str) -> str:
    """The text with places where its longest words may be broken: laying them out whole takes long."""
    return _LONG_WORD.sub(lambda word: f"{word[0]}\N{ZERO WIDTH SPACE}", text)

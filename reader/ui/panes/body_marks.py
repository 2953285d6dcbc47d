"""Marks painted over a page: the highlights of a body, and above them what a search found.

A highlight is told by its ground and by the pattern of its underline, so never by colour alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from reader.core.rows import Hits
from reader.ui.panes.shown_text import ShownText
from reader.ui.panes.text_places import Range
from reader.ui.theme import Colours, ground_of_two, highlight_colours

Mark = QTextEdit.ExtraSelection
_Line = QTextCharFormat.UnderlineStyle
UNDERLINES = {
    "yellow": _Line.SingleUnderline,
    "green": _Line.DashUnderline,
    "blue": _Line.DotLine,
    "pink": _Line.DashDotLine,
    "purple": _Line.WaveUnderline,
}


def highlight_marks(document: QTextDocument, placed: Sequence[tuple[Range, str]], colours: Colours) -> list[Mark]:
    """Marks for highlights: UTF-16 ranges and the names of their colours, what was marked later lying above."""
    pieces = layers([place for place, _ in placed])
    return _marks(document, ((place, _format_of(colours, _upper(placed, above))) for place, above in pieces))


def hit_marks(document: QTextDocument, shown: ShownText, hits: Hits, colours: Colours) -> list[Mark]:
    """Marks for what a search found, in the title, the body and the note."""
    look = QTextCharFormat()
    look.setBackground(QColor(colours.hit))
    look.setForeground(QColor(colours.hit_text))
    found: list[Range | None] = []
    for places, ranges in ((shown.title, hits.title), (shown.body, hits.body)):
        found += [places.shown_at(*hit) for hit in ranges] if places else []
    found += shown.note_places(hits.note)
    return _marks(document, ((place, look) for place in found if place))


def layers(ranges: Sequence[Range]) -> Iterator[tuple[Range, tuple[int, ...]]]:
    """Cut ranges where others begin or end: each piece, with the numbers of those that cover it, in order."""
    ends: list[tuple[int, int]] = []
    for number, (first, last) in enumerate(ranges):
        ends += [(first, number), (last, number)]
    over: set[int] = set()
    before = 0
    for place, number in sorted(ends):
        if over and place > before:
            yield (before, place), tuple(sorted(over))
        over ^= {number}
        before = place


def _upper(placed: Sequence[tuple[Range, str]], above: tuple[int, ...]) -> tuple[str, ...]:
    """The colours of the upper two highlights of a piece."""
    return tuple(placed[number][1] for number in above[-2:])


def _marks(document: QTextDocument, places: Iterable[tuple[Range, QTextCharFormat]]) -> list[Mark]:
    """Within an edit that changes nothing, so that Qt does not look up where on its line each cursor stands."""
    edit = QTextCursor(document)
    edit.beginEditBlock()
    marks = [_mark(document, place, look) for place, look in places]
    edit.endEditBlock()
    return marks


def _mark(document: QTextDocument, place: Range, look: QTextCharFormat) -> Mark:
    mark = Mark()
    cursor = QTextCursor(document)
    cursor.setPosition(place[0])
    cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
    mark.cursor = cursor
    mark.format = look
    return mark


@lru_cache(maxsize=64)
def _format_of(colours: Colours, names: tuple[str, ...]) -> QTextCharFormat:
    """How one highlight looks, or the upper one of two."""
    look = QTextCharFormat()
    ground, line = highlight_colours(colours, names[-1])
    look.setBackground(QColor(ground_of_two(colours, *names) if len(names) == 2 else ground))
    look.setUnderlineStyle(UNDERLINES.get(names[-1], _Line.SingleUnderline))
    look.setUnderlineColor(QColor(line))
    return look

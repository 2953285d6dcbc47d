"""Marks painted over a page: the highlights of a body, and above them the hits of a search.

A highlight is told by its ground and by the pattern of its underline, so never by colour alone.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from reader.core.state.rows import Hits, ItemDetail
from reader.core.values.ids import HighlightId
from reader.ui.look.theme import Colours, ground_of_two, highlight_colours
from reader.ui.pages.shown_text import ShownText
from reader.ui.pages.text_places import Range

_Line = QTextCharFormat.UnderlineStyle
UNDERLINES = {
    "yellow": _Line.SingleUnderline,
    "green": _Line.DashUnderline,
    "blue": _Line.DotLine,
    "pink": _Line.DashDotLine,
    "purple": _Line.WaveUnderline,
}


class Marks:
    """The marks of a page that shows an item.

    Nothing is looked for before it is asked for, and Qt is handed what is in sight only: it goes through all marks at
    every turn, and an item may have hundreds.
    """

    def __init__(self, document: QTextDocument, shown: ShownText, detail: ItemDetail, hits: Hits | None) -> None:
        self._document = document
        self._shown = shown
        self._hits = hits
        here = [mark for mark in detail.highlights if mark.start is not None and mark.end is not None]
        here.sort(key=lambda mark: (mark.created_at, mark.id))
        self._highlights = {mark.id: (mark.start or 0, mark.end or 0, mark.colour) for mark in here}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to mark."""
        return not self._highlights and self._hits is None

    def between(self, first: int, last: int, colours: Colours) -> list[QTextEdit.ExtraSelection]:
        """The marks that touch a UTF-16 range of the document: highlights, above them what a search found."""
        ids = [id for id, _, _ in self._touching(first, last)]
        placed = [(place, self._highlights[id][2]) for id in ids if (place := self.place_of(id))]
        pieces = [
            (place, look_of(colours, tuple(placed[number][1] for number in above[-2:])))
            for place, above in layers([place for place, _ in placed])
        ]
        hit = _format_of_hits(colours)
        pieces += [(place, hit) for place in self._hit_places if place[0] <= last and place[1] >= first]
        # Within an edit that changes nothing, so that Qt does not look up where on its line each cursor stands.
        edit = QTextCursor(self._document)
        edit.beginEditBlock()
        marks = [_mark(edit, *piece) for piece in pieces]
        edit.endEditBlock()
        return marks

    def place_of(self, highlight: HighlightId) -> Range | None:
        """The UTF-16 range where a highlight stands; None if the page does not show it."""
        if highlight not in self._highlights or self._shown.body is None:
            return None
        start, end, _ = self._highlights[highlight]
        return self._shown.body.shown_at(start, end)

    def at(self, first: int, last: int) -> HighlightId | None:
        """The highlight that a UTF-16 range touches: the shortest one, the later of two that are equally long.

        One that merely begins or ends there counts if there is no other.
        """
        found = [
            (is_edge, self._highlights[id][1] - self._highlights[id][0], -number, id)
            for id, number, is_edge in self._touching(first, last)
        ]
        return min(found)[-1] if found else None

    def _touching(self, first: int, last: int) -> Iterator[tuple[HighlightId, int, bool]]:
        """Highlights that touch a UTF-16 range: id, number in order, and whether they only begin or end there."""
        body = self._shown.body if self._highlights else None
        if body is None:
            return
        begin, end = body.ink_before_shown(first), body.ink_before_shown(last)
        for number, (id, (start, stop, _)) in enumerate(self._highlights.items()):
            upper, lower = body.ink_before(start), body.ink_before(stop)
            if begin <= lower and upper <= end:
                yield id, number, begin == lower or upper == end != begin

    @cached_property
    def _hit_places(self) -> list[Range]:
        if self._hits is None:
            return []
        found: list[Range | None] = []
        for places, ranges in ((self._shown.title, self._hits.title), (self._shown.body, self._hits.body)):
            found += [places.shown_at(*hit) for hit in ranges] if places and ranges else []
        return [place for place in (*found, *self._shown.note_places(self._hits.note)) if place]


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


def _mark(edit: QTextCursor, place: Range, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    cursor = QTextCursor(edit)
    cursor.setPosition(place[0])
    cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
    mark.cursor = cursor
    mark.format = look
    return mark


@lru_cache(maxsize=2)
def _format_of_hits(colours: Colours) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor(colours.hit))
    look.setForeground(QColor(colours.hit_text))
    return look


@lru_cache(maxsize=64)
def look_of(colours: Colours, names: tuple[str, ...]) -> QTextCharFormat:
    """The look of a highlight of this colour, or of the upper one of two."""
    look = QTextCharFormat()
    ground, line = highlight_colours(colours, names[-1])
    look.setBackground(QColor(ground_of_two(colours, *names) if len(names) == 2 else ground))
    look.setUnderlineStyle(UNDERLINES.get(names[-1], _Line.SingleUnderline))
    look.setUnderlineColor(QColor(line))
    return look

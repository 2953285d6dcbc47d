"""The rows of a paper card: headings, numbered links, mentions, highlights and the note, each a few lines high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.state.highlights import Highlight
from reader.core.state.mentions import Mention
from reader.core.text.clean import clean_line
from reader.core.text.links import display_host, visible, why_unsafe
from reader.services.exports.facts.work_cards import CardLink, WorkCard
from reader.ui.keys.key_caps import caps_size, paint_caps, readable, scale_font
from reader.ui.look.appearance import Look
from reader.ui.look.theme import highlight_colours

DIGITS = "1234567890"
MOST_HIGHLIGHTS = 200
_MOST_NOTE = 2_000
_Role = QPalette.ColorRole
_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class Part(Enum):
    """The parts of a card that rows belong to."""

    HEADING = "heading"
    LINK = "link"
    MENTION = "mention"
    HIGHLIGHT = "highlight"
    NOTE = "note"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Line:
    """A text of a row: at most so many lines of it, ``weight`` from 0 (said quietly) to 2 (bold)."""

    text: str
    most: int = 1
    weight: int = 1


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of the card.

    ``subject``: the thing it is about; ``aside``: a quiet word at its right; ``colour``: a highlight's.
    """

    part: Part
    lines: tuple[Line, ...]
    subject: CardLink | Mention | Highlight | None = None
    aside: str = ""
    keys: tuple[str, ...] = ()
    colour: str = ""

    @property
    def spoken(self) -> str:
        """The words of a screen reader for the row."""
        keys = f"key {self.keys[0]}" if self.keys else ""
        return ", ".join(part for part in (*(line.text for line in self.lines), self.aside, keys) if part)


def card_rows(card: WorkCard) -> list[CardRow]:
    """All rows of a card, in order; none until its mentions are read."""
    if not card.mentions.shown:
        return []
    return [*_links(card.links), *_mentions(card), *_highlights(card.detail.highlights), *_note(card.detail.note)]


def _heading(text: str) -> CardRow:
    return CardRow(Part.HEADING, (Line(text.upper(), weight=2),))


def _links(links: Sequence[CardLink]) -> Iterator[CardRow]:
    if links:
        yield _heading("Links")
    for number, link in enumerate(links):
        keys = (DIGITS[number],) if number < len(DIGITS) else ()
        why_not = why_unsafe(link.url) or ""
        name = f"{link.name} · {display_host(link.url)}"
        lines = (Line(visible(name)), *((Line(why_not, weight=0),) if why_not else ()))
        yield CardRow(Part.LINK, lines, link, aside=visible(link.url[:300]), keys=keys)


def _mentions(card: WorkCard) -> Iterator[CardRow]:
    shown, total = card.mentions.shown, card.mentions.total
    if not total:
        return
    yield _heading(f"In {total:,} newsletters" if total > 1 else "In 1 newsletter")
    for mention in shown:
        issue = (
            f"{mention.publication or ''} {mention.issue}{' (check this split)' if mention.is_guess else ''}".strip()
        )
        section = f"{mention.section}{' (guessed)' if mention.is_section_deduced else ''}" if mention.section else ""
        place = " › ".join(clean_line(part) for part in (issue, section) if part)
        lines = [Line(place, weight=2), Line(clean_line(mention.title or ""), 2), Line(clean_line(mention.text), 2, 0)]
        is_here = mention.item == card.detail.row.id
        aside = " · ".join(filter(None, ("shown here" if is_here else "", mention.date)))
        yield CardRow(Part.MENTION, tuple(line for line in lines if line.text), mention, aside=aside)
    if shown and total > len(shown):
        yield CardRow(Part.TOLD, (Line(f"… and {total - len(shown):,} more", weight=0),))


def _highlights(highlights: Sequence[Highlight]) -> Iterator[CardRow]:
    if highlights:
        yield _heading(f"Highlights · {len(highlights):,}")
    for one in highlights[:MOST_HIGHLIGHTS]:
        quote = Line(f"“{clean_line(one.anchor.exact, cap=1_000)}”", 3)
        note = clean_line(one.note, cap=500)
        lines = (quote, *((Line(f"✎ {note}", 2, 0),) if note else ()))
        aside = " · ".join(filter(None, (one.issue, "" if one.is_placed else "detached")))
        yield CardRow(Part.HIGHLIGHT, lines, one, aside=aside, colour=one.colour)
    if len(highlights) > MOST_HIGHLIGHTS:
        yield CardRow(Part.TOLD, (Line(f"… and {len(highlights) - MOST_HIGHLIGHTS:,} more", weight=0),))


def _note(note: str) -> Iterator[CardRow]:
    yield _heading("Note")
    shown = clean_line(note, cap=_MOST_NOTE)
    yield CardRow(Part.NOTE, (Line(shown, 6) if shown else Line("No note yet. Press a to write one.", weight=0),))


class CardRows(QAbstractListModel):
    """The rows that are shown just now; headings cannot be selected."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[CardRow] = []

    def show(self, rows: Sequence[CardRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def step(self, row: int, by: int) -> int:
        """The next row in a direction that can be selected; -1 if there is none."""
        row += by
        while 0 <= row < len(self.rows):
            if self.rows[row].part is not Part.HEADING:
                return row
            row += by
        return -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == ROW else None

    def flags(self, index: _Index) -> Qt.ItemFlag:  # noqa: D102
        flags = super().flags(index)
        is_heading = index.isValid() and self.rows[index.row()].part is Part.HEADING
        return flags & ~Qt.ItemFlag.ItemIsSelectable if is_heading else flags


class CardRowPainter(QStyledItemDelegate):
    """Paints a row: its lines below each other, keys at the left, the quiet word at the right of the first line."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.width = 400
        """The width of the rows, set by their view: their heights depend on it."""
        self._heights: dict[int, int] = {}

    def measure_again(self, width: int) -> None:
        """Measure all heights again, after the rows, their width or the font changed."""
        self.width = width
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: D102
        place = index.row()  # a view asks many times for each row
        if place not in self._heights:
            self._heights[place] = self._height(option, index.data(ROW))
        return QSize(0, self._heights[place])

    def _height(self, option: QStyleOptionViewItem, row: CardRow) -> int:
        unit = option.fontMetrics.height() // 2
        room = self.width - _indent(row, option.font) - 4 * unit
        height = sum(
            len(
                _wrapped(
                    line.text, _font(option.font, row, line), _line_room(option.font, row, number, room), line.most
                )
            )
            * QFontMetrics(_font(option.font, row, line)).lineSpacing()
            for number, line in enumerate(row.lines)
        )
        return height + (2 * unit if row.part is Part.HEADING else unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: D102
        row: CardRow = index.data(ROW)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        unit = option.fontMetrics.height() // 2
        painter.save()
        if is_chosen:
            painter.fillRect(option.rect, option.palette.color(_Role.Highlight))
        top = option.rect.top() + (unit + unit // 2 if row.part is Part.HEADING else unit // 2)
        left = option.rect.left() + 2 * unit
        if row.keys:
            at = QPoint(left, top - (caps_size(option.font, row.keys).height() - option.fontMetrics.height()) // 2)
            paint_caps(painter, at, option.font, row.keys, option.palette)
        if row.colour:
            _, bar = highlight_colours(self._look.colours, row.colour)
            painter.fillRect(QRect(left, top, max(3, unit // 2), option.rect.bottom() - top - unit // 2), QColor(bar))
        left += _indent(row, option.font)
        room = self.width - _indent(row, option.font) - 4 * unit
        self._paint_lines(painter, option, row, QRect(left, top, room, option.rect.height()), is_chosen)
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, row: CardRow, room: QRect, is_chosen: bool
    ) -> None:
        ground = option.palette.color(_Role.Highlight if is_chosen else _Role.Base)
        text = option.palette.color(_Role.HighlightedText if is_chosen else _Role.Text)
        muted = readable(option.palette.color(_Role.PlaceholderText), ground, text)
        top = room.top()
        for number, line in enumerate(row.lines):
            font = _font(option.font, row, line)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(text if line.weight and row.part is not Part.HEADING else muted)
            for shown in _wrapped(line.text, font, _line_room(option.font, row, number, room.width()), line.most):
                painter.drawText(QRect(room.left(), top, room.width(), metrics.lineSpacing()), _FLAGS, shown)
                top += metrics.lineSpacing()
        if row.aside:
            font = _quiet(option.font)
            painter.setFont(font)
            painter.setPen(muted)
            width = room.width() - _line_room(option.font, row, 0, room.width()) - option.fontMetrics.height() // 2
            aside = QFontMetrics(font).elidedText(row.aside, Qt.TextElideMode.ElideMiddle, width)
            place = QRect(room.right() - width, room.top(), width, option.fontMetrics.lineSpacing())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, aside)


_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _indent(row: CardRow, font: QFont) -> int:
    """The room that keys or the bar of a highlight take at the left."""
    unit = QFontMetrics(font).height() // 2
    if row.part is Part.LINK:
        return caps_size(font, ("0",)).width() + unit
    return unit + unit // 2 if row.colour else 0


def _line_room(base: QFont, row: CardRow, number: int, width: int) -> int:
    """The room of the first line, which leaves some for the quiet word."""
    if number or not row.aside:
        return width
    metrics = QFontMetrics(_quiet(base))
    return width - min(width // 2, metrics.horizontalAdvance(row.aside) + 2 * metrics.height())


def _quiet(base: QFont) -> QFont:
    font = QFont(base)
    scale_font(font, 0.85)
    return font


def _font(base: QFont, row: CardRow, line: Line) -> QFont:
    font = QFont(base)
    font.setBold(line.weight == 2)
    if row.part is Part.HEADING:
        scale_font(font, 0.8)
    elif line.weight == 0:
        scale_font(font, 0.93)
    return font


def _wrapped(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    return _wrapped_once(text, font.toString(), width, most)


@lru_cache(maxsize=2048)
def _wrapped_once(text: str, font_name: str, width: int, most: int) -> tuple[str, ...]:
    """The text broken into at most so many lines; the last one ends in an ellipsis where more would follow."""
    font = QFont()
    font.fromString(font_name)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le", "replace")

    def part(first: int, last: int | None) -> str:
        return units[2 * first : None if last is None else 2 * last].decode("utf-16-le", "replace")

    lines = [part(first, last).strip() for first, last in zip(starts[:most], [*starts[1:], None], strict=False)]
    if len(starts) > most:
        rest = part(starts[most - 1], None).strip()
        lines[-1] = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return tuple(lines)

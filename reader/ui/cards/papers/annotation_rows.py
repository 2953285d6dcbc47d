"""Rows of the highlights browser: a line for each work, and below it one for its note and each of its highlights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyleOptionViewItem

from reader.core.state.annotations import AnnotatedWork, Annotation, Mark, day_of
from reader.core.state.highlights import COLOURS
from reader.core.state.tags import Tag
from reader.core.text.links import visible
from reader.ui.cards.choice.picker import PickRow, RowPainter
from reader.ui.keys.key_caps import cap_font
from reader.ui.look.appearance import Look
from reader.ui.look.theme import highlight_colours, tag_colours
from reader.ui.pages.body_marks import UNDERLINES

MORE = "more"
"""The id of the row that stands for annotations not fetched yet."""
_MOST_TITLE, _MOST_TAGS = 300, 4


@dataclass(frozen=True, slots=True)
class AnnotationRow(PickRow):
    """A row of the browser; ``mark`` is None for the line of a work, whose star and tags it shows."""

    mark: Mark | None = None
    colour: str = ""
    is_starred: bool = False
    tags: tuple[Tag, ...] = ()

    @property
    def spoken(self) -> str:
        """The words of a screen reader for the row."""
        kind = f"{self.colour} highlight" if self.mark is Mark.HIGHLIGHT else self.mark or ""
        star = "starred" if self.is_starred else ""
        tags = ", ".join(f"tag {tag.name}" for tag in self.tags)
        return ", ".join(part for part in (kind, self.title, star, tags, self.detail) if part)


def rows_of(annotations: Sequence[Annotation], *, more: int) -> Iterator[AnnotationRow]:
    """The rows of annotations, whose ids are their numbers; ``more`` are not fetched yet."""
    shown = None
    for number, one in enumerate(annotations):
        if one.work.id != shown:
            shown = one.work.id
            yield _line_of(str(number), one.work, one)
        if one.mark is Mark.NOTE:
            yield AnnotationRow(str(number), _cut(one.note), detail=day_of(one.at), mark=one.mark)
        elif one.mark is Mark.HIGHLIGHT:
            told = (f"note: {_cut(one.note)}" if one.note else "", "" if one.is_placed else "detached")
            detail = " · ".join(part for part in (*told, day_of(one.at)) if part)
            yield AnnotationRow(str(number), f"“{_cut(one.quote)}”", detail=detail, mark=one.mark, colour=one.colour)
    if more:
        yield AnnotationRow(MORE, f"… and {more:,} more. Enter shows the next ones.")


def _line_of(id: str, work: AnnotatedWork, first: Annotation) -> AnnotationRow:
    where = [work.publication or "", work.issue, "no longer split out" if work.is_retired else ""]
    if first.mark is Mark.STAR:
        where.append(day_of(first.at))
    detail = " · ".join(_cut(part) for part in where if part)
    return AnnotationRow(id, name_of(work), detail=detail, is_starred=work.is_starred, tags=work.tags)


def name_of(work: AnnotatedWork) -> str:
    """The name of a work: its title, else its first words."""
    return _cut(work.title or "") or f"… {_cut(work.excerpt)}"


def whole(annotation: Annotation, *, is_work: bool) -> str:
    """The whole text of a row: a quote and its note, the work's note, or all that the work's line says."""
    work = annotation.work
    if is_work:
        tags = ", ".join(tag.name for tag in work.tags)
        said = (work.title or "", work.excerpt, tags and f"Tags: {tags}")
    else:
        said = (annotation.quote and f"“{annotation.quote}”", annotation.note, "")
    return "\n".join(visible(line) for part in said for line in part.splitlines())


def _cut(text: str) -> str:
    return visible(" ".join(text[: 2 * _MOST_TITLE].split())[:_MOST_TITLE])


class AnnotationPainter(RowPainter):
    """Paints a row of the browser: a highlight's colour by name, underlined as in the text, and tags behind a work."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint_ends(self, painter: QPainter, option: QStyleOptionViewItem, row: PickRow) -> QRect:
        """Paint both ends of a row; returns the room between."""
        room = super().paint_ends(painter, option, row)
        if not isinstance(row, AnnotationRow) or row.id == MORE:
            return room
        unit = option.fontMetrics.height() // 2
        if row.mark is None:
            option.font.setBold(True)
            return self._paint_tags(painter, option, row, self._paint_star(painter, option, row, room))
        chip = QRect(room.left() + 2 * unit, room.top(), chip_width(option), room.height())
        if row.mark is Mark.HIGHLIGHT:
            self._paint_colour(painter, option, row.colour, chip)
        else:
            self._paint_note(painter, option, chip)
        room.setLeft(chip.right() + unit)
        return room

    def _paint_star(self, painter: QPainter, option: QStyleOptionViewItem, row: AnnotationRow, room: QRect) -> QRect:
        if row.is_starred:
            unit = option.fontMetrics.height() // 2
            self._paint_icon(painter, option, "star", QRect(room.left(), room.top(), 2 * unit, room.height()))
            room.setLeft(room.left() + round(2.5 * unit))
        return room

    def _paint_note(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect) -> None:
        self._paint_icon(painter, option, "note", room)
        painter.save()
        painter.setFont(cap_font(option.font))
        painter.setPen(QColor(self._look.colours.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "note")
        painter.restore()

    def _paint_icon(self, painter: QPainter, option: QStyleOptionViewItem, meaning: str, room: QRect) -> None:
        colours, size = self._look.colours, round(option.fontMetrics.height() * 0.8)
        colour = colours.star if meaning == "star" else colours.muted
        pixmap = self._look.icons.pixmap(meaning, colour, size, painter.device().devicePixelRatio())
        painter.drawPixmap(room.left(), room.center().y() - size // 2, pixmap)

    def _paint_tags(self, painter: QPainter, option: QStyleOptionViewItem, row: AnnotationRow, room: QRect) -> QRect:
        """Paint the first tags at the right, in no more than a third of the room."""
        font = cap_font(option.font)
        metrics, unit = QFontMetrics(font), option.fontMetrics.height() // 2
        least = room.right() - room.width() // 3
        for tag in row.tags[:_MOST_TAGS]:
            name = metrics.elidedText(visible(tag.name), Qt.TextElideMode.ElideRight, 10 * unit)
            width = metrics.horizontalAdvance(name) + unit
            if room.right() - width < least:
                break
            text, ground = tag_colours(self._look.colours, tag.colour)
            chip = QRect(room.right() - width, room.center().y() - metrics.height() // 2, width, metrics.height())
            _paint_chip(painter, chip, ground)
            painter.setFont(font)
            painter.setPen(QColor(text))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, name)
            room.setRight(chip.left() - unit // 2)
        painter.setFont(option.font)
        return room

    def _paint_colour(self, painter: QPainter, option: QStyleOptionViewItem, colour: str, room: QRect) -> None:
        colours = self._look.colours
        ground, line = highlight_colours(colours, colour)
        font = cap_font(option.font)
        metrics = QFontMetrics(font)
        chip = QRect(room.left(), room.center().y() - metrics.height() // 2 - 1, room.width(), metrics.height() + 3)
        _paint_chip(painter, chip, ground)
        name = QTextLayout(colour, font)
        underlined = QTextLayout.FormatRange()
        underlined.start, underlined.length = 0, len(colour)
        underlined.format = QTextCharFormat()
        underlined.format.setForeground(QColor(colours.text))
        underlined.format.setUnderlineStyle(UNDERLINES[colour])
        underlined.format.setUnderlineColor(QColor(line))
        name.setFormats([underlined])
        name.beginLayout()
        name.createLine()
        name.endLayout()
        left = chip.left() + (chip.width() - metrics.horizontalAdvance(colour)) / 2
        name.draw(painter, QPointF(left, chip.top()))


def chip_width(option: QStyleOptionViewItem) -> int:
    """The width of the widest name of a colour, so that all quotes begin at one edge."""
    metrics = QFontMetrics(cap_font(option.font))
    return max(map(metrics.horizontalAdvance, COLOURS)) + option.fontMetrics.height()


def _paint_chip(painter: QPainter, chip: QRect, ground: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(chip), chip.height() * 0.25, chip.height() * 0.25)

"""The settings card: a row for each setting of the table, changed by the arrow keys or by typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionViewItem, QWidget

from reader.core.setting_kinds import Setting
from reader.core.settings import SETTINGS, Settings
from reader.ui.cards.choice.picker import Picker, PickRow, RowPainter
from reader.ui.keys.key_caps import readable, scale_font
from reader.ui.keys.key_hints import KeyHints
from reader.ui.keys.overlay import muted_label
from reader.ui.look.appearance import Look

_Key, _Role = Qt.Key, QPalette.ColorRole
_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_SMALL = 0.88
_LATER = "after a restart"
_HINTS = ((("←", "→"), "change"), ("Enter", "next, or type"), ("Del", "default"), ("Esc", "close"))
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class SettingRow(PickRow):
    """A setting as a row; ``detail`` is its help, ``value`` the value in words."""

    value: str = ""
    is_changed: bool = False
    is_live: bool = True

    @property
    def spoken(self) -> str:
        """The words of a screen reader for the row."""
        return f"{self.title}, {self.value}{'' if self.is_live else f', {_LATER}'}. {self.detail}"


def setting_row(setting: Setting[Any], settings: Settings) -> SettingRow:
    """The row of a setting."""
    value = settings.value_of(setting)
    return SettingRow(
        setting.name,
        setting.title,
        detail=setting.help,
        value=setting.told(value),
        is_changed=value != setting.default,
        is_live=setting.is_live,
    )


class SettingsCard(Picker):
    """Stays open until Esc. ``type_value`` lets a value be typed."""

    def __init__(self, look: Look, parent: QWidget, *, type_value: Callable[[Setting[Any]], None]) -> None:
        super().__init__(parent, "Settings", heading="Settings", nothing="No matching setting.")
        self._look = look
        self._type_value = type_value
        self.list.setItemDelegate(_SettingPainter(self.list))
        self.report = muted_label("", self.card)
        self.told = muted_label("", self.card)
        self.hints = KeyHints(self.card)
        self.hints.set_hints(_HINTS)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.hints)
        self.body.addWidget(self.report)
        self.body.addWidget(self.told)
        self.body.addLayout(self._foot)
        self._show_report("\n".join(look.settings.faults))
        self.list.selectionModel().currentChanged.connect(self._tell)
        self.show_rows([setting_row(setting, look.chosen) for setting in SETTINGS])
        self._tell()
        look.settings.changed.connect(self._refresh)
        look.settings.failed.connect(self._show_report)
        look.changed.connect(self._place)

    def row_height(self) -> int:  # noqa: D102
        return _height(self.list.font())

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        font = QFont(self.font())
        font.setBold(True)
        scale_font(font, 1.15)
        self.heading.setFont(font)
        for label in (self.report, self.told):
            label.setContentsMargins(2 * unit, unit // 2, 2 * unit, 0)
        self._foot.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        width = min(self.width_in_units * unit, room.width() - 2 * unit)
        self.told.setFixedHeight(self._height_of_told(width - 2 - 4 * unit) + unit // 2)
        foot = self.told.height() + self._foot.sizeHint().height()
        if self.report.text():
            foot += self.report.heightForWidth(width - 2)
        found = super().card_geometry(room.adjusted(0, 0, 0, -foot))
        return found.adjusted(0, 0, 0, foot)

    def pick(self, number: int) -> None:
        """Ask for the value of a row, or take the next value where it cannot be typed."""
        if not 0 <= number < len(SETTINGS):
            return
        self.list.setCurrentIndex(self.rows.index(number))
        if SETTINGS[number].is_typed:
            self._type_value(SETTINGS[number])
        else:
            self._change(1)

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: D102
        moves = {_Key.Key_J: 1, _Key.Key_K: -1}
        changes = {_Key.Key_Left: -1, _Key.Key_H: -1, _Key.Key_Right: 1, _Key.Key_L: 1}
        key = _Key(event.key())
        if key in moves:
            self.step(moves[key])
        elif key in changes:
            self._change(changes[key])
        elif event.isAutoRepeat():
            return super().take_key(event)
        elif key == _Key.Key_Space:
            self.pick(self.list.currentIndex().row())
        elif key in (_Key.Key_Delete, _Key.Key_Backspace):
            self._look.settings.choose(self._selected(), None)
        else:
            return super().take_key(event)
        return True

    def _selected(self) -> Setting[Any]:
        return SETTINGS[max(0, self.list.currentIndex().row())]

    def _change(self, by: int) -> None:
        setting = self._selected()
        value = self._look.chosen.value_of(setting)
        beside = setting.beside(value, by)
        if beside != value:
            self._look.settings.choose(setting, beside)

    def _refresh(self) -> None:
        """Show the values as they are now; the rows stay where they are."""
        self.rows.rows[:] = [setting_row(setting, self._look.chosen) for setting in SETTINGS]
        self.rows.dataChanged.emit(self.rows.index(0), self.rows.index(len(SETTINGS) - 1))

    def _height_of_told(self, width: int) -> int:
        """The height of the longest text about a setting, so that nothing moves from row to row."""
        metrics, room = self._look.metrics(), QRect(0, 0, max(1, width), 10_000)
        return max(metrics.boundingRect(room, _WRAPPED, _told_of(setting)).height() for setting in SETTINGS)

    def _tell(self, *_: QModelIndex) -> None:
        """Show all of the selected setting's text: rows cut long help short."""
        sentence = _told_of(self._selected())
        self.told.setText(sentence)
        self.told.setAccessibleName(sentence)

    def _show_report(self, sentences: str) -> None:
        self.report.setText(sentences)
        self.report.setAccessibleName(sentences)
        self.report.setVisible(bool(sentences))
        palette = self.report.palette()
        palette.setColor(_Role.PlaceholderText, self._look.colours.warning)
        self.report.setPalette(palette)
        if self.isVisible():
            self._place()


def _told_of(setting: Setting[Any]) -> str:
    return f"{setting.help} Values: {setting.allowed}. Default: {setting.told(setting.default)}."


class _SettingPainter(RowPainter):
    """Title and value on one line, the help below. A value that is not the default is bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: SettingRow = index.data(_ROW)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        unit = option.fontMetrics.height() // 2
        painter.save()
        if is_chosen:
            painter.fillRect(option.rect, option.palette.color(_Role.Highlight))
        room = option.rect.adjusted(2 * unit, unit // 2, -2 * unit, 0)
        room.setHeight(option.fontMetrics.height())
        text, muted = _colours(option.palette, is_chosen)
        painter.setPen(text)
        left = self._paint_value(painter, option.font, room, row, is_chosen)
        title = QRect(room.topLeft(), QSize(max(0, left - unit - room.left()), room.height()))
        end = _paint_line(painter, option.font, title, row.title)
        painter.setPen(muted)
        if not row.is_live:
            _paint_line(painter, _small(option.font), title.adjusted(end + unit - title.left(), 0, 0, 0), _LATER)
        room.translate(0, room.height())
        _paint_line(painter, _small(option.font), room, row.detail)
        painter.restore()

    def _paint_value(self, painter: QPainter, base: QFont, room: QRect, row: SettingRow, is_chosen: bool) -> int:
        """Paint the value at the right end, between arrows in the selected row; returns where it begins."""
        font = QFont(base)
        font.setBold(row.is_changed)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(row.value, Qt.TextElideMode.ElideRight, room.width() // 2)
        if is_chosen:
            shown = f"‹ {shown} ›"
        painter.setFont(font)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | _FLAGS), shown)
        return room.right() - metrics.horizontalAdvance(shown)


def _colours(palette: QPalette, is_chosen: bool) -> tuple[QColor, QColor]:
    ground = palette.color(_Role.Highlight if is_chosen else _Role.Base)
    text = palette.color(_Role.HighlightedText if is_chosen else _Role.Text)
    return text, readable(palette.color(_Role.PlaceholderText), ground, text)


def _paint_line(painter: QPainter, font: QFont, room: QRect, text: str) -> int:
    """Paint one line, cut short where there is no room; returns where it ends."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.setFont(font)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | _FLAGS), shown)
    return room.left() + metrics.horizontalAdvance(shown)


def _small(base: QFont) -> QFont:
    font = QFont(base)
    scale_font(font, _SMALL)
    return font


def _height(font: QFont) -> int:
    line = QFontMetrics(font).height()
    return 2 * line + line // 2

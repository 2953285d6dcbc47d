"""The card that asks what to export and in which format; it shows the first record as it will look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from reader.core.values.ids import ItemId
from reader.services.exports.formats.export_formats import FORMATS, Format
from reader.ui.cards.choice.picker import Picker, PickRow
from reader.ui.models.places import items_told

_PREVIEW_LINES = 12
_KEYS = Qt.Key


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of items to export: its name and its items in order; ``name`` is for a file, if it needs another."""

    title: str
    ids: tuple[ItemId, ...]
    name: str = ""

    @property
    def told(self) -> str:
        """The matter's name and size."""
        return f"{self.title}, {items_told(len(self.ids))}"


Preview = Callable[[Format, Selection, Callable[[str], None]], None]
"""Asks for the first record of a selection in a format, which is handed over when it is there."""


class ExportCard(Picker):
    """Formats to choose from; Tab, Left and Right choose what is exported. ``export`` is called with both."""

    def __init__(
        self,
        selections: Sequence[Selection],
        parent: QWidget,
        *,
        preview: Preview,
        export: Callable[[Format, Selection], None],
    ) -> None:
        super().__init__(parent, "Export", heading=" ", nothing="No matching format.")
        self._selections = selections
        self._selected = 0
        self._ask_preview = preview
        self._export = export
        self.preview = _page(self.card)
        self.body.addWidget(self.preview)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._refresh_preview())
        self._say_selection()
        self.show_rows([PickRow(format.name, format.title, detail=format.help) for format in FORMATS.values()])

    @property
    def selection(self) -> Selection:
        """The selection that is chosen now."""
        return self._selections[self._selected]

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._export(FORMATS[row.id], self.selection)

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: D102
        steps = {_KEYS.Key_Tab: 1, _KEYS.Key_Right: 1, _KEYS.Key_Backtab: -1, _KEYS.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._selected = (self._selected + steps[key]) % len(self._selections)
            self._say_selection()
            self._refresh_preview()
            return True
        if key in (_KEYS.Key_J, _KEYS.Key_K):
            self.step(1 if key == _KEYS.Key_J else -1)
            return True
        return super().take_key(event)

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        card = super().card_geometry(room)
        wanted = _PREVIEW_LINES * self.preview.fontMetrics().lineSpacing()
        self.preview.document().setDocumentMargin(1.5 * self.unit())
        height = max(0, min(wanted, room.height() - card.bottom() - self.unit()))
        self.preview.setFixedHeight(height)
        return card.adjusted(0, 0, 0, height)

    def _say_selection(self) -> None:
        others = [one.title for number, one in enumerate(self._selections) if number != self._selected]
        other = f"   (Tab: {' · '.join(others)})" if others else ""
        said = f"Export {self.selection.told}{other}"
        self.heading.setText(said)
        self.heading.setAccessibleName(said)

    def _refresh_preview(self) -> None:
        row = self.list.currentIndex().row()
        if row < 0:
            return
        format, selection = FORMATS[self.rows.rows[row].id], self.selection

        def show(text: str) -> None:
            if self._is_closed:
                return
            if (FORMATS[self.rows.rows[self.list.currentIndex().row()].id], self.selection) == (format, selection):
                self.preview.setPlainText(text)

        self._ask_preview(format, selection, show)


def _page(parent: QWidget) -> QPlainTextEdit:
    page = QPlainTextEdit(parent)
    page.setReadOnly(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setAccessibleName("Preview of the first record")
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(parent.font().pointSizeF() * 0.85)
    page.setFont(font)
    return page

"""The card with the texts of an issue outside of its items, and its lines set aside, as plain text."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from reader.core.state.rows import Remark
from reader.ui.keys.key_caps import scale_font
from reader.ui.keys.overlay import Overlay, muted_label
from reader.ui.models.places import count_told

NOTHING = "All text of this issue is in its items."
MOST_LINES = 5_000
_WIDTH_IN_UNITS = 96
# Laying out one endless line would make the window wait.
_PIECE = re.compile(r"\S.{0,1999}(?!\S)|\S.{0,1999}")


class SetAside(Overlay):
    """A card with the remarks and the lines, or with the sentence that there are none; read and copied by keyboard."""

    def __init__(self, issue: str, remarks: Sequence[Remark], lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, count_told(len(lines)))
        self.heading = muted_label(f"{count_told(len(lines))} · {issue}", self.card)
        self.heading.setForegroundRole(QPalette.ColorRole.Text)
        self.about = muted_label(
            "Text that belongs to no item: introductions, greetings, notices, addresses. Esc closes.", self.card
        )
        self.nothing = muted_label(NOTHING, self.card)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text = _Text(self.card)
        self.text.setPlainText("\n\n".join([*map(_remark, remarks), *_set_aside(lines, is_alone=not remarks)]))
        for part in (self.heading, self.about, self.nothing):
            self.body.addWidget(part)
        self.body.addWidget(self.text, 1)
        has_any = bool(remarks or lines)
        self.nothing.setVisible(not has_any)
        self.about.setVisible(has_any)
        self.text.setVisible(has_any)

    def first_focus(self) -> QWidget:  # noqa: D102
        return self.text if self.text.toPlainText() else self.card

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        font = self.font()
        font.setBold(True)
        self.heading.setFont(font)
        font = self.font()
        scale_font(font, 0.95)
        self.about.setFont(font)
        self.heading.setContentsMargins(2 * unit, 2 * unit, 2 * unit, 0)
        self.about.setContentsMargins(2 * unit, unit // 2, 2 * unit, 0)
        self.nothing.setContentsMargins(2 * unit, 2 * unit, 2 * unit, 3 * unit)
        self.body.setContentsMargins(1, 1, 1, unit)
        self.text.document().setDocumentMargin(2 * unit)
        width = min(room.width() - 2 * unit, _WIDTH_IN_UNITS * unit)
        height = min(room.height() - 2 * unit, self._wanted_height(width))
        return QRect((room.width() - width) // 2, min(4 * unit, (room.height() - height) // 2), width, height)

    def _wanted_height(self, width: int) -> int:
        """The height of all lines, as far as they can be counted quickly."""
        parts = [part for part in (self.heading, self.about, self.nothing) if not part.isHidden()]
        height = sum(part.heightForWidth(width - 2) for part in parts) + 2 * self.unit()
        if self.text.isHidden():
            return height
        metrics, room = self.text.fontMetrics(), max(1, width - 7 * self.unit())
        block, rows = self.text.document().begin(), 0
        while block.isValid() and rows < 200:
            rows += 1 + metrics.horizontalAdvance(block.text()) // room
            block = block.next()
        return height + rows * metrics.lineSpacing() + 4 * self.unit()


class _Text(QPlainTextEdit):
    """Text to read: arrows move the cursor, Shift selects, Space turns pages; Esc is the card's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Lines set aside")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        by = Qt.TextInteractionFlag
        self.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-bar.pageStep() if is_back else bar.pageStep()))
        else:
            super().keyPressEvent(event)


def _remark(remark: Remark) -> str:
    return f"{remark.where.upper()}\n{_shown(remark.text.splitlines())}"


def _set_aside(lines: Sequence[str], *, is_alone: bool) -> list[str]:
    """The lines, below a caption of their own where something else stands before them."""
    caption = "" if is_alone else "SET ASIDE\n"
    return [caption + _shown(lines)] if lines else []


def _shown(lines: Sequence[str]) -> str:
    """The lines as text; of very many the first ones, and how many more there are."""
    shown = [piece for line in lines[:MOST_LINES] for piece in _PIECE.findall(line)]
    rest = len(lines) - MOST_LINES
    return "\n".join([*shown, *([f"… and {rest:,} more lines"] if rest > 0 else [])])

"""Key hints: a strip that teaches keys, and a sheet of the keys that may follow a prefix."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from reader.ui.keys.key_caps import KeyCaps, caps_size, paint_caps
from reader.ui.keys.overlay import Card

Hint = tuple[str | Sequence[str], str]
"""A key, or several that belong together, and what they do in a word."""

_ELLIPSIS = "…"


class KeyHints(QWidget):
    """A strip of key caps and words for the status bar; what does not fit is left out at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: list[tuple[tuple[str, ...], str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_hints([])

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show these keys; a sequence of keys stands as several caps before one word."""
        self._hints = [((keys,) if isinstance(keys, str) else tuple(keys), word) for keys, word in hints]
        spoken = ", ".join(f"{' '.join(keys)}: {word}" for keys, word in self._hints)
        self.setAccessibleName(f"Keys: {spoken}" if spoken else "Keys")
        self.update()

    def shown(self) -> list[str]:
        """The words that fit just now, in order."""
        return [word for _, (_, word) in self._fitting()]

    def sizeHint(self) -> QSize:  # noqa: D102
        width = sum(self._width(keys, word) for keys, word in self._hints)
        return QSize(width, caps_size(self.font(), ()).height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(0, self.sizeHint().height())

    def _fitting(self) -> list[tuple[int, tuple[tuple[str, ...], str]]]:
        """The hints that fit, each with its left edge; an ellipsis needs room too where some are left out."""
        placed, left = [], 0
        ellipsis = self.fontMetrics().horizontalAdvance(_ELLIPSIS)
        for number, hint in enumerate(self._hints):
            width = self._width(*hint)
            is_last = number == len(self._hints) - 1
            if left + width - self._space() + (0 if is_last else self._space() + ellipsis) > self.width():
                break
            placed.append((left, hint))
            left += width
        return placed

    def _space(self) -> int:
        return self.fontMetrics().height()

    def _width(self, keys: tuple[str, ...], word: str) -> int:
        metrics = self.fontMetrics()
        return (
            caps_size(self.font(), keys).width() + self._space() // 2 + metrics.horizontalAdvance(word) + self._space()
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            placed = self._fitting()
            for left, (keys, word) in placed:
                size = caps_size(self.font(), keys)
                paint_caps(
                    painter, QPoint(left, (self.height() - size.height()) // 2), self.font(), keys, self.palette()
                )
                self._write(painter, left + size.width() + self._space() // 2, word)
            if len(placed) < len(self._hints):
                end = placed[-1][0] + self._width(*placed[-1][1]) if placed else 0
                self._write(painter, end, _ELLIPSIS)

    def _write(self, painter: QPainter, left: int, text: str) -> None:
        room = QRect(left, 0, self.fontMetrics().horizontalAdvance(text) + 2, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class NextKeys(Card):
    """A sheet just above the status bar with the keys that may follow what was typed; it never takes the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Keys that may follow")
        self._grid = QGridLayout(self)
        self.hide()

    def show_keys(self, typed: str, hints: Sequence[tuple[str, str]], bottom: int) -> None:
        """Show the keys that may follow ``typed``, the sheet's lower edge at ``bottom``; no hints hide it."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.setVisible(bool(hints))
        if not hints:
            return
        self._fill(typed, hints)
        self.setAccessibleDescription(", ".join(f"{typed} {key}: {word}" for key, word in hints))
        self._grid.activate()
        self.adjustSize()
        unit = self.fontMetrics().height() // 2
        self.move(unit, max(0, bottom - self.height() - unit))
        self.raise_()

    def _fill(self, typed: str, hints: Sequence[tuple[str, str]]) -> None:
        unit = self.fontMetrics().height() // 2
        self._grid.setContentsMargins(2 * unit, unit, 2 * unit, unit)
        self._grid.setHorizontalSpacing(unit)
        self._grid.setVerticalSpacing(max(2, unit // 2))
        in_column = -(-len(hints) // 2)
        for place, (key, word) in enumerate(hints):
            line, side = place % in_column, place // in_column
            label = QLabel(word, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAccessibleName(f"{typed} {key}: {word}")
            label.setContentsMargins(0, 0, 2 * unit, 0)
            caps = KeyCaps((typed, key), self)
            self._grid.addWidget(caps, line, 2 * side)
            self._grid.addWidget(label, line, 2 * side + 1)
            for widget in (label, caps):
                widget.show()

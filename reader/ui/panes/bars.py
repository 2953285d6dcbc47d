"""The bar at the top (buttons, search), and the fields and labels that bars are made of."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from reader.commands.command_rows.command import Command
from reader.commands.table import BY_ID
from reader.ui.look.appearance import Look, field_style

BUTTONS: tuple[tuple[str, str], ...] = (
    ("help.menu", "menu"),
    ("item.done", "done"),
    ("item.star", "star"),
    ("item.later", "later"),
    ("item.note", "note"),
    ("item.browse", "browse"),
    ("edit.undo", "undo"),
    ("help.palette", "commands"),
)


LEAST_SEARCH = 110
"""The least width of the search field in pixels, so that the bar fits a small screen however large the text is."""


class TopBar(QWidget):
    """Buttons for the commonest commands, and the search field."""

    def __init__(self, look: Look, keys_of: Callable[[str], Sequence[str]], run: Callable[[str], None]) -> None:
        super().__init__()
        self._look = look
        self._buttons: list[tuple[QToolButton, str]] = []
        self._row = QHBoxLayout(self)
        for command_id, meaning in BUTTONS:
            self._row.addWidget(self._button(BY_ID[command_id], meaning, keys_of(command_id), run))
        self._row.addStretch(1)
        self.search = make_field("Search the library", "Search: gan kind:paper is:starred", self)
        self._row.addWidget(self.search, 1)
        self.setAccessibleName("Commands and search")
        self.refresh()

    def _button(self, command: Command, meaning: str, keys: Sequence[str], run: Callable[[str], None]) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(command.title)
        button.setToolTip(f"{command.title} ({keys[0]})" if keys else command.title)
        button.clicked.connect(lambda: run(command.id))
        self._buttons.append((button, meaning))
        return button

    def refresh(self) -> None:
        """Take over the look."""
        unit = self._look.metrics().height() // 2
        size = round(unit * 1.9)
        self._row.setContentsMargins(unit, round(unit * 0.7), unit, round(unit * 0.7))
        for button, meaning in self._buttons:
            colour = self._look.colours.star if meaning == "star" else self._look.colours.muted
            button.setIcon(self._look.icons.icon(meaning, colour, size, self.devicePixelRatioF()))
            button.setIconSize(button.iconSize().scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
            button.setFixedSize(round(unit * 3.6), round(unit * 3.6))
        self.search.setMinimumWidth(min(14 * unit, LEAST_SEARCH))
        self.search.setMaximumWidth(52 * unit)
        self.search.setMinimumHeight(round(unit * 3.4))
        self.search.setStyleSheet(field_style(self._look))


def make_field(name: str, prompt: str, parent: QWidget) -> QLineEdit:
    """A field to type in, with a button to clear it; both have a name for screen readers."""
    field = QLineEdit(parent)
    field.setAccessibleName(name)
    field.setPlaceholderText(prompt)
    field.setClearButtonEnabled(True)
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(f"Clear: {name}")
    return field


class FieldRoom(QWidget):
    """Room around a field; there as long as the field is not hidden."""

    def __init__(self, field: QLineEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._row = QHBoxLayout(self)
        self._row.addWidget(field)
        self.setVisible(not field.isHidden())
        field.installEventFilter(self)

    def refresh(self, look: Look, *, above: float, below: float) -> None:
        """Take over the look; ``above`` and ``below`` are in halves of a line's height."""
        unit = look.metrics().height() // 2
        self._row.setContentsMargins(2 * unit, round(above * unit), 2 * unit, round(below * unit))
        self._field.setStyleSheet(field_style(look))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(not self._field.isHidden())
        return False


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole of it is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(escape(self.text()) if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment()), shown)

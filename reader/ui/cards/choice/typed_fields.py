"""The acts that all cards with fields to type in share: to say something below, and to go from field to field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QLineEdit

from reader.ui.look.appearance import Look


def say_below(said: QLabel, sentence: str, look: Look, *, is_warning: bool = False) -> None:
    """Say something below the fields, to a screen reader too."""
    said.setText(sentence)
    said.setAccessibleName(sentence)
    palette = said.palette()
    colour = look.colours.warning if is_warning else look.colours.muted
    palette.setColor(QPalette.ColorRole.PlaceholderText, colour)
    said.setPalette(palette)


def step_round(fields: Sequence[QLineEdit], by: int) -> None:
    """Go to the next field; the last is followed by the first."""
    place = next((number for number, field in enumerate(fields) if field.hasFocus()), 0)
    field = fields[(place + by) % len(fields)]
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()

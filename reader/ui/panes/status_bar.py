"""The bar at the bottom: key hints, messages, a job, the progress in the list, and that all is saved."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from reader.ui.keys.key_hints import KeyHints
from reader.ui.look.appearance import Look
from reader.ui.panes.bars import ElidedLabel
from reader.ui.panes.job_bar import JobBar


class StatusBar(QWidget):
    """The status bar: keys at the left; messages, progress and "saved" at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_warning = False
        self.hints = KeyHints(self)
        self.message = ElidedLabel(self)
        self.place = ElidedLabel(self)
        self.place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Share of the list that is read")
        self.job = JobBar(look, self)
        self.saved = _label()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.hints, 3)
        self._row.addWidget(self.message, 2)
        self._row.addWidget(self.job)
        self._row.addWidget(self.place)
        self._row.addWidget(self.progress)
        self._row.addWidget(self.saved)
        self.setAccessibleName("Status")
        self.refresh()

    def refresh(self) -> None:
        """Take over the look."""
        self.job.refresh()
        unit = self._look.metrics().height() // 2
        self._row.setContentsMargins(unit, unit // 3, unit, unit // 3)
        self._row.setSpacing(unit)
        font = self._look.font(scale=0.9)
        for label in (self.message, self.place, self.saved):
            label.setFont(font)
            label.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.hints.setFont(font)
        self.message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.progress.setFixedSize(10 * unit, max(4, unit // 2))
        colours = self._look.colours
        self.progress.setStyleSheet(
            f"QProgressBar {{ border: none; background: {colours.line}; }}"
            f"QProgressBar::chunk {{ background: {colours.accent}; }}"
        )
        self.saved.setMinimumWidth(self.saved.fontMetrics().horizontalAdvance("Not saved"))
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._colour_message()

    def say(self, sentence: str, *, is_warning: bool = False) -> None:
        """Show one sentence."""
        self._is_warning = is_warning
        self._colour_message()
        self.message.setText(sentence)

    def _colour_message(self) -> None:
        palette = self.message.palette()
        colour = self._look.colours.warning if self._is_warning else self._look.colours.muted
        palette.setColor(palette.ColorRole.PlaceholderText, QColor(colour))
        self.message.setPalette(palette)

    def show_progress(self, text: str, done: int, of: int) -> None:
        """Show how much of the list is read."""
        self.place.setText(text if of else "")
        self.progress.setMaximum(max(1, of))
        self.progress.setValue(done)
        self.progress.setVisible(of > 0)


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label

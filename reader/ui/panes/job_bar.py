"""The part of the status bar for a long job: its progress, a button that stops it, then its result."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from reader.ui.look.appearance import Look
from reader.ui.panes.bars import ElidedLabel


class JobBar(QWidget):
    """The bar of a job. Hidden until one runs; it stays with the result until that was looked at."""

    stop_wanted = Signal()
    result_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName("Job")
        self.label = ElidedLabel(self)
        self.label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Share of the job that is done")
        self.stop = self._button("Stop", "Stop the job", self.stop_wanted)
        self.result = self._button("", "Result of the last import", self.result_wanted)
        self.result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        for part in (self.label, self.bar, self.stop, self.result):
            self._row.addWidget(part)
        self._is_warning = False
        self.shown_by = ""
        """The command that shows the result in full."""
        self.refresh()
        self.hide()

    def _button(self, text: str, name: str, pressed: SignalInstance) -> QToolButton:
        button = _Button(self)
        button.setText(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(pressed)
        return button

    def refresh(self) -> None:
        """Take over the look."""
        unit = self._look.metrics().height() // 2
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(unit)
        font = self._look.font(scale=0.9)
        for part in (self.label, self.stop, self.result):
            part.setFont(font)
            part.setFixedHeight(part.fontMetrics().height())  # so that the bar is as high as without it
        self.label.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.bar.setFixedSize(8 * unit, max(4, unit // 2))
        colours = self._look.colours
        self.bar.setStyleSheet(
            f"QProgressBar {{ border: none; background: {colours.line}; }}"
            f"QProgressBar::chunk {{ background: {colours.accent}; }}"
        )
        palette = self.result.palette()
        colour = QColor(colours.warning if self._is_warning else colours.accent)
        for role in (palette.ColorRole.ButtonText, palette.ColorRole.WindowText, palette.ColorRole.Text):
            palette.setColor(role, colour)
        self.result.setPalette(palette)

    def show_progress(self, text: str, done: int, of: int) -> None:
        """Show the progress of the job; of one file only, there is no share to show."""
        self.label.setText(text)
        self.bar.setMaximum(max(1, of))
        self.bar.setValue(done)
        self._show(self.label, self.stop, *([self.bar] if of > 1 else []))

    def show_result(self, text: str, *, is_warning: bool, shown_by: str = "import.summary") -> None:
        """Show the result of the job, as a button that shows it in full by a command."""
        self.shown_by = shown_by
        self._is_warning = is_warning
        self.result.setText(text)
        self.refresh()
        self._show(self.result)

    def _show(self, *parts: QWidget) -> None:
        for part in (self.label, self.bar, self.stop, self.result):
            part.setVisible(part in parts)
        self.show()


class _Button(QToolButton):
    """A button whose text ends in an ellipsis where there is no room."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)

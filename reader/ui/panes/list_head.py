"""The head of the list: its title and counts, and the choice All, Unread, Starred."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from reader.ui.look.appearance import Look
from reader.ui.models.places import GUESS_TOLD, States, count_told
from reader.ui.panes.bars import ElidedLabel

LEAST_TITLE = 12
"""Units of half a line's height. A title that would have less room than this gets a line of its own."""


class StateBar(QWidget):
    """Three buttons side by side, of which one is pressed; too narrow, their words end in an ellipsis."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName("Show all, unread or starred items")
        self._buttons = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for states in States:
            button = QPushButton(states.value, self)
            button.setCheckable(True)
            button.setFlat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(f"Show {states.value.lower()} items")
            button.setProperty("states", states.value)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._buttons.addButton(button)
            row.addWidget(button, button.fontMetrics().horizontalAdvance(states.value))
        self._buttons.buttonClicked.connect(lambda button: self.chosen.emit(States(button.property("states"))))

    def refresh(self) -> None:
        """Take over the look. Each button has a style sheet of its own: on the bar it would stop palettes."""
        colours, unit = self._look.colours, self._unit
        buttons = self._buttons.buttons()
        for number, button in enumerate(buttons):
            radius = round(0.6 * unit)
            left, right = (radius if number == 0 else 0), (radius if number == len(buttons) - 1 else 0)
            button.setStyleSheet(
                f"QPushButton {{ border: 1px solid {colours.line}; padding: {unit // 2}px 0; color: {colours.text};"
                f" border-left-width: {1 if number == 0 else 0}px; background: {colours.list};"
                f" border-top-left-radius: {left}px; border-bottom-left-radius: {left}px;"
                f" border-top-right-radius: {right}px; border-bottom-right-radius: {right}px; }}"
                f"QPushButton:checked {{ background: {colours.selected}; color: {colours.accent}; }}"
            )
        self.updateGeometry()
        self._elide()

    def press(self, states: States) -> None:
        """Press the button of these states."""
        for button in self._buttons.buttons():
            button.setChecked(button.property("states") == states.value)

    def sizeHint(self) -> QSize:  # noqa: D102
        width = sum(self._wanted(states.value) for states in States)
        return QSize(width, self._look.metrics().height() + 2 * (self._unit // 2) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._elide()

    @property
    def _unit(self) -> int:
        return self._look.metrics().height() // 2

    def _wanted(self, text: str) -> int:
        return self._look.metrics().horizontalAdvance(text) + 2 * self._unit + 2

    def _elide(self) -> None:
        metrics, row = self._look.metrics(), self.layout()
        assert isinstance(row, QHBoxLayout)
        whole = self.width() >= self.sizeHint().width()
        for number, button in enumerate(self._buttons.buttons()):
            text = str(button.property("states"))
            row.setStretch(number, self._wanted(text))
            room = self.width() * self._wanted(text) // max(1, self.sizeHint().width()) - 4
            button.setText(text if whole else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))


class IssueLine(QWidget):
    """Facts about the listed issue: whether its split is a guess, and how many lines were set aside."""

    set_aside_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._told = ""
        self.guess = QLabel(self)
        self.guess.setTextFormat(Qt.TextFormat.PlainText)
        self.guess.setToolTip(GUESS_TOLD)
        self.guess.setAccessibleName(GUESS_TOLD)
        self.guess.hide()
        self.set_aside = QPushButton(self)
        self.set_aside.setAccessibleName("Show the text that belongs to no item")
        self.set_aside.setFlat(True)
        self.set_aside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_aside.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_aside.clicked.connect(self.set_aside_wanted)
        self.setAccessibleName("About the issue")

    def refresh(self) -> None:
        """Take over the look."""
        colours, font = self._look.colours, self._look.font(scale=0.9)
        self.guess.setFont(font)
        self.guess.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.set_aside.setFont(font)
        self.set_aside.setStyleSheet(
            f"QPushButton {{ border: none; padding: 0; text-align: left; color: {colours.muted}; }}"
            f"QPushButton:hover {{ color: {colours.accent}; text-decoration: underline; }}"
        )
        self._arrange()

    def tell(self, *, is_guess: bool, has_remarks: bool, set_aside: int | None) -> None:
        """Show these facts; ``set_aside`` counts lines, None while they are not counted yet."""
        told = [*(["Introduction"] if has_remarks else []), *([count_told(set_aside)] if set_aside else [])]
        self._told = f"{', '.join(told)} (g b)" if told else ""
        self.guess.setVisible(is_guess)
        self.set_aside.setVisible(bool(self._told))
        self.set_aside.setAccessibleName(f"{self._told}: show the text that belongs to no item")
        self._arrange()

    def sizeHint(self) -> QSize:  # noqa: D102
        return QSize(0, self._look.metrics(scale=0.9).height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        metrics = self._look.metrics(scale=0.9)
        end = " ·" if self._told else ""
        needed = metrics.horizontalAdvance(f"check this split{end} {self._told}")
        self.guess.setText(f"{'check this split' if needed <= self.width() else 'check'}{end}")
        left = metrics.horizontalAdvance(f"{self.guess.text()} ") if not self.guess.isHidden() else 0
        room = max(0, self.width() - left)
        self.guess.setGeometry(0, 0, min(left, self.width()), self.height())
        self.set_aside.setText(metrics.elidedText(self._told, Qt.TextElideMode.ElideRight, room))
        self.set_aside.setToolTip("" if self.set_aside.text() == self._told else self._told)
        self.set_aside.setGeometry(left, 0, min(room, metrics.horizontalAdvance(self._told) + 2), self.height())


class ListHead(QWidget):
    """Title, counts and states in one line; where they do not fit the counts go, then the states get a line below.

    Where an issue is listed a line below tells of it.
    """

    states_chosen = Signal(object)
    set_aside_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.title = ElidedLabel(self)
        self.counts = ElidedLabel(self)
        self.states = StateBar(look, self)
        self.states.chosen.connect(self.states_chosen)
        self.issue = IssueLine(look, self)
        self.issue.hide()
        self.issue.set_aside_wanted.connect(self.set_aside_wanted)
        self._arrange()

    def refresh(self) -> None:
        """Take over the look."""
        self.title.setFont(self._look.font(scale=1.12, bold=True))
        self.counts.setFont(self._look.font(scale=0.95))
        self.counts.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.states.refresh()
        self.issue.refresh()
        self._arrange()

    def show_issue(self, *, is_guess: bool = False, has_remarks: bool = False, set_aside: int | None = None) -> None:
        """Show facts of the listed issue; the line is there even while nothing is known yet, for what comes."""
        self.issue.tell(is_guess=is_guess, has_remarks=has_remarks, set_aside=set_aside)
        self.issue.show()
        self._arrange()

    def hide_issue(self) -> None:
        """Hide the line of the issue: something else is listed."""
        self.issue.hide()
        self._arrange()

    def show_title(self, title: str, counts: str) -> None:
        """Show the title and the counts of the list."""
        self.title.setText(title)
        self.counts.setText(counts)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._arrange()

    @property
    def _unit(self) -> int:
        return self._look.metrics().height() // 2

    def _arrange(self) -> None:
        """Put everything where the width allows it."""
        unit = self._unit
        left, top = 2 * unit, round(0.8 * unit)
        room, states = self.width() - 2 * left, self.states.sizeHint()
        below = room - states.width() - unit < LEAST_TITLE * unit
        line = max(states.height(), self.title.fontMetrics().height())
        beside = room if below else room - states.width() - unit
        title, counts = _advance(self.title), _advance(self.counts)
        shows_counts = bool(counts) and title + unit + counts <= beside
        self.counts.setVisible(shows_counts)
        self.title.setGeometry(left, top, title if shows_counts else max(0, beside), line)
        self.counts.setGeometry(left + title + unit, top, counts, line)
        width = min(states.width(), max(0, room))
        if below:
            self.states.setGeometry(left, top + line + unit // 2, width, states.height())
        else:
            self.states.setGeometry(left + room - width, top + (line - states.height()) // 2, width, states.height())
        bottom = top + line + (unit // 2 + states.height() if below else 0)
        if not self.issue.isHidden():
            bottom += unit // 2 if below else 0
            self.issue.setGeometry(left, bottom, max(0, room), self.issue.sizeHint().height())
            bottom += self.issue.height()
        self.setFixedHeight(bottom + top)


def _advance(label: ElidedLabel) -> int:
    return label.fontMetrics().horizontalAdvance(label.text()) + 1 if label.text() else 0

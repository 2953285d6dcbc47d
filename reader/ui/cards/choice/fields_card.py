"""A card with a few fields to type in: Tab goes round them, Enter keeps them, Esc gives them up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from reader.core.values.errors import CommandError
from reader.ui.cards.choice.typed_fields import say_below, step_round
from reader.ui.keys.key_caps import scale_font
from reader.ui.keys.key_hints import KeyHints
from reader.ui.keys.overlay import Overlay, muted_label, plain_label
from reader.ui.look.appearance import Look, field_style

_WIDTH_IN_UNITS = 76
_MOST_TYPED = 2_000
_Key = Qt.Key


@dataclass(frozen=True, slots=True)
class CardField:
    """A field of the card: its name, its text, the words shown while it is empty, and completions of what is typed."""

    name: str
    text: str
    empty: str = ""
    known: tuple[str, ...] = ()


class FieldsCard(Overlay):
    """A card of fields.

    ``tell`` says what keeping these texts would do; ``keep`` keeps them, or raises CommandError.
    """

    def __init__(
        self,
        look: Look,
        heading: str,
        fields: Sequence[CardField],
        parent: QWidget,
        *,
        tell: Callable[[Sequence[str]], str],
        keep: Callable[[Sequence[str]], None],
    ) -> None:
        super().__init__(parent, heading)
        self._look = look
        self._tell = tell
        self._keep = keep
        self.heading = plain_label(heading, self.card)
        self.said = muted_label("", self.card)
        self.fields = [QLineEdit(field.text, self.card) for field in fields]
        self._labels = [muted_label(field.name, self.card) for field in fields]
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for row, (label, line, field) in enumerate(zip(self._labels, self.fields, fields, strict=True)):
            label.setWordWrap(False)
            line.setAccessibleName(field.name)
            line.setPlaceholderText(field.empty)
            line.setMaxLength(_MOST_TYPED)
            if field.known:
                line.setCompleter(_completer(field.known, line))
            line.installEventFilter(self)
            line.textChanged.connect(lambda _: self.say(self._tell(self.texts)))
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(line, row, 1)
        self.hints = KeyHints(self.card)
        self.hints.set_hints((("Tab", "next field"), ("Enter", "save"), ("Esc", "cancel"))[len(fields) == 1 :])
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.hints)
        self.body.addWidget(self.heading)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.said)
        self.body.addStretch()
        self.body.addLayout(self._foot)
        look.changed.connect(self._look_changed)
        self.say(tell(self.texts))

    @property
    def texts(self) -> list[str]:
        """The texts in the fields."""
        return [field.text() for field in self.fields]

    def first_focus(self) -> QWidget:  # noqa: D102
        self.fields[0].selectAll()
        return self.fields[0]

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        width = min(_WIDTH_IN_UNITS * unit, room.width() - 2 * unit)
        font = self._look.font(bold=True)
        scale_font(font, 1.15)
        self.heading.setFont(font)
        self.heading.setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit)
        self._grid.setContentsMargins(2 * unit, 0, 2 * unit, 0)
        self._grid.setHorizontalSpacing(2 * unit)
        self._grid.setVerticalSpacing(max(2, unit // 2))
        for field in self.fields:
            field.setStyleSheet(field_style(self._look))
        self.said.setContentsMargins(2 * unit, unit, 2 * unit, unit)
        self.said.setFixedHeight(2 * self.said.fontMetrics().lineSpacing() + 2 * unit)  # so that nothing moves
        self._foot.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        height = min(self.body.heightForWidth(width), room.height() - 2 * unit)
        return QRect((room.width() - width) // 2, min(4 * unit, (room.height() - height) // 2), width, height)

    def say(self, sentence: str, *, is_warning: bool = False) -> None:
        """Say something below the fields."""
        say_below(self.said, sentence, self._look, is_warning=is_warning)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self.fields:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round the fields."""
        step_round(self.fields, 1 if next else -1)
        return True

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == _Key.Key_Escape:
            self.dismiss()
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            if not event.isAutoRepeat():
                self._enter()
        elif key in (_Key.Key_Down, _Key.Key_Up):
            step_round(self.fields, 1 if key == _Key.Key_Down else -1)
        else:
            return False
        return True

    def _enter(self) -> None:
        try:
            self._keep(self.texts)
        except CommandError as error:
            self.say(str(error), is_warning=True)
        else:
            self.dismiss()

    def _look_changed(self) -> None:
        if not self._is_closed:
            self._place()
            self.say(self.said.text())


def _completer(known: Sequence[str], parent: QObject) -> QCompleter:
    completer = QCompleter(list(known), parent)
    completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return completer

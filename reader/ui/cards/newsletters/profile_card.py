"""The card with a publication's splitting rules: switched off and on, written by hand, and forgotten as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reader.core.values.own_facts import OwnFact
from reader.ui.cards.choice.picker import Picker, PickRow
from reader.ui.keys.key_hints import KeyHints
from reader.ui.keys.overlay import muted_label

_Key = Qt.Key
_OFF = "switched off"
_HINTS = (
    ("Enter", "off, on"),
    ("a", "add"),
    ("e", "edit"),
    ("Del", "delete"),
    ("F", "forget all"),
    ("u", "undo"),
)


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact: its key, its sentence, how it is known, and the fact to edit by hand (None: it cannot be edited)."""

    key: str
    sentence: str
    known: str
    own: OwnFact | None = None
    is_own: bool = False


class ProfileKeys(Protocol):
    """The acts that the card asks for."""

    def heading(self, off: frozenset[str]) -> str:
        """The heading of the card while the facts under these keys are switched off."""

    def switch(self, fact: ShownFact, *, is_off: bool) -> None:
        """Switch off the facts under these keys, and no others."""

    def write(self, fact: ShownFact | None) -> None:
        """Open a card to write a fact, a new one or one in the place of another."""

    def delete(self, fact: ShownFact) -> None:
        """Delete a fact that was written by hand."""

    def forget_all(self) -> None:
        """Forget all that was learned so far."""

    def undo(self) -> None:
        """Take back what was done last."""


class ProfileCard(Picker):
    """The card of splitting rules. It stays open until Esc; its owner calls ``show_facts`` and ``show_forgotten``."""

    def __init__(self, parent: QWidget, keys: ProfileKeys) -> None:
        super().__init__(
            parent,
            "Splitting rules",
            heading=" ",
            nothing="No rules yet. Press a to write one; your corrections add more.",
        )
        self._facts: Sequence[ShownFact] = ()
        self._forgotten: frozenset[str] = frozenset()
        self._keys = keys
        self.whole = muted_label("", self.card)
        self.hints = KeyHints(self.card)
        self.hints.set_hints(_HINTS)
        self.body.addWidget(self.whole)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.hints)
        self.body.addLayout(self._foot)
        self.list.selectionModel().currentChanged.connect(self._show_whole)

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return not self._is_closed

    def show_facts(self, facts: Sequence[ShownFact], forgotten: frozenset[str]) -> None:
        """Show the facts that are known now, and those of them that are switched off."""
        self._facts = facts
        self.show_forgotten(forgotten)

    def show_forgotten(self, forgotten: frozenset[str]) -> None:
        """Show these facts as switched off, and no others."""
        self._forgotten = forgotten
        heading = self._keys.heading(forgotten)
        self.heading.setText(heading)
        self.heading.setAccessibleName(heading)
        row = min(max(0, self.list.currentIndex().row()), len(self._facts) - 1)
        has_focus = self.list.hasFocus() or self.card.hasFocus()
        self.show_rows(
            [
                PickRow(
                    fact.key,
                    fact.sentence,
                    detail=_OFF if fact.key in forgotten else fact.known,
                    keys=() if fact.key in forgotten else ("✓",),
                )
                for fact in self._facts
            ]
        )
        if self._facts:
            self.list.setCurrentIndex(self.rows.index(row))
        if has_focus:
            self.first_focus().setFocus()
        self._show_whole()

    def first_focus(self) -> QWidget:  # noqa: D102
        return self.list if self._facts else self.card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle keys that count even when there is no row."""
        if not self.take_key(event):
            super().keyPressEvent(event)
        event.accept()

    def pick(self, number: int) -> None:
        """Switch a fact off, or on again."""
        if not 0 <= number < len(self._facts):
            return
        fact = self._facts[number]
        is_off = fact.key not in self._forgotten
        self.show_forgotten(self._forgotten ^ {fact.key})
        self._keys.switch(fact, is_off=is_off)

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        self.whole.setContentsMargins(2 * unit, unit // 2, 2 * unit, 0)
        self.whole.setFixedHeight(2 * self.whole.fontMetrics().lineSpacing() + unit // 2)  # so that nothing moves
        self._foot.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        foot = self.whole.height() + self._foot.sizeHint().height()
        found = super().card_geometry(room.adjusted(0, 0, 0, -foot))
        return found.adjusted(0, 0, 0, foot)

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: D102
        steps = {_Key.Key_J: 1, _Key.Key_K: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif event.isAutoRepeat():
            return super().take_key(event)
        elif key in (_Key.Key_X, _Key.Key_Space):
            self.pick(self.list.currentIndex().row())
        elif key == _Key.Key_U:
            self._keys.undo()
        elif key == _Key.Key_A:
            self._keys.write(None)
        elif key == _Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._keys.forget_all()
        elif key in (_Key.Key_E, _Key.Key_Delete):
            self._change(key)
        else:
            return super().take_key(event)
        return True

    def _change(self, key: Qt.Key) -> None:
        """Edit or delete the selected fact, or say why that cannot be."""
        fact = self._selected()
        if fact is None:
            return
        if key == _Key.Key_E and fact.own is not None:
            self._keys.write(fact)
        elif key == _Key.Key_Delete and fact.is_own:
            self._keys.delete(fact)
        elif key == _Key.Key_E:
            self._say("This rule was learned from the issues and cannot be edited. Enter switches it off.")
        else:
            self._say("Only your own rules can be deleted. Enter switches this one off.")

    def _selected(self) -> ShownFact | None:
        row = self.list.currentIndex().row()
        return self._facts[row] if 0 <= row < len(self._facts) else None

    def _show_whole(self, *_: QModelIndex) -> None:
        """The sentence of the selected row in full: rows cut long ones short."""
        fact = self._selected()
        self._say(f"{fact.sentence} ({_OFF if fact.key in self._forgotten else fact.known})" if fact else "")

    def _say(self, sentence: str) -> None:
        self.whole.setText(sentence)
        self.whole.setAccessibleName(sentence)

"""What was learned of a publication, a sentence for each fact; Enter switches one off, and on again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.ui.picker import Picker, PickRow

_Key = Qt.Key


class ProfileCard(Picker):
    """Stays open until Esc. ``facts`` are keys with sentences and how each is known; ``forget`` switches keys off."""

    def __init__(
        self,
        heading: str,
        facts: Sequence[tuple[str, str, str]],
        forgotten: Collection[str],
        parent: QWidget,
        *,
        forget: Callable[[frozenset[str], str], None],
        undo: Callable[[], None],
    ) -> None:
        super().__init__(parent, "What was learned", heading=heading, nothing="Nothing was learned yet.")
        self._facts = list(facts)
        self._forgotten = frozenset(forgotten)
        self._forget = forget
        self._undo = undo
        self._refresh()

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return not self._is_closed

    def show_forgotten(self, forgotten: Collection[str]) -> None:
        """Show other facts as switched off."""
        self._forgotten = frozenset(forgotten)
        self._refresh()

    def pick(self, number: int) -> None:
        """Switch a fact off, or on again."""
        if not 0 <= number < len(self._facts):
            return
        key, sentence, _ = self._facts[number]
        verb = "Remember" if key in self._forgotten else "Forget"
        self._forgotten ^= {key}
        self._refresh()
        self._forget(self._forgotten, f"{verb}: {sentence[:60]}")

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
            self._undo()
        else:
            return super().take_key(event)
        return True

    def _refresh(self) -> None:
        row = max(0, self.list.currentIndex().row())
        self.show_rows(
            [
                PickRow(key, sentence, detail="switched off" if key in self._forgotten else known, keys=self._mark(key))
                for key, sentence, known in self._facts
            ]
        )
        if self._facts:
            self.list.setCurrentIndex(self.rows.index(row))

    def _mark(self, key: str) -> tuple[str, ...]:
        return () if key in self._forgotten else ("✓",)

"""The overlay that asks which work to join with another: it suggests equal titles, and typing finds any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.commands.rank import match_name
from reader.core.state.mentions import Alike
from reader.core.state.notes import LinkedWork
from reader.core.text.clean import clean_line
from reader.core.values.ids import ItemId
from reader.ui.cards.choice.picker import Picker, PickRow

_NO_TITLE_LIKE_IT = "No similar title found. Type words of the other title."
_NOTHING_FOUND = "No matching title."
_MOST_SHOWN = 120


class WorkPicker(Picker):
    """Works to choose from. ``choose_work`` is called with an item of the work that was chosen."""

    wanted = Signal(str)
    """Asks for works with this name; empty: for those with titles alike. The answer comes by ``show_*``."""

    def __init__(self, parent: QWidget, *, heading: str, choose_work: Callable[[ItemId], None]) -> None:
        super().__init__(
            parent, "Merge with", heading=heading, prompt="Type words of the other title", nothing="Looking…"
        )
        self._choose_work = choose_work
        self.line.textChanged.connect(lambda text: self.wanted.emit(text if text.strip() else ""))
        self.show_rows([])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._choose_work(ItemId(int(row.id)))

    def show_alike(self, works: Iterable[Alike]) -> None:
        """Suggest works with equal or similar titles."""
        if self._is_closed or self.line.text().strip():
            return
        self.nothing.setText(_NO_TITLE_LIKE_IT)
        self.show_rows([_suggested(work) for work in works])

    def show_found(self, typed: str, works: Iterable[LinkedWork]) -> None:
        """Show what typing found."""
        if self._is_closed or self.line.text() != typed:
            return
        self.nothing.setText(_NOTHING_FOUND)
        self.show_rows([_found(work, typed) for work in works])


def _suggested(work: Alike) -> PickRow:
    word = "same title" if work.likeness == 1 else "similar title"
    detail = " · ".join(filter(None, (word, work.place, work.label)))
    return PickRow(str(work.item), clean_line(work.title, cap=_MOST_SHOWN), detail=clean_line(detail))


def _found(work: LinkedWork, typed: str) -> PickRow:
    title = clean_line(work.title, cap=_MOST_SHOWN)
    match = match_name(typed, title)
    return PickRow(str(work.item), title, detail=clean_line(work.label), places=match.places if match else frozenset())

"""The card with the detached highlights of a work: one of them is chosen, to be attached to other words."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from reader.core.state.highlights import Highlight
from reader.core.text.links import visible
from reader.ui.cards.choice.picker import Picker, PickRow


class LostHighlights(Picker):
    """Lists detached highlights with their notes; ``attach`` is called with the chosen one."""

    def __init__(self, lost: Sequence[Highlight], parent: QWidget, attach: Callable[[Highlight], None]) -> None:
        super().__init__(parent, "Attach a highlight again", nothing="No detached highlights.")
        self._lost = lost
        self._attach = attach
        self.show_rows([_row(number, one) for number, one in enumerate(lost)])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._attach(self._lost[int(row.id)])


def _row(number: int, highlight: Highlight) -> PickRow:
    words = visible(" ".join(highlight.anchor.exact.split())[:200])
    return PickRow(str(number), words, detail=visible(highlight.note[:80]) or highlight.colour)

"""A card with the highlights of a work that have lost their place: one of them is to stand for other words."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from reader.core.state.highlights import Highlight
from reader.core.text.links import visible
from reader.ui.cards.choice.picker import Picker, PickRow


class LostHighlights(Picker):
    """Lists them with their notes; ``attach`` is called with the one that is chosen."""

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

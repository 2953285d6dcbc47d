"""The card that tells what a correction would change, before it is applied."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from reader.core.links import visible
from reader.services.foreseeing import Foreseen
from reader.ui.picker import Picker, PickRow

_LOOKING = "Looking at the other issues of the publication…"


class CorrectionCard(Picker):
    """Enter applies, Esc gives up."""

    def __init__(self, foreseen: Foreseen, parent: QWidget, apply: Callable[[Foreseen], None]) -> None:
        self._told = "\n".join(map(visible, (foreseen.label, *foreseen.lines)))
        super().__init__(parent, "Correction", heading=f"{self._told}\n{_LOOKING}", nothing="")
        self.list.setMinimumHeight(1)  # Qt's own is more than two rows, and would cut the heading
        self.foreseen = foreseen
        self._apply = apply
        self.show_rows(
            [
                PickRow("apply", "Apply", detail="u takes it back", keys=("Enter",)),
                PickRow("leave", "Leave it as it is", keys=("Esc",)),
            ]
        )

    def show_others(self, sentence: str) -> None:
        """Tell what would change elsewhere: that takes longer to find out."""
        if not self._is_closed:
            self.heading.setText(f"{self._told}\n{sentence}")
            self.heading.setAccessibleName(self.heading.text())

    def choose(self, row: PickRow) -> None:  # noqa: D102
        if row.id == "apply":
            self._apply(self.foreseen)


class KindPicker(Picker):
    """Kinds to choose from."""

    def __init__(self, kinds: Sequence[str], parent: QWidget, choose: Callable[[str], None]) -> None:
        super().__init__(parent, "Kind", heading="What kind of thing is this item?", nothing="")
        self._choose = choose
        self.show_rows([PickRow(kind, kind.capitalize()) for kind in kinds])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._choose(row.id)

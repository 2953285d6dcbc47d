"""The card that shows what a correction would change, before it is applied."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.core.text.links import visible
from reader.services.splits.preview import Elsewhere, Foreseen
from reader.ui.cards.choice.picker import Picker, PickRow

_LOOKING = "Comparing the other issues of the newsletter…"
_APPLY = PickRow("apply", "Apply", detail="u takes it back", keys=("Enter",))
_LEAVE = PickRow("leave", "Change nothing", keys=("Esc",))
_EVERYWHERE = "everywhere"


class CorrectionCard(Picker):
    """The preview of a correction: Enter applies it, Shift+Enter in other issues too once their changes are known."""

    def __init__(
        self,
        foreseen: Foreseen,
        parent: QWidget,
        apply: Callable[[Foreseen], None],
        apply_everywhere: Callable[[Foreseen], None],
    ) -> None:
        self._told = "\n".join(map(visible, (foreseen.label, *foreseen.lines)))
        super().__init__(parent, "Correction", heading=f"{self._told}\n{_LOOKING}", nothing="")
        self.list.setMinimumHeight(1)  # Qt's own is more than two rows, and would cut the heading
        self.foreseen = foreseen
        self._apply = apply
        self._apply_everywhere = apply_everywhere
        self.show_rows([_APPLY, _LEAVE])

    def show_others(self, elsewhere: Elsewhere) -> None:
        """Show what would change in other issues, and offer that, later than the rest. The chosen row stays chosen."""
        if self._is_closed:
            return
        self.heading.setText(f"{self._told}\n{elsewhere.told}")
        self.heading.setAccessibleName(self.heading.text())
        chosen = self.rows.rows[self.list.currentIndex().row()]
        everywhere = PickRow(_EVERYWHERE, elsewhere.offer, detail="u takes all of it back", keys=("Shift+Enter",))
        rows = [_APPLY, *([everywhere] if elsewhere.offer else []), _LEAVE]
        self.show_rows(rows)
        self.list.setCurrentIndex(self.rows.index(rows.index(chosen)))

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: D102
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (is_enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            return super().take_key(event)
        number = next((n for n, row in enumerate(self.rows.rows) if row.id == _EVERYWHERE), -1)
        if not event.isAutoRepeat():
            self.pick(number)
        return True

    def choose(self, row: PickRow) -> None:  # noqa: D102
        if row.id == _APPLY.id:
            self._apply(self.foreseen)
        elif row.id == _EVERYWHERE:
            self._apply_everywhere(self.foreseen)


class KindPicker(Picker):
    """Kinds to choose from."""

    def __init__(self, kinds: Sequence[str], parent: QWidget, choose: Callable[[str], None]) -> None:
        super().__init__(parent, "Kind", heading="Choose the kind of this item", nothing="")
        self._choose = choose
        self.show_rows([PickRow(kind, kind.capitalize()) for kind in kinds])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._choose(row.id)

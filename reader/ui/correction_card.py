"""The card that tells what a correction would change, before it is applied."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from reader.core.links import visible
from reader.services.correcting import Preview
from reader.ui.picker import Picker, PickRow


class CorrectionCard(Picker):
    """Enter applies, Esc gives up."""

    def __init__(self, preview: Preview, parent: QWidget, apply: Callable[[Preview], None]) -> None:
        told = "\n".join(visible(line) for line in preview.told)
        super().__init__(parent, "Correction", heading=f"{visible(preview.label)}\n{told}", nothing="")
        self.preview = preview
        self._apply = apply
        rows = [PickRow("apply", "Apply", detail="u takes it back", keys=("Enter",))]
        if preview.others:
            others = f"{preview.others} other issue{'' if preview.others == 1 else 's'}"
            rows[0] = PickRow("apply", "Apply", detail=f"and it is learned: {others} would change", keys=("Enter",))
        self.show_rows([*rows, PickRow("not", "Leave it as it is", keys=("Esc",))])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        if row.id == "apply":
            self._apply(self.preview)


class KindPicker(Picker):
    """Kinds to choose from."""

    def __init__(self, kinds: list[str], parent: QWidget, choose: Callable[[str], None]) -> None:
        super().__init__(parent, "Kind", heading="What kind of thing is this item?", nothing="")
        self._choose = choose
        self.show_rows([PickRow(kind, kind.capitalize()) for kind in kinds])

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._choose(row.id)

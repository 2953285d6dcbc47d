"""The card to write a fact about a publication by hand: first type the words, then choose what they are."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from reader.core.values.errors import CommandError
from reader.core.values.issues import Kind
from reader.core.values.own_facts import OwnFact, OwnSort, own_fact
from reader.ui.cards.choice.picker import Picker, PickRow

_SORTS: tuple[tuple[OwnSort, Kind | None], ...] = (
    (OwnSort.HEADING, None),
    (OwnSort.BOILERPLATE, None),
    (OwnSort.SPONSOR, None),
    *((OwnSort.KIND, kind) for kind in Kind),
)
_MEANS = {
    OwnSort.HEADING: "a line like this heads a section",
    OwnSort.BOILERPLATE: "a line like this is in no item",
    OwnSort.SPONSOR: "",
    OwnSort.KIND: "",
}


class FactCard(Picker):
    """A card of kinds of facts. ``tell`` makes a sentence of a fact; ``write`` keeps it, or raises CommandError."""

    def __init__(
        self,
        parent: QWidget,
        *,
        before: OwnFact | None,
        tell: Callable[[OwnFact], str],
        write: Callable[[OwnFact], None],
    ) -> None:
        super().__init__(
            parent,
            "A rule of your own",
            heading="Type the words, then choose their meaning"
            if before is None
            else "Edit the words, then choose their meaning",
            prompt="Heading, line or section",
            nothing="",
        )
        self._tell = tell
        self._write = write
        self._before = before
        self.line.textChanged.connect(lambda _: self._refresh())
        self._refresh()
        if before is not None:
            self.line.setText(before.text)
            self.line.selectAll()
            self.list.setCurrentIndex(self.rows.index(_SORTS.index((before.sort, before.kind))))

    def pick(self, number: int) -> None:
        """Keep what is typed as what the row says."""
        if not 0 <= number < len(_SORTS):
            return
        try:
            self._write(self._made(number))
        except CommandError as error:
            self._refresh(str(error))
        else:
            self.dismiss()

    def _made(self, number: int) -> OwnFact:
        sort, kind = _SORTS[number]
        return own_fact(sort, self.line.text(), kind)

    def _refresh(self, why_not: str = "") -> None:
        """Show what the typed words would say; the row that was chosen stays chosen."""
        row = max(0, self.list.currentIndex().row())
        self.show_rows([self._row(number, why_not) for number in range(len(_SORTS))])
        self.list.setCurrentIndex(self.rows.index(row))

    def _row(self, number: int, why_not: str) -> PickRow:
        sort, kind = _SORTS[number]
        fact = self._made(number) if self.line.text().strip() else OwnFact(sort, "…", kind)
        return PickRow(str(number), self._tell(fact), detail=_MEANS[sort], why_not=why_not)

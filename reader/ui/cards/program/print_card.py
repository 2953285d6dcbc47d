"""The card that asks what to print, and whether on paper or as a PDF file; it shows the number of pages."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.ui.cards.choice.picker import Picker, PickRow
from reader.ui.printing.print_orders import Matter, Paper
from reader.ui.printing.printers import NO_PRINTER

MOST_COUNTED = 2_000
"""The most items that are laid out only to count their pages, which takes a second or three."""
PDF, PRINTER = "pdf", "printer"
_KEYS = Qt.Key
_STEPS = {_KEYS.Key_Tab: 1, _KEYS.Key_Right: 1, _KEYS.Key_Backtab: -1, _KEYS.Key_Left: -1}


class PrintCard(Picker):
    """Two ways to choose from; Tab, Left and Right choose what is printed.

    ``count`` is asked for the pages of each matter that is looked at, and ``stop`` to leave that when the card closes.
    """

    def __init__(
        self,
        matters: Sequence[Matter],
        paper: Paper,
        parent: QWidget,
        *,
        count: Callable[[Matter, Callable[[int], None]], None],
        stop: Callable[[], None],
        make: Callable[[str, Matter], None],
    ) -> None:
        super().__init__(parent, "Print", heading=" ", nothing="No matching printer.")
        self._matters, self._paper = matters, paper
        self._selected = 0
        self._count, self._stop, self._make = count, stop, make
        self._pages: dict[int, int] = {}
        self._no_printer = ""
        self._show_matter()

    @property
    def matter(self) -> Matter:
        """The matter that is chosen now."""
        return self._matters[self._selected]

    def show_printers(self, names: Sequence[str] | None) -> None:
        """Show the printers that there are; None: they are unknown, so printing may be tried."""
        self._no_printer = NO_PRINTER if names is not None and not names else ""
        if not self._is_closed:
            self._refresh_rows()

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._make(row.id, self.matter)

    def dismiss(self, *, give_focus_back: bool = True) -> None:  # noqa: D102
        if not self._is_closed:
            self._stop()
        super().dismiss(give_focus_back=give_focus_back)

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: D102
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._selected = (self._selected + _STEPS[key]) % len(self._matters)
            self._show_matter()
            return True
        if key in (_KEYS.Key_J, _KEYS.Key_K):
            self.step(1 if key == _KEYS.Key_J else -1)
            return True
        return super().take_key(event)

    def _show_matter(self) -> None:
        others = [one.title for number, one in enumerate(self._matters) if number != self._selected]
        other = f"   (Tab: {' · '.join(others)})" if others else ""
        said = f"Print {self.matter.told}{other}"
        self.heading.setText(said)
        self.heading.setAccessibleName(said)
        self._refresh_rows()
        self._stop()
        if self._selected not in self._pages and len(self.matter.ids) <= MOST_COUNTED:
            number = self._selected
            self._count(self.matter, lambda pages: self._show_pages(number, pages))

    def _show_pages(self, number: int, pages: int) -> None:
        self._pages[number] = pages
        if not self._is_closed:
            self._refresh_rows()

    def _refresh_rows(self) -> None:
        chosen = self.list.currentIndex().row()
        self.show_rows(
            [
                PickRow(PDF, "PDF file…", detail=self._told_pages()),
                PickRow(PRINTER, "Print…", "" if self._no_printer else self._told_pages(), why_not=self._no_printer),
            ]
        )
        self.list.setCurrentIndex(self.rows.index(max(0, chosen)))

    def _told_pages(self) -> str:
        if (pages := self._pages.get(self._selected)) is not None:
            return f"{self._paper.name}, {pages:,} page{'' if pages == 1 else 's'}"
        counting = len(self.matter.ids) <= MOST_COUNTED
        return f"{self._paper.name}, counting the pages …" if counting else f"{self._paper.name}, many pages"

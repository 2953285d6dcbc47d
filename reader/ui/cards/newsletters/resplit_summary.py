"""The card with the changes of splitting again, issue by issue: the first row carries it out, others lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reader.core.text.clean import clean_line
from reader.core.values.ids import IssueId
from reader.ui.cards.choice.picker import Picker, PickRow
from reader.ui.cards.newsletters.import_summary import MORE, MOST_ROWS

if TYPE_CHECKING:
    from reader.services.splits.batch import Resplit

_ALL = "all"


class ResplitSummary(Picker):
    """A card over the window; ``split`` carries out splitting again, ``go_to`` is called with the issue of a row."""

    def __init__(
        self,
        heading: str,
        results: Sequence[Resplit],
        parent: QWidget,
        *,
        go_to: Callable[[IssueId], None],
        split: Callable[[], None],
    ) -> None:
        super().__init__(
            parent,
            "What a new split changes",
            heading=heading,
            prompt="Type part of an issue's name",
            nothing="No matching issue.",
        )
        self._go_to = go_to
        self._split = split
        changed = [result for result in results if result.is_changed]
        self._rows = [*map(_row, changed), *(_row(result) for result in results if result.reason is not None)]
        issues = f"{len(changed):,} issue{'' if len(changed) == 1 else 's'}"
        act = PickRow(_ALL, f"Split {issues} again", detail="stars and notes stay; u takes it back")
        self._acts = [act] if changed else []
        self.line.textChanged.connect(self._narrow)
        self._narrow("")

    def choose(self, row: PickRow) -> None:  # noqa: D102
        if row.id == _ALL:
            self._split()
        elif row.id:
            self._go_to(IssueId(int(row.id)))

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [row for row in self._rows if all(word in row.spoken.casefold() for word in words)]
        more = len(found) - MOST_ROWS
        shown = found if more <= 0 else [*found[:MOST_ROWS], PickRow("", MORE.format(more))]
        self.show_rows(shown if words else [*self._acts, *shown])


def _row(result: Resplit) -> PickRow:
    told = result.difference.told if result.difference else result.reason or ""
    return PickRow(str(result.issue), clean_line(result.label), detail=told)

"""What an import brought, document by document: each row leads to its issue, or tells why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reader.core.ids import IssueId
from reader.core.rows import IssueRow, Outcome
from reader.core.texts import clean_line
from reader.ui.picker import Picker, PickRow

if TYPE_CHECKING:
    from reader.services.importing import ImportResult


class ImportSummary(Picker):
    """A card over the window; typing narrows it (“guess”, “already there”, a part of a name).

    ``issues`` are the rows of the issues that the results name. ``choose`` is called with the result of a row.
    """

    def __init__(
        self,
        heading: str,
        results: Sequence[ImportResult],
        issues: Mapping[IssueId, IssueRow],
        parent: QWidget,
        choose: Callable[[ImportResult], None],
    ) -> None:
        super().__init__(
            parent,
            "What the import brought",
            heading=heading,
            prompt="Type to narrow: a name, “guess”, “not imported”",
            nothing="Nothing of the import is called that.",
        )
        self._results = results
        self._choose = choose
        order = sorted(range(len(results)), key=lambda number: _rank(results[number]))
        self._rows = [_row(number, results[number], issues) for number in order]
        self.line.textChanged.connect(self._narrow)
        self.show_rows(self._rows)

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._choose(self._results[int(row.id)])

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        self.show_rows([row for row in self._rows if all(word in row.spoken.casefold() for word in words)])


def _rank(result: ImportResult) -> int:
    """What needs a look comes first: failures, guesses, then issues with lost titles."""
    if result.is_failed:
        return 0
    if result.stored is None:
        return 4
    if result.stored.outcome is Outcome.ALREADY_THERE:
        return 5
    return 1 if result.is_guess else 2 if result.stored.untitled else 3


def _row(number: int, result: ImportResult, issues: Mapping[IssueId, IssueRow]) -> PickRow:
    if result.is_failed or result.stored is None:
        return PickRow(str(number), result.told, detail="not imported" if result.is_failed else "subscriptions")
    issue = issues.get(result.stored.issue_id)
    names = [issue.label, issue.title] if issue else [result.name or result.path.name]
    title = " · ".join(dict.fromkeys(clean_line(name) for name in names if name))
    is_new = result.stored.outcome is Outcome.STORED
    return PickRow(
        str(number), title, detail=result.contents if is_new else f"{result.stored.outcome.value}, {result.contents}"
    )

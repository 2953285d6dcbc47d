"""The card with the results of an import, one a document: each leads to its issue, or tells why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reader.core.state.rows import IssueRow, Outcome
from reader.core.text.clean import clean_line
from reader.core.values.ids import IssueId
from reader.ui.cards.choice.picker import Picker, PickRow

if TYPE_CHECKING:
    from reader.services.imports.import_results import ImportResult

MOST_ROWS = 1_000
MORE = "… and {:,} more. Type part of a name to see them."


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A result, the row that shows it, and the text that typing is matched with."""

    result: ImportResult
    shown: PickRow
    found_by: str


def summary_rows(results: Sequence[ImportResult], issues: Mapping[IssueId, IssueRow]) -> list[SummaryRow]:
    """The rows of a summary, those that need a look first; slow for many, so not on the window's thread.

    ``issues`` are the rows of the issues that the results name.
    """
    rows = [(result, _row(number, result, issues)) for number, result in enumerate(sorted(results, key=_rank))]
    return [SummaryRow(result, row, row.spoken.casefold()) for result, row in rows]


class ImportSummary(Picker):
    """A card over the window; typing narrows it (“guess”, “already there”, a part of a name).

    ``choose`` is called with the result of a row.
    """

    def __init__(
        self, heading: str, rows: Sequence[SummaryRow], parent: QWidget, choose: Callable[[ImportResult], None]
    ) -> None:
        super().__init__(
            parent,
            "Result of the last import",
            heading=heading,
            prompt="Type a name or “check”",
            nothing="No matching document.",
        )
        self._rows = rows
        self._choose = choose
        self.line.textChanged.connect(self._narrow)
        self._narrow("")

    def choose(self, row: PickRow) -> None:  # noqa: D102
        if row.id:
            self._choose(self._rows[int(row.id)].result)

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [row.shown for row in self._rows if all(word in row.found_by for word in words)]
        more = len(found) - MOST_ROWS
        self.show_rows(found if more <= 0 else [*found[:MOST_ROWS], PickRow("", MORE.format(more))])


def _rank(result: ImportResult) -> int:
    """The order of a result: what needs a look comes first: failures, guesses, then issues with lost titles."""
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

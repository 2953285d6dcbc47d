"""Issues: shows an issue's text outside of its items, and goes to the same work in other issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.core.state.rows import IssueRow, Remark
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId
from reader.ui.controllers.library_needs import Asks
from reader.ui.controllers.needs import Goes, Handlers, Listed, Run, Says, Shown
from reader.ui.models.places import PlaceKind, issue_place
from reader.ui.panes.list_head import ListHead

if TYPE_CHECKING:
    from reader.store import Reader


class Issues(QObject):
    """The controller of issues: acts on the one that is listed, else on that of the selected item."""

    def __init__(
        self,
        screen: QWidget,
        *,
        listed: Listed,
        shown: Shown,
        goes: Goes,
        asks: Asks,
        says: Says,
        head: ListHead,
        run: Run,
    ) -> None:
        super().__init__(screen)
        self._screen, self._listed, self._shown, self._goes = screen, listed, shown, goes
        self._asks, self._says = asks, says
        head.set_aside_wanted.connect(lambda: run("issue.set_aside"))

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "issue.set_aside": lambda _: self._ask_what_was_set_aside(),
            "item.twin": lambda _: self._go_to_twin(),
        }

    def _go_to_twin(self) -> None:
        """Go to the next item of the same work, in whichever issue; the last is followed by the first."""
        detail = self._shown.detail
        if detail is None or not detail.twins:
            raise CommandError("No other issue mentions this paper.")
        ids = [twin.id for twin in detail.twins]
        twin = next((id for id in ids if id > detail.row.id), ids[0])
        self._goes.go_to_item(twin)

    def _issue(self) -> IssueId:
        place, detail = self._listed.place, self._shown.detail
        if place is not None and place.kind is PlaceKind.ISSUE:
            return IssueId(int(place.value))
        if detail is None:
            raise CommandError("Select an issue or an item first.")
        return detail.row.issue_id

    def _ask_what_was_set_aside(self) -> None:
        issue = self._issue()

        def read(reader: Reader) -> tuple[IssueRow, tuple[Remark, ...], tuple[str, ...]]:
            return reader.issue(issue), reader.remarks(issue), reader.set_aside(issue)

        self._asks.ask("lists", "set aside", read, self._show_set_aside, self._says.tell_failure)

    def _show_set_aside(self, found: tuple[IssueRow, tuple[Remark, ...], tuple[str, ...]]) -> None:
        from reader.ui.cards.newsletters.set_aside import SetAside

        row, remarks, lines = found
        place = issue_place(row.id, row.label, row.publication_id)
        SetAside(place.title, remarks, lines, self._screen).open()

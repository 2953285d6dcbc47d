"""Issues: what of one's text is in no item, and in which others a work is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.state.rows import IssueRow, Remark
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId
from reader.ui.models.places import PlaceKind, issue_place

if TYPE_CHECKING:
    from reader.store import Reader
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window


class Issues(QObject):
    """Acts on the issue that is listed, else on that of the selected item."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.list.head.set_aside_wanted.connect(lambda: window.run("issue.set_aside"))

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "issue.set_aside": lambda _: self._ask_what_was_set_aside(),
            "item.twin": lambda _: self._go_to_twin(),
        }

    def _go_to_twin(self) -> None:
        """Go to the next item of the same work, in whichever issue; the last is followed by the first."""
        detail = self._window.detail.detail
        if detail is None or not detail.twins:
            raise CommandError("This work is in no other issue.")
        ids = [twin.id for twin in detail.twins]
        twin = next((id for id in ids if id > detail.row.id), ids[0])
        self._window.navigation.go_to_item(twin)

    def _issue(self) -> IssueId:
        place, detail = self._window.navigation.place, self._window.detail.detail
        if place is not None and place.kind is PlaceKind.ISSUE:
            return IssueId(int(place.value))
        if detail is None:
            raise CommandError("No issue is listed and no item is selected.")
        return detail.row.issue_id

    def _ask_what_was_set_aside(self) -> None:
        issue = self._issue()

        def read(reader: Reader) -> tuple[IssueRow, tuple[Remark, ...], tuple[str, ...]]:
            return reader.issue(issue), reader.remarks(issue), reader.set_aside(issue)

        self._window.session.ask("lists", "set aside", read, self._show_set_aside, self._window.tell_failure)

    def _show_set_aside(self, found: tuple[IssueRow, tuple[Remark, ...], tuple[str, ...]]) -> None:
        from reader.ui.cards.newsletters.set_aside import SetAside

        row, remarks, lines = found
        place = issue_place(row.id, row.label, row.publication_id)
        SetAside(place.title, remarks, lines, self._window).open()

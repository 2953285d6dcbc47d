"""Reads on: to the next unread item beyond the ends of lists, to issues beside, through the text page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.state.queries import Is, IsTerm, Query
from reader.core.values.ids import IssueId
from reader.ui.controllers.library_needs import Asks
from reader.ui.controllers.needs import Goes, Handlers, Listed, Says, Shown
from reader.ui.models.places import Place, PlaceKind, issue_place
from reader.ui.panes.detail_pane import DetailPane

if TYPE_CHECKING:
    from reader.store import Reader


class ReadingOn(QObject):
    """The controller of reading on. It finds what comes next, and at an end says where it is before it goes there."""

    def __init__(
        self,
        parent: QObject,
        *,
        listed: Listed,
        shown: Shown,
        goes: Goes,
        asks: Asks,
        says: Says,
        detail: DetailPane,
        move: Callable[[int], None],
    ) -> None:
        super().__init__(parent)
        self._listed, self._shown, self._goes = listed, shown, goes
        self._asks, self._says, self._detail, self._move = asks, says, detail, move
        self._asked_for_next: Place | int | None = None
        shown.item_selected.connect(self._forget_question)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.next_unread": self.next_unread,
            "item.previous_unread": self.previous_unread,
            "issue.next": self.next_issue,
            "issue.previous": lambda count: self.next_issue(-count),
            "read.on": lambda _: self.read_on(),
            "read.back": lambda _: self.read_back(),
        }

    def _forget_question(self) -> None:
        self._asked_for_next = None

    # unread

    def next_unread(self, count: int = 1, *, leaves_read: bool = False) -> None:
        """Go to the next unread row; at the end say where the next is, and go there when asked again."""
        if leaves_read:
            self._shown.mark_read()
        self._find_unread(1, count, self._next_found)

    def _next_found(self, row: int) -> None:
        if row >= 0:
            self._listed.select_row(row)
        elif self._asked_for_next is not None:
            self._go_where_said()
        else:
            self._find_unread(1, 1, self._say_where_next, start=-1)

    def previous_unread(self, count: int) -> None:
        """Go to the unread row before."""
        self._find_unread(-1, count, self._previous_found)

    def _previous_found(self, row: int) -> None:
        if row < 0:
            self._says.say("No unread item above.")
        self._listed.select_row(row)

    def _find_unread(self, step: int, count: int, found: Callable[[int], None], *, start: int | None = None) -> None:
        self._listed.seek(step, lambda row: row.is_unread, Query((IsTerm(Is.UNREAD),)), found, count=count, start=start)

    def _say_where_next(self, above: int) -> None:
        if 0 <= above < self._listed.current_row:
            self._asked_for_next = above
            self._says.say("No unread item below. Press again for the first one above.")
            return
        place = self._listed.place
        self._asks.ask("counts", "next", lambda reader: _next_unread_issue(reader, place), self._found_next)

    def _found_next(self, found: Place | None) -> None:
        if found is None:
            self._says.say("No unread items left." if self._listed.place else "")
            return
        self._asked_for_next = found
        self._says.say(f"No unread items left here. Press again to go to {found.title}.")

    def _go_where_said(self) -> None:
        target, self._asked_for_next = self._asked_for_next, None
        if isinstance(target, Place):
            self._goes.go(target)
        elif isinstance(target, int):
            self._listed.select_row(target)

    def next_issue(self, count: int) -> None:
        """Open the issue ``count`` rows down the left pane (negative: up)."""
        current = self._listed.place
        item = None if current is None or current.kind is PlaceKind.ISSUE else self._issue_of_item()
        self._asks.ask("counts", "issue", lambda reader: _issue_beside(reader, current, item, count), self._found_issue)

    def _issue_of_item(self) -> IssueId | None:
        row = self._listed.current_or_none()
        return row.issue_id if row else None

    def _found_issue(self, found: Place | None) -> None:
        if found is None:
            self._says.say("No further issue that way.")
        else:
            self._goes.go(found)

    # reading on

    def read_on(self) -> None:
        """Scroll the text; at its end leave it as read for the next unread item."""
        if not self._detail.scroll_page(1):
            self.next_unread(leaves_read=True)

    def read_back(self) -> None:
        """Scroll the text back; at its top go to the row before."""
        if not self._detail.scroll_page(-1):
            self._move(-1)


def _ordered_issues(reader: Reader) -> list[tuple[Place, int]]:
    """All issues as the left pane orders them, with their unread counts."""
    found = []
    for publication in reader.publications():
        for issue in reader.issues(publication.id):
            found.append((issue_place(issue.id, issue.label, publication.id), issue.unread))
    return found


def _next_unread_issue(reader: Reader, place: Place | None) -> Place | None:
    """The issue with something unread after this one, going round; None when all is read or it is this one."""
    issues = _ordered_issues(reader)
    here = next((n for n, (issue, _) in enumerate(issues) if place and issue.root == place.root), -1)
    after = issues[here + 1 :] + issues[: max(here, 0)]
    return next((issue for issue, unread in after if unread), None)


def _issue_beside(reader: Reader, place: Place | None, item: IssueId | None, step: int) -> Place | None:
    issues = [issue for issue, _ in _ordered_issues(reader)]
    wanted = place.root if place and place.kind is PlaceKind.ISSUE else (PlaceKind.ISSUE, str(item))
    here = next((n for n, issue in enumerate(issues) if issue.root == wanted), -1 if step > 0 else len(issues))
    target = here + step
    return issues[target] if 0 <= target < len(issues) and target != here else None

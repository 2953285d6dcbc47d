"""Shows the issue page instead of the item's text; it follows the selected item from issue to issue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.core.fields import FIELDS, Touches
from reader.core.state.changes import Change
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, OriginalId
from reader.ui.controllers.library_needs import Asks, Reads
from reader.ui.controllers.needs import Goes, Handlers, Panes, Says, Shown
from reader.ui.panes.detail_pane import DetailPane
from reader.ui.panes.issue_page.issue_page_text import IssuePage

if TYPE_CHECKING:
    from reader.store import Reader


class Paging(QObject):
    """The controller of the issue page: reads the selected item's issue beside the window, keeps its page in step."""

    left = Signal()
    """Emitted when the page is about to make room for the item's text."""

    def __init__(
        self,
        parent: QObject,
        *,
        shown: Shown,
        goes: Goes,
        asks: Asks,
        reads: Reads,
        says: Says,
        panes: Panes,
        detail: DetailPane,
    ) -> None:
        super().__init__(parent)
        self._shown, self._goes, self._asks, self._reads = shown, goes, asks, reads
        self._says, self._panes, self._detail = says, panes, detail
        self._page = detail.issue_page
        self._asked: tuple[IssueId, OriginalId | None] | None = None
        shown.item_shown.connect(self._item_shown)
        self._page.item_clicked.connect(lambda item: says.attempt(goes.find_item, item))
        self._page.original_wanted.connect(self._show_original)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        detail = self._detail
        return {
            "issue.page": lambda _: self.leave() if self.is_shown else self.open(),
            "issue.original": lambda _: self.next_original(),
            "page.down": detail.scroll_lines,
            "page.up": lambda count: detail.scroll_lines(-count),
            "page.top": lambda _: detail.scroll_to_end(top=True),
            "page.end": lambda _: detail.scroll_to_end(top=False),
        }

    @property
    def is_shown(self) -> bool:
        """Whether the issue page stands where the item's text stood."""
        return self._detail.shows_issue_page

    def open(self) -> None:
        """Show the issue of the selected item as it came."""
        detail = self._shown.current_detail()
        had_focus = self._detail.page.hasFocus()
        self._panes.show_pane("detail")
        self._detail.show_issue_page(True)
        if had_focus:
            self._page.setFocus()
        self._ask(detail.row.issue_id, None)

    def leave(self) -> None:
        """Show the text of the selected item again."""
        self.left.emit()
        had_focus = self._page.hasFocus()
        self._asked = None
        self._detail.show_issue_page(False)
        if had_focus:
            self._detail.page.setFocus()

    def next_original(self) -> None:
        """Show the issue from its next original."""
        page = self._page.issue_page
        if not self.is_shown or page is None:
            raise CommandError("Press w first to show the issue page.")
        if not page.others:
            raise CommandError("This issue has only one version.")
        ids = [one.id for one in page.head.originals]
        self._show_original(ids[(ids.index(page.original.id) + 1) % len(ids)])

    def _show_original(self, original: OriginalId) -> None:
        if self._page.issue_page is not None:
            self._ask(self._page.issue_page.head.issue, original)

    def _ask(self, issue: IssueId, original: OriginalId | None) -> None:
        self._asked = (issue, original)

        def read(reader: Reader) -> IssuePage:
            return IssuePage.of(reader.issue_head(issue), reader.issue_text(issue, original))

        self._asks.ask("page", "issue page", read, self._show, self._says.tell_failure)

    def _show(self, page: IssuePage) -> None:
        if self.is_shown and self._asked is not None and self._asked[0] == page.head.issue:
            self._page.show_page(page, self._shown.item, self._reads.rows)

    def _item_shown(self, detail: ItemDetail | None) -> None:
        """Follow the selection."""
        if not self.is_shown:
            return
        if detail is None:
            self._page.select(None)
        elif self._asked is None or self._asked[0] != detail.row.issue_id:
            self._ask(detail.row.issue_id, None)
        else:
            self._page.select(detail.row.id)

    # what changes

    def patch(self, changes: Iterable[Change]) -> None:
        """Show changes of state at once; read the issue anew where it was split or stored anew."""
        if not self.is_shown:
            return
        changes = list(changes)
        self._page.patch(changes)
        issue = self._asked[0] if self._asked else None
        if (
            any(Touches.PAGE in FIELDS[change.field].touches and issue in change.targets for change in changes)
            and self._asked
        ):
            self._ask(*self._asked)

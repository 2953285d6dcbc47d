"""Carries out acts: shown in the list and on the issue page at once, then committed; shown back where that fails."""

from collections.abc import Callable, Sequence

from reader.core.state.changes import Changes, Origin
from reader.core.state.rows import ItemRow
from reader.services.items import triage
from reader.services.items.triage import Act
from reader.ui.controllers.library_needs import Writes
from reader.ui.controllers.needs import Says
from reader.ui.models.item_list import ItemListModel
from reader.ui.panes.issue_page.issue_page_view import IssuePageView


class Acts:
    """Carries out acts on items, works and whatever else a person changes."""

    def __init__(self, *, items: ItemListModel, page: IssuePageView, writes: Writes, says: Says) -> None:
        self._items, self._page = items, page
        self._writes, self._says = writes, says

    def carry_out(
        self,
        act: Act,
        rows: Sequence[ItemRow],
        *,
        origin: Origin = Origin.WINDOW,
        on_done: Callable[[Changes], None] = lambda _: None,
        is_told: bool = False,
    ) -> None:
        """Show an act at once and commit it; when that fails the rows go back and the reason is told.

        ``is_told``: the act is named in the status bar, too.
        """
        shown = triage.preview(act, rows)
        self._items.patch(shown)
        self._page.patch(shown)

        def failed(error: BaseException) -> None:
            self._items.forget(row.id for row in rows)
            self._page.forget(row.id for row in rows)
            self._says.tell_failure(error)

        self._writes.carry_out(act, origin, on_done, failed)
        if is_told:
            self._says.say(act.label)

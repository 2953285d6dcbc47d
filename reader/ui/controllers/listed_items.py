"""The listed items: the rows of the list, and the one that is selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reader.commands.command_rows.command import When
from reader.core.state.queries import Query
from reader.core.state.rows import ItemRow, Listing
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId, SectionId
from reader.ui.controllers.library_needs import Asks
from reader.ui.models.item_list import Arranged, Fetch, ItemListModel
from reader.ui.models.places import Place
from reader.ui.panes.list_pane import ItemTable

NEAR = 400
"""The number of rows that are searched one by one; beyond them the library is asked."""
_SCREENS = 100
"""The number of rows among which the first unread one is searched."""


class ListedItems:
    """The rows of the list that hold items; selects them. Rows are counted with headers, from 0."""

    def __init__(self, *, items: ItemListModel, table: ItemTable, asks: Asks) -> None:
        self._items, self._table, self._asks = items, table, asks
        self.place: Place | None = None

    # the rows

    @property
    def row_count(self) -> int:
        """The number of rows, with headers."""
        return self._items.rowCount()

    @property
    def item_count(self) -> int:
        """The number of listed items."""
        return self._items.shown.item_count

    @property
    def newest(self) -> ItemId:
        """The newest item that is listed."""
        return ItemId(self._items.shown.newest)

    @property
    def section_starts(self) -> Sequence[int]:
        """The rows of the headers."""
        return self._items.shown.header_rows

    def ids(self) -> list[ItemId]:
        """All items in order."""
        return self._items.ids()

    def cached(self) -> Iterable[ItemRow]:
        """The rows in memory."""
        return self._items.cached()

    def position_of(self, item: ItemId) -> int:
        """The row of an item; -1 if it is not listed."""
        return self._items.position_of(item)

    def id_at(self, row: int) -> ItemId | None:
        """The item of a row; None for headers and rows that are not there."""
        return self._items.id_at(row)

    def is_within(self, arranged: Arranged) -> bool:
        """Whether all that is listed is in another listing, too."""
        return self._items.shown.positions.keys() <= arranged.positions.keys()

    def step(self, row: int, step: int) -> int:
        """The next item row in a direction, passing over headers; -1 when there is none."""
        rows = range(self.row_count)
        row += step
        while row in rows:
            if self._items.id_at(row) is not None:
                return row
            row += step
        return -1

    def row_of_section(self, section: SectionId) -> int:
        """The row of the first item of a section; -1 if none is listed."""
        row = self.step(-1, 1)
        while row >= 0:
            shown = self._items.row_at(row)
            if shown is not None and shown.section_id == section:
                return row
            row = self.step(row, 1)
        return -1

    def first_choice(self) -> int:
        """The first unread item, else the first; looks no further than the first screens."""
        first = self.step(-1, 1)
        row = first
        for _ in range(_SCREENS):
            shown = self._items.row_at(row)
            if shown is None:
                break
            if shown.is_unread:
                return row
            row = self.step(row, 1)
        return first

    def seek(
        self,
        step: int,
        matches: Callable[[ItemRow], bool],
        terms: Query,
        found: Callable[[int], None],
        *,
        count: int = 1,
        start: int | None = None,
    ) -> None:
        """Find the row of the ``count``-th matching item in a direction; -1 if there is none.

        Rows near by are looked at; ``terms`` ask the library the same about those farther away.
        """
        row = self.current_row if start is None else start
        left = count
        for _ in range(NEAR):
            row = self.step(row, step)
            shown = self._items.row_at(row)
            if shown is None:
                return found(-1)
            left -= matches(shown)
            if left == 0:
                return found(row)
        place = self.place
        assert place is not None
        wanted = place.query & terms

        def far(listing: Listing) -> None:
            places = self._items.shown.positions
            rows = sorted(places[item] for item in listing.ids if item in places)
            beyond = [other for other in rows if other > row] if step > 0 else [o for o in rows if o < row][::-1]
            if self.place == place:  # else the answer is about a list that was left
                found(beyond[left - 1] if len(beyond) >= left else -1)

        self._asks.ask("lists", "seek", lambda reader: reader.listing(wanted), far)
        return None

    # the selected row

    @property
    def current_row(self) -> int:
        """The selected row; -1 for none."""
        return self._table.current_row()

    def current_or_none(self) -> ItemRow | None:
        """The selected item's row, if one is selected."""
        return self._items.row_at(self.current_row)

    def current(self) -> ItemRow:
        """The selected item's row. CommandError: none is selected."""
        row = self.current_or_none()
        if row is None:
            raise CommandError(When.ITEM.value)
        return row

    def these(self, count: int) -> list[ItemRow]:
        """The selected item and the next ones, ``count`` in all. CommandError: none is selected."""
        rows, place = [self.current()], self.current_row
        while len(rows) < count:
            place = self.step(place, 1)
            row = self._items.row_at(place)
            if row is None:
                break
            rows.append(row)
        return rows

    def neighbours(self) -> list[ItemId]:
        """The items below the selected one, then those above: its successors when it leaves the list."""
        row = self.current_row
        if row < 0:
            return []
        around = [*range(row + 1, row + NEAR), *range(row - 1, row - NEAR, -1)]
        return [item for place in around if (item := self._items.id_at(place)) is not None]

    def select_row(self, row: int) -> None:
        """Select an item row; -1 leaves everything as it is."""
        if row >= 0:
            self._table.select(row)

    # another list

    def show(self, arranged: Arranged, fetch: Fetch) -> None:
        """List other items."""
        self._items.show(arranged, fetch)

    def offset_of_current(self) -> int | None:
        """The distance of the selected row from the upper edge, in pixels."""
        row = self.current_row
        return self._table.rowViewportPosition(row) if row >= 0 else None

    def scroll_to(self, row: int, offset: int | None) -> None:
        """Scroll so that a row stands where it, or another one, stood before."""
        table = self._table
        if offset is not None and 0 <= offset < table.viewport().height():
            bar = table.verticalScrollBar()
            bar.setValue(bar.value() + table.rowViewportPosition(row) - offset)

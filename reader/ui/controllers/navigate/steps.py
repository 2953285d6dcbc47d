"""Walking through the rows of the list: item by item, section by section, or to the next that is as wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.commands.command_rows.command import When
from reader.core.state.queries import Query
from reader.core.state.rows import ItemRow, Listing
from reader.core.values.errors import CommandError
from reader.core.values.ids import SectionId

if TYPE_CHECKING:
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window

NEAR = 400
"""Rows that are looked at one by one; what is farther away is asked of the library."""


class Walking(QObject):
    """Knows the rows of the list that hold items, and selects them."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.next": self.move,
            "item.previous": lambda count: self.move(-count),
            "section.next": self.next_section,
            "section.previous": self.previous_section,
            "item.first": lambda _: self.select_row(self.step(-1, 1)),
            "item.last": lambda _: self.select_row(self.step(len(self._rows), -1)),
        }

    @property
    def _rows(self) -> range:
        return range(self._window.items.rowCount())

    def current(self) -> ItemRow:
        """The selected item's row; raises CommandError when none is selected."""
        row = self._window.items.row_at(self._window.list.table.current_row())
        if row is None:
            raise CommandError(When.ITEM.value)
        return row

    def these(self, count: int) -> list[ItemRow]:
        """The selected item and the next ones, ``count`` in all."""
        rows, place = [self.current()], self._window.list.table.current_row()
        while len(rows) < count:
            place = self.step(place, 1)
            row = self._window.items.row_at(place)
            if row is None:
                break
            rows.append(row)
        return rows

    def step(self, row: int, step: int) -> int:
        """The next item row in a direction, passing over headers; -1 when there is none."""
        row += step
        while row in self._rows:
            if self._window.items.id_at(row) is not None:
                return row
            row += step
        return -1

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
        """Tell the row of the ``count``-th item in a direction that matches, -1 if there is none.

        Rows near by are looked at; ``terms`` ask the library the same about those farther away.
        """
        row = self._window.list.table.current_row() if start is None else start
        left = count
        for _ in range(NEAR):
            row = self.step(row, step)
            shown = self._window.items.row_at(row)
            if shown is None:
                return found(-1)
            left -= matches(shown)
            if left == 0:
                return found(row)
        place = self._window.navigation.place
        assert place is not None
        wanted = place.query & terms

        def far(listing: Listing) -> None:
            places = self._window.items.shown.positions
            rows = sorted(places[item] for item in listing.ids if item in places)
            beyond = [other for other in rows if other > row] if step > 0 else [o for o in rows if o < row][::-1]
            if self._window.navigation.place == place:  # else the answer is about a list that was left
                found(beyond[left - 1] if len(beyond) >= left else -1)

        self._window.session.ask("lists", "seek", lambda reader: reader.listing(wanted), far)
        return None

    def row_of_section(self, section: SectionId) -> int:
        """The row of the first item of a section; -1 if none is listed."""
        row = self.step(-1, 1)
        while row >= 0:
            shown = self._window.items.row_at(row)
            if shown is not None and shown.section_id == section:
                return row
            row = self.step(row, 1)
        return -1

    def select_row(self, row: int) -> None:
        """Select an item row; -1 leaves everything as it is."""
        if row >= 0:
            self._window.list.table.select(row)

    def move(self, count: int) -> None:
        """Select the row ``count`` below (negative: above), as far as there are rows."""
        row, found = self._window.list.table.current_row(), -1
        for _ in range(abs(count)):
            row = self.step(row, 1 if count > 0 else -1)
            if row < 0:
                break
            found = row
        if found < 0:
            self._window.say("This is the last item." if count > 0 else "This is the first item.")
        self.select_row(found)

    def next_section(self, count: int) -> None:
        """Go to the first item of a later section."""
        starts = self._window.items.shown.header_rows
        row = self._window.list.table.current_row()
        later = [start for start in starts if start > row]
        if not later:
            raise CommandError("This is the last section.")
        self.select_row(self.step(later[min(count, len(later)) - 1], 1))

    def previous_section(self, count: int) -> None:
        """Go to the first item of this section, or of one before."""
        starts = self._window.items.shown.header_rows
        row = self._window.list.table.current_row()
        before = [start for start in starts if start < row - 1]
        if not before:
            raise CommandError("This is the first section.")
        self.select_row(self.step(before[-min(count, len(before))], 1))

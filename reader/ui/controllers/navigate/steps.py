"""Walks through the rows of the list: item by item, section by section."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reader.core.values.errors import CommandError
from reader.ui.controllers.needs import Handlers, Listed, Says


class Walking(QObject):
    """The controller of steps beside the selected row."""

    def __init__(self, parent: QObject, *, listed: Listed, says: Says) -> None:
        super().__init__(parent)
        self._listed, self._says = listed, says

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        listed = self._listed
        return {
            "item.next": self.move,
            "item.previous": lambda count: self.move(-count),
            "section.next": self.next_section,
            "section.previous": self.previous_section,
            "item.first": lambda _: listed.select_row(listed.step(-1, 1)),
            "item.last": lambda _: listed.select_row(listed.step(listed.row_count, -1)),
        }

    def move(self, count: int) -> None:
        """Select the row ``count`` below (negative: above), as far as there are rows."""
        row, found = self._listed.current_row, -1
        for _ in range(abs(count)):
            row = self._listed.step(row, 1 if count > 0 else -1)
            if row < 0:
                break
            found = row
        if found < 0:
            self._says.say("This is the last item." if count > 0 else "This is the first item.")
        self._listed.select_row(found)

    def next_section(self, count: int) -> None:
        """Go to the first item of a later section."""
        row = self._listed.current_row
        later = [start for start in self._listed.section_starts if start > row]
        if not later:
            raise CommandError("This is the last section.")
        self._listed.select_row(self._listed.step(later[min(count, len(later)) - 1], 1))

    def previous_section(self, count: int) -> None:
        """Go to the first item of this section, or of one before."""
        row = self._listed.current_row
        before = [start for start in self._listed.section_starts if start < row - 1]
        if not before:
            raise CommandError("This is the first section.")
        self._listed.select_row(self._listed.step(before[-min(count, len(before))], 1))

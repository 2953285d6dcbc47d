"""Guessed headings: accepted as names of their sections, which is a correction of the split, or rejected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.state.changes import Changes, Origin
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError
from reader.services.items import triage
from reader.ui.controllers.library_needs import Desks
from reader.ui.controllers.needs import CarriesOut, Handlers, Says, Shown

if TYPE_CHECKING:
    from reader.services.splits.desk import Desk


class Headings(QObject):
    """The controller of guessed headings: acts on the section of the selected item."""

    def __init__(
        self,
        parent: QObject,
        *,
        shown: Shown,
        desks: Desks,
        acts: CarriesOut,
        says: Says,
    ) -> None:
        super().__init__(parent)
        self._shown, self._desks, self._acts, self._says = shown, desks, acts, says

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"section.take_name": lambda _: self.take(), "section.refuse_name": lambda _: self.refuse()}

    def take(self) -> None:
        """Accept the guessed heading beside the window: the issue is read again for it."""
        detail = self._deduced()

        def told(_: Changes) -> None:
            self._says.say(f"Heading: {detail.section}")

        self._desks.write_at_desk("headings", partial(_take, detail), told, self._says.tell_failure)

    def refuse(self) -> None:
        """Reject the guessed heading and show the section without it."""
        detail = self._deduced()
        act = triage.refuse_name(detail.row.section_id, detail.section or "")
        self._acts.carry_out(act, [], is_told=True)

    def _deduced(self) -> ItemDetail:
        detail = self._shown.detail
        if detail is None or not detail.is_section_deduced:
            raise CommandError("The heading of this section is not guessed.")
        return detail


def _take(detail: ItemDetail, desk: Desk) -> Changes:
    """Correct the name of the section that an item stands in."""
    from reader.services.splits.corrected_splits import take_heading

    return take_heading(desk, detail, origin=Origin.WINDOW).changes

"""Deduced headings: taken as names of their sections, which is a correction of the split, or refused."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core.state.changes import Changes, Origin
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError
from reader.services.items import triage

if TYPE_CHECKING:
    from reader.store import Library, Reader
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window


class Headings(QObject):
    """Acts on the section of the selected item."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._taken = 0

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"section.take_name": lambda _: self.take(), "section.refuse_name": lambda _: self.refuse()}

    def take(self) -> None:
        """Carry out the correction beside the window: the issue is read again for it."""
        detail, session = self._deduced(), self._window.session
        library, done = session.library, Future[Changes]()

        def work(reader: Reader) -> None:
            try:
                done.set_result(_take(library, reader, detail))
            except Exception as error:  # the job ends here, and whoever follows the write hears of it
                done.set_exception(error)

        self._taken += 1
        session.track(done, lambda _: self._window.say(f"Heading: {detail.section}"), self._window.tell_failure)
        session.ask("headings", f"take {self._taken}", work, lambda _: None)

    def refuse(self) -> None:
        """Show the section without it."""
        detail = self._deduced()
        act = triage.refuse_name(detail.row.section_id, detail.section or "")
        self._window.deciding.carry_out(act, [])
        self._window.say(act.label)

    def _deduced(self) -> ItemDetail:
        detail = self._window.detail.detail
        if detail is None or not detail.is_section_deduced:
            raise CommandError("The heading of this item's section is not deduced.")
        return detail


def _take(library: Library, reader: Reader, detail: ItemDetail) -> Changes:
    """Correct the name of the section that an item stands in."""
    from reader.services.splits.corrected_splits import take_heading
    from reader.services.splits.desk import Desk
    from reader.services.worker.parse_worker import ParseWorker

    with ParseWorker() as worker:
        return take_heading(Desk(library, reader, worker), detail, origin=Origin.WINDOW).changes

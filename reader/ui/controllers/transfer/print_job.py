"""Prints: asks what and where to, and makes the pages as a job beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from reader.core.state.queries import Query, Within
from reader.core.state.rows import IssueRow, ItemDetail, Listing, Remark
from reader.ui.controllers.library_needs import Works
from reader.ui.controllers.needs import Goes, Handlers, Listed, Says, Shown, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.store import Library, Reader
    from reader.ui.printing.print_orders import Matter, Order, Paper, PrinterChoice
    from reader.ui.printing.print_worker import PrintWorker

FILE_NAME = 60
"""The most characters of a proposed file name."""
_Found = tuple[IssueRow, Listing, tuple[Remark, ...]]


class Printing(QObject):
    """The controller of printing. One print at a time; stopping it leaves nothing behind."""

    verb = "print"
    is_one_act = False

    def __init__(
        self,
        screen: QWidget,
        *,
        listed: Listed,
        shown: Shown,
        goes: Goes,
        works: Works,
        says: Says,
        slot: Slot,
    ) -> None:
        super().__init__(screen)
        self._screen, self._listed, self._shown, self._goes = screen, listed, shown, goes
        self._works, self._says, self._slot = works, says, slot
        self._stopped = Event()
        self._folder = ""
        self._phase = ""
        self._worker: PrintWorker | None = None
        self._counter: PrintWorker | None = None

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"print.open": lambda _: self.ask_what()}

    @property
    def is_running(self) -> bool:
        """Whether pages are being made."""
        return self._slot.holds(self)

    def stop(self) -> None:
        """Stop making and counting pages; nothing of them is left."""
        self._stopped.set()
        self._stop_counting()
        if self._worker is not None:
            self._worker.stop()

    # what, and on what

    def ask_what(self) -> None:
        """Open the card for the selected item, the list and the issue."""
        self._slot.refuse(self)
        self._goes.wait_for_list(is_whole=True)
        detail = self._shown.current_detail()
        issue = detail.row.issue_id

        def read(reader: Reader) -> _Found:
            return reader.issue(issue), reader.listing(Query((Within(issue=issue),))), reader.remarks(issue)

        self._works.ask("lists", "print", read, partial(self._open, detail), self._says.tell_failure)

    def _open(self, detail: ItemDetail, found: _Found) -> None:
        from reader.ui.cards.program.print_card import PrintCard
        from reader.ui.printing.print_orders import usual_paper
        from reader.ui.printing.print_subjects import matters_of
        from reader.ui.printing.printers import printer_names

        listed = tuple(self._listed.ids())
        matters = matters_of(detail, found, self._listed.place, listed)
        paper = usual_paper()
        card = PrintCard(
            matters,
            paper,
            self._screen,
            count=partial(self._count, paper),
            stop=self._stop_counting,
            make=partial(self._make, paper),
        )
        card.open()
        self._works.work("printers", "printers", lambda _: printer_names(), card.show_printers)

    def _count(self, paper: Paper, matter: Matter, show: Callable[[int], None]) -> None:
        from reader.services.exports.facts.gather import Stopped
        from reader.ui.printing.print_orders import Order

        worker = self._counter = _new_worker()
        order = Order(matter, paper, is_counted_only=True)

        def work(library: Library) -> int | None:
            try:
                return next(
                    (answer for answer in self._pieces(library, worker, order) if isinstance(answer, int)), None
                )
            except Stopped:
                return None

        def counted(pages: int | None) -> None:
            if pages is not None:
                show(pages)

        self._works.work("pages", "count", work, counted, self._says.tell_failure)

    def _stop_counting(self) -> None:
        if self._counter is not None:
            self._counter.stop()

    def _make(self, paper: Paper, way: str, matter: Matter) -> None:
        from reader.ui.cards.program.print_card import PDF

        if way == PDF:
            self._ask_where(paper, matter)
        else:
            self._ask_printer(paper, matter)

    # where

    def _ask_where(self, paper: Paper, matter: Matter) -> None:
        from reader.services.exports.vault.file_names import safe_stem

        dialog = QFileDialog(self._screen, f"Write {matter.told} as PDF", self._folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilters(["PDF (*.pdf)", "All files (*)"])
        dialog.selectFile(f"{safe_stem(matter.heading)[:FILE_NAME]}.pdf")
        dialog.fileSelected.connect(lambda out: self._says.attempt(self.write_pdf, matter, paper, out))
        dialog.directoryEntered.connect(partial(setattr, self, "_folder"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_printer(self, paper: Paper, matter: Matter) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from reader.ui.printing.dialog_choice import choice_of
        from reader.ui.printing.print_pages import page_layout

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout(paper))
        dialog = QPrintDialog(printer, self._screen)
        dialog.setWindowTitle(f"Print {matter.told}")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.accepted.connect(lambda: self._says.attempt(self.print_on, matter, choice_of(printer)))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own needs a slot to call

    # the job

    def write_pdf(self, matter: Matter, paper: Paper, out: str) -> None:
        """Write the pages of a matter to a file, beside the window."""
        from reader.services.exports.export import refuse_library
        from reader.services.exports.vault.write_files import write_file
        from reader.ui.printing.print_orders import Order

        worker = _new_worker()

        def work(library: Library) -> str:
            path, pages = Path(out), 0

            def pieces() -> Iterator[bytes]:
                nonlocal pages
                for answer in self._pieces(library, worker, Order(matter, paper)):
                    if isinstance(answer, bytes):
                        yield answer
                    else:
                        pages = answer

            refuse_library(library.path, path)
            write_file(path, pieces())
            return f"Wrote {_pages(pages)} to {path}."

        self._start(worker, work, matter)

    def print_on(self, matter: Matter, choice: PrinterChoice) -> None:
        """Put the pages of a matter on a printer, beside the window."""
        from reader.ui.printing.print_orders import Order

        worker = _new_worker()

        def work(library: Library) -> str:
            order = Order(matter, choice.paper, printer=choice)
            pages = [answer for answer in self._pieces(library, worker, order) if isinstance(answer, int)]
            return f"Sent {_pages(pages[0])} to {choice.file or choice.name}."

        self._start(worker, work, matter)

    def _start(self, worker: PrintWorker, work: Callable[[Library], str], matter: Matter) -> None:
        from reader.services.exports.facts.gather import Stopped

        def told(library: Library) -> str:
            try:
                return work(library)
            except Stopped:
                return "Printing stopped. Nothing was written."

        self._slot.begin(self, of=len(matter.ids))
        self._stop_counting()
        self._stopped.clear()
        self._worker, self._phase = worker, "Laying out"
        self._works.work("printing", "print", told, self._done, self._failed)

    def _pieces(self, library: Library, worker: PrintWorker, order: Order) -> Iterator[int | bytes]:
        """The pieces that a worker makes of an order, on the job's thread. Stopped: it was stopped."""
        from reader.services.exports.facts.gather import Gathering, Stopped, nobody

        reader = library.reader()
        try:
            if order.is_counted_only:
                yield from worker.make(order, Gathering(reader).items(order.matter.ids), nobody)
                return
            gathering = Gathering(reader, progress=self._slot.tell, is_cancelled=self._stopped.is_set)
            for answer in worker.make(order, gathering.items(order.matter.ids), self._tell_pages):
                yield answer
                if self._stopped.is_set():
                    raise Stopped
        finally:
            reader.close()

    def _tell_pages(self, page: int, of: int) -> None:
        self._phase = "Making pages"
        self._slot.tell(page, of)

    def told(self, done: int, of: int) -> str:
        """The progress in words."""
        return f"{self._phase}: {done} of {of}"

    def _done(self, told: str) -> None:
        self._ended()
        self._says.say(told)

    def _failed(self, error: BaseException) -> None:
        self._ended()
        self._says.tell_failure(error)

    def _ended(self) -> None:
        self._worker = None
        self._slot.end()


def _new_worker() -> PrintWorker:
    from reader.ui.printing.print_worker import PrintWorker

    return PrintWorker()


def _pages(count: int) -> str:
    return f"{count:,} page{'' if count == 1 else 's'}"

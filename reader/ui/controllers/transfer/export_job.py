"""Taking away: a citation to paste, and exports to files and folders as a job beside the window."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from reader.core.state.queries import Query, Within
from reader.core.state.rows import IssueRow, ItemDetail, Listing
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.ui.models.places import PlaceKind, issue_place
from reader.ui.qt.job_progress import JobProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.services.exporting.export import Exported
    from reader.services.exporting.formats.export_formats import Format
    from reader.store import Reader
    from reader.ui.cards.program.export_card import Selection
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window

FILE_NAME = 60
"""Signs of the name that is proposed for a file."""


class Exporting(QObject):
    """One export at a time; stopping it leaves nothing behind."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._stopped = Event()
        self._folder = ""
        self._progress = JobProgress(self, self._show_progress)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.copy_citation": lambda _: self.copy_citation(self._window.navigation.current_detail().row.id),
            "export.open": lambda _: self.ask_what(),
        }

    @property
    def is_running(self) -> bool:
        """Whether an export is being written."""
        return self._progress.is_running

    def stop(self) -> None:
        """Stop the export; nothing of it is left."""
        self._stopped.set()

    # a citation

    def copy_citation(self, item: ItemId) -> None:
        """Copy the citation of an item's work, with its key."""

        def cite(reader: Reader) -> str:
            from reader.services.exporting.facts.citation import citation, cite_item

            return citation(cite_item(reader, item))

        self._window.session.ask("lists", "citation", cite, self._copied, self._window.tell_failure)

    def _copied(self, citation: str) -> None:
        QGuiApplication.clipboard().setText(citation)
        self._window.say(f"Copied {citation}")

    # what, and in which format

    def ask_what(self) -> None:
        """Open the card for the list, the selected item and its issue."""
        self._refuse_while_busy()
        self._window.navigation.wait_for_list(is_whole=True)
        detail = self._window.navigation.current_detail()
        issue = detail.row.issue_id

        def read(reader: Reader) -> tuple[IssueRow, Listing]:
            return reader.issue(issue), reader.listing(Query((Within(issue=issue),)))

        self._window.session.ask("lists", "export", read, partial(self._open, detail), self._window.tell_failure)

    def _open(self, detail: ItemDetail, found: tuple[IssueRow, Listing]) -> None:
        from reader.ui.cards.program.export_card import Selection

        row, listing = found
        place = self._window.navigation.place
        listed = tuple(ItemId(number) for number in self._window.items.shown.rows if number > 0)
        selections = [Selection(place.title if place else "List", listed)]
        selections.append(Selection("this item", (detail.row.id,), name=detail.row.title or detail.row.excerpt))
        if place is None or place.kind is not PlaceKind.ISSUE:
            title = issue_place(row.id, row.label, row.publication_id).title
            selections.append(Selection(title, listing.ids))
        self.offer(selections)

    def offer(self, selections: Sequence[Selection]) -> None:
        """Open the card for these selections."""
        from reader.ui.cards.program.export_card import ExportCard

        self._refuse_while_busy()
        ExportCard(selections, self._window, preview=self._preview, export=self._ask_where).open()

    def _refuse_while_busy(self) -> None:
        window = self._window
        if any(job.is_running for job in (self, window.importing, window.printing, window.resplitting)):
            raise CommandError("Another job is running; export when it is done (g x stops it).")

    def _preview(self, format: Format, selection: Selection, show: Callable[[str], None]) -> None:
        def first(reader: Reader) -> str:
            from reader.services.exporting.export import preview

            return preview(reader, selection.ids, format)

        self._window.session.ask("lists", "export preview", first, show, self._window.tell_failure)

    # where

    def _ask_where(self, format: Format, selection: Selection) -> None:
        from reader.services.exporting.vault.file_names import safe_stem

        dialog = QFileDialog(self._window, f"Export {selection.told} as {format.title}", self._folder)
        if format.is_folder_only:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setDefaultSuffix(format.ending.removeprefix("."))
            dialog.setNameFilters([f"{format.title} (*{format.ending})", "All files (*)"])
            dialog.selectFile(f"{safe_stem(selection.name or selection.title)[:FILE_NAME]}{format.ending}")
        dialog.fileSelected.connect(partial(self.export, format, selection))
        dialog.directoryEntered.connect(partial(setattr, self, "_folder"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # the job

    def export(self, format: Format, selection: Selection, out: str) -> None:
        """Write a selection to a path, beside the window."""
        session = self._window.session
        self._stopped.clear()

        def work() -> Exported | None:
            from reader.services.exporting.export import export

            reader = session.library.reader()
            try:
                return export(
                    session.library,
                    reader,
                    selection.ids,
                    format,
                    out,
                    progress=self._progress.tell,
                    is_cancelled=self._stopped.is_set,
                )
            finally:
                reader.close()

        session.jobs.start("export", "export", work, self._done, self._failed)
        self._progress.begin(len(selection.ids))

    def _show_progress(self, done: int, of: int) -> None:
        self._window.status.job.show_progress(f"Exporting: {done} of {of}", done, of)

    def _done(self, exported: Exported | None) -> None:
        self._ended()
        self._window.say(exported.told if exported else "Stopped exporting; nothing was written.")

    def _failed(self, error: BaseException) -> None:
        self._ended()
        self._window.tell_failure(error)

    def _ended(self) -> None:
        self._progress.end()
        self._window.status.job.hide()

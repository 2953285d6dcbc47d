"""Takes items away: a citation to paste, and exports to files and folders as a job beside the window."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.core.state.queries import Query, Within
from reader.core.state.rows import IssueRow, ItemDetail, Listing
from reader.core.values.ids import ItemId
from reader.ui.controllers.library_needs import Works
from reader.ui.controllers.needs import Goes, Handlers, Listed, Says, Shown, Slot
from reader.ui.models.places import PlaceKind, issue_place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.services.exports.export import Exported
    from reader.services.exports.formats.export_formats import Format
    from reader.store import Library, Reader
    from reader.ui.cards.program.export_card import Selection

FILE_NAME = 60
"""The most characters of a proposed file name."""


class Exporting(QObject):
    """The controller of exports. One at a time; stopping it leaves nothing behind."""

    verb = "export"
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

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.copy_citation": lambda _: self.copy_citation(self._shown.current_detail().row.id),
            "export.open": lambda _: self.ask_what(),
        }

    @property
    def is_running(self) -> bool:
        """Whether an export is being written."""
        return self._slot.holds(self)

    def stop(self) -> None:
        """Stop the export; nothing of it is left."""
        self._stopped.set()

    # a citation

    def copy_citation(self, item: ItemId) -> None:
        """Copy the citation of an item's work, with its key."""

        def cite(reader: Reader) -> str:
            from reader.services.exports.facts.citation import citation, cite_item

            return citation(cite_item(reader, item))

        self._works.ask("lists", "citation", cite, self._copied, self._says.tell_failure)

    def _copied(self, citation: str) -> None:
        QGuiApplication.clipboard().setText(citation)
        self._says.say(f"Copied {citation}")

    # what, and in which format

    def ask_what(self) -> None:
        """Open the card for the list, the selected item and its issue."""
        self._slot.refuse(self)
        self._goes.wait_for_list(is_whole=True)
        detail = self._shown.current_detail()
        issue = detail.row.issue_id

        def read(reader: Reader) -> tuple[IssueRow, Listing]:
            return reader.issue(issue), reader.listing(Query((Within(issue=issue),)))

        self._works.ask("lists", "export", read, partial(self._open, detail), self._says.tell_failure)

    def _open(self, detail: ItemDetail, found: tuple[IssueRow, Listing]) -> None:
        from reader.ui.cards.program.export_card import Selection

        row, listing = found
        place = self._listed.place
        listed = tuple(self._listed.ids())
        selections = [Selection(place.title if place else "List", listed)]
        selections.append(Selection("this item", (detail.row.id,), name=detail.row.title or detail.row.excerpt))
        if place is None or place.kind is not PlaceKind.ISSUE:
            title = issue_place(row.id, row.label, row.publication_id).title
            selections.append(Selection(title, listing.ids))
        self.offer(selections)

    def offer(self, selections: Sequence[Selection]) -> None:
        """Open the card for these selections."""
        from reader.ui.cards.program.export_card import ExportCard

        self._slot.refuse(self)
        ExportCard(selections, self._screen, preview=self._preview, export=self._ask_where).open()

    def _preview(self, format: Format, selection: Selection, show: Callable[[str], None]) -> None:
        def first(reader: Reader) -> str:
            from reader.services.exports.export import preview

            return preview(reader, selection.ids, format)

        self._works.ask("lists", "export preview", first, show, self._says.tell_failure)

    # where

    def _ask_where(self, format: Format, selection: Selection) -> None:
        from reader.services.exports.vault.file_names import safe_stem

        dialog = QFileDialog(self._screen, f"Export {selection.told} as {format.title}", self._folder)
        if format.is_folder_only:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setDefaultSuffix(format.ending.removeprefix("."))
            dialog.setNameFilters([f"{format.title} (*{format.ending})", "All files (*)"])
            dialog.selectFile(f"{safe_stem(selection.name or selection.title)[:FILE_NAME]}{format.ending}")
        dialog.fileSelected.connect(lambda out: self._says.attempt(self.export, format, selection, out))
        dialog.directoryEntered.connect(partial(setattr, self, "_folder"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # the job

    def export(self, format: Format, selection: Selection, out: str) -> None:
        """Write a selection to a path, beside the window."""
        self._slot.begin(self, of=len(selection.ids))
        self._stopped.clear()

        def work(library: Library) -> Exported | None:
            from reader.services.exports.export import export

            with closing(library.reader()) as reader:
                return export(
                    library,
                    reader,
                    selection.ids,
                    format,
                    out,
                    progress=self._slot.tell,
                    is_cancelled=self._stopped.is_set,
                )

        self._works.work("export", "export", work, self._done, self._failed)

    def told(self, done: int, of: int) -> str:
        """The progress in words."""
        return f"Exporting: {done} of {of}"

    def _done(self, exported: Exported | None) -> None:
        self._slot.end()
        self._says.say(exported.told if exported else "Export stopped. Nothing was written.")

    def _failed(self, error: BaseException) -> None:
        self._slot.end()
        self._says.tell_failure(error)

"""Imports files that are chosen, named or dropped, and pasted newsletters, as a job beside the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.core import paths
from reader.core.values.errors import CommandError
from reader.services.worker.parse_worker import ParseWorker
from reader.ui.controllers.library_needs import Works
from reader.ui.controllers.needs import Goes, Handlers, Listed, Panes, Says, Slot
from reader.ui.qt.drops import DropVeil, can_be_given, name_now, read_mime

if TYPE_CHECKING:
    from reader.services.imports.import_results import ImportResult
    from reader.store import Library, Reader
    from reader.ui.cards.newsletters.import_summary import SummaryRow

Documents = Callable[[], AbstractContextManager[Sequence[Path]]]
"""A context that holds files and folders to import as long as they are needed."""


class Importing(QObject):
    """The controller of imports: one order after the other; results are kept until the next import."""

    verb = "import"
    is_one_act = False

    def __init__(
        self,
        screen: QWidget,
        *,
        listed: Listed,
        goes: Goes,
        works: Works,
        says: Says,
        panes: Panes,
        slot: Slot,
    ) -> None:
        super().__init__(screen)
        self._screen, self._listed, self._goes, self._works = screen, listed, goes, works
        self._says, self._panes, self._slot = says, panes, slot
        self._waiting: deque[Documents] = deque()
        self._results: list[ImportResult] = []
        self._fills_empty_list = False
        self._shown_when_done: Path | None = None
        self._stopped = Event()
        self._worker: ParseWorker | None = None
        self._folder = ""
        self._veil = DropVeil(screen)
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "import.files": lambda _: self._ask(QFileDialog.FileMode.ExistingFiles, "Import newsletters"),
            "import.folder": lambda _: self._ask(QFileDialog.FileMode.Directory, "Import a folder of newsletters"),
            "import.clipboard": lambda _: self.take(QGuiApplication.clipboard().mimeData(), "Pasted"),
            "import.summary": lambda _: self.show_summary(),
            "help.welcome": lambda _: self._welcome(),
        }

    @property
    def is_running(self) -> bool:
        """Whether documents are being imported."""
        return self._slot.holds(self)

    @property
    def has_results(self) -> bool:
        """Whether there are results of this or the last import to show."""
        return bool(self._results)

    # what is imported

    def _ask(self, mode: QFileDialog.FileMode, title: str) -> None:
        from reader.documents.files.file_kinds import ENDINGS

        dialog = QFileDialog(self._screen, title, self._folder)
        dialog.setFileMode(mode)
        dialog.setNameFilters([f"Newsletters ({' '.join(f'*{ending}' for ending in ENDINGS)})", "All files (*)"])
        dialog.filesSelected.connect(
            lambda names: self._says.attempt(self.import_paths, [Path(name) for name in names])
        )
        dialog.directoryEntered.connect(partial(setattr, self, "_folder"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, mime: QMimeData | None, how: str) -> None:
        """Import what was dropped or pasted. CommandError: it is nothing that can be imported."""
        if mime is None:
            raise CommandError("The clipboard holds nothing to import.")
        given = read_mime(mime)
        if given.paths:
            self.import_paths(given.paths)
            return

        name = name_now(how)

        @contextmanager
        def written() -> Iterator[Sequence[Path]]:
            from reader.services.worker.bounds import as_file

            with as_file(given.text.encode("utf-8", "replace"), name) as path:
                yield [path]

        self._order(written)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders, after what is being imported already."""
        self._order(lambda: nullcontext(paths))

    def _welcome(self) -> None:
        """Go to the welcome issue: importing it again adds nothing, and brings it back where it was removed.

        After other documents that are being imported it only comes in: nobody is taken elsewhere minutes later.
        """
        welcome, is_first = paths.resources() / "welcome.md", not self.is_running
        self.import_paths([welcome])
        self._shown_when_done = welcome if is_first else None

    # the job

    def _order(self, documents: Documents) -> None:
        if not self.is_running:
            self._slot.refuse(self)
        if self._works.is_read_only:
            raise CommandError("This library is read-only, so nothing can be imported.")
        self._waiting.append(documents)
        if self.is_running:
            self._says.say("This is imported next.")
            return
        self._says.say("")  # what was said of the last try is no longer so
        self._results = []
        self._fills_empty_list = not self._listed.row_count
        self._slot.begin(self)
        self._begin()

    def _begin(self) -> None:
        self._stopped.clear()  # what was ordered after a stop is wanted
        documents = self._waiting.popleft()
        self._worker = worker = ParseWorker()

        def work(library: Library) -> None:
            from reader.services.imports.intake import import_paths

            with documents() as paths, worker:
                import_paths(
                    library,
                    paths,
                    parse=worker.parse,
                    report=self._results.append,
                    progress=self._slot.tell,
                    is_cancelled=self._stopped.is_set,
                )

        self._works.work("import", "import", work, lambda _: self._done(), self._failed)
        self._slot.show()

    def told(self, done: int, of: int) -> str:
        """The progress in words."""
        count = len(self._results)
        files = f"file {min(done + 1, of)} of {of}, " if of > 1 else ""
        return f"Importing: {files}{count} document{'' if count == 1 else 's'}"

    def stop(self) -> None:
        """Stop after the document that is being stored; what was stored stays."""
        self._waiting.clear()
        self._stopped.set()
        if self._worker is not None:
            self._worker.stop()

    def _failed(self, error: BaseException) -> None:
        self._stopped.set()
        self._done()
        self._says.tell_failure(error)  # raises what nobody foresaw

    def _done(self) -> None:
        if self._waiting:
            self._begin()
        else:
            self._ended()

    def _ended(self) -> None:
        """Show the result; the list is not changed under the hands of somebody who reads it."""
        from reader.services.imports.import_results import summary

        self._slot.end()
        self._works.poll()
        if self._fills_empty_list:
            self._goes.grow()
        was = "Stopped importing" if self._stopped.is_set() else "Imported"
        is_warning = any(result.is_failed for result in self._results)
        self._slot.show_result(f"{was}: {summary(self._results)}", is_warning=is_warning)
        wanted, self._shown_when_done = self._shown_when_done, None
        for result in self._results:
            if result.path == wanted and result.stored is not None:
                self._choose(result)

    # what came of it

    def show_summary(self) -> None:
        """Show the results of the last import; of one document, its issue at once."""
        results = list(self._results)
        if len(results) == 1 and results[0].stored is not None:
            self._slot.hide_result()
            self._choose(results[0])
            return

        def read(reader: Reader) -> tuple[str, list[SummaryRow]]:
            from reader.services.imports.import_results import summary
            from reader.ui.cards.newsletters.import_summary import summary_rows

            wanted = {result.stored.issue_id for result in results if result.stored}
            return summary(results), summary_rows(results, {issue: reader.issue(issue) for issue in wanted})

        self._works.ask("summary", "imported", read, lambda read: self._open_summary(*read))

    def _open_summary(self, told: str, rows: list[SummaryRow]) -> None:
        from reader.ui.cards.newsletters.import_summary import ImportSummary

        self._slot.hide_result()
        ImportSummary(told[:1].upper() + told[1:], rows, self._screen, self._choose).open()

    def _choose(self, result: ImportResult) -> None:
        """Go to the issue of a result; the message of a failure is copied, to be looked for or told to others."""
        if result.stored is not None:
            self._goes.go_to_issue(result.stored.issue_id)
            self._panes.focus("list")
        else:
            QGuiApplication.clipboard().setText(f"{result.path}\n{result.told}")
            self._says.say(f"Copied: {result.told}")

    # dropping

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files dropped on the window; Qt calls this."""
        if isinstance(event, QDropEvent) and not isinstance(event, QDragMoveEvent):
            self._veil.hide()
            if _accept_as_copy(event):
                self._says.attempt(self.take, event.mimeData(), "Dropped")
            return True
        if isinstance(event, QDragMoveEvent):
            if can_be_given(event.mimeData()) and self._works.is_open and _accept_as_copy(event):
                self._veil.show_over()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._veil.hide()
        return False


def _accept_as_copy(event: QDropEvent) -> bool:
    """Accept a drag as a copy if its source keeps the files: of a move that is accepted, it deletes its own."""
    offered = event.possibleActions()
    action = next((one for one in (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction) if one & offered), None)
    if action is not None:
        event.setDropAction(action)
        event.accept()
    else:
        event.ignore()
    return action is not None

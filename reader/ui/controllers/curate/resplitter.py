"""Splitting again: what would change is worked out beside the window, shown, and carried out as one act."""

from __future__ import annotations

import logging
import time
from contextlib import closing
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reader.core.state.changes import Change, Field, Origin
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, PublicationId
from reader.services.worker.parse_worker import ParseWorker
from reader.ui.controllers.curate.describe import issue_of
from reader.ui.keys.overlay import Overlay
from reader.ui.models.library_tree import NodeKind
from reader.ui.qt.job_progress import JobProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.services.splits.batch import Resplit
    from reader.services.splits.corrected_splits import CorrectedSplit
    from reader.services.splits.desk import Desk
    from reader.store import Reader
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window
    from reader.ui.shell.window_state import WindowState

log = logging.getLogger(__name__)
LOOK_AFTER_MS = 30_000
"""So long after the start it is looked whether a better splitter would change anything."""
_REST = 1.0
"""Of the time that such a look takes for an issue, it rests so long before the next."""


class Resplitting(QObject):
    """One job at a time: a look at what would change, or carrying that out. Stopped, what was split again stays."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._stopped = Event()
        self._given_up = Event()
        self._results: list[Resplit] = []
        self._is_writing = False
        self._offered = ""
        self._worker: ParseWorker | None = None
        self._progress = JobProgress(self, self._show_progress)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "split.again": lambda _: self.ask_chosen(),
            "split.all": lambda _: self._look(lambda reader: reader.issue_ids()),
            "split.summary": lambda _: self.show_summary(),
        }

    @property
    def is_running(self) -> bool:
        """Whether a job runs that somebody asked for."""
        return self._progress.is_running

    @property
    def is_writing(self) -> bool:
        """Whether issues are being split again; what it does until its end is one act, which cannot be undone yet."""
        return self._is_writing

    @property
    def has_results(self) -> bool:
        """Whether there is anything to tell of the last look."""
        return bool(self._results) and not self.is_running

    def stop(self) -> None:
        """Stop after the issue that is being stored; what is being read is left."""
        self._stopped.set()
        self._give_up()
        if self._worker is not None:
            self._worker.stop()

    # what would change

    def ask_chosen(self) -> None:
        """Look what splitting the chosen issue or publication again would change; of all, where none is chosen."""
        node = self._window.tree.current()
        issue = issue_of(node)
        while node is not None and node.kind is NodeKind.YEAR:
            node = node.parent
        if issue is not None:
            self._look(lambda _: [issue])
        elif node is not None and node.kind is NodeKind.PUBLICATION:
            publication = PublicationId(int(node.value))
            self._look(lambda reader: [row.id for row in reader.issues(publication)])
        else:
            self._look(lambda reader: reader.issue_ids())

    def _look(self, wanted: Callable[[Reader], Sequence[IssueId]]) -> None:
        self._begin()
        self._start_split(wanted, self._looked, is_dry=True)

    def _begin(self) -> None:
        window = self._window
        if window.session.library.is_read_only:
            raise CommandError("This library can be read but not written: nothing can be split again.")
        if any(job.is_running for job in (self, window.importing, window.exporting, window.printing)):
            raise CommandError("Another job is running; split again when it is done (g x stops it).")
        window.say("")
        self._give_up()
        self._results = []
        self._stopped = Event()
        self._progress.begin()

    def _start_split(
        self,
        wanted: Callable[[Reader], Sequence[IssueId]],
        done: Callable[[list[Resplit]], None],
        *,
        is_dry: bool,
        rest: float = 0.0,
    ) -> None:
        progress = self._progress
        stopped = self._given_up if rest else self._stopped

        def split(desk: Desk) -> list[Resplit]:
            from reader.services.splits.batch import resplit_issues

            return resplit_issues(
                desk,
                wanted(desk.reader),
                origin=Origin.WINDOW,
                is_dry=is_dry,
                progress=_Resting(stopped, rest) if rest else progress.tell,
                is_cancelled=stopped.is_set,
            )

        self._start("look" if is_dry else "split", split, done, _note if rest else self._failed)

    def _start(
        self,
        key: str,
        split: Callable[[Desk], list[Resplit]],
        done: Callable[[list[Resplit]], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        library = self._window.session.library
        self._worker = worker = ParseWorker()

        def work() -> list[Resplit]:
            from reader.services.splits.desk import Desk

            with closing(library.reader()) as reader, worker:
                return split(Desk(library, reader, worker))

        self._window.session.jobs.start("split", key, work, done, failed)

    def _give_up(self) -> None:
        """End a look that nobody asked for, and what is being read for it."""
        self._given_up.set()
        if self._worker is not None and not self.is_running:
            self._worker.stop()

    def _show_progress(self, done: int, of: int) -> None:
        what = "Splitting again" if self._is_writing else "Looking what splitting again would change"
        share = f": {done} of {of}" if of else ""
        self._window.status.job.show_progress(f"{what}{share}", done, of)

    def _looked(self, results: list[Resplit]) -> None:
        from reader.services.splits.batch import summary

        self._progress.end()
        self._window.status.job.hide()
        if self._stopped.is_set():
            self._window.say("Stopped; nothing was split again.")
            return
        self._results = results
        is_needed = any(result.is_changed or result.reason for result in results)
        if not is_needed:
            self._window.say(f"Splitting again would change nothing of {_issues(len(results))}.")
        elif self._window.findChild(Overlay) is None and not self._window.is_typing:
            self.show_summary()
        else:
            self._window.status.job.show_result(
                f"Split again: {summary(results, is_dry=True)}", is_warning=False, shown_by="split.summary"
            )

    def show_summary(self) -> None:
        """Show what splitting again would change, issue by issue; from there it is carried out."""
        from reader.services.splits.batch import summary
        from reader.ui.cards.newsletters.resplit_summary import ResplitSummary

        self._window.status.job.hide()
        told = summary(self._results, is_dry=True)
        ResplitSummary(told, self._results, self._window, go_to=self._go_to, split=self.split).open()

    def _go_to(self, issue: IssueId) -> None:
        self._window.navigation.go_to_issue(issue)
        self._window.framing.focus("list")

    # carrying it out

    def split(self) -> None:
        """Split the issues again that would change, as one act."""
        wanted = [result.issue for result in self._results if result.is_changed]
        self._begin()
        self._write()
        self._start_split(lambda _: wanted, partial(self._split, "Split again"), is_dry=False)

    def correct_everywhere(self, corrected: CorrectedSplit) -> None:
        """Write a corrected split of an issue and split the others of its publication again, as one act."""
        self._begin()
        self._write()
        stopped, progress = self._stopped, self._progress

        def split(desk: Desk) -> list[Resplit]:
            from reader.services.splits.corrected_splits import correct_everywhere
            from reader.services.splits.desk import Desk

            with ParseWorker() as worker:
                return correct_everywhere(
                    Desk(desk.library, desk.reader, worker),
                    corrected,
                    origin=Origin.WINDOW,
                    others=desk,
                    progress=progress.tell,
                    is_cancelled=stopped.is_set,
                )

        self._start("split", split, partial(self._split, "Corrected"), self._failed)

    def _split(self, what: str, results: list[Resplit]) -> None:
        from reader.services.splits.batch import summary

        self._end()
        told = f"{'Stopped splitting again' if self._stopped.is_set() else what}: {summary(results)}"
        end = next((result.reason for result in results if result.is_end), "u takes it back.")
        self._window.say(f"{told}. {end}")
        changed = tuple(result.issue for result in results if result.is_changed)
        if changed:
            self._window.session.committed.emit((Change(Field.ISSUE_SPLIT, None, None, changed),))

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._window.tell_failure(error)  # raises what nobody foresaw

    def _write(self) -> None:
        self._is_writing = True
        self._window.session.defer_splits(True)

    def _end(self) -> None:
        self._is_writing = False
        self._window.session.defer_splits(False)
        self._progress.end()
        self._window.status.job.hide()

    # when the splitter got better

    def follow(self, state: WindowState) -> None:
        """Look in a while whether a better splitter would change anything, unless that was offered before."""
        self._offered = state.offered
        if not self._window.session.library.is_read_only:
            QTimer.singleShot(LOOK_AFTER_MS, self, self.look_for_better)

    @property
    def offered(self) -> str:
        """The version of the splitter that was offered last."""
        return self._offered

    def look_for_better(self) -> None:
        """Work out at leisure what issues of older versions of the splitter would be now; offer it if it is anything.

        Any job that somebody asks for ends this look; then the next start looks again.
        """
        from reader.split import SPLITTER_VERSION

        if self._offered == SPLITTER_VERSION or self.is_running or not self._window.is_ready:
            return
        self._given_up = Event()
        given_up = self._given_up

        def done(results: list[Resplit]) -> None:
            if not given_up.is_set():
                self._offer(SPLITTER_VERSION, results)

        wanted = partial(_split_before, SPLITTER_VERSION)
        self._start_split(wanted, done, is_dry=True, rest=_REST)

    def _offer(self, version: str, results: list[Resplit]) -> None:
        changed = [result for result in results if result.is_changed]
        if not results:
            return
        self._offered = version
        if changed and not self.is_running:
            self._results = results
            told = f"The splitter got better: {_issues(len(changed))} would change (g c)"
            self._window.status.job.show_result(told, is_warning=False, shown_by="split.summary")


def _note(error: BaseException) -> None:
    """Note why a look that nobody asked for ended; the next start looks again."""
    log.warning("The look for a better split ended early.", exc_info=error)


class _Resting:
    """Rests between the issues of a look that nobody waits for."""

    def __init__(self, stopped: Event, rest: float) -> None:
        self._stopped = stopped
        self._rest = rest
        self._before = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        self._stopped.wait(self._rest * (time.monotonic() - self._before))
        self._before = time.monotonic()


def _split_before(version: str, reader: Reader) -> list[IssueId]:
    return reader.issues_split_before(version)


def _issues(count: int) -> str:
    return f"{count:,} issue{'' if count == 1 else 's'}"

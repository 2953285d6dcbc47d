"""Splits issues again: the changes are worked out beside the window, shown, and carried out as one act."""

from __future__ import annotations

import logging
import time
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from reader.core.state.changes import Origin
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, PublicationId
from reader.ui.controllers.library_needs import Splits
from reader.ui.controllers.needs import Goes, Handlers, Panes, Says, Slot, Tree
from reader.ui.models.library_tree import NodeKind, issue_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.services.splits.batch import Resplit
    from reader.services.splits.corrected_splits import CorrectedSplit
    from reader.services.splits.desk import Desk
    from reader.store import Reader

log = logging.getLogger(__name__)
LANE = "split"
LOOK_AFTER_MS = 30_000
"""Milliseconds after the start before older splits are compared with those of this version of the splitter."""
_REST = 1.0
"""The rest between two issues of such a comparison, as a multiple of the time that one took."""


class Resplitting(QObject):
    """The controller of splitting again. One job at a time: a comparison, or carrying it out.

    What was split stays when stopped.
    """

    verb = "split again"

    def __init__(
        self,
        screen: QWidget,
        *,
        splits: Splits,
        slot: Slot,
        goes: Goes,
        says: Says,
        panes: Panes,
        tree: Tree,
        offered: str,
        is_undisturbed: Callable[[], bool],
    ) -> None:
        super().__init__(screen)
        self._screen, self._splits, self._slot, self._goes = screen, splits, slot, goes
        self._says, self._panes, self._tree = says, panes, tree
        self._offered, self._is_undisturbed = offered, is_undisturbed
        self._stopped = Event()
        self._given_up = Event()
        self._results: list[Resplit] = []
        self._is_writing = False

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
        return self._slot.holds(self)

    @property
    def is_one_act(self) -> bool:
        """Whether issues are being split again as one act, which cannot be undone before its end."""
        return self._is_writing

    @property
    def has_results(self) -> bool:
        """Whether there are results of a comparison to show."""
        return bool(self._results) and not self.is_running

    def stop(self) -> None:
        """Stop after the issue that is being stored; what is being read is left."""
        self._stopped.set()
        self._give_up()
        self._splits.stop_desk(LANE)

    # what would change

    def ask_chosen(self) -> None:
        """Compare the stored splits of the chosen issue or publication with new ones; of all where none is chosen."""
        node = self._tree.current()
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
        if self._splits.is_read_only:
            raise CommandError("This library is read-only, so no issue can be split again.")
        self._slot.refuse(self)
        self._says.say("")
        self._give_up()
        self._results = []
        self._stopped = Event()
        self._slot.begin(self)

    def _start_split(
        self,
        wanted: Callable[[Reader], Sequence[IssueId]],
        done: Callable[[list[Resplit]], None],
        *,
        is_dry: bool,
        rest: float = 0.0,
    ) -> None:
        progress = self._slot
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

        self._splits.at_desk(LANE, "look" if is_dry else "split", split, done, _note if rest else self._failed)

    def _give_up(self) -> None:
        """End a comparison that nobody asked for, and the reading for it."""
        self._given_up.set()
        if not self.is_running:
            self._splits.stop_desk(LANE)

    def told(self, done: int, of: int) -> str:
        """The progress in words."""
        what = "Splitting again" if self._is_writing else "Comparing new splits"
        share = f": {done} of {of}" if of else ""
        return f"{what}{share}"

    def _looked(self, results: list[Resplit]) -> None:
        from reader.services.splits.batch import summary

        self._slot.end()
        if self._stopped.is_set():
            self._says.say("Stopped. No issue was changed.")
            return
        self._results = results
        is_needed = any(result.is_changed or result.reason for result in results)
        if not is_needed:
            self._says.say(f"A new split changes nothing in {_issues(len(results))}.")
        elif self._is_undisturbed():
            self.show_summary()
        else:
            told = f"Split again: {summary(results, is_dry=True)}"
            self._slot.show_result(told, shown_by="split.summary")

    def show_summary(self) -> None:
        """Show the changes of splitting again, issue by issue; from there it is carried out."""
        from reader.services.splits.batch import summary
        from reader.ui.cards.newsletters.resplit_summary import ResplitSummary

        self._slot.hide_result()
        told = summary(self._results, is_dry=True)
        ResplitSummary(told, self._results, self._screen, go_to=self._go_to, split=self.split).open()

    def _go_to(self, issue: IssueId) -> None:
        self._goes.go_to_issue(issue)
        self._panes.focus("list")

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
        stopped, progress = self._stopped, self._slot

        def split(desk: Desk) -> list[Resplit]:
            from reader.services.splits.corrected_splits import correct_everywhere

            def at(own: Desk) -> list[Resplit]:
                return correct_everywhere(
                    own,
                    corrected,
                    origin=Origin.WINDOW,
                    others=desk,
                    progress=progress.tell,
                    is_cancelled=stopped.is_set,
                )

            return self._splits.beside_desk(desk, at)

        self._splits.at_desk(LANE, "split", split, partial(self._split, "Corrected"), self._failed)

    def _split(self, what: str, results: list[Resplit]) -> None:
        from reader.services.splits.batch import summary

        self._end()
        told = f"{'Stopped splitting again' if self._stopped.is_set() else what}: {summary(results)}"
        end = next((result.reason for result in results if result.is_end), "u takes it back.")
        self._says.say(f"{told}. {end}")
        changed = tuple(result.issue for result in results if result.is_changed)
        if changed:
            self._splits.tell_split(changed)

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._says.tell_failure(error)  # raises what nobody foresaw

    def _write(self) -> None:
        self._is_writing = True
        self._splits.defer_splits(True)

    def _end(self) -> None:
        self._is_writing = False
        self._splits.defer_splits(False)
        self._slot.end()

    # when the splitter got better

    def begin(self) -> None:
        """Compare in a while whether this version of the splitter changes anything, unless that was offered before."""
        if not self._splits.is_read_only:
            QTimer.singleShot(LOOK_AFTER_MS, self, self.look_for_better)

    @property
    def offered(self) -> str:
        """The version of the splitter that was offered last."""
        return self._offered

    def look_for_better(self) -> None:
        """Compare the splits of older versions with those of this one, without haste, and offer the changes.

        Any job that somebody asks for ends this look; then the next start looks again.
        """
        from reader.split import SPLITTER_VERSION

        if self._offered == SPLITTER_VERSION or self.is_running:
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
            self._slot.show_result(told, shown_by="split.summary")


def _note(error: BaseException) -> None:
    """Log why a comparison that nobody asked for ended; the next start compares again."""
    log.warning("The check for better splits ended early.", exc_info=error)


class _Resting:
    """Rests between the issues of a comparison that nobody waits for."""

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

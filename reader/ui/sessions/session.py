"""An open library as the window uses it: reads beside the window, writes followed, other processes too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal

from reader.commands.command_rows.command import When
from reader.core.state.changes import Change, Changes, Field, News, Origin
from reader.core.state.rows import Draft
from reader.core.values.errors import CommandError, LibraryError
from reader.core.values.ids import ChangeId, GroupId, IssueId, ItemId, PublicationId
from reader.services.items.triage import Act
from reader.services.machine.processes import this_process
from reader.ui.models.item_list import Arranged
from reader.ui.models.places import Place
from reader.ui.qt.jobs import Done, Failed, Jobs
from reader.ui.sessions.desks import LaneDesks
from reader.ui.sessions.lookups import Lookups
from reader.ui.sessions.pace import Pace
from reader.ui.sessions.screen_queries import Tally, count_screen, list_items

if TYPE_CHECKING:
    from reader.services.splits.desk import Desk
    from reader.store import Library, Reader

T = TypeVar("T")
# Other processes may write to the library: so often it is looked whether one did (DESIGN, Writing and reading).
POLL_MS = 1000
HEARD_EVERY_MS = 500
"""The least time between showings of what this process imports; its first document is shown at once."""
# Some screens of rows, which are shown while the rest of the list is fetched.
FIRST_ROWS = 300
WINDOW = frozenset({Origin.WINDOW})


class Session(Lookups):
    """Everything the window asks of the library, on the right thread; refuses with CommandError until it is open."""

    committed = Signal(object)
    """Emitted with the changes, by this window or by another process, in their order: a tuple of Change."""
    imported = Signal(object)
    """Emitted with the changes that came with documents."""
    saved_changed = Signal(str)
    """Emitted with the status bar's word about the writes: Saving…, Saved or Not saved."""
    _wrote = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self._library: Library | None = None
        self._lane_readers: dict[str, Reader] = {}
        self._desks = LaneDesks()
        self._writes_at_desk = 0
        self._unsaved = 0
        self._failure = ""
        self._version = 0
        self._seen: ChangeId | None = None
        self._own: set[GroupId] = set()
        self._done: tuple[Change, ...] = ()
        self._is_asking = False
        self._polls_again = False
        self._held: Callable[[], None] | None = None
        self._deferred: list[Change] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._pace = Pace(self.poll, HEARD_EVERY_MS, self)
        self._wrote.connect(self._pace.ask, Qt.ConnectionType.QueuedConnection)

    def open(self, library: Library) -> None:
        """Begin to read and to follow a library."""
        self._library = library
        self._reader = library.reader()
        self._version = self._reader.data_version()
        self._seen = self._reader.last_change()
        library.tell_imports(self._wrote.emit)
        self._timer.start()

    @property
    def is_open(self) -> bool:
        """Whether there is a library."""
        return self._library is not None

    @property
    def library(self) -> Library:
        """The open library."""
        if self._library is None:
            raise CommandError(When.LIBRARY.value)
        return self._library

    @property
    def is_read_only(self) -> bool:
        """Whether the library can be read but not written."""
        return self.library.is_read_only

    # reading beside the window

    def ask(
        self, lane: str, key: str, work: Callable[[Reader], T], on_done: Done[T], on_failed: Failed | None = None
    ) -> None:
        """Ask the library beside the window; a newer question of the same key supersedes this one."""
        library = self.library

        def on_lane() -> T:
            reader = self._lane_readers.get(lane)
            if reader is None:
                reader = self._lane_readers[lane] = library.reader()
                self.jobs.lane(lane).interrupts_by(reader.interrupt)
            return work(reader)

        self.jobs.start(lane, key, on_lane, on_done, on_failed)

    def work(
        self, lane: str, key: str, work: Callable[[Library], T], on_done: Done[T], on_failed: Failed | None = None
    ) -> None:
        """Do something long with the library beside the window, which brings its own readers."""
        self.jobs.start(lane, key, partial(work, self.library), on_done, on_failed)

    def list_place(self, place: Place, on_done: Callable[[Arranged, bool], None], on_failed: Failed) -> None:
        """List a place: its first screens at once, then the whole of it (and whether it is that)."""
        query = place.query

        def first(reader: Reader) -> Arranged:
            return list_items(reader, place, query, FIRST_ROWS)

        def whole(reader: Reader) -> Arranged:
            return list_items(reader, place, query, None)

        def show_whole(arranged: Arranged) -> None:
            on_done(arranged, True)

        def show_first(arranged: Arranged) -> None:
            is_whole = arranged.item_count < FIRST_ROWS
            on_done(arranged, is_whole)
            if not is_whole:
                self.ask("lists", "list", whole, show_whole, on_failed)

        self.ask("lists", "list", first, show_first, on_failed)

    def tally(
        self,
        place: Place | None,
        newest: ItemId | None,
        publications: list[PublicationId],
        issues: list[IssueId],
        on_done: Done[Tally],
    ) -> None:
        """Count everything that the screen shows; ``newest`` is the newest item of the list, None until it is whole."""
        self.ask("counts", "tally", lambda reader: count_screen(reader, place, newest, publications, issues), on_done)

    # reading issues again

    def at_desk(
        self,
        lane: str,
        key: str,
        work: Callable[[Desk], T],
        on_done: Done[T],
        on_failed: Failed,
        *,
        is_kept: bool = False,
    ) -> None:
        """Work with issues as they are stored, in a lane; a desk that is kept remembers what it read before."""
        seat = self._desks.seat_again if is_kept else self._desks.seat
        self.ask(lane, key, seat(self.library, lane, work), on_done, on_failed)

    def write_at_desk(
        self, lane: str, work: Callable[[Desk], T], on_done: Done[T], on_failed: Failed, *, is_kept: bool = False
    ) -> None:
        """Write at a desk; the write is followed as any other, and never superseded."""
        self._writes_at_desk += 1
        done, failed = self._followed(on_done, on_failed)
        self.at_desk(lane, f"write {self._writes_at_desk}", work, done, failed, is_kept=is_kept)

    def beside_desk(self, desk: Desk, work: Callable[[Desk], T]) -> T:
        """Work at a second desk on the same thread, which goes on when the first is stopped."""
        return self._desks.beside(desk, work)

    def stop_desk(self, lane: str) -> None:
        """End the reading at the desk of a lane."""
        self._desks.stop(lane)

    def clear_desks(self) -> None:
        """Forget everything that was read at kept desks."""
        self._desks.clear()

    # writing

    def carry_out(self, act: Act, origin: Origin, on_done: Done[Changes], on_failed: Failed) -> None:
        """Commit an act; say so when it is on disk, or why it is not."""
        self.track(self.library.change(act.wishes, origin=origin, label=act.label), on_done, on_failed)

    def undo(self, on_done: Done[Changes | None], on_failed: Failed) -> None:
        """Take back the newest act of a window."""
        self.track(self.library.undo(origins=WINDOW), on_done, on_failed)

    def redo(self, on_done: Done[Changes | None], on_failed: Failed) -> None:
        """Do again what was undone last."""
        self.track(self.library.redo(origins=WINDOW), on_done, on_failed)

    def write_note(
        self, target: tuple[Field, int], text: str, *, base: str, name: str, on_done: Done[Changes], on_failed: Failed
    ) -> None:
        """Store a note that was made of ``base``."""
        label = f"Note: {name[:60]}"
        self.track(
            self.library.write_note(*target, text, base=base, origin=Origin.WINDOW, label=label), on_done, on_failed
        )

    def save_draft(self, target: tuple[Field, int], text: str, *, base: str, on_failed: Failed) -> None:
        """Put a note on disk while it is being written."""
        write = self.library.save_draft(*target, text, base=base, process=this_process())
        self.track(write, lambda _: None, on_failed)

    def drop_draft(self, target: tuple[Field, int], *, process: str, on_failed: Failed) -> None:
        """Forget the draft of a process."""
        self.track(self.library.drop_draft(*target, process=process), lambda _: None, on_failed)

    def drafts(self) -> list[Draft]:
        """The drafts that are there, of living and of dead processes."""
        return self.library.drafts()

    def track(self, future: Future[T], on_done: Done[T], on_failed: Failed) -> None:
        """Follow a write to its end, and keep the status bar's word about saving true."""
        self.jobs.when_done(future, *self._followed(on_done, on_failed))

    def _followed(self, on_done: Done[T], on_failed: Failed) -> tuple[Done[T], Failed]:
        """The callbacks for a write that begins now: done, and failed."""
        if not self._unsaved:
            self._failure = ""
        self._unsaved += 1
        self.saved_changed.emit("Saving…")

        def done(result: T) -> None:
            if isinstance(result, Changes) and result.group is not None:
                self._own.add(result.group)
                self._done += result.changes
            self._ended("")
            on_done(result)
            self._tell_done()

        def failed(error: BaseException) -> None:
            self._ended("" if isinstance(error, CommandError) else str(error))  # what was refused is not unsaved
            on_failed(error)
            self._tell_done()

        return done, failed

    def _tell_done(self) -> None:
        """Tell the committed changes once nothing waits any more: until then the screen shows what is wanted."""
        if self._done and not self._unsaved:
            done, self._done = self._done, ()
            self.committed.emit(done)
        if self._held is not None and not self._unsaved:
            held, self._held = self._held, None
            held()

    def _ended(self, failure: str) -> None:
        self._unsaved -= 1
        self._failure = failure or self._failure
        if self._failure:
            self.saved_changed.emit("Not saved")
        elif self._unsaved == 0:
            self.saved_changed.emit("Saved")

    def wait_until_saved(self) -> str:
        """Wait for all writes to end; returns why one of them failed, empty when all is on disk."""
        while self._unsaved:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return self._failure

    # following what is written elsewhere

    def poll(self) -> None:
        """Look whether any process wrote, and show what the change log says it did."""
        try:
            version = self.reader.data_version()
        except LibraryError:
            return  # busy or gone for a moment: the next poll tells
        self._polls_again = self._is_asking
        if version != self._version and not self._is_asking:
            self._is_asking = True
            seen = self._seen
            self.ask(
                "counts",
                "news",
                lambda reader: reader.changes_since(seen),
                lambda news: self._follow(news, version),
                self._not_told,
            )

    def _not_told(self, _: BaseException) -> None:
        self._is_asking = False  # busy or gone for a moment: the next poll tells

    def _follow(self, news: News, version: int) -> None:
        if self._unsaved:  # what of it is our own is not known before our writes are
            self._held = partial(self._follow, news, version)
            return
        self._version, self._is_asking = version, False
        others = [changes for changes in news.acts if changes.group not in self._own]
        if self._deferred is not None:
            split = [acts for acts in others if any(change.field is Field.ISSUE_SPLIT for change in acts.changes)]
            others = [acts for acts in others if acts not in split]
            self._deferred += [change for acts in split for change in acts.changes]
        self._own -= {changes.group for changes in news.acts}
        self._seen = news.last
        for is_import, acts in groupby(others, key=lambda one: one.origin is Origin.IMPORT):
            merged = tuple(change for changes in acts for change in changes.changes)
            if merged:
                (self.imported if is_import else self.committed).emit(merged)
        if self._polls_again:
            self.poll()  # somebody asked meanwhile

    def defer_splits(self, is_deferred: bool) -> None:
        """Show what is split again only once, when it ends: many issues would each be shown by themselves."""
        deferred, self._deferred = self._deferred, [] if is_deferred else None
        if deferred and not is_deferred:
            self.committed.emit(tuple(deferred))

    def tell_split(self, issues: Sequence[IssueId]) -> None:
        """Show at once that issues were split again."""
        self.committed.emit((Change(Field.ISSUE_SPLIT, None, None, tuple(issues)),))

    def close(self) -> None:
        """Stop following and let go of the library's connections (the library itself is closed by its opener)."""
        self._timer.stop()
        self._pace.end()
        if self._library is not None:
            self._library.tell_imports(None)
        self.jobs.close()
        for reader in self._lane_readers.values():
            reader.close()
        if self._reader is not None:
            self._reader.close()

"""An open library as the window uses it: reads beside the window, writes followed, other processes too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal

from reader.core.state.changes import PRINTED, Change, Changes, Field, News, Origin
from reader.core.state.queries import Is, IsTerm, Query
from reader.core.state.rows import IssueRow, ItemRow, PublicationRow, SectionName, SectionRow, ViewCounts
from reader.core.state.tags import TagRow
from reader.core.values.errors import CommandError, LibraryError, NotFound, ReaderError
from reader.core.values.ids import GroupId, IssueId, ItemId, PublicationId
from reader.services.items.triage import Act
from reader.ui.models.item_list import Arranged, Header, arrange
from reader.ui.models.places import Place, PlaceKind
from reader.ui.qt.jobs import Jobs

if TYPE_CHECKING:
    from reader.store import Library, Reader

T = TypeVar("T")
POLL_MS = 1000
FIRST_ROWS = 300
WINDOW = frozenset({Origin.WINDOW})


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What the list's head tells of the issue that is listed; ``set_aside`` counts lines.

    ``has_remarks``: it says something outside of its items, such as an introduction.
    """

    issue: IssueId
    is_guess: bool
    set_aside: int
    has_remarks: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """All numbers on the screen, counted at one moment."""

    views: ViewCounts
    tags: list[TagRow]
    publications: list[PublicationRow]
    issues: dict[PublicationId, list[IssueRow]]
    sections: dict[IssueId, list[SectionRow]]
    listed_unread: int
    new: int
    """Items that came since the list was fetched and belong into it."""
    listed_issue: IssueFacts | None


class Session(QObject):
    """Everything the window asks of the library, on the right thread."""

    committed = Signal(object)
    """What was changed, by this window or by another process, in its order: a tuple of Change."""
    failed = Signal(str)
    """Why something that the screen needs cannot be read."""
    saved_changed = Signal(str)
    """What the status bar says of the writes: Saving…, Saved or Not saved."""

    def __init__(self, library: Library, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.jobs = jobs
        self.reader = library.reader()
        self._lane_readers: dict[str, Reader] = {}
        self._unsaved = 0
        self._failure = ""
        self._version = self.reader.data_version()
        self._seen = self.reader.last_change()
        self._own: set[GroupId] = set()
        self._done: tuple[Change, ...] = ()
        self._is_asking = False
        self._deferred: list[Change] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._timer.start()

    # reading

    def rows(self, ids: Sequence[ItemId]) -> list[ItemRow]:
        """Rows by primary key, on the window's thread; none, with the reason told, where they cannot be read."""
        try:
            return self.reader.rows(ids)
        except ReaderError as error:
            self.failed.emit(str(error))
            return []

    def ask(
        self,
        lane: str,
        key: str,
        work: Callable[[Reader], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Ask the library beside the window; a newer question of the same key supersedes this one."""

        def on_lane() -> T:
            reader = self._lane_readers.get(lane)
            if reader is None:
                reader = self._lane_readers[lane] = self.library.reader()
                self.jobs.lane(lane).interrupts_by(reader.interrupt)
            return work(reader)

        self.jobs.start(lane, key, on_lane, on_done, on_failed)

    def list_place(
        self, place: Place, on_done: Callable[[Arranged, bool], None], on_failed: Callable[[BaseException], None]
    ) -> None:
        """List a place: its first screens at once, then the whole of it (and whether it is that)."""
        query = place.query

        def first(reader: Reader) -> Arranged:
            return _arranged(reader, place, query, FIRST_ROWS)

        def whole(reader: Reader) -> Arranged:
            return _arranged(reader, place, query, None)

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
        on_done: Callable[[Tally], None],
    ) -> None:
        """Count everything that the screen shows; ``newest`` is the newest item of the list, None until it is whole."""

        def count(reader: Reader) -> Tally:
            query = place.query if place else Query()
            new = reader.count(query) - reader.count(query, newest=newest) if newest is not None else 0
            return Tally(
                reader.view_counts(),
                reader.tags(),
                reader.publications(),
                {publication: reader.issues(publication) for publication in publications},
                {issue: reader.sections(issue) for issue in issues},
                reader.count(query & Query((IsTerm(Is.UNREAD),)), newest=newest) if place else 0,
                new,
                _issue_facts(reader, place),
            )

        self.ask("counts", "tally", count, on_done)

    # writing

    def carry_out(
        self, act: Act, origin: Origin, on_done: Callable[[Changes], None], on_failed: Callable[[BaseException], None]
    ) -> None:
        """Commit an act; says so when it is on disk, or why it is not."""
        self.track(self.library.change(act.wishes, origin=origin, label=act.label), on_done, on_failed)

    def undo(self, on_done: Callable[[Changes | None], None], on_failed: Callable[[BaseException], None]) -> None:
        """Take back the newest act of a window."""
        self.track(self.library.undo(origins=WINDOW), on_done, on_failed)

    def redo(self, on_done: Callable[[Changes | None], None], on_failed: Callable[[BaseException], None]) -> None:
        """Do again what was undone last."""
        self.track(self.library.redo(origins=WINDOW), on_done, on_failed)

    def track(
        self, future: Future[T], on_done: Callable[[T], None], on_failed: Callable[[BaseException], None]
    ) -> None:
        """Follow a write to its end, and keep the word Saved honest."""
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

        self.jobs.when_done(future, done, failed)

    def _tell_done(self) -> None:
        """Tell what was committed once nothing waits any more: until then the screen shows what is wanted."""
        if self._done and not self._unsaved:
            done, self._done = self._done, ()
            self.committed.emit(done)

    def _ended(self, failure: str) -> None:
        self._unsaved -= 1
        self._failure = failure or self._failure
        if self._failure:
            self.saved_changed.emit("Not saved")
        elif self._unsaved == 0:
            self.saved_changed.emit("Saved")

    def wait_until_saved(self) -> str:
        """Wait for all writes to end; why one of them failed, empty when all is on disk."""
        while self._unsaved:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return self._failure

    # following other processes

    def poll(self) -> None:
        """Look whether anybody wrote, and show what the change log says they did."""
        try:
            version = self.reader.data_version()
        except LibraryError:
            return  # busy or gone for a moment: the next poll tells
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
        self._version, self._is_asking = version, False
        others = [changes for changes in news.acts if changes.group not in self._own]
        if self._deferred is not None:
            split = [acts for acts in others if any(change.field is Field.ISSUE_SPLIT for change in acts.changes)]
            others = [acts for acts in others if acts not in split]
            self._deferred += [change for acts in split for change in acts.changes]
        self._own -= {changes.group for changes in news.acts}
        self._seen = news.last
        merged = tuple(change for changes in others for change in changes.changes)
        if merged:
            self.committed.emit(merged)

    def defer_splits(self, is_deferred: bool) -> None:
        """Show what is split again only once, when it ends: while many issues are, each would be shown for itself."""
        deferred, self._deferred = self._deferred, [] if is_deferred else None
        if deferred and not is_deferred:
            self.committed.emit(tuple(deferred))

    def close(self) -> None:
        """Stop following and let go of the library's connections (the library itself is closed by its opener)."""
        self._timer.stop()
        self.jobs.close()
        for reader in self._lane_readers.values():
            reader.close()
        self.reader.close()


def _issue_facts(reader: Reader, place: Place | None) -> IssueFacts | None:
    if place is None or place.kind is not PlaceKind.ISSUE:
        return None
    issue = IssueId(int(place.value))
    try:
        row, lines, remarks = reader.issue(issue), reader.set_aside(issue), reader.remarks(issue)
        return IssueFacts(issue, row.is_guess, len(lines), bool(remarks))
    except NotFound:
        return None  # a place from a library that was put back to an older backup


def _arranged(reader: Reader, place: Place, query: Query, limit: int | None) -> Arranged:
    listing = reader.listing(query, limit=limit)
    names = reader.section_names(set(listing.sections))
    is_grouped = not query.has_words
    within_issue = place.kind is PlaceKind.ISSUE
    headers = {key: _header(name, within_issue=within_issue) for key, name in names.items()}
    return arrange(listing, headers, is_grouped=is_grouped)


def _header(name: SectionName, *, within_issue: bool) -> Header:
    """A section's heading; across issues it says which issue."""
    if within_issue:
        return Header(name.title or "Items", 0, name.is_deduced)
    parts = (name.publication, name.issue, name.title)
    return Header(" › ".join(part for part in parts if part), 0, name.is_deduced, name.is_guess)


_STRUCTURAL = {
    Field.ISSUE_REMOVED,
    Field.PUBLICATION_REMOVED,
    Field.ISSUE_SPLIT,
    Field.ISSUE_PUBLICATION,
    Field.PUBLICATION_TITLE,
    Field.NAME_REFUSED,
    *PRINTED,
}


def loses_rows(changes: Iterable[Change]) -> bool:
    """Whether issues came, went, moved, were split again or headed otherwise: the list is no longer right."""
    return any(change.field in _STRUCTURAL for change in changes)

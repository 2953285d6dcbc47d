"""The front door of the library. Threads, time and errors, said once for all methods:

Every write is queued to one thread and returns a Future that is resolved after the commit returned: what it reports is
on disk. Reads are on a `Reader`, one for each thread. Times are UTC. All errors are `reader.core.values.errors`.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from reader.core.revision.prepared import Prepared, prepare
from reader.core.revision.split_changes import SplitBasis
from reader.core.revision.split_plans import ForeseenSplit
from reader.core.state.changes import Changes, Field, Origin
from reader.core.state.copies import IssueCopy
from reader.core.state.rows import Draft, Observed, Stored
from reader.core.state.wishes import Wish
from reader.core.text.clean import clean_text
from reader.core.values.document import Document
from reader.core.values.errors import LibraryError
from reader.core.values.ids import GroupId, IssueId
from reader.core.values.issues import Issue
from reader.core.values.subscriptions import Subscription
from reader.store.check import check_file, check_meaning
from reader.store.issue_rows.lessons import note_observation
from reader.store.log import change_log, undo
from reader.store.log.act_log import carry_out
from reader.store.reads.questions import Reader
from reader.store.sql import tables
from reader.store.sql.faults import told
from reader.store.sql.file_copy import copy_library
from reader.store.writes.arrivals import foresee_storing, store
from reader.store.writes.feed_addresses import subscribe
from reader.store.writes.issue_text import rebuild
from reader.store.writes.resplits import foresee_split, split_again
from reader.store.writes.restore import foresee_restoring, restore
from reader.store.writes.writer import Writer, failed


class Library:
    """One library file, open in this process. Made by `open_library`."""

    def __init__(
        self,
        path: Path,
        writing: Engine,
        *,
        reading: Engine | None = None,
        is_read_only: bool = False,
        was_unclean: bool = False,
    ) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self.was_unclean = was_unclean
        self._reading = reading or writing
        self._writer = Writer(path, writing, is_read_only=is_read_only)

    def change(self, wishes: Sequence[Wish], *, origin: Origin, label: str) -> "Future[Changes]":
        """Carry out edits and wishes as one act, undone together; no-ops are dropped.

        NotFound: a target does not exist. CommandError: a wish cannot be carried out, such as a tag without a name.
        """
        wishes = tuple(wishes)
        return self._writer.submit(lambda connection: carry_out(connection, wishes, origin=origin, label=label))

    def undo(self, *, origins: Collection[Origin]) -> "Future[Changes | None]":
        """Take back the newest act of these origins that stands; None when there is none."""
        return self._writer.submit(lambda connection: undo.undo(connection, origins))

    def redo(self, *, origins: Collection[Origin]) -> "Future[Changes | None]":
        """Do again what was undone last; None when there is nothing, or something new was done since."""
        return self._writer.submit(lambda connection: undo.redo(connection, origins))

    def store(self, document: Document, issue: Issue, *, observed: Observed | None = None) -> "Future[Stored]":
        """Store one document and its split, in one transaction, after what persons wait for.

        It is compressed, hashed and compared with what is there in the caller's thread. What was ``observed`` of it is
        noted where it makes a new issue.
        """
        ready = prepare(document, issue)
        try:
            with told(self.path), self._reading.connect() as connection:
                plan = foresee_storing(connection, ready)
        except LibraryError as error:
            return failed(error)
        return self._writer.submit(lambda writing: store(writing, ready, plan, observed), is_background=True)

    def restore(self, copy: IssueCopy) -> "Future[Stored]":
        """Take in an issue that was copied from a library, by the same rules as `store`."""
        ready = rebuild(copy)
        try:
            with told(self.path), self._reading.connect() as connection:
                plan = foresee_restoring(connection, ready)
        except LibraryError as error:
            return failed(error)
        return self._writer.submit(lambda writing: restore(writing, ready, plan), is_background=True)

    def foresee_split(
        self, id: IssueId, document: Document, split: Issue, *, basis: SplitBasis | None = None
    ) -> ForeseenSplit:
        """Work out what another split of a stored issue would change, ready to be shown.

        NotFound: there is no such issue.

        ``basis`` is that of the new split, read before splitting; by default the one that is stored now.
        """
        return self.foresee_prepared(id, prepare(document, split), basis=basis)

    def foresee_prepared(self, id: IssueId, ready: Prepared, *, basis: SplitBasis | None = None) -> ForeseenSplit:
        """Work out what a split that was prepared elsewhere would change."""
        with told(self.path), self._reading.connect() as connection:
            return foresee_split(connection, id, ready, basis)

    def split_again(
        self,
        foreseen: ForeseenSplit,
        *,
        origin: Origin,
        label: str,
        corrections: Sequence[str] = (),
        group: GroupId | None = None,
    ) -> "Future[Changes]":
        """Show another split of a stored issue; what was done to its items stays.

        ``corrections`` (as JSON) are added to the issue, since it was split by them; without any it comes after what
        persons wait for. ``group`` is the act that it is a further part of, so that several issues are undone together.
        SplitOvertaken: the basis of the split changed meanwhile. ActUndone: that act was. Nothing was done then.
        """
        corrections = tuple(corrections)
        return self._writer.submit(
            lambda writing: split_again(
                writing, foreseen, origin=origin, label=label, corrections=corrections, group=group
            ),
            is_background=not corrections,
        )

    def observe(self, id: IssueId, data: str, *, basis: str) -> "Future[None]":
        """Note the observation of an issue (JSON), and what it was made from. It is not logged."""

        return self._writer.submit(lambda connection: note_observation(connection, id, data, basis), is_background=True)

    def note_split_by(self, ids: Sequence[IssueId], version: str) -> "Future[None]":
        """Note that the splitter of this version makes the same splits as those stored. It is not logged."""
        named, table = list(ids), tables.issue

        def note(connection: Connection) -> None:
            connection.execute(update(table).where(tables.among(table.c.id, named)).values(split_by=version))

        return self._writer.submit(note, is_background=True)

    def subscribe(self, feeds: Sequence[Subscription]) -> "Future[int]":
        """Note feeds as publications with addresses, in one transaction; returns the number of those that are new."""
        feeds = tuple(feeds)
        return self._writer.submit(lambda connection: subscribe(connection, feeds), is_background=True)

    def write_note(
        self, field: Field, target: int, text: str, *, base: str, origin: Origin, label: str
    ) -> "Future[Changes]":
        """Make ``text``, written from ``base``, the note of a work or highlight; one stored meanwhile is kept with it.

        ``field`` says which (``Field.NOTE`` or ``Field.HIGHLIGHT_NOTE``). NotFound: there is no such work or highlight.
        """
        return self._writer.submit(
            lambda connection: change_log.write_note(
                connection, field, target, text, base=base, origin=origin, label=label
            )
        )

    def save_draft(self, field: Field, target: int, text: str, *, base: str, process: str) -> "Future[None]":
        """Keep a note that a process is making of ``base``; it is not logged and not undone."""
        at = change_log.now()

        def save(connection: Connection) -> None:
            of = {"field": field.value, "target": target, "process": process}
            said = {"text": clean_text(text), "base": clean_text(base), "saved_at": at}
            added = insert(tables.draft).values(**of, **said)
            connection.execute(added.on_conflict_do_update(index_elements=list(of), set_=said))

        return self._writer.submit(save)

    def drop_draft(self, field: Field, target: int, *, process: str) -> "Future[None]":
        """Forget the draft of a process: its note was saved, or given up."""

        def drop(connection: Connection) -> None:
            table = tables.draft
            own = (table.c.field == field.value, table.c.target == target, table.c.process == process)
            connection.execute(delete(table).where(*own))

        return self._writer.submit(drop)

    def drafts(self) -> list[Draft]:
        """The drafts that are there, of living and of dead processes."""
        table = tables.draft
        sql = select(table.c.field, table.c.target, table.c.text, table.c.base, table.c.process)
        with told(self.path), self._reading.connect() as connection:
            rows = connection.execute(sql.order_by(table.c.field.desc(), table.c.target, table.c.saved_at))
            return [Draft(Field(row.field), row.target, row.text, row.base, row.process) for row in rows]

    def reader(self) -> Reader:
        """A reader for the calling thread; close it."""
        return Reader(self.path, self._reading.connect)

    def tell_imports(self, listener: Callable[[], object] | None) -> None:
        """Call a listener, in the writer's thread, when a document or a split that no person waits for is on disk.

        None: nobody listens any more.
        """
        self._writer.tell_background(listener)

    def backup(self, path: Path) -> None:
        """Copy the library to a file, verified, whatever is written meanwhile. Takes seconds for large ones."""
        copy_library(self.path, path)

    def check_integrity(self, *, is_quick: bool = False) -> list[str]:
        """The faults of the file, in sentences; on damage nothing more is written. For a background thread.

        ``is_quick`` leaves out whether indexes agree with their tables: some tenth of the time.
        """
        with told(self.path), self._reading.connect() as connection:
            found = check_file(connection, is_quick=is_quick)
        if found:
            self._writer.stop_writing()
        return found

    def check(self, *, repair: bool = False) -> list[str]:
        """The faults of the library, and what of them was mended, in sentences; empty if it is sound.

        It holds the library for writing meanwhile, though it writes only with ``repair``.
        """
        found = self.check_integrity()
        if found:
            return found
        if self.is_read_only and not repair:
            with told(self.path), self._reading.connect() as connection:
                return check_meaning(connection, repair=False, is_read_only=True)
        return self._writer.submit(lambda connection: check_meaning(connection, repair=repair)).result()

    def close(self) -> None:
        """Finish what is queued and let go of the file. May be called twice."""
        self._writer.close()

"""The one thread that writes: what a person does goes before what is imported.

A person's changes that wait together share a transaction, each in a savepoint of its own; a future is resolved only
after the commit returned, so its result means "on disk".
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from reader.core.values.errors import LibraryDamaged, LibraryError, ReaderError
from reader.store.sql.connection import driver, transaction
from reader.store.sql.faults import damaged, read_only, replaced, told

T = TypeVar("T")
log = logging.getLogger(__name__)
_TOGETHER = 100
"""The most changes that share one transaction."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    work: Callable[[Connection], Any]
    future: "Future[Any]"
    is_background: bool


def _identity(path: Path) -> tuple[int, int] | None:
    """The identity of the file at a path; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def failed(error: Exception) -> "Future[Any]":
    """The future of a write that failed before it was queued."""
    future: Future[Any] = Future()
    future.set_exception(error)
    return future


class Writer:
    """Queues writes and does them one after the other. Callbacks of a future run in its thread: keep them short."""

    def __init__(self, path: Path, engine: Engine, *, is_read_only: bool = False) -> None:
        self._path = path
        self._is_read_only = is_read_only
        self._engine = engine
        self._waiting = threading.Condition()
        self._person: deque[_Job] = deque()
        self._background: deque[_Job] = deque()
        self._is_closing = False
        self._is_damaged = False
        self._file = _identity(path)
        self._on_background: Callable[[], object] | None = None
        self._thread = threading.Thread(target=self._run, name="library-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T], *, is_background: bool = False) -> "Future[T]":
        """Queue a write; ``work`` runs inside a transaction. The future fails with core errors."""
        future: Future[T] = Future()
        with self._waiting:
            if self._is_closing:
                return failed(LibraryError(f"The library {self._path} is closed."))
            (self._background if is_background else self._person).append(_Job(work, future, is_background))
            self._waiting.notify()
        return future

    def tell_background(self, listener: Callable[[], object] | None) -> None:
        """Call a listener, in this thread, after each commit that no person waits for; None: nobody any more."""
        self._on_background = listener

    def stop_writing(self) -> None:
        """Refuse all further writes, since the file was found damaged."""
        self._is_damaged = True

    def close(self) -> None:
        """Do what is queued, then end the thread. May be called twice."""
        with self._waiting:
            self._is_closing = True
            self._waiting.notify()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _next(self) -> list[_Job]:
        """The next jobs that go into one transaction; empty at the end."""
        with self._waiting:
            self._waiting.wait_for(lambda: self._person or self._background or self._is_closing)
            if self._person:
                return [self._person.popleft() for _ in range(min(_TOGETHER, len(self._person)))]
            return [self._background.popleft()] if self._background else []

    def _run(self) -> None:
        connection: Connection | None = None
        try:
            while jobs := self._next():
                jobs = [job for job in jobs if job.future.set_running_or_notify_cancel()]
                try:
                    with told(self._path):
                        connection = connection or self._engine.connect()
                except Exception as error:
                    for job in jobs:
                        job.future.set_exception(error)
                    continue
                self._do(connection, jobs)
        finally:
            if connection is not None:
                self._leave(connection)

    def _leave(self, connection: Connection) -> None:
        """Move the write-ahead log into the file, so that a clean end can be told from a crash."""
        with suppress(DBAPIError):
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def _do(self, connection: Connection, jobs: list[_Job]) -> None:
        """Do jobs in one transaction; where that fails as a whole, each in its own."""
        try:
            if self._is_damaged:
                raise damaged(self._path)
            if self._is_read_only:
                raise read_only(self._path)
            if _identity(self._path) != self._file:
                raise replaced(self._path)
            with told(self._path), transaction(connection):
                outcomes = [self._try(connection, job, is_alone=len(jobs) == 1) for job in jobs]
        except Exception as error:
            if isinstance(error, LibraryDamaged):
                self._is_damaged = True
            if len(jobs) == 1:
                jobs[0].future.set_exception(error)
                return
            for job in jobs:
                self._do(connection, [job])
            return
        for job, (result, failure) in zip(jobs, outcomes, strict=True):
            if failure is None:
                job.future.set_result(result)
            else:
                job.future.set_exception(failure)
        if any(job.is_background for job in jobs):
            self._tell_listener()

    def _tell_listener(self) -> None:
        """Call the listener. What it raises is logged: this is the only thread that writes, and must go on."""
        listener = self._on_background
        if listener is not None:
            try:
                listener()
            except Exception:
                log.exception("Whoever listens to imports failed.")

    def _try(self, connection: Connection, job: _Job, *, is_alone: bool) -> tuple[Any, ReaderError | None]:
        """Do one job; what the user got wrong takes back only that job."""
        if is_alone:
            return job.work(connection), None
        connection.exec_driver_sql("SAVEPOINT job")
        try:
            return job.work(connection), None
        except LibraryError:
            raise
        except ReaderError as error:
            if driver(connection).in_transaction:
                connection.exec_driver_sql("ROLLBACK TO job")
            return None, error
        finally:
            if driver(connection).in_transaction:
                connection.exec_driver_sql("RELEASE job")

"""Background work for the window: a few lanes of one thread each, results carried home by one object.

Callbacks go in with ``start`` (connecting to a signal of a job that already runs loses quick results).
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.core.values.errors import Interrupted

T = TypeVar("T")
Done = Callable[[T], None]
Failed = Callable[[BaseException], None]
MAY_BE_LEFT, LEFT_AFTER_S = frozenset({"backup"}), 1.0
"""A backup or a check of a large library takes long and may be left unfinished; nobody waits for it to quit."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Job:
    key: str
    work: Callable[[], Any]
    on_done: Callable[[Any], None]
    on_failed: Callable[[BaseException], None]
    cancelled: threading.Event = field(default_factory=threading.Event)


class Lane:
    """One thread that works jobs off in order; a job of the same key supersedes one before it."""

    def __init__(self, name: str, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._deliver = deliver
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._newest: dict[str, _Job] = {}
        self._running: _Job | None = None
        self._interrupt: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self.thread = threading.Thread(target=self._work_off, name=f"reader-{name}", daemon=True)
        self.thread.start()

    def interrupts_by(self, interrupt: Callable[[], None]) -> None:
        """Set how the running job is stopped when it is superseded."""
        self._interrupt = interrupt

    def put(self, job: _Job) -> None:
        """Queue a job; drop or stop the older one of the same key."""
        with self._lock:
            older = self._newest.get(job.key)
            if older is not None:
                older.cancelled.set()
                if older is self._running and self._interrupt is not None:
                    self._interrupt()
            self._newest[job.key] = job
        self._queue.put(job)

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits here."""
        return self._running is not None or bool(self._newest)

    def close(self, patience: float | None = None) -> None:
        """Drop what is queued, stop what runs, and wait for the thread (no more than ``patience`` seconds)."""
        with self._lock:
            for job in self._newest.values():
                job.cancelled.set()
            if self._running is not None and self._interrupt is not None:
                self._interrupt()
        self._queue.put(None)
        self.thread.join(patience)

    def _work_off(self) -> None:
        while (job := self._queue.get()) is not None:
            with self._lock:
                if job.cancelled.is_set():
                    continue
                self._running = job
            try:
                result = job.work()
            except Exception as error:
                if isinstance(error, Interrupted):
                    job.cancelled.set()  # a newer question took its place
                outcome, failed = error, True
            else:
                outcome, failed = result, False
            if not job.cancelled.is_set():
                self._deliver(_ending(job, outcome, failed))
            with self._lock:
                self._running = None
                if self._newest.get(job.key) is job:
                    del self._newest[job.key]
            del job, outcome


def _ending(job: _Job, outcome: Any, failed: bool) -> Callable[[], None]:
    def end() -> None:
        if not job.cancelled.is_set():
            (job.on_failed if failed else job.on_done)(outcome)

    return end


class Jobs(QObject):
    """Starts work beside the window and calls back on the window's thread."""

    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, Lane] = {}
        self._is_closed = False
        self._awaited = 0
        self._on_the_way = 0
        self._lock = threading.Lock()
        self.on_error: Callable[[BaseException], None] = _log_error
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _arrive(self, call: Callable[[], None]) -> None:
        with self._lock:
            self._on_the_way -= 1
        if not self._is_closed:
            call()

    def _send_home(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            with self._lock:
                self._on_the_way += 1
            self._home.emit(call)

    def lane(self, name: str) -> Lane:
        """The lane of this name, started at its first use."""
        if name not in self._lanes:
            self._lanes[name] = Lane(name, self._send_home)
        return self._lanes[name]

    def start(
        self,
        lane: str,
        key: str,
        work: Callable[[], T],
        on_done: Done[T],
        on_failed: Failed | None = None,
    ) -> None:
        """Run ``work`` in a lane; a queued or running job of the same key there is superseded."""
        if not self._is_closed:
            self.lane(lane).put(_Job(key, work, on_done, on_failed or self.on_error))

    def when_done(
        self,
        future: "Future[T]",
        on_done: Done[T],
        on_failed: Failed | None = None,
    ) -> None:
        """Call back on the window's thread when a write was committed, or failed."""
        job = _Job("", lambda: None, on_done, on_failed or self.on_error)

        def ended(done: "Future[T]") -> None:
            if done.cancelled():
                return
            error = done.exception()
            end = _ending(job, error if error is not None else done.result(), error is not None)
            self._send_home(lambda: self._count_down(end))

        self._awaited += 1
        future.add_done_callback(ended)

    def _count_down(self, end: Callable[[], None]) -> None:
        self._awaited -= 1
        end()

    @property
    def is_idle(self) -> bool:
        """Whether no lane has anything to do and no write is awaited."""
        busy = any(lane.is_busy for lane in self._lanes.values())
        return not busy and self._awaited == 0 and self._on_the_way == 0

    def close(self) -> None:
        """Stop all lanes; nothing is called back after this."""
        self._is_closed = True
        for name, lane in self._lanes.items():
            lane.close(LEFT_AFTER_S if name in MAY_BE_LEFT else None)
        self._lanes.clear()


def _log_error(error: BaseException) -> None:
    log.error("a job failed", exc_info=error)

"""Parse workers that outlive a test: what takes half a second to start is started once in each process of tests.

A worker whose last answer was heard to its end waits for the next test; one that was left in the middle, stopped or
killed is ended as ever. Tests marked ``starts_worker`` get none that is used.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from reader.core.values.errors import ReaderError
from reader.services.worker.originals import Reread
from reader.services.worker.parse_worker import ParseWorker

Process = subprocess.Popen[bytes]
PATIENT_S = 1
"""A test that gives a worker less time than this wants it to run out, be it while it starts."""


class Workers:
    """The workers that wait."""

    def __init__(self) -> None:
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._own = ParseWorker()._command
        self.is_lending = True
        self._start, self._receive = ParseWorker._start, ParseWorker._receive
        self._send, self._close = ParseWorker._send, ParseWorker.close

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Any parse worker takes one of these while ``is_lending``, and gives it back."""
        workers = self

        def start(worker: ParseWorker) -> Process:
            return workers._take(worker)

        def send(worker: ParseWorker, lines: Any) -> Process | None:
            process = workers._send(worker, lines)
            if process is not None:
                workers._busy.add(process)
            return process

        def receive(worker: ParseWorker, process: Process) -> tuple[object, bool]:
            answer, ran_out = workers._receive(worker, process)
            if answer is None or isinstance(answer, ReaderError | Reread):
                workers._busy.discard(process)
            return answer, ran_out

        def close(worker: ParseWorker) -> None:
            workers._give_back(worker)

        with pytest.MonkeyPatch.context() as patch:
            for name, method in (("_start", start), ("_send", send), ("_receive", receive), ("close", close)):
                patch.setattr(ParseWorker, name, method)
            yield

    def _is_usual(self, worker: ParseWorker) -> bool:
        return (
            self.is_lending and worker._command == self._own and worker._seconds >= PATIENT_S and not worker._is_stopped
        )

    def _take(self, worker: ParseWorker) -> Process:
        while self._idle and self._is_usual(worker):
            process = self._idle.pop()
            if process.poll() is None:
                worker._process = process
                return process
            _end(process)
        return self._start(worker)

    def _give_back(self, worker: ParseWorker) -> None:
        process = worker._process
        if process is None:
            return
        if process not in self._busy and process.poll() is None and self._is_usual(worker):
            worker._process = None
            self._idle.append(process)
            return
        self._busy.discard(process)
        self._close(worker)

    def end(self) -> None:
        """End all that wait."""
        while self._idle:
            _end(self._idle.pop())


def _end(process: Process) -> None:
    process.kill()
    process.communicate()

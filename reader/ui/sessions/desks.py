"""The desks at which stored issues are read again and split, one for each lane of work beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from reader.services.splits.desk import Desk
    from reader.services.worker.parse_worker import ParseWorker
    from reader.store import Library, Reader

T = TypeVar("T")


class LaneDesks:
    """Makes them, and ends the worker process that each may need with the work that needed it."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Desk, ParseWorker]] = {}
        self._workers: dict[str, ParseWorker] = {}

    def seat(self, library: Library, lane: str, work: Callable[[Desk], T]) -> Callable[[Reader], T]:
        """Work at a desk of its own, to be done in a lane."""
        worker = self._workers[lane] = _make_worker()

        def on_lane(reader: Reader) -> T:
            with worker:
                return work(_make_desk(library, reader, worker))

        return on_lane

    def seat_again(self, library: Library, lane: str, work: Callable[[Desk], T]) -> Callable[[Reader], T]:
        """Work at the desk of a lane that remembers what was read there before, until desks are cleared."""
        kept = self._kept

        def on_lane(reader: Reader) -> T:
            if lane not in kept:
                worker = _make_worker()
                kept[lane] = _make_desk(library, reader, worker), worker
            desk, worker = kept[lane]
            try:
                return work(desk)
            finally:
                worker.close()

        return on_lane

    def beside(self, desk: Desk, work: Callable[[Desk], T]) -> T:
        """Work at a second desk on the same thread; ending the first one's worker does not end the second's."""
        with _make_worker() as worker:
            return work(_make_desk(desk.library, desk.reader, worker))

    def stop(self, lane: str) -> None:
        """End the reading at the desk of a lane, and all that waits there."""
        worker = self._workers.get(lane)
        if worker is not None:
            worker.stop()

    def clear(self) -> None:
        """Forget everything that was read at kept desks."""
        self._kept = {}


def _make_worker() -> ParseWorker:
    from reader.services.worker.parse_worker import ParseWorker

    return ParseWorker()


def _make_desk(library: Library, reader: Reader, worker: ParseWorker) -> Desk:
    from reader.services.splits.desk import Desk

    return Desk(library, reader, worker)

"""The live window inside a benchmark's own process: keys go in, and time is taken when pixels are out.

A key is answered when the viewports it changes have painted since and the window system has taken the pixels
(``sync``). Keys are due by the clock: one that has to wait since the window is busy counts from when it was due.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reader.app import SWITCH_INTERVAL
from reader.ui.shell.first_paint import make_application, make_frame
from reader.ui.shell.run_window import Running

EVERY = 0.03
"""Seconds between keys: as fast as a held key repeats."""
LATE = 0.0015
"""Seconds that an idle event loop's timer may be late by itself."""
PATIENCE = 120.0
_now = time.perf_counter


class Paints(QObject):
    """Notes which of some widgets have painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._missing: set[QWidget] = set()
        self._widgets = widgets
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt calls this before the widget paints; the pixels leave when the event loop's turn ends."""
        if event.type() == QEvent.Type.Paint:
            self._missing.discard(watched)  # type: ignore[arg-type]
        return False

    def expect(self) -> None:
        """From now on, all of them have to paint."""
        self._missing = set(self._widgets)

    @property
    def are_done(self) -> bool:
        return not self._missing


class Heartbeat(QObject):
    """A timer of one millisecond; the longest gap between two beats is the longest stall of the thread."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._last = _now()

    def start(self) -> "Heartbeat":
        self.gaps.clear()
        self._last = _now()
        self._timer.start()
        return self

    def stop(self) -> list[float]:
        """The gaps in milliseconds."""
        self._beat()
        self._timer.stop()
        return self.gaps

    def _beat(self) -> None:
        now = _now()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


def run_until(is_done: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Run the event loop as a program does until something holds. TimeoutError: it never did."""
    waker = QTimer()
    waker.setTimerType(Qt.TimerType.PreciseTimer)
    waker.start(1)
    give_up = _now() + seconds
    while not is_done():
        if _now() > give_up:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest(seconds: float) -> None:
    """Run the event loop for a while."""
    until = _now() + seconds
    run_until(lambda: _now() >= until, "time to pass", seconds + PATIENCE)


class Live:
    """The reader's window on a library."""

    def __init__(self, library: Path, files: Sequence[Path] = ()) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL)
        self.app: QApplication = make_application()
        frame = make_frame(library)
        frame.show()
        frame.activateWindow()
        self.running = Running(self.app, frame, library, files)
        self.running.start()

    @property
    def window(self):  # type: ignore[no-untyped-def]
        return self.running.window

    @property
    def item(self) -> int | None:
        """The item that is selected and shown."""
        return self.window.navigation.item

    def settle(self) -> None:
        """Wait until the list stands and nothing is asked of the library any more."""
        run_until(lambda: self.window.is_ready and self.running.jobs.is_idle, "the library")
        rest(0.05)
        run_until(lambda: self.running.jobs.is_idle, "the library")

    def press(self, strokes: str) -> None:
        """Press keys, letters only, wherever the focus is."""
        for stroke in strokes.split():
            held = Qt.KeyboardModifier.ShiftModifier if stroke.isupper() else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self.app.focusWidget() or self.window, stroke, held)

    def paints(self) -> Paints:
        """The list and the text: what a move changes."""
        return Paints(self.window.list.table.viewport(), self.window.detail.page.viewport())

    def moves(self, count: int, *, goes_on: Callable[[], bool] = lambda: True, every: float = EVERY) -> list[float]:
        """Press ``j`` at a steady pace; milliseconds from when each was due until the next item was painted."""
        paints = self.paints()

        def move() -> None:
            before = self.item
            self.press("j")
            if self.item == before:
                raise AssertionError("the key moved nothing")

        return answers(move, paints, count, goes_on=goes_on, every=every)

    def close(self) -> None:
        """Quit as a person does."""
        self.running.frame.close()


def answers(
    act: Callable[[], None],
    paints: Paints,
    count: int,
    *,
    goes_on: Callable[[], bool] = lambda: True,
    every: float = EVERY,
) -> list[float]:
    """Do something at a steady pace; milliseconds from when each was due until everything was painted."""
    took: list[float] = []
    due = _now() + every
    while len(took) < count and goes_on():
        run_until(lambda: _now() >= due, "the next key")  # noqa: B023
        begun = _now()
        start = begun if begun - due < LATE else due
        paints.expect()
        act()
        run_until(lambda: paints.are_done, "the answer to a key")
        QApplication.sync()
        took.append((_now() - start) * 1000)
        due = max(due + every, _now() if took[-1] > 1000 * every else 0.0)
    return took

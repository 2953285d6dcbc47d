"""Starts the reader as ``python -m reader`` does and prints, as JSON, when it was painted and when it answered a key.

The program itself is untouched: this only slips into the event loop as it begins, looks every millisecond whether the
list of the open library is on the screen, presses ``j``, waits for the next item's paint, and quits. Moments are
``time.monotonic``, so the process that started this one can tell how long it took.
"""

import json
import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


class Watch(QObject):
    """Follows a start from the first paint to the first answered key."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._missing: set[QObject] = set()
        self._before: object = None
        self.moments: dict[str, float] = {}
        self._last = time.monotonic()
        self._stall = 0.0
        frame = app.topLevelWidgets()[0]
        frame.centralWidget().installEventFilter(self)  # type: ignore[attr-defined]
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._missing.discard(watched)
            # Looked at off screen only, where nothing but this tells. A turn of the loop later is too late: by then the
            # program goes on with its start.
            self.moments.setdefault("painted", time.monotonic())
        return False

    def _running(self) -> Any:
        return next((child for child in self._app.children() if type(child).__name__ == "Running"), None)

    @property
    def told(self) -> dict[str, float]:
        """The moments, and the longest time between two looks in milliseconds."""
        return self.moments | {"stall": self._stall * 1000}

    def _look(self) -> None:
        now = time.monotonic()
        self._stall, self._last = max(self._stall, now - self._last), now
        running = self._running()
        window = running.window if running else None
        if window is None or not window.is_ready or window.shown.item is None or not window.isVisible():
            return
        viewports = window.list.table.viewport(), window.detail.page.viewport()
        if self._before is None:
            if window.items.shown.item_count > 1:
                self._press(window, viewports)
        elif not self._missing:
            self._answered(running)

    def _press(self, window: Any, viewports: tuple[QObject, ...]) -> None:
        if "listed" not in self.moments:
            # The list is there, but maybe not yet its pixels: the key comes after those.
            self.moments["listed"] = 0.0
            for viewport in viewports:
                viewport.installEventFilter(self)
                viewport.update()
            self._missing = set(viewports)
        elif not self._missing:
            QApplication.sync()
            self.moments["listed"] = time.monotonic()
            self._before, self._missing = window.shown.item, set(viewports)
            QTest.keyClick(self._app.focusWidget() or window, "j")
            if window.shown.item == self._before:
                QTest.keyClick(self._app.focusWidget() or window, "k")  # it was the last of the list
            assert window.shown.item != self._before, "the key moved nothing"

    def _answered(self, running: Any) -> None:
        QApplication.sync()
        self.moments["answered"] = time.monotonic()
        self._timer.stop()
        QTimer.singleShot(200, running.frame.close)


def watched_exec(*_: object) -> int:
    """The event loop, watched."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    watch = Watch(app)
    status = _exec()
    print(json.dumps(watch.told), flush=True)
    return status


_exec = QApplication.exec
QApplication.exec = watched_exec  # type: ignore[method-assign,assignment]

if __name__ == "__main__":
    from reader.__main__ import main

    sys.exit(main(sys.argv[1:]))

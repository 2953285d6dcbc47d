"""Paints the first moments: a frame with a picture of the last screen, before anything heavy is imported."""

import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from reader.services.machine import folders
from reader.ui.shell.fault_dialog import unexpected
from reader.ui.shell.frame import Frame, geometry_of

SIGNALS_HEARD_MS = 500


def make_application() -> QApplication:
    """The one QApplication of the process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(["reader"])
    app.setApplicationName("Research Reader")
    app.setDesktopFileName("research-reader")
    app.setQuitOnLastWindowClosed(False)
    return app


def make_frame(library: Path) -> Frame:
    """The frame of the window on this library, as it was left."""
    state_file = folders.window_state(library)
    return Frame(geometry_of(state_file), state_file.with_suffix(".png"))


def run_window(library: Path, files: Sequence[Path]) -> int:
    """Open the window on a library and stay until it is closed; returns the exit status."""
    app = make_application()
    frame = make_frame(library)

    def go_on() -> None:
        threading.Thread(target=load_store, name="reader-load", daemon=True).start()
        from reader.ui.shell.run_window import Running

        running = Running(app, frame, library, files)
        frame.closing.disconnect(app.quit)
        running.ended.connect(app.exit)
        running.start()

    sys.excepthook = unexpected(frame)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, frame.close))
    # Python hears of a signal only when it runs: a window at rest would not.
    heartbeat = QTimer(frame)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(SIGNALS_HEARD_MS)
    frame.closing.connect(app.quit)
    assert frame.picture is not None
    frame.picture.painted.connect(go_on)
    frame.show()
    frame.activateWindow()
    return app.exec()


def load_store() -> None:
    """Import the store beside the window's own imports, since it takes as long as all of those."""
    import_module("reader.store")

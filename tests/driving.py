"""A window on a library of the sample issues, driven without a screen."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from pytestqt.qtbot import QtBot
from sample_library import copy_library, empty_library, sample_library

from reader.__main__ import main
from reader.ui.keys.key_presses import press, type_text
from reader.ui.shell.first_paint import make_application, make_frame
from reader.ui.shell.run_window import Running

NEVER_MS = 3_600_000
PAUSE_MS = 200
"""So long at most the reader waits for a pause in typing."""


class Driver:
    """The reader as a person uses it: presses keys, types, and looks at the screen."""

    def __init__(self, qtbot: QtBot, library: Path) -> None:
        self._qtbot = qtbot
        self.library = library
        self._running: Running | None = None

    # opening and closing

    def open(self, *files: Path, settles: bool = True) -> "Driver":
        """Start the reader on the library and wait until the list can be used (not so if not ``settles``)."""
        app = make_application()
        frame = make_frame(self.library)
        frame.resize(1360, 860)
        frame.show()
        frame.activateWindow()
        self._running = Running(app, frame, self.library, files)
        self.reads_after(NEVER_MS)
        self._running.start()
        if settles:
            self.settle()
        return self

    def close(self, *, keeps_picture: bool = False) -> None:
        """Quit as a person does; a picture for the next start is dearer than all the rest, and only kept if wanted."""
        if self._running is not None:
            running, self._running = self._running, None
            if not keeps_picture:
                running.frame.keep_picture = lambda: None  # type: ignore[method-assign]
            running.frame.close()
            running.frame.deleteLater()
            running.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def reopen(self) -> "Driver":
        """Quit and start again."""
        self.close(keeps_picture=True)
        return self.open()

    @property
    def running(self) -> Running:
        assert self._running is not None, "the reader is not open"
        return self._running

    @property
    def window(self):  # type: ignore[no-untyped-def]
        return self.running.window

    def reads_after(self, milliseconds: int) -> None:
        """Set how long an item is shown until it is read; a slow machine must not change what a test sees."""
        self.window.shown._read_timer.setInterval(milliseconds)

    # hands

    def press(self, strokes: str) -> "Driver":
        """Press keys, each when what the one before asked for is on screen."""
        for stroke in strokes.split():
            press(self._focused(), stroke)
            self.settle()
        return self

    def type(self, text: str) -> "Driver":
        """Type into what has the focus, and wait for what it brings."""
        type_text(self._focused(), text)
        self._qtbot.waitUntil(lambda: not self._awaits_a_pause())
        self.settle()
        return self

    def _awaits_a_pause(self) -> bool:
        """Whether something waits until nothing more is typed."""
        timers = self.running.frame.findChildren(QTimer) + self.running.findChildren(QTimer)
        return any(timer.isActive() and timer.isSingleShot() and timer.interval() <= PAUSE_MS for timer in timers)

    def _focused(self):  # type: ignore[no-untyped-def]
        frame = self.running.frame
        if not frame.isActiveWindow():  # another window is open too
            frame.activateWindow()
            QCoreApplication.processEvents()
        return self.window

    def settle(self) -> None:
        """Wait until nothing is asked of the library any more."""
        self._qtbot.waitUntil(self._is_settled, timeout=60_000)

    def wait_for_imports(self) -> None:
        """Wait until all that was ordered is imported and shown."""
        self._qtbot.waitUntil(lambda: not self.window.importing.is_running, timeout=30_000)
        self.window.session.poll()
        self.settle()

    def _is_settled(self) -> bool:
        for _ in range(3):
            QCoreApplication.processEvents()
        return self.window.is_ready and self.window.isVisible() and self.running.jobs.is_idle

    # eyes

    @property
    def title(self) -> str:
        """The title of the item that is shown."""
        detail = self.window.detail.detail
        return "" if detail is None else detail.row.title or f"({detail.row.excerpt[:20]})"

    @property
    def row(self):  # type: ignore[no-untyped-def]
        """The selected row."""
        return self.window.items.row_at(self.window.list.table.current_row())

    @property
    def listed(self) -> list[str]:
        """The titles in the list, top to bottom."""
        items = self.window.items
        rows = [items.row_at(number) for number in range(items.rowCount())]
        return [row.title or f"({row.excerpt[:20]})" for row in rows if row is not None]

    @property
    def headers(self) -> list[str]:
        """The section headers in the list."""
        items = self.window.items
        found = [items.header_at(number) for number in range(items.rowCount())]
        return [header.title for header in found if header is not None]

    def count(self, view: str) -> int:
        """The number beside a view of the left pane."""
        return next(node.count for node in self.window.tree_model.root.children if node.value == view)

    @property
    def said(self) -> str:
        """The sentence in the status bar."""
        return str(self.window.status.message.text())

    @property
    def listing(self) -> str:
        """What the list says it shows."""
        return str(self.window.list.title.text())

    @property
    def import_result(self) -> str:
        """What the status bar says came of the last import; empty while one runs or after it was looked at."""
        button = self.window.status.job.result
        return str(button.text()) if button.isVisible() else ""

    @property
    def text(self) -> str:
        """The text of the page that is shown."""
        return str(self.window.detail.page.toPlainText())

    def sees(self, *words: str) -> None:
        """Fail unless all of these words are on the screen."""
        window = self.window
        screen = "\n".join(
            [
                window.list.title.text(),
                window.list.counts.text(),
                window.status.message.text(),
                window.status.place.text(),
                window.status.saved.text(),
                window.list.empty.text() if window.list.empty.isVisible() else "",
                *self.listed,
                *self.headers,
                self.text,
            ]
        )
        for word in words:
            assert word in screen, f"{word!r} is not on the screen:\n{screen}"


@pytest.fixture
def library_path(tmp_path: Path) -> Path:
    """A library that holds the sample issues."""
    return copy_library(sample_library(), tmp_path / "library" / "reader.db")


@pytest.fixture
def reader(qtbot: QtBot, library_path: Path) -> Iterator[Driver]:
    """The reader, open on the sample issues."""
    os.environ.pop("READER_LIBRARY", None)
    driver = Driver(qtbot, library_path)
    try:
        yield driver.open()
    finally:
        driver.close()


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """The reader, open on a library that holds nothing."""
    driver = Driver(qtbot, copy_library(empty_library(), tmp_path / "library" / "reader.db"))
    try:
        yield driver.open()
    finally:
        driver.close()


def carry_out(library: Path, *words: str, stdin: bytes = b"") -> bytes:
    """Run a command on a library, beside the window that has it open; what it prints."""
    printed = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        patch.setattr("sys.stdout", io.TextIOWrapper(printed, "utf-8", write_through=True))
        assert main([*words, "--library", str(library)]) == 0
        return printed.getvalue()


def write_mailbox(path: Path, count: int) -> Path:
    """Write a mailbox of so many letters of one item each."""
    path.write_text(
        "".join(
            f"From a@b.example Tue Jan  2 03:04:05 2024\nFrom: Harbour <a@b.example>\nMessage-ID: <{n}@b.example>\n"
            f"Subject: Harbour #{n}\n\nA crane of number {n}\n\nIt was tried for a year at the old pier.\n\n"
            for n in range(1, count + 1)
        )
    )
    return path

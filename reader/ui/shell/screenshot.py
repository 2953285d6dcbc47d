"""``reader screenshot``: the real window, off screen, into a PNG. Nothing of the library is changed.

Keys that are pressed may star or mark: so they are pressed on a copy.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QMessageLogContext, QSize, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from reader.core.values.errors import NotFound, ReaderError
from reader.core.values.ids import ItemId
from reader.services.machine import folders, preferences
from reader.services.machine.user_library import open_library
from reader.ui.keys.key_presses import press
from reader.ui.look.appearance import Look
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.models.places import Place, issue_place
from reader.ui.qt.jobs import Jobs
from reader.ui.sessions.session import Session
from reader.ui.shell.first_paint import make_application
from reader.ui.shell.frame import Frame
from reader.ui.shell.window import Window
from reader.ui.shell.window_state import WindowState

PATIENCE = 20.0


def take_screenshot(
    library: Path,
    path: Path,
    *,
    item: int | None = None,
    theme: str | None = None,
    size: str | None = None,
    keys: str | None = None,
) -> int:
    """Render the window on a library, or on one item of it, and write a PNG; returns the exit status."""
    qInstallMessageHandler(_say_nothing_of_size_hints)
    app = make_application()
    QCursor.setPos(-1, -1)
    with tempfile.TemporaryDirectory(prefix="reader-screenshot-") as folder:
        copy = Path(folder) / "library.db"
        original = open_library(library, create=False)
        try:
            original.backup(copy)
        finally:
            original.close()
        _Shot(app, copy, _settings(theme)).take(path, item, size, keys)
    return 0


def _settings(theme: str | None) -> LiveSettings:
    """The user's own settings, with another theme if one is named; what the keys change in them is not stored."""
    found = preferences.read(folders.settings())
    settings = LiveSettings(found.settings.with_values({"theme": theme} if theme else {}))
    settings.faults = found.faults
    return settings


def _say_nothing_of_size_hints(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Silence a warning of the off-screen platform that does not matter here; other messages stay."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


class _Shot:
    def __init__(self, app: QApplication, library: Path, settings: LiveSettings) -> None:
        self._app = app
        self._library = open_library(library, create=False)
        self._look = Look(app, Icons(folders.icon_cache()), settings, app)
        self._look.icons.allow_drawing()
        self._frame = Frame("", Path(os.devnull))
        self._session = Session(Jobs(app), app)
        self._window = Window(self._look, WindowState(), self._frame, self._session)
        self._frame.show_contents(self._window)
        self._window.shown.marks_read = False
        self._busy = True

    def take(self, path: Path, item: int | None, size: str | None, keys: str | None) -> None:
        window = self._window
        if size:
            width, height = (int(part) for part in size.split("x"))
            self._frame.resize(QSize(width, height))
        session = self._session
        failures: list[BaseException] = []
        session.jobs.on_error = failures.append
        try:
            session.open(self._library)
            state = WindowState(place=self._place_of(item), item=item or 0)
            window.navigation.listed.connect(self._listed)
            self._frame.show()
            window.begin(state)
            self._settle()
            for word in (keys or "").split():
                press(window, word)
                self._settle()
            if failures:
                raise failures[0]
            if not self._frame.grab().save(str(path), "PNG"):
                raise ReaderError(f"The picture cannot be written to {path}. Check that the folder is there.")
        finally:
            session.close()
            self._library.close()
            self._frame.hide()

    def _place_of(self, item: int | None) -> Place | None:
        """The issue of the item, or the newest issue."""
        with closing(self._library.reader()) as reader:
            if item is not None:
                row = next(iter(reader.rows([ItemId(item)])), None)
                if row is None:
                    raise NotFound(f"There is no item {item} in this library.")
                issue = reader.issue(row.issue_id)
            else:
                issues = [issue for row in reader.publications() for issue in reader.issues(row.id)]
                if not issues:
                    return None
                issue = issues[0]
        return issue_place(issue.id, issue.label, issue.publication_id)

    def _listed(self) -> None:
        self._busy = False

    def _settle(self) -> None:
        """Wait until what was asked of the library is on screen."""
        end = monotonic() + PATIENCE
        quiet = 0
        while quiet < 6 and monotonic() < end:
            _spin(25)
            quiet = 0 if self._busy else quiet + 1
            if not self._session.jobs.is_idle:
                quiet = 0


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

"""Runs the window: the last screen at once, then the library beside it, then backups."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reader.core.settings import Settings
from reader.core.values.errors import LibraryDamaged, ReaderError
from reader.services.machine import folders
from reader.ui.look.appearance import Look
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.qt.jobs import Jobs
from reader.ui.sessions.session import Session
from reader.ui.shell.fault_dialog import ask, offer_backup, tell
from reader.ui.shell.frame import Frame
from reader.ui.shell.window import Window
from reader.ui.shell.window_state import load, older_settings, save

if TYPE_CHECKING:
    from reader.store import Library

log = logging.getLogger(__name__)
SAVE_STATE_MS = 30_000
LONG_MS = 2_000
BACKUP_AFTER_MS = 5_000
BACKUP_EVERY_MS = 3_600_000


class Running(QObject):
    """One window with its library, from the first paint to the end."""

    ended = Signal(int)
    """Emitted with the exit status when the window is closed and all is stored."""

    def __init__(self, app: QApplication, frame: Frame, library: Path, files: Sequence[Path]) -> None:
        super().__init__(app)
        self.frame = frame
        self._path = library
        self._files = list(files)
        self._state_path = folders.window_state(library)
        self._state = load(self._state_path)
        self._library: Library | None = None
        self.exit_status = 0
        self.jobs = Jobs(self)
        self.settings = LiveSettings(Settings(), self)
        self.settings.keep_in(folders.settings(), self.jobs)
        self.settings.take_over(older_settings(self._state_path))
        self.look = Look(app, Icons(folders.icon_cache(), self), self.settings, self)
        self.session = Session(self.jobs, self)
        self.window = Window(self.look, self._state, frame, self.session)
        self.window.hide()
        self.settings.failed.connect(partial(self.window.say, is_warning=True))
        self.window.navigation.listed.connect(self._show_window)
        frame.may_close = self._may_close
        frame.closing.connect(self._close)
        self._saver = QTimer(self)
        self._saver.setInterval(SAVE_STATE_MS)
        self._saver.timeout.connect(self._save_state)
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)

    def start(self) -> None:
        """Open the library; the window takes the picture's place when its list is there."""
        self._open()

    def _show_window(self) -> None:
        self.window.navigation.listed.disconnect(self._show_window)
        self.frame.show_contents(self.window)
        self.window.list.table.setFocus()
        gc.freeze()
        gc.enable()
        QTimer.singleShot(0, self.look.icons.allow_drawing)

    def _open(self) -> None:
        is_new = not os.path.lexists(self._path)

        def open_library() -> tuple[Library, bool]:
            from reader.services.machine.user_library import open_library

            has_samples = is_new and self._make_samples()
            return open_library(self._path), has_samples

        if is_new and self.frame.picture is not None:
            self.frame.picture.say("Making your library…")
        self.jobs.start("library", "open", open_library, lambda opened: self._opened(*opened), self._refused)
        QTimer.singleShot(LONG_MS, self, self._say_it_takes_long)

    def _make_samples(self) -> bool:
        """Begin with a library that holds the samples, whole; returns whether there are any."""
        from reader.services.imports import samples

        is_wanted = samples.are_wanted(self._path)
        if is_wanted:
            samples.make_library(self._path)
        return is_wanted

    def _say_it_takes_long(self) -> None:
        if self._library is None and self.frame.picture is not None:
            self.frame.picture.say("Waiting for the library. Another program may be using it.")

    def _opened(self, library: Library, has_samples: bool) -> None:
        self._library = library
        self.session.open(library)
        self.jobs.on_error = self.window.tell_failure
        if self.settings.now.open_at_start == "unread":
            self._state.place, self._state.item = None, 0
        self.window.begin(self._state)
        self._saver.start()
        QTimer.singleShot(BACKUP_AFTER_MS, self, self._look_for_damage)
        if library.is_read_only:
            self.window.shown.marks_read = False  # else every item that is looked at would be said not to be saved
            self.window.say("This library is read-only: nothing you do is saved.", is_warning=True)
            return
        QTimer.singleShot(BACKUP_AFTER_MS, self, self._back_up)
        self._backups.start()
        if self._files:
            self.window.importing.import_paths(self._files)
        if has_samples:
            self.window.say("Welcome. These are sample issues. Ctrl+O imports your own, ? shows all keys.")
        if self.settings.faults:
            self.window.say(f"{self.settings.faults[0]} Ctrl+, shows the settings.", is_warning=True)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, ReaderError):
            raise error
        print(f"reader: {error}", file=sys.stderr)
        if isinstance(error, LibraryDamaged):
            self.window.finish()
            self._let_go()
            offer_backup(self._path, str(error), self.frame)
        else:
            tell("The library cannot be opened", str(error), self.frame)
        self.exit_status = 1
        self.frame.close()

    def _back_up(self) -> None:
        library = self._library
        if library is None:
            return
        settings = self.settings.now

        def work() -> object:
            from reader.services.machine.backups import back_up_if_due

            return back_up_if_due(library, settings)

        self.jobs.start("backup", "backup", work, lambda _: None)

    def _look_for_damage(self) -> None:
        library = self._library
        if library is not None:
            is_quick = not library.was_unclean
            self.jobs.start(
                "backup", "check", lambda: library.check_integrity(is_quick=is_quick), self._checked, self._not_checked
            )

    def _not_checked(self, error: BaseException) -> None:
        if isinstance(error, LibraryDamaged):
            self._refused(error)
        elif not isinstance(error, ReaderError):
            raise error
        # Else the library was busy for a moment: the next start looks again.

    def _checked(self, found: list[str]) -> None:
        if found:
            faults = "a fault" if len(found) == 1 else f"{len(found)} faults"
            self._refused(LibraryDamaged(f"The library {self._path} is damaged: its file holds {faults}."))

    def _save_state(self) -> None:
        self.window.remember(self._state)
        self._state.geometry = self.frame.geometry_text
        save(self._state_path, self._state)

    def _may_close(self) -> bool:
        """Store the note being written; where that fails, the user decides whether to close all the same."""
        if not self.window.is_ready or self._library is None:
            return True
        self.window.finish()
        self.window.say("Saving the last change…")
        reason = self.session.wait_until_saved()
        return not reason or ask(
            "Close without saving it?", f"Your last change could not be saved. {reason}", self.frame
        )

    def _let_go(self) -> None:
        """Keep the state of the window and close the library."""
        self.window.stop_jobs()
        self.settings.finish()
        self._saver.stop()
        self._backups.stop()
        if self.window.is_ready and self._library is not None:
            self._save_state()
            self.frame.keep_picture()
            self.session.close()
        else:
            self.jobs.close()
        if self._library is not None:
            self._library.close()
            self._library = None

    def _close(self) -> None:
        self._let_go()
        self.ended.emit(self.exit_status)

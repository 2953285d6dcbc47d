"""The settings while the window is open: a change acts at once and is written a moment later, beside the window."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.setting_kinds import Setting, Value
from reader.core.settings import Settings, setting_named
from reader.core.values.errors import ReaderError, SettingError
from reader.services.machine import preferences
from reader.ui.qt.jobs import Jobs

T = TypeVar("T", bound=Value)
WRITE_AFTER_MS = 500


class LiveSettings(QObject):
    """The one place of the window that holds settings. Without a file they last as long as the window."""

    changed = Signal()
    """Emitted when a setting may have another value than before."""
    failed = Signal(str)
    """Emitted when a setting could not be stored, with the reason; it acts all the same and is stored later."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = settings
        self.faults: tuple[str, ...] = ()
        """The faults in the file, a sentence each."""
        self._given: frozenset[str] = frozenset()
        self._path: Path | None = None
        self._jobs: Jobs | None = None
        self._unwritten: dict[str, Value | None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self._write_beside)

    def keep_in(self, path: Path, jobs: Jobs) -> None:
        """Take the settings of a file, and write there what is chosen from now on."""
        self._path, self._jobs = path, jobs
        self.read_again()

    def read_again(self) -> None:
        """Take what others wrote into the file meanwhile."""
        if self._path is None:
            return
        found = preferences.read(self._path)
        self.faults, self._given = found.faults, found.given
        before, self.now = self.now, found.settings.with_values(self._unwritten)
        if self.now != before:
            self.changed.emit()

    def take_over(self, older: Mapping[str, object]) -> None:
        """Take over values that older versions kept elsewhere, where they are valid and the file says nothing else."""
        for name, value in older.items():
            setting = setting_named(name)
            try:
                checked = setting.checked(value)
            except SettingError:
                continue
            if checked != setting.default and name not in self._given:
                self.choose(setting, checked)

    def choose(self, setting: Setting[T], value: T | None) -> None:
        """Set a value, or None for the default; it acts at once and is written soon."""
        self.now = self.now.with_values({setting.name: value})
        self._unwritten[setting.name] = value
        self._timer.start()
        self.changed.emit()

    def follow(self, setting: Setting[T], act: Callable[[T], None]) -> None:
        """Call ``act`` with the value of a setting now, and with each other value that it gets."""
        shown = self.now.value_of(setting)
        act(shown)

        def look_again() -> None:
            nonlocal shown
            value = self.now.value_of(setting)
            if value != shown:
                shown = value
                act(value)

        self.changed.connect(look_again)

    def finish(self) -> None:
        """Write now what is not written yet; the window is being closed."""
        self._timer.stop()
        values = dict(self._unwritten)
        try:
            self._write(values)
            self._written(values)
        except ReaderError as error:
            self.failed.emit(str(error))

    def _write(self, values: Mapping[str, Value | None]) -> None:
        if self._path is not None and values:
            preferences.write(self._path, values)

    def _write_beside(self) -> None:
        values = dict(self._unwritten)
        if self._jobs is None:
            self._written(values)
            return

        def refused(error: BaseException) -> None:
            if not isinstance(error, ReaderError):
                raise error
            self.failed.emit(str(error))

        self._jobs.start("settings", "write", lambda: self._write(values), lambda _: self._written(values), refused)

    def _written(self, values: Mapping[str, Value | None]) -> None:
        for name, value in values.items():
            if name in self._unwritten and self._unwritten[name] == value:
                del self._unwritten[name]

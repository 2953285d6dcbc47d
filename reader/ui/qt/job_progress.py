"""The progress of a job: told on the job's thread, shown every now and then on the window's."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SHOWN_EVERY_MS = 100


class JobProgress(QObject):
    """Keeps the progress of a running job. ``show`` is called with how much is done, of how much."""

    def __init__(self, parent: QObject, show: Callable[[int, int], None]) -> None:
        super().__init__(parent)
        self._show = show
        self._share = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(SHOWN_EVERY_MS)
        self._timer.timeout.connect(self.show)

    @property
    def is_running(self) -> bool:
        """Whether the job runs."""
        return self._timer.isActive()

    def begin(self, of: int = 0) -> None:
        """Begin with a new job."""
        self._share = (0, of)
        self._timer.start()

    def tell(self, done: int, of: int) -> None:
        """Note the progress of the job; from any thread."""
        self._share = (done, of)

    def show(self) -> None:
        """Show it now."""
        self._show(*self._share)

    def end(self) -> None:
        """End with the job."""
        self._timer.stop()

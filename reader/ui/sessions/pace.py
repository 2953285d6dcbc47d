"""A pace: something is done at once when it is asked for, and then at most every so often."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Pace(QObject):
    """Calls ``act`` for those who ask; what is asked for meanwhile comes at the next step, as one call."""

    def __init__(self, act: Callable[[], None], every_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._is_asked = self._is_ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self._step)

    def ask(self) -> None:
        """Ask for it, on the thread of its timer."""
        if self._is_ended:
            return  # it was on its way to us
        if self._timer.isActive():
            self._is_asked = True
        else:
            self._timer.start()
            self._act()

    def end(self) -> None:
        """Do nothing any more."""
        self._is_ended = True
        self._timer.stop()

    def _step(self) -> None:
        if self._is_asked:
            self._is_asked = False
            self.ask()

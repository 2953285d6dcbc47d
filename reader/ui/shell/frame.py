"""The frame of the window: there before anything else is loaded, with a picture of the last screen in it."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMainWindow, QWidget

USUAL_SIZE = QSize(1360, 860)


class Picture(QWidget):
    """The picture of the last screen, until the real one is there; plain where there is none of this size."""

    painted = Signal()

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._pixmap = QPixmap(str(file))  # null where there is none, or none that may be read
        self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._is_painted = False
        self._words = ""
        self.setAccessibleName("The reader is opening")

    def say(self, words: str) -> None:
        """Say something in the place of the picture, when it takes long."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        with QPainter(self) as painter:
            if self._words:
                painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
            elif self._pixmap.deviceIndependentSize().toSize() == self.size():
                painter.drawPixmap(0, 0, self._pixmap)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # once this paint has reached the screen


class Frame(QMainWindow):
    """The top-level window. ``closing`` comes while everything is still there to be stored."""

    closing = Signal()

    def __init__(self, geometry: str, picture: Path) -> None:
        super().__init__()
        self.setWindowTitle("Research Reader")
        self.resize(USUAL_SIZE)
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "replace")))
        self._picture_file = picture
        self.may_close: Callable[[], bool] = lambda: True
        self.picture: Picture | None = Picture(picture)
        self.setCentralWidget(self.picture)

    def show_contents(self, contents: QWidget) -> None:
        """Put the real screen in the place of the picture."""
        self.picture = None
        self.setCentralWidget(contents)
        contents.show()

    def keep_picture(self) -> None:
        """Store a picture of the screen for the next start; a failure is not told to the user."""
        contents = self.centralWidget()
        if contents is None or self.picture is not None or not contents.isVisible():
            return
        aside = self._picture_file.with_suffix(".part")
        with suppress(OSError):
            if contents.grab().save(str(aside), "PNG"):
                aside.replace(self._picture_file)

    @property
    def geometry_text(self) -> str:
        """Size, place and whether maximised, as text for the state file."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        event.accept()


def geometry_of(state_file: Path) -> str:
    """The geometry in a state file, read without what the rest of that file needs; empty if there is none."""
    try:
        geometry = json.loads(state_file.read_text("utf-8"))["geometry"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return geometry if isinstance(geometry, str) else ""

"""Reads drops on the window and the clipboard: files, or a newsletter's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from reader.core.values.errors import CommandError

_STRUCTURE = re.compile(r"<(?:a|h[1-6]|p|li|table|img|b|strong)\b", re.IGNORECASE)
"""Tags by which HTML says more than its text; editors copy plain text as coloured lines of HTML, too."""


@dataclass(frozen=True, slots=True)
class Given:
    """The files and folders that were given, or the text of a document that has no file."""

    paths: tuple[Path, ...] = ()
    text: str = ""


def can_be_given(mime: QMimeData) -> bool:
    """Whether drop or clipboard hold anything that may be a newsletter."""
    return mime.hasUrls() or mime.hasHtml() or mime.hasText()


def read_mime(mime: QMimeData) -> Given:
    """Take files, else a page, else text. CommandError: there is none of these."""
    if mime.hasUrls():
        paths = tuple(Path(name) for url in mime.urls() if url.isLocalFile() and (name := url.toLocalFile()))
        if paths:
            return Given(paths)
        if not mime.hasHtml():
            raise CommandError("This is an address, not a document. Save the page as a file, or copy its text.")
    html, text = mime.html(), mime.text()
    chosen = html if _STRUCTURE.search(html) or not text or text.isspace() else text
    if not chosen or chosen.isspace():
        raise CommandError("No text to import. Copy a whole newsletter or files first.")
    return Given(text=chosen)


def name_now(how: str) -> str:
    """A name for a document that has none ("Pasted 2026-11-21 14.05.09")."""
    return f"{how} {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}"


class DropVeil(QWidget):
    """A veil over the window while something is held over it: it says what dropping will do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Drop to import")
        self.hide()

    def show_over(self) -> None:
        """Cover the window."""
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        ground = self.palette().color(QPalette.ColorRole.Window)
        ground.setAlphaF(0.85)
        unit = self.fontMetrics().height()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), ground)
            pen = painter.pen()
            pen.setColor(self.palette().color(QPalette.ColorRole.Accent))
            pen.setWidth(2)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(self.rect().adjusted(unit, unit, -unit, -unit), unit / 2, unit / 2)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            font = self.font()
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "Drop to import")

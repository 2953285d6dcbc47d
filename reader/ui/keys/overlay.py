"""A card over the window that keeps the keys until it closes.

It is a part of the window, not a window of its own, so it is there in pictures of the window and needs no grab
that a Wayland compositor might refuse. A click outside the card or Esc closes it and gives the focus back.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from reader.ui.keys.dispatcher import keep_own_keys

_VEIL = 0.45


class Overlay(QWidget):
    """The base of palette, cheat sheet and link picker. ``body`` holds what the card shows.

    It lives from ``open`` until it closes, and then deletes itself.
    """

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._came_from: QWidget | None = None
        self._is_closed = False
        keep_own_keys(self)
        self.setAccessibleName(name)
        self.card = Card(self)
        self.card.setAccessibleName(name)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.hide()

    def open(self) -> None:
        """Show the card over the whole window and move the focus into it."""
        self._came_from = QApplication.focusWidget() or self._parent().focusWidget()
        self._parent().installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self, *, give_focus_back: bool = True) -> None:
        """Close the card; the focus goes back to where it came from."""
        if self._is_closed:
            return
        self._is_closed = True
        self._parent().removeEventFilter(self)
        before = self._came_from
        if give_focus_back and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.deleteLater()

    def first_focus(self) -> QWidget:
        """The widget that gets the focus when the card opens."""
        return self.card

    def card_geometry(self, room: QRect) -> QRect:
        """The place of the card within the window."""
        raise NotImplementedError

    def unit(self) -> int:
        """Half the height of a line: all distances are multiples of it, so they grow with the text."""
        return max(2, self.fontMetrics().height() // 2)

    def _parent(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent

    def _place(self) -> None:
        self.setGeometry(self._parent().rect())
        self.card.setGeometry(self.card_geometry(self.rect()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if event.type() == QEvent.Type.Resize and not self._is_closed:
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible():
            self._place()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the focus in the card: Tab goes nowhere else."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; no key falls through to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the window behind the card."""
        veil = self.palette().color(QPalette.ColorRole.Window)
        veil.setAlphaF(_VEIL)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), veil)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()
        event.accept()


class Card(QFrame):
    """A rounded sheet with a fine border."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        radius = self.fontMetrics().height() * 0.5
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def plain_label(text: str, parent: QWidget) -> QLabel:
    """A label that wraps; never rich text, since what it says may be hostile."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(text)
    label.setWordWrap(True)
    return label


def muted_label(text: str, parent: QWidget) -> QLabel:
    """A quiet label that wraps, with plain text."""
    label = plain_label(text, parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label

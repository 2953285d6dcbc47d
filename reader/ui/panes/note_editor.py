"""The editor of a note, below the item's text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from reader.ui.look import Look, scroll_bar_style


class NoteEditor(QWidget):
    """A field for Markdown under a line that says how to leave it; hidden while no note is being written."""

    opened = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.edit = QPlainTextEdit(self)
        self.edit.setAccessibleName("Note")
        self.edit.setPlaceholderText("Your note, in Markdown. Saved as you type.")
        self.edit.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        column.addWidget(self.edit, 1)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Take over the look."""
        unit = self._look.metrics().height() // 2
        self.edit.verticalScrollBar().setStyleSheet(scroll_bar_style(self._look))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, QColor(self._look.colours.note))
        palette.setColor(palette.ColorRole.Base, QColor(self._look.colours.note))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.edit.setPalette(palette)
        self.label.setForegroundRole(palette.ColorRole.PlaceholderText)
        self.label.setFont(self._look.font(scale=0.9))
        self.label.setContentsMargins(2 * unit, unit, 2 * unit, 0)
        self.edit.document().setDocumentMargin(2 * unit)

    def open_note(self, text: str, name: str) -> None:
        """Show the editor with a text, the cursor at its end."""
        self.label.setText("Note, in Markdown. Esc keeps it and goes back to the list.")
        self.edit.setAccessibleDescription(f"Note on {name}")
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.show()
        self.opened.emit()

    def note_text(self) -> str:
        """What the editor holds, sign by sign: Qt's plain text would turn hard spaces into usual ones."""
        return self.edit.document().toRawText().replace("\u2029", "\n")

    def close_note(self) -> None:
        """Hide the editor."""
        self.hide()
        self.closed.emit()

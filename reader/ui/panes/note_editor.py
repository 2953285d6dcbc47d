"""The editor of a note, below the item's text: a field for Markdown and, if wanted, a preview."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from reader.ui.look.appearance import Look, scroll_bar_style
from reader.ui.look.text_column import note_families
from reader.ui.pages.note_page import note_style
from reader.ui.pages.page_view import PageView
from reader.ui.panes.note_edit import NoteEdit

PREVIEW_MS = 200
_MOST_PREVIEWED = 8_000
"""The most characters in a preview: laying out more of them five times a second would make keys wait."""
_LINES_AROUND = 40
"""The lines before the cursor that the preview of a long note begins with."""
_SIDE_BY_SIDE = 60
"""The width, in characters, from which the preview stands beside the field, not below it."""
HELP = "Note in Markdown; [[ links to another item, Esc saves it and goes back to the list."


class NoteEditor(QWidget):
    """A field under a line that says how to leave it; hidden while no note is being written."""

    opened = Signal()
    closed = Signal()
    preview_wanted = Signal(str)
    """Emitted with the Markdown to preview; `show_preview` takes the answer."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.label = QLabel(HELP, self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.edit = NoteEdit(self)
        self.edit.setAccessibleName("Note")
        self.edit.setPlaceholderText("Your note, saved as you type")
        self.edit.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.preview = PageView(look, self)
        self.preview.setAccessibleName("Preview of the note")
        self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.hide()
        self._halves = QSplitter(self)
        self._halves.setChildrenCollapsible(False)
        for half in (self.edit, self.preview):
            self._halves.addWidget(half)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        column.addWidget(self._halves, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_MS)
        self._timer.timeout.connect(self._ask_for_preview)
        self.edit.textChanged.connect(self._changed)
        self._lines = [""]
        self.edit.document().contentsChange.connect(self._keep_lines)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Take over the look."""
        unit = self._look.metrics().height() // 2
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, QColor(self._look.colours.note))
        palette.setColor(palette.ColorRole.Base, QColor(self._look.colours.note))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        font = self._look.font()
        font.setFamilies(note_families(self._look))
        for half in (self.edit, self.preview):
            half.setFont(font)
            half.verticalScrollBar().setStyleSheet(scroll_bar_style(self._look))
            half.setPalette(palette)
            half.document().setDocumentMargin(2 * unit)
        self.edit.offered.setFont(self._look.font())
        self.preview.document().setDefaultStyleSheet(note_style(self._look))
        self.label.setForegroundRole(palette.ColorRole.PlaceholderText)
        self.label.setFont(self._look.font(scale=0.9))
        self.label.setContentsMargins(2 * unit, unit, 2 * unit, 0)
        self._changed()

    def open_note(self, text: str, name: str) -> None:
        """Show the editor with a text, the cursor at its end."""
        self.edit.setAccessibleDescription(f"Note on {name}")
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.preview.clear()
        self.show()
        self.opened.emit()

    def note_text(self) -> str:
        """The text in the editor, sign by sign: Qt's plain text would turn hard spaces into usual ones."""
        return "\n".join(self._lines)

    @property
    def revision(self) -> int:
        """A number that changes with the text."""
        return self.edit.document().revision()

    def close_note(self) -> None:
        """Hide the editor."""
        self.hide()
        self.edit.clear()
        self.preview.clear()
        self.closed.emit()

    def toggle_preview(self) -> None:
        """Show the preview, or hide it."""
        self.preview.setVisible(self.preview.isHidden())
        self._ask_for_preview()

    def show_preview(self, html: str) -> None:
        """Show a rendered note, about at the place of the cursor."""
        bar, count = self.preview.verticalScrollBar(), max(1, self.edit.blockCount() - 1)
        self.preview.setHtml(html)
        bar.setValue(bar.maximum() * self.edit.textCursor().blockNumber() // count)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        is_wide = self.width() >= _SIDE_BY_SIDE * self._look.metrics().averageCharWidth()
        self._halves.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)

    def _keep_lines(self, place: int, _: int, added: int) -> None:
        """Take over the lines that changed: to ask for the whole of a long text each second would make keys wait."""
        document = self.edit.document()
        block = document.findBlock(place)
        first = block.blockNumber()
        last = document.findBlock(min(place + added, document.characterCount() - 1)).blockNumber()
        lines = []
        for _ in range(first, last + 1):
            lines.append(block.text())
            block = block.next()
        stale = len(lines) + len(self._lines) - document.blockCount()
        self._lines[first : first + stale] = lines

    def _changed(self) -> None:
        if not self.preview.isHidden() and not self._timer.isActive():
            self._timer.start()

    def _ask_for_preview(self) -> None:
        if not self.preview.isHidden():
            self.preview_wanted.emit(self._text_around_cursor())

    def _text_around_cursor(self) -> str:
        """The part of the note that a preview shows: all of a short one."""
        document = self.edit.document()
        block: QTextBlock = document.begin()
        if document.characterCount() > _MOST_PREVIEWED:
            block = document.findBlockByNumber(max(0, self.edit.textCursor().blockNumber() - _LINES_AROUND))
        lines, size = [], 0
        while block.isValid() and size <= _MOST_PREVIEWED:
            lines.append(block.text())
            size += len(lines[-1]) + 1
            block = block.next()
        return "\n".join(lines)

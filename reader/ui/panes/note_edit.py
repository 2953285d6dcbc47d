"""The field in which a note is written: Enter continues lists, and works are offered for a link that is typed."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from reader.core.state.notes import LinkedWork
from reader.core.text.clean import clean_text
from reader.ui.keys.dispatcher import keep_own_keys

LONGEST_LINE = 50_000
"""The longest line that can be edited: Qt lays it out anew with each key, which takes seconds at 5 MB (measured)."""
_TYPED_LINK = re.compile(r"\[\[([^\[\]|\n]{0,200})$")
_LIST = re.compile(
    r"(?P<indent>[ \t]*)(?P<sign>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap> +)(?P<box>\[[ xX]\] +)?"
)
_MOST_ROWS = 8
_FAR = 210
_Key = Qt.Key
_MOVES = {_Key.Key_Down: 1, _Key.Key_Up: -1}


def has_endless_line(text: str) -> bool:
    """Whether a text has a line that cannot be edited without waiting for each key."""
    return len(text) > LONGEST_LINE and max(map(len, text.split("\n"))) > LONGEST_LINE


class NoteEdit(QPlainTextEdit):
    """A field for Markdown. While works are offered, arrows, Enter, Tab and Esc are for their list."""

    link_typed = Signal(str)
    """Emitted with the text after ``[[`` so far; `offer` takes the answer."""
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offered = QListWidget(self)
        self.offered.setAccessibleName("Items to link to")
        self.offered.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offered.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offered.setUniformItemSizes(True)
        self.offered.itemClicked.connect(lambda _: self._choose())
        self.offered.hide()
        self._asked: str | None = None
        self.cursorPositionChanged.connect(self._look_for_link)

    @property
    def typed_link(self) -> str | None:
        """The text of a link that is being typed before the cursor; None where there is none."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return None
        found = _TYPED_LINK.search(_before(cursor))
        return found[1] if found else None

    def offer(self, typed: str, works: Sequence[LinkedWork]) -> None:
        """Offer works for a link, if its text is still the same."""
        if typed != self.typed_link or not self.hasFocus():
            return
        self.offered.clear()
        for work in works:
            row = QListWidgetItem(f"{work.title}  ·  {work.label}" if work.label else work.title)
            row.setData(Qt.ItemDataRole.UserRole, work.target)
            self.offered.addItem(row)
        if not works:
            self._stop_offering()
            return
        self.offered.setCurrentRow(0)
        self._place()
        self.offered.show()
        keep_own_keys(self, keeps=True)

    def wrap(self, sign: str) -> None:
        """Put signs of Markdown around the selection, or around the cursor; take them away where they are."""
        cursor, size = self.textCursor(), len(sign)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        inner = cursor.selectedText().replace("\u2029", "\n")
        around = QTextCursor(self.document())
        around.setPosition(max(0, start - size))
        around.setPosition(min(end + size, self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        is_wrapped = around.selectedText().replace("\u2029", "\n") == f"{sign}{inner}{sign}"
        changed = around if is_wrapped else cursor
        changed.insertText(inner if is_wrapped else f"{sign}{inner}{sign}")
        moved = -size if is_wrapped else size
        cursor.setPosition(start + moved)
        cursor.setPosition(end + moved, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        key = _Key(event.key())
        if self.offered.isVisible() and self._take_key(key):
            return
        is_enter = key in (_Key.Key_Return, _Key.Key_Enter)
        if is_enter and not event.modifiers() and self._continue_list():
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        self._stop_offering()
        super().focusOutEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text; a line that could not be edited is refused."""
        text = clean_text(source.text())
        if has_endless_line(text):
            self.refused.emit(
                f"A line of more than {LONGEST_LINE:,} characters cannot be pasted into a note. Paste a part of it."
            )
        else:
            self.insertPlainText(text)

    def _look_for_link(self) -> None:
        typed = self.typed_link
        if typed is None:
            self._stop_offering()
        elif typed != self._asked:
            self._asked = typed
            self.link_typed.emit(typed)

    def _take_key(self, key: _Key) -> bool:
        if key in _MOVES:
            count = self.offered.count()
            self.offered.setCurrentRow((self.offered.currentRow() + _MOVES[key]) % count)
        elif key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Tab):
            self._choose()
        elif key == _Key.Key_Escape:
            self._hide_offered()
        else:
            return False
        return True

    def _choose(self) -> None:
        typed, row = self.typed_link, self.offered.currentItem()
        self._stop_offering()
        if typed is None or row is None:
            return
        cursor = self.textCursor()
        end = cursor.position()
        is_closed = all(self.document().characterAt(end + step) == "]" for step in (0, 1))
        cursor.setPosition(end - len(typed.encode("utf-16-le", "surrogatepass")) // 2)
        cursor.setPosition(end + (2 if is_closed else 0), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(row.data(Qt.ItemDataRole.UserRole) + "]]")
        self.setTextCursor(cursor)

    def _stop_offering(self) -> None:
        self._asked = None
        self._hide_offered()

    def _hide_offered(self) -> None:
        if not self.offered.isHidden():
            self.offered.hide()
        keep_own_keys(self, keeps=False)

    def _place(self) -> None:
        """Place the offers below the line, or above it where there is more room."""
        place, room = self.cursorRect(), self.viewport().rect()
        row = max(1, self.offered.sizeHintForRow(0))
        height = row * min(self.offered.count(), _MOST_ROWS) + 2
        below, above = room.bottom() - place.bottom(), place.top()
        height = min(height, max(below, above, row + 2))
        top = place.bottom() if below >= height or below >= above else place.top() - height
        width = min(room.width(), max(room.width() * 2 // 3, 360))
        left = min(place.left(), room.width() - width)
        self.offered.resize(width, height)
        self.offered.move(self.viewport().mapTo(self, QPoint(max(0, left), top)))

    def _continue_list(self) -> bool:
        """Begin the next entry of a list, or end the list on an empty entry; returns whether the cursor was in one."""
        cursor = self.textCursor()
        text = cursor.block().text()
        found = _LIST.match(text)
        if found is None or cursor.hasSelection() or cursor.positionInBlock() < found.end():
            return False
        if not text[found.end() :].strip():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("")
        else:
            sign = f"{int(found['number']) + 1}{found['dot']}" if found["number"] else found["sign"]
            box = "[ ] " if found["box"] else ""
            cursor.insertText(f"\n{found['indent']}{sign}{found['gap']}{box}")
        self.setTextCursor(cursor)
        return True


def _before(cursor: QTextCursor) -> str:
    """The text before the cursor in its line, as far back as a link may begin."""
    start = QTextCursor(cursor)
    start.setPosition(max(cursor.block().position(), cursor.position() - _FAR))
    start.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
    return start.selectedText()

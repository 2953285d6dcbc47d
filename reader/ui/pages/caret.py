"""The caret of a page: it moves within an item's body, and extends the selection, by ever larger steps.

The place is that of Qt's own text cursor, so what the mouse selected can be extended by keys and the other way round.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from PySide6.QtCore import Qt, QTextBoundaryFinder
from PySide6.QtGui import QTextBlock, QTextCursor

from reader.ui.pages.page_view import PageView
from reader.ui.pages.text_places import Range

_Move = QTextCursor.MoveOperation
_MODES = {False: QTextCursor.MoveMode.MoveAnchor, True: QTextCursor.MoveMode.KeepAnchor}


class Step(StrEnum):
    """The sizes of the caret's steps."""

    LEFT = "left"
    RIGHT = "right"
    WORD_LEFT = "word_left"
    WORD_RIGHT = "word_right"
    UP = "up"
    DOWN = "down"
    SENTENCE_BACK = "sentence_back"
    SENTENCE_ON = "sentence_on"
    PARAGRAPH_BACK = "paragraph_back"
    PARAGRAPH_ON = "paragraph_on"
    TOP = "top"
    END = "end"


_SIDEWAYS = {
    Step.LEFT: (_Move.PreviousCharacter, _Move.NextCharacter),
    Step.RIGHT: (_Move.NextCharacter, _Move.PreviousCharacter),
    Step.WORD_LEFT: (_Move.PreviousWord, _Move.NextWord),
    Step.WORD_RIGHT: (_Move.NextWord, _Move.PreviousWord),
}
"""The move in a paragraph that reads left to right, and in one that reads right to left."""
_LINES = {Step.UP: _Move.Up, Step.DOWN: _Move.Down}
_BACK = frozenset((Step.LEFT, Step.WORD_LEFT, Step.SENTENCE_BACK, Step.PARAGRAPH_BACK))
_SENTENCES = frozenset((Step.SENTENCE_BACK, Step.SENTENCE_ON))


class Caret:
    """Moves the text cursor of a page. ``body`` tells the UTF-16 range that it stays in, None if there is none."""

    def __init__(self, page: PageView, body: Callable[[], Range | None]) -> None:
        self._page = page
        self._body = body
        self._is_moved = False

    @property
    def is_used(self) -> bool:
        """Whether the user moved it or selected something, so that arrows up and down are its own."""
        return self._is_moved or self._page.textCursor().hasSelection()

    def move(self, step: Step, count: int = 1, *, extends: bool = False) -> bool:
        """Go so many steps, or extend the selection by them; False if there is no way further."""
        body = self._body()
        if body is None:
            return False
        self._is_moved = True
        cursor = self._page.textCursor()
        before = cursor.anchor(), cursor.position()
        if not cursor.hasSelection() or not extends:
            self._bring_into_sight(cursor)
        _keep_within(cursor, body, _MODES[extends])
        for _ in range(count):
            place = cursor.position()
            if not extends and cursor.hasSelection() and step in (Step.LEFT, Step.RIGHT):
                _collapse(cursor, step)
            else:
                self._go(cursor, step, body, extends=extends)
                _keep_within(cursor, body, _MODES[extends])
            if cursor.position() == place:
                break
        self._page.setTextCursor(cursor)
        return (cursor.anchor(), cursor.position()) != before

    def put_at(self, place: int) -> None:
        """Put it at a UTF-16 place of the document, nothing selected."""
        cursor = self._page.textCursor()
        cursor.setPosition(place)
        self._page.setTextCursor(cursor)
        self._is_moved = True

    def release(self) -> bool:
        """Drop the selection; where there is none, let go of the caret, and False."""
        cursor = self._page.textCursor()
        if not cursor.hasSelection():
            self._is_moved = False
            return False
        cursor.clearSelection()
        self._page.setTextCursor(cursor)
        return True

    def kept(self) -> Range | None:
        """The places of anchor and caret after the body's start, to be put back when the same text is shown anew."""
        body, cursor = self._body(), self._page.textCursor()
        return (cursor.anchor() - body[0], cursor.position() - body[0]) if body else None

    def put_back(self, kept: Range | None) -> None:
        """Put the caret back where it was kept, or at the start of another body (None)."""
        body = self._body()
        if body is None:
            return
        start, end = body
        anchor, place = (max(start, min(start + offset, end)) for offset in kept or (0, 0))
        cursor = self._page.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(place, _MODES[True])
        self._page.setTextCursor(cursor)
        if kept is None:
            self._is_moved = False

    def _bring_into_sight(self, cursor: QTextCursor) -> None:
        """Start from out of sight at the first line that is seen: nobody remembers where the caret was left."""
        height = self._page.viewport().height()
        rect = self._page.cursorRect(cursor)
        if rect.top() >= 0 and rect.bottom() <= height:
            return
        first = self._page.line_at(0)
        if self._page.cursorRect(first).top() < 0:
            first.movePosition(_Move.Down)
        first.movePosition(_Move.StartOfLine)
        cursor.setPosition(first.position())

    def _go(self, cursor: QTextCursor, step: Step, body: Range, *, extends: bool) -> None:
        mode = _MODES[extends]
        if step in _SIDEWAYS:
            _go_sideways(cursor, step, mode)
        elif step in _LINES:
            cursor.movePosition(_LINES[step], mode)
        elif step in (Step.TOP, Step.END):
            cursor.setPosition(body[step is Step.END], mode)
        else:
            block = cursor.document().findBlock(cursor.position())
            cursor.setPosition(_stop_beside(block, cursor.position(), step, body, at_ends=extends), mode)


def _keep_within(cursor: QTextCursor, body: Range, mode: QTextCursor.MoveMode) -> None:
    place = max(body[0], min(cursor.position(), body[1]))
    if place != cursor.position():
        cursor.setPosition(place, mode)


def _collapse(cursor: QTextCursor, step: Step) -> None:
    """End a selection as every editor does: the first step from it goes to its end on that side."""
    is_back = (step is Step.LEFT) != _is_right_to_left(cursor.block())
    cursor.setPosition(cursor.selectionStart() if is_back else cursor.selectionEnd())


def _go_sideways(cursor: QTextCursor, step: Step, mode: QTextCursor.MoveMode) -> None:
    """Arrows go where they point, also in a paragraph that reads right to left.

    They do not lead out of such a one into one of the other direction: the next press would lead back.
    """
    is_turned, before = _is_right_to_left(cursor.block()), cursor.position()
    cursor.movePosition(_SIDEWAYS[step][is_turned], mode)
    if is_turned and not _is_right_to_left(cursor.block()):
        cursor.setPosition(before, mode)


def _is_right_to_left(block: QTextBlock) -> bool:
    """Whether a paragraph reads right to left; an empty one reads as the one before."""
    while not block.text().strip() and block.previous().isValid():
        block = block.previous()
    return block.textDirection() is Qt.LayoutDirection.RightToLeft


def _stop_beside(block: QTextBlock, place: int, step: Step, body: Range, *, at_ends: bool) -> int:
    """The next place where a step by sentence or paragraph stops.

    Steps go to beginnings; a selection is extended onward to ends, so that it holds what it should and no more.
    """
    start, end = body
    if step in _BACK:
        while block.isValid() and block.position() + block.length() > start:
            stops = [stop for stop, _ in _parts(block, step) if stop < place]
            if stops:
                return max(stops[-1], start)
            block = block.previous()
        return start
    while block.isValid() and block.position() < end:
        stop = next((part[at_ends] for part in _parts(block, step) if part[at_ends] > place), end)
        if stop < end:
            return stop
        block = block.next()
    return end


def _parts(block: QTextBlock, step: Step) -> Iterator[Range]:
    """The sentences of a paragraph, or all of it as one, without white space at their ends; nothing if it is empty."""
    if not block.text().strip():
        return
    document, first, last = block.document(), block.position(), block.position() + block.length() - 1
    for start, end in _sentences(block.text()) if step in _SENTENCES else [(0, last - first)]:
        begin, stop = first + start, first + end
        while stop > begin and document.characterAt(stop - 1).isspace():
            stop -= 1
        if stop > begin:
            yield begin, stop


def _sentences(text: str) -> Iterator[Range]:
    """The UTF-16 ranges of sentences, as Unicode's annex 29 divides them."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, text)
    start, end = 0, finder.toNextBoundary()
    while end >= 0:
        yield start, end
        start, end = end, finder.toNextBoundary()

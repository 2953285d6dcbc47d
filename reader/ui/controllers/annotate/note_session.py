"""Writes notes on a work or a highlight: a draft on disk each second, one log entry when the editing ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer

from reader.core.state.changes import Changes, Field
from reader.core.values.errors import CommandError
from reader.services.machine.processes import is_alive, this_process
from reader.ui.controllers.library_needs import Reads, WritesNotes
from reader.ui.controllers.needs import Handlers, Panes, Says, Shown
from reader.ui.panes.note_edit import has_endless_line
from reader.ui.panes.note_editor import NoteEditor

# A kill loses so much of a note at most (DESIGN, State is a log).
DRAFT_MS = 1000
Target = tuple[Field, int]
"""The owner of a note: ``Field.NOTE`` and a work's id, or ``Field.HIGHLIGHT_NOTE`` and a highlight's."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A note that was written: its text, the ``base`` it was made of, and whose draft it was."""

    target: Target
    base: str
    text: str
    name: str
    process: str


class Noting(QObject):
    """The controller of the note that is being written."""

    def __init__(
        self,
        parent: QObject,
        *,
        shown: Shown,
        reads: Reads,
        store: WritesNotes,
        says: Says,
        panes: Panes,
        editor: NoteEditor,
    ) -> None:
        super().__init__(parent)
        self._shown, self._reads, self._notes = shown, reads, store
        self._says, self._panes, self._editor = says, panes, editor
        self._target: Target | None = None
        self._name = ""
        self._base = self._begun = ""
        self._drafted = 0
        self._has_draft = False
        self._unstored: dict[Target, _Written] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.save_draft)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        edit = self._editor.edit
        return {
            "item.note": lambda _: self.open_note(),
            "note.close": lambda _: self.close_note(),
            "note.preview": lambda _: self._editor.toggle_preview(),
            "note.bold": lambda _: edit.wrap("**"),
            "note.italic": lambda _: edit.wrap("*"),
        }

    @property
    def is_writing(self) -> bool:
        """Whether the note's editor is open."""
        return self._target is not None

    def open_note(self) -> None:
        """Open the editor on the selected item's work."""
        detail = self._shown.current_detail()
        self.open_note_on(Field.NOTE, detail.row.work_id, detail.row.title or detail.row.excerpt)

    def open_note_on(self, field: Field, target: int, name: str) -> None:
        """Open the editor on the note of a `Target`; ``name`` is what people call it."""
        if self._target != (field, target):
            self.end_session()
            waiting = self._unstored.pop((field, target), None)
            note = self._reads.note(field, target)  # as it is now, not as it was shown
            base, text = (waiting.base, waiting.text) if waiting else (note, note)
            if has_endless_line(text):
                raise CommandError(
                    "This note has a line too long for the editor. The command reader show prints the note."
                )
            self._begin((field, target), base, text, name)
            if waiting:
                self._begun = ""  # still to be stored, unless it is on its way: then storing it again changes nothing
        self._panes.show_pane("detail")
        self._editor.edit.setFocus()

    def _begin(self, target: Target, base: str, text: str, name: str) -> None:
        self._editor.open_note(text, name)
        self._target, self._base, self._name = target, base, name
        # What the editor holds now may differ from the note in signs that it cannot hold: that is no change.
        self._begun = self._editor.note_text()
        self._drafted, self._has_draft = self._editor.revision, False
        self._timer.start()

    def close_note(self) -> None:
        """End the editing and go back to the list."""
        self._panes.focus("list")
        self.end_session()

    def save_draft(self) -> None:
        """Put what was typed so far on disk, so that a kill loses a second at most."""
        if self._target is not None and self._editor.revision != self._drafted:
            self._drafted, self._has_draft = self._editor.revision, True
            text = self._editor.note_text()
            self._notes.save_draft(self._target, text, base=self._base, on_failed=self._says.tell_failure)

    def end_session(self) -> None:
        """Log the note as one change, if it changed, and close the editor."""
        if self._target is None:
            return
        self._timer.stop()
        target, self._target = self._target, None
        written = _Written(target, self._base, self._editor.note_text(), self._name, this_process())
        if self._editor.edit.hasFocus():
            self._panes.focus("list")
        self._editor.close_note()
        if written.text != self._begun:
            self._store(written)
        elif self._has_draft:
            self._drop(written)

    def finish(self) -> None:
        """End what is being written, and try once more what could not be stored."""
        self.end_session()
        for written in list(self._unstored.values()):
            self._store(written)

    def recover_drafts(self) -> None:
        """Turn drafts of sessions that were killed into notes."""
        left = [draft for draft in self._notes.drafts() if not is_alive(draft.process)]
        for draft in left:
            self._store(_Written((draft.field, draft.target), draft.base, draft.text, "recovered", draft.process))
        if left:
            self._says.say("Recovered a note that you were writing when the reader stopped.")

    def _store(self, written: _Written) -> None:
        """Store a note; where it was changed elsewhere meanwhile, both texts are kept."""
        self._unstored[written.target] = written
        self._notes.write_note(
            written.target,
            written.text,
            base=written.base,
            name=written.name,
            on_done=partial(self._stored, written),
            on_failed=partial(self._not_stored, written),
        )

    def _stored(self, written: _Written, changes: Changes) -> None:
        if self._unstored.get(written.target) is written:
            del self._unstored[written.target]
        self._drop(written)
        if any(change.new != written.text for change in changes.changes):
            self._says.say("This note was changed elsewhere meanwhile. It now holds both texts.", is_warning=True)

    def _not_stored(self, written: _Written, error: BaseException) -> None:
        """Leave the note in the editor rather than lose it; if another is being written, keep it for the next try."""
        if self._target is None:
            del self._unstored[written.target]
            self._begin(written.target, written.base, written.text, written.name)
            self._begun = ""
        self._says.tell_failure(error)

    def _drop(self, written: _Written) -> None:
        self._notes.drop_draft(written.target, process=written.process, on_failed=self._says.tell_failure)

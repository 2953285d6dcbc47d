"""Annotating and opening: the note, a title by hand, links, the browser."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from reader.core.changes import Changes, Field, Origin
from reader.core.errors import CommandError
from reader.core.ids import WorkId
from reader.core.rows import ItemDetail
from reader.core.texts import clean_title
from reader.services import triage
from reader.services.processes import is_alive, this_process

if TYPE_CHECKING:
    from reader.ui.handlers.navigation import Handlers
    from reader.ui.window import Window

DRAFT_MS = 1000


@dataclass(frozen=True, slots=True)
class _Written:
    """A note that was written: what was made of ``base``, and whose draft it was."""

    work: WorkId
    base: str
    text: str
    name: str
    process: str


class Annotating(QObject):
    """Keeps the note being written: a draft each second, one log entry when its editing ends."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._work: WorkId | None = None
        self._name = ""
        self._base = self._begun = self._drafted = ""
        self._has_draft = False
        self._unstored: dict[WorkId, _Written] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.save_draft)
        window.detail.link_clicked.connect(self._link_clicked)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.note": lambda _: self.open_note(),
            "note.close": lambda _: self.close_note(),
            "item.title": lambda _: self.give_title(),
            "item.open": lambda _: self._window.framing.focus("detail"),
            "item.browse": lambda _: self.browse(),
            "item.links": lambda _: self.pick_link(),
            "item.copy_link": lambda _: self.copy_link(),
        }

    # the note

    @property
    def is_writing(self) -> bool:
        """Whether the note's editor is open."""
        return self._work is not None

    def open_note(self) -> None:
        """Open the editor on the selected item's work."""
        detail = self._detail()
        if self._work != detail.row.work_id:
            self.end_session()
            work = detail.row.work_id
            waiting = self._unstored.pop(work, None)
            note = self._window.session.reader.note(Field.NOTE, work)  # as it is now, not as it was shown
            base, text = (waiting.base, waiting.text) if waiting else (note, note)
            self._begin(work, base, text, detail.row.title or detail.row.excerpt)
            if waiting:
                self._begun = ""  # still to be stored, unless it is on its way: then storing it again changes nothing
        self._window.framing.show_pane("detail")
        self._window.detail.note_editor.edit.setFocus()

    def _begin(self, work: WorkId, base: str, text: str, name: str) -> None:
        self._window.detail.note_editor.open_note(text, name)
        self._work, self._base, self._name = work, base, name
        # What the editor holds now may differ from the note in signs that it cannot hold: that is no change.
        self._begun = self._drafted = self._window.detail.note_editor.note_text()
        self._has_draft = False
        self._timer.start()

    def close_note(self) -> None:
        """End the editing and go back to the list."""
        self._window.framing.focus("list")
        self.end_session()

    def save_draft(self) -> None:
        """Put what was typed so far on disk, so that a kill loses a second at most."""
        text = self._window.detail.note_editor.note_text()
        if self._work is not None and text != self._drafted:
            self._drafted, self._has_draft = text, True
            self._follow(
                self._window.session.library.save_draft(
                    Field.NOTE, self._work, text, base=self._base, process=this_process()
                )
            )

    def end_session(self) -> None:
        """Log the note as one change, if it changed, and close the editor."""
        if self._work is None:
            return
        self._timer.stop()
        work, self._work = self._work, None
        written = _Written(work, self._base, self._window.detail.note_editor.note_text(), self._name, this_process())
        if self._window.detail.note_editor.edit.hasFocus():
            self._window.framing.focus("list")
        self._window.detail.note_editor.close_note()
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
        left = [draft for draft in self._window.session.library.drafts() if not is_alive(draft.process)]
        for draft in left:
            self._store(_Written(WorkId(draft.target), draft.base, draft.text, "recovered", draft.process))
        if left:
            self._window.say("A note that was being written when the reader stopped was recovered.")

    def _store(self, written: _Written) -> None:
        """Store a note; where it was changed elsewhere meanwhile, both texts are kept."""
        self._unstored[written.work] = written
        self._window.session.track(
            self._window.session.library.write_note(
                Field.NOTE,
                written.work,
                written.text,
                base=written.base,
                origin=Origin.WINDOW,
                label=f"Note: {written.name[:60]}",
            ),
            partial(self._stored, written),
            partial(self._not_stored, written),
        )

    def _stored(self, written: _Written, changes: Changes) -> None:
        if self._unstored.get(written.work) is written:
            del self._unstored[written.work]
        self._drop(written)
        if any(change.new != written.text for change in changes.changes):
            self._window.say("This note was changed elsewhere meanwhile: both texts are kept in it.", is_warning=True)

    def _not_stored(self, written: _Written, error: BaseException) -> None:
        """Leave the note in the editor rather than lose it; if another is being written, keep it for the next try."""
        if self._work is None:
            del self._unstored[written.work]
            self._begin(written.work, written.base, written.text, written.name)
            self._begun = ""
        self._window.tell_failure(error)

    def _drop(self, written: _Written) -> None:
        self._follow(self._window.session.library.drop_draft(Field.NOTE, written.work, process=written.process))

    def _follow(self, write: Future[None]) -> None:
        self._window.session.track(write, lambda _: None, self._window.tell_failure)

    # titles and links

    def give_title(self) -> None:
        """Ask for a title of the user's own; an empty one takes it away again."""
        detail = self._detail()
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Title")
        dialog.setLabelText("Title of this item (empty: as printed)")
        dialog.setTextValue(detail.row.title or "")
        dialog.textValueSelected.connect(partial(self._title_given, detail))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _title_given(self, detail: ItemDetail, text: str) -> None:
        title = clean_title(text)
        keeps = title if title and title != detail.printed_title else None
        self._window.deciding.carry_out(triage.set_title(detail.row, keeps), [detail.row])

    def browse(self) -> None:
        """Open the item's link in the browser."""
        from reader.ui.links import open_link

        open_link(self._links()[0])

    def copy_link(self) -> None:
        """Copy the item's link."""
        link = self._links()[0]
        QGuiApplication.clipboard().setText(link)
        self._window.say(f"Copied {link}")

    def pick_link(self) -> None:
        """Show the links with numbers."""
        from reader.ui.links import LinkPicker

        LinkPicker([(link, link) for link in self._links()], self._window, self._link_clicked).open()

    def _link_clicked(self, url: str) -> None:
        from reader.ui.links import open_link

        self._window.attempt(open_link, url)

    def _links(self) -> list[str]:
        detail = self._detail()
        links = [link for link in (detail.row.url, *detail.links) if link]
        if not links:
            raise CommandError("This item has no link in its source.")
        return list(dict.fromkeys(links))

    def _detail(self) -> ItemDetail:
        detail = self._window.detail.detail
        if detail is None:
            raise CommandError("No item is selected.")
        return detail

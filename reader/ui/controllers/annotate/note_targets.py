"""Links between notes: where they lead, which works are offered for one, and how a note will look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.commands.ranking import rank
from reader.core.fields import FIELDS, Touches
from reader.core.state.changes import Change
from reader.core.state.notes import LinkedWork, NoteLinks
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.ui.pages.note_page import item_link, rendered_note, shown_length

if TYPE_CHECKING:
    from reader.store import Reader
    from reader.ui.shell.window import Window


class Linking(QObject):
    """Asks the library beside the window for all that links need."""

    def __init__(self, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._editor = window.detail.note_editor
        self._is_following = False
        window.navigation.item_shown.connect(self._item_shown)
        self._editor.edit.link_typed.connect(self._offer)
        self._editor.edit.refused.connect(partial(window.say, is_warning=True))
        self._editor.preview_wanted.connect(self._preview)

    def numbered(self) -> list[tuple[str, str]]:
        """The links of the shown item's notes and those that lead to it, as texts and `item_link`s."""
        links = self._window.detail.note_links or NoteLinks()
        works = {linked.work: linked for linked in (*links.forward.values(), *links.back)}
        return [(linked.title, item_link(linked.item)) for linked in works.values()]

    def go(self, item: ItemId) -> None:
        """Select the item that a link leads to: in the list if it is there, else in its issue."""
        window = self._window
        rows = window.session.rows([item])
        if not rows:
            raise CommandError("The item of this link is no longer in the library.")
        window.navigation.find_item(item)

    def _item_shown(self, detail: ItemDetail | None) -> None:
        if not self._is_following:
            self._is_following = True
            self._window.session.committed.connect(self._committed)
        if detail is not None:
            work, item = detail.row.work_id, detail.row.id
            self._window.session.ask(
                "notes",
                "links",
                lambda reader: reader.note_links(work),
                partial(self._show, item),
                self._window.tell_failure,
            )

    def _show(self, item: ItemId, links: NoteLinks) -> None:
        detail = self._window.detail.detail
        if detail is not None and detail.row.id == item:
            self._window.detail.show_note_links(links)

    def _committed(self, changes: tuple[Change, ...]) -> None:
        if any(Touches.LINKS in FIELDS[change.field].touches for change in changes):
            self._item_shown(self._window.detail.detail)

    def _offer(self, typed: str) -> None:
        def find(reader: Reader) -> list[LinkedWork]:
            found = reader.linkable(typed)
            return [work for work, _ in rank(typed, [(work, f"{work.title} {work.label}") for work in found])]

        self._window.session.ask(
            "notes", "offer", find, partial(self._editor.edit.offer, typed), self._window.tell_failure
        )

    def _preview(self, text: str) -> None:
        def render(reader: Reader) -> str:
            return rendered_note(text, reader.resolve_links(text[: shown_length(text)]))

        self._window.session.ask("notes", "preview", render, self._editor.show_preview, self._window.tell_failure)

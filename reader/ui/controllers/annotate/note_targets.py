"""Links between notes: finds their targets, offers works to link to, and renders a note for its preview."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.commands.rank import rank
from reader.core.fields import FIELDS, Touches
from reader.core.state.changes import Change
from reader.core.state.notes import LinkedWork, NoteLinks
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.ui.controllers.library_needs import Asks, Reads
from reader.ui.controllers.needs import Goes, Says, Shown
from reader.ui.pages.note_page import item_link, rendered_note, shown_length
from reader.ui.panes.detail_pane import DetailPane

if TYPE_CHECKING:
    from reader.store import Reader


class Linking(QObject):
    """Asks the library beside the window for all that links need."""

    def __init__(
        self,
        parent: QObject,
        *,
        shown: Shown,
        goes: Goes,
        asks: Asks,
        reads: Reads,
        says: Says,
        detail: DetailPane,
    ) -> None:
        super().__init__(parent)
        self._shown, self._goes, self._asks, self._reads = shown, goes, asks, reads
        self._says, self._detail, self._editor = says, detail, detail.note_editor
        shown.item_shown.connect(self._item_shown)
        self._editor.edit.link_typed.connect(self._offer)
        self._editor.edit.refused.connect(partial(says.say, is_warning=True))
        self._editor.preview_wanted.connect(self._preview)

    def numbered(self) -> list[tuple[str, str]]:
        """The links of the shown item's notes and those that lead to it, as texts and `item_link`s."""
        links = self._detail.note_links or NoteLinks()
        works = {linked.work: linked for linked in (*links.forward.values(), *links.back)}
        return [(linked.title, item_link(linked.item)) for linked in works.values()]

    def go(self, item: ItemId) -> None:
        """Select the item that a link leads to: in the list if it is there, else in its issue."""
        rows = self._reads.rows([item])
        if not rows:
            raise CommandError("The linked item is no longer in the library.")
        self._goes.find_item(item)

    def _item_shown(self, detail: ItemDetail | None) -> None:
        if detail is not None:
            work, item = detail.row.work_id, detail.row.id
            self._asks.ask(
                "notes",
                "links",
                lambda reader: reader.note_links(work),
                partial(self._show, item),
                self._says.tell_failure,
            )

    def _show(self, item: ItemId, links: NoteLinks) -> None:
        detail = self._shown.detail
        if detail is not None and detail.row.id == item:
            self._detail.show_note_links(links)

    def follow(self, changes: tuple[Change, ...]) -> None:
        """Find the targets of links again, after changes by whomever."""
        if any(Touches.LINKS in FIELDS[change.field].touches for change in changes):
            self._item_shown(self._shown.detail)

    def _offer(self, typed: str) -> None:
        def find(reader: Reader) -> list[LinkedWork]:
            found = reader.linkable(typed)
            return [work for work, _ in rank(typed, [(work, f"{work.title} {work.label}") for work in found])]

        self._asks.ask("notes", "offer", find, partial(self._editor.edit.offer, typed), self._says.tell_failure)

    def _preview(self, text: str) -> None:
        def render(reader: Reader) -> str:
            return rendered_note(text, reader.resolve_links(text[: shown_length(text)]))

        self._asks.ask("notes", "preview", render, self._editor.show_preview, self._says.tell_failure)

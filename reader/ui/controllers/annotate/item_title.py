"""Opening and naming: a title by hand, links, the browser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from reader.core.state.rows import ItemDetail, ItemRow
from reader.core.text.clean import clean_title
from reader.core.values.errors import CommandError
from reader.services.items import triage
from reader.ui.pages.note_page import item_of_link

if TYPE_CHECKING:
    from reader.ui.controllers.navigate.navigation import Handlers
    from reader.ui.shell.window import Window


class Annotating(QObject):
    """Titles of the user's own, and what the links of an item are for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.detail.link_clicked.connect(self._link_clicked)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.title": lambda _: self.give_title(),
            "item.take_title": self.take_title,
            "item.refuse_title": self.refuse_title,
            "item.open": lambda _: self.open(),
            "item.browse": lambda _: self.browse(),
            "item.links": lambda _: self.pick_link(),
            "item.copy_link": lambda _: self.copy_link(),
        }

    def open(self) -> None:
        """Move into the text, or onto the issue page; from there into the text."""
        window = self._window
        if window.detail.issue_page.hasFocus():
            window.paging.leave()
        window.framing.focus("detail")

    def give_title(self) -> None:
        """Ask for a title of the user's own; an empty one takes it away again."""
        detail = self._window.navigation.current_detail()
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle("Title")
        dialog.setLabelText("Title of this item (empty: as printed)")
        dialog.setTextValue(detail.row.name or "")
        dialog.textValueSelected.connect(partial(self._title_given, detail))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _title_given(self, detail: ItemDetail, text: str) -> None:
        title = clean_title(text)
        keeps = title if title and title != detail.printed_title else None
        self._window.deciding.carry_out(triage.set_title(detail.row, keeps), [detail.row])

    def take_title(self, count: int) -> None:
        """Make borrowed titles the items' own, also ones that were refused."""
        rows = [row for row in self._window.walking.these(count) if row.offered]
        if not rows:
            raise CommandError("No title can be borrowed for this item." if count == 1 else "These borrow no title.")
        self._decide(triage.take_titles(rows), rows)

    def refuse_title(self, count: int) -> None:
        """Show items without the titles that they borrow."""
        rows = [row for row in self._window.walking.these(count) if row.borrowed]
        if not rows:
            raise CommandError("This item borrows no title." if count == 1 else "These borrow no title.")
        self._decide(triage.refuse_titles(rows), rows)

    def _decide(self, act: triage.Act, rows: Sequence[ItemRow]) -> None:
        self._window.deciding.carry_out(act, rows)
        self._window.say(act.label)

    def browse(self) -> None:
        """Open the item's link in the browser."""
        from reader.ui.cards.choice.open_links import open_link

        open_link(self._links()[0])

    def copy_link(self) -> None:
        """Copy the item's link."""
        link = self._links()[0]
        QGuiApplication.clipboard().setText(link)
        self._window.say(f"Copied {link}")

    def pick_link(self) -> None:
        """Show the links with numbers: those of the item, then those of notes."""
        from reader.ui.cards.choice.open_links import LinkPicker

        of_notes = self._window.noting.linking.numbered()
        links = [(link, link) for link in self._links(needs_one=not of_notes)]
        LinkPicker([*links, *of_notes], self._window, self._link_clicked).open()

    def _link_clicked(self, url: str) -> None:
        from reader.ui.cards.choice.open_links import open_link

        item = item_of_link(url)
        if item is None:
            self._window.attempt(open_link, url)
        else:
            self._window.attempt(self._window.noting.linking.go, item)

    def _links(self, *, needs_one: bool = True) -> list[str]:
        detail = self._window.navigation.current_detail()
        links = [link for link in (detail.row.url, *detail.links) if link]
        if needs_one and not links:
            raise CommandError("This item has no link in its source.")
        return list(dict.fromkeys(links))

"""Titles by hand and links: names an item, opens it, its links and the browser."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QWidget

from reader.core.state.rows import ItemDetail
from reader.core.text.clean import clean_title
from reader.core.values.errors import CommandError
from reader.services.items import triage
from reader.ui.controllers.needs import CarriesOut, Handlers, Links, Listed, Pages, Panes, Says, Shown
from reader.ui.pages.note_page import item_of_link
from reader.ui.panes.detail_pane import DetailPane


class Annotating(QObject):
    """The controller of titles given by hand and of an item's links."""

    def __init__(
        self,
        screen: QWidget,
        *,
        listed: Listed,
        shown: Shown,
        acts: CarriesOut,
        says: Says,
        panes: Panes,
        detail: DetailPane,
        page: Pages,
        links: Links,
    ) -> None:
        super().__init__(screen)
        self._screen, self._listed, self._shown = screen, listed, shown
        self._acts, self._says, self._panes = acts, says, panes
        self._detail, self._page, self._note_links = detail, page, links
        detail.link_clicked.connect(self._link_clicked)

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
        if self._detail.issue_page.hasFocus():
            self._page.leave()
        self._panes.focus("detail")

    def give_title(self) -> None:
        """Ask for a title of the user's own; an empty one takes it away again."""
        detail = self._shown.current_detail()
        dialog = QInputDialog(self._screen)
        dialog.setWindowTitle("Title")
        dialog.setLabelText("Title of this item (empty: as printed)")
        dialog.setTextValue(detail.row.name or "")
        dialog.textValueSelected.connect(partial(self._title_given, detail))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _title_given(self, detail: ItemDetail, text: str) -> None:
        title = clean_title(text)
        keeps = title if title and title != detail.printed_title else None
        self._acts.carry_out(triage.set_title(detail.row, keeps), [detail.row])

    def take_title(self, count: int) -> None:
        """Keep suggested titles as the items' own, also ones that were rejected."""
        rows = [row for row in self._listed.these(count) if row.offered]
        if not rows:
            raise CommandError(
                "No title is suggested for this item." if count == 1 else "No title is suggested for these items."
            )
        self._acts.carry_out(triage.take_titles(rows), rows, is_told=True)

    def refuse_title(self, count: int) -> None:
        """Reject the suggested titles of items."""
        rows = [row for row in self._listed.these(count) if row.borrowed]
        if not rows:
            raise CommandError(
                "No title is suggested for this item." if count == 1 else "No title is suggested for these items."
            )
        self._acts.carry_out(triage.refuse_titles(rows), rows, is_told=True)

    def browse(self) -> None:
        """Open the item's link in the browser."""
        from reader.ui.cards.choice.open_links import open_link

        open_link(self._links()[0])

    def copy_link(self) -> None:
        """Copy the item's link."""
        link = self._links()[0]
        QGuiApplication.clipboard().setText(link)
        self._says.say(f"Copied {link}")

    def pick_link(self) -> None:
        """Show the links with numbers: those of the item, then those of notes."""
        from reader.ui.cards.choice.open_links import LinkPicker

        of_notes = self._note_links.numbered()
        links = [(link, link) for link in self._links(needs_one=not of_notes)]
        LinkPicker([*links, *of_notes], self._screen, self._link_clicked).open()

    def _link_clicked(self, url: str) -> None:
        from reader.ui.cards.choice.open_links import open_link

        item = item_of_link(url)
        if item is None:
            self._says.attempt(open_link, url)
        else:
            self._says.attempt(self._note_links.go, item)

    def _links(self, *, needs_one: bool = True) -> list[str]:
        detail = self._shown.current_detail()
        links = [link for link in (detail.row.url, *detail.links) if link]
        if needs_one and not links:
            raise CommandError("This item has no link.")
        return list(dict.fromkeys(links))

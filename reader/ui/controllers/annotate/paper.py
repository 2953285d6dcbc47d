"""Shows the paper card, and joins and parts works by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.core.state.changes import Change, Changes
from reader.core.state.highlights import Highlight
from reader.core.state.mentions import Alike, Mention, Mentions
from reader.core.state.notes import LinkedWork
from reader.core.state.rows import ItemRow, Typed
from reader.core.text.clean import clean_line
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.services.exports.facts import work_cards
from reader.services.exports.facts.records import ItemRecord
from reader.services.exports.facts.work_cards import WorkCard
from reader.services.items import triage
from reader.ui.controllers.library_needs import Asks, Reads
from reader.ui.controllers.needs import CarriesOut, Goes, Handlers, Panes, Run, Says, Shown
from reader.ui.look.appearance import Look
from reader.ui.panes.detail_pane import DetailPane

if TYPE_CHECKING:
    from reader.store import Reader
    from reader.ui.cards.papers.paper_card import PaperCard

_MOST_OFFERED = 50


class Carding(QObject):
    """The controller of the paper card of the selected item's work."""

    def __init__(
        self,
        screen: QWidget,
        *,
        shown: Shown,
        goes: Goes,
        asks: Asks,
        reads: Reads,
        acts: CarriesOut,
        says: Says,
        panes: Panes,
        detail: DetailPane,
        run: Run,
        look: Look,
    ) -> None:
        super().__init__(screen)
        self._screen, self._shown, self._goes, self._asks = screen, shown, goes, asks
        self._reads, self._acts, self._says, self._panes = reads, acts, says, panes
        self._detail, self._run, self._look = detail, run, look
        self._card: PaperCard | None = None

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.card": lambda _: self.show_card(),
            "work.join": lambda _: self.pick_work(self._shown.current_detail().row),
            "work.part": lambda _: self.part(self._shown.current_detail().row.id),
        }

    def show_card(self) -> None:
        """Open the card with the facts at hand; its mentions are read beside the window."""
        from reader.ui.cards.papers.paper_card import CardActs, PaperCard

        detail = self._shown.current_detail()
        issue = self._reads.issue(detail.row.issue_id)
        known = Mentions(detail.row.work_id, (), 0, (), (detail.row.id,))
        acts = CardActs(
            open_link=self._open_link,
            go_to=lambda mention: self._says.attempt(self._go_to_mention, mention),
            go_to_highlight=lambda highlight: self._says.attempt(self._go_to_highlight, highlight),
            write_note=lambda: self._run("item.note"),
            describe=self._describe,
            join=lambda card: self._says.attempt(self.pick_work, card.detail.row),
            part=lambda item: self._says.attempt(self.part, item),
            copy=self._copy,
            undo=lambda: self._run("edit.undo"),
        )
        card = work_cards.make_card([ItemRecord(detail, issue)], known)
        self._card = PaperCard(card, self._look, acts, self._screen)
        self._card.open()
        self._read(detail.row.id)

    def follow(self, _: tuple[Change, ...]) -> None:
        """Show in the card what was changed, by whomever."""
        if self._card is not None and self._card.is_open:
            self._read(self._card.shown.detail.row.id)

    def _read(self, item: ItemId) -> None:
        def show(card: WorkCard) -> None:
            if self._card is not None and self._card.is_open:
                self._card.show_card(card)

        self._asks.ask(
            "lists", "card", lambda reader: work_cards.read_card(reader, item), show, self._says.tell_failure
        )

    def _open_link(self, url: str) -> None:
        from reader.ui.cards.choice.open_links import open_link

        self._says.attempt(open_link, url)

    def _go_to_mention(self, mention: Mention) -> None:
        if mention.item != self._shown.item:
            self._goes.go_to_issue(mention.issue_id, mention.item)

    def _go_to_highlight(self, highlight: Highlight) -> None:
        """Show a highlight in its text: the one that is shown, else the one it was made in."""
        if highlight.start is None and highlight.item != self._shown.item:
            self._goes.go_to_item(highlight.item)
            self._goes.wait_for_list()
        self._panes.focus("detail")
        if not self._detail.show_highlight(highlight.id):
            raise CommandError("This highlight is detached: its words are gone from the text.")

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._says.say(f"Copied {clean_line(text, cap=200)}")

    def _describe(self, card: WorkCard, typed: Typed) -> None:
        self._acts.carry_out(triage.describe_work(card.detail.row, typed), [card.detail.row])

    def pick_work(self, row: ItemRow) -> None:
        """Ask which work to join the item's work with; those of the same title come first."""
        from reader.ui.cards.choice.work_picker import WorkPicker

        name = clean_line(row.title or row.excerpt, cap=60)

        def ask(typed: str) -> None:
            if typed:
                self._asks.ask("lists", "works", partial(_find_others, row, typed), partial(picker.show_found, typed))
            else:
                self._asks.ask("lists", "works", partial(_find_alike, row), picker.show_alike)

        picker = WorkPicker(self._screen, heading=f"Merge “{name}” with", choose_work=partial(self._join, row))
        picker.wanted.connect(ask)
        picker.open()
        ask("")

    def _join(self, row: ItemRow, other: ItemId) -> None:
        rows = work_cards.in_joining_order([row, *self._reads.rows([other])])
        self._says.attempt(self._acts.carry_out, triage.join_works(rows), rows, on_done=self._joined)

    def _joined(self, changes: Changes) -> None:
        united = work_cards.told_of_joining(changes.changes)
        self._says.say(f"Merged: they are one paper now{f', sharing {united}' if united else ''}. u takes it back.")

    def part(self, item: ItemId) -> None:
        """Give an item a work of its own."""
        detail = self._reads.detail(item)
        if not detail.twins:
            raise CommandError("No other item is the same paper.")
        self._acts.carry_out(triage.part_item(detail.row), [detail.row], on_done=self._parted)

    def _parted(self, changes: Changes) -> None:
        if changes.group is not None:
            self._says.say("Split off: it is a paper of its own now. u merges it again.")


def _find_alike(row: ItemRow, reader: Reader) -> tuple[Alike, ...]:
    return reader.alike(row.work_id, row.title or "", limit=_MOST_OFFERED)


def _find_others(row: ItemRow, typed: str, reader: Reader) -> list[LinkedWork]:
    return [work for work in reader.linkable(typed, limit=_MOST_OFFERED) if work.work != row.work_id]

"""Corrects the split on the issue page: a block at hand, a correction of it, and a preview before it is applied."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import PageBlock
from reader.core.revision.item_borders import end_of_item
from reader.core.state.changes import Changes, Origin
from reader.core.state.rows import ItemDetail
from reader.core.text.clean import clean_title
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId
from reader.core.values.issues import Kind
from reader.ui.controllers.library_needs import Desks
from reader.ui.controllers.needs import CorrectsEverywhere, Handlers, Listed, Pages, Says, Shown, Slot
from reader.ui.panes.issue_page.issue_page_view import IssuePageView

if TYPE_CHECKING:
    from reader.services.splits.desk import Desk
    from reader.services.splits.preview import Foreseen
    from reader.ui.panes.issue_page.issue_page_text import IssuePage

T = TypeVar("T")
_SAYS = {
    "split": Act.SPLIT,
    "join": Act.JOIN,
    "title": Act.TITLE,
    "title_below": Act.TITLE_BELOW,
    "kicker": Act.KICKER,
    "heading": Act.HEADING,
    "body": Act.BODY,
    "boilerplate": Act.BOILERPLATE,
    "sponsored": Act.SPONSORED,
}
_ASKS = {
    "item_title": (Act.ITEM_TITLE, "Title of the item"),
    "address": (Act.ADDRESS, "Address of the item"),
    "authors": (Act.AUTHORS, "Authors of the item"),
    "section": (Act.SECTION_NAME, "Name of the section"),
}
_NOT_HERE = "Press M first to correct the split."


class Correcting(QObject):
    """The controller of corrections. It knows the block at hand; one correction is one act."""

    changed = Signal()
    """Emitted when correcting began or ended."""

    def __init__(
        self,
        screen: QWidget,
        *,
        listed: Listed,
        shown: Shown,
        desks: Desks,
        says: Says,
        page: IssuePageView,
        pages: Pages,
        everywhere: CorrectsEverywhere,
        slot: Slot,
    ) -> None:
        super().__init__(screen)
        self._screen, self._listed, self._shown, self._desks = screen, listed, shown, desks
        self._says, self._page, self._pages = says, page, pages
        self._everywhere, self._slot = everywhere, slot
        self._is_active = False
        page.block_clicked.connect(self._block_clicked)
        page.border_drag.is_on = lambda: self.is_active
        page.border_drag.grabbed.connect(lambda: says.say("Esc cancels."))
        page.border_drag.dropped.connect(lambda *move: says.attempt(self._move_border, *move))

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "issue.correct": lambda _: self.begin(),
            "correct.next": lambda count: self._move(count),
            "correct.previous": lambda count: self._move(-count),
            "correct.next_item": lambda count: self._move_by_item(count),
            "correct.previous_item": lambda count: self._move_by_item(-count),
            **{f"correct.{name}": partial(self._say, act) for name, act in _SAYS.items()},
            **{f"correct.{name}": partial(self._ask, act, label) for name, (act, label) in _ASKS.items()},
            "correct.kind": lambda _: self._pick_kind(),
            "correct.leave": lambda _: self.leave(),
        }

    @property
    def is_active(self) -> bool:
        """Whether the page that is shown is being corrected."""
        return self._is_active and self._pages.is_shown

    def begin(self) -> None:
        """Show the issue page and take the first block of the selected item in hand."""
        detail = self._shown.detail
        if detail is None:
            raise CommandError("No item is selected.")
        self._is_active = True
        if not self._pages.is_shown:
            self._pages.open()
        self._page.setFocus()
        self._page.hold_block(None, of_item=True)
        self.changed.emit()
        self._says.say("Correcting: j and k go by blocks, Enter splits, Esc leaves.")
        self._warm_up(detail.row.issue_id)

    def page_left(self) -> None:
        """End correcting when the page goes out of sight."""
        if self.is_active:
            self.leave()

    def leave(self) -> None:
        """Correct no more; first give up a border that is being dragged."""
        if self._page.border_drag.give_up():
            self._says.say("Cancelled. The border stays where it was.")
            return
        self._is_active = False
        self._desks.clear_desks()
        self._page.hold_block(None)
        self.changed.emit()
        self._says.say("")

    # the block at hand

    def _move(self, step: int) -> None:
        page, held = self._page_of(), self._held()
        number = max(0, min(len(page.blocks) - 1, held.number + step))
        if number == held.number:
            self._says.say("This is the last block." if step > 0 else "This is the first block.")
        self._hold(page.blocks[number])

    def _move_by_item(self, step: int) -> None:
        page, held = self._page_of(), self._held()
        opening = [block for block in page.blocks if block.opens]
        beside = [
            block for block in opening if (block.number > held.number if step > 0 else block.number < held.number)
        ]
        if not beside:
            raise CommandError("This is the last item." if step > 0 else "This is the first item.")
        self._hold(beside[min(step, len(beside)) - 1] if step > 0 else beside[max(step, -len(beside))])

    def _hold(self, block: PageBlock) -> None:
        """Take a block in hand; the selection follows where its item is listed."""
        row = self._listed.position_of(block.item) if block.item is not None else -1
        self._listed.select_row(row)
        self._page.hold_block(block.number)

    def _block_clicked(self, block: PageBlock) -> None:
        if self.is_active:
            self._says.say("")
            self._page.hold_block(block.number)

    def _held(self) -> PageBlock:
        block = self._page.held
        if not self.is_active or block is None:
            raise CommandError(_NOT_HERE)
        return block

    def _page_of(self) -> IssuePage:
        page = self._page.issue_page
        if not self.is_active or page is None:
            raise CommandError(_NOT_HERE)
        if not page.original.is_shown:
            raise CommandError("The items come from the other version. Press g o to show it.")
        return page

    # what is said of it

    def _say(self, act: Act, _: int) -> None:
        self._preview(act, None)

    def _move_border(self, border: int, place: int) -> None:
        """Preview a border that was dropped before another block."""
        from reader.services.splits.preview import foresee_move

        page = self._page_of()
        self._says.say("")
        self._page.hold_block(border if place == end_of_item(page.blocks, border) else place)
        self._ask_desk(
            "page", "correction", lambda desk: foresee_move(desk, page.text, border, place), partial(self._show, page)
        )

    def _ask(self, act: Act, label: str, _: int) -> None:
        held, detail = self._held_in_item(act), self._shown.detail
        dialog = QInputDialog(self._screen)
        dialog.setWindowTitle(label)
        dialog.setLabelText(label)
        dialog.setTextValue(_known(act, detail) if detail is not None and detail.row.id == held.item else "")
        dialog.textValueSelected.connect(lambda text: self._says.attempt(self._preview, act, clean_title(text)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _pick_kind(self) -> None:
        from reader.ui.cards.newsletters.correction_card import KindPicker

        self._held_in_item(Act.KIND)
        KindPicker([kind.value for kind in Kind], self._screen, partial(self._preview, Act.KIND)).open()

    def _held_in_item(self, act: Act) -> PageBlock:
        held = self._held()
        if held.item is None and act is not Act.SECTION_NAME:
            raise CommandError("This block is in no item.")
        if held.section is None:
            raise CommandError("This block is in no section.")
        return held

    def _preview(self, act: Act, value: str | None) -> None:
        from reader.services.splits.preview import foresee

        if self._slot.is_one_act:
            raise CommandError("Issues are being split again. Wait for the end, or press g x to stop.")
        page, held = self._page_of(), self._held()
        self._page.border_drag.give_up()
        made = [Correction(act, held.text, held.span.start, value)]
        self._ask_desk("page", "correction", lambda desk: foresee(desk, page.text, made), partial(self._show, page))

    def _show(self, page: IssuePage, foreseen: Foreseen) -> None:
        from reader.services.splits.preview import foresee_elsewhere
        from reader.ui.cards.newsletters.correction_card import CorrectionCard

        if not self.is_active or self._page.issue_page is not page:
            return
        if not foreseen.lines:
            self._says.say(f"{foreseen.label}: nothing would change.")
            return
        card = CorrectionCard(foreseen, self._screen, self._apply, self._apply_everywhere)
        card.open()
        self._ask_desk(
            "elsewhere",
            "elsewhere",
            lambda desk: foresee_elsewhere(desk, page.text, foreseen.corrections),
            lambda told: card.show_others(told) if shiboken6.isValid(card) else None,
        )

    def _apply(self, wanted: Foreseen) -> None:
        """Carry out the correction beside the window; it is followed as any other write."""
        from reader.services.splits.corrected_splits import carry_out

        def work(desk: Desk) -> Changes:
            return carry_out(desk, wanted.split, origin=Origin.WINDOW).changes

        told = partial(self._told, wanted)
        self._desks.write_at_desk("page", work, told, self._says.tell_failure, is_kept=True)

    def _apply_everywhere(self, wanted: Foreseen) -> None:
        """Carry out the correction and split the other issues again, as a job."""
        self._says.attempt(self._everywhere.correct_everywhere, wanted.split)

    def _told(self, wanted: Foreseen, _: Changes) -> None:
        self._says.say(f"{wanted.label}: {wanted.lines[0]}. u takes it back.")

    # beside the window

    def _ask_desk(self, lane: str, key: str, work: Callable[[Desk], T], on_done: Callable[[T], None]) -> None:
        """Work with the issues as they are stored, in a lane that remembers what it read."""
        self._desks.at_desk(lane, key, work, on_done, self._says.tell_failure, is_kept=True)

    def _warm_up(self, issue: IssueId) -> None:
        """Read the issue again and put together what was learned, before it is needed."""

        def read(desk: Desk) -> None:
            from reader.services.splits.basis import shown_profile

            shown_profile(desk, issue)

        self._ask_desk("page", "warm up", read, lambda _: None)


def _known(act: Act, detail: ItemDetail) -> str:
    """The present value of what a correction would change."""
    known = {
        Act.ITEM_TITLE: detail.row.title,
        Act.ADDRESS: detail.row.url,
        Act.AUTHORS: detail.author,
        Act.SECTION_NAME: detail.section,
    }
    return known.get(act) or ""

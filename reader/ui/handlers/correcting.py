"""Correcting the split on the issue page: a block at hand, what is said of it, and a preview before it is applied."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog

from reader.core.changes import Changes
from reader.core.corrections import Act, Correction
from reader.core.errors import CommandError
from reader.core.ids import IssueId
from reader.core.issue_pages import PageBlock
from reader.core.issues import Kind
from reader.core.rows import ItemDetail
from reader.core.texts import clean_title

if TYPE_CHECKING:
    from reader.services.correcting import Correctable, Preview
    from reader.store import Reader
    from reader.ui.handlers.navigation import Handlers
    from reader.ui.panes.issue_page_text import IssuePage
    from reader.ui.window import Window

_SAYS = {
    "split": Act.SPLIT,
    "join": Act.JOIN,
    "title": Act.TITLE,
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
_NOT_HERE = "The split is not being corrected: M begins."


class Correcting(QObject):
    """Knows the block at hand; one correction is one act."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._page = window.detail.issue_page
        self._is_active = False
        self._read: tuple[IssuePage, Correctable] | None = None
        self._page.block_clicked.connect(self._block_clicked)

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
        return self._is_active and self._window.paging.is_shown

    def begin(self) -> None:
        """Show the issue page and take the first block of the selected item in hand."""
        self._is_active = True
        if not self._window.paging.is_shown:
            self._window.paging.open()
        self._page.setFocus()
        self._page.hold_block(None, of_item=True)
        self._window.show_hints()
        self._window.say("Correcting: j and k go from block to block, Enter splits, ? shows all keys, Esc leaves.")

    def leave(self) -> None:
        """Correct no more."""
        self._is_active = False
        self._read = None
        self._page.hold_block(None)
        self._window.show_hints()
        self._window.say("")

    # the block at hand

    def _move(self, step: int) -> None:
        page, held = self._page_of(), self._held()
        number = max(0, min(len(page.blocks) - 1, held.number + step))
        if number == held.number:
            self._window.say("This is the last block." if step > 0 else "This is the first block.")
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
        row = self._window.items.position_of(block.item) if block.item is not None else -1
        self._window.navigation.select_row(row)
        self._page.hold_block(block.number)

    def _block_clicked(self, block: PageBlock) -> None:
        if self.is_active:
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
            raise CommandError("Items are split out of the other original: g o shows it.")
        return page

    # what is said of it

    def _say(self, act: Act, _: int) -> None:
        self._preview(act, None)

    def _ask(self, act: Act, label: str, _: int) -> None:
        held, detail = self._held_in_item(act), self._window.detail.detail
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(label)
        dialog.setLabelText(label)
        dialog.setTextValue(_known(act, detail) if detail is not None and detail.row.id == held.item else "")
        dialog.textValueSelected.connect(lambda text: self._window.attempt(self._preview, act, clean_title(text)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _pick_kind(self) -> None:
        from reader.ui.correction_card import KindPicker

        self._held_in_item(Act.KIND)
        KindPicker([kind.value for kind in Kind], self._window, partial(self._preview, Act.KIND)).open()

    def _held_in_item(self, act: Act) -> PageBlock:
        held = self._held()
        if held.item is None and act is not Act.SECTION_NAME:
            raise CommandError("This block is in no item.")
        if held.section is None:
            raise CommandError("This block is in no section.")
        return held

    def _preview(self, act: Act, value: str | None) -> None:
        from reader.services.correcting import preview

        page, held, library = self._page_of(), self._held(), self._window.session.library
        made = Correction(act, held.text, held.span.start, value)
        known = self._read

        def work(reader: Reader) -> tuple[Correctable, Preview]:
            issue = known[1] if known is not None and known[0] is page else _read(reader, page.head.issue)
            return issue, preview(library, issue, made)

        self._window.session.ask("page", "correction", work, partial(self._show, page), self._window.tell_failure)

    def _show(self, page: IssuePage, found: tuple[Correctable, Preview]) -> None:
        from reader.ui.correction_card import CorrectionCard

        if not self.is_active or self._page.issue_page is not page:
            return
        self._read = page, found[0]
        if found[1].difference.is_none:
            self._window.say(f"{found[1].label}: this would change nothing.")
            return
        CorrectionCard(found[1], self._window, partial(self._apply, page.head.issue)).open()

    def _apply(self, issue: IssueId, wanted: Preview) -> None:
        from reader.services.correcting import apply

        library = self._window.session.library
        self._read = None

        def applied(future: Future[Changes]) -> None:
            self._window.session.track(future, partial(self._applied, wanted), self._window.tell_failure)

        work = partial(apply, library, issue, wanted)
        self._window.session.ask("page", "correct", lambda _: work(), applied, self._window.tell_failure)

    def _applied(self, wanted: Preview, changes: Changes) -> None:
        self._window.say(f"{wanted.label}: {wanted.told[0]}. u takes it back.")


def _known(act: Act, detail: ItemDetail) -> str:
    """What is known so far of what is asked for."""
    known = {
        Act.ITEM_TITLE: detail.row.title,
        Act.ADDRESS: detail.row.url,
        Act.AUTHORS: detail.author,
        Act.SECTION_NAME: detail.section,
    }
    return known.get(act) or ""


def _read(reader: Reader, issue: IssueId) -> Correctable:
    from reader.services.correcting import correctable
    from reader.services.parse_worker import ParseWorker

    with ParseWorker() as worker:
        return correctable(reader, issue, worker)

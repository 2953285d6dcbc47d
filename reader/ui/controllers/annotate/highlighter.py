"""Highlights passages: marks the selection, and carries out commands about the highlight at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.commands.command_rows.command import Command, Scope
from reader.core.state.changes import Changes, Field
from reader.core.state.highlights import COLOURS, Highlight
from reader.core.state.rows import ItemDetail
from reader.core.text.anchors import anchor_of
from reader.core.values.errors import CommandError
from reader.core.values.ids import HighlightId, ItemId
from reader.services.items import triage
from reader.services.items.triage import Act
from reader.ui.controllers.needs import CarriesOut, Handlers, OpensNotes, Panes, Says, Shown
from reader.ui.panes.detail_pane import DetailPane

_NOTHING_SELECTED = "Select words of the text first: press o, then Shift with arrows."


@dataclass(frozen=True, slots=True)
class AtHand:
    """The highlight that keys are about: its words, and the item that shows it.

    ``id`` is None until it is stored; ``where`` are the code points that were selected for a new one.
    """

    item: ItemId
    words: str
    where: tuple[int, int] | None = None
    id: HighlightId | None = None


class Highlighting(QObject):
    """The controller of highlights. It knows the one at hand: just marked or gone to, until something else is done."""

    changed = Signal()
    """Emitted when another highlight is at hand, or none any more."""

    def __init__(
        self,
        screen: QWidget,
        *,
        shown: Shown,
        detail: DetailPane,
        acts: CarriesOut,
        says: Says,
        panes: Panes,
        notes: OpensNotes,
    ) -> None:
        super().__init__(screen)
        self._screen, self._shown, self._detail = screen, shown, detail
        self._acts, self._says, self._panes, self._notes = acts, says, panes, notes
        self.colour = COLOURS[0]
        self._at_hand: AtHand | None = None
        self._waiting: list[Callable[[], None]] = []

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "highlight.mark": lambda _: self.mark(),
            "highlight.next": lambda _: self.go_to_next(),
            **{f"highlight.{colour}": partial(self._recolour, colour) for colour in COLOURS},
            "highlight.note": lambda _: self._with_stored(self._open_note),
            "highlight.remove": lambda _: self._with_stored(self._remove),
            "highlight.leave": lambda _: self._says.say(""),
            "highlight.attach": lambda _: self.pick_lost(),
        }

    # the highlight at hand

    @property
    def is_at_hand(self) -> bool:
        """Whether digits colour a highlight of the item that is shown."""
        detail = self._shown.detail
        return self._at_hand is not None and detail is not None and detail.row.id == self._at_hand.item

    def carried_out(self, command: Command) -> None:
        """End having a highlight at hand after any command that is not about it."""
        keeps = command.id in ("highlight.mark", "highlight.next") or command.scope is Scope.HIGHLIGHT
        if self._at_hand is not None and (not keeps or command.id == "highlight.leave"):
            self._take(None)

    def _take(self, at_hand: AtHand | None) -> None:
        self._at_hand = at_hand
        self._waiting = []
        self.changed.emit()

    def _with_stored(self, act: Callable[[AtHand, HighlightId], None]) -> None:
        """Do something with the highlight at hand, as soon as it is stored."""
        at_hand = self._at_hand
        if at_hand is None or not self.is_at_hand:
            raise CommandError("No highlight is chosen. Press H to go to the next one.")
        if at_hand.id is None:
            self._waiting.append(partial(self._with_stored, act))
        else:
            act(at_hand, at_hand.id)

    # marking

    def mark(self) -> None:
        """Highlight what is selected; without a selection take the highlight under the caret in hand."""
        detail, where = self._shown.current_detail(), self._detail.selected_body()
        if where is None:
            under = self._detail.highlight_at_caret()
            if under is None:
                raise CommandError(_NOTHING_SELECTED)
            self._take_shown(detail, under)
            return
        same = next((one for one in detail.highlights if (one.start, one.end) == where), None)
        if same is not None:
            self._detail.caret.release()
            self._take_shown(detail, same.id)
            self._recolour(self.colour, 1)
            return
        anchor = anchor_of(detail.body, *where)
        at_hand = AtHand(detail.row.id, anchor.exact, where)
        self._take(at_hand)
        self._carry_out(triage.mark_passage(detail.row, anchor, self.colour), partial(self._marked, at_hand))

    def _marked(self, at_hand: AtHand, changes: Changes) -> None:
        """Drop the selection, and carry out what was asked for while the highlight was being stored.

        Meanwhile other words may have been selected, and other ones be at hand.
        """
        pane, detail = self._detail, self._shown.detail
        is_shown = detail is not None and detail.row.id == at_hand.item
        if is_shown and pane.selected_body() == at_hand.where:
            pane.caret.release()
        marked = [
            target
            for change in changes.changes
            if change.field in (Field.HIGHLIGHT_REMOVED, Field.HIGHLIGHT_COLOUR)
            for target in change.targets
        ]
        if self._at_hand != at_hand or not marked:
            return
        self._at_hand = replace(at_hand, id=HighlightId(marked[-1]))
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            self._says.attempt(act)

    def go_to_next(self) -> None:
        """Go to the highlight after the one at hand, and from the last one to the first."""
        detail = self._shown.current_detail()
        ids = [one.id for one in detail.highlights if one.start is not None]
        if not ids:
            raise CommandError("No highlights in this text.")
        here = self._at_hand.id if self._at_hand is not None and self.is_at_hand else None
        chosen = ids[(ids.index(here) + 1) % len(ids)] if here in ids else ids[0]
        self._panes.focus("detail")
        self._detail.show_highlight(chosen)
        self._take_shown(detail, chosen)
        self._says.say(f"Highlight {ids.index(chosen) + 1} of {len(ids)}")

    def _take_shown(self, detail: ItemDetail, highlight: HighlightId) -> None:
        words = next(one.anchor.exact for one in detail.highlights if one.id == highlight)
        self._take(AtHand(detail.row.id, words, id=highlight))

    def _recolour(self, colour: str, _: int) -> None:
        self.colour = colour
        self._with_stored(lambda at, id: self._carry_out(triage.colour_highlight(id, at.words, colour)))

    def _open_note(self, at_hand: AtHand, id: HighlightId) -> None:
        self._notes.open_note_on(Field.HIGHLIGHT_NOTE, id, at_hand.words)

    def _remove(self, at_hand: AtHand, id: HighlightId) -> None:
        self._carry_out(triage.remove_highlight(id, at_hand.words))
        self._take(None)

    # what lost its place

    def pick_lost(self) -> None:
        """Let the user choose which lost highlight stands for the selection; the only one at once."""
        detail, where = self._shown.current_detail(), self._detail.selected_body()
        lost = [one for one in detail.highlights if not one.is_placed]
        if not lost:
            raise CommandError("This item has no detached highlights.")
        if where is None:
            raise CommandError(_NOTHING_SELECTED)
        from reader.ui.cards.papers.lost_highlights import LostHighlights

        def attach(highlight: Highlight) -> None:
            act = triage.attach_highlight(highlight.id, detail.row, anchor_of(detail.body, *where))
            self._says.attempt(self._carry_out, act)

        if len(lost) == 1:
            attach(lost[0])
        else:
            LostHighlights(lost, self._screen, attach).open()

    def _carry_out(self, act: Act, on_done: Callable[[Changes], None] = lambda _: None) -> None:
        self._acts.carry_out(act, [], on_done=on_done, is_told=True)

"""Decides on items: star, read, later, done, and undo. Painted at once, Saved when committed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from reader.core.state.changes import Changes, Field
from reader.core.state.queries import Is, IsTerm, Query
from reader.core.state.rows import ItemRow
from reader.core.values.errors import CommandError
from reader.services.items import triage
from reader.services.items.triage import Act
from reader.ui.controllers.library_needs import Writes
from reader.ui.controllers.needs import CarriesOut, Goes, Handlers, Listed, Says, Shown, Slot, Tags, Tree
from reader.ui.models.library_tree import NodeKind

_Told = Callable[[Changes | None], None]
_Failed = Callable[[BaseException], None]


class Deciding(QObject):
    """Carries out acts on the selected items."""

    def __init__(
        self,
        parent: QObject,
        *,
        listed: Listed,
        shown: Shown,
        goes: Goes,
        acts: CarriesOut,
        writes: Writes,
        says: Says,
        tree: Tree,
        tags: Tags,
        slot: Slot,
    ) -> None:
        super().__init__(parent)
        self._listed, self._shown, self._goes = listed, shown, goes
        self._acts, self._writes, self._says = acts, writes, says
        self._tree, self._tags, self._slot = tree, tags, slot

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "item.star": self.star,
            "item.read": self.read,
            "item.later": self.later,
            "item.done": self.done,
            "list.read": lambda _: self.read_list(),
            "list.clean_up": lambda _: self.clean_up(),
            "edit.undo": lambda _: self._step_back(self._writes.undo, self._undone),
            "edit.redo": lambda _: self._step_back(self._writes.redo, self._redone),
            "views.remove": lambda _: self.remove(),
        }

    def star(self, count: int) -> None:
        """Star the items, or unstar them when all are starred."""
        rows = self._listed.these(count)
        self._acts.carry_out(triage.set_star(rows, not all(row.is_starred for row in rows)), rows, is_told=True)

    def read(self, count: int) -> None:
        """Mark the items read, or unread when all are read; unread by hand stays so until the item is left."""
        rows = self._listed.these(count)
        on = not all(row.is_read for row in rows)
        if not on:
            self._shown.keep_unread([row.id for row in rows])
        self._acts.carry_out(triage.set_read(rows, on), rows, is_told=True)

    def later(self, count: int) -> None:
        """Put the items aside and go on; or take them back and stay."""
        rows = self._listed.these(count)
        on = not all(row.is_later for row in rows)
        self._decide(triage.set_later(rows, on), rows, goes_on=on)

    def done(self, count: int) -> None:
        """Mark the items done and go on; or take that back and stay."""
        rows = self._listed.these(count)
        on = not all(row.is_done for row in rows)
        self._decide(triage.set_done(rows, on), rows, goes_on=on)

    def read_list(self) -> None:
        """Mark everything listed read, as one group."""
        self._goes.wait_for_list(is_whole=True)
        place, ids = self._listed.place, self._listed.ids()
        if not ids or place is None:
            raise CommandError("This list is empty.")
        act = triage.mark_all_read(ids, place.title)
        self._acts.carry_out(act, list(self._listed.cached()), on_done=self._list_read)

    def _list_read(self, changes: Changes) -> None:
        some = changes.group is not None
        self._says.say(
            "Marked the whole list as read. u takes it back." if some else "All items of this list are read already."
        )

    def clean_up(self) -> None:
        """List afresh, without the rows that no longer belong."""
        self._goes.relist()
        self._says.say("No row to hide: you have dealt with none here.")

    def _step_back(self, step: Callable[[_Told, _Failed], None], told: _Told) -> None:
        """Undo or redo; not while the newest act still goes on."""
        if self._slot.is_one_act:
            raise CommandError("Issues are being split again. Press g x to stop, then u to take it back.")
        step(told, self._says.tell_failure)

    def remove(self) -> None:
        """Remove the chosen issue, publication or tag (softly)."""
        node = self._tree.current()
        if (tag := self._tags.chosen()) is not None:
            self._tags.delete(tag)
            return
        fields = {NodeKind.ISSUE: Field.ISSUE_REMOVED, NodeKind.PUBLICATION: Field.PUBLICATION_REMOVED}
        if node is None or node.kind not in fields:
            raise CommandError("Select an issue, a newsletter or a tag in the left pane first.")
        act = triage.remove(fields[node.kind], int(node.value), node.title)
        self._acts.carry_out(act, [])
        self._says.say(f"Removed {node.title}. u brings it back.")

    def _decide(self, act: Act, rows: Sequence[ItemRow], *, goes_on: bool) -> None:
        self._acts.carry_out(act, rows, is_told=True)
        if goes_on:
            self._to_undecided()

    def _to_undecided(self) -> None:
        undecided = Query((IsTerm(Is.DONE, is_negated=True), IsTerm(Is.LATER, is_negated=True)))
        self._listed.seek(1, lambda row: not (row.is_done or row.is_later), undecided, self._go_on)

    def _go_on(self, row: int) -> None:
        if row < 0:
            self._says.say("No undecided item below.")
        self._listed.select_row(row)

    def _undone(self, changes: Changes | None) -> None:
        self._told(changes, "Undone", "Nothing to undo.")

    def _redone(self, changes: Changes | None) -> None:
        self._told(changes, "Done again", "Nothing to do again.")

    def _told(self, changes: Changes | None, word: str, nothing: str) -> None:
        if changes is None:
            self._says.say(nothing)
            return
        kept = f" {changes.kept} changed since then and stay as they are." if changes.kept else ""
        self._says.say(f"{word}: {changes.label}.{kept}")
        self._to_changed(changes)

    def _to_changed(self, changes: Changes) -> None:
        """Select the item that an undo changed, if it is listed and is the only one."""
        ids = [target for change in changes.changes if change.field.startswith("item.") for target in change.targets]
        if len(set(ids)) == 1:
            self._listed.select_row(self._listed.position_of(ids[0]))  # type: ignore[arg-type]

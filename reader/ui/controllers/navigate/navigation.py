"""Navigates: lists places, keeps the way back, and selects an item when a list arrives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, Signal

from reader.core.state.rows import View
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, ItemId, SectionId
from reader.ui.controllers.library_needs import Lists, Reads
from reader.ui.controllers.listed_items import ListedItems
from reader.ui.controllers.needs import Handlers, Says
from reader.ui.controllers.shown_item import ShownItem
from reader.ui.models.item_list import Arranged
from reader.ui.models.library_tree import Node, NodeKind
from reader.ui.models.places import Place, PlaceKind, issue_place, tag_place, view_place
from reader.ui.panes.list_pane import ItemTable

HISTORY = 100
PATIENCE_MS, WHOLE_PATIENCE_MS = 1_000, 5_000


@dataclass(frozen=True, slots=True)
class _Aim:
    """The selection for a list that arrives: this item, or this section's first, or whatever is selected by then."""

    item: ItemId | None = None
    section: SectionId | None = None
    keeps_current: bool = False


class Navigation(QObject):
    """Lists places and selects items in them."""

    place_chosen = Signal(object)
    """Emitted when a place is about to be listed."""
    listed = Signal()
    list_failed = Signal()

    def __init__(
        self,
        parent: QObject,
        *,
        listed: ListedItems,
        shown: ShownItem,
        table: ItemTable,
        lists: Lists,
        reads: Reads,
        says: Says,
    ) -> None:
        super().__init__(parent)
        self._listed, self._shown = listed, shown
        self._lists, self._reads, self._says = lists, reads, says
        self._aim = _Aim()
        self._is_listed = self._is_whole = True
        self._back: list[tuple[Place, ItemId | None]] = []
        self._forward: list[tuple[Place, ItemId | None]] = []
        table.current_changed.connect(self._row_selected)

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        views = {
            "go.unread": View.UNREAD,
            "go.starred": View.STARRED,
            "go.later": View.LATER,
            "go.annotated": View.ANNOTATED,
            "go.papers": View.PAPERS,
            "go.done": View.DONE,
            "go.all": View.ALL,
        }
        return {
            "go.back": lambda _: self._travel(self._back, self._forward, "Nothing to go back to."),
            "go.forward": lambda _: self._travel(self._forward, self._back, "Nothing to go forward to."),
            **{command: partial(self._go_to_view, view) for command, view in views.items()},
        }

    @property
    def place(self) -> Place | None:
        """The listed place."""
        return self._listed.place

    # places

    def _go_to_view(self, view: View, _: int) -> None:
        self.go(view_place(view))

    def go(self, place: Place, *, item: ItemId | None = None, section: SectionId | None = None) -> None:
        """List a place and select an item of it (else the first unread, else the first)."""
        if self._listed.place is not None and place.root != self._listed.place.root:
            self._back = [*self._back[-HISTORY:], (self._listed.place, self._shown.item)]
            self._forward.clear()
        self._shown.leave()
        self._list(place, _Aim(item, section))

    def go_to_issue(self, issue: IssueId, item: ItemId | None = None) -> None:
        """List an issue and select an item of it. NotFound: there is no such issue."""
        row = self._reads.issue(issue)
        self.go(issue_place(row.id, row.label, row.publication_id), item=item)

    def go_to_item(self, item: ItemId) -> None:
        """List the issue of an item and select it there."""
        self.go_to_issue(self._reads.rows([item])[0].issue_id, item)

    def find_item(self, item: ItemId) -> None:
        """Select an item: in the list if it is there, else in its issue, which is listed then."""
        row = self._listed.position_of(item)
        if row >= 0:
            self._listed.select_row(row)
        else:
            self.go_to_item(item)

    def relist(self) -> None:
        """List the same place afresh, keeping the selection where it is still there."""
        if self._listed.place is not None:
            self._list(self._listed.place, _Aim(keeps_current=True))

    def grow(self) -> None:
        """List the same place afresh with new items, if that takes away no row of now.

        What was read or decided there stays in sight, until the list is left or cleaned up.
        """
        place = self._listed.place
        if place is None or not self._is_whole:
            return

        def grown(arranged: Arranged, is_whole: bool) -> None:
            if is_whole and self._listed.is_within(arranged):
                self._arrived(arranged, is_whole)

        self._lists.list_place(place, grown, self._says.tell_failure)

    def narrow(self, **changes: object) -> None:
        """List the same place with other states or another filter."""
        if self._listed.place is not None:
            self._list(replace(self._listed.place, **changes), _Aim(keeps_current=True))  # type: ignore[arg-type]

    def rename(self, **changes: object) -> None:
        """Call the listed place otherwise; its list stays as it is."""
        if self._listed.place is not None:
            self._listed.place = replace(self._listed.place, **changes)  # type: ignore[arg-type]

    def _list(self, place: Place, aim: _Aim) -> None:
        self._listed.place = place
        self._aim = aim
        self._is_listed = self._is_whole = False
        self.place_chosen.emit(place)
        self._lists.list_place(place, self._arrived, self._list_failed)

    def _list_failed(self, error: BaseException) -> None:
        self._is_listed = self._is_whole = True
        self.list_failed.emit()
        self._says.tell_failure(error)

    @property
    def newest(self) -> ItemId | None:
        """The newest item of the list; None until the list is there whole."""
        return self._listed.newest if self._is_whole else None

    def wait_for_list(self, *, is_whole: bool = False) -> None:
        """Wait for the list that was asked for, so that keys typed ahead act on the right rows.

        It takes some milliseconds; further keys wait in their order. CommandError: it takes longer than patience.
        """
        deadline = QDeadlineTimer(WHOLE_PATIENCE_MS if is_whole else PATIENCE_MS)
        while not (self._is_whole if is_whole else self._is_listed):
            if deadline.hasExpired():
                raise CommandError("The list is still loading.")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 5)

    def _arrived(self, arranged: Arranged, is_whole: bool) -> None:
        """Show a listing (or only its first screens, if the item that is wanted stands there) and select in it."""
        aim = self._aim
        wanted = self._shown.item if aim.keeps_current else aim.item
        if not is_whole and wanted is not None and wanted not in arranged.positions:
            return
        self._is_listed, self._is_whole = True, is_whole
        self._show(arranged, aim, [wanted] if wanted is not None else [])

    def _show(self, arranged: Arranged, aim: _Aim, wanted: list[ItemId]) -> None:
        listed, was_current = self._listed, self._shown.item
        offset = listed.offset_of_current()
        neighbours = listed.neighbours() if aim.keeps_current else []
        listed.show(arranged, self._reads.rows)
        candidates = [item for item in (*wanted, *neighbours) if item in arranged.positions]
        row = arranged.positions[candidates[0]] if candidates else -1
        if row < 0 and aim.section is not None:
            row = listed.row_of_section(aim.section)
        if row < 0:
            row = listed.first_choice()
        self._aim = _Aim(keeps_current=True)  # for the whole list, when it comes after its first screens
        if row >= 0:
            listed.select_row(row)
            if listed.id_at(row) == was_current:
                listed.scroll_to(row, offset)
        self._row_selected(row)
        self.listed.emit()

    def _row_selected(self, row: int) -> None:
        self._shown.select(self._listed.id_at(row))

    def _travel(
        self, source: list[tuple[Place, ItemId | None]], other: list[tuple[Place, ItemId | None]], nothing: str
    ) -> None:
        if not source:
            raise CommandError(nothing)
        if self._listed.place is not None:
            other.append((self._listed.place, self._shown.item))
        place, item = source.pop()
        self._shown.leave()
        self._list(place, _Aim(item))

    def choose_node(self, node: Node) -> None:
        """The place of a row of the left pane; a section's jumps within its issue's list."""
        if node.kind is NodeKind.VIEW:
            self.go(view_place(View(node.value)))
        elif node.kind is NodeKind.TAG:
            self.go(tag_place(node.value))
        elif node.kind is NodeKind.PUBLICATION:
            self.go(Place(PlaceKind.PUBLICATION, node.value, node.title))
        elif node.kind is NodeKind.ISSUE:
            self.go(self.place_of_issue(node))
        elif node.kind is NodeKind.SECTION and node.parent is not None:
            section = SectionId(int(node.value))
            if self._listed.place is not None and self._listed.place.root == (PlaceKind.ISSUE, node.parent.value):
                self._listed.select_row(self._listed.row_of_section(section))
            else:
                self.go(self.place_of_issue(node.parent), section=section)

    def place_of_issue(self, node: Node) -> Place:
        """The place of an issue's row."""
        publication = node.parent.parent if node.parent and node.parent.kind is NodeKind.YEAR else node.parent
        return issue_place(int(node.value), node.title, int(publication.value) if publication else 0)

"""Moving: which place is listed, which item is selected, and what that shows and marks read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, QTimer, Signal

from reader.commands.command_rows.command import When
from reader.core.settings import Settings
from reader.core.state.changes import Origin
from reader.core.state.rows import Hits, ItemDetail, View
from reader.core.values.errors import CommandError, ReaderError
from reader.core.values.ids import IssueId, ItemId, SectionId
from reader.services.items import triage
from reader.ui.models.item_list import Arranged
from reader.ui.models.library_tree import Node, NodeKind
from reader.ui.models.places import Place, PlaceKind, issue_place, tag_place, view_place

if TYPE_CHECKING:
    from reader.ui.shell.window import Window

Handlers = Mapping[str, Callable[[int], None]]
SECOND_MS = 1000
HISTORY = 100
_NEAR = 400
"""Rows around the selected one that it goes to when it is no longer listed."""
PATIENCE_MS, WHOLE_PATIENCE_MS = 1_000, 5_000


@dataclass(frozen=True, slots=True)
class _Aim:
    """What to select when a list arrives: this item, or this section's first, or whatever is selected by then."""

    item: ItemId | None = None
    section: SectionId | None = None
    keeps_current: bool = False


class Navigation(QObject):
    """The list's place and the selected item, with the way back."""

    item_selected = Signal()
    """Another item is selected."""
    item_shown = Signal(object)
    """The selected item's text is shown, perhaps not for the first time."""
    listed = Signal()
    list_failed = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.place: Place | None = None
        self.item: ItemId | None = None
        self.marks_read = True
        self._kept_unread: set[ItemId] = set()
        self._aim = _Aim()
        self._is_listed = self._is_whole = True
        self._back: list[tuple[Place, ItemId | None]] = []
        self._forward: list[tuple[Place, ItemId | None]] = []
        self._read_timer = QTimer(self)
        self._read_timer.setSingleShot(True)
        self._reads_by_itself = True
        self._read_timer.timeout.connect(self._shown_long_enough)
        window.look.settings.follow(Settings.mark_read_after, self._read_after)
        window.list.table.current_changed.connect(self._row_selected)

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
            "go.back": lambda _: self._travel(self._back, self._forward, "There is nothing to go back to."),
            "go.forward": lambda _: self._travel(self._forward, self._back, "There is nothing to go forward to."),
            **{command: partial(self._go_to_view, view) for command, view in views.items()},
        }

    # places

    def _go_to_view(self, view: View, _: int) -> None:
        self.go(view_place(view))

    def go(self, place: Place, *, item: ItemId | None = None, section: SectionId | None = None) -> None:
        """List a place and select an item of it (else the first unread, else the first)."""
        if self.place is not None and place.root != self.place.root:
            self._back = [*self._back[-HISTORY:], (self.place, self.item)]
            self._forward.clear()
        self._leave_item()
        self._list(place, _Aim(item, section))

    def go_to_issue(self, issue: IssueId, item: ItemId | None = None) -> None:
        """List an issue and select an item of it. NotFound: there is no such issue."""
        row = self._window.session.reader.issue(issue)
        self.go(issue_place(row.id, row.label, row.publication_id), item=item)

    def go_to_item(self, item: ItemId) -> None:
        """List the issue of an item and select it there."""
        self.go_to_issue(self._window.session.reader.rows([item])[0].issue_id, item)

    def find_item(self, item: ItemId) -> None:
        """Select an item: in the list if it is there, else in its issue, which is listed then."""
        row = self._window.items.position_of(item)
        if row >= 0:
            self._window.walking.select_row(row)
        else:
            self.go_to_item(item)

    def relist(self) -> None:
        """List the same place afresh, keeping the selection where it is still there."""
        if self.place is not None:
            self._list(self.place, _Aim(keeps_current=True))

    def narrow(self, **changes: object) -> None:
        """List the same place with other states or another filter."""
        if self.place is not None:
            self._list(replace(self.place, **changes), _Aim(keeps_current=True))  # type: ignore[arg-type]

    def _list(self, place: Place, aim: _Aim) -> None:
        self.place = place
        self._aim = aim
        self._is_listed = self._is_whole = False
        self._window.place_chosen(place)
        self._window.session.list_place(place, self._listed, self._list_failed)

    def _list_failed(self, error: BaseException) -> None:
        self._is_listed = self._is_whole = True
        self.list_failed.emit()
        self._window.tell_failure(error)

    @property
    def newest(self) -> ItemId | None:
        """The newest item of the list; None until the list is there whole."""
        return ItemId(self._window.items.shown.newest) if self._is_whole else None

    def wait_for_list(self, *, is_whole: bool = False) -> None:
        """Wait for the list that was asked for, so that keys typed ahead act on what they were meant for.

        It takes some milliseconds; further keys wait in their order. CommandError: it takes longer than patience.
        """
        deadline = QDeadlineTimer(WHOLE_PATIENCE_MS if is_whole else PATIENCE_MS)
        while not (self._is_whole if is_whole else self._is_listed):
            if deadline.hasExpired():
                raise CommandError("The list is still being fetched.")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 5)

    def _listed(self, arranged: Arranged, is_whole: bool) -> None:
        """Show a listing (or only its first screens, if the item that is wanted stands there) and select in it."""
        aim, model, table = self._aim, self._window.items, self._window.list.table
        wanted = self.item if aim.keeps_current else aim.item
        if not is_whole and wanted is not None and wanted not in arranged.positions:
            return
        self._is_listed, self._is_whole = True, is_whole
        was_current, offset = self.item, self._offset_of_current()
        neighbours = self._neighbours() if aim.keeps_current else []
        model.show(arranged, self._window.session.rows)
        candidates = [item for item in (wanted, *neighbours) if item in arranged.positions]
        row = arranged.positions[candidates[0]] if candidates else -1
        if row < 0 and aim.section is not None:
            row = self._window.walking.row_of_section(aim.section)
        if row < 0:
            row = self._first_choice()
        self._aim = _Aim(keeps_current=True)  # for the whole list, when it comes after its first screens
        if row >= 0:
            table.select(row)
            if model.id_at(row) == was_current:
                self._keep_offset(row, offset)
        self._row_selected(row)
        self.listed.emit()

    def _neighbours(self) -> list[ItemId]:
        """The items below the selected one, then those above: where the selection goes when it is no longer listed."""
        items, row = self._window.items, self._window.list.table.current_row()
        if row < 0:
            return []
        around = [*range(row + 1, row + _NEAR), *range(row - 1, row - _NEAR, -1)]
        return [item for place in around if (item := items.id_at(place)) is not None]

    def _first_choice(self) -> int:
        """The first unread item, else the first; looks no further than the first screens."""
        first = self._window.walking.step(-1, 1)
        row = first
        for _ in range(100):
            shown = self._window.items.row_at(row)
            if shown is None:
                break
            if shown.is_unread:
                return row
            row = self._window.walking.step(row, 1)
        return first

    def _offset_of_current(self) -> int | None:
        table = self._window.list.table
        row = table.current_row()
        return table.rowViewportPosition(row) if row >= 0 else None

    def _keep_offset(self, row: int, offset: int | None) -> None:
        table = self._window.list.table
        if offset is not None and 0 <= offset < table.viewport().height():
            bar = table.verticalScrollBar()
            bar.setValue(bar.value() + table.rowViewportPosition(row) - offset)

    def _travel(
        self, source: list[tuple[Place, ItemId | None]], other: list[tuple[Place, ItemId | None]], nothing: str
    ) -> None:
        if not source:
            raise CommandError(nothing)
        if self.place is not None:
            other.append((self.place, self.item))
        place, item = source.pop()
        self._leave_item()
        self._list(place, _Aim(item))

    def choose_node(self, node: Node) -> None:
        """What a row of the left pane shows: a section jumps within its issue's list."""
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
            if self.place is not None and self.place.root == (PlaceKind.ISSUE, node.parent.value):
                self._window.walking.select_row(self._window.walking.row_of_section(section))
            else:
                self.go(self.place_of_issue(node.parent), section=section)

    def place_of_issue(self, node: Node) -> Place:
        """The place of an issue's row."""
        publication = node.parent.parent if node.parent and node.parent.kind is NodeKind.YEAR else node.parent
        return issue_place(int(node.value), node.title, int(publication.value) if publication else 0)

    # the selected item

    def current_detail(self) -> ItemDetail:
        """The selected item as it is shown; raises CommandError when none is selected."""
        detail = self._window.detail.detail
        if detail is None:
            raise CommandError(When.ITEM.value)
        return detail

    def keep_unread(self, ids: list[ItemId]) -> None:
        """What was set unread by hand stays so until it is left and visited again."""
        self._kept_unread.update(ids)

    def _row_selected(self, row: int) -> None:
        item = self._window.items.id_at(row)
        if not self._window.is_ready:
            return
        if item == self.item and self._window.detail.detail is not None:
            return
        self._leave_item()
        self._window.noting.end_session()
        self.item = item
        self.item_selected.emit()
        self.show_item()
        if item is not None and self.marks_read and self._reads_by_itself:
            self._read_timer.start()

    def show_item(self) -> None:
        """Show the selected item's text (again, when it changed)."""
        if self.item is None:
            self._window.detail.show_detail(None)
            self.item_shown.emit(None)
            return
        reader = self._window.session.reader
        hits: Hits | None = None
        try:
            detail = reader.detail(self.item)
            if self.place is not None and self.place.searched.has_words:
                hits = reader.hits(self.item, self.place.searched)
        except ReaderError as error:
            self._window.detail.show_detail(None)
            self._window.say(str(error), is_warning=True)
            return
        self._window.detail.show_detail(detail, hits)
        self.item_shown.emit(detail)

    def _leave_item(self) -> None:
        self._read_timer.stop()
        if self.item is not None:
            self._kept_unread.discard(self.item)

    def _read_after(self, seconds: int | str) -> None:
        """Wait so long until the item that is shown counts as read; a word: for ever."""
        self._reads_by_itself = isinstance(seconds, int)
        self._read_timer.setInterval(seconds * SECOND_MS if isinstance(seconds, int) else 0)
        if not self._reads_by_itself:
            self._read_timer.stop()

    def _shown_long_enough(self) -> None:
        if self._window.isActiveWindow() or not self._window.isVisible():
            self.mark_shown_read()
        else:
            self._read_timer.start()

    def mark_shown_read(self) -> None:
        """Mark the selected item read, unless it was set unread by hand in this visit."""
        row = self._window.items.row_at(self._window.list.table.current_row())
        if self.marks_read and row is not None and not row.is_read and row.id not in self._kept_unread:
            self._window.deciding.carry_out(triage.set_read([row], True), [row], origin=Origin.AUTO)

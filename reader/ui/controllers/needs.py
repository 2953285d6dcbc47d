"""The needs of controllers: small protocols of the rest of the window, so that each can be built and tested alone.

The window makes everything and hands it over; no controller knows the window, or another controller's class. Only
navigation knows two: it fills the list (`ListedItems`) and selects what is shown (`ShownItem`), which others only read.
Methods are described where they are done.
"""
# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ParamSpec, Protocol

from PySide6.QtCore import SignalInstance

from reader.core.state.changes import Changes, Field, Origin
from reader.core.state.queries import Query
from reader.core.state.rows import ItemDetail, ItemRow
from reader.core.state.tags import TagRow
from reader.core.values.ids import IssueId, ItemId, SectionId
from reader.services.items.triage import Act
from reader.ui.models.library_tree import Node
from reader.ui.models.places import Place
from reader.ui.qt.jobs import Done

if TYPE_CHECKING:
    from reader.services.splits.corrected_splits import CorrectedSplit
    from reader.ui.cards.program.export_card import Selection

P = ParamSpec("P")
Handlers = Mapping[str, Callable[[int], None]]
"""Rows of the command table: the function of each command, called with a count."""
Run = Callable[[str], None]
"""Carries out the command of an id."""


class Says(Protocol):
    """Tells the user sentences."""

    def say(self, sentence: str, *, is_warning: bool = False) -> None: ...

    def tell_failure(self, error: BaseException) -> None: ...

    def attempt(self, act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None: ...


class CarriesOut(Protocol):
    """Shows an act at once and commits it."""

    def carry_out(
        self,
        act: Act,
        rows: Sequence[ItemRow],
        *,
        origin: Origin = Origin.WINDOW,
        on_done: Done[Changes] = lambda _: None,
        is_told: bool = False,
    ) -> None: ...


class Listed(Protocol):
    """The listed items, and the selected row."""

    @property
    def place(self) -> Place | None: ...

    @property
    def current_row(self) -> int: ...

    @property
    def row_count(self) -> int: ...

    @property
    def section_starts(self) -> Sequence[int]: ...

    def ids(self) -> list[ItemId]: ...

    def cached(self) -> Iterable[ItemRow]: ...

    def current(self) -> ItemRow: ...

    def current_or_none(self) -> ItemRow | None: ...

    def these(self, count: int) -> list[ItemRow]: ...

    def step(self, row: int, step: int) -> int: ...

    def position_of(self, item: ItemId) -> int: ...

    def select_row(self, row: int) -> None: ...

    def seek(
        self,
        step: int,
        matches: Callable[[ItemRow], bool],
        terms: Query,
        found: Callable[[int], None],
        *,
        count: int = 1,
        start: int | None = None,
    ) -> None: ...


class Shown(Protocol):
    """The selected item, as the detail pane shows it."""

    @property
    def item(self) -> ItemId | None: ...

    @property
    def detail(self) -> ItemDetail | None: ...

    def current_detail(self) -> ItemDetail: ...

    def keep_unread(self, ids: Iterable[ItemId]) -> None: ...

    def mark_read(self) -> None: ...

    @property
    def item_selected(self) -> SignalInstance: ...

    @property
    def item_shown(self) -> SignalInstance: ...


class Goes(Protocol):
    """Lists places, and goes to issues and items."""

    def go(self, place: Place, *, item: ItemId | None = None, section: SectionId | None = None) -> None: ...

    def go_to_issue(self, issue: IssueId, item: ItemId | None = None) -> None: ...

    def go_to_item(self, item: ItemId) -> None: ...

    def find_item(self, item: ItemId) -> None: ...

    def relist(self) -> None: ...

    def grow(self) -> None: ...

    def narrow(self, **changes: object) -> None: ...

    def wait_for_list(self, *, is_whole: bool = False) -> None: ...

    @property
    def listed(self) -> SignalInstance: ...

    @property
    def list_failed(self) -> SignalInstance: ...


class Tree(Protocol):
    """The left pane."""

    def current(self) -> Node | None: ...


class Panes(Protocol):
    """Shows panes and gives them the keys."""

    def focus(self, pane: str) -> None: ...

    def show_pane(self, pane: str) -> None: ...


class Frames(Panes, Protocol):
    """Everything about panes: which are shown and which has the keys."""

    def toggle_pane(self, pane: str) -> None: ...

    def focus_beside(self, step: int) -> None: ...

    def holds_focus(self, pane: str) -> bool: ...


class Pages(Protocol):
    """The issue page, in the place of the item's text."""

    @property
    def is_shown(self) -> bool: ...

    def open(self) -> None: ...

    def leave(self) -> None: ...


class OpensNotes(Protocol):
    """The editor of notes."""

    @property
    def is_writing(self) -> bool: ...

    def open_note_on(self, field: Field, target: int, name: str) -> None: ...

    def close_note(self) -> None: ...


class Links(Protocol):
    """The links of notes."""

    def numbered(self) -> list[tuple[str, str]]: ...

    def go(self, item: ItemId) -> None: ...


class Tags(Protocol):
    """The tag that is chosen in the left pane."""

    def chosen(self) -> str | None: ...

    def rename(self) -> None: ...

    def delete(self, name: str) -> None: ...


class KnowsTags(Protocol):
    """All tags, as they were counted last."""

    @property
    def tags(self) -> Sequence[TagRow]: ...


class Finds(Protocol):
    """The fields that are typed into; each ``leave`` says whether there was anything to leave."""

    @property
    def has_find_focus(self) -> bool: ...

    def leave_find(self) -> bool: ...

    def leave_filter(self) -> bool: ...

    def leave_search(self) -> bool: ...


class Exports(Protocol):
    """Takes items away."""

    def copy_citation(self, item: ItemId) -> None: ...

    def offer(self, selections: Sequence[Selection]) -> None: ...


class CorrectsEverywhere(Protocol):
    """Writes a corrected split of an issue and corrects the others of its publication, too."""

    def correct_everywhere(self, corrected: CorrectedSplit) -> None: ...


class Job(Protocol):
    """Long work that somebody asked for."""

    verb: str
    """The words for the job, as in "import when it is done"."""

    @property
    def is_one_act(self) -> bool:
        """Whether the job is one act until its end, which cannot be undone before."""
        ...

    def told(self, done: int, of: int) -> str:
        """The progress as a sentence for the status bar."""
        ...

    def stop(self) -> None:
        """End early."""
        ...


class Slot(Protocol):
    """The place of the one job that runs at a time."""

    @property
    def is_one_act(self) -> bool: ...

    def holds(self, job: Job) -> bool: ...

    def refuse(self, job: Job) -> None: ...

    def begin(self, job: Job, *, of: int = 0) -> None: ...

    def tell(self, done: int, of: int) -> None: ...

    def show(self) -> None: ...

    def end(self) -> None: ...

    def show_result(self, text: str, *, is_warning: bool = False, shown_by: str = "import.summary") -> None: ...

    def hide_result(self) -> None: ...

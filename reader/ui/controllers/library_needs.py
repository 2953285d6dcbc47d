"""The needs that controllers have of the library: protocols of the session, by what is asked of it.

Methods are described where they are done.
"""
# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from reader.core.state.changes import Changes, Field, Origin
from reader.core.state.queries import Query
from reader.core.state.rows import Draft, Hits, IssueRow, ItemDetail, ItemRow
from reader.core.state.tags import Tag
from reader.core.values.ids import IssueId, ItemId, PublicationId, WorkId
from reader.core.values.own_facts import OwnFact
from reader.services.items.triage import Act
from reader.ui.models.item_list import Arranged
from reader.ui.models.places import Place
from reader.ui.qt.jobs import Done, Failed

if TYPE_CHECKING:
    from reader.services.splits.desk import Desk
    from reader.store import Library, Reader

T = TypeVar("T")


class Asks(Protocol):
    """Asks the library beside the window; a newer question of the same key supersedes an older one."""

    def ask(
        self, lane: str, key: str, work: Callable[[Reader], T], on_done: Done[T], on_failed: Failed | None = None
    ) -> None: ...


class Lists(Asks, Protocol):
    """Lists places, beside the window."""

    def list_place(self, place: Place, on_done: Callable[[Arranged, bool], None], on_failed: Failed) -> None: ...


class Reads(Protocol):
    """Reads by primary key on the window's thread, which takes no time. NotFound: there is no such thing."""

    def rows(self, ids: Sequence[ItemId]) -> list[ItemRow]: ...

    def detail(self, item: ItemId) -> ItemDetail: ...

    def hits(self, item: ItemId, query: Query) -> Hits: ...

    def issue(self, issue: IssueId) -> IssueRow: ...

    def note(self, field: Field, target: int) -> str: ...

    def tags_of(self, works: Collection[WorkId]) -> Mapping[WorkId, Sequence[Tag]]: ...

    def own_facts(self, publication: PublicationId) -> tuple[OwnFact, ...]: ...

    def forgotten(self, publication: PublicationId) -> frozenset[str]: ...


class Writes(Protocol):
    """Commits what a person does, and keeps the status bar's word Saved true."""

    def carry_out(self, act: Act, origin: Origin, on_done: Done[Changes], on_failed: Failed) -> None: ...

    def undo(self, on_done: Done[Changes | None], on_failed: Failed) -> None: ...

    def redo(self, on_done: Done[Changes | None], on_failed: Failed) -> None: ...


class WritesNotes(Protocol):
    """Stores notes and the drafts of notes."""

    def write_note(
        self, target: tuple[Field, int], text: str, *, base: str, name: str, on_done: Done[Changes], on_failed: Failed
    ) -> None: ...

    def save_draft(self, target: tuple[Field, int], text: str, *, base: str, on_failed: Failed) -> None: ...

    def drop_draft(self, target: tuple[Field, int], *, process: str, on_failed: Failed) -> None: ...

    def drafts(self) -> list[Draft]: ...


class Desks(Asks, Protocol):
    """Reads stored issues again and splits them, beside the window, at a desk of each lane."""

    def at_desk(
        self,
        lane: str,
        key: str,
        work: Callable[[Desk], T],
        on_done: Done[T],
        on_failed: Failed,
        *,
        is_kept: bool = False,
    ) -> None: ...

    def write_at_desk(
        self, lane: str, work: Callable[[Desk], T], on_done: Done[T], on_failed: Failed, *, is_kept: bool = False
    ) -> None: ...

    def clear_desks(self) -> None: ...


class Works(Asks, Protocol):
    """Runs long work with the library, beside the window."""

    @property
    def is_open(self) -> bool: ...

    @property
    def is_read_only(self) -> bool: ...

    def poll(self) -> None: ...

    def work(
        self, lane: str, key: str, work: Callable[[Library], T], on_done: Done[T], on_failed: Failed | None = None
    ) -> None: ...


class Splits(Works, Desks, Protocol):
    """Splits many issues again; changes are shown once, at the end."""

    def stop_desk(self, lane: str) -> None: ...

    def beside_desk(self, desk: Desk, work: Callable[[Desk], T]) -> T: ...

    def defer_splits(self, is_deferred: bool) -> None: ...

    def tell_split(self, issues: Sequence[IssueId]) -> None: ...

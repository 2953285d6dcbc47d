"""Reads on the window's own thread: single rows by primary key, which takes no time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.commands.command_rows.command import When
from reader.core.state.changes import Field
from reader.core.state.queries import Query
from reader.core.state.rows import Hits, IssueRow, ItemDetail, ItemRow
from reader.core.state.tags import Tag
from reader.core.values.errors import CommandError, ReaderError
from reader.core.values.ids import IssueId, ItemId, PublicationId, WorkId
from reader.core.values.own_facts import OwnFact

if TYPE_CHECKING:
    from reader.store import Reader


class Lookups(QObject):
    """Reads by primary key. NotFound: there is no such thing. CommandError: no library is open yet."""

    failed = Signal(str)
    """Emitted with the reason when something that the screen needs cannot be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The reader of the window's thread."""
        if self._reader is None:
            raise CommandError(When.LIBRARY.value)
        return self._reader

    def rows(self, ids: Sequence[ItemId]) -> list[ItemRow]:
        """Rows of items; none, with the reason told, where they cannot be read."""
        try:
            return self.reader.rows(ids)
        except ReaderError as error:
            self.failed.emit(str(error))
            return []

    def detail(self, item: ItemId) -> ItemDetail:
        """One item whole."""
        return self.reader.detail(item)

    def hits(self, item: ItemId, query: Query) -> Hits:
        """The places where the words of a query stand in an item."""
        return self.reader.hits(item, query)

    def issue(self, issue: IssueId) -> IssueRow:
        """One issue."""
        return self.reader.issue(issue)

    def note(self, field: Field, target: int) -> str:
        """The note on a work or a highlight, as it is now."""
        return self.reader.note(field, target)

    def tags_of(self, works: Collection[WorkId]) -> Mapping[WorkId, Sequence[Tag]]:
        """The tags of works."""
        return self.reader.tags_of(works)

    def own_facts(self, publication: PublicationId) -> tuple[OwnFact, ...]:
        """The facts written by hand of a publication."""
        return self.reader.own_facts(publication)

    def forgotten(self, publication: PublicationId) -> frozenset[str]:
        """The keys of learned facts of a publication that are switched off."""
        return self.reader.forgotten(publication)

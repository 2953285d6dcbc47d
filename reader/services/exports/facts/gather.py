"""Reads records out of the library, one after the other, so that an export of any size needs little memory."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from reader.core.state.copies import IssueCopy
from reader.core.state.rows import IssueRow, ItemDetail
from reader.core.values.errors import NotFound
from reader.core.values.ids import HighlightId, IssueId, ItemId, WorkId
from reader.services.exports.facts.citation_keys import CitationKeys, key_giver
from reader.services.exports.facts.records import ItemRecord, WholeRecord, WorkRecord, make_work

if TYPE_CHECKING:
    from reader.store import Reader

T = TypeVar("T")
_BATCH = 500
Progress = Callable[[int, int], None]
"""A callback that takes how many records of how many are done."""


class Stopped(Exception):
    """The export was stopped by whoever asked for it."""


def nobody(done: int, of: int) -> None:
    """Ignore progress, where nobody looks at it."""


def never() -> bool:
    """Return that nothing was cancelled."""
    return False


class Gathering:
    """Reads records of items from one reader; issues are read once."""

    def __init__(
        self, reader: "Reader", *, progress: Progress = nobody, is_cancelled: Callable[[], bool] = never
    ) -> None:
        self._reader = reader
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._issues: dict[IssueId, IssueRow] = {}

    def items(self, ids: Sequence[ItemId]) -> Iterator[ItemRecord]:
        """A record of each item, in this order; what is gone meanwhile is left out. Stopped: it was cancelled."""
        for number in self._told(ids):
            record = self.item(number)
            if record is not None:
                yield record

    def wholes(self, ids: Sequence[ItemId]) -> Iterator[WholeRecord]:
        """All of each item, the newest issue first, whatever the order asked. Stopped: it was cancelled.

        A highlight of a twin that does not come along goes with the first item that shows it.
        """
        issues: dict[IssueId, IssueCopy] = {}
        chosen, told = set(ids), set[HighlightId]()
        for number in self._told(self._reader.in_order(ids)):
            try:
                detail = self._reader.detail(number)
                others = {one.id for one in detail.highlights if one.item not in chosen} - told
                told |= others
                issue = detail.row.issue_id
                if issue not in issues:
                    issues = {issue: self._reader.copy_issue(issue)}
                yield WholeRecord(detail, self._reader.copy_item(detail, others), issues[issue])
            except NotFound:
                continue

    def works(self, ids: Sequence[ItemId]) -> Iterator[WorkRecord]:
        """A record of each work that these items are of, in this order. Stopped: it was cancelled."""
        keys = CitationKeys()
        for wanted in self._told(self._by_work(ids)):
            record = self._work(wanted, keys)
            if record is not None:
                yield record

    def _told(self, things: Sequence[T]) -> Iterator[T]:
        for done, thing in enumerate(things):
            if self._is_cancelled():
                raise Stopped
            self._progress(done, len(things))
            yield thing
        self._progress(len(things), len(things))

    def _by_work(self, ids: Sequence[ItemId]) -> list[list[ItemId]]:
        found: dict[WorkId, list[ItemId]] = {}
        rest = iter(ids)
        while batch := list(islice(rest, _BATCH)):
            for row in self._reader.rows(batch):
                found.setdefault(row.work_id, []).append(row.id)
        return list(found.values())

    def _work(self, wanted: list[ItemId], keys: CitationKeys) -> WorkRecord | None:
        """The work of these items; what other items say of it completes the record, and the oldest gives the key."""
        items = [item for item in map(self.item, wanted) if item is not None]
        if not items:
            return None
        known = {item.detail.row.id for item in items}
        twins = [self.item(twin.id) for twin in items[0].detail.twins if twin.id not in known]
        items += [twin for twin in twins if twin is not None]
        return make_work(keys.give(key_giver(items)), items)

    def item(self, number: ItemId) -> ItemRecord | None:
        """The record of one item; None if it is gone."""
        try:
            detail = self._reader.detail(number)
            return ItemRecord(detail, self._issue(detail))
        except NotFound:
            return None

    def _issue(self, detail: ItemDetail) -> IssueRow:
        number = detail.row.issue_id
        if number not in self._issues:
            self._issues[number] = self._reader.issue(number)
        return self._issues[number]

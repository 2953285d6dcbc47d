"""The list of items: one column, an item or a section header a row.

Rows are item ids in an array; a header stands as the negative number of its section run. The rows
themselves are fetched by primary key in pages when they are painted.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.core.fields import FIELDS, FieldRow, Touches
from reader.core.state.changes import Change
from reader.core.state.rows import ItemRow, Listing
from reader.core.values.ids import ItemId, SectionId
from reader.ui.qt.guards import kept_inside

PAGE = 200
MAX_CACHED = 20_000
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
PLACE_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Header:
    """The heading above a run of items of one section; ``is_guess`` where it has to say so of its issue."""

    title: str
    count: int
    is_deduced: bool = False
    is_guess: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """The warnings about the section or its issue."""
        return (*(["guessed"] if self.is_deduced else []), *(["check"] if self.is_guess else []))


Fetch = Callable[[Sequence[ItemId]], list[ItemRow]]


@dataclass(frozen=True, slots=True)
class Arranged:
    """A listing ready to be shown; made beside the window, since it takes time for a hundred thousand items.

    ``rows`` holds item ids and, for headers, the negative number of a run; ``sections`` says where hits of a search
    stand, which are not grouped. ``newest`` is the item that came last, by id.
    """

    rows: "array[int]" = field(default_factory=lambda: array("q"))
    headers: tuple[Header, ...] = ()
    header_rows: tuple[int, ...] = ()
    positions: dict[int, int] = field(default_factory=dict)
    names: dict[SectionId, Header] = field(default_factory=dict)
    sections: dict[int, SectionId] = field(default_factory=dict)
    newest: int = 0

    @property
    def item_count(self) -> int:
        """How many items, without headers."""
        return len(self.positions)

    def place_of(self, item: int) -> str:
        """Where an ungrouped item stands; empty in grouped lists, whose headers say it."""
        section = self.sections.get(item)
        if section not in self.names:
            return ""
        return " · ".join((self.names[section].title, *self.names[section].notes))


def arrange(listing: Listing, names: dict[SectionId, Header], *, is_grouped: bool = True) -> Arranged:
    """Put a header above every run of items of one section (or none: ``is_grouped`` False)."""
    newest = max(listing.ids, default=0)
    if not is_grouped:
        hits = array("q", listing.ids)
        sections: dict[int, SectionId] = dict(zip(listing.ids, listing.sections, strict=True))
        found = {item: row for row, item in enumerate(hits)}
        return Arranged(hits, positions=found, names=names, sections=sections, newest=newest)
    rows: array[int] = array("q")
    runs: list[Header] = []
    starts: list[int] = []
    positions: dict[int, int] = {}
    for section, run in groupby(zip(listing.sections, listing.ids, strict=True), key=itemgetter(0)):
        starts.append(len(rows))
        rows.append(-len(starts))
        before = len(rows)
        rows.extend(item for _, item in run)
        positions.update((rows[row], row) for row in range(before, len(rows)))
        runs.append(replace(names.get(section, Header("", 0)), count=len(rows) - before))
    return Arranged(rows, tuple(runs), tuple(starts), positions, names, newest=newest)


def no_rows(ids: Sequence[ItemId]) -> list[ItemRow]:
    """A source of rows while no library is open."""
    return []


def spoken(row: ItemRow) -> str:
    """A row as a screen reader says it."""
    states = [
        word
        for word, holds in (
            ("unread", row.is_unread),
            ("starred", row.is_starred),
            ("later", row.is_later),
            ("done", row.is_done),
            ("has a note", row.has_note),
            ("has highlights", row.has_highlights),
        )
        if holds
    ]
    title = row.title or (f"{row.borrowed.told}: {row.name}" if row.borrowed else f"untitled: {row.excerpt}")
    return f"{title}. {row.kind.capitalize()}{''.join(f', {one}' for one in (*row.told, *states))}"


class ItemListModel(QAbstractTableModel):
    """Items of one listing, grouped by section where the listing is in the issues' own order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Arranged()
        self._cache: dict[int, ItemRow] = {}
        self._fetch: Fetch = no_rows

    def show(self, arranged: Arranged, fetch: Fetch) -> None:
        """Show another listing."""
        self.beginResetModel()
        self._fetch = fetch
        self._cache.clear()
        self._shown = arranged
        self.endResetModel()

    @property
    def shown(self) -> Arranged:
        """The shown listing, in order."""
        return self._shown

    def ids(self) -> list[ItemId]:
        """All item ids in order."""
        return [ItemId(value) for value in self._shown.rows if value > 0]

    def id_at(self, row: int) -> ItemId | None:
        """The item of a row, None for headers and rows that are not there."""
        return ItemId(self._shown.rows[row]) if 0 <= row < len(self._shown.rows) and self._shown.rows[row] > 0 else None

    def row_at(self, row: int) -> ItemRow | None:
        """The item row shown there, fetched if need be."""
        item = self.id_at(row)
        if item is None:
            return None
        if item not in self._cache:
            self._fetch_page(row)
        return self._cache.get(item)

    def header_at(self, row: int) -> Header | None:
        """The header of a row, None for items."""
        return (
            self._shown.headers[-self._shown.rows[row] - 1]
            if 0 <= row < len(self._shown.rows) and self._shown.rows[row] < 0
            else None
        )

    def position_of(self, item: ItemId) -> int:
        """The row of an item, -1 if it is not in the list."""
        return self._shown.positions.get(item, -1)

    def cached(self) -> Iterable[ItemRow]:
        """The rows in memory."""
        return list(self._cache.values())

    def patch(self, changes: Iterable[Change]) -> None:
        """Show changes of state at once, in rows that are in memory; others are fetched fresh when painted."""
        for change in changes:
            field = FIELDS[change.field]
            if Touches.ROWS in field.touches:
                self.forget(row.id for row in self.cached())
                continue
            if _is_seen(field):
                for row in self._rows_of(change):
                    self._put(row, _changed(row, change))
            if Touches.LENT in field.touches:
                self.forget(row.id for row in self.cached() if row.title is None)

    def _rows_of(self, change: Change) -> list[ItemRow]:
        """The rows in memory that a change is about."""
        table = FIELDS[change.field].table
        if table == "item" and len(change.targets) < len(self._cache):
            return [self._cache[target] for target in change.targets if target in self._cache]
        targets = set(change.targets)
        return [row for row in self._cache.values() if row.target_in(table) in targets]

    def forget(self, ids: Iterable[ItemId]) -> None:
        """Fetch these rows afresh, when they are painted next."""
        for row in [self._cache[item] for item in ids if item in self._cache]:
            self._put(row, None)

    def _put(self, old: ItemRow, new: ItemRow | None) -> None:
        if new is None:
            del self._cache[old.id]
        elif new != old:
            self._cache[old.id] = new
        else:
            return
        position = self.position_of(old.id)
        if position >= 0:
            index = self.index(position, 0)
            self.dataChanged.emit(index, index)

    def _fetch_page(self, row: int) -> None:
        if len(self._cache) > MAX_CACHED:
            self._cache.clear()
        start = max(0, row - PAGE // 4)
        wanted = [ItemId(v) for v in self._shown.rows[start : start + PAGE] if v > 0 and v not in self._cache]
        for found in self._fetch(wanted):
            self._cache[found.id] = found

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.header_at(index.row()) is not None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @kept_inside
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if not index.isValid() or not 0 <= index.row() < len(self._shown.rows):
            return None
        header = self.header_at(index.row())
        row = None if header else self.row_at(index.row())
        if role == ROW_ROLE:
            return header or row
        if role == PLACE_ROLE:
            return self._shown.place_of(self._shown.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return header.title if header else (row.name or row.excerpt if row else "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken_header(header) if header else (spoken(row) if row else "")
        return None


def _spoken_header(header: Header) -> str:
    return ", ".join((f"Section {header.title}", str(header.count), *header.notes))


def row_after(row: ItemRow, changes: Iterable[Change]) -> ItemRow | None:
    """A row after some changes of state; None where it must be fetched again."""
    after: ItemRow | None = row
    for change in changes:
        field = FIELDS[change.field]
        if after is None or Touches.ROWS in field.touches:
            return None
        if _is_seen(field) and after.target_in(field.table) in change.targets:
            after = _changed(after, change)
    return after


def _is_seen(field: FieldRow) -> bool:
    """Whether rows show a field that a change names."""
    return bool(field.shown_as) or Touches.ROW in field.touches


def _changed(row: ItemRow, change: Change) -> ItemRow | None:
    """The row after the change, None where it must be fetched again."""
    shown_as = FIELDS[change.field].shown_as
    if shown_as == "title":
        return replace(row, title=str(change.new), is_own_title=True) if change.new else None
    return replace(row, **{shown_as: bool(change.new)}) if shown_as else None  # type: ignore[arg-type]

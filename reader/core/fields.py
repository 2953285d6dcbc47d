"""The table of every field that a person can change: its column, its values, and what a change of it affects.

Changing and undo, the rows of lists, the detail, other processes, ``reader apply`` and ``reader mark`` read this table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, Flag, auto

from reader.core.state import highlights, tags
from reader.core.state.changes import Field, Value
from reader.core.state.tags import clean_tag
from reader.core.text.clean import TYPED_CAP, clean_line, clean_text, clean_title
from reader.core.values.errors import CommandError
from reader.core.values.publications import clean_day, clean_number


class Holds(Enum):
    """The types of values that fields hold: true or false, the same stored as the time since when, or a text."""

    FLAG = auto()
    SINCE = auto()
    TEXT = auto()


class Touches(Flag):
    """The things that a change of a field affects, besides its own column.

    In the library. ``INDEX``: the search index of its items; ``ORDER``: where issues stand in lists; ``WORK``: which
    work items count to; ``PASSAGES``: the highlights that works repeat; ``WHERE``: where highlights stand in texts.

    On the screen. ``ROW``: rows of its items are read again; ``ROWS``: rows of any item are; ``LENT``: untitled rows
    may borrow another title; ``LIST``: the list is made anew; ``DETAIL``: the shown item, though it is not named;
    ``PAGE``: the text of the issue page; ``NAME``: what the listed issue is called or where it belongs; ``LINKS``:
    where the links in notes lead.
    """

    NOTHING = 0
    INDEX = auto()
    ORDER = auto()
    WORK = auto()
    PASSAGES = auto()
    WHERE = auto()
    ROW = auto()
    ROWS = auto()
    LENT = auto()
    LIST = auto()
    DETAIL = auto()
    PAGE = auto()
    NAME = auto()
    LINKS = auto()


def _note(text: str) -> str:
    """The text, or an empty one where it is nothing but white space."""
    cleaned = clean_text(text)
    return cleaned if cleaned.strip() else ""


def _title(text: str) -> str | None:
    return clean_title(text) or None


def _line(text: str) -> str | None:
    return clean_line(text, cap=TYPED_CAP) or None


def _one_of(noun: str, colours: tuple[str, ...]) -> Callable[[str], str]:
    def clean(text: str) -> str:
        if text not in colours:
            raise CommandError(f"A {noun} can be {', '.join(colours)}.")
        return text

    return clean


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field. ``column`` is None where it is only logged.

    ``told`` is its name for other programs, if it has one, which a field of items or works may have: ``reader apply``
    sets it, and flags are options of ``reader mark`` and are in ``list --json``.

    ``shown_as`` is what rows of lists (`core.state.rows.ItemRow`) show of it at once: a flag, or the title.
    """

    field: Field
    table: str
    column: str | None
    holds: Holds = Holds.TEXT
    touches: Touches = Touches.NOTHING
    clean: Callable[[str], str | None] = _note
    may_be_empty: bool = False
    shown_as: str = ""
    told: str = ""

    @property
    def is_flag(self) -> bool:
        """Whether it is true or false."""
        return self.holds is not Holds.TEXT

    def kept(self, value: Value) -> Value:
        """The value as the field keeps it. TypeError: it cannot hold that; CommandError: the text will not do."""
        if self.is_flag:
            if not isinstance(value, bool):
                raise TypeError(f"{self.field} holds true or false, not {value!r}")
            return value
        if value is None and self.may_be_empty:
            return None
        if not isinstance(value, str):
            raise TypeError(f"{self.field} holds text, not {value!r}")
        return self.clean(value)

    def read(self, stored: object) -> Value:
        """The value that a column or the log holds, as the field's own type."""
        return bool(stored) if self.is_flag else None if stored is None else str(stored)


_FLAG, _SINCE = Holds.FLAG, Holds.SINCE
_PASSAGE = Touches.PASSAGES | Touches.DETAIL
_GONE = Touches.LIST | Touches.LENT | Touches.LINKS
_PRINTED = Touches.LIST | Touches.NAME
_MOVED = Touches.WORK | Touches.WHERE | Touches.ROWS | Touches.DETAIL | Touches.LINKS
_NAMED = Touches.INDEX | Touches.LINKS

_ROWS = (
    FieldRow(Field.READ, "item", "is_read", _FLAG, shown_as="is_read", told="read"),
    FieldRow(Field.STARRED, "work", "is_starred", _FLAG, shown_as="is_starred", told="starred"),
    FieldRow(Field.LATER, "item", "is_later", _FLAG, shown_as="is_later", told="later"),
    FieldRow(Field.DONE, "item", "is_done", _FLAG, shown_as="is_done", told="done"),
    FieldRow(Field.NOTE, "work", "note", touches=_NAMED, shown_as="has_note", told="note"),
    FieldRow(
        Field.TITLE,
        "item",
        "own_title",
        touches=_NAMED | Touches.LENT | Touches.DETAIL,
        clean=_title,
        may_be_empty=True,
        shown_as="title",
    ),
    FieldRow(Field.TITLE_REFUSED, "item", "is_title_refused", _FLAG, Touches.ROW),
    FieldRow(Field.NAME_REFUSED, "section", "is_name_refused", _FLAG, Touches.LIST | Touches.DETAIL),
    FieldRow(Field.WORK_TITLE, "work", "own_title", touches=_NAMED | Touches.ROWS, clean=_title, may_be_empty=True),
    FieldRow(Field.WORK_AUTHORS, "work", "own_authors", clean=_line, may_be_empty=True),
    FieldRow(Field.WORK_YEAR, "work", "own_year", clean=_line, may_be_empty=True),
    FieldRow(Field.WORK_VENUE, "work", "own_venue", clean=_line, may_be_empty=True),
    FieldRow(Field.WORK_JOINED, "work", "joined_id", touches=_MOVED, may_be_empty=True),
    FieldRow(Field.ITEM_WORK, "item", "own_work_id", touches=_MOVED, may_be_empty=True),
    FieldRow(
        Field.HIGHLIGHT_REMOVED,
        "highlight",
        "removed_at",
        _SINCE,
        _PASSAGE | Touches.WHERE | Touches.ROWS | Touches.LINKS,
    ),
    FieldRow(
        Field.HIGHLIGHT_COLOUR,
        "highlight",
        "colour",
        touches=Touches.DETAIL,
        clean=_one_of("highlight", highlights.COLOURS),
    ),
    FieldRow(Field.HIGHLIGHT_NOTE, "highlight", "note", touches=_PASSAGE | Touches.LINKS),
    FieldRow(Field.HIGHLIGHT_ANCHOR, "highlight", "anchor", touches=_PASSAGE | Touches.WHERE | Touches.ROWS),
    FieldRow(Field.ISSUE_REMOVED, "issue", "removed_at", _SINCE, _GONE),
    FieldRow(Field.PUBLICATION_REMOVED, "publication", "removed_at", _SINCE, _GONE),
    FieldRow(Field.ISSUE_STORED, "issue", None, _FLAG, Touches.LENT | Touches.DETAIL | Touches.PAGE | Touches.LINKS),
    FieldRow(
        Field.ISSUE_SPLIT,
        "issue",
        "split_id",
        touches=_PRINTED | Touches.ROWS | Touches.DETAIL | Touches.PAGE,
    ),
    FieldRow(Field.ISSUE_PUBLICATION, "issue", "publication_id", touches=_PRINTED),
    FieldRow(Field.ISSUE_TITLE, "issue", "own_title", touches=_PRINTED, clean=_title, may_be_empty=True),
    FieldRow(
        Field.ISSUE_NUMBER,
        "issue",
        "own_number",
        touches=_PRINTED | Touches.ORDER,
        clean=clean_number,
        may_be_empty=True,
    ),
    FieldRow(
        Field.ISSUE_DATE, "issue", "own_date", touches=_PRINTED | Touches.ORDER, clean=clean_day, may_be_empty=True
    ),
    FieldRow(Field.ISSUE_FORGOTTEN, "issue", "forgotten", may_be_empty=True),
    FieldRow(Field.CORRECTION_REMOVED, "correction", "removed_at", _SINCE),
    FieldRow(Field.PUBLICATION_TITLE, "publication", "title", touches=Touches.LIST, clean=_title, may_be_empty=True),
    FieldRow(Field.PUBLICATION_JOINED, "publication", "joined_id", may_be_empty=True),
    FieldRow(Field.PUBLICATION_FORGOTTEN, "publication", "forgotten"),
    FieldRow(Field.PUBLICATION_FACTS, "publication", "own_facts"),
    FieldRow(Field.TAGGED, "tagging", "is_set", _FLAG, Touches.DETAIL),
    FieldRow(Field.TAG_NAME, "tag", "name", touches=Touches.DETAIL, clean=clean_tag),
    FieldRow(Field.TAG_COLOUR, "tag", "colour", touches=Touches.DETAIL, clean=_one_of("tag", tags.COLOURS)),
    FieldRow(Field.TAG_REMOVED, "tag", "removed_at", _SINCE, Touches.DETAIL),
)

FIELDS: Mapping[Field, FieldRow] = {row.field: row for row in _ROWS}
"""The row of each field."""
TOLD: Mapping[str, FieldRow] = {row.told: row for row in _ROWS if row.told}
"""The fields that other programs can set, by the names that they call them."""


def _typed_of(table: str) -> tuple[Field, ...]:
    return tuple(row.field for row in _ROWS if row.table == table and (row.column or "").startswith("own_"))


METADATA = _typed_of("work")
"""The fields of a work that can be typed: title, authors, year, venue."""
PRINTED = _typed_of("issue")
"""The fields of an issue that its document states and that can be typed instead: title, number, day."""

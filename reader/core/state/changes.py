"""Changes of state as they are logged: what can be changed, who asked for it, and what a change did."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reader.core.values.ids import ChangeId, GroupId

Value = bool | str | None


class Origin(StrEnum):
    """Who asked for a group of changes. ``u`` in the window undoes only WINDOW groups."""

    WINDOW = "window"
    CLI = "cli"
    AUTO = "auto"
    IMPORT = "import"


class Field(StrEnum):
    """The fields that can be changed, and which rows their targets are.

    ``WORK_TITLE`` to ``WORK_VENUE`` are typed by hand (None: nothing was). ``WORK_JOINED`` names the work that one was
    joined to, ``ITEM_WORK`` the work that an item was given by hand, both as the text of its id. ``HIGHLIGHT_ANCHOR``
    is JSON: item, text version, start and end. ``ISSUE_SPLIT`` names a version of an issue's split,
    ``ISSUE_PUBLICATION`` and ``PUBLICATION_JOINED`` a publication, as the text of its id; ``PUBLICATION_FORGOTTEN`` is
    JSON: the keys of learned facts that are switched off, ``PUBLICATION_FACTS`` those written by hand
    (`core.values.own_facts`). ``ISSUE_FORGOTTEN`` is the id of the newest correction when what the issue taught was
    forgotten (None: never), as text. ``TITLE_REFUSED``: no title is borrowed for the item; ``NAME_REFUSED``: the
    section is shown without the name that was deduced. ``ISSUE_TITLE``, ``ISSUE_NUMBER`` and ``ISSUE_DATE`` are typed
    by hand (None: what the split says).
    """

    READ = "item.read"
    LATER = "item.later"
    DONE = "item.done"
    TITLE = "item.title"
    TITLE_REFUSED = "item.title_refused"
    NAME_REFUSED = "section.name_refused"
    STARRED = "work.starred"
    NOTE = "work.note"
    WORK_TITLE = "work.title"
    WORK_AUTHORS = "work.authors"
    WORK_YEAR = "work.year"
    WORK_VENUE = "work.venue"
    WORK_JOINED = "work.joined"
    ITEM_WORK = "item.work"
    HIGHLIGHT_REMOVED = "highlight.removed"
    HIGHLIGHT_COLOUR = "highlight.colour"
    HIGHLIGHT_NOTE = "highlight.note"
    HIGHLIGHT_ANCHOR = "highlight.anchor"
    ISSUE_REMOVED = "issue.removed"
    PUBLICATION_REMOVED = "publication.removed"
    ISSUE_STORED = "issue.stored"
    ISSUE_SPLIT = "issue.split"
    ISSUE_PUBLICATION = "issue.publication"
    ISSUE_TITLE = "issue.title"
    ISSUE_NUMBER = "issue.number"
    ISSUE_DATE = "issue.date"
    ISSUE_FORGOTTEN = "issue.forgotten"
    CORRECTION_REMOVED = "correction.removed"
    PUBLICATION_TITLE = "publication.title"
    PUBLICATION_JOINED = "publication.joined"
    PUBLICATION_FORGOTTEN = "publication.forgotten"
    PUBLICATION_FACTS = "publication.facts"
    TAGGED = "tagging.set"
    TAG_NAME = "tag.name"
    TAG_COLOUR = "tag.colour"
    TAG_REMOVED = "tag.removed"


@dataclass(frozen=True, slots=True)
class Edit:
    """One wish: set ``field`` to ``value`` on ``targets`` (ids of the table that the field names)."""

    field: Field
    targets: tuple[int, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class Change:
    """The effect of one field change: rows that held ``old`` now hold ``new``. No-ops are not listed."""

    field: Field
    old: Value
    new: Value
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """A committed group: the changes of one act, undone together.

    ``group`` is None when nothing changed. ``undoes`` names the group this one takes back (an undo
    of an undo is a redo). ``kept`` counts fields that an undo left alone, since they had been
    changed again in the meantime.
    """

    group: GroupId | None
    label: str
    origin: Origin
    at: datetime
    changes: tuple[Change, ...]
    undoes: GroupId | None = None
    kept: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """The changes logged after a given one, oldest first; ``last`` is the change to ask from next time.

    Of an act of several steps only those are in it that came since, so one act can be in it more than once.
    """

    acts: tuple[Changes, ...]
    last: ChangeId | None

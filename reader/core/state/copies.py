"""A part of a library as values, so that another library can take it in: JSON exports are made of these.

Ids are those that rows had; a library that takes them in keeps those that are free there, so that lists stay in order
and citation keys stay what they were. Keys are what rows are known by everywhere.
"""

from dataclasses import dataclass, field

from reader.core.state.rows import Typed
from reader.core.state.tags import Tag
from reader.core.values.issues import GUESS_BELOW, Item
from reader.core.values.own_facts import OwnFact
from reader.core.values.publications import PublicationKey

_NOTHING_TYPED = Typed()
COPY = "copy"
"""The format of an original that was made of a copy: the bytes that came once are not there."""
LARGEST_ID = 1 << 40
"""No id beyond this is kept: new rows get ids after the largest, and they must never run out."""


@dataclass(frozen=True, slots=True)
class WorkCopy:
    """A work and what was done to it; ``joined_to`` is the key of the work that it was joined to by hand.

    ``identity`` is what it is known by in all libraries (`reader.core.values.works`); None: not known yet.
    """

    id: int | None
    key: str
    identity: str | None
    label: str | None
    is_starred: bool = False
    note: str = ""
    tags: tuple[Tag, ...] = ()
    typed: Typed = _NOTHING_TYPED
    joined_to: str | None = None


@dataclass(frozen=True, slots=True)
class HighlightCopy:
    """A highlight of an item: a passage in code points of ``text``, the version of its body that it was made in."""

    id: int | None
    key: str
    text: str
    start: int
    end: int
    colour: str
    note: str
    created_at: str


@dataclass(frozen=True, slots=True)
class SectionCopy:
    """A section; ``inferred`` is its name where that is not printed but deduced."""

    id: int | None
    position: int
    title: str | None
    inferred: str | None
    kind: str
    intro: str | None = None


@dataclass(frozen=True, slots=True)
class ItemCopy:
    """An item and what was done to it.

    ``works``: the work that it counts to, then those that its identity or joins name; ``base_work`` and ``own_work``
    are keys among them: the one its identity names, if another, and the one it was given by hand. ``said`` is what its
    split says of it, without its parts: those count in a text that is not there. ``credits`` are its lines that are in
    no other field; ``retired_at`` tells that it is no longer split out.
    """

    id: int | None
    key: str
    section: SectionCopy
    works: tuple[WorkCopy, ...]
    position: int
    said: Item
    own_title: str | None
    credits: tuple[str, ...]
    is_read: bool
    is_later: bool
    is_done: bool
    retired_at: str | None = None
    base_work: str | None = None
    own_work: str | None = None
    is_title_refused: bool = False
    highlights: tuple[HighlightCopy, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueCopy:
    """An issue with as many of its items as were taken along.

    ``text_hash`` tells its text from all others, also where the text itself is not there; ``stored_at`` is when it
    came into its first library; ``set_aside`` are the lines of its text that are in no item; ``own_facts`` are what was
    written of its publication by hand.
    """

    id: int | None
    key: str
    publication_key: str
    publication: PublicationKey
    number: int | None
    title: str | None
    subtitle: str | None
    date: str | None
    name: str
    message_id: str | None
    layout: str
    confidence: float
    stored_at: str | None
    text_hash: str | None
    intro: str | None
    outro: str | None
    set_aside: tuple[str, ...]
    own_facts: tuple[OwnFact, ...] = ()
    items: tuple[ItemCopy, ...] = field(default=(), repr=False)

    @property
    def is_guess(self) -> bool:
        """Whether the split is too unsure to be shown as if it were known."""
        return self.confidence < GUESS_BELOW

"""Where a work is mentioned: its items in all issues, as its card tells them."""

from dataclasses import dataclass

from reader.core.values.ids import IssueId, ItemId, PublicationId, WorkId


@dataclass(frozen=True, slots=True)
class Mention:
    """An item of a work. ``title`` is the one it has there (None: none), ``text`` the beginning of its body, one line.

    ``date`` is its issue's, as far as that says one; ``is_guess`` is of its issue, too.
    """

    item: ItemId
    issue_id: IssueId
    publication_id: PublicationId
    publication: str | None
    issue: str
    is_guess: bool
    section: str | None
    is_section_deduced: bool
    date: str | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of a work: ``key`` as in `core.values.works`; ``label`` None: only its text identifies it."""

    key: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a work: the first of them (``shown``, the item asked about before all), and how many there are.

    ``telling`` are the items that its citation is made from: besides the one asked about the first with a title, an
    author, an address, and the first that is a paper. ``identities``: its own, then those of the works joined to it.
    """

    work: WorkId
    identities: tuple[Identity, ...]
    total: int
    shown: tuple[Mention, ...]
    telling: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A work whose title is like another's: an item of it, that item's title and place, and how alike (0 to 1)."""

    work: WorkId
    item: ItemId
    title: str
    place: str
    label: str | None
    likeness: float

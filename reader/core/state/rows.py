"""Rows as the library gives them out: frozen, complete for what shows them, never lazy."""

from dataclasses import dataclass
from enum import StrEnum

from reader.core.state.changes import Field
from reader.core.state.highlights import Highlight
from reader.core.state.tags import Tag
from reader.core.values.ids import IssueId, ItemId, PublicationId, SectionId, WorkId
from reader.core.values.issues import Kind


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A title that an untitled item may be shown by, and where it is from: another item, or (None) its own address.

    ``source`` is what the screen calls that: "#209", of another publication "The Weekly #209", or "its address".
    """

    title: str
    item: ItemId | None
    source: str

    @property
    def told(self) -> str:
        """Where it is from, in words."""
        return f"title from {self.source}"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as a list shows it.

    ``title`` is the printed or hand-given title (``is_own_title``), None where there is none; ``offered`` is then the
    one that can be borrowed, unless nothing is known, and ``is_title_refused`` whether the user did not want it;
    ``excerpt`` the first 300 characters of the body on one line. ``identity`` is how the work
    is known ("arXiv 2102.07074"), None where only its text identifies it. ``date`` is its own, ``issue_date`` that of
    its issue; both ``YYYY-MM-DD``, None where the source does not say.

    Its fields are read by their names: columns of ``item``, else by what `store.reads.details` says of them.
    """

    id: ItemId
    work_id: WorkId
    issue_id: IssueId
    section_id: SectionId
    publication_id: PublicationId
    title: str | None
    is_own_title: bool
    excerpt: str
    kind: Kind
    url: str | None
    identity: str | None
    is_read: bool
    is_later: bool
    is_done: bool
    is_starred: bool
    has_note: bool
    has_highlights: bool = False
    offered: Borrowed | None = None
    is_title_refused: bool = False
    date: str | None = None
    issue_date: str | None = None

    @property
    def day(self) -> str | None:
        """When it came out: its own date, else its issue's."""
        return self.date or self.issue_date

    @property
    def told(self) -> tuple[str, ...]:
        """Facts that lists and the detail tell beside its kind, identity and title: its own date, if another."""
        return (self.date,) if self.date and self.date != self.issue_date else ()

    @property
    def borrowed(self) -> Borrowed | None:
        """The borrowed title that it is shown by."""
        return None if self.is_title_refused else self.offered

    @property
    def name(self) -> str | None:
        """Its title, or the borrowed one that stands for it; None where there is neither."""
        return self.title or (self.borrowed.title if self.borrowed else None)

    def target_in(self, table: str) -> int | None:
        """The id of the row's own item, work, issue or publication; None for any other table."""
        return {
            "item": self.id,
            "work": self.work_id,
            "issue": self.issue_id,
            "publication": self.publication_id,
        }.get(table)

    @property
    def is_unread(self) -> bool:
        """Whether the item is neither read, nor put aside, nor done: all counts mean this by unread."""
        return not (self.is_read or self.is_later or self.is_done)


@dataclass(frozen=True, slots=True)
class Twin:
    """Another item of the same work."""

    id: ItemId
    issue: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Fields of a work that were typed by hand; None where nothing was. They win over what the source says."""

    title: str | None = None
    authors: str | None = None
    year: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """An item whole. ``issue`` and ``section`` are what the screen calls them ("#197").

    ``is_guess`` is of its issue: the split is too unsure to be shown as if it were known. ``credits`` are the lines
    that came with the item and are neither title nor text: bylines, sources, picture credits. ``is_joined``: it counts
    to another work than its identity names, or its work was joined with others by hand. ``is_retired``: it is no longer
    split out of its issue, and kept for what was done to its work.
    """

    row: ItemRow
    key: str
    publication: str | None
    issue: str
    is_guess: bool
    section: str | None
    is_section_deduced: bool
    position: int
    printed_title: str | None
    author: str | None
    body: str
    body_html: str
    is_abstract: bool
    links: tuple[str, ...]
    topics: tuple[str, ...]
    tags: tuple[Tag, ...]
    images: int
    note: str
    twins: tuple[Twin, ...]
    typed: Typed = Typed()
    is_joined: bool = False
    highlights: tuple[Highlight, ...] = ()
    credits: tuple[str, ...] = ()
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """A publication with its counts. ``title`` is None while it is unknown."""

    id: PublicationId
    title: str | None
    address: str | None
    issues: int
    items: int
    unread: int


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue with its counts. ``label`` is what the tree calls it: "#197", a title, a date or a file name.

    ``is_guess``: its split is too unsure to be shown as if it were known.
    """

    id: IssueId
    publication_id: PublicationId
    label: str
    title: str | None
    number: int | None
    date: str | None
    is_guess: bool
    items: int
    unread: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A text of an issue outside of its items; ``where`` names the place ("Introduction", or a section's name)."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its counts. ``title`` is the printed or deduced name, None where there is none."""

    id: SectionId
    issue_id: IssueId
    title: str | None
    is_deduced: bool
    items: int
    unread: int


@dataclass(frozen=True, slots=True)
class SectionName:
    """A section's name, and where it stands (for the headers of lists across issues). ``is_guess`` is of its issue.

    ``is_guess`` is of its issue.
    """

    title: str | None
    is_deduced: bool
    issue: str
    publication: str | None
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a list, in order: ids, and the section that each stands in, index by index."""

    ids: tuple[ItemId, ...]
    sections: tuple[SectionId, ...]


class View(StrEnum):
    """The named queries of the left pane."""

    UNREAD = "unread"
    STARRED = "starred"
    LATER = "later"
    ANNOTATED = "annotated"
    PAPERS = "papers"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ViewCounts:
    """How many items each view lists (Papers: unread papers)."""

    unread: int
    starred: int
    later: int
    annotated: int
    papers: int
    done: int
    all: int


@dataclass(frozen=True, slots=True)
class Hits:
    """Where a search matched an item: code-point ranges in its title, its plain body and its note."""

    title: tuple[tuple[int, int], ...]
    body: tuple[tuple[int, int], ...]
    note: tuple[tuple[int, int], ...]


class Outcome(StrEnum):
    """The outcomes of storing one document."""

    STORED = "stored"
    SECOND_ORIGINAL = "second original"
    ALREADY_THERE = "already there"
    BROUGHT_BACK = "brought back"
    MERGED = "united with what was there"


@dataclass(frozen=True, slots=True)
class Stored:
    """The result of storing one document.

    ``is_uncorrected``: the issue was corrected, and is shown from this document now, which was split without that.
    """

    outcome: Outcome
    issue_id: IssueId
    items: int
    untitled: int
    is_uncorrected: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A note being written: what process ``process`` (`services.machine.processes`) made of ``base`` so far.

    ``field`` says what ``target`` is the id of: a work (``Field.NOTE``) or a highlight (``Field.HIGHLIGHT_NOTE``).
    """

    field: Field
    target: int
    text: str
    base: str
    process: str


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A correction of an issue as it is stored: JSON (`core.revision.corrections`)."""

    id: int
    data: str


@dataclass(frozen=True, slots=True)
class Observed:
    """The facts that a document tells of its publication (JSON), and the version of the observer that found them."""

    version: str
    data: str


@dataclass(frozen=True, slots=True)
class StoredObservation:
    """The facts that an issue tells of its publication (JSON); ``data`` is None where they are missing or out of date.

    ``basis`` names what it is observed from now: its text, and the corrections that count.
    """

    issue: IssueId
    basis: str
    data: str | None

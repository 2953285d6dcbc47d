"""The query language of lists and searches: text of the user in, terms out.

Grammar: terms separated by white space, all must hold. ``word``, ``"a phrase"``, ``is:VALUE``, ``kind:VALUE``,
``issue:VALUE``, ``publication:VALUE``, ``tag:VALUE``, ``colour:VALUE`` (values may be quoted), each with an optional
``-`` before it. A prefix that is none of these (``need:``) is ordinary text and finds what it says.
"""

from dataclasses import dataclass
from enum import StrEnum

from reader.core.values.ids import IssueId, PublicationId, SectionId
from reader.core.values.issues import Kind


class Is(StrEnum):
    """The values of ``is:``. ``detached``: with a highlight that stands nowhere any more, until it is attached again.

    ``untitled``: the source lost its title and nobody gave it one (a borrowed one does not count). ``unsure``: how its
    issue was split is a guess, or what it is itself. ``gone``: no longer split out of its issue.
    """

    READ = "read"
    UNREAD = "unread"
    STARRED = "starred"
    LATER = "later"
    DONE = "done"
    ANNOTATED = "annotated"
    HIGHLIGHTED = "highlighted"
    DETACHED = "detached"
    UNTITLED = "untitled"
    UNSURE = "unsure"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Words:
    """Text that must occur in title, body or note: a word, or the words of a phrase in order.

    ``is_prefix``: the last word may go on (search while typing).
    """

    text: str
    is_phrase: bool = False
    is_prefix: bool = False
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class IsTerm:
    """``is:starred``."""

    value: Is
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class KindTerm:
    """``kind:paper``."""

    value: Kind
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class IssueTerm:
    """``issue:197`` or a part of an issue's title."""

    value: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class PublicationTerm:
    """``publication:weekly``: a part of a publication's name."""

    value: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class TagTerm:
    """``tag:vision``: the whole name of a tag, which holds what its nested ones hold."""

    value: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class ColourTerm:
    """``colour:green``: with a highlight of this colour (`reader.core.state.highlights.COLOURS`)."""

    value: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """Only what stands in this publication, issue or section (set by the tree, not typed)."""

    publication: PublicationId | None = None
    issue: IssueId | None = None
    section: SectionId | None = None
    is_negated: bool = False


Term = Words | IsTerm | KindTerm | IssueTerm | PublicationTerm | TagTerm | ColourTerm | Within


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all hold. The empty query lists everything."""

    terms: tuple[Term, ...] = ()

    def __and__(self, other: "Query") -> "Query":
        return Query(self.terms + other.terms)

    @property
    def has_words(self) -> bool:
        """Whether it searches text (then the best hits come first)."""
        return any(isinstance(term, Words) and not term.is_negated for term in self.terms)

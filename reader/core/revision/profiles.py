"""Profiles of publications: what their issues have in common, learned from the issues and from their corrections.

An `Observation` is what one issue tells; a `Profile` is what a set of them tells. Both are plain data that can be kept.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from reader.core.revision.corrections import Act
from reader.core.values.issues import Kind


class Sort(StrEnum):
    """The subjects of learned facts."""

    LAYOUT = "layout"
    HEADING = "heading"
    LINE = "line"
    FORM = "form"
    MARKER = "marker"
    SPONSOR = "sponsor"
    WORDING = "wording"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was learned, or written by hand.

    ``key`` names it for good: a fact whose key is switched off is not learned again. ``what`` is what it is known by:
    the words of a line, the form of a block, a host. ``act`` is what such a block is; ``kinds`` are the usual kinds of
    a section's items, or what a kind becomes, or the one that the user says. ``times`` is in how many issues it was
    seen, of forms how often at all; ``is_taught`` whether a correction or the user says so, ``is_own`` whether the user
    wrote it; ``told`` is what people would call it.
    """

    key: str
    sort: Sort
    what: str
    act: Act | None = None
    kinds: tuple[Kind, ...] = ()
    times: int = 1
    is_taught: bool = False
    told: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Taught:
    """One correction as something to learn from: the block's words and form, what it was read as, and what it is.

    ``words`` are its normalised words, ``form`` the features of its form from the broadest to the narrowest, ``was``
    the reading that was wrong, ``pattern`` the words with names left open, ``phrases`` those by which its item may tell
    that it is an advertisement, ``pointed`` those of the block itself that are telling alone. Of a kind:
    ``was`` and ``value`` are the kinds, ``words`` the section's name, ``form`` the host, ``share`` that of the items
    like it in its section that were corrected so.
    """

    act: Act
    words: str
    form: tuple[str, ...] = ()
    was: str = ""
    value: str | None = None
    phrases: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    share: float = 0.0
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """The facts that one issue tells of its publication.

    ``headings`` are its sections' names in order with the kinds of their items; ``lines`` the normalised short blocks
    with what they were read as; ``forms`` counts blocks by form and reading; ``phrases`` counts how they
    begin and end.
    """

    layout: str
    confidence: float
    items: int
    headings: tuple[tuple[str, tuple[Kind, ...]], ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[str, int] = field(default_factory=dict)
    shape: str = ""
    taught: tuple[Taught, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The observation as JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Observation":
        """The observation in JSON data."""
        headings = tuple((name, tuple(map(Kind, kinds))) for name, kinds in data["headings"])
        taught = tuple(
            Taught(
                **{
                    **one,
                    "act": Act(one["act"]),
                    "form": tuple(one["form"]),
                    "phrases": tuple(one["phrases"]),
                    "pointed": tuple(one["pointed"]),
                },
            )
            for one in data["taught"]
        )
        return cls(**{**data, "headings": headings, "taught": taught})


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts known of a publication, in a fixed order, and how many issues and corrections they come from."""

    facts: tuple[Fact, ...] = ()
    issues: int = 0
    corrections: int = 0

    def of(self, *sorts: Sort) -> tuple[Fact, ...]:
        """The facts of one sort, or of several."""
        return tuple(fact for fact in self.facts if fact.sort in sorts)

    def to_json(self) -> dict[str, Any]:
        """The profile as JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Profile":
        """The profile in JSON data."""
        facts = tuple(
            Fact(
                **{
                    **fact,
                    "sort": Sort(fact["sort"]),
                    "act": fact["act"] and Act(fact["act"]),
                    "kinds": tuple(map(Kind, fact["kinds"])),
                }
            )
            for fact in data["facts"]
        )
        return cls(facts, data["issues"], data["corrections"])

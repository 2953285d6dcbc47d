"""Facts that a person writes of a publication by hand, besides what is learned of it; kept as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reader.core.text.clean import clean_line
from reader.core.values.errors import CommandError
from reader.core.values.issues import Kind

LONGEST = 300
"""Lines of documents are looked up by their words up to this length."""
MOST = 500


class OwnSort(StrEnum):
    """The subjects of facts written by hand."""

    HEADING = "heading"
    BOILERPLATE = "boilerplate"
    SPONSOR = "sponsor"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact written by hand.

    ``text``: a heading, boilerplate, words of advertisements, or a section with its ``kind``.
    """

    sort: OwnSort
    text: str
    kind: Kind | None = None

    def to_json(self) -> dict[str, Any]:
        """The fact as JSON data."""
        data = {"sort": self.sort.value, "text": self.text}
        return data | ({"kind": self.kind.value} if self.kind else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "OwnFact":
        """The fact in JSON data. CommandError: it is not valid."""
        return own_fact(str(data.get("sort")), str(data.get("text") or ""), data.get("kind"))


def own_fact(sort: str, text: str, kind: str | None = None) -> OwnFact:
    """A fact as it is kept. CommandError says why it is not valid."""
    if sort not in list(OwnSort):
        raise CommandError(f"Unknown sort of rule “{sort[:40]}”. Try {', '.join(OwnSort)}.")
    words = clean_line(text, cap=LONGEST).strip()
    if not words:
        raise CommandError("Type the words of the rule.")
    if (sort == OwnSort.KIND) != (kind is not None):
        raise CommandError("Only a rule of the sort kind takes a kind.")
    if kind is not None and kind not in list(Kind):
        raise CommandError(f"Unknown kind “{kind[:40]}”. Try {', '.join(Kind)}.")
    return OwnFact(OwnSort(sort), words, Kind(kind) if kind else None)


def typed_fact(sort: str, text: str) -> OwnFact:
    """A fact as it is typed on a command line: a section and its kind in one text. CommandError: it is not valid."""
    if sort != OwnSort.KIND:
        return own_fact(sort, text)
    section, _, kind = text.rpartition(":")
    if not section.strip():
        raise CommandError("Write a section and the kind of its items, such as “Reading list: paper”.")
    return own_fact(sort, section, kind.strip().casefold())


def read_own_facts(text: str) -> tuple[OwnFact, ...]:
    """The facts that are kept in a text of JSON."""
    return tuple(map(OwnFact.from_json, json.loads(text)))


def write_own_facts(facts: Iterable[OwnFact]) -> str:
    """Facts as JSON. CommandError: there are more than anybody writes."""
    found = [fact.to_json() for fact in facts]
    if len(found) > MOST:
        raise CommandError(f"A newsletter has at most {MOST} rules of your own. Delete one first.")
    return json.dumps(found, ensure_ascii=False)


def unite(facts: Iterable[OwnFact], others: Iterable[OwnFact]) -> tuple[OwnFact, ...]:
    """Facts with those of ``others`` that say nothing about the same words yet."""
    found = {_about(fact): fact for fact in facts}
    for fact in others:
        found.setdefault(_about(fact), fact)
    return tuple(found.values())[:MOST]


def _about(fact: OwnFact) -> tuple[str, str]:
    """The subject of a fact, for comparison; a line is a heading or boilerplate, not both."""
    is_line = fact.sort in (OwnSort.HEADING, OwnSort.BOILERPLATE)
    return "line" if is_line else fact.sort.value, fact.text.casefold()

"""Turns what a person wrote of a publication into facts, which win over learned facts about the same thing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Fact, Sort
from reader.core.values.own_facts import OwnFact, OwnSort
from reader.split.signs.likeness import NAME, plain_words

_LINES = frozenset({Sort.HEADING, Sort.LINE})


def as_fact(own: OwnFact) -> Fact | None:
    """The fact of what was written; None where it has no words that a line could be known by."""
    words, told = plain_words(own.text), own.text
    if not any(letter.isalnum() for letter in words):
        return None
    match own.sort:
        case OwnSort.HEADING:
            return Fact(f"heading:{words}", Sort.HEADING, words, Act.HEADING, is_taught=True, told=told, is_own=True)
        case OwnSort.BOILERPLATE:
            act = Act.BOILERPLATE
            return Fact(f"boilerplate:{words}", Sort.LINE, words, act, is_taught=True, told=told, is_own=True)
        case OwnSort.SPONSOR:
            key, act = f"wording:{words}", Act.SPONSORED
            return Fact(key, Sort.WORDING, words, act, is_taught=True, told=told, is_own=True)
        case OwnSort.KIND:
            kinds = (own.kind,) if own.kind else ()
            what = f"section:{words}"
            return Fact(f"kind:{what}", Sort.KIND, what, None, kinds, is_taught=True, told=told, is_own=True)


def as_own(fact: Fact) -> OwnFact | None:
    """A fact as it can be written by hand; None where it cannot be."""
    match fact.sort:
        case Sort.HEADING:
            return OwnFact(OwnSort.HEADING, fact.told)
        case Sort.LINE if fact.act is Act.BOILERPLATE and NAME not in fact.what and fact.what[0] != "^":
            return OwnFact(OwnSort.BOILERPLATE, fact.told)
        case Sort.WORDING | Sort.SPONSOR if fact.told:
            return OwnFact(OwnSort.SPONSOR, fact.told)
        case Sort.KIND if fact.what.startswith("section:"):
            return OwnFact(OwnSort.KIND, fact.told, fact.kinds[-1])
    return None


def put(facts: Iterable[OwnFact], new: OwnFact) -> tuple[OwnFact, ...]:
    """The written facts with a new one, which replaces those about the same line or section."""
    made = as_fact(new)
    others = ((one, as_fact(one)) for one in facts)
    return (*(one for one, fact in others if made and fact and _about(fact) != _about(made)), new)


def with_own(learned: Sequence[Fact], own: Iterable[OwnFact]) -> list[Fact]:
    """Learned facts, and what was written in the place of those about the same line or section."""
    mine = {_about(fact): fact for one in own if (fact := as_fact(one)) is not None}
    facts: list[Fact] = []
    for fact in learned:
        written = mine.get(_about(fact))
        if written is None:
            facts.append(fact)
        elif fact.key == written.key:
            facts.append(replace(written, kinds=fact.kinds, times=fact.times))
    known = {fact.key for fact in facts}
    return [*facts, *(fact for fact in mine.values() if fact.key not in known)]


def _about(fact: Fact) -> tuple[str, str]:
    """The line or the section that a fact is about; only one fact counts for each."""
    return "line" if fact.sort in _LINES else fact.sort.value, fact.what

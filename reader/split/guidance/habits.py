"""Applies a publication's profile to one document: looks its blocks up, marks advertisements, replaces kinds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Profile, Sort
from reader.core.values.document import Block, Document
from reader.core.values.issues import GUESS_BELOW, Issue, Item, Kind
from reader.split.guidance.steer import NOTHING, Hint
from reader.split.items.drafts import Draft, ItemDraft
from reader.split.signs.likeness import (
    LONGEST_LINE,
    NAME,
    host_of,
    pattern_of,
    phrases,
    plain_words,
    says,
)
from reader.split.signs.vocabulary import Sign

# How much a learned fact says, in units of evidence: what was taught outweighs what a few signs of a block say.
_OWN_LINE = 40.0
_TAUGHT_LINE = 14.0
_USUAL_LINE = 6.0
_FORM = 14.0
_OTHER_FORM = 5.0
_MOST_HEADINGS = 0.25
_LINE, _LEAST_BELOW = 100, 0.3


@dataclass(frozen=True, slots=True)
class Habits:
    """A profile made ready to be looked things up in."""

    layout: str | None = None
    lines: dict[str, tuple[Act, float]] = field(default_factory=dict)
    forms: dict[str, tuple[Act, float]] = field(default_factory=dict)
    sponsors: frozenset[str] = frozenset()
    sponsor_forms: frozenset[str] = frozenset()
    wordings: tuple[str, ...] = ()
    kinds: dict[tuple[str, Kind], Kind] = field(default_factory=dict)
    has_patterns: bool = False
    own_kinds: dict[str, Kind] = field(default_factory=dict)

    @property
    def needs_forms(self) -> bool:
        """Whether blocks are known by their forms: they are not made for nothing."""
        return bool(self.forms or self.sponsor_forms)

    def prior(self, confidence: float) -> str | None:
        """The layout that a guess is read in."""
        return self.layout if confidence < GUESS_BELOW else None


NO_HABITS = Habits()


@lru_cache(maxsize=16)
def habits_of(profile: Profile | None) -> Habits:
    """A profile, made ready to be looked things up in."""
    if profile is None or not profile.facts:
        return NO_HABITS
    lines: dict[str, tuple[Act, float]] = {}
    for fact in (*profile.of(Sort.HEADING), *profile.of(Sort.LINE)):
        if fact.act:
            weight = _OWN_LINE if fact.is_own else _TAUGHT_LINE if fact.is_taught else _USUAL_LINE
            lines[fact.what] = (fact.act, weight)
    sponsors = {fact.what for fact in profile.of(Sort.SPONSOR)}
    return Habits(
        layout=next((fact.what for fact in profile.of(Sort.LAYOUT)), None),
        lines=lines,
        has_patterns=any(NAME in what or what[:1] == "^" or "0" in what for what in lines),
        forms={f.what: (f.act, _FORM if f.is_taught else _OTHER_FORM) for f in profile.of(Sort.FORM) if f.act},
        sponsors=frozenset(what for what in sponsors if what[0] == "^" or what[-1] == "$"),
        sponsor_forms=frozenset(what for what in sponsors if what[0] != "^" and what[-1] != "$"),
        wordings=tuple(fact.what for fact in profile.of(Sort.WORDING)),
        kinds={(fact.what, fact.kinds[0]): fact.kinds[1] for fact in profile.of(Sort.KIND) if not fact.is_own},
        own_kinds={fact.what: fact.kinds[0] for fact in profile.of(Sort.KIND) if fact.is_own},
    )


def known_lines(habits: Habits, blocks: Sequence[Block]) -> dict[int, tuple[Act, float]]:
    """Looks blocks up by their words: an act and its weight for each block that is known."""
    if not habits.lines:
        return {}
    found: dict[int, tuple[Act, float]] = {}
    for number, block in enumerate(blocks):
        told = [plain_words(block.text)] if len(block.text) <= LONGEST_LINE else []
        if habits.has_patterns:
            told += [pattern_of(block.text), *phrases(block.text)]
        known = [habits.lines[words] for words in told if words in habits.lines]
        if known:
            found[number] = max(known, key=lambda one: one[1])
    return found


def known_forms(
    habits: Habits, blocks: Sequence[Block], forms: Sequence[tuple[str, ...]]
) -> dict[int, tuple[Act, float]]:
    """Looks blocks up by their forms; the narrowest form that is known counts."""
    if not habits.forms:
        return {}
    found = {}
    for number, own in enumerate(forms):
        known = next((habits.forms[form] for form in reversed(own) if form in habits.forms), None)
        if known:
            found[number] = known
    below = {number for number, (act, _) in found.items() if act is Act.TITLE_BELOW}
    kept = {number for number in below if _is_under_text(blocks, number)}
    # Where few texts have such a line below them, titles stand over texts in this issue.
    if len(kept) < _LEAST_BELOW * sum(len(block.text) > _LINE for block in blocks):
        kept = set()
    found = {number: known for number, known in found.items() if number in kept or number not in below}
    headings = [number for number, (act, _) in found.items() if act is Act.HEADING]
    # So many headings are none: an issue in another layout has lines of that form for something else.
    if len(headings) > _MOST_HEADINGS * len(blocks):
        found = {number: known for number, known in found.items() if number not in headings}
    return found


def _is_under_text(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block stands below a text, as a title that is below its text does, and not below another line."""
    return number > 0 and len(blocks[number - 1].text) > max(_LINE, len(blocks[number].text))


def hint_at(
    lines: dict[int, tuple[Act, float]], forms: dict[int, tuple[Act, float]], signs: Sequence[frozenset[Sign]]
) -> list[Hint] | None:
    """One hint for each block of a document; None where the profile says nothing of any."""
    if not lines and not forms:
        return None
    hints = [NOTHING] * len(signs)
    for number, (act, weight) in forms.items():
        if not signs[number] & {Sign.SECTION, Sign.NOTICE, Sign.IS_TITLE, Sign.SUBTITLE_LINE, Sign.ISSUE_TITLE}:
            hints[number] = Hint(adds={act: weight})
    for number, (act, weight) in lines.items():
        hints[number] = Hint(adds={act: weight})
    return hints


def mark_sponsored(habits: Habits, document: Document, drafted: Draft, forms: Sequence[tuple[str, ...]]) -> None:
    """Mark the items that tell, as this publication's advertisements do, that they are."""
    if not habits.sponsors and not habits.sponsor_forms and not habits.wordings:
        return
    starts = {span.start: number for number, span in enumerate(document.spans)}
    for section in drafted.sections:
        for item in section.items:
            item.is_sponsored |= _is_sponsored(habits, document.blocks, item, starts, forms)


def _is_sponsored(
    habits: Habits, blocks: Sequence[Block], item: ItemDraft, starts: dict[int, int], forms: Sequence[tuple[str, ...]]
) -> bool:
    numbers = [starts[part.span.start] for part in item.parts if part.span.start in starts] or [item.first]
    told = {phrase for number in {numbers[0], numbers[-1]} for phrase in phrases(blocks[number].text)}
    if told & habits.sponsors:
        return True
    texts = [item.title or "", *(blocks[number].text for number in numbers)] if habits.wordings else []
    if any(says(text, wording) for text in texts for wording in habits.wordings):
        return True
    return bool(habits.sponsor_forms) and forms[numbers[0]][0] in habits.sponsor_forms


def usual_kinds(habits: Habits, issue: Issue) -> Issue:
    """The issue with the kinds that the user says its sections are of, or corrected in others: there, or by host."""
    if not habits.kinds and not habits.own_kinds:
        return issue
    sections = []
    for section in issue.sections:
        name = f"section:{plain_words(section.title or section.inferred or '')}"
        items: list[Item] = []
        for item in section.items:
            kind = _usual_kind(habits, name, item)
            items.append(
                replace(item, kind=kind, is_abstract=item.is_abstract and kind is Kind.PAPER) if kind else item
            )
        sections.append(replace(section, items=tuple(items)))
    return replace(issue, sections=tuple(sections))


def _usual_kind(habits: Habits, section: str, item: Item) -> Kind | None:
    """The kind that replaces the one an item reads as; an advertisement is one in any section."""
    if section in habits.own_kinds and item.kind is not Kind.SPONSORED:
        return habits.own_kinds[section]
    return habits.kinds.get((section, item.kind)) or habits.kinds.get((f"host:{host_of(item.url)}", item.kind))

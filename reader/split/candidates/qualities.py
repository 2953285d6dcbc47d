"""Measures a reading as a whole: how alike its items are, what is left over, whether its titles look like titles.

Every quality is a number of about 0 to 1. None asks for words of a publication; they hold in any layout.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, median, pstdev

from reader.split.candidates.block_facts import HEADING, RULER, TITLE_SPAN, BlockFacts
from reader.split.candidates.forms import WEAK
from reader.split.candidates.proposals import TITLED, UNTITLED, Proposal
from reader.split.model.decode import Reading
from reader.split.model.layouts import Cut, Field, State
from reader.split.model.plain import PLAIN
from reader.split.signs.vocabulary import Sign

_BAD_START = frozenset(
    {Sign.LOWER_START, Sign.UNFINISHED, Sign.SURELY_GOES_ON, Sign.GOES_ON, Sign.BROKEN_LINE, Sign.COMMA, Sign.MARKER}
)
_LABELS = frozenset({Sign.LABEL, Sign.MAYBE_LABEL, Sign.READ_MORE, Sign.LINKS_ROW, Sign.BYLINE, Sign.TAGS, Sign.CTA})
_LEADING = frozenset({Sign.LEAD, Sign.HEADLINE})
_IN_ITEM = frozenset({Field.ITEM_TITLE, Field.BODY, Field.MARKER, Field.TOPICS, Field.EXTRA})
_INTROS = frozenset({Field.INTRO, Field.OUTRO, Field.SECTION_INTRO, Field.SUBTITLE})
_USUAL_WORDS = math.log(45)
_LETTERS_A_WORD = 6
_TITLE_STOPS = frozenset({Sign.STOP, Sign.COLON, Sign.COMMA})
_HEADING_STOPS = frozenset({Sign.STOP, Sign.COMMA})
_CLOSERS = frozenset({Sign.READ_MORE, Sign.TAIL_LINK, Sign.TAGS})
_ENDS = _CLOSERS | {Sign.URL, Sign.OWN_URL}
_ENTRIES = ("e1", "tr")
_FAMILIES = ("h", "li", "number", "mark", "label", "lead", "look", "row")


@dataclass(slots=True)
class _Item:
    first: int
    words: int = 0
    title: int = 0
    links: int = 0
    blocks: int = 0
    leads: int = 0
    entries: int = 0
    headings: int = 0
    rulers: int = 0


@dataclass
class _Split:
    """A reading, measured: its items, its headings with the number of items that each holds, and words in neither."""

    signs: Sequence[frozenset[Sign]]
    states: Sequence[State]
    items: list[_Item] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    left: int = 0
    intro: int = 0
    before: int = 0

    @property
    def share(self) -> float:
        """The share of one item."""
        return 1 / len(self.items)

    @cached_property
    def firsts(self) -> list[int]:
        """The blocks that items begin with."""
        return [one.first for one in self.items]

    @cached_property
    def inside(self) -> list[int]:
        """The blocks in items, but for those that open one."""
        behind = range(self.items[0].first, len(self.states))
        return [n for n in behind if self.states[n].field in _IN_ITEM and not self.states[n].opens]


def qualities_of(reading: Reading, facts: BlockFacts, proposal: Proposal | None = None) -> dict[str, float]:
    """The qualities of a reading; of one that finds no item, none. ``proposal``: what it was made from."""
    split = _measure(reading, facts)
    if not split.items:
        return {}
    found = {"essay": float(reading.layout.name == PLAIN.name)}
    if proposal:
        found["formed"] = 1.0
        found["weak"] = float(proposal.opener in WEAK)
        found["how untitled"] = float(proposal.how == UNTITLED)
        found["how titled"] = float(proposal.how == TITLED)
    for part in (_of_sizes, _of_titles, _of_links, _of_insides, _of_openers, _of_one, _of_ends, _of_headings):
        found |= part(split, facts)
    return found


def _measure(reading: Reading, facts: BlockFacts) -> _Split:
    """Go through the blocks once: items, headings, and the words that are in neither."""
    split = _Split(reading.signs, [reading.layout.states[name] for name in reading.states])
    item: _Item | None = None
    for number, state in enumerate(split.states):
        here, words = state.field, facts.words[number]
        if here is Field.HEADING:
            split.headings.append(number)
            split.held.append(0)
            item = None
        elif here in _IN_ITEM:
            if state.opens or item is None:
                item = _Item(number, title=_title_words(number, state, facts) if here is Field.ITEM_TITLE else 0)
                split.items.append(item)
                if split.held:
                    split.held[-1] += 1
            else:
                _add_inside(item, number, split, facts)
            item.words += words
            item.links += facts.links[number]
        elif here in _INTROS:
            split.intro += words
            split.before += 0 if split.items else words
        elif here is not Field.TITLE and not facts.notices[number]:
            split.left += words
            split.before += 0 if split.items else words
    return split


def _title_words(number: int, state: State, facts: BlockFacts) -> int:
    lead = facts.leads[number]
    is_lead = state.cut is Cut.LEAD and lead
    return max(1, lead // _LETTERS_A_WORD if is_lead else facts.words[number])


def _add_inside(item: _Item, number: int, split: _Split, facts: BlockFacts) -> None:
    own, kind = split.signs[number], facts.kinds[number]
    is_linked = facts.links[number] > 0
    item.blocks += 1
    item.leads += bool(own & _LEADING) and not own & _LABELS and is_linked
    item.entries += kind in _ENTRIES and is_linked
    item.headings += kind == HEADING
    item.rulers += kind == RULER


def _of_sizes(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """How many items there are, how long and how equal they are, and how much is in none."""
    items, share = split.items, split.share
    count = len(items)
    lengths = [math.log(1 + one.words) for one in items]
    left = split.left / facts.total
    return {
        "one": float(count == 1),
        "few": float(1 < count <= 3),
        "log items": math.log(count) / 4,
        "length off": min(2.0, abs(median(lengths) - _USUAL_WORDS)) / 2,
        "tiny": sum(one.words <= 3 for one in items) * share,
        "left": left,
        "left many": float(left > 0.3),
        "intro": split.intro / facts.total,
        "before": split.before / facts.total,
        "biggest": max(one.words for one in items) / max(1, sum(one.words for one in items)) if count > 1 else 0.0,
        "spread": min(1.5, pstdev(lengths)) if count > 1 else 0.0,
        "blocks": min(3.0, math.log(1 + sum(one.blocks for one in items) * share)),
    }


def _of_titles(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """Whether the items have titles, and whether these read as titles do."""
    titled = [one for one in split.items if one.title]
    whole = [one.first for one in titled if split.states[one.first].cut is Cut.WHOLE]
    count, share = max(1, len(titled)), len(titled) * split.share
    return {
        "titled": share,
        "mixed titles": 4 * share * (1 - share),
        "title good": sum(facts.titles[number] for number in whole) / count / TITLE_SPAN,
        "title long": sum(one.title > 18 for one in titled) / count,
        "title short": sum(one.title <= 2 for one in titled) / count,
        "title stop": sum(bool(split.signs[number] & _TITLE_STOPS) for number in whole) / count,
        "title label": sum(bool(split.signs[one.first] & _LABELS) for one in split.items) * split.share,
        "title section": sum(Sign.SECTION in split.signs[one.first] for one in titled) / count,
        "untitled short": sum(not one.title and one.words < 8 for one in split.items) * split.share,
    }


def _of_links(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """Whether each item has an address, and whether they have it at the same place."""
    items, share = split.items, split.share
    first = sum(facts.links[one.first] > 0 for one in items) * share
    return {
        "first linked": first,
        "first linked mix": 4 * first * (1 - first),
        "linked": sum(one.links > 0 for one in items) * share,
        "one link": sum(one.links == 1 for one in items) * share,
        "many links": sum(one.links > 5 for one in items) * share,
        "links": min(2.0, sum(one.links for one in items) * share / 4),
    }


def _of_insides(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """How much inside of items looks as if it opened items of its own."""
    items, share = split.items, split.share
    bodies = sum(one.blocks > 0 for one in items) * share
    over = sum(Sign.OVER_TEXT in split.signs[number] for number in split.inside)
    return {
        "bodies": bodies,
        "bodies mix": 4 * bodies * (1 - bodies),
        "leads inside": min(2.0, sum(one.leads for one in items) * share),
        "entries inside": min(3.0, sum(one.entries for one in items) * share) / 2,
        "headings inside": min(2.0, sum(one.headings for one in items) * share),
        "rulers inside": min(1.0, sum(one.rulers for one in items) * share),
        "over text": sum(Sign.OVER_TEXT in split.signs[number] for number in split.firsts) * share,
        "over text inside": min(2.0, over * share),
    }


def _of_openers(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """How regularly items begin: whether one form opens them all and nothing else, and what follows it."""
    firsts, share = split.firsts, split.share
    count = len(firsts)
    is_several = float(count > 1)
    names = Counter(name for number in firsts for name in facts.forms[number])
    pure = {name: (times * share) * (times / facts.sizes[name]) for name, times in names.items()}
    strong = {name: value for name, value in pure.items() if name not in WEAK}
    purest = max(strong.values(), default=0.0) * is_several
    starts = Counter(facts.kinds[number] for number in firsts)
    patterns = Counter(tuple(facts.kinds[number : number + 2]) for number in firsts)
    kind = starts.most_common(1)[0][0]
    same = sum(facts.kinds[number] == kind and split.states[number].field is Field.BODY for number in split.inside)
    found = {
        f"by {family}": max((value for name, value in strong.items() if name.startswith(family)), default=0.0)
        * is_several
        for family in _FAMILIES
    }
    return found | {
        "bad start": sum(bool(split.signs[number] & _BAD_START) for number in firsts) * share,
        "pure": max(pure.values(), default=0.0),
        "pure strong": purest,
        "many strong": purest * min(1.0, count / 8),
        "pattern": max(patterns.values()) * share * is_several,
        "start kind": max(starts.values()) * share * is_several,
        "kind inside": same / (same + count),
        "gap": _share_of(split, firsts, Sign.WIDE_GAP) - _share_of(split, split.inside, Sign.WIDE_GAP),
    }


def _share_of(split: _Split, numbers: Sequence[int], sign: Sign) -> float:
    return sum(sign in split.signs[number] for number in numbers) / max(1, len(numbers))


def _of_one(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """Signs for and against one item only, and against several in a text of prose."""
    is_one = float(len(split.items) == 1)
    first = sum(facts.links[number] > 0 for number in split.firsts) * split.share
    return {
        "one links": is_one * min(1.0, 25 * facts.linkedness),
        "one entries": is_one * min(1.0, 4 * facts.entries),
        "one long": is_one * min(1.5, facts.usual_text / 60),
        "one prose": is_one * facts.prose,
        "one size": is_one * math.log(facts.total) / 8,
        "prose": facts.prose * (1 - is_one) * (1 - first),
    }


def _of_ends(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """Whether the closing lines of items ("Read more", an address) stand at their ends."""
    before = [split.signs[number - 1] for number in split.firsts if number]
    goes_on = [
        number
        for number in split.inside
        if split.signs[number] & _CLOSERS
        and number + 1 < len(split.states)
        and split.states[number + 1].field is Field.BODY
        and not split.states[number + 1].opens
    ]
    return {
        "ends ahead": sum(bool(own & _ENDS) for own in before) * split.share,
        "ends inside": min(2.0, len(goes_on) * split.share),
    }


def _of_headings(split: _Split, facts: BlockFacts) -> dict[str, float]:
    """Whether headings are short, known, alike, and hold several items each."""
    headings, held, signs = split.headings, split.held, split.signs
    fields = (Field.BODY, Field.NOTE)
    unused = sum(
        kind == HEADING and state.field in fields for kind, state in zip(facts.kinds, split.states, strict=True)
    )
    found = {"no headings": float(not headings), "headings unused": min(2.0, unused / (len(headings) + 1))}
    if not headings:
        return found
    count = len(headings)
    return found | {
        "headings": min(2.0, count * split.share),
        "heading known": sum(Sign.SECTION in signs[number] for number in headings) / count,
        "heading words": min(2.0, fmean(facts.words[number] for number in headings) / 6),
        "heading long": sum(facts.words[number] > 7 for number in headings) / count,
        "heading linked": sum(facts.links[number] > 0 for number in headings) / count,
        "heading empty": sum(not one for one in held) / count,
        "heading one": sum(one == 1 for one in held) / count if count > 2 else 0.0,
        "heading all one": float(count > 2 and all(one <= 1 for one in held)),
        "heading marked": float(all(facts.kinds[number] == HEADING for number in headings)),
        "heading stop": sum(bool(signs[number] & _HEADING_STOPS) for number in headings) / count,
    }

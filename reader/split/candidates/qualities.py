"""Measures a reading as a whole: how alike its items are, what is left over, whether its titles look like titles.

Every quality is a number of about 0 to 1. None asks for words of a publication; they hold in any layout.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median, pstdev

from reader.core.values.document import Block, Tag
from reader.split.candidates.proposals import TITLED, UNTITLED, Proposal
from reader.split.candidates.forms import WEAK
from reader.split.model.decode import Reading
from reader.split.model.layouts import ITEM_TITLE, Cut, Field
from reader.split.model.plain import PLAIN
from reader.split.signs.lengths import count_words
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

_BAD_START = frozenset(
    {Sign.LOWER_START, Sign.UNFINISHED, Sign.SURELY_GOES_ON, Sign.GOES_ON, Sign.BROKEN_LINE, Sign.COMMA, Sign.MARKER}
)
_LABELS = frozenset({Sign.LABEL, Sign.MAYBE_LABEL, Sign.READ_MORE, Sign.LINKS_ROW, Sign.BYLINE, Sign.TAGS, Sign.CTA})
_NOTICES = frozenset(
    {
        Sign.NOTICE,
        Sign.RULER,
        Sign.NAV_RUN,
        Sign.FOOTER,
        Sign.AFTER_FOOTER,
        Sign.CTA,
        Sign.GREET,
        Sign.SIGNOFF,
        Sign.META,
    }
)
_LEADING = frozenset({Sign.LEAD, Sign.HEADLINE})
_IN_ITEM = frozenset({Field.ITEM_TITLE, Field.BODY, Field.MARKER, Field.TOPICS, Field.EXTRA})
_INTROS = frozenset({Field.INTRO, Field.OUTRO, Field.SECTION_INTRO, Field.SUBTITLE})
_TITLE_SPAN = 3.0
_USUAL_WORDS = math.log(45)


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


@dataclass(frozen=True, slots=True)
class Facts:
    """What all readings of a document share: words, links and kinds of its blocks, and the forms of each."""

    words: Sequence[int]
    links: Sequence[int]
    kinds: Sequence[str]
    titles: Sequence[float]
    leads: Sequence[int]
    total: int
    sizes: Mapping[str, int]
    forms: Sequence[Sequence[str]]
    notices: Sequence[bool] = field(default=())


def facts_of(
    blocks: Sequence[Block],
    signs: Sequence[frozenset[Sign]],
    markups: Sequence[Markup],
    openers: Mapping[str, Sequence[int]],
) -> Facts:
    """The facts of a document."""
    words = [count_words(block.text) for block in blocks]
    forms: list[list[str]] = [[] for _ in blocks]
    for name, members in openers.items():
        for number in members:
            forms[number].append(name)
    notices = [bool(own & _NOTICES) for own in signs]
    return Facts(
        words=words,
        links=[len({link.url for link in block.links}) for block in blocks],
        kinds=[_kind(block, own, count) for block, own, count in zip(blocks, signs, words, strict=True)],
        titles=[max(-_TITLE_SPAN, min(_TITLE_SPAN, sum(ITEM_TITLE.get(sign, 0.0) for sign in own))) for own in signs],
        leads=[markup.lead for markup in markups],
        total=max(1, sum(count for count, notice in zip(words, notices, strict=True) if not notice)),
        sizes={name: len(members) for name, members in openers.items()},
        forms=forms,
        notices=notices,
    )


def _kind(block: Block, own: frozenset[Sign], words: int) -> str:
    if Sign.RULER in own:
        return "-"
    if block.tag is Tag.HEADING or block.level:
        return "h"
    if block.tag is Tag.ENTRY:
        return f"e{min(block.depth, 2)}"
    if block.tag is not Tag.PARAGRAPH:
        return block.tag.value
    size = "s" if words <= 14 else "t"
    return size + ("b" if own & _LEADING else "u" if Sign.OWN_URL in own or Sign.URL in own else "")


def qualities_of(reading: Reading, facts: Facts, proposal: Proposal | None = None) -> dict[str, float]:
    """The qualities of a reading; of one that finds no item, none. ``proposal``: what it was made from."""
    signs = reading.signs
    states = [reading.layout.states[name] for name in reading.states]
    items: list[_Item] = []
    headings: list[int] = []
    held: list[int] = []
    item: _Item | None = None
    left = intro = before = 0
    left_blocks = 0
    for number, state in enumerate(states):
        here = state.field
        if here is Field.HEADING:
            headings.append(number)
            held.append(0)
            item = None
        elif here in _IN_ITEM:
            if state.opens or item is None:
                item = _Item(number)
                items.append(item)
                if held:
                    held[-1] += 1
                if here is Field.ITEM_TITLE:
                    lead = facts.leads[number]
                    item.title = facts.words[number] if state.cut is not Cut.LEAD or not lead else max(1, lead // 6)
                    item.title = max(1, item.title)
            else:
                item.blocks += 1
                kind = facts.kinds[number]
                item.leads += bool(signs[number] & _LEADING) and not signs[number] & _LABELS and facts.links[number] > 0
                item.entries += kind in ("e1", "tr") and facts.links[number] > 0
                item.headings += kind == "h"
                item.rulers += kind == "-"
            item.words += facts.words[number]
            item.links += facts.links[number]
        elif here in _INTROS:
            intro += facts.words[number]
            before += 0 if items else facts.words[number]
        elif here is not Field.TITLE and not facts.notices[number]:
            left += facts.words[number]
            left_blocks += facts.words[number] > 0
            before += 0 if items else facts.words[number]
    count = len(items)
    if not count:
        return {}
    share = 1 / count
    firsts = [one.first for one in items]
    titled = [one for one in items if one.title]
    q: dict[str, float] = {"essay": float(reading.layout.name == PLAIN.name)}
    if proposal:
        q["formed"] = 1.0
        q["weak"] = float(proposal.opener in WEAK)
        q["how untitled"] = float(proposal.how == UNTITLED)
        q["how titled"] = float(proposal.how == TITLED)
    q["one"] = float(count == 1)
    q["few"] = float(1 < count <= 3)
    q["log items"] = math.log(count) / 4
    lengths = [math.log(1 + one.words) for one in items]
    q["length off"] = min(2.0, abs(median(lengths) - _USUAL_WORDS)) / 2
    q["tiny"] = sum(one.words <= 3 for one in items) * share
    q["left"] = left / facts.total
    q["left many"] = float(left / facts.total > 0.3)
    q["intro"] = intro / facts.total
    q["before"] = before / facts.total
    q["biggest"] = max(one.words for one in items) / max(1, sum(one.words for one in items)) if count > 1 else 0.0
    q["spread"] = min(1.5, pstdev(lengths)) if count > 1 else 0.0
    t = len(titled) * share
    q["titled"] = t
    q["mixed titles"] = 4 * t * (1 - t)
    n = max(1, len(titled))
    q["title good"] = (
        sum(facts.titles[one.first] for one in titled if states[one.first].cut is Cut.WHOLE) / n / _TITLE_SPAN
    )
    q["title long"] = sum(one.title > 18 for one in titled) / n
    q["title short"] = sum(one.title <= 2 for one in titled) / n
    q["title stop"] = (
        sum(
            bool(signs[one.first] & {Sign.STOP, Sign.COLON, Sign.COMMA}) and states[one.first].cut is Cut.WHOLE
            for one in titled
        )
        / n
    )
    q["title label"] = sum(bool(signs[one.first] & _LABELS) for one in items) * share
    q["title section"] = sum(Sign.SECTION in signs[one.first] for one in titled) / n
    linked = sum(facts.links[one.first] > 0 for one in items) * share
    q["first linked"] = linked
    q["first linked mix"] = 4 * linked * (1 - linked)
    bodies = sum(one.blocks > 0 for one in items) * share
    q["bodies"] = bodies
    q["bodies mix"] = 4 * bodies * (1 - bodies)
    q["untitled short"] = sum(not one.title and one.words < 8 for one in items) * share
    q["linked"] = sum(one.links > 0 for one in items) * share
    q["one link"] = sum(one.links == 1 for one in items) * share
    q["many links"] = sum(one.links > 5 for one in items) * share
    q["links"] = min(2.0, sum(one.links for one in items) * share / 4)
    q["leads inside"] = min(2.0, sum(one.leads for one in items) * share)
    q["entries inside"] = min(3.0, sum(one.entries for one in items) * share) / 2
    q["headings inside"] = min(2.0, sum(one.headings for one in items) * share)
    q["rulers inside"] = min(1.0, sum(one.rulers for one in items) * share)
    q["blocks"] = min(3.0, math.log(1 + sum(one.blocks for one in items) * share))
    q["bad start"] = sum(bool(signs[number] & _BAD_START) for number in firsts) * share
    names = Counter(name for number in firsts for name in facts.forms[number])
    pure = {name: (n * share) * (n / facts.sizes[name]) for name, n in names.items()}
    strong = {name: value for name, value in pure.items() if name not in WEAK}
    best = max(strong, key=lambda name: strong[name], default="")
    q["pure"] = max(pure.values(), default=0.0)
    q["pure strong"] = strong.get(best, 0.0) if count > 1 else 0.0
    q["many strong"] = q["pure strong"] * min(1.0, count / 8)
    for family in ("h", "li", "number", "mark", "label", "lead", "look", "row"):
        q[f"by {family}"] = (
            max((v for name, v in strong.items() if name.startswith(family)), default=0.0) if count > 1 else 0.0
        )
    q["one links"] = q["one"] * min(1.0, 25 * sum(facts.links) / facts.total)
    q["one entries"] = q["one"] * min(1.0, 4 * sum(kind[0] == "e" for kind in facts.kinds) / len(facts.kinds))
    texts = [count_ for count_, kind in zip(facts.words, facts.kinds, strict=True) if kind in ("t", "tb", "blockquote")]
    q["one long"] = q["one"] * min(1.5, fmean(texts) / 60 if texts else 0.0)
    prose = sum(texts) / facts.total
    q["one prose"] = q["one"] * prose
    q["one size"] = q["one"] * math.log(facts.total) / 8
    q["prose"] = prose * float(count > 1) * (1 - linked)
    patterns = Counter(tuple(facts.kinds[number : number + 2]) for number in firsts)
    q["pattern"] = max(patterns.values()) * share if count > 1 else 0.0
    starts = Counter(facts.kinds[number] for number in firsts)
    q["start kind"] = max(starts.values()) * share if count > 1 else 0.0
    kind = starts.most_common(1)[0][0]
    inside = sum(
        facts.kinds[n] == kind and not states[n].opens
        for n in range(firsts[0], len(states))
        if states[n].field is Field.BODY
    )
    q["kind inside"] = inside / (inside + count)
    wide = sum(Sign.WIDE_GAP in signs[number] for number in firsts) * share
    rest = [n for n in range(firsts[0], len(states)) if states[n].field in _IN_ITEM and not states[n].opens]
    wide_in = sum(Sign.WIDE_GAP in signs[n] for n in rest) / max(1, len(rest))
    q["gap"] = wide - wide_in
    q["ends ahead"] = (
        sum(
            bool(number and signs[number - 1] & {Sign.READ_MORE, Sign.URL, Sign.OWN_URL, Sign.TAGS, Sign.TAIL_LINK})
            for number in firsts
        )
        * share
    )
    q["ends inside"] = min(
        2.0,
        sum(
            bool(signs[n] & {Sign.READ_MORE, Sign.TAIL_LINK, Sign.TAGS})
            and n + 1 < len(states)
            and states[n + 1].field is Field.BODY
            and not states[n + 1].opens
            for n in rest
        )
        * share,
    )
    q["over text"] = sum(Sign.OVER_TEXT in signs[number] for number in firsts) * share
    q["over text inside"] = min(2.0, sum(Sign.OVER_TEXT in signs[n] for n in rest) * share)
    q["no headings"] = float(not headings)
    if headings:
        h = len(headings)
        q["headings"] = min(2.0, h * share)
        q["heading known"] = sum(Sign.SECTION in signs[n] for n in headings) / h
        q["heading words"] = min(2.0, fmean(facts.words[n] for n in headings) / 6)
        q["heading long"] = sum(facts.words[n] > 7 for n in headings) / h
        q["heading linked"] = sum(facts.links[n] > 0 for n in headings) / h
        q["heading empty"] = sum(not one for one in held) / h
        q["heading one"] = sum(one == 1 for one in held) / h if h > 2 else 0.0
        q["heading all one"] = float(h > 2 and all(one <= 1 for one in held))
        q["heading form"] = float(all(facts.kinds[n] == "h" for n in headings))
        q["heading stop"] = sum(bool(signs[n] & {Sign.STOP, Sign.COMMA}) for n in headings) / h
    unused = sum(facts.kinds[n] == "h" and states[n].field in (Field.BODY, Field.NOTE) for n in range(len(states)))
    q["headings unused"] = min(2.0, unused / (len(headings) + 1))
    return q

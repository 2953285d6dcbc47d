"""The signs of a block that the blocks of the same look bring: labels, headings of sections, titles of stories.

Blocks of one look (heading level, bold line, linked line) are a class; what a class is like on the whole (short,
linked, holding others) tells whether its members head sections or items, which one block alone cannot.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from reader.core.values.document import Block
from reader.split.signs import lexicons
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

_WORD = re.compile(r"\w")
_LABEL_WORDS = re.compile(lexicons.RUN_IN_LABEL, re.IGNORECASE)
_FEW_WORDS = 5
_HABIT = 0.5
_STORIES = 3
# Shares of a class that make its habit.
_MOST = 0.6


class MarkupInPlace(NamedTuple):
    """A block's markup among the others of its document: ``signs`` grows with what these say of it."""

    signs: set[Sign]
    lead: int
    look: str


def place_markup(blocks: Sequence[Block], markups: Sequence[Markup], known: Sequence[bool]) -> list[MarkupInPlace]:
    """The markups with the signs of their classes; ``known`` tells which blocks name a section."""
    found = [MarkupInPlace(set(markup.signs), markup.lead, markup.look) for markup in markups]
    if any(one.look or one.signs - {Sign.UNLINKED, Sign.P} for one in found):
        _add_labels(blocks, found)
        _add_classes(blocks, found, known)
    return found


def _add_labels(blocks: Sequence[Block], found: list[MarkupInPlace]) -> None:
    """Tell the labels inside stories ("Why it matters:") from titles: they recur, or are known everywhere."""
    leads = [
        block.text[: one.lead].strip(" :.–—-*").casefold() if one.lead else ""
        for block, one in zip(blocks, found, strict=True)
    ]
    counts = Counter(leads)
    colons = [lead for block, one, lead in zip(blocks, found, leads, strict=True) if lead and _has_colon(block, one)]
    # Where nearly every colon ends a lead of its own, the leads are titles.
    distinct = len(colons) >= 4 and sum(counts[lead] == 1 for lead in colons) > 0.8 * len(colons)
    for block, one, lead in zip(blocks, found, leads, strict=True):
        if not lead or (Sign.LINKED in one.signs and Sign.LEAD_LINK in one.signs):
            continue
        ends = _has_colon(block, one)
        short = len(lead.split()) <= 5
        if short and (_LABEL_WORDS.fullmatch(lead) or counts[lead] > 2 or (ends and counts[lead] > 1)):
            one.signs.add(Sign.LABEL)
        elif short and ends and not distinct and Sign.ALL_LINK not in one.signs:
            one.signs.add(Sign.MAYBE_LABEL)


def _has_colon(block: Block, one: MarkupInPlace) -> bool:
    return block.text[: one.lead].rstrip().endswith(":") or block.text[one.lead :].lstrip().startswith(":")


def _add_classes(blocks: Sequence[Block], found: list[MarkupInPlace], known: Sequence[bool]) -> None:
    classes: dict[str, list[int]] = defaultdict(list)
    openers: list[int] = []
    for number, one in enumerate(found):
        if one.look:
            classes[one.look].append(number)
        if Sign.LABEL not in one.signs and one.signs & {Sign.HEADLINE, Sign.LEAD, Sign.TAIL_LINK, Sign.ROW_ITEM}:
            openers.append(number)
    for look, members in classes.items():
        if look in ("bold", "bold link", " link"):
            openers_inside = openers
        else:
            openers_inside = [
                number for number in openers if not found[number].look.startswith("h") or found[number].look > look
            ]
        signs = _class_signs(blocks, found, members, openers_inside)
        if sum(known[number] for number in members) >= 0.3 * len(members):
            signs.add(Sign.C_KNOWN)
        for number in members:
            found[number].signs.update(signs)
    _add_shadows(blocks, found, classes)
    _add_stories(blocks, found, classes)
    _add_names_over(blocks, found)
    _add_sole_texts(blocks, found)


def _add_sole_texts(blocks: Sequence[Block], found: list[MarkupInPlace]) -> None:
    """A text right under a heading with no entry, row or leading stretch up to the next one is all that it heads."""
    heads = [n for n, one in enumerate(found) if one.look.startswith("h")]
    for head, after in zip(heads, [*heads[1:], len(found)], strict=False):
        if after < len(found) and found[after].look > found[head].look:
            continue
        inside = found[head + 1 : after]
        is_text = bool(inside) and bool(inside[0].signs & {Sign.PLAIN, Sign.BLOCKQUOTE}) and _is_long(blocks[head + 1])
        if is_text and not any(one.signs & {Sign.ENTRY, Sign.LEAD, Sign.ROW, Sign.TAIL_LINK} for one in inside):
            inside[0].signs.add(Sign.SOLE)


def _is_long(block: Block) -> bool:
    return len(block.text.split()) > _FEW_WORDS


def _add_names_over(blocks: Sequence[Block], found: list[MarkupInPlace]) -> None:
    """Short plain lines over some of the leading stretches: headings. Over most of them they are bylines."""
    leads = [number for number, one in enumerate(found) if one.signs & {Sign.LEAD, Sign.TAIL_LINK}]
    over = [number - 1 for number in leads if number and Sign.PLAIN in found[number - 1].signs]
    over = [number for number in over if len(blocks[number].text.split()) <= _FEW_WORDS]
    if len(over) < _HABIT * len(leads):
        for number in over:
            if blocks[number].text[-1] not in ".!?,;":
                found[number].signs.add(Sign.OVER_LEAD)


def _add_stories(blocks: Sequence[Block], found: list[MarkupInPlace], classes: dict[str, list[int]]) -> None:
    """Lines that are titles of whole stories: wordy, with text right under them. What leads in bold inside is none."""
    leads = [n for n, one in enumerate(found) if Sign.LEAD in one.signs and Sign.LEAD_LINK not in one.signs]
    ruled = {n for n in leads if n and (blocks[n].has_rule_before or not _WORD.search(blocks[n - 1].text))}
    # Where rulers stand before the first leading stretch of each story, the other ones are inside.
    if _STORIES <= len(ruled) < len(leads) - 1:
        for number in leads[1:]:
            if number not in ruled:
                found[number].signs.add(Sign.LEAD_INSIDE)
    for look, members in classes.items():
        below = [found[number + 1] for number in members if number + 1 < len(found)]
        texts = sum(bool(one.signs & {Sign.PLAIN, Sign.ALL_EM, Sign.BLOCKQUOTE}) for one in below)
        is_title = Sign.C_WORDY in found[members[0]].signs and (
            Sign.COVERED in found[members[0]].signs or look[0] == "h"
        )
        if len(members) < _STORIES or not is_title or texts < _MOST * len(members):
            continue
        for number in members:
            # One that stands right over another of its look heads a section that is set like the stories.
            if number + 1 == len(found) or found[number + 1].look != look:
                found[number].signs.add(Sign.C_STORIES)
        for number in range(members[0], len(found)):
            if Sign.LEAD in found[number].signs and Sign.LEAD_LINK not in found[number].signs:
                found[number].signs.add(Sign.LEAD_INSIDE)


def _class_signs(
    blocks: Sequence[Block], found: list[MarkupInPlace], members: list[int], openers: list[int]
) -> set[Sign]:
    size, own = len(members), found[members[0]].look
    words = sum(len(blocks[number].text.split()) for number in members) / size
    linked = sum(bool(blocks[number].links) for number in members) / size
    follows = sum(number + 1 < len(found) and bool(found[number + 1].look) for number in members) / size
    holds = 0
    for number, after in zip(members, [*members[1:], len(found)], strict=True):
        inside = openers[bisect_left(openers, number + 1) : bisect_left(openers, after)]
        holds += sum(found[inner].look != own for inner in inside[:12])
    signs = {Sign.C_WORDY} if words >= 5 else {Sign.C_TERSE} if words < 3.5 else set[Sign]()
    signs |= {Sign.C_LINKED} if linked >= _MOST else set()
    signs |= {Sign.C_OVER} if follows >= _MOST else set()
    signs |= {Sign.C_ONCE} if size == 1 else set()
    if holds >= 1.6 * size:
        signs.add(Sign.C_HOLDS)
    elif holds >= 0.8 * size:
        signs.add(Sign.C_HOLDS_ONE)
    else:
        signs.add(Sign.C_HOLDS_NONE)
    texts = Counter(blocks[number].text.casefold() for number in members)
    if size >= 4 and len(texts) <= 0.5 * size:
        signs.add(Sign.C_REPEATED)
    return signs


def _add_shadows(blocks: Sequence[Block], found: list[MarkupInPlace], classes: dict[str, list[int]]) -> None:
    """A class whose members each stand right under a member of another one, as bylines under titles do."""
    for look, members in classes.items():
        above = Counter(
            found[number - 1].look for number in members if number and found[number - 1].look not in ("", look)
        )
        if not above or len(members) < 2:
            continue
        other, times = above.most_common(1)[0]
        upper = found[classes[other][0]].signs
        heads = Sign.C_LINKED in upper or (Sign.C_WORDY in upper and Sign.C_KNOWN not in upper)
        if heads and times >= 0.8 * len(members) and times >= 0.5 * len(classes[other]) and other[0] <= look[0]:
            for number in members:
                found[number].signs.add(Sign.SHADOW)
            for number in classes[other]:
                found[number].signs.add(Sign.SHADOWED)

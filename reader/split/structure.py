"""What the source's own markup says of each block: headings, bold and anchors that lead or cover, entries, rows.

Blocks of one look (heading level, bold line, linked line) are a class; what a class is like on the whole (short,
linked, holding others) tells whether its members head sections or items, which one block alone cannot.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from typing import NamedTuple

from reader.core.values.document import Block, Tag
from reader.split import lexicons

LONGEST_LEAD = 220
_LEAD_WORDS = 28
_BEFORE_LEAD = re.compile(r"(?:[-*•·▪●◦‣►▶→>»–—]+\s*|\(?\d{1,3}[.):]\s*|\[[\w /&+-]{2,24}\]\s*|[^\w\s\[(]{1,4}\s*)*")
_WORDS = re.compile(r"\w+")
_WORD = re.compile(r"\w")
_TAIL_GAP = re.compile(r"[\s\-–—|:,(\[»→>]*$")
_NAME_WORD = r"(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|den|la|le|di|da|el|al|of|and|&)"
_NAME = re.compile(rf"{_NAME_WORD}(?:,? {_NAME_WORD}){{1,11}}(?: and \d+ others)?(?: \([^()]{{2,60}}\))?")
_TAIL_WORDS = re.compile(lexicons.TAIL_LINK, re.IGNORECASE)
_PLAIN_TAIL = re.compile(rf"(?:\s[-–—|]\s*|[(\[]|[-–—]\s)(?:{lexicons.TAIL_LINK})[)\]]?[\s.]*$", re.IGNORECASE)
_LABEL_WORDS = re.compile(lexicons.RUN_IN_LABEL, re.IGNORECASE)
_REST = re.compile(lexicons.TITLE_REST, re.IGNORECASE)
_DOMAIN = re.compile(r"\(?(?:[\w-]+\.)+[a-z]{2,12}(?:/\S*)?\)?", re.IGNORECASE)

_ADDRESS = re.compile(r"https?://\S+")
# So many blocks closed by the same words of a link: the words are a marker.
_USUAL_TAILS = 4
_FEW_WORDS = 5
_HABIT = 0.5
_STORIES = 3

# Shares of a class that make its habit.
_MOST = 0.6


class Form(NamedTuple):
    """The form of one block: its signs, where its leading stretch and its closing link marker stand, its class."""

    signs: set[str]
    lead: int
    tail: int
    look: str


def forms(blocks: Sequence[Block], known: Sequence[bool]) -> list[Form]:
    """The forms of all blocks, with the signs of their classes; ``known`` tells which blocks name a section."""
    usual = usual_tails(blocks)
    found = [form(block, usual) for block in blocks]
    if any(one.look or one.signs - {"unlinked", "p"} for one in found):
        _add_labels(blocks, found)
        _add_classes(blocks, found, known)
    return found


def form(block: Block, usual: Container[str] = ()) -> Form:
    """What can be seen of one block alone, and by the usual closing words of the document's links."""
    text = block.text
    signs = {block.tag.value, "linked" if block.links else "unlinked"}
    bold, anchor, start = _leads(block)
    lead, look = max(bold, anchor), ""
    rest = text[lead:].strip() if lead else text
    covers = bool(lead) and (not _WORD.search(rest) or bool(_REST.fullmatch(rest)))
    if block.tag is Tag.HEADING or block.level:
        look = f"h{block.level or 2}"
        signs |= {"h", "headline"}
        signs.add("link in heading" if block.links else "heading alone")
    elif covers and len(text) <= LONGEST_LEAD:
        look = ("bold" if bold else "") + (" link" if anchor else "")
        signs |= {"headline", "covered"} | ({"all bold"} if bold else set()) | ({"all link"} if anchor else set())
    elif lead and lead <= min(LONGEST_LEAD, 0.75 * len(text)) and len(text[:lead].split()) <= _LEAD_WORDS:
        signs.add("lead")
        signs |= ({"lead bold"} if bold else set()) | ({"lead link"} if anchor else set())
    if not signs & {"lead", "covered"}:
        lead = 0
    tail = _tail(block, start, usual)
    if tail < len(text):
        signs.add("tail link")
    if block.tag is Tag.ENTRY or block.depth:
        signs |= {"entry", "deep" if block.depth > 1 else "flat"}
    if block.tag is Tag.ROW:
        signs |= {"row"} | _row_signs(block)
    if len(block.links) == 1 and block.links[0].end - block.links[0].start >= len(text) - 2 and "://" in text[:12]:
        signs.add("own url")
    if len(block.links) > 1 and block.tag is not Tag.ROW:
        signs |= _link_row(block)
    if any(mark.tag == "nav" for mark in block.marks):
        signs.add("nav run")
    if 4 < len(text) <= 100 and (text[-1].isalpha() or text[-1] == ")") and _NAME.fullmatch(text):
        signs.add("name")
    if block.has_rule_before:
        signs.add("rule before")
    if block.tag is Tag.PARAGRAPH and not signs & {"headline", "lead", "tail link", "entry"}:
        signs.add("plain")
    if len(text) < 200 and any(
        mark.tag == "em" and mark.start <= 1 and mark.end >= len(text) - 2 for mark in block.marks
    ):
        signs.add("all em")
    if len(text) >= 4 and text[:120].isupper():
        signs.add("capitals")
    return Form(signs, lead, tail, look)


def _leads(block: Block) -> tuple[int, int, int]:
    """Where leading bold text and a leading link end (0: none), and where the text behind bullets begins."""
    begin = _BEFORE_LEAD.match(block.text[:60])
    start = begin.end() if begin else 0
    bold = anchor = 0
    if block.weight >= 0.95 and not any(mark.tag == "strong" for mark in block.marks):
        bold = len(block.text)
    for mark in block.marks[:40]:
        if mark.tag == "strong" and mark.start <= max(start, bold) + (2 if bold else 0) and mark.end > bold:
            bold = mark.end
    for link in block.links[:8]:
        if (link.start <= start or (bold and link.start <= bold and link.end >= bold)) and link.end > link.start:
            anchor = max(anchor, link.end)
            break
    return bold, anchor, start


def _tail(block: Block, start: int, usual: Container[str]) -> int:
    """Where a closing link marker ("- Link", "(Read more)") begins; the text's length without one.

    ``usual`` are the words of links that close many blocks of the document, in whatever language.
    """
    text = block.text
    if block.links:
        link = block.links[-1]
        shown = text[link.start : link.end].strip()
        closes = not _WORD.search(text[link.end :])
        if closes and link.start > start and (shown in usual or _closes(shown)):
            gap = _TAIL_GAP.search(text[: link.start])
            begin = gap.start() if gap else link.start
            # Behind a word and nothing else the link is part of the sentence.
            if begin == 0 or text[begin - 1] in '.!?…)”"' or text[begin : link.start].strip():
                return begin
    found = _PLAIN_TAIL.search(text[-60:]) if len(text) > 20 else None
    return max(0, len(text) - 60) + found.start() if found else len(text)


def _closes(shown: str) -> bool:
    """Whether a link's words say nothing but that it is one."""
    return bool(_TAIL_WORDS.fullmatch(shown) or _DOMAIN.fullmatch(shown) or _ADDRESS.fullmatch(shown))


def usual_tails(blocks: Sequence[Block]) -> frozenset[str]:
    """The few words of links that close so many blocks that they are no part of the texts."""
    shown = Counter(
        block.text[block.links[-1].start : block.links[-1].end].strip()
        for block in blocks
        if block.links and not _WORD.search(block.text[block.links[-1].end :])
    )
    return frozenset(
        text for text, times in shown.items() if times >= _USUAL_TAILS and 0 < len(text.split()) <= 4 and len(text) < 30
    )


def _link_row(block: Block) -> set[str]:
    """A line of nothing but short links: navigation, or the links of the item above ("Paper | Code")."""
    shown = [block.text[link.start : link.end].strip() for link in block.links[:12]]
    if len(block.text) > 200 or any(len(text.split()) > 3 for text in shown):
        return set()
    rest = len(_WORDS.findall(block.text)) - sum(len(_WORDS.findall(text)) for text in shown)
    if rest > 1:
        return set()
    return {"links row"} if all(map(_TAIL_WORDS.fullmatch, shown)) else {"nav run"}


def cells(block: Block) -> list[tuple[int, int]]:
    """Where the cells of a row stand in its text."""
    found = sorted((mark.start, mark.end) for mark in block.marks if mark.tag in ("td", "th") and mark.end > mark.start)
    return found or [(0, len(block.text))]


def _row_signs(block: Block) -> set[str]:
    texts = [block.text[start:end] for start, end in cells(block)]
    if not block.links and all(len(text.split()) <= 3 for text in texts):
        return {"row head"}
    return {"row item"} if max(len(text.split()) for text in texts) >= 2 else {"row short"}


def _add_labels(blocks: Sequence[Block], found: list[Form]) -> None:
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
        if not lead or ("linked" in one.signs and "lead link" in one.signs):
            continue
        ends = _has_colon(block, one)
        short = len(lead.split()) <= 5
        if short and (_LABEL_WORDS.fullmatch(lead) or counts[lead] > 2 or (ends and counts[lead] > 1)):
            one.signs.add("label")
        elif short and ends and not distinct and "all link" not in one.signs:
            one.signs.add("maybe label")


def _has_colon(block: Block, one: Form) -> bool:
    return block.text[: one.lead].rstrip().endswith(":") or block.text[one.lead :].lstrip().startswith(":")


def _add_classes(blocks: Sequence[Block], found: list[Form], known: Sequence[bool]) -> None:
    classes: dict[str, list[int]] = defaultdict(list)
    openers: list[int] = []
    for number, one in enumerate(found):
        if one.look:
            classes[one.look].append(number)
        if "label" not in one.signs and one.signs & {"headline", "lead", "tail link", "row item"}:
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
            signs.add("c known")
        for number in members:
            found[number].signs.update(signs)
    _add_shadows(blocks, found, classes)
    _add_stories(blocks, found, classes)
    _add_names_over(blocks, found)
    _add_sole_texts(blocks, found)


def _add_sole_texts(blocks: Sequence[Block], found: list[Form]) -> None:
    """A text right under a heading with no entry, row or leading stretch up to the next one is all that it heads."""
    heads = [n for n, one in enumerate(found) if one.look.startswith("h")]
    for head, after in zip(heads, [*heads[1:], len(found)], strict=False):
        if after < len(found) and found[after].look > found[head].look:
            continue
        inside = found[head + 1 : after]
        is_text = bool(inside) and bool(inside[0].signs & {"plain", "blockquote"}) and _is_long(blocks[head + 1])
        if is_text and not any(one.signs & {"entry", "lead", "row", "tail link"} for one in inside):
            inside[0].signs.add("sole")


def _is_long(block: Block) -> bool:
    return len(block.text.split()) > _FEW_WORDS


def _add_names_over(blocks: Sequence[Block], found: list[Form]) -> None:
    """Short plain lines over some of the leading stretches: headings. Over most of them they are bylines."""
    leads = [number for number, one in enumerate(found) if one.signs & {"lead", "tail link"}]
    over = [number - 1 for number in leads if number and "plain" in found[number - 1].signs]
    over = [number for number in over if len(blocks[number].text.split()) <= _FEW_WORDS]
    if len(over) < _HABIT * len(leads):
        for number in over:
            if blocks[number].text[-1] not in ".!?,;":
                found[number].signs.add("over lead")


def _add_stories(blocks: Sequence[Block], found: list[Form], classes: dict[str, list[int]]) -> None:
    """Lines that are titles of whole stories: wordy, with text right under them. What leads in bold inside is none."""
    leads = [n for n, one in enumerate(found) if "lead" in one.signs and "lead link" not in one.signs]
    ruled = {n for n in leads if n and (blocks[n].has_rule_before or not _WORD.search(blocks[n - 1].text))}
    # Where rulers stand before the first leading stretch of each story, the other ones are inside.
    if _STORIES <= len(ruled) < len(leads) - 1:
        for number in leads[1:]:
            if number not in ruled:
                found[number].signs.add("lead inside")
    for look, members in classes.items():
        below = [found[number + 1] for number in members if number + 1 < len(found)]
        texts = sum(bool(one.signs & {"plain", "all em", "blockquote"}) for one in below)
        is_title = "c wordy" in found[members[0]].signs and ("covered" in found[members[0]].signs or look[0] == "h")
        if len(members) < _STORIES or not is_title or texts < _MOST * len(members):
            continue
        for number in members:
            # One that stands right over another of its look heads a section that is set like the stories.
            if number + 1 == len(found) or found[number + 1].look != look:
                found[number].signs.add("c stories")
        for number in range(members[0], len(found)):
            if "lead" in found[number].signs and "lead link" not in found[number].signs:
                found[number].signs.add("lead inside")


def _class_signs(blocks: Sequence[Block], found: list[Form], members: list[int], openers: list[int]) -> set[str]:
    size, own = len(members), found[members[0]].look
    words = sum(len(blocks[number].text.split()) for number in members) / size
    linked = sum(bool(blocks[number].links) for number in members) / size
    follows = sum(number + 1 < len(found) and bool(found[number + 1].look) for number in members) / size
    holds = 0
    for number, after in zip(members, [*members[1:], len(found)], strict=True):
        inside = openers[bisect_left(openers, number + 1) : bisect_left(openers, after)]
        holds += sum(found[inner].look != own for inner in inside[:12])
    signs = {"c wordy"} if words >= 5 else {"c terse"} if words < 3.5 else set()
    signs |= {"c linked"} if linked >= _MOST else {"c unlinked"} if linked < 0.2 else set()
    signs |= {"c over"} if follows >= _MOST else set()
    signs |= {"c once"} if size == 1 else {"c many"} if size >= 4 else set()
    if holds >= 1.6 * size:
        signs.add("c holds")
    elif holds >= 0.8 * size:
        signs.add("c holds one")
    else:
        signs.add("c holds none")
    texts = Counter(blocks[number].text.casefold() for number in members)
    if size >= 4 and len(texts) <= 0.5 * size:
        signs.add("c repeated")
    return signs


def _add_shadows(blocks: Sequence[Block], found: list[Form], classes: dict[str, list[int]]) -> None:
    """A class whose members each stand right under a member of another one, as bylines under titles do."""
    for look, members in classes.items():
        above = Counter(
            found[number - 1].look for number in members if number and found[number - 1].look not in ("", look)
        )
        if not above or len(members) < 2:
            continue
        other, times = above.most_common(1)[0]
        upper = found[classes[other][0]].signs
        heads = "c linked" in upper or ("c wordy" in upper and "c known" not in upper)
        if heads and times >= 0.8 * len(members) and times >= 0.5 * len(classes[other]) and other[0] <= look[0]:
            for number in members:
                found[number].signs.add("shadow")
            for number in classes[other]:
                found[number].signs.add("shadowed")

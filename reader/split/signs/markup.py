"""Finds the markup of each block: the signs of the source's own markup, and its leading and closing stretches.

Forms are made once for each document, and carried to whatever asks for them.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import NamedTuple

from reader.core.values.document import Block, Tag
from reader.split.signs import lexicons
from reader.split.signs.vocabulary import Sign

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
_REST = re.compile(lexicons.TITLE_REST, re.IGNORECASE)
_DOMAIN = re.compile(r"\(?(?:[\w-]+\.)+[a-z]{2,12}(?:/\S*)?\)?", re.IGNORECASE)

_ADDRESS = re.compile(r"https?://\S+")
# So many blocks closed by the same words of a link: the words are a marker.
_USUAL_TAILS = 4
_ELEMENTS = {
    Tag.PARAGRAPH: Sign.P,
    Tag.HEADING: Sign.H,
    Tag.QUOTE: Sign.BLOCKQUOTE,
    Tag.CODE: Sign.PRE,
    Tag.ROW: Sign.ROW,
    Tag.ENTRY: Sign.ENTRY,
    Tag.CAPTION: Sign.FIGCAPTION,
}


class Markup(NamedTuple):
    """The markup of one block: its signs, where its leading stretch ends and its closing link marker begins, its look.

    ``lead`` is 0 without a leading stretch, ``tail`` the length of the text without a closing link marker. ``look``
    is the class of headings that it belongs to ("h2", "bold", " link"); empty: it is no heading.
    """

    signs: frozenset[Sign]
    lead: int
    tail: int
    look: str


def markups_of(blocks: Sequence[Block]) -> list[Markup]:
    """The markups of all blocks of a document."""
    usual = _usual_tails(blocks)
    return [markup_of(block, usual) for block in blocks]


def markup_of(block: Block, usual: Container[str] = ()) -> Markup:
    """The markup of a block; ``usual`` are the words of links that close many blocks of its document."""
    text = block.text
    signs = {_ELEMENTS[block.tag], Sign.LINKED if block.links else Sign.UNLINKED}
    bold, anchor, start = _leads(block)
    lead, look = max(bold, anchor), ""
    rest = text[lead:].strip() if lead else text
    covers = bool(lead) and (not _WORD.search(rest) or bool(_REST.fullmatch(rest)))
    if block.tag is Tag.HEADING or block.level:
        look = f"h{block.level or 2}"
        signs |= {Sign.H, Sign.HEADLINE}
    elif covers and len(text) <= LONGEST_LEAD:
        look = ("bold" if bold else "") + (" link" if anchor else "")
        signs |= {Sign.HEADLINE, Sign.COVERED}
        signs |= ({Sign.ALL_BOLD} if bold else set()) | ({Sign.ALL_LINK} if anchor else set())
    elif lead and lead <= min(LONGEST_LEAD, 0.75 * len(text)) and len(text[:lead].split()) <= _LEAD_WORDS:
        signs.add(Sign.LEAD)
        signs |= ({Sign.LEAD_BOLD} if bold else set()) | ({Sign.LEAD_LINK} if anchor else set())
    if not signs & {Sign.LEAD, Sign.COVERED}:
        lead = 0
    tail = _tail(block, start, usual)
    if tail < len(text):
        signs.add(Sign.TAIL_LINK)
    if block.tag is Tag.ENTRY or block.depth:
        signs |= {Sign.ENTRY, Sign.DEEP if block.depth > 1 else Sign.FLAT}
    if block.tag is Tag.ROW:
        signs |= {Sign.ROW} | _row_signs(block)
    if len(block.links) == 1 and block.links[0].end - block.links[0].start >= len(text) - 2 and "://" in text[:12]:
        signs.add(Sign.OWN_URL)
    if len(block.links) > 1 and block.tag is not Tag.ROW:
        signs |= _link_row(block)
    if any(mark.tag == "nav" for mark in block.marks):
        signs.add(Sign.NAV_RUN)
    if 4 < len(text) <= 100 and (text[-1].isalpha() or text[-1] == ")") and _NAME.fullmatch(text):
        signs.add(Sign.NAME)
    if block.has_rule_before:
        signs.add(Sign.RULE_BEFORE)
    if block.tag is Tag.PARAGRAPH and not signs & {Sign.HEADLINE, Sign.LEAD, Sign.TAIL_LINK, Sign.ENTRY}:
        signs.add(Sign.PLAIN)
    if len(text) < 200 and any(
        mark.tag == "em" and mark.start <= 1 and mark.end >= len(text) - 2 for mark in block.marks
    ):
        signs.add(Sign.ALL_EM)
    if len(text) >= 4 and text[:120].isupper():
        signs.add(Sign.CAPITALS)
    return Markup(frozenset(signs), lead, tail, look)


def _leads(block: Block) -> tuple[int, int, int]:
    """The ends of leading bold text and of a leading link (0: none), and the start of the text behind bullets."""
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
    """The start of a closing link marker ("- Link", "(Read more)"); the text's length without one.

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


def _usual_tails(blocks: Sequence[Block]) -> frozenset[str]:
    """The few words of links that close so many blocks that they are no part of the texts."""
    shown = Counter(
        block.text[block.links[-1].start : block.links[-1].end].strip()
        for block in blocks
        if block.links and not _WORD.search(block.text[block.links[-1].end :])
    )
    return frozenset(
        text for text, times in shown.items() if times >= _USUAL_TAILS and 0 < len(text.split()) <= 4 and len(text) < 30
    )


def _link_row(block: Block) -> set[Sign]:
    """A line of nothing but short links: navigation, or the links of the item above ("Paper | Code")."""
    shown = [block.text[link.start : link.end].strip() for link in block.links[:12]]
    if len(block.text) > 200 or any(len(text.split()) > 3 for text in shown):
        return set()
    rest = len(_WORDS.findall(block.text)) - sum(len(_WORDS.findall(text)) for text in shown)
    if rest > 1:
        return set()
    return {Sign.LINKS_ROW} if all(map(_TAIL_WORDS.fullmatch, shown)) else {Sign.NAV_RUN}


def cells(block: Block) -> list[tuple[int, int]]:
    """The start and the end of each cell of a row in its text."""
    found = sorted((mark.start, mark.end) for mark in block.marks if mark.tag in ("td", "th") and mark.end > mark.start)
    return found or [(0, len(block.text))]


def _row_signs(block: Block) -> set[Sign]:
    texts = [block.text[start:end] for start, end in cells(block)]
    if not block.links and all(len(text.split()) <= 3 for text in texts):
        return {Sign.ROW_HEAD}
    return {Sign.ROW_ITEM} if max(len(text.split()) for text in texts) >= 2 else {Sign.ROW_SHORT}

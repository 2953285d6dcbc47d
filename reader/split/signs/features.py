"""Finds the signs of each block: those that it bears alone, and how it follows the block before it.

Only both ends of long blocks are read, so the time grows with the number of blocks, not with their length.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from reader.core.values.document import Block
from reader.split.signs import lexicons
from reader.split.signs.dates import DATE
from reader.split.signs.look_classes import place_markup
from reader.split.signs.markup import Markup
from reader.split.signs.neighbours import add_places
from reader.split.signs.page_heads import add_page_head
from reader.split.signs.rhythm import add_rhythm
from reader.split.signs.section_names import is_half_section, section_kind
from reader.split.signs.vocabulary import Sign

# What surely is no part of an issue is seen as nothing else, so that all layouts weigh it alike.
_NOTICES = frozenset((Sign.NAV_RUN, Sign.AFTER_FOOTER, Sign.CONTENTS, Sign.META))
_NOTICE = frozenset((Sign.ANY, Sign.NOTICE))
_SUBTITLE = frozenset((Sign.ANY, Sign.SUBTITLE_LINE))
# How much of a block is looked at, in characters.
_SEEN = 4_000
_LINE = 400
_END_SEEN = {Sign.ENDS_READ_MORE: 120, Sign.ENDS_DANGLING: 14}
_HEAD = 7
_TITLE_WORDS = 14
_GREETING_WORDS = 8
_CALL_WORDS = 40
# What lists the contents of an issue under its title: three parts at least, the last one joined by "and".
_TEASER = re.compile(r",.{3,},\s+(?:and|und|et|y|e|plus|&)\s")
_TEASER_WITHIN = 4
_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.[a-z]", re.IGNORECASE)
_LENGTHS = ((2, Sign.W1), (5, Sign.W3), (9, Sign.W6), (14, Sign.W10), (20, Sign.W15), (40, Sign.W21), (80, Sign.W41))
_LONGEST = Sign.W81
_TYPED = frozenset(
    {
        Sign.MARKER,
        Sign.SPONSOR_MARKER,
        Sign.READ_MORE,
        Sign.TAGS,
        Sign.RULER,
        Sign.GREET,
        Sign.SIGNOFF,
        Sign.NAV,
        Sign.BYLINE,
        Sign.URL,
        Sign.SECTION,
        Sign.INLINE_MARKER,
    }
)
_SECTION_SIGNS = frozenset({Sign.SECTION, Sign.NAMES_PAPERS, Sign.NAMES_OTHERS})
_SHORTER = frozenset({Sign.W1, Sign.W3, Sign.W6, Sign.W10, Sign.W15})
_LEADS = frozenset({Sign.LEAD, Sign.LEAD_BOLD, Sign.LEAD_INSIDE, Sign.LABEL, Sign.MAYBE_LABEL})
_FULL_STOPS = frozenset({Sign.STOP, Sign.QUESTION, Sign.COLON})
_LONG = frozenset({Sign.W21, Sign.W41, Sign.W81})
_END_MARKS = {
    "?": Sign.QUESTION,
    "!": Sign.QUESTION,
    ":": Sign.COLON,
    ",": Sign.COMMA,
    "…": Sign.ELLIPSIS,
    "。": Sign.STOP,
}
_STOP_WORDS = frozenset(
    "this that with from have has been their they them which when what where while will would could should about "
    "into over under more most much many some such than then there these those were your also only other another "
    "each both between through during after before because using used uses based make makes made how why who "
    "new learning deep machine model models data post article paper neural network networks research".split()
)
_WORD = re.compile(r"[^\W_][\w’'.+-]*[^\W_]|[^\W_]")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"’'])[.!?][”\"’')\]]*\s+(?=[“\"'(]?[A-Z])")
_CLOSERS = "”\"’'»)]*_ "
_ABSTRACT = re.compile(
    r"\b(?:we|this (?:paper|work|study|thesis|document|survey)|in this (?:paper|work|study)|here,? we) "
    r"(?:\w+ ){0,3}?(?:present|propose|introduce|show|demonstrate|describe|find|study|investigate|examine"
    r"|discuss|collect|release|re-?evaluate|ask|compare|measure|construct|train|extend|test|explore|develop|evaluate|"
    r"design|provide|give|analy[sz]e|report|address|argue|consider|formulate|establish|prove|build|conduct"
    r"|frame|observe|outline)s?\b"
    r"|\b(?:outperform\w*|state[- ]of[- ]the[- ]art|experiments? (?:on|show|demonstrate)|our (?:method|approach"
    r"|model|results?|experiments?)|"
    r"empirical(?:ly)?|the proposed)\b",
    re.IGNORECASE,
)


def _compiled(table: Mapping[Sign, str]) -> tuple[tuple[Sign, re.Pattern[str]], ...]:
    return tuple((sign, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for sign, pattern in table.items())


_LINES = _compiled(lexicons.LINES)
_STARTS = _compiled(lexicons.STARTS)
_ENDS = _compiled(lexicons.ENDS)
_BULLET = dict(_STARTS)[Sign.STARTS_BULLET]


def see_alone(blocks: Sequence[Block]) -> list[frozenset[Sign]]:
    """The signs that each block bears by itself and by where it stands, in order."""
    return [frozenset(_signs(block, index, len(blocks))) for index, block in enumerate(blocks)]


def see(
    blocks: Sequence[Block],
    alone: Sequence[frozenset[Sign]],
    markups: Sequence[Markup],
    *,
    title: str | None = None,
    headings: Collection[int] = (),
    notices: Collection[int] = (),
) -> list[frozenset[Sign]]:
    """The signs of all blocks, in order, from those they bear ``alone`` and from their ``markups``.

    ``title`` is the document's by its format.

    ``headings`` and ``notices`` are the blocks that the publication's profile knows as such by their words.
    """
    signs = [set(found) for found in alone]
    for index, own in enumerate(signs) if headings or notices else ():
        own |= {Sign.SECTION, Sign.TYPED} if index in headings else {Sign.TYPED} if index in notices else set()
    placed = place_markup(blocks, markups, [Sign.SECTION in own for own in signs])
    add_places(blocks, placed)
    add_page_head(blocks, placed, title)
    _move_beginning(signs, [bool(one.signs & _NOTICES) for one in placed])
    for own, found in zip(signs, placed, strict=True):
        own |= found.signs
    for own in signs:
        if Sign.BYLINE in own and Sign.LINKED in own:
            own -= _LEADS
    named = False
    for own in signs[:12]:
        # One of several headings that hold items is no title of the issue, whatever it counts.
        if named and (Sign.HEADLINE not in own or {Sign.C_HOLDS, Sign.H} <= own):
            own.discard(Sign.ISSUE_TITLE)
        named = named or Sign.ISSUE_TITLE in own
        if Sign.IS_TITLE in own:
            own -= _SECTION_SIGNS
    _add_document_signs(signs)
    usual = usual_gap(blocks)
    add_rhythm(signs, wide=[number for number, block in enumerate(blocks) if number and block.gap > usual])
    words = [_content_words(block.text) for block in blocks]
    counts = Counter(word for found in words for word in found)
    rare = [{word for word in found if counts[word] <= 4} for found in words]
    follows = [_follows(index, block, signs, rare, usual) for index, block in enumerate(blocks) if index]
    whole = [frozenset(own | by_order) for own, by_order in zip(signs, [set[Sign](), *follows], strict=False)]
    return [_NOTICE if number in notices else _plain_signs(found) for number, found in enumerate(whole)]


def _plain_signs(found: frozenset[Sign]) -> frozenset[Sign]:
    """The one sign of a block that surely is one thing; else all its signs."""
    if Sign.IS_TITLE in found:
        return found
    return _NOTICE if found & _NOTICES else _SUBTITLE if Sign.SUBTITLE_LINE in found else found


def usual_gap(blocks: Sequence[Block]) -> int:
    """The number of blank lines that usually stands between blocks: the commonest, the smaller of equals."""
    counts = Counter(block.gap for block in blocks[1:])
    return min(counts, key=lambda gap: (-counts[gap], gap), default=0)


def abstract_signs(text: str) -> int:
    """The number of phrases in a text that abstracts of papers use."""
    return len(_ABSTRACT.findall(text[:_SEEN]))


def _signs(block: Block, index: int, total: int) -> set[Sign]:
    text = block.text[:_SEEN].replace("\u200b", "").strip()
    is_bullet = _BULLET.match(text)
    text = text[is_bullet.end() :] if is_bullet and is_bullet.end() < len(text) else text
    words = text.split()
    signs = {Sign.ANY, next((name for limit, name in _LENGTHS if len(words) <= limit), _LONGEST), _end_sign(text)}
    if len(text) > 300:
        signs -= _SHORTER
        signs.add(Sign.W41 if len(words) <= 80 else _LONGEST)
    if len(text) <= _LINE:
        plain = text.replace("’", "'")
        signs |= {sign for sign, pattern in _LINES if pattern.fullmatch(plain)}
    head, tail = text[:_LINE].replace("’", "'"), block.text[-200:].replace("’", "'")
    signs |= {sign for sign, pattern in _STARTS if pattern.match(head)}
    signs |= {sign for sign, pattern in _ENDS if pattern.search(tail[-_END_SEEN[sign] :])}
    if kind := section_kind(text):
        signs |= {Sign.SECTION, Sign.NAMES_PAPERS if kind == "papers" else Sign.NAMES_OTHERS}
    elif "&" in text[:60] and is_half_section(text):
        signs.add(Sign.HALF_SECTION)
    if Sign.STARTS_INLINE_MARKER in signs:
        signs.add(Sign.INLINE_MARKER)
    if signs & _TYPED:
        signs.add(Sign.TYPED)
    if is_bullet:
        signs.add(Sign.STARTS_BULLET)
    signs |= _case_signs(words) | _count_signs(text)
    signs |= _place_signs(index, total)
    if 0 < index < _TEASER_WITHIN and Sign.LISTING in signs and _TEASER.search(text[:_LINE]) and Sign.BARE in signs:
        signs.add(Sign.TEASER)
    if Sign.STOP in signs and len(words) >= 8 and not signs & {Sign.TITLE_CASE, Sign.STARTS_REPO, Sign.TYPED}:
        signs.add(Sign.FULL_SENTENCE)
    if index < _HEAD and len(words) <= _TITLE_WORDS and lexicons.ISSUE_TITLE.search(text):
        signs.add(Sign.ISSUE_TITLE)
    if (index < _HEAD or index >= total - _HEAD) and _is_call(text, words):
        signs |= {Sign.GREET, Sign.TYPED} if text.endswith(",") else {Sign.CTA, Sign.TYPED}
    if lexicons.SPONSORED.search(head[:40] + " " + tail[-60:]):
        signs.add(Sign.SPONSORED)
    return signs


def _is_call(text: str, words: list[str]) -> bool:
    """A greeting to readers in any language ("Liebe Leserinnen und Leser,"), or a line that says where to write to."""
    if text.endswith(","):
        return len(words) <= _GREETING_WORDS and text.count(",") == 1
    return len(words) <= _CALL_WORDS and bool(_ADDRESS.search(text))


def _end_sign(text: str) -> Sign:
    text = text.rstrip(_CLOSERS)
    last = text[-1:]
    if last == ".":
        return Sign.ABBREVIATION if lexicons.ABBREVIATION.search(text[-20:]) else Sign.STOP
    return _END_MARKS.get(last, Sign.BARE)


def _case_signs(words: list[str]) -> set[Sign]:
    signs = set[Sign]()
    first = words[0] if words else ""
    if first[:1].islower() or first[:1] in ",;)%=<>≤≥":
        signs.add(Sign.LOWER)
    if first[:1] in "…—–" or first.startswith(("...", "--")):
        signs.add(Sign.DOTTED)
    content = [word.lstrip("“\"'‘(") for word in words[:40] if len(word) > 3]
    capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in content)
    if content and capitals >= 0.65 * len(content) and (len(words) > 1 or first[:1].isupper()):
        signs.add(Sign.TITLE_CASE)
    elif len(content) > 3 and capitals <= 0.34 * len(content):
        signs.add(Sign.SENTENCE_CASE)
    return signs


def _count_signs(text: str) -> set[Sign]:
    signs = set[Sign]()
    if _SENTENCE_END.search(text):
        signs.add(Sign.SENTENCES)
    found = len(_ABSTRACT.findall(text))
    if found:
        signs.add(Sign.ABSTRACT_WORDS if found > 1 else Sign.ABSTRACT_WORD)
    if text.count(",") >= 2 and Sign.SENTENCES not in signs:
        signs.add(Sign.LISTING)
    if re.search(r"\band (?:much )?more\b\W*$", text[-30:]):
        signs.add(Sign.AND_MORE)
    if re.search(r"\b(?:issue|edition|no\.?|vol\.?|week|#)\s*#?\s*\d+\b|#\d+", text[:150], re.IGNORECASE):
        signs.add(Sign.NUMBERED)
    if DATE.search(text[:80]):
        signs.add(Sign.DATE)
    if ": " in text[:60]:
        signs.add(Sign.COLON_INSIDE)
    return signs


def _place_signs(index: int, total: int) -> set[Sign]:
    signs = {Sign.FIRST} if index == 0 else set[Sign]()
    if index < 6:
        signs.add(Sign.EARLY)
    elif index >= 10:
        signs.add(Sign.NOT_EARLY)
    if index >= total - 3:
        signs.add(Sign.LATE)
    if index == total - 1 > 0:
        signs.add(Sign.LAST)
    return signs


def _move_beginning(signs: list[set[Sign]], notices: Sequence[bool]) -> None:
    """An issue begins behind the navigation of its page."""
    behind = itertools.islice((own for own, is_notice in zip(signs, notices, strict=True) if not is_notice), 10)
    for place, own in enumerate(behind):
        own.discard(Sign.NOT_EARLY)
        own |= {Sign.EARLY} if place < 6 else set()


def _add_document_signs(signs: list[set[Sign]]) -> None:
    """Add signs of the whole document to every block: which marks it uses, whether bodies come in runs, the section."""
    markers = sum(Sign.MARKER in found or Sign.INLINE_MARKER in found for found in signs)
    ends = sum(bool(found & {Sign.READ_MORE, Sign.ENDS_READ_MORE}) for found in signs)
    tags = sum(Sign.TAGS in found for found in signs)
    bodies = [bool(found & {Sign.W15, Sign.W21, Sign.W41}) and Sign.STOP in found for found in signs]
    runs = sum(a and b for a, b in itertools.pairwise(bodies))
    whole = set[Sign]()
    if markers:
        whole.add(Sign.USES_MARKERS)
    if ends >= 2 or tags >= 2:
        whole.add(Sign.USES_END_MARKS)
    if runs > 0.5 * sum(bodies):
        whole.add(Sign.LONG_BODIES)
    in_papers = False
    for found in signs:
        in_papers = Sign.NAMES_PAPERS in found or (in_papers and Sign.NAMES_OTHERS not in found)
        found |= whole
        if in_papers:
            found.add(Sign.IN_PAPERS)


def _content_words(text: str) -> set[str]:
    words = set()
    for word in _WORD.findall(text[:_SEEN])[:300]:
        plain = word.casefold().removesuffix("’s").removesuffix("'s")
        if (len(plain) > 4 or (len(plain) > 2 and word[:1].isupper())) and plain not in _STOP_WORDS:
            words.add(plain[:7])
    return words


def _follows(index: int, block: Block, signs: list[set[Sign]], rare: list[set[str]], usual: int) -> set[Sign]:
    before, here = signs[index - 1], signs[index]
    follows = set[Sign]()
    if block.gap > usual:
        follows.add(Sign.WIDE_GAP)
    elif block.gap < usual:
        follows.add(Sign.TIGHT_GAP)
    common = rare[index] & rare[index - 1]
    follows.add(Sign.SHARED_WORDS if len(common) > 1 else Sign.SHARED_WORD if common else Sign.NO_SHARED_WORD)
    long_before = before & _LONG
    if (
        Sign.ENDS_DANGLING in before
        and before & {Sign.W10, Sign.W15, Sign.W21, Sign.W41, Sign.W81}
        and not before & {Sign.STOP, Sign.QUESTION}
    ):
        follows.add(Sign.UNFINISHED)
    elif long_before and before & {Sign.BARE, Sign.COMMA}:
        follows.add(Sign.MAYBE_UNFINISHED)
    if Sign.LOWER in here:
        follows.add(Sign.LOWER_AFTER_STOP if before & _FULL_STOPS else Sign.LOWER_START)
    if Sign.STARTS_SURELY_GOES_ON in here:
        follows.add(Sign.SURELY_GOES_ON)
    elif Sign.STARTS_GOES_ON in here:
        follows.add(Sign.GOES_ON)
    if Sign.STARTS_WEAK_LEAD in here:
        follows.add(Sign.FRESH_LEAD)
    if before & {Sign.ABSTRACT_WORDS} and here & {Sign.ABSTRACT_WORDS}:
        follows.add(Sign.BOTH_ABSTRACTS)
    if long_before and here & {Sign.W41, Sign.W81}:
        follows.add(Sign.BOTH_LONG)
    return follows

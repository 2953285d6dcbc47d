"""What can be seen of each block: a set of named signs, and how each block follows the one before it.

A sign is a plain name ("words 6-9", "ends with stop"); layouts weigh signs in tables. Long blocks are looked at
only at both ends, so the work is linear in the length of the document.
"""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from reader.core.values.document import Block
from reader.split import lexicons
from reader.split.dates import DATE
from reader.split.neighbours import add_places
from reader.split.page_heads import add_page_head
from reader.split.rhythm import add_rhythm
from reader.split.section_names import is_half_section, section_kind
from reader.split.structure import forms

# What surely is no part of an issue is seen as nothing else, so that all layouts weigh it alike.
_NOTICES = frozenset(("nav run", "after footer", "contents", "meta"))
_NOTICE = frozenset(("any", "notice"))
_SUBTITLE = frozenset(("any", "subtitle line"))
# How much of a block is looked at, in characters.
_SEEN = 4_000
_LINE = 400
_END_SEEN = {"read_more": 120, "sponsored": 80, "abbreviation": 12, "dangling": 14}
_HEAD = 7
_TITLE_WORDS = 14
_GREETING_WORDS = 8
_CALL_WORDS = 40
# What lists the contents of an issue under its title: three parts at least, the last one joined by "and".
_TEASER = re.compile(r",.{3,},\s+(?:and|und|et|y|e|plus|&)\s")
_TEASER_WITHIN = 4
_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.[a-z]", re.IGNORECASE)
_LENGTHS = ((2, "w1"), (5, "w3"), (9, "w6"), (14, "w10"), (20, "w15"), (40, "w21"), (80, "w41"))
_LONGEST = "w81"
_TYPED = frozenset(
    "marker sponsor_marker read_more tags ruler greet signoff nav byline url section inline_marker".split()
)
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


@cache
def _table(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _pattern(table, name)) for name in getattr(lexicons, table))


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(getattr(lexicons, table)[name], re.IGNORECASE | re.DOTALL)


def see_alone(blocks: Sequence[Block]) -> list[frozenset[str]]:
    """The signs that each block bears by itself and by where it stands, in order."""
    return [frozenset(_signs(block, index, len(blocks))) for index, block in enumerate(blocks)]


def see(
    blocks: Sequence[Block],
    alone: Sequence[frozenset[str]],
    *,
    title: str | None = None,
    headings: Collection[int] = (),
    notices: Collection[int] = (),
) -> list[frozenset[str]]:
    """The signs of all blocks, in order, from those they bear `alone`; ``title`` is the document's by its format.

    ``headings`` and ``notices`` are the blocks that the publication's profile knows as such by their words.
    """
    signs = [set(found) for found in alone]
    for index, own in enumerate(signs) if headings or notices else ():
        own |= {"section", "typed"} if index in headings else {"typed"} if index in notices else set()
    shapes = forms(blocks, ["section" in own for own in signs])
    add_places(blocks, shapes)
    add_page_head(blocks, shapes, title)
    _move_beginning(signs, [bool(one.signs & _NOTICES) for one in shapes])
    for own, found in zip(signs, shapes, strict=True):
        own |= found.signs
    for own in signs:
        if "byline" in own and "linked" in own:
            own -= {"lead", "lead bold", "lead inside", "label", "maybe label"}
    named = False
    for own in signs[:12]:
        # One of several headings that hold items is no title of the issue, whatever it counts.
        if named and ("headline" not in own or {"c holds", "h"} <= own):
            own.discard("issue title")
        named = named or "issue title" in own
        if "is title" in own:
            own -= {sign for sign in own if sign.startswith("section")}
    _add_document_signs(signs)
    usual = usual_gap(blocks)
    add_rhythm(signs, wide=[number for number, block in enumerate(blocks) if number and block.gap > usual])
    words = [_content_words(block.text) for block in blocks]
    counts = Counter(word for found in words for word in found)
    rare = [{word for word in found if counts[word] <= 4} for found in words]
    follows = [_follows(index, block, signs, rare, usual) for index, block in enumerate(blocks) if index]
    whole = [frozenset(own | by_order) for own, by_order in zip(signs, [set[str](), *follows], strict=False)]
    return [_NOTICE if number in notices else _plain_signs(found) for number, found in enumerate(whole)]


def _plain_signs(found: frozenset[str]) -> frozenset[str]:
    """What surely is one thing is seen as nothing else."""
    if "is title" in found:
        return found
    return _NOTICE if found & _NOTICES else _SUBTITLE if "subtitle line" in found else found


def usual_gap(blocks: Sequence[Block]) -> int:
    """The number of blank lines that usually stands between blocks: the commonest, the smaller of equals."""
    counts = Counter(block.gap for block in blocks[1:])
    return min(counts, key=lambda gap: (-counts[gap], gap), default=0)


def abstract_signs(text: str) -> int:
    """How many times a text speaks as abstracts of papers do."""
    return len(_ABSTRACT.findall(text[:_SEEN]))


def _signs(block: Block, index: int, total: int) -> set[str]:
    text = block.text[:_SEEN].replace("\u200b", "").strip()
    is_bullet = _pattern("STARTS", "bullet").match(text)
    text = text[is_bullet.end() :] if is_bullet and is_bullet.end() < len(text) else text
    words = text.split()
    signs = {"any", next((name for limit, name in _LENGTHS if len(words) <= limit), _LONGEST), _end_sign(text)}
    if len(text) > 300:
        signs -= {"w1", "w3", "w6", "w10", "w15"}
        signs.add("w41" if len(words) <= 80 else _LONGEST)
    if len(text) <= _LINE:
        plain = text.replace("’", "'")
        signs |= {name for name, pattern in _table("LINES") if pattern.fullmatch(plain)}
    head, tail = text[:_LINE].replace("’", "'"), block.text[-200:].replace("’", "'")
    signs |= {f"starts {name}" for name, pattern in _table("STARTS") if pattern.match(head)}
    signs |= {f"ends {name}" for name, pattern in _table("ENDS") if pattern.search(tail[-_END_SEEN[name] :])}
    if kind := section_kind(text):
        signs |= {"section", f"section {kind}"}
    elif "&" in text[:60] and is_half_section(text):
        signs.add("half section")
    if "starts inline_marker" in signs:
        signs.add("inline_marker")
    if signs & _TYPED:
        signs.add("typed")
    if is_bullet:
        signs.add("starts bullet")
    signs |= _case_signs(words) | _count_signs(text)
    signs |= _place_signs(index, total)
    if 0 < index < _TEASER_WITHIN and "listing" in signs and _TEASER.search(text[:_LINE]) and "bare" in signs:
        signs.add("teaser")
    if "stop" in signs and len(words) >= 8 and not signs & {"title case", "starts repo", "typed"}:
        signs.add("full sentence")
    if index < _HEAD and len(words) <= _TITLE_WORDS and lexicons.ISSUE_TITLE.search(text):
        signs.add("issue title")
    if (index < _HEAD or index >= total - _HEAD) and _is_call(text, words):
        signs |= {"greet", "typed"} if text.endswith(",") else {"cta", "typed"}
    if lexicons.SPONSORED.search(head[:40] + " " + tail[-60:]):
        signs.add("sponsored")
    return signs


def _is_call(text: str, words: list[str]) -> bool:
    """A greeting to readers in any language ("Liebe Leserinnen und Leser,"), or a line that says where to write to."""
    if text.endswith(","):
        return len(words) <= _GREETING_WORDS and text.count(",") == 1
    return len(words) <= _CALL_WORDS and bool(_ADDRESS.search(text))


def _end_sign(text: str) -> str:
    text = text.rstrip(_CLOSERS)
    last = text[-1:]
    if last == ".":
        return "abbreviation" if _pattern("ENDS", "abbreviation").search(text[-20:]) else "stop"
    return {"?": "question", "!": "question", ":": "colon", ",": "comma", "…": "ellipsis", "。": "stop"}.get(
        last, "bare"
    )


def _case_signs(words: list[str]) -> set[str]:
    signs = set()
    first = words[0] if words else ""
    if first[:1].islower() or first[:1] in ",;)%=<>≤≥":
        signs.add("lower")
    if first[:1] in "…—–" or first.startswith(("...", "--")):
        signs.add("dotted")
    content = [word.lstrip("“\"'‘(") for word in words[:40] if len(word) > 3]
    capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in content)
    if content and capitals >= 0.65 * len(content) and (len(words) > 1 or first[:1].isupper()):
        signs.add("title case")
    elif len(content) > 3 and capitals <= 0.34 * len(content):
        signs.add("sentence case")
    return signs


def _count_signs(text: str) -> set[str]:
    signs = set()
    if _SENTENCE_END.search(text):
        signs.add("sentences")
    found = len(_ABSTRACT.findall(text))
    if found:
        signs.add("abstract words" if found > 1 else "abstract word")
    if text.count(",") >= 2 and "sentences" not in signs:
        signs.add("listing")
    if re.search(r"\band (?:much )?more\b\W*$", text[-30:]):
        signs.add("and more")
    if re.search(r"\b(?:issue|edition|no\.?|vol\.?|week|#)\s*#?\s*\d+\b|#\d+", text[:150], re.IGNORECASE):
        signs.add("numbered")
    if DATE.search(text[:80]):
        signs.add("date")
    if ": " in text[:60]:
        signs.add("colon inside")
    return signs


def _place_signs(index: int, total: int) -> set[str]:
    signs = {"first"} if index == 0 else set()
    if index < 6:
        signs.add("early")
    elif index >= 10:
        signs.add("not early")
    if index >= total - 3:
        signs.add("late")
    if index == total - 1 > 0:
        signs.add("last")
    return signs


def _move_beginning(signs: list[set[str]], notices: Sequence[bool]) -> None:
    """An issue begins behind the navigation of its page."""
    behind = itertools.islice((own for own, is_notice in zip(signs, notices, strict=True) if not is_notice), 10)
    for place, own in enumerate(behind):
        own.discard("not early")
        own |= {"early"} if place < 6 else set()


def _add_document_signs(signs: list[set[str]]) -> None:
    """Add signs of the whole document to every block: which marks it uses, whether bodies come in runs, the section."""
    markers = sum("marker" in found or "inline_marker" in found for found in signs)
    ends = sum(bool(found & {"read_more", "ends read_more"}) for found in signs)
    tags = sum("tags" in found for found in signs)
    bodies = [bool(found & {"w15", "w21", "w41"}) and "stop" in found for found in signs]
    runs = sum(a and b for a, b in itertools.pairwise(bodies))
    whole = set()
    if markers:
        whole.add("uses markers")
    if ends >= 2 or tags >= 2:
        whole.add("uses end marks")
    if runs > 0.5 * sum(bodies):
        whole.add("long bodies")
    section = None
    for found in signs:
        section = next((sign for sign in found if sign.startswith("section ")), section)
        found |= whole
        if section == "section papers":
            found.add("in papers")


def _content_words(text: str) -> set[str]:
    words = set()
    for word in _WORD.findall(text[:_SEEN])[:300]:
        plain = word.casefold().removesuffix("’s").removesuffix("'s")
        if (len(plain) > 4 or (len(plain) > 2 and word[:1].isupper())) and plain not in _STOP_WORDS:
            words.add(plain[:7])
    return words


def _follows(index: int, block: Block, signs: list[set[str]], rare: list[set[str]], usual: int) -> set[str]:
    before, here = signs[index - 1], signs[index]
    follows = set()
    if block.gap > usual:
        follows.add("wide gap")
    elif block.gap < usual:
        follows.add("tight gap")
    common = rare[index] & rare[index - 1]
    follows.add("shared words" if len(common) > 1 else "shared word" if common else "no shared word")
    long_before = before & {"w21", "w41", "w81"}
    if "ends dangling" in before and before & {"w10", "w15", "w21", "w41", "w81"} and not before & {"stop", "question"}:
        follows.add("unfinished")
    elif long_before and before & {"bare", "comma"}:
        follows.add("maybe unfinished")
    if "lower" in here:
        follows.add("lower after stop" if before & {"stop", "question", "colon"} else "lower start")
    if "starts surely_goes_on" in here:
        follows.add("surely goes on")
    elif "starts goes_on" in here:
        follows.add("goes on")
    if "starts weak_lead" in here:
        follows.add("fresh lead")
    if before & {"abstract words"} and here & {"abstract words"}:
        follows.add("both abstracts")
    if long_before and here & {"w41", "w81"}:
        follows.add("both long")
    return follows

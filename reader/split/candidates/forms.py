"""Finds the forms that recur in a document: whatever sets blocks off from others may open its items or its sections."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.core.values.document import Block, Tag
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

_NUMBER = re.compile(
    r"(?P<open>[\[(#（【]?)\s?(?:\d{1,3}|[０-９]{1,3}|[①-⑳])\s?(?P<close>[.)\]:、．）】]|(?=[^\w.,%])|$)"
)
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w' -]{1,24})\s?[:：](?=\s|$|[^\x00-\x7f])")
_DATE_START = re.compile(r"(?:\d{1,2}[./ -])?(?:\d{1,2}|[A-Za-z]{3,9})[./ -]\d{1,4}\b")
_LONGEST_HEADING = 90
_LETTERS = re.compile(r"[^\W\d_]")
# What no opener is, whatever its form.
_NOTHING = frozenset(
    {Sign.NOTICE, Sign.RULER, Sign.SUBTITLE_LINE, Sign.NAV_RUN, Sign.AFTER_FOOTER, Sign.FOOTER, Sign.IS_TITLE}
)
_ENDS = frozenset({Sign.READ_MORE, Sign.URL, Sign.OWN_URL, Sign.TAGS, Sign.TAIL_LINK, Sign.LINKS_ROW})
SHORT = frozenset({Sign.W1, Sign.W3, Sign.W6, Sign.W10, Sign.W15})
"""The signs of lengths that titles have."""
# Forms that most documents have somewhere: that all of their blocks open items says little.
WEAK = frozenset(
    (
        "gap",
        "wide gap",
        "short after gap",
        "linked after gap",
        "linked text",
        "text",
        "margin",
        "after end",
        "over text",
    )
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The blocks of each form, by its name: those that may open items, and those that may open sections.

    ``openers`` are the forms that recur, ``headings`` those that stand anywhere; of equal ones the first.
    """

    all_openers: Mapping[str, Sequence[int]]
    all_headings: Mapping[str, Sequence[int]]
    openers: Mapping[str, Sequence[int]]
    headings: Mapping[str, Sequence[int]]


def find_forms(blocks: Sequence[Block], signs: Sequence[frozenset[Sign]], markups: Sequence[Markup]) -> Forms:
    """The forms that recur among the blocks of a document."""
    openers: dict[str, list[int]] = defaultdict(list)
    headings: dict[str, list[int]] = defaultdict(list)
    before: frozenset[Sign] = frozenset()
    for number, (block, own, markup) in enumerate(zip(blocks, signs, markups, strict=True)):
        if not own & _NOTHING and _LETTERS.search(block.text):
            for name in sorted(_forms(block, own, markup, before, is_first=not number)):
                openers[name].append(number)
            for name in sorted(_heading_forms(block, own, markup)):
                headings[name].append(number)
        before = own
    return Forms(openers, headings, _distinct(openers, 2), _distinct(headings, 1))


def _distinct(found: Mapping[str, Sequence[int]], least: int) -> dict[str, tuple[int, ...]]:
    """Forms with the same members are one, named by the first."""
    kept: dict[tuple[int, ...], str] = {}
    for name, members in found.items():
        if least <= len(members):
            kept.setdefault(tuple(members), name)
    return {name: members for members, name in kept.items()}


def _forms(block: Block, own: frozenset[Sign], markup: Markup, before: frozenset[Sign], *, is_first: bool) -> set[str]:
    text = block.text
    linked = bool(block.links)
    found = set[str]()
    if block.tag is Tag.HEADING or block.level:
        found.add(f"h{block.level or 2}")
    if block.depth and block.tag is Tag.ENTRY:
        found |= {"li", f"li{block.depth}"}
        if linked:
            found.add(f"li{block.depth} linked")
        found |= {f"li lead {sign.value}" for sign in (Sign.LEAD_BOLD, Sign.LEAD_LINK) if sign in own}
    if block.tag is Tag.ROW:
        if linked:
            found.add("row linked")
        found.add("row")
    if number := _NUMBER.match(text):
        found.add(f"number {number['open']}{number['close']}")
    elif Sign.STARTS_BULLET in own or (not text[0].isalnum() and text[0] not in "\"“‘'«(（「『《[*_…"):
        found.add(f"mark {text[0]}" if text[0].isascii() else "mark")
    if text[0] in "\"“‘'«「『《":
        found.add("quoted")
    if text[0] in "[【":
        found.add("bracket")
    if markup.look and not block.level:
        found |= {f"look {part}" for part in (markup.look, *markup.look.split())}
    for sign in (Sign.LEAD_BOLD, Sign.LEAD_LINK, Sign.LEAD):
        if sign in own:
            found.add(sign.value)
    if label := _LABEL.match(text[:40]):
        found.add(f"label {label['label'].casefold()}")
    if Sign.CAPITALS in own:
        found.add("capitals")
    if Sign.RULE_BEFORE in own or Sign.RULER in before:
        found.add("ruled")
    if Sign.OVER_TEXT in own:
        found.add("over text")
    if Sign.WIDE_GAP in own or is_first:
        found.add("wide gap")
    if block.gap:
        found.add("gap")
    if block.gap and own & SHORT:
        found.add("short after gap")
    if block.gap and linked:
        found.add("linked after gap")
    if before & _ENDS and not own & _ENDS:
        found.add("after end")
    if linked and block.tag is Tag.PARAGRAPH and not block.depth and Sign.OWN_URL not in own:
        found.add("linked text")
    if block.tag is Tag.PARAGRAPH and not block.depth and not block.level:
        found.add("text")
    if Sign.DATE in own and _DATE_START.match(text):
        found.add("date")
    if not block.indent:
        found.add("margin")
    if Sign.ITEM_OVER_DEEPER in own or Sign.OVER_DEEPER in own:
        found.add("hanging")
    if Sign.TAIL_LINK in own:
        found.add("tail link")
    if Sign.STARTS_REPO in own:
        found.add("repo")
    return found


def _heading_forms(block: Block, own: frozenset[Sign], markup: Markup) -> set[str]:
    text = block.text
    if len(text) > _LONGEST_HEADING or (block.tag is Tag.ROW):
        return set()
    found = set[str]()
    if block.tag is Tag.HEADING or block.level:
        found |= {f"h{block.level or 2}", "h"}
        found |= {f"h<{level}" for level in range((block.level or 2) + 1, 7)}
    if Sign.SECTION in own:
        found.add("section")
    if markup.look and not block.level and "link" not in markup.look and block.tag is Tag.PARAGRAPH:
        found.add("bold")
    if block.tag is Tag.ENTRY:
        return found | ({"entry unlinked"} if not block.links and block.depth == 1 else set())
    if Sign.CAPITALS in own:
        found.add("capitals")
    if Sign.RULE_BEFORE in own and own & SHORT:
        found.add("ruled")
    if text[-1] in ":：" and own & SHORT:
        found.add("colon")
    if Sign.OVER_TITLE in own:
        found.add("over title")
    if own & {Sign.W1, Sign.W3} and not block.links and own & {Sign.BARE, Sign.COLON} and block.gap:
        found.add("brief")
    if _NUMBER.match(text) and own & {Sign.W1, Sign.W3, Sign.W6}:
        found.add("numbered")
    if not text[0].isalnum() and own & {Sign.W1, Sign.W3, Sign.W6} and not block.links:
        found.add("marked")
    return found

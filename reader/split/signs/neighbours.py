"""Adds the signs of place and neighbours: footers, navigation, tables of contents, indentation, broken lines."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from reader.core.values.document import Block, Tag
from reader.split.signs import lexicons
from reader.split.signs.dates import is_date_line
from reader.split.signs.look_classes import MarkupInPlace
from reader.split.signs.vocabulary import Sign

_BULLETS = re.compile(r"\s[*•·]\s|^[*•·-]\s")
_COUNT = re.compile(r"(?<!\S)\d{1,2}(?:\.\d{1,2})+(?=\s)")
_NOTICE = re.compile(f"{lexicons.NOTICE}|{lexicons.FOOTER}", re.IGNORECASE)
_RIGHTS = re.compile(r"©|\(c\) ?(?:19|20)\d\d|\bcopyright (?:19|20|of\b|by\b)|all rights reserved", re.IGNORECASE)
_FOOTER = re.compile(lexicons.FOOTER, re.IGNORECASE)
_HEADER = re.compile(lexicons.HEADER, re.IGNORECASE)
# So many lines that stand apart are in capitals: titles are.
_SHOUTED = 4
# From so many on, headings that are dates are those of a log, and no sections.
_DATED = 2
# So early, a line that is only a date is the issue's.
_DATE_WITHIN = 3
_DATE_LINE = 60
_SHOUTED_SHARE = 0.4
_LETTER = re.compile(r"\w")
_END = re.compile(lexicons.END, re.IGNORECASE)
# What stands under such a heading is no more than this share of the text.
_PAGE_END = 0.25
_NAV_RUN = 3
# So many blocks from either end entries need no links to be navigation.
_NAV_EDGE = 8
_NAV_AT_EDGE = frozenset({Sign.ALL_LINK, Sign.ENTRY})
_NAV_INSIDE = frozenset({Sign.ALL_LINK})
_TOC_RUN = 3
_NAMED_WITHIN = 12
_FULL_LINE = 0.78
_WRAPPED = 72
# A line of which this share is such a phrase is nothing else.
_ALL_HEADER = 0.8
_NOTICE_LENGTH = 300
# From this share of a document on, a copyright notice ends it.
_LATE = 0.85
# How much of a line of contents is compared: titles wrap, and contents cut them off.
_KEY = 24


def add_places(blocks: Sequence[Block], found: list[MarkupInPlace]) -> None:
    """Signs that need the neighbours: footers, navigation, tables of contents, indentation, broken lines."""
    total = len(blocks)
    foot = next((n for n in range(max(3, int(0.6 * total)), total) if _is_footer(blocks[n].text[:400])), total)
    late = range(max(3, int(_LATE * total)), total)
    foot = min([foot, *(number for number in late if _RIGHTS.search(blocks[number].text[:_NOTICE_LENGTH]))])
    foot = min([foot, _page_end(blocks, found)])
    indents = Counter(block.indent for block in blocks)
    width = max((len(block.text) + block.indent for block in blocks if len(block.text) < 110), default=0)
    indented = len(indents) > 1 and total - indents[0] >= 3
    over = {number for number in range(total - 1) if not blocks[number].indent and blocks[number + 1].indent}
    # As many lines with indented text below as there are addresses: they are titles, not headings.
    hangs = len(over) >= 0.75 * sum(Sign.URL in one.signs or Sign.OWN_URL in one.signs for one in found)
    apart = [one.signs for block, one in zip(blocks, found, strict=True) if block.gap]
    in_capitals = sum(Sign.CAPITALS in signs for signs in apart)
    shouts = in_capitals >= _SHOUTED and in_capitals >= _SHOUTED_SHARE * len(apart)
    for number, (block, one) in enumerate(zip(blocks, found, strict=True)):
        signs = one.signs
        if shouts and Sign.CAPITALS not in signs:
            signs.add(Sign.NO_CAPITALS)
        is_close = number and not block.gap and not block.has_rule_before and block.indent == blocks[number - 1].indent
        if is_close and Sign.CAPITALS in signs and Sign.CAPITALS in found[number - 1].signs:
            signs.add(Sign.CAPITALS_GO_ON)
        if number and (number >= 0.6 * total or number < 6) and _is_notice(block.text):
            signs.add(Sign.FOOTER)
        if number >= foot:
            signs.add(Sign.AFTER_FOOTER)
        if number < 8 and (header := _HEADER.search(block.text[:200])):
            signs.add(Sign.META if len(header[0]) >= _ALL_HEADER * len(block.text) else Sign.HEADER)
        if indented:
            before = blocks[number - 1].indent if number else 0
            signs.add(Sign.MARGIN if not block.indent else Sign.INDENTED)
            if number in over:
                signs |= {Sign.OVER_DEEPER} | ({Sign.ITEM_OVER_DEEPER} if hangs else set())
            signs |= {Sign.DEEPER} if block.indent > before else {Sign.SHALLOWER} if block.indent < before else set()
        if (
            number
            and not block.gap
            and block.line
            and blocks[number - 1].line
            and _is_broken(blocks[number - 1], block, width)
        ):
            signs.add(Sign.BROKEN_LINE)
        if number >= max(3, total - 3) and (
            Sign.ALL_EM in signs or any(later.has_rule_before for later in blocks[total - 3 : number + 1])
        ):
            signs.add(Sign.CLOSING)
    for number in range(1, min(_DATE_WITHIN, total)):
        if len(blocks[number].text) <= _DATE_LINE and is_date_line(blocks[number].text):
            found[number].signs.add(Sign.META)
    dates = [n for n, block in enumerate(blocks) if Sign.HEADLINE in found[n].signs and is_date_line(block.text)]
    for number in dates if len(dates) >= _DATED else ():
        found[number].signs.add(Sign.META)
    _add_navigation(blocks, found)
    _add_contents(blocks, found)


def _page_end(blocks: Sequence[Block], found: Sequence[MarkupInPlace]) -> int:
    """The first heading of what is no part of the issue, if little follows it; else the number of blocks."""
    left, end = sum(len(block.text) for block in blocks), len(blocks)
    most = _PAGE_END * left
    for number, block in enumerate(blocks):
        if number > 3 and left <= most and found[number].look and len(block.text) < 140 and _END.fullmatch(block.text):
            return number
        left -= len(block.text)
    return end


def _is_footer(text: str) -> bool:
    low = text.casefold()
    return any(word in low for word in lexicons.FOOTER_WORDS) and bool(_FOOTER.search(text))


def _is_notice(text: str) -> bool:
    if len(text) >= _NOTICE_LENGTH:
        return False
    low = text.casefold()
    return any(word in low for word in lexicons.NOTICE_WORDS) and bool(_NOTICE.search(text))


def _is_broken(before: Block, block: Block, width: int) -> bool:
    if (
        not 40 <= width <= 100
        or not _LETTER.search(before.text)
        or before.indent != block.indent
        or block.tag is not Tag.PARAGRAPH
    ):
        return False
    return before.last_line == block.line - 1 and len(before.text) + before.indent >= _FULL_LINE * width


def _add_navigation(blocks: Sequence[Block], found: list[MarkupInPlace]) -> None:
    run: list[int] = []
    for number in range(len(blocks) + 1):
        at_edge = number < _NAV_EDGE or number >= len(blocks) - _NAV_EDGE
        is_nav = (
            number < len(blocks)
            and found[number].signs & (_NAV_AT_EDGE if at_edge else _NAV_INSIDE)
            and _is_short(blocks[number].text)
        )
        if is_nav:
            run.append(number)
            continue
        if len(run) >= _NAV_RUN:
            for member in run:
                found[member].signs.add(Sign.NAV_RUN)
        run = []


def _is_short(text: str) -> bool:
    return len(text.split()) <= 3 and len(text) <= 30 and "/" not in text


def _add_contents(blocks: Sequence[Block], found: list[MarkupInPlace]) -> None:
    """Runs of short lines that come again later, in the first half: a table of contents."""
    keys = [_key(block.text) if len(block.text) <= 140 else "" for block in blocks]
    last = {key: number for number, key in enumerate(keys) if key}
    _add_headings_named(blocks, found)
    run: list[int] = []
    seen: set[str] = set()
    listed: list[str] = []
    for number in range(max(2, int(0.6 * len(keys))) + 1):
        is_line = number < len(keys) and Sign.OWN_URL not in found[number].signs
        parts = _contents(blocks[number], keys[number]) if is_line else []
        if parts and all(last.get(part, -1) > number for part in parts) and not seen.intersection(parts):
            run.append(number)
            seen.update(parts)
            listed += parts
            continue
        if is_line and run and run[-1] == number - 1 and _is_rest(blocks[number - 1], blocks[number]):
            run.append(number)
            continue
        is_early = bool(run) and run[0] < max(12, 0.25 * len(blocks))
        if (
            is_early
            and len(seen) >= _TOC_RUN
            and _in_order([last[part] for part in listed])
            and min(last[part] for part in seen) > run[-1]
        ):
            above = run[0] - 1
            is_name = above >= 0 and len(blocks[above].text.split()) <= 4 and last.get(keys[above], above) == above
            for member in [above, *run] if is_name and blocks[above].level != 1 else run:
                found[member].signs.add(Sign.CONTENTS)
        run, seen, listed = [], set(), []


def _add_headings_named(blocks: Sequence[Block], found: list[MarkupInPlace]) -> None:
    """Entries of a list, early on, that are later headings word for word: contents, however few."""
    places = {block.text: number for number, block in enumerate(blocks) if block.level}
    for number, block in enumerate(blocks[: max(_NAMED_WITHIN, len(blocks) // 4)]):
        if block.tag is Tag.ENTRY and not block.level and places.get(block.text, 0) > number:
            found[number].signs.add(Sign.CONTENTS)
            if number and blocks[number - 1].text.endswith(":") and not blocks[number - 1].level:
                found[number - 1].signs.add(Sign.CONTENTS)


def _is_rest(above: Block, block: Block) -> bool:
    """Whether a line may be the rest of a wrapped line of contents above it: nothing sets it off."""
    return (
        not block.gap and not block.has_rule_before and block.indent == above.indent > 0 and len(block.text) <= _WRAPPED
    )


def _in_order(places: Sequence[int]) -> bool:
    return all(before < after for before, after in itertools.pairwise(places))


def _contents(block: Block, key: str) -> list[str]:
    """The keys of the headings that a line of contents may name: of the whole line, or of entries run together."""
    if block.text[:1] == "#" or (len(block.text.split()) > 8 and block.text[-1:] in ".!"):
        return []
    text = block.text[:2_000]
    parts = [found for part in _counted(text) or _BULLETS.split(text) if (found := _key(part))]
    return parts if len(parts) > 1 else [key] if key else []


def _counted(text: str) -> list[str]:
    """The parts of a line of contents that counts its entries ("1.1 One 1.2 Two"); none where nothing is counted."""
    kept: list[tuple[list[int], int]] = []
    for found in _COUNT.finditer(text):
        count = [int(number) for number in found[0].split(".")]
        if not kept or count == [*kept[-1][0][:-1], kept[-1][0][-1] + 1]:
            kept.append((count, found.start()))
    if len(kept) < 2:
        return []
    places = [0, *(place for _, place in kept), len(text)]
    return [text[left:right] for left, right in itertools.pairwise(places)]


def _key(text: str, *, length: int = _KEY) -> str:
    text = re.sub(r"^[\W_]*(?:\d{1,2}(?:\.\d{1,2})+\s+|\d{1,3}[.):\]]\s*)?", "", text)
    return re.sub(r"[\W_]+", " ", text).strip().casefold()[:length].rstrip()

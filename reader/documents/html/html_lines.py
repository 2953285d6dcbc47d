"""Finishes a page's blocks by what only the whole page tells: wrapped lines, sizes of letters, navigation."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from reader.core.values.document import Block, Link, Mark, Tag
from reader.documents.html.html_runs import Draft

# Lines that <br> ends are wrapped if they are this long and nearly all are full.
WRAP_WIDTHS = range(45, 101)
WRAP_LINES = 4
WRAP_SHARE = 0.8
# Letters this much larger than the usual make a heading of a short block.
LARGER = 1.15
HEADING_LENGTH = 200
MAX_LEVEL = 6
MOSTLY_LINKS = 0.6


def finish(drafts: Sequence[Draft]) -> list[Block]:
    """The finished blocks."""
    drafts = _join_wrapped(drafts)
    _add_levels(drafts)
    blocks: list[Block] = []
    for is_around, run in itertools.groupby(drafts, key=lambda draft: draft.place.is_around):
        found = list(run)
        is_aside = is_around and _link_share(found) >= MOSTLY_LINKS
        blocks += [_set_aside(draft.block) if is_aside or draft.place.is_aside else draft.block for draft in found]
    return blocks


def _link_share(drafts: Sequence[Draft]) -> float:
    linked = sum(link.end - link.start for draft in drafts for link in draft.block.links)
    return linked / sum(len(draft.block.text) for draft in drafts)


def _set_aside(block: Block) -> Block:
    return replace(block, marks=(Mark(0, len(block.text), "nav"), *block.marks))


def _add_levels(drafts: Sequence[Draft]) -> None:
    """Headings by the size of their letters: the larger the higher, and below all heading elements that are larger."""
    lengths: dict[float, int] = {}
    for draft in drafts:
        if not draft.block.level:
            lengths[draft.size] = lengths.get(draft.size, 0) + len(draft.block.text)
    if len(lengths) < 2:
        return
    usual = max(lengths, key=lambda size: lengths[size])
    large = [draft for draft in drafts if draft.size >= usual * LARGER and _may_head(draft.block)]
    stated = {(round(draft.size), draft.block.level) for draft in drafts if draft.block.level}
    levels = _levels_by_size({round(draft.size) for draft in large}, stated)
    for draft in large:
        draft.block = replace(draft.block, level=levels[round(draft.size)], tag=Tag.HEADING)


def _levels_by_size(sizes: set[int], stated: set[tuple[int, int]]) -> dict[int, int]:
    levels: dict[int, int] = {}
    last = 0
    for size in sorted(sizes, reverse=True):
        same = [level for other, level in stated if other == size]
        above = max((level for other, level in stated if other > size), default=0)
        last = min(same) if same else min(MAX_LEVEL, max(last, above) + 1)
        levels[size] = last
    return levels


def _may_head(block: Block) -> bool:
    return not block.level and block.tag is Tag.PARAGRAPH and len(block.text) <= HEADING_LENGTH


def _join_wrapped(drafts: Sequence[Draft]) -> list[Draft]:
    """Lines that a program broke to a width become paragraphs again."""
    joined: list[Draft] = []
    at = 0
    while at < len(drafts):
        end = at + 1
        while end < len(drafts) and drafts[end].is_soft:
            end += 1
        run = list(drafts[at:end])
        joined += [_joined(run)] if _is_wrapped([draft.block.text for draft in run]) else run
        at = end
    return joined


def _is_wrapped(lines: list[str]) -> bool:
    width = max(map(len, lines))
    if len(lines) < WRAP_LINES or width not in WRAP_WIDTHS:
        return False
    pairs = list(itertools.pairwise(lines))
    full = sum(len(line) + 1 + len(after.split(" ", 1)[0]) > width - 2 for line, after in pairs)
    return full >= WRAP_SHARE * len(pairs)


def _joined(run: list[Draft]) -> Draft:
    first = run[0].block
    text, links, marks = "", list[Link](), list[Mark]()
    bold = 0.0
    for block in (draft.block for draft in run):
        shift = len(text) + 1 if text else 0
        text = f"{text} {block.text}" if text else block.text
        links += [Link(link.start + shift, link.end + shift, link.url) for link in block.links]
        marks += [Mark(mark.start + shift, mark.end + shift, mark.tag) for mark in block.marks]
        bold += block.weight * len(block.text)
    images = sum(draft.block.images for draft in run)
    block = replace(
        first, text=text, links=tuple(links), marks=tuple(marks), images=images, weight=round(bold / len(text), 3)
    )
    return Draft(block, run[0].size, run[0].place)

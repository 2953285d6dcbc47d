"""Finds the lines between the title of a page or mail and its text: subtitle, names, dates, buttons."""

import re
from collections.abc import Sequence
from itertools import islice

from reader.core.values.document import Block
from reader.split.signs import lexicons
from reader.split.signs.dates import DATE
from reader.split.signs.look_classes import MarkupInPlace
from reader.split.signs.vocabulary import Sign

_TITLE_WITHIN = 12
_META_WITHIN = 6
_META_WORDS = 12
_LONGEST_TITLE = 200
_SUBTITLE_WORDS = (3, 40)
_META = re.compile(lexicons.META, re.IGNORECASE)
_PARTS = re.compile(r"\s+(?:[-–—|·•/]|by)\s+|:\s+")


def add_page_head(blocks: Sequence[Block], found: Sequence[MarkupInPlace], title: str | None) -> None:
    """Add "is title", "subtitle line" and "meta" to the forms of the blocks that are no more than that."""
    place = _find_title(blocks, found, title) if title else None
    if place is None:
        place = _only_top_heading(blocks, found)
    if place is None:
        return
    found[place].signs.add(Sign.IS_TITLE)
    after = range(place + 1, min(place + 1 + _META_WITHIN, len(blocks)))
    meta = next((number for number in after if _is_meta(blocks[number].text)), None)
    between = range(place + 1, meta if meta is not None else place + 1)
    if any(len(blocks[number].text.split()) > _SUBTITLE_WORDS[1] for number in between):
        return
    for number in between:
        words = len(blocks[number].text.split())
        is_subtitle = found[number].look.startswith("h") or (
            words >= _SUBTITLE_WORDS[0] and not found[number].signs & {Sign.NAME, Sign.LINKED}
        )
        found[number].signs.add(Sign.SUBTITLE_LINE if is_subtitle else Sign.META)
    for number in range(len(blocks) if meta is None else meta, min(len(blocks), place + 2 * _META_WITHIN)):
        if not _is_meta(blocks[number].text):
            break
        found[number].signs.add(Sign.META)


def _only_top_heading(blocks: Sequence[Block], found: Sequence[MarkupInPlace]) -> int | None:
    """The one heading of the highest level, where it begins the document and names no section."""
    tops = [number for number, block in enumerate(blocks) if block.level == 1]
    begins = bool(tops) and all(Sign.NAV_RUN in one.signs for one in found[: tops[0]])
    return tops[0] if len(tops) == 1 and begins and not found[tops[0]].signs & {Sign.C_KNOWN, Sign.NAV_RUN} else None


def _find_title(blocks: Sequence[Block], found: Sequence[MarkupInPlace], title: str) -> int | None:
    """The block that is the document's title, or the part of it that is not the name of the site."""
    whole = _plain(title)
    parts = [_plain(title[: gap.start()]) for gap in _PARTS.finditer(title)]
    parts += [_plain(part) for part in _PARTS.split(title)]
    shown = (n for n, one in enumerate(found) if not one.signs & {Sign.NAV_RUN, Sign.CONTENTS} or one.look == "h1")
    early = [number for number in islice(shown, _TITLE_WITHIN) if len(blocks[number].text) <= _LONGEST_TITLE]
    texts = {number: _plain(blocks[number].text) for number in early}
    same = [number for number in early if texts[number] == whole]
    part = [number for number in early if texts[number] in parts and found[number].look.startswith("h")]
    headings = [number for number in same if found[number].look.startswith("h")]
    part.sort(key=lambda number: parts.index(texts[number]))
    return next(iter([*headings, *same, *part]), None)


def _is_meta(text: str) -> bool:
    if len(text) > 120:
        return False
    if _META.fullmatch(text):
        return True
    return len(text.split()) <= _META_WORDS and bool(DATE.search(text)) and text[-1] not in ".!?"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().strip(" .:")

"""Cuts one block into stretches with roles: bullets, titles, separators, texts, bylines and closing markers."""

import re
from collections import Counter
from collections.abc import Sequence

from reader.core.values.document import Block
from reader.core.values.issues import Role
from reader.split.model.layouts import Cut
from reader.split.signs import lexicons
from reader.split.signs.field_labels import value_start
from reader.split.signs.markup import Markup, cells
from reader.split.signs.vocabulary import Sign

_READ_MORE = re.compile(lexicons.ENDS[Sign.ENDS_READ_MORE], re.IGNORECASE)
_INLINE_MARKER = re.compile(lexicons.STARTS[Sign.STARTS_INLINE_MARKER], re.IGNORECASE)
_BULLET = re.compile(rf"(?:{lexicons.STARTS[Sign.STARTS_BULLET]}|[★☆▶►→👉🔗✅🔹🔸📌]\s*)+")
_SEPARATOR = re.compile(r"[\s:–—|·,;.-]*")
_SPONSOR = re.compile(r"(?:[\s…(\[·|–—-]|\.{2,})*\bsponsor(?:ed)?[\])]?\W*$", re.IGNORECASE)
_TITLE_REST = re.compile(lexicons.TITLE_REST, re.IGNORECASE)
_LINK_CELL = re.compile(rf"(?:\W*(?:{lexicons.TAIL_LINK}))+\W*|[\W\d_]*|https?://\S+", re.IGNORECASE)
# Permalinks and the like behind a title.
_TRAILING_SIGN = re.compile(r"\s+[★☆∞¶→»§✦]+\s*$")
# A label that wrapping ran together with the title above it.
_BYLINE = re.compile(r"\s(?:Authors?|By|Source|From|Reviewed by|Posted by):\s+(?=\S)")
_TITLE_WORDS = 30
_EXTRA_WORDS = 8

# A part of one block: its role, and where it begins and ends in the block's text.
Stretch = tuple[Role, int, int]


def cut_block(
    block: Block, markup: Markup, role: Role, cut: Cut, *, opens: bool, column: int | None = None
) -> list[Stretch]:
    """The stretches of a block that a state gave one role; ``column`` is where the titles of a table stand."""
    if cut is Cut.ROW:
        return _cut_row(block, column, markup)
    if cut is Cut.VALUE:
        return _cut_value(block, role)
    text = block.text
    left, right = 0, len(text)
    stretches: list[Stretch] = []
    if opens and role is not Role.MARKER and (found := _BULLET.match(text)) and found.end() < right:
        stretches.append((Role.MARKER, 0, found.end()))
        left = found.end()
    if cut is Cut.LEAD:
        return stretches + _cut_lead(block, left, markup)
    if role is Role.BODY:
        stretches += _cut_body(block, left, right, markup, opens=opens)
    elif role is Role.TITLE and block.links and opens:
        stretches += _cut_title(block, left, markup)
    elif role is Role.TITLE and opens and (byline := _BYLINE.search(text, left + 1)):
        stretches += [(role, left, byline.start()), (Role.EXTRA, byline.start(), right)]
    elif right > left:
        stretches.append((role, left, right))
    return sorted(stretches, key=lambda stretch: stretch[1])


def _cut_value(block: Block, role: Role) -> list[Stretch]:
    """A line of a record: its label or number is a marker."""
    left, right = value_start(block.text), len(block.text)
    return [(Role.MARKER, 0, left), (role, left, right)] if left else [(role, left, right)]


def _cut_lead(block: Block, left: int, markup: Markup) -> list[Stretch]:
    lead = markup.lead
    right = len(block.text)
    if lead <= left:
        return _cut_body(block, left, right, markup, opens=True)
    stretches: list[Stretch] = [(Role.TITLE, left, lead)]
    gap = _SEPARATOR.match(block.text, lead)
    begin = gap.end() if gap else lead
    if begin >= right:
        return stretches
    rest = block.text[begin:right]
    if _SPONSOR.fullmatch(rest):
        return [*stretches, (Role.MARKER, begin, right)]
    if _TITLE_REST.fullmatch(rest) or not re.search(r"\w", rest):
        return [*stretches, (Role.EXTRA if re.search(r"\w", rest) else Role.MARKER, begin, right)]
    return stretches + _cut_body(block, begin, right, markup, opens=False)


def _cut_title(block: Block, left: int, markup: Markup) -> list[Stretch]:
    """A title that a link or bold text covers but for a source or a name behind it."""
    lead, right = markup.lead, len(block.text)
    if found := _TRAILING_SIGN.search(block.text[-12:]):
        sign = max(0, right - 12) + found.start()
        return [(Role.TITLE, left, sign), (Role.MARKER, sign, right)]
    rest = block.text[lead:right] if lead > left else ""
    if re.search(r"\w", rest) and _TITLE_REST.fullmatch(rest):
        gap = _SEPARATOR.match(block.text, lead)
        begin = gap.end() if gap else lead
        role = Role.MARKER if _SPONSOR.fullmatch(block.text[begin:]) else Role.EXTRA
        return [(Role.TITLE, left, lead), (role, begin, right)]
    return [(Role.TITLE, left, right)]


def _cut_body(block: Block, left: int, right: int, markup: Markup, *, opens: bool) -> list[Stretch]:
    """A body without the markers glued to it: "Abstract:" before, "Read More", "- Link", "... sponsor" behind."""
    text = block.text
    stretches: list[Stretch] = []
    if (not left or not opens) and (found := _INLINE_MARKER.match(text, left)) and found.end() < right:
        stretches.append((Role.MARKER, left, found.end()))
        left = found.end()
    if found := _SPONSOR.search(text, max(left, right - 24), right):
        stretches.append((Role.MARKER, found.start(), right))
        right = found.start()
    if found := _READ_MORE.search(text, max(left, right - 200), right):
        stretches += _glued_end(text, found.start(), right)
        right = found.start()
    elif right == len(text) and left < (tail := markup.tail) < right:
        stretches.append((Role.MARKER, tail, right))
        right = tail
    if right > left:
        stretches.append((Role.BODY, left, right))
    return stretches


def _glued_end(text: str, start: int, end: int) -> list[Stretch]:
    tags = text.find("#", start, end)
    if tags < 0:
        return [(Role.MARKER, start, end)]
    return [(Role.MARKER, start, tags), (Role.TOPICS, tags, end)]


def title_column(rows: Sequence[Block]) -> int | None:
    """The column that most rows of a table seem to have their titles in; None without rows."""
    votes: Counter[int] = Counter()
    for block in rows:
        spans = cells(block)
        if (found := _title_cell(block, _plain_cells(block, spans))) is not None:
            votes[spans.index(found)] += 1
    return max(votes, key=lambda column: (votes[column], -column), default=None)


def _plain_cells(block: Block, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [span for span in spans if not _LINK_CELL.fullmatch(block.text[span[0] : span[1]].strip())]


def _cut_row(block: Block, column: int | None, markup: Markup) -> list[Stretch]:
    """A table row: the title is a leading stretch of a cell, or the first cell of words; links may stand in another."""
    stretches: list[Stretch] = []
    spans = cells(block)
    plain = _plain_cells(block, spans)
    title = _title_cell(block, plain)
    if column is not None and column < len(spans) and spans[column] in plain:
        title = spans[column]
    for start, end in spans:
        if (start, end) == title:
            stretches += _cut_title_cell(block, start, end, markup)
        elif not block.text[start:end].strip():
            continue
        elif (start, end) not in plain:
            stretches.append((Role.MARKER, start, end))
        elif len(block.text[start:end].split()) > _EXTRA_WORDS:
            stretches += _cut_body(block, start, end, markup, opens=False)
        else:
            stretches.append((Role.EXTRA, start, end))
    return sorted(stretches, key=lambda stretch: stretch[1])


def _title_cell(block: Block, plain: list[tuple[int, int]]) -> tuple[int, int] | None:
    def fit(span: tuple[int, int]) -> tuple[float, int]:
        words = len(block.text[span[0] : span[1]].split())
        linked = any(span[0] <= link.start and link.end <= span[1] for link in block.links)
        strong = any(mark.tag == "strong" and span[0] <= mark.start < span[1] for mark in block.marks)
        return (
            1.0 * linked
            + 1.0 * strong
            + (words >= 3)
            + 0.5 * (words >= 5)
            - 1.5 * (words > _TITLE_WORDS and not strong),
            -span[0],
        )

    return max(plain, key=fit, default=None)


def _cut_title_cell(block: Block, start: int, end: int, markup: Markup) -> list[Stretch]:
    found = _BULLET.match(block.text, start, end)
    left = found.end() if found and found.end() < end else start
    stretches: list[Stretch] = [(Role.MARKER, start, left)] if left > start else []
    marks = [
        mark for mark in block.marks if mark.tag == "strong" and left <= mark.start <= left + 2 and mark.end <= end
    ]
    if marks and re.search(r"\w", block.text[marks[0].end : end]):
        lead = marks[0].end
        gap = _SEPARATOR.match(block.text, lead, end)
        begin = gap.end() if gap else lead
        return [*stretches, (Role.TITLE, left, lead), *_cut_body(block, begin, end, markup, opens=False)]
    return [*stretches, (Role.TITLE, left, end)]

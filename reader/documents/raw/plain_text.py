"""Plain text: one line is a paragraph, unless the text is clearly hard-wrapped; bare addresses are links."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.core.text.clean import clean_text
from reader.core.values.document import Block, Document, Link
from reader.core.values.errors import DocumentError
from reader.documents.raw.line_forms import (
    WIDEST,
    has_bullet,
    is_wrapped_at,
    label_of,
    recurring_labels,
    stands_alone,
    wrap_width,
)

MAX_LINES = 400_000
# The share of a hard-wrapped text's lines that may be longer than any width, and the share that must be full.
WRAP_LONG = 0.03
WRAP_SHARE = 0.3
# A line in a wrapped paragraph that could have held this much more was ended on purpose.
WRAP_SLACK = 0.75
# A line in capitals that is shorter is a heading by itself.
CAPITALS_WIDTH = 24

_URL = re.compile(r"\bhttps?://[^\s<>\"'“”‘’]+", re.IGNORECASE)
_URL_END = ".,;:!?)]}…*_"
_HYPHEN = re.compile(r"\w-\Z")


class _Line(NamedTuple):
    number: int
    gap: int
    text: str
    indent: int


def read(text: str, *, name: str, original: bytes) -> Document:
    """The document of a plain text; raises DocumentError when it has too many lines to be one."""
    text = clean_text(text.removeprefix("\ufeff"))
    if text.count("\n") > MAX_LINES:
        raise DocumentError(f"{name} has more than {MAX_LINES:,} lines, too many for a newsletter.")
    lines = list(_lines(text))
    width = _width([line.rstrip() for line in text.split("\n")])
    runs = _paragraphs(lines, width)
    return Document(format="text", name=name, blocks=tuple(map(_block, runs)), original=original)


def is_hard_wrapped(text: str) -> bool:
    """Whether lines were broken to a width, so that only a blank line (or a short line) ends a paragraph.

    A wrapping program fills each line: the next line's first word would not have fitted.
    """
    return _width([line.rstrip() for line in text.split("\n")]) > 0


def _width(lines: Sequence[str]) -> int:
    """The width that a text's lines were broken at; 0 where they were not."""
    filled = [line for line in lines if line.strip()]
    if sum(len(line) > WIDEST and " " in line.strip() for line in filled) > WRAP_LONG * len(filled):
        return 0
    # Fields and rulers end where they end; only prose tells a width.
    fields = recurring_labels(filled)
    prose = ["" if stands_alone(line.strip()) or label_of(line) in fields else line for line in lines]
    width, share = wrap_width(prose)
    return width if share >= WRAP_SHARE and is_wrapped_at(prose, width) else 0


def join_lines(lines: Sequence[str]) -> str:
    """The paragraph that was wrapped into these lines, none of which is empty."""
    pieces = [lines[0]]
    for before, line in itertools.pairwise(lines):
        # A hyphen at a line's end belongs to the word ("general-purpose"); nothing else was glued.
        pieces += [line] if line[0].islower() and _HYPHEN.search(before[-2:]) else [" ", line]
    return "".join(pieces)


def find_links(text: str) -> tuple[Link, ...]:
    """The bare addresses in a text, without the punctuation that follows them."""
    if "://" not in text:
        return ()
    return tuple(_link(match) for match in _URL.finditer(text))


def _link(match: re.Match[str]) -> Link:
    url = match.group()
    while url[-1] in _URL_END and not (url[-1] == ")" and url.count("(") >= url.count(")")):
        url = url[:-1]
    return Link(match.start(), match.start() + len(url), url)


def _lines(text: str) -> Iterator[_Line]:
    gap = 0
    for number, line in enumerate(text.split("\n"), start=1):
        words = " ".join(line.split())
        if words:
            yield _Line(number, gap, words, len(line.expandtabs()) - len(line.expandtabs().lstrip()))
            gap = 0
        else:
            gap += 1


def _paragraphs(lines: list[_Line], width: int) -> list[list[_Line]]:
    fields = recurring_labels([line.text for line in lines])
    runs: list[list[_Line]] = []
    for line in lines:
        if runs and not line.gap and _goes_on(runs[-1], line, width, fields):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _goes_on(run: list[_Line], line: _Line, width: int, fields: frozenset[str]) -> bool:
    """Whether a line is the rest of the field above it, or of the paragraph (in a text without a width, it is none)."""
    first, last = run[0], run[-1]
    if stands_alone(last.text) or stands_alone(line.text) or label_of(line.text) in fields or has_bullet(line.text):
        return False
    is_field = label_of(first.text) in fields
    if line.indent > first.indent and (is_field or (width and has_bullet(first.text))):
        return True
    if not width:
        return False
    # Titles in capitals are often broken at a width of their own.
    if len(last.text) >= CAPITALS_WIDTH and last.text.isupper() and line.text.isupper():
        return line.indent == last.indent
    is_full = last.indent + len(last.text) + 1 + len(line.text.split()[0]) > WRAP_SLACK * width
    return is_full and (line.indent <= last.indent or len(run) > 1)


def _block(run: list[_Line]) -> Block:
    text = join_lines([line.text for line in run])
    first = run[0]
    return Block(text, first.number, run[-1].number, first.gap, find_links(text), indent=first.indent)

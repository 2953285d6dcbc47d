"""Plain text: one line is a paragraph, unless the text is clearly hard-wrapped; bare addresses are links."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.core.text.clean import clean_text
from reader.core.values.document import Block, Document, Link
from reader.core.values.errors import DocumentError

MAX_LINES = 400_000
# The longest line of a hard-wrapped text, and the share of its inner lines that must be full.
WRAP_LONGEST = 100
WRAP_SHORTEST = 45
WRAP_SHARE = 0.8
WRAP_LINES = 4
# A line in a wrapped paragraph that could have held this much more was ended on purpose.
WRAP_SLACK = 0.75

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
    runs = _wrapped_paragraphs(lines) if is_hard_wrapped(text) else [[line] for line in lines]
    return Document(format="text", name=name, blocks=tuple(map(_block, runs)), original=original)


def is_hard_wrapped(text: str) -> bool:
    """Whether lines were broken to a width, so that only a blank line (or a short line) ends a paragraph.

    A wrapping program fills each line: the next line's first word would not have fitted.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = max(map(len, lines), default=0)
    if not WRAP_SHORTEST <= width <= WRAP_LONGEST:
        return False
    inner = [(line, after) for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    full = sum(len(line) + 1 + len(after.split()[0]) > width - 2 for line, after in inner)
    return len(inner) >= WRAP_LINES and full >= WRAP_SHARE * len(inner)


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


def _wrapped_paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    width = max(line.indent + len(line.text) for line in lines)
    runs: list[list[_Line]] = []
    for line in lines:
        if runs and not line.gap:
            last = runs[-1][-1]
            if last.indent + len(last.text) + 1 + len(line.text.split()[0]) > WRAP_SLACK * width:
                runs[-1].append(line)
                continue
        runs.append([line])
    return runs


def _block(run: list[_Line]) -> Block:
    text = join_lines([line.text for line in run])
    first = run[0]
    return Block(text, first.number, run[-1].number, first.gap, find_links(text), indent=first.indent)

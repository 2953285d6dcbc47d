"""Plain text of mail: wrapped lines joined, indentation, rulers, underlines and quotes kept as what blocks say."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.core.text.clean import clean_text
from reader.core.values.document import Block, Tag
from reader.core.values.errors import DocumentError
from reader.documents.raw.plain_text import MAX_LINES, find_links, join_lines

NARROWEST, WIDEST = 55, 100
# So many lines must end where the next word would not fit, in number or as a share, for a text to count as wrapped.
ENOUGH_FULL = 4
CLEARLY_WRAPPED = 0.6
# How much shorter than the width a line may be and still be full: in a text that is clearly wrapped, and in others.
LOOSE, STRICT = 0.75, 0.94
QUOTE_LINES = 3
# Fewer lines than this share that end in a space: the text is not flowed.
SOFT = 0.05

_RULER = re.compile(r"^(?:([-=_*~#+.·•—–─━═]) ?)(?:\1 ?){2,}$|^[-=_*~#+]{3,}(?: [-=_*~#+]{3,})* ?$")
_FRAMED = re.compile(r"^[-=_*~#+]{3,}\s*(?P<text>[^-=_*~#+\s].*?)\s*[-=_*~#+]{3,}$")
_BULLET = re.compile(r"^(?:[-*+•·‣▪●○–—o]|\(?\d{1,3}[.)])\s+(?=\S)")
_QUOTE = re.compile(r"^(?:> ?)+")
_ADDRESS_ONLY = re.compile(r"^[<(\[]?(?:https?|ftp)://\S+$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][)\]\"'”’»]*$")


@dataclass(slots=True)
class _Run:
    """The lines of one paragraph."""

    lines: list[str]
    first: int
    last: int
    gap: int
    indent: int
    hang: int
    is_quote: bool = False
    has_rule: bool = False
    level: int = 0


def read_mail_text(
    text: str, *, lines: Sequence[int] = (), is_flowed: bool = False, deletes_space: bool = False
) -> list[Block]:
    """The blocks of a plain text part. ``lines`` are the raw file's lines of the text's lines (none: unknown).

    ``is_flowed`` and ``deletes_space`` are RFC 3676's format=flowed and delsp=yes.
    """
    text = clean_text(text.removeprefix("\ufeff"))
    if text.count("\n") > MAX_LINES:
        raise DocumentError(f"The mail has more than {MAX_LINES:,} lines, too many for a newsletter.")
    rows = text.split("\n")
    # Many senders say that they flow their lines, and break them.
    soft = sum(row.endswith(" ") and len(row) > 1 for row in rows)
    is_flowed = is_flowed and soft >= SOFT * sum(bool(row.strip()) for row in rows)
    runs = _flowed(rows, deletes_space) if is_flowed else _runs(rows, _quoted(rows))
    return [_block(run, lines) for run in runs]


def wrap_width(rows: Sequence[str]) -> tuple[int, float]:
    """The width that most lines were broken at, and the share of lines that were (0 where none stands out).

    A line is full at a width if it fits, and the next line's first word would not have.
    """
    ends: Counter[int] = Counter()
    pairs = 0
    for above, below in itertools.pairwise(rows):
        if above.strip() and below.strip() and _indent(above) == _indent(below) and not _RULER.match(below.strip()):
            pairs += 1
            shortest = max(len(above), NARROWEST)
            ends.update(range(shortest, min(len(above) + len(below.split()[0]), WIDEST) + 1))
    if not ends:
        return 0, 0.0
    width, full = max(ends.items(), key=lambda pair: (pair[1], -pair[0]))
    share = full / pairs
    return (width, share) if full >= ENOUGH_FULL or (full >= 2 and share >= CLEARLY_WRAPPED) else (0, 0.0)


def _runs(rows: Sequence[str], quoted: set[int]) -> list[_Run]:
    width, share = wrap_width(rows)
    full = width * (LOOSE if share >= CLEARLY_WRAPPED else STRICT)
    runs: list[_Run] = []
    gap, rule = 0, False
    for number, row in enumerate(rows):
        is_quote = number in quoted
        row = _QUOTE.sub("", row.lstrip()) if is_quote else row.expandtabs()
        words = " ".join(row.split())
        if not words:
            gap += 1
        elif _RULER.match(words):
            if runs and not gap and not rule and _underlines(words, runs[-1]):
                runs[-1].level = 1 if "=" in words else 2
            else:
                rule = True
            gap += 1
        else:
            framed = _FRAMED.match(words)
            run = _Run(
                [framed["text"] if framed else words], number, number, gap, _indent(row), _hang(row), is_quote, rule
            )
            run.has_rule |= framed is not None
            if runs and not gap and not framed and _goes_on(runs[-1], run, width, full):
                runs[-1].lines.append(words)
                runs[-1].last = number
            else:
                runs.append(run)
            gap, rule = 0, False
    return runs


def _goes_on(above: _Run, below: _Run, width: int, full: float) -> bool:
    """Whether a line is the rest of the paragraph above: that line was full, and nothing sets this one off."""
    if not width or above.level or above.is_quote != below.is_quote or below.hang != below.indent:
        return False
    if below.indent not in (above.hang, above.indent):
        return False
    last = above.lines[-1]
    if _ADDRESS_ONLY.match(last):
        return False
    # An address on a line of its own is the rest of a sentence only where the sentence is not over.
    if _ADDRESS_ONLY.match(below.lines[0]) and (len(last) < width / 2 or _SENTENCE_END.search(last)):
        return False
    column = above.indent if len(above.lines) == 1 else below.indent
    return column + len(last) <= width + 6 and column + len(last) + 1 + len(below.lines[0].split()[0]) > full


def _flowed(rows: Sequence[str], deletes_space: bool) -> list[_Run]:
    runs: list[_Run] = []
    gap, depth, is_open, rule = 0, 0, False, False
    for number, row in enumerate(rows):
        quote = re.match(r">*", row)
        marks = len(quote.group()) if quote else 0
        line = row[marks:].removeprefix(" ")
        flows = line.endswith(" ") and line != "-- "
        if deletes_space and flows:
            line = line[:-1]
        if not line.strip():
            gap, is_open = gap + 1, False
        elif _RULER.match(line.strip()):
            gap, is_open, rule = gap + 1, False, True
        elif is_open and runs and marks == depth:
            runs[-1].lines.append(line)
            runs[-1].last = number
            is_open = flows
        else:
            indent = _indent(line)
            runs.append(_Run([line], number, number, gap, indent, indent, marks > 0, rule))
            gap, is_open, rule = 0, flows, False
        depth = marks
    glue = "" if deletes_space else " "
    return [replace(run, lines=[" ".join(glue.join(run.lines).split())]) for run in runs]


def _quoted(rows: Sequence[str]) -> set[int]:
    """The lines of quotes: several in a row that begin with ``>`` (one alone is an arrow)."""
    found: set[int] = set()
    run: list[int] = []
    for number, row in enumerate([*rows, ""]):
        if row.lstrip().startswith(">"):
            run.append(number)
            continue
        if len(run) >= QUOTE_LINES:
            found.update(run)
        run = []
    return found


def _underlines(ruler: str, run: _Run) -> bool:
    last = run.lines[-1]
    return len(run.lines) == 1 and ruler[0] in "-=~_*" and abs(len(ruler) - len(last)) <= max(3, len(last) // 8)


def _indent(row: str) -> int:
    row = row.expandtabs()
    return len(row) - len(row.lstrip())


def _hang(row: str) -> int:
    """The column where the text after a bullet begins: its further lines stand there."""
    bullet = _BULLET.match(row.lstrip())
    return _indent(row) + (len(bullet.group()) if bullet else 0)


def _block(run: _Run, lines: Sequence[int]) -> Block:
    text = join_lines(run.lines)
    return Block(
        text,
        lines[run.first] if run.first < len(lines) else 0,
        lines[run.last] if run.last < len(lines) else 0,
        run.gap,
        find_links(text),
        level=run.level,
        indent=run.indent,
        tag=Tag.QUOTE if run.is_quote else Tag.PARAGRAPH,
        has_rule_before=run.has_rule,
    )

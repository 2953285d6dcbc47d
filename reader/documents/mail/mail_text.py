"""Plain text of mail: wrapped lines joined, indentation, rulers, underlines and quotes kept as what blocks say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.core.text.clean import clean_text
from reader.core.values.document import Block, Tag
from reader.core.values.errors import DocumentError
from reader.documents.raw.line_forms import (
    CLEARLY_WRAPPED,
    indent_of,
    is_ruler,
    is_separator,
    label_of,
    recurring_labels,
    wrap_width,
)
from reader.documents.raw.plain_text import MAX_LINES, find_links, join_lines

# How much shorter than the width a line may be and still be full: in a text that is clearly wrapped, and in others.
LOOSE, STRICT = 0.75, 0.94
QUOTE_LINES = 3
# So many columns the first line of a paragraph may be set in.
FIRST_INDENT = 5
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


def _runs(rows: Sequence[str], quoted: set[int]) -> list[_Run]:
    width, share = wrap_width(rows)
    full = width * (LOOSE if share >= CLEARLY_WRAPPED else STRICT)
    fields = recurring_labels([row.strip() for row in rows])
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
                [framed["text"] if framed else words], number, number, gap, indent_of(row), _hang(row), is_quote, rule
            )
            run.has_rule |= framed is not None
            if runs and not gap and not framed and _goes_on(runs[-1], run, width, full, fields):
                runs[-1].lines.append(words)
                runs[-1].last = number
                # Further lines stand where this one does.
                runs[-1].hang = run.indent
            else:
                runs.append(run)
            gap, rule = 0, False
    return runs


def _goes_on(above: _Run, below: _Run, width: int, full: float, fields: frozenset[str]) -> bool:
    """Whether a line is the rest of the paragraph above: that line was full, and nothing sets this one off."""
    if not width or above.level or above.is_quote != below.is_quote or below.hang != below.indent:
        return False
    last = above.lines[-1]
    if is_ruler(last) or is_separator(last) or is_separator(below.lines[0]) or label_of(below.lines[0]) in fields:
        return False
    # What is set in below a field is the rest of its value, however short the line above is.
    if below.indent > above.indent and label_of(above.lines[0]) in fields:
        return True
    if below.indent not in (above.hang, above.indent) and not _sets_in_first_line(above, below):
        return False
    if _ADDRESS_ONLY.match(last):
        return False
    # An address on a line of its own is the rest of a sentence only where the sentence is not over.
    if _ADDRESS_ONLY.match(below.lines[0]) and (len(last) < width / 2 or _SENTENCE_END.search(last)):
        return False
    column = above.indent if len(above.lines) == 1 else below.indent
    return column + len(last) <= width + 6 and column + len(last) + 1 + len(below.lines[0].split()[0]) > full


def _sets_in_first_line(above: _Run, below: _Run) -> bool:
    """Whether the line above is the first of a paragraph whose first line alone is set in."""
    return len(above.lines) == 1 and above.hang == above.indent and 0 < above.indent - below.indent <= FIRST_INDENT


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
            indent = indent_of(line)
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


def _hang(row: str) -> int:
    """The column where the text after a bullet begins: its further lines stand there."""
    bullet = _BULLET.match(row.lstrip())
    return indent_of(row) + (len(bullet.group()) if bullet else 0)


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

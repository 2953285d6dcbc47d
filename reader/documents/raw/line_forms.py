"""Forms of a plain text's lines: rulers, separators, bullets, labels, and the width that lines are broken at."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

NARROWEST, WIDEST = 55, 100
# So many lines must end where the next word would not fit, in number or as a share, for a text to count as wrapped.
ENOUGH_FULL = 4
CLEARLY_WRAPPED = 0.6
# A label that opens lines this often is one of the text's fields, whatever it is called.
_RECURS = 3
_MOST_LABEL_WORDS = 3

_RULER = re.compile(r"[-=_*~#+.%·•—–─━═ ]{3,200}\Z")
_SEPARATOR = re.compile(r"(?:\\\\|%%|\.\.|//)(?:\Z| )")
_ADDRESS = re.compile(r"[<(\[]?(?:https?|ftp)://\S+\Z", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-*+•·‣▪●○–—]|\(?\d{1,3}[.)]|\[\d{1,3}\]) +(?=\S)")
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w.&/'() -]{0,28}?) ?[::](?:\s|\Z)")


def stands_alone(line: str) -> bool:
    r"""Whether a line is no prose and ends a paragraph: a ruler, a separator (``\\``), an address alone."""
    return bool(is_ruler(line) or is_separator(line) or _ADDRESS.match(line))


def has_bullet(line: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return bool(_BULLET.match(line))


def label_of(line: str) -> str | None:
    """The label that a line begins with ("Journal-ref: …"), in small letters; None without one."""
    found = _LABEL.match(line)
    if found is None or not line[0].isupper() or len(found["label"].split()) > _MOST_LABEL_WORDS:
        return None
    return found["label"].casefold()


def recurring_labels(lines: Sequence[str]) -> frozenset[str]:
    """The labels that open several lines of a text: its fields."""
    counts = Counter(label for line in lines if (label := label_of(line)))
    return frozenset(label for label, count in counts.items() if count >= _RECURS)


def indent_of(line: str) -> int:
    """The columns of white space before a line."""
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def wrap_width(lines: Sequence[str]) -> tuple[int, float]:
    """The width that most lines were broken at, and the share of lines that were (0 where none stands out).

    A line is full at a width if it fits, and the next line's first word would not have.
    """
    ends: Counter[int] = Counter()
    pairs = 0
    for above, below in itertools.pairwise(lines):
        if above.strip() and below.strip() and indent_of(above) == indent_of(below) and not is_ruler(below.strip()):
            pairs += 1
            shortest = max(len(above), NARROWEST)
            ends.update(range(shortest, min(len(above) + len(below.split()[0]), WIDEST) + 1))
    if not ends:
        return 0, 0.0
    width, full = max(ends.items(), key=lambda pair: (pair[1], -pair[0]))
    share = full / pairs
    return (width, share) if full >= ENOUGH_FULL or (full >= 2 and share >= CLEARLY_WRAPPED) else (0, 0.0)


def is_ruler(line: str) -> bool:
    """Whether a line is nothing but strokes."""
    return bool(_RULER.match(line))


def is_wrapped_at(lines: Sequence[str], width: int) -> bool:
    """Whether paragraphs of three lines and more fill the width: pairs of lines that fill it by chance stand alone."""
    full = [
        bool(above.strip() and below.strip()) and len(above) <= width < len(above) + 1 + len(below.split()[0])
        for above, below in itertools.pairwise(lines)
    ]
    chained = sum(a and b for a, b in itertools.pairwise(full))
    return 2 * chained >= sum(full) - chained > 0


def is_separator(line: str) -> bool:
    r"""Whether a line begins with a sign that only parts records (``\\``)."""
    return bool(_SEPARATOR.match(line))

"""Finds the cycle of lines that recurs in records, and so where each record begins."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.split.candidates.records.lines import RULE_GAP, Form, Line
from reader.split.signs.field_labels import Fact

# The fewest records that make a cycle, and the share of them that must begin alike.
FEWEST = 3
ALIKE = 0.6
# The least share of them whose widest break must stand before the opening line.
LEAST_SHARE = 0.3
# How many blocks before its first anchor the first record may begin.
REACH = 10

Key = tuple[Form, Fact | None, bool]
_OPENING = frozenset(
    {Form.HEADING, Form.SHORT, Form.FIELD, Form.IDENTIFIER, Form.CITATION, Form.AUTHORS, Form.SEPARATOR}
)
# What stands once in each record, the surest first.
_ANCHORS: tuple[Callable[[Line], bool], ...] = (
    lambda line: line.fact is Fact.TITLE,
    lambda line: line.fact is Fact.AUTHORS,
    lambda line: line.form is Form.IDENTIFIER or line.fact is Fact.IDENTIFIER,
    lambda line: line.form is Form.CITATION or line.fact in (Fact.VENUE, Fact.DATE),
    lambda line: line.form is Form.AUTHORS,
    lambda line: line.form is Form.LINKS or line.fact is Fact.ADDRESS,
)


@dataclass(frozen=True, slots=True)
class Cycle:
    """Where records begin, and what stands once in each: the anchors, one per record."""

    openers: tuple[int, ...]
    anchors: tuple[int, ...]
    key: Key


def find_cycles(lines: Sequence[Line]) -> list[Cycle]:
    """The cycles that the lines may have, one for each kind of anchor that recurs."""
    found = []
    for is_anchor in _ANCHORS:
        anchors = _anchors(lines, is_anchor)
        if len(anchors) >= FEWEST and (cycle := _cycle(lines, anchors)):
            found.append(cycle)
    return found


def _anchors(lines: Sequence[Line], is_anchor: Callable[[Line], bool]) -> list[int]:
    """The first of each run of anchors."""
    marked = [n for n, line in enumerate(lines) if is_anchor(line)]
    return [n for n, before in zip(marked, [-2, *marked], strict=False) if n - before > 1]


def _cycle(lines: Sequence[Line], anchors: Sequence[int]) -> Cycle | None:
    """The cycle whose records have these anchors: each begins at the line that opens most of them."""
    stretches = [range(low + 1, high + 1) for low, high in zip([-1, *anchors], anchors, strict=False)]
    stretches[0] = range(max(stretches[0].start, anchors[0] - REACH), anchors[0] + 1)
    key = _key(lines, stretches)
    if key is None:
        return None
    openers = [_opener(lines, stretch, key) for stretch in stretches]
    ruled = [n for n in openers[1:] if n is not None and lines[n].gap >= RULE_GAP]
    # Where rulers part all records, a short line over the first one without any is of the head.
    if openers[0] is not None and len(ruled) == len(anchors) - 1 and _is_weak(lines[openers[0]]):
        openers[0] = None
    pairs = [(n, anchor) for n, anchor in zip(openers, anchors, strict=True) if n is not None]
    if len(pairs) < max(FEWEST, ALIKE * len(anchors)):
        return None
    return Cycle(tuple(opener for opener, _ in pairs), tuple(anchor for _, anchor in pairs), key)


def _key(lines: Sequence[Line], stretches: Sequence[range]) -> Key | None:
    """The key of the lines that open records: of those behind the widest break of each stretch, the most common."""
    votes: dict[Key, int] = defaultdict(int)
    for stretch in stretches[1:]:
        widest = max(lines[n].gap for n in stretch)
        fitting = [n for n in stretch if lines[n].gap == widest and lines[n].form in _OPENING]
        for key in {lines[n].key for n in fitting}:
            votes[key] += 1
    best = max(votes, key=lambda key: (votes[key], _likely(key)), default=None)
    return best if best and votes[best] >= LEAST_SHARE * len(stretches) else None


def _likely(key: Key) -> int:
    """How likely lines of a key begin records where no break says it."""
    form, fact, is_numbered = key
    ranks = (form is Form.HEADING, is_numbered, fact is Fact.TITLE, form is Form.SHORT)
    return next((len(ranks) - n for n, fits in enumerate(ranks) if fits), 0)


def _is_weak(line: Line) -> bool:
    return line.gap < RULE_GAP and line.form in (Form.SHORT, Form.AUTHORS) and not line.is_numbered


def _opener(lines: Sequence[Line], stretch: range, key: Key) -> int | None:
    """The line of a stretch that opens the record: of the key, behind the widest break, the last of several."""
    if fitting := [n for n in stretch if lines[n].key == key]:
        return max(fitting, key=lambda n: (lines[n].gap, n))
    # A title may look like names, or be as long as a text: then its break alone says what it is.
    widest = max(lines[n].gap for n in stretch)
    found = [n for n in stretch if lines[n].gap == widest]
    return found[0] if len(found) == 1 else None

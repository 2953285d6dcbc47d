"""Finds the records of a document, if it is made of records: roles of its blocks, and facts of each record."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.core.values.document import Block
from reader.split.candidates.records.cycles import FEWEST, Cycle, find_cycles
from reader.split.candidates.records.facts import Facts, facts_of
from reader.split.candidates.records.lines import RULE_GAP, Form, Line, lines_of
from reader.split.candidates.records.roles import RecordRole, roles_of
from reader.split.signs.field_labels import Fact

# Of the records found, so many must have a title; so many must state something besides.
TITLED = 0.8
STATED = 0.7
# The share of their blocks that may be short lines of which nothing is known.
STRANGE = 0.3
# The least share of a document's words that its records hold.
COVERED = 0.5
# What records are worth at most: titled and stated, covering all, all beginning alike.
MOST_WORTH = 3.0
# Nothing that is longer is a newsletter of records.
MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a document: the role of each block (None before the first record), and facts by first block."""

    roles: tuple[RecordRole | None, ...]
    facts: dict[int, Facts]
    worth: float

    @property
    def confidence(self) -> float:
        """How sure the split is (0 to 1)."""
        return min(1.0, self.worth / MOST_WORTH)


def find_records(blocks: Sequence[Block]) -> Records | None:
    """The records that a document is made of; None if it is not."""
    if not 2 * FEWEST <= len(blocks) <= MOST_BLOCKS:
        return None
    lines = lines_of(blocks)
    found = [records for cycle in find_cycles(lines) if (records := _records(blocks, lines, cycle))]
    return max(found, key=lambda records: records.worth, default=None)


def _records(blocks: Sequence[Block], lines: Sequence[Line], cycle: Cycle) -> Records | None:
    roles = roles_of(lines, cycle)
    ends = [*cycle.openers[1:], len(lines)]
    each = [
        {n: role for n in range(start, end) if (role := roles[n]) not in (RecordRole.NOTE, RecordRole.HEADING)}
        for start, end in zip(cycle.openers, ends, strict=True)
    ]
    count = len(each)
    titled = sum(list(record.values()).count(RecordRole.TITLE) == 1 for record in each)
    stated = sum(_states(lines, list(record)) for record in each)
    words = [len(block.text) for block in blocks]
    covered = sum(words[n] for record in each for n in record) / max(1, sum(words))
    strange = sum(_is_strange(lines[n], role) for record in each for n, role in record.items())
    if titled < TITLED * count or stated < STATED * count or covered < COVERED:
        return None
    if strange > STRANGE * sum(map(len, each)) or _may_end_with_titles(lines, cycle):
        return None
    texts = [block.text for block in blocks]
    firsts = [min(record) for record in each if record]
    facts = dict(zip(firsts, facts_of(lines, texts, [record for record in each if record]), strict=True))
    worth = (titled + stated) / (2 * count) + covered + _evenness(lines, cycle)
    return Records(tuple(roles.get(n) for n in range(len(blocks))), facts, worth)


def _states(lines: Sequence[Line], record: Sequence[int]) -> bool:
    """Whether a record states two facts and more besides its title, of which one is more than an address."""
    facts = {lines[n].fact or lines[n].form for n in record if lines[n].form not in (Form.SHORT, Form.LONG)}
    facts -= {Fact.TITLE, Form.HEADING, Form.SEPARATOR}
    return len(facts) >= 2 and bool(facts - {Fact.ADDRESS, Form.LINKS, Fact.COMMENT})


def _may_end_with_titles(lines: Sequence[Line], cycle: Cycle) -> bool:
    """Whether a text stands over the first record and none in the last: then titles may stand below their texts."""
    first, last = cycle.openers[0], cycle.openers[-1]
    if not first or lines[first - 1].form is not Form.LONG or lines[first].gap >= RULE_GAP:
        return False
    return not any(line.form is Form.LONG for line in lines[last:])


def _is_strange(line: Line, role: RecordRole) -> bool:
    """Whether a line is set among the fields only because it is short."""
    return role is RecordRole.EXTRA and line.form is Form.SHORT and not line.value.startswith("(")


def _evenness(lines: Sequence[Line], cycle: Cycle) -> float:
    """The share of records that begin with the cycle's own line."""
    return sum(lines[n].key == cycle.key for n in cycle.openers) / len(cycle.openers)

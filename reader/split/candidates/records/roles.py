"""Gives each block of a record its role: title, fields, abstract, marker; and what follows the record its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from reader.split.candidates.records.cycles import Cycle
from reader.split.candidates.records.lines import RULE_GAP, TITLE_WORDS, Form, Line
from reader.split.signs.field_labels import Fact

# Words of the longest heading between records.
_HEADING_WORDS = 9
# The fewest words of a text that is one though no long text stands in its record.
_TEXT_WORDS = 6
_FOOTERS = ("copyright", "©", "[article in", "comment in", "erratum in", "update of")


class RecordRole(StrEnum):
    """The role of a block in the issue; the values are the names of the states of the layout of records."""

    TITLE = "title"
    EXTRA = "extra"
    ABSTRACT = "abstract"
    TEXT = "text"
    MARKER = "marker"
    HEADING = "heading"
    NOTE = "note"


def roles_of(lines: Sequence[Line], cycle: Cycle) -> dict[int, RecordRole]:
    """The role of each block from the first record on; the blocks before it have none."""
    found = _before(lines, cycle)
    ends = [*cycle.openers[1:], len(lines)]
    last_keys = Counter(lines[end - 1].key for end in ends[:-1])
    usual_end = last_keys.most_common(1)[0][0]
    known = _known(lines)
    for opener, anchor, end in zip(cycle.openers, cycle.anchors, ends, strict=True):
        stop = _stop(lines, anchor, end, is_last=end == len(lines), usual_end=usual_end)
        found |= _record(lines, opener, stop, known, by_names=cycle.key[0] is Form.AUTHORS)
        found |= _between(lines, stop, end)
    return found


def _before(lines: Sequence[Line], cycle: Cycle) -> dict[int, RecordRole]:
    """The heading over the first record, if it looks like one."""
    opener = cycle.openers[0]
    above = next((n for n in range(opener - 1, 0, -1) if lines[n].form is not Form.RULER), 0)
    return {above: RecordRole.HEADING} if above and _parts(lines, above) else {}


def _known(lines: Sequence[Line]) -> frozenset[Fact]:
    """The facts that fields state more than once: a label that stands once may begin any sentence."""
    counts = Counter(line.fact for line in lines if line.fact)
    return frozenset(fact for fact, count in counts.items() if count > 1)


def _stop(lines: Sequence[Line], anchor: int, end: int, *, is_last: bool, usual_end: tuple[object, ...]) -> int:
    """The block behind the last one of a record: rulers, headings and the foot of the issue are no part of it."""
    stop = end
    while stop > anchor + 1 and _parts(lines, stop - 1):
        stop -= 1
    if stop == end and end - 1 > anchor and _is_name(lines[end - 1]) and lines[end - 2].key == usual_end:
        stop = end - 1
    if is_last:
        # Behind the last record stands the foot: it begins at a ruler, or behind the line that ends records.
        ruled = (n for n in range(anchor + 1, stop) if lines[n].gap >= RULE_GAP or lines[n].form is Form.RULER)
        stop = next(ruled, stop)
        if usual_end[0] not in (Form.SHORT, Form.LONG):
            ends = [n for n in range(anchor, stop) if lines[n].key == usual_end]
            stop = ends[-1] + 1 if ends else stop
    return stop


def _parts(lines: Sequence[Line], number: int) -> bool:
    """Whether a block at the end of a record parts it from the next: a ruler, or a name that rulers set off."""
    line = lines[number]
    if line.form is Form.RULER:
        return True
    return _is_name(line) and (line.form is Form.HEADING or line.gap >= RULE_GAP)


def _is_name(line: Line) -> bool:
    words = line.value.split()
    is_short = line.form in (Form.SHORT, Form.HEADING) and len(words) <= _HEADING_WORDS
    return is_short and not line.value.endswith((".", ",", ";", ":"))


def _between(lines: Sequence[Line], start: int, end: int) -> dict[int, RecordRole]:
    """The roles of blocks between records: the last name is a heading, all else is set aside."""
    names = [n for n in range(start, end) if _is_name(lines[n])] if end < len(lines) else []
    return {n: RecordRole.HEADING if names and n == names[-1] else RecordRole.NOTE for n in range(start, end)}


def _record(
    lines: Sequence[Line], start: int, stop: int, known: frozenset[Fact], *, by_names: bool
) -> dict[int, RecordRole]:
    numbers = range(start, stop)
    title = title_of(lines, start, stop, by_names=by_names)
    roles: dict[int, RecordRole] = {}
    has_long = any(lines[n].form is Form.LONG and n != title for n in numbers)
    is_labelled = title is not None and lines[title].fact is Fact.TITLE
    before: RecordRole | None = None
    for n in numbers:
        if n == title:
            role = RecordRole.TITLE
        elif is_labelled and _ends_head(lines, n, title, roles):
            role = RecordRole.TEXT if lines[n].fact not in known else _field(lines[n])
        else:
            role = _role(lines, n, before, has_long=has_long, known=known)
        roles[n] = before = role
    return roles


def title_of(lines: Sequence[Line], start: int, stop: int, *, by_names: bool) -> int | None:
    """The block that is a record's title: the labelled one, or the first that is neither cited nor identified."""
    labelled = [n for n in range(start, stop) if lines[n].fact is Fact.TITLE and lines[n].value]
    if labelled:
        return labelled[0]
    if (
        not by_names
        and lines[start].form in (Form.AUTHORS, Form.LONG)
        and len(lines[start].value.split()) <= TITLE_WORDS
    ):
        return start
    shorts = [n for n in range(start, stop) if lines[n].form in (Form.SHORT, Form.HEADING)]
    names = [n for n in range(start, stop) if lines[n].form is Form.AUTHORS]
    # Two lines of names: the first is a title that lists things.
    if not by_names and len(names) > 1 and names[1] == names[0] + 1 and (not shorts or shorts[0] > names[0]):
        return names[0]
    # A citation may begin with the title.
    cited = [n for n in range(start, stop) if lines[n].form is Form.CITATION]
    return next(iter([*shorts, *(n for n in cited if len(lines[n].value.split()) >= _TEXT_WORDS)]), None)


def _ends_head(lines: Sequence[Line], number: int, title: int | None, roles: Mapping[int, RecordRole]) -> bool:
    """Whether a block is of the text below a labelled head: the fields are over, or it is none."""
    line = lines[number]
    if title is None or number < title or line.form in (Form.SEPARATOR, Form.RULER):
        return False
    is_plain = line.form not in (Form.FIELD, Form.IDENTIFIER, Form.LINKS)
    return is_plain or roles.get(number - 1) is RecordRole.TEXT


def _role(
    lines: Sequence[Line], number: int, before: RecordRole | None, *, has_long: bool, known: frozenset[Fact]
) -> RecordRole:
    line = lines[number]
    if line.form is Form.FIELD:
        return _field(line) if line.fact in known or line.fact is Fact.COMMENT else RecordRole.TEXT
    if line.form is Form.RULER:
        return RecordRole.NOTE
    if line.form in (Form.LINKS, Form.SEPARATOR):
        return RecordRole.MARKER
    if line.form in (Form.IDENTIFIER, Form.CITATION, Form.AUTHORS):
        return RecordRole.EXTRA
    if line.value.casefold().startswith(_FOOTERS) or _goes_on_with_extra(lines, number, before):
        return RecordRole.EXTRA
    if line.form is Form.LONG or before in (RecordRole.TEXT, RecordRole.ABSTRACT):
        return RecordRole.TEXT
    is_text = not has_long and len(line.value.split()) >= _TEXT_WORDS
    return RecordRole.TEXT if is_text or _is_marked(lines, number) else RecordRole.EXTRA


def _goes_on_with_extra(lines: Sequence[Line], number: int, before: RecordRole | None) -> bool:
    """Whether a block is of the list below a label without a value ("Author information:")."""
    return before is RecordRole.EXTRA and not lines[number].gap and lines[number].value.startswith("(")


def _is_marked(lines: Sequence[Line], number: int) -> bool:
    """Whether a label alone above a block says that it is the abstract."""
    above = lines[number - 1] if number else None
    return above is not None and above.fact is Fact.ABSTRACT and not above.value


def _field(line: Line) -> RecordRole:
    if line.fact is Fact.ABSTRACT:
        return RecordRole.ABSTRACT if line.value else RecordRole.MARKER
    return RecordRole.EXTRA if line.value or line.fact is not Fact.ADDRESS else RecordRole.MARKER

"""The layout of records: one state per role; what is no record keeps what it is in another reading."""

from collections.abc import Sequence

from reader.split.candidates.records.miner import Records
from reader.split.candidates.records.roles import RecordRole
from reader.split.model.decode import Reading
from reader.split.model.layouts import Cut, Field, Layout, State
from reader.split.signs.vocabulary import Sign

_FIRST = " first"
_ROLES: dict[str, tuple[Field, Cut]] = {
    RecordRole.TITLE: (Field.ITEM_TITLE, Cut.VALUE),
    RecordRole.EXTRA: (Field.EXTRA, Cut.WHOLE),
    RecordRole.ABSTRACT: (Field.BODY, Cut.VALUE),
    RecordRole.TEXT: (Field.BODY, Cut.WHOLE),
    RecordRole.MARKER: (Field.MARKER, Cut.WHOLE),
}
_OTHERS: dict[str, Field] = {
    RecordRole.HEADING: Field.HEADING,
    RecordRole.NOTE: Field.NOTE,
    "issue title": Field.TITLE,
    "subtitle": Field.SUBTITLE,
    "intro": Field.INTRO,
    "outro": Field.OUTRO,
}
_NAMES = (*_ROLES, *(name + _FIRST for name in _ROLES), *_OTHERS)
_MOVES = dict.fromkeys(_NAMES, 0.0)

RECORDS = Layout(
    "records",
    _MOVES,
    {
        **{name: State(field, {}, _MOVES, cut=cut) for name, (field, cut) in _ROLES.items()},
        **{name + _FIRST: State(field, {}, _MOVES, opens=True, cut=cut) for name, (field, cut) in _ROLES.items()},
        **{name: State(field, {}, _MOVES) for name, field in _OTHERS.items()},
    },
)
_HEAD: dict[Field, str] = {field: name for name, field in _OTHERS.items() if field not in (Field.HEADING, Field.NOTE)}


def read_records(records: Records, signs: Sequence[frozenset[Sign]], other: Reading, *, has_title: bool) -> Reading:
    """The reading that the records make; the head of the issue is as ``other`` has it.

    ``has_title``: the format states the issue's title, so that only a line that says the same is one.
    """
    head = [other.layout.states[name].field for name in other.states]
    states: list[str] = []
    for number, role in enumerate(records.roles):
        if role is None:
            name = _HEAD.get(head[number], RecordRole.NOTE) if number < len(head) else RecordRole.NOTE
            is_title = name != "issue title" or not has_title or Sign.IS_TITLE in signs[number]
            states.append(name if is_title else RecordRole.NOTE)
        else:
            states.append(role + _FIRST if number in records.facts else role)
    return Reading(RECORDS, signs, tuple(states), other.score)

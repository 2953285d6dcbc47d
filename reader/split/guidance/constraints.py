"""Reads a corrected document again: what corrections say is fixed, and as little as possible of the rest may move.

Blocks of items that no correction touches keep their states. In an item that one touches, only the blocks
behind the corrected one may be read anew, and they keep their states unless their neighbours speak against it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reader.core.revision.corrections import Act
from reader.core.values.document import Block, Tag
from reader.split.guidance.steer import Hint, fits, steer, widened
from reader.split.items.drafts import ROLES
from reader.split.items.wanted import Wanted
from reader.split.model.decode import Reading
from reader.split.model.layouts import Cut, Field, State
from reader.split.signs.vocabulary import Sign

# What speaks for a block of a touched item to stay what it was.
_ANCHOR = 3.0


def constrain(reading: Reading, blocks: Sequence[Block], wanted: Mapping[int, Wanted]) -> Reading:
    """The reading that obeys what is wanted of its blocks, in the same layout."""
    layout = widened(reading.layout)
    states = [layout.states[name] for name in reading.states]
    hints = [Hint(frozenset({name})) for name in reading.states]
    places = _places(states)
    for number, one in wanted.items():
        for other, is_anchored in _loosened(number, one, states, places):
            hints[other] = _loose(layout.states, reading.states[other], is_anchored)
    for number, one in wanted.items():
        hints[number] = replace(hints[number], allowed=_allowed(layout.states, reading, number, one, blocks[number]))
        after = number + 1
        is_cut = one.nature is Act.HEADING or (one.nature is Act.BOILERPLATE and places[number] == number)
        # What is left of an item that lost its beginning is an item: it runs on into no other, and is not set aside.
        if is_cut and after < len(states) and after not in wanted and 0 <= places[number] == places[after]:
            is_last = after + 1 == len(states) or places[after + 1] != places[number]
            field = states[after].field if is_last or one.nature is Act.BOILERPLATE else None
            is_intro = one.nature is Act.HEADING and is_last and not blocks[after].links and after + 1 < len(states)
            intros = _intros(layout.states) if is_intro and states[after + 1].opens else frozenset()
            hints[after] = replace(hints[after], allowed=_openers(layout.states, field) | intros)
    return steer(layout, reading.signs, hints)


def _openers(states: Mapping[str, State], field: Field | None) -> frozenset[str]:
    """The states that open items, those with texts if the block was one."""
    return frozenset(
        name
        for name, state in states.items()
        if state.opens and state.field in ROLES and (field is not Field.BODY or state.field is field)
    )


def _intros(states: Mapping[str, State]) -> frozenset[str]:
    """The states of what introduces a section."""
    return frozenset(name for name, state in states.items() if state.field is Field.SECTION_INTRO)


def _places(states: Sequence[State]) -> list[int]:
    """The number of the block that opens the item each block is in; -1 outside of items."""
    places, item = [], -1
    for number, state in enumerate(states):
        if state.field is Field.HEADING:
            item = -1
        elif state.field in ROLES and (state.opens or item < 0):
            item = number
        places.append(item if state.field in ROLES else -1)
    return places


def _loosened(number: int, one: Wanted, states: Sequence[State], places: Sequence[int]) -> Iterable[tuple[int, bool]]:
    """The blocks behind a corrected one that may be read anew, and whether they rather stay what they are."""
    item, begins = places[number], one.begins
    is_heading, is_gone = one.nature is Act.HEADING, one.nature is Act.BOILERPLATE and places[number] == number
    if item >= 0:
        if (begins and not states[number].opens) or is_heading or is_gone or one.nature is Act.KICKER:
            for other in range(number + 1, len(states)):
                if places[other] not in (item, -1) or states[other].field is Field.HEADING:
                    return
                if places[other] == item:
                    # What stands below a line that is over a title may well be the title.
                    yield other, not is_heading and not (one.nature is Act.KICKER and other == number + 1)
    elif begins:
        first = number + 1
        if states[number].field is Field.HEADING and first < len(states) and states[first].opens:
            # The text under what was no heading but a title; a title of its own stays one.
            if states[first].field is Field.BODY:
                yield first, False
            return
        for other in range(first, len(states)):
            if places[other] >= 0 or states[other].field is Field.HEADING:
                return
            yield other, True


def _loose(states: Mapping[str, State], name: str, is_anchored: bool) -> Hint:
    before = states[name]
    same = {n: _ANCHOR for n, state in states.items() if (state.field, state.opens) == (before.field, before.opens)}
    return Hint(prefers=same if is_anchored else {})


def _allowed(states: Mapping[str, State], reading: Reading, number: int, one: Wanted, block: Block) -> frozenset[str]:
    before = states[reading.states[number]]
    acts = list(one.acts)
    # To say that it is text says nothing of the border before it.
    if one.nature is Act.BODY and one.border is None:
        acts.append(Act.SPLIT if before.opens else Act.JOIN)
    if one.is_sponsored and before.field not in ROLES and one.border is None and one.nature is None:
        acts.append(Act.SPLIT)
    cuts = _cuts(reading.signs[number], block)
    # What is joined is text: it was not to go on as a byline or the like.
    is_extra = one.border is Act.JOIN and before.field is Field.EXTRA
    if not acts or (
        not is_extra
        and all(fits(reading.states[number], before, act) for act in acts)
        and (one.nature is not Act.TITLE or before.cut in cuts)
    ):
        return frozenset({reading.states[number]})
    # What was in no item and goes on with what stands before needs no item.
    if acts == [Act.JOIN] and before.field not in (*ROLES, Field.HEADING):
        return frozenset({reading.states[number]})
    found = {name for name, state in states.items() if all(fits(name, state, act) for act in acts)}
    if one.nature is Act.TITLE:
        found = {name for name in found if states[name].cut in cuts}
    if one.border is Act.JOIN and before.field is not Field.MARKER:
        found = {name for name in found if states[name].field is Field.BODY}
    return frozenset(found)


def _cuts(signs: frozenset[Sign], block: Block) -> frozenset[Cut]:
    """The ways to cut a title out of a block: at its leading stretch where it has one."""
    cuts = {Cut.LEAD} if Sign.LEAD in signs else {Cut.LEAD, Cut.WHOLE} if Sign.COVERED in signs else {Cut.WHOLE}
    return frozenset(cuts | ({Cut.ROW} if block.tag is Tag.ROW else set()))

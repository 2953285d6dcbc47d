"""The layout of candidates: a candidate says which blocks open items and sections, the signs tell what the rest is."""

from collections.abc import Mapping, Sequence

from reader.split.model.decode import Reading
from reader.split.model.head_weights import NOTICES
from reader.split.model.layouts import Cut, Field, Layout, State, Weights
from reader.split.model.shared_states import family
from reader.split.signs.vocabulary import Sign

# No sign but the candidate's own makes an opener, and few speak against one.
_NEVER, _SAID = -20.0, 30.0
_AGAINST: Weights = {**NOTICES, Sign.NOTICE: -14.0, Sign.SUBTITLE_LINE: -14.0, Sign.IS_TITLE: -6.0}
_AFTER_TITLE = {"body": 0.5, "byline": 0.2, "url": 0.2, "end": 0.0, "mark": 0.3, "sub": -1.0}
_OPENERS = ("item", "lead", "row", "text")
_NEXT = dict.fromkeys(_OPENERS, 0.0)


def _opener(said: Sign, field: Field, cut: Cut = Cut.WHOLE) -> State:
    moves = {**_AFTER_TITLE, **_NEXT, "heading": -0.3, "group": -1.0, "note": -0.5, "sponsor": 0.0}
    return State(field, {**_AGAINST, Sign.ANY: _NEVER, said: _SAID}, moves, opens=True, cut=cut)


FORMED: Layout = family(
    "formed",
    {
        "item": _opener(Sign.OPENS_TITLED, Field.ITEM_TITLE),
        "lead": _opener(Sign.OPENS_LEAD, Field.ITEM_TITLE, Cut.LEAD),
        "row": _opener(Sign.OPENS_ROW, Field.ITEM_TITLE, Cut.ROW),
        "text": _opener(Sign.OPENS_UNTITLED, Field.BODY),
    },
    after_heading=_NEXT,
    after_body=_NEXT,
    heading={Sign.ANY: _NEVER, Sign.OPENS_SECTION: _SAID, Sign.NOTICE: -14.0},
)

_GUESSED = {
    Sign.OPENS_TITLED: "item",
    Sign.OPENS_LEAD: "lead",
    Sign.OPENS_ROW: "row",
    Sign.OPENS_UNTITLED: "text",
    Sign.OPENS_SECTION: "heading",
}
_NOTES = frozenset((Sign.NOTICE, Sign.NAV_RUN, Sign.FOOTER, Sign.AFTER_FOOTER, Sign.RULER))


def guess_states(signs: Sequence[frozenset[Sign]], opens: Mapping[int, Sign]) -> Reading:
    """The rough reading of a candidate, without decoding: openers as it says, and texts between them."""
    states = []
    after = "intro"
    for number, own in enumerate(signs):
        said = opens.get(number)
        if said:
            state = _GUESSED[said]
            after = "section_intro" if state == "heading" else "body"
        else:
            state = "note" if own & _NOTES else "title" if Sign.IS_TITLE in own else after
        states.append(state)
    return Reading(FORMED, signs, tuple(states), 0.0)

"""Decodes a document with hints: states that blocks must be in, and weights for states that they may be in.

A layout is widened for it by states of its own ("given …"), so that whatever is wanted can be had in any layout; moves
that its grammar lacks cost much, and are possible only beside a block that something is said of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reader.core.revision.corrections import Act
from reader.split.items.drafts import ROLES
from reader.split.model.decode import NEVER, Reading, add_up, ready, trace
from reader.split.model.layouts import ITEM_TITLE, Cut, Field, Layout, Moves, State, Weights
from reader.split.model.shared_states import BYLINE
from reader.split.signs.vocabulary import Sign

# What a move costs that a layout's grammar does not have.
UNUSUAL = 6.0
_GIVEN = "given "
# States for one act alone; and those of blocks that nothing is said of, beside titles that stand below their texts.
_ALONE = {"given kicker": Act.KICKER, "given title below": Act.TITLE_BELOW}
_AROUND = frozenset({"given first", "given credit"})
# Authors, a date, an address: what may stand below a title that is itself below its text.
_CREDIT: Weights = {**BYLINE, Sign.ANY: -1.0, Sign.URL: 4.0, Sign.OWN_URL: 4.0}
_TEXT: Weights = {
    Sign.ANY: -1.0,
    Sign.W1: -2.5,
    Sign.W3: -2.0,
    Sign.W6: -0.6,
    Sign.W10: 0.5,
    Sign.W15: 0.8,
    Sign.W21: 1.5,
    Sign.W41: 1.5,
    Sign.W81: 1.5,
    Sign.STOP: 1.5,
    Sign.SENTENCES: 0.5,
    Sign.BARE: -1.0,
    Sign.TITLE_CASE: -1.5,
}


@dataclass(frozen=True, slots=True)
class Hint:
    """Steers one block: the names of the states that are allowed (None: any), and how much speaks for each act."""

    allowed: frozenset[str] | None = None
    adds: Mapping[Act, float] = field(default_factory=dict)
    prefers: Mapping[str, float] = field(default_factory=dict)


NOTHING = Hint()


def fits(name: str, state: State, act: Act) -> bool:
    """Whether a block in a state fits an act."""
    if name in _ALONE or act in _ALONE.values():
        return _ALONE.get(name) is act
    if act is Act.TITLE:
        return state.opens and state.field is Field.ITEM_TITLE
    if act is Act.SPLIT:
        return state.opens and state.field in ROLES
    if act is Act.JOIN:
        return not state.opens and state.field in ROLES
    wanted = {Act.HEADING: Field.HEADING, Act.BODY: Field.BODY, Act.BOILERPLATE: Field.NOTE}
    return state.field is wanted.get(act)


_WIDE: dict[int, tuple[Layout, Layout]] = {}


def widened(layout: Layout) -> Layout:
    """The layout with a state for all that can be wanted of a block; made once, and only once wider."""
    if "given more" in layout.states:
        return layout
    found = _WIDE.get(id(layout))
    if found is None or found[0] is not layout:
        found = _WIDE[id(layout)] = (layout, _widen(layout))
    return found[1]


# Where the states may follow that no layout has; headings and texts each have one more.
_BEHIND = {"given kicker": 0.0}
_MORE_BEHIND = {Field.HEADING: {"given first": 0.0}, Field.BODY: {"given title below": 0.0}}


def _widen(layout: Layout) -> Layout:
    opening = {**_moves(layout, opens=True), "given more": 0.0}
    openers = {n: 0.0 for n, s in layout.states.items() if s.opens and s.field in (Field.ITEM_TITLE, Field.BODY)}
    under_kicker = {**{name: weight - 2.0 for name, weight in opening.items()}, "given title": 0.0, **openers}
    headings = {name: 0.0 for name, state in layout.states.items() if state.field is Field.HEADING}
    next_item = {"given first": 0.0, "given credit": 0.0, **headings}
    begin = {**layout.start, "given title": 0.0, "given text": -1.0}
    given = {
        "given heading": State(Field.HEADING, {Sign.ANY: -1.0}, _moves(layout, kind=Field.HEADING) or begin),
        "given note": State(Field.NOTE, {Sign.ANY: -1.0}, _moves(layout, kind=Field.NOTE) or begin),
        "given title": State(Field.ITEM_TITLE, {**ITEM_TITLE, Sign.ANY: -4.0}, opening, opens=True),
        "given lead": State(Field.ITEM_TITLE, {Sign.ANY: -4.0}, opening, opens=True, cut=Cut.LEAD),
        "given text": State(Field.BODY, _TEXT, opening, opens=True),
        "given more": State(Field.BODY, {Sign.ANY: -1.0}, _moves(layout, kind=Field.BODY) or opening),
        "given kicker": State(Field.MARKER, {Sign.ANY: -1.0}, under_kicker, opens=True),
        "given title below": State(Field.ITEM_TITLE, {Sign.ANY: -1.0}, next_item),
        "given credit": State(Field.MARKER, _CREDIT, next_item),
        "given first": State(Field.BODY, _TEXT, {**opening, "given title below": 0.0}, opens=True),
    }
    states = {
        name: replace(state, moves={**state.moves, **_BEHIND, **_MORE_BEHIND.get(state.field, {})})
        for name, state in layout.states.items()
    }
    return replace(layout, states={**states, **given})


def _moves(layout: Layout, *, opens: bool = False, kind: Field | None = None) -> Moves:
    """The moves of the first state of a field, or of the first one that opens items."""
    for state in layout.states.values():
        if state.field in ROLES and state.opens == opens and kind in (None, state.field):
            return state.moves
        if kind is state.field and kind not in ROLES:
            return state.moves
    return {}


def steer(layout: Layout, signs: Sequence[frozenset[Sign]], hints: Sequence[Hint]) -> Reading:
    """Read a document in a layout as ``decode`` does, obeying what is said of its blocks (one hint each)."""
    layout = widened(layout)
    tables = ready(layout)
    gains = _Gains(layout, any(_has_title_below(hint) for hint in hints))
    scores = [layout.start.get(name, NEVER if hints[0] is NOTHING else -UNUSUAL) for name in tables.names]
    scores = [a + b + c for a, b, c in zip(scores, add_up(tables, signs[0]), gains.of(hints[0]), strict=True)]
    paths: list[list[int]] = []
    before = hints[0]
    for found, hint in zip(signs[1:], hints[1:], strict=True):
        weights = [a + b for a, b in zip(add_up(tables, found), gains.of(hint), strict=True)]
        any_from = NEVER
        origin = 0
        if hint is not NOTHING or before is not NOTHING:
            origin = max(range(len(scores)), key=scores.__getitem__)
            any_from = scores[origin] - UNUSUAL
        scores, came = _step(scores, tables.comes_from, weights, any_from, origin)
        paths.append(came)
        before = hint
    return trace(layout, signs, scores, paths)


def _has_title_below(hint: Hint) -> bool:
    return Act.TITLE_BELOW in hint.adds or hint.allowed == frozenset({"given title below"})


def _step(
    scores: list[float],
    comes_from: list[list[tuple[int, float]]],
    weights: list[float],
    top_any: float,
    any_origin: int,
) -> tuple[list[float], list[int]]:
    best: list[float] = []
    came: list[int] = []
    for sources, weight in zip(comes_from, weights, strict=True):
        top, origin = top_any, any_origin
        if weight > NEVER:
            for source, move in sources:
                score = scores[source] + move
                if score > top:
                    top, origin = score, source
        best.append(top + weight)
        came.append(origin)
    return best, came


class _Gains:
    """The weights that hints add to the states of a layout; each kind of hint is worked out once."""

    def __init__(self, layout: Layout, has_titles_below: bool) -> None:
        self._states = tuple(layout.states.items())
        self._free = _AROUND if has_titles_below else frozenset()
        self._plain = [0.0 if self._is_free(name) else NEVER for name, _ in self._states]
        self._known: dict[object, list[float]] = {}

    def _is_free(self, name: str) -> bool:
        """Whether a block that nothing is said of may be in a state."""
        return not name.startswith(_GIVEN) or name in self._free

    def of(self, hint: Hint) -> list[float]:
        """The gain of each state."""
        if hint is NOTHING:
            return self._plain
        key = (hint.allowed, tuple(hint.adds.items()), tuple(hint.prefers.items()))
        if key not in self._known:
            self._known[key] = [self._gain(name, state, hint) for name, state in self._states]
        return self._known[key]

    def _gain(self, name: str, state: State, hint: Hint) -> float:
        found = [weight for act, weight in hint.adds.items() if fits(name, state, act)]
        if hint.allowed is not None:
            is_possible = name in hint.allowed
        else:
            is_possible = self._is_free(name) or (name not in _AROUND and sum(found) > 0)
        return sum(found) + hint.prefers.get(name, 0.0) if is_possible else NEVER

"""Viterbi: the likeliest sequence of states for a block stream in one layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.split.model.layouts import Layout
from reader.split.signs.vocabulary import Sign

NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read in one layout: each block's signs and state, and the score per block."""

    layout: Layout
    signs: Sequence[frozenset[Sign]]
    states: tuple[str, ...]
    score: float

    @property
    def has_items(self) -> bool:
        """Whether any block opens an item."""
        return any(self.layout.states[name].opens for name in self.states)

    @property
    def openings(self) -> frozenset[int]:
        """The numbers of the blocks that open items."""
        opens = {name for name, state in self.layout.states.items() if state.opens}
        return frozenset(number for number, name in enumerate(self.states) if name in opens)


class Tables(NamedTuple):
    """A layout made ready: its names, where each state is come from, and what each sign adds to which state."""

    layout: Layout
    names: tuple[str, ...]
    comes_from: list[list[tuple[int, float]]]
    adds: dict[Sign, list[tuple[int, float]]]


_READY: dict[int, Tables] = {}


def ready(layout: Layout) -> Tables:
    """A layout made ready, once."""
    found = _READY.get(id(layout))
    if found is None or found.layout is not layout:
        names = tuple(layout.states)
        index = {name: number for number, name in enumerate(names)}
        comes_from: list[list[tuple[int, float]]] = [[] for _ in names]
        adds: dict[Sign, list[tuple[int, float]]] = {}
        for name, state in layout.states.items():
            for target, weight in state.moves.items():
                comes_from[index[target]].append((index[name], weight))
            for sign, weight in state.weights.items():
                if weight:
                    adds.setdefault(sign, []).append((index[name], weight))
        found = _READY[id(layout)] = Tables(layout, names, comes_from, adds)
    return found


def decode(layout: Layout, signs: Sequence[frozenset[Sign]]) -> Reading:
    """Read a document (its blocks' signs) in a layout. Time grows with blocks times moves."""
    tables = ready(layout)
    scores = [layout.start.get(name, NEVER) for name in tables.names]
    scores = [score + weight for score, weight in zip(scores, add_up(tables, signs[0]), strict=True)]
    paths: list[list[int]] = []
    for found in signs[1:]:
        scores, came = _step(scores, tables.comes_from, add_up(tables, found))
        paths.append(came)
    return trace(layout, signs, scores, paths)


def add_up(tables: Tables, signs: frozenset[Sign]) -> list[float]:
    """The weight that a block's signs give to each state."""
    weights = [0.0] * len(tables.names)
    for sign in signs & tables.adds.keys():
        for number, weight in tables.adds[sign]:
            weights[number] += weight
    return weights


def _step(
    scores: list[float], comes_from: list[list[tuple[int, float]]], weights: list[float]
) -> tuple[list[float], list[int]]:
    best: list[float] = []
    came: list[int] = []
    for sources, weight in zip(comes_from, weights, strict=True):
        top, origin = NEVER, 0
        for source, move in sources:
            score = scores[source] + move
            if score > top:
                top, origin = score, source
        best.append(top + weight)
        came.append(origin)
    return best, came


def trace(layout: Layout, signs: Sequence[frozenset[Sign]], scores: list[float], paths: list[list[int]]) -> Reading:
    """The likeliest way back, from the scores of the last block and where each block's states were come from."""
    names = list(layout.states)
    last = max(range(len(names)), key=lambda number: scores[number])
    order = [last]
    for came in reversed(paths):
        order.append(came[order[-1]])
    states = tuple(names[number] for number in reversed(order))
    return Reading(layout, signs, states, scores[last] / len(states) + layout.bias)

"""Ranks names by a few typed letters, best first.

Each typed word must be found in the name, its letters in order. Letters in a row and at the starts of words
count most, so ``gs`` and ``star pap`` both find “Go to starred papers”.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

_START, _RUN, _FIRST, _GAP = 8, 10, 4, -1

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a name: how good it is, and the places of the letters that were typed."""

    score: int
    places: frozenset[int]


def match_name(typed: str, name: str) -> Match | None:
    """Find the typed words in a name; None if one of them is not in it. Case does not matter."""
    folded = "".join(_fold(letter) for letter in name)
    score, places = 0, set[int]()
    for word in typed.split():
        found = _match_word("".join(_fold(letter) for letter in word), folded)
        if found is None:
            return None
        score += found.score
        places |= found.places
    return Match(score, frozenset(places))


def rank(typed: str, names: Iterable[tuple[T, str]], recent: Sequence[T] = ()) -> list[tuple[T, Match]]:
    """The things whose name matches, best first; what was used lately, then the given order, breaks ties."""
    late = {thing: place for place, thing in enumerate(recent)}
    found = [(thing, match, name) for thing, name in names if (match := match_name(typed, name)) is not None]
    has_words = bool(typed.split())
    found.sort(
        key=lambda hit: (-hit[1].score, late.get(hit[0], len(late)), len(hit[2]) if has_words else 0),
    )
    return [(thing, match) for thing, match, _ in found]


def _fold(letter: str) -> str:
    """Fold case without changing the number of letters, so that places stay right."""
    folded = letter.casefold()
    return folded if len(folded) == 1 else letter


@lru_cache(maxsize=4096)
def _match_word(word: str, name: str) -> Match | None:
    """The best way to find the letters of a word in order: a table over letters and places, best end wins."""
    best: list[dict[int, tuple[int, int]]] = []  # for each letter: place -> (score, place of the letter before)
    for index, letter in enumerate(word):
        row: dict[int, tuple[int, int]] = {}
        for place, other in enumerate(name):
            if other == letter:
                came = _came_from(best[-1], place) if index else (0, -1)
                if came is not None:
                    row[place] = (came[0] + _worth(name, place), came[1])
        if not row:
            return None
        best.append(row)
    return _trace(best)


def _came_from(row: dict[int, tuple[int, int]], place: int) -> tuple[int, int] | None:
    """The best score so far for a letter at this place, and where the letter before it stands."""
    ways = [
        (score + (_RUN if place == before + 1 else _GAP * min(place - before, 6)), before)
        for before, (score, _) in row.items()
        if before < place
    ]
    return max(ways, default=None)


def _worth(name: str, place: int) -> int:
    if place == 0:
        return _START + _FIRST
    return 0 if name[place - 1].isalnum() else _START


def _trace(best: list[dict[int, tuple[int, int]]]) -> Match:
    place = max(best[-1], key=lambda end: (best[-1][end][0], -end))
    score = best[-1][place][0]
    places = []
    for row in reversed(best):
        places.append(place)
        place = row[place][1]
    return Match(score, frozenset(places))

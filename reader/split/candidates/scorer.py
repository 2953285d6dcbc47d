"""Weighs the qualities of readings with weights that were learned from labelled newsletters."""

import json
import math
from collections.abc import Mapping
from functools import cache

from reader.core.paths import resources

_FILE = "splitter.json"


@cache
def weights() -> Mapping[str, float]:
    """The weight of each quality, and what makes a margin a confidence."""
    found: dict[str, float] = json.loads((resources() / _FILE).read_text("utf-8"))
    return found


def score(qualities: Mapping[str, float]) -> float:
    """How good a reading is, in units of evidence. Only differences between readings of one document say anything."""
    table = weights()
    return sum(table.get(name, 0.0) * value for name, value in qualities.items())


def confidence(margin: float) -> float:
    """How sure it is that a reading is right which is better than its best rival by this (0 to 1)."""
    return 1 / (1 + math.exp(-(weights()["margin slope"] * margin + weights()["margin zero"])))

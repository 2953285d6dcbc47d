"""How much of what could be tried is tried: a share by default, all of it with ``./run test --all``."""

import os
from collections.abc import Iterable
from typing import TypeVar

IS_ALL = os.environ.get("READER_TESTS") == "all"
"""Whether every example, seed and walk is tried."""
ONE_OF = 5
"""So many fewer are tried by default."""
FEWEST = 10
"""Random examples that are tried at least: with fewer, hypothesis hardly leaves the simplest."""

Given = TypeVar("Given")


def examples(whole: int, fewest: int = FEWEST) -> int:
    """How many random examples a test tries that tries ``whole`` of them with ``--all``."""
    return whole if IS_ALL else min(whole, max(fewest, whole // ONE_OF))


def some_of(given: Iterable[Given], one_of: int = ONE_OF) -> list[Given]:
    """Every fifth of what is given, beginning with the first; all of it with ``--all``."""
    whole = list(given)
    return whole if IS_ALL else whole[::one_of]

"""Guards the border between Qt and us: an exception that leaves a method which Qt calls can end the program."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def kept_inside(method: Callable[P, T]) -> Callable[P, T | None]:
    """Decorates painting and models' answers: an error is reported like any bug, and Qt is given None."""

    @wraps(method)
    def inside(*args: P.args, **kwargs: P.kwargs) -> T | None:
        try:
            return method(*args, **kwargs)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            return None

    return inside

"""Reads the fields of a JSON object from outside: each has its type, is missing, or is reported in a sentence."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NoReturn

from reader.core.state.copies import LARGEST_ID
from reader.core.text.clean import clean_text
from reader.core.values.errors import DocumentError

_KEY = re.compile(r"[A-Za-z0-9-]{1,64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:\+00:00|Z)")
_MOST = 1 << 31
# Programs that keep numbers as floats take larger ones for others.
_SAFE = 1 << 53


class Fields:
    """One object; ``where`` says which in messages. DocumentError: a field holds what it cannot."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self._values = values
        self.where = where

    def require(self, *names: str) -> None:
        """Raise DocumentError if one of these fields is missing."""
        for name in names:
            if self._values.get(name) is None:
                raise DocumentError(f"{self.where} has no “{name}”: it is not from the reader's export as JSON.")

    def text(self, name: str, clean: Callable[[str], str]) -> str | None:
        """A text, cleaned; None where there is none."""
        value = self._value(name, str, "text")
        return None if value is None else clean(value) or None

    def texts(self, name: str, clean: Callable[[str], str]) -> tuple[str, ...]:
        """Texts, cleaned; those that are empty then are left out."""
        values = self._value(name, list, "a list of texts") or []
        if not all(isinstance(value, str) for value in values):
            self._refuse(name, "a list of texts")
        return tuple(text for value in values if (text := clean(value)))

    def one_of(self, name: str, values: Sequence[str]) -> str | None:
        """One of these texts."""
        value = self.text(name, clean_text)
        if value is not None and value not in values:
            self._refuse(name, f"one of {', '.join(values)}")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false where it is missing."""
        return bool(self._value(name, bool, "true or false"))

    def number(self, name: str) -> int | None:
        """A whole number that no program reads as another."""
        value = self._value(name, int, "a whole number")
        if isinstance(value, bool) or (value is not None and not -_SAFE < value < _SAFE):
            self._refuse(name, "a whole number")
        return None if value is None else int(value)

    def count(self, name: str) -> int:
        """A number from 0 on; 0 where it is missing."""
        value = self.number(name) or 0
        if not 0 <= value < _MOST:
            self._refuse(name, "a number from 0 on")
        return value

    def id(self, name: str) -> int | None:
        """An id that can be kept; None where it cannot."""
        value = self.number(name)
        return value if value is not None and 0 < value <= LARGEST_ID else None

    def share(self, name: str) -> float:
        """A number from 0 to 1; 1 where it is missing."""
        value = self._values.get(name)
        if value is None:
            return 1.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1 or math.isnan(value):
            self._refuse(name, "a number from 0 to 1")
        return float(value)

    def key(self, name: str) -> str:
        """A key of letters, digits and hyphens; empty where there is none."""
        value = self._value(name, str, "a key") or ""
        if value and not _KEY.fullmatch(value):
            self._refuse(name, "a key of letters and digits")
        return str(value)

    def time(self, name: str) -> str | None:
        """A moment as the library stores it, in UTC."""
        value = self._value(name, str, "a time")
        if value is None:
            return None
        try:
            datetime.fromisoformat(value)
        except ValueError:
            self._refuse(name, "a time")
        if not _TIME.fullmatch(value):
            self._refuse(name, "a time in UTC")
        return str(value)

    def objects(self, name: str) -> tuple["Fields", ...]:
        """The objects of a list, or the one that stands alone."""
        value = self._values.get(name)
        values = [] if value is None else value if isinstance(value, list) else [value]
        if not all(isinstance(one, dict) for one in values):
            self._refuse(name, "an object")
        return tuple(Fields(one, self.where) for one in values)

    def _value(self, name: str, kind: type, words: str) -> Any:
        value = self._values.get(name)
        if value is not None and not isinstance(value, kind):
            self._refuse(name, words)
        return value

    def _refuse(self, name: str, words: str) -> NoReturn:
        raise DocumentError(f"{self.where}: “{name}” must be {words}.")

"""The kinds of settings: choices, switches, numbers, delays, typefaces. A row alone decides which values are valid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Protocol, TypeVar, overload

from reader.core.values.errors import SettingError

Value = bool | int | str
T = TypeVar("T", bound=Value)

LONGEST_NAME = 100
_BREAKS_STYLES = re.compile(r"[\x00-\x1f\x7f\"'\\;:{}<>,/]")
"""Signs that would end a typeface's name in a style sheet; no typeface has them."""


class Values(Protocol):
    """An object that holds a value for each setting."""

    def value_of(self, setting: Setting[T]) -> T:
        """The value of the setting of this row."""
        ...


class Where(StrEnum):
    """The places where settings act, in the user's words."""

    WINDOW = "the whole window"
    TEXT = "texts and notes"
    LIST = "the list"
    READING = "reading"
    START = "the start"
    BACKUPS = "backups"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Setting(Generic[T]):
    """One setting. ``is_live``: it acts at once, otherwise after a restart. ``name`` is that of its row."""

    default: T
    title: str
    help: str
    where: Where
    is_live: bool = True
    name: str = field(default="", init=False)

    is_typed = False
    """Whether any value can be typed; the others are only stepped through."""

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)

    @overload
    def __get__(self, settings: None, owner: type) -> Setting[T]: ...
    @overload
    def __get__(self, settings: Values, owner: type) -> T: ...
    def __get__(self, settings: Values | None, owner: type) -> Setting[T] | T:
        return self if settings is None else settings.value_of(self)

    @property
    def allowed(self) -> str:
        """The allowed values in words: "70 to 200 %"."""
        raise NotImplementedError

    def checked(self, value: object) -> T:
        """The value, if this setting allows it. SettingError: it does not; the message says what is allowed."""
        raise NotImplementedError

    def parsed(self, text: str) -> T:
        """The value that a person typed. SettingError: it is not allowed; the message says what is."""
        return self.checked(text.strip())

    def told(self, value: T) -> str:
        """A value as a person reads it: "1 second"."""
        return str(value)

    def beside(self, value: T, by: int) -> T:
        """The next value in a direction (1 or -1)."""
        raise NotImplementedError

    def refuse(self) -> SettingError:
        """The error for a value that is not allowed."""
        return SettingError(f"`{self.name}` must be {self.allowed}.")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Choice(Setting[str]):
    """One of a few words."""

    choices: tuple[str, ...]

    @property
    def allowed(self) -> str:  # noqa: D102
        return _either(self.choices)

    def checked(self, value: object) -> str:  # noqa: D102
        if not isinstance(value, str) or value not in self.choices:
            raise self.refuse()
        return value

    def told(self, value: str) -> str:  # noqa: D102
        return value.replace("-", " ")

    def beside(self, value: str, by: int) -> str:
        """The next word; the last is followed by the first."""
        return self.choices[(self.choices.index(value) + by) % len(self.choices)]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Switch(Setting[bool]):
    """On or off; true or false in the file."""

    allowed = "on or off (true or false in the file)"

    def checked(self, value: object) -> bool:  # noqa: D102
        if not isinstance(value, bool):
            raise self.refuse()
        return value

    def parsed(self, text: str) -> bool:  # noqa: D102
        words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
        return self.checked(words.get(text.strip().lower()))

    def told(self, value: bool) -> str:  # noqa: D102
        return "on" if value else "off"

    def beside(self, value: bool, by: int) -> bool:  # noqa: D102
        return not value


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Number(Setting[int]):
    """A whole number within bounds; ``steps`` are those that the arrow keys stop at."""

    least: int
    most: int
    unit: str
    steps: tuple[int, ...]

    is_typed = True

    @property
    def allowed(self) -> str:  # noqa: D102
        return f"a whole number, {self.least} to {_counted(self.most, self.unit)}"

    def checked(self, value: object) -> int:  # noqa: D102
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise self.refuse()
        return value

    def parsed(self, text: str) -> int:  # noqa: D102
        return self.checked(_number(text.strip().removesuffix(self.unit).strip()))

    def told(self, value: int) -> str:  # noqa: D102
        return _counted(value, self.unit)

    def beside(self, value: int, by: int) -> int:
        """The next step; at the ends the value stays."""
        return _step(self.steps, value, by)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Delay(Setting[int | str]):
    """Seconds to wait, or never."""

    most: int
    steps: tuple[int, ...]

    is_typed = True
    never = "never"

    @property
    def allowed(self) -> str:  # noqa: D102
        return f"0 (at once) to {self.most} seconds, or {self.never}"

    def checked(self, value: object) -> int | str:  # noqa: D102
        is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= self.most
        if not (is_number or value == self.never):
            raise self.refuse()
        return value  # type: ignore[return-value]

    def parsed(self, text: str) -> int | str:  # noqa: D102
        word = text.strip().lower()
        return self.checked(word if word == self.never else _number(word))

    def told(self, value: int | str) -> str:  # noqa: D102
        if isinstance(value, str):
            return value
        return _counted(value, "second") if value else "at once"

    def beside(self, value: int | str, by: int) -> int | str:
        """The next step; never follows the last."""
        if isinstance(value, str):
            return self.steps[-1] if by < 0 else value
        return self.never if by > 0 and value >= self.steps[-1] else _step(self.steps, value, by)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Typeface(Setting[str]):
    """The name of a typeface; ``offered`` are those that the arrow keys stop at."""

    offered: tuple[str, ...]

    is_typed = True

    @property
    def allowed(self) -> str:  # noqa: D102
        return f"{', '.join(self.offered)}, or the name of a typeface"

    def checked(self, value: object) -> str:  # noqa: D102
        is_name = isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.strip() == value
        if not is_name or _BREAKS_STYLES.search(str(value)):
            raise self.refuse()
        return str(value)

    def beside(self, value: str, by: int) -> str:
        """The next of those that are offered; one that was typed is followed by the first."""
        place = self.offered.index(value) if value in self.offered else -1 if by > 0 else 0
        return self.offered[(place + by) % len(self.offered)]


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' if number != 1 and unit.isalpha() else ''}"


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def _step(steps: Sequence[int], value: int, by: int) -> int:
    beyond = [step for step in steps if (step > value if by > 0 else step < value)]
    return (beyond[0] if by > 0 else beyond[-1]) if beyond else value

"""Every setting, once: its name in the file, its default, what it may be, its words, and where it acts.

A new setting is one row of `Settings` and the place that reads it. The file, the card and ``reader config`` go through
the rows. A row alone decides what is a value of it; nothing here reads or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar, overload

from reader.core.values.errors import SettingError

Value = bool | int | str
T = TypeVar("T", bound=Value)

ZOOM_STEPS = (70, 80, 90, 100, 110, 125, 150, 175, 200)
LONGEST_NAME = 100
_BREAKS_STYLES = re.compile(r"[\x00-\x1f\x7f\"'\\;:{}<>,/]")
"""Signs that would end a typeface's name in a style sheet; no typeface has them."""


class Where(StrEnum):
    """The places where settings act, in the user's words."""

    WINDOW = "the whole window"
    TEXT = "texts and notes"
    LIST = "the list"
    READING = "reading"
    START = "the start"
    BACKUPS = "backups"


@dataclass(frozen=True, kw_only=True)
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
    def __get__(self, settings: Settings, owner: type) -> T: ...
    def __get__(self, settings: Settings | None, owner: type) -> Setting[T] | T:
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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


class Settings:
    """A value for each setting: ``settings.theme``. The rows themselves are ``Settings.theme``."""

    theme = Choice(
        default="system",
        choices=("system", "light", "dark"),
        title="Theme",
        help="Light or dark colours; system follows the desktop.",
        where=Where.WINDOW,
    )
    text_size = Number(
        default=100,
        least=ZOOM_STEPS[0],
        most=ZOOM_STEPS[-1],
        unit="%",
        steps=ZOOM_STEPS,
        title="Text size",
        help="The size of all text. Ctrl++, Ctrl+- and Ctrl+0 change it too.",
        where=Where.WINDOW,
    )
    text_family = Typeface(
        default="standard",
        offered=("standard", "serif", "sans-serif", "monospace"),
        title="Typeface",
        help="The typeface of texts and notes. Standard: serif for texts, the window's own for notes.",
        where=Where.TEXT,
    )
    line_width = Number(
        default=68,
        least=40,
        most=140,
        unit="character",
        steps=(40, 50, 60, 68, 76, 84, 92, 100, 120, 140),
        title="Width of lines",
        help="How long the lines of a text are at most.",
        where=Where.TEXT,
    )
    list_density = Choice(
        default="comfortable",
        choices=("comfortable", "compact"),
        title="List rows",
        help="Comfortable rows show the first words of each text; compact rows leave them out.",
        where=Where.LIST,
    )
    mark_read_after = Delay(
        default=1,
        most=600,
        steps=(0, 1, 2, 3, 5, 10, 30, 60),
        title="Mark as read after",
        help="How long an item is shown before it counts as read. Never: only by key.",
        where=Where.READING,
    )
    open_at_start = Choice(
        default="last-place",
        choices=("last-place", "unread"),
        title="Open at start",
        help="Begin where you left the reader, or in Unread.",
        where=Where.START,
        is_live=False,
    )
    samples = Switch(
        default=True,
        title="Sample issues",
        help="Put sample issues into a new library, so that there is something to read.",
        where=Where.START,
        is_live=False,
    )
    backups_daily = Number(
        default=7,
        least=1,
        most=60,
        unit="day",
        steps=(1, 3, 7, 14, 30, 60),
        title="Daily backups",
        help="For how many days a backup is kept. The next backup deletes what no row keeps.",
        where=Where.BACKUPS,
    )
    backups_weekly = Number(
        default=4,
        least=0,
        most=52,
        unit="week",
        steps=(0, 2, 4, 8, 13, 26, 52),
        title="Weekly backups",
        help="For how many weeks the week's newest backup is kept.",
        where=Where.BACKUPS,
    )
    backups_monthly = Number(
        default=6,
        least=0,
        most=120,
        unit="month",
        steps=(0, 3, 6, 12, 24, 60, 120),
        title="Monthly backups",
        help="For how many months the month's newest backup is kept.",
        where=Where.BACKUPS,
    )

    def __init__(self, **values: Value) -> None:
        """Settings with these values, the others with their defaults. SettingError: a name or a value is none."""
        self._values = {setting_named(name).name: setting_named(name).checked(value) for name, value in values.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and all(self.value_of(row) == other.value_of(row) for row in SETTINGS)

    def __hash__(self) -> int:
        return hash(tuple(self.value_of(row) for row in SETTINGS))

    def value_of(self, setting: Setting[T]) -> T:
        """The value of the setting of this row."""
        value: T = self._values.get(setting.name, setting.default)
        return value

    def with_values(self, values: Mapping[str, Value | None]) -> Settings:
        """The same with other values; None is the default. SettingError: a name or a value is none."""
        merged = {**self._values, **{setting_named(name).name: value for name, value in values.items()}}
        return Settings(**{name: value for name, value in merged.items() if value is not None})


SETTINGS: tuple[Setting[Any], ...] = tuple(row for row in vars(Settings).values() if isinstance(row, Setting))
_BY_NAME = {row.name: row for row in SETTINGS}


def setting_named(name: str) -> Setting[Any]:
    """The row with this name. SettingError: there is none, and which may be meant."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    from difflib import get_close_matches  # imported late: only a wrong name needs it

    near = get_close_matches(name, _BY_NAME, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else "`reader config` lists all settings."
    raise SettingError(f"Unknown setting `{name[:LONGEST_NAME]}`. {hint}")

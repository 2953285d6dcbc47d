"""Every setting, once: its name in the file, its default, what it may be, its words, and where it acts.

A new setting is one row of `Settings` and the place that reads it. The file, the card and ``reader config`` go through
the rows. Nothing here reads or writes a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from reader.core.setting_kinds import LONGEST_NAME, Choice, Delay, Number, Setting, Switch, Typeface, Value, Where
from reader.core.values.errors import SettingError

T = TypeVar("T", bound=Value)
ZOOM_STEPS = (70, 80, 90, 100, 110, 125, 150, 175, 200)


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
        help="For how many days a backup is kept. The next backup deletes older ones.",
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
        """Settings with these values, the others with their defaults. SettingError: a name or a value is not valid."""
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
        """The same settings with other values; None is the default. SettingError: a name or a value is not valid."""
        merged = {**self._values, **{setting_named(name).name: value for name, value in values.items()}}
        return Settings(**{name: value for name, value in merged.items() if value is not None})


SETTINGS: tuple[Setting[Any], ...] = tuple(row for row in vars(Settings).values() if isinstance(row, Setting))
_BY_NAME = {row.name: row for row in SETTINGS}


def setting_named(name: str) -> Setting[Any]:
    """The row with this name. SettingError: there is none; the message says which may be meant."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    from difflib import get_close_matches  # imported late: only a wrong name needs it

    near = get_close_matches(name, _BY_NAME, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else "`reader config` lists all settings."
    raise SettingError(f"Unknown setting `{name[:LONGEST_NAME]}`. {hint}")

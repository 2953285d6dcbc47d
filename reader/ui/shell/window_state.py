"""The state of the window between sessions: layout and place. Choices for good are settings.

The file is the window's own and can be deleted at any time; anything odd in it counts as absent. It is
written aside and renamed, so that a kill leaves the old one.
"""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from reader.core.settings import Settings
from reader.core.state.highlights import COLOURS
from reader.core.values.errors import QueryError
from reader.ui.models.places import Place

VERSION = 1
OLDER_NAMES = {"theme": Settings.theme.name, "zoom": Settings.text_size.name}
WIDEST_PANE = 100_000


@dataclass(slots=True)
class WindowState:
    """The state that comes back at the next start."""

    geometry: str = ""
    panes: list[int] = field(default_factory=lambda: [240, 400, 720])
    hidden: list[str] = field(default_factory=list)
    place: Place | None = None
    item: int = 0
    open_keys: list[list[str]] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    colour: str = COLOURS[0]
    """The colour of the last highlight."""
    offered: str = ""
    """The version of the splitter whose changes to older splits were offered last."""


def load(path: Path) -> WindowState:
    """The state of the last session; the usual one where there is none that can be read."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return _from_json(data) if data.get("version") == VERSION else WindowState()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, QueryError):
        return WindowState()


def older_settings(path: Path) -> dict[str, object]:
    """The values that older versions kept here and that are settings now, by name; they may be anything."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return {setting: data[name] for name, setting in OLDER_NAMES.items() if name in data}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def save(path: Path, state: WindowState) -> None:
    """Write the state; a failure is not told to the user, who is closing the window."""
    data = asdict(state)
    data["version"] = VERSION
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        aside.replace(path)
    except OSError:
        return


def _from_json(data: dict[str, Any]) -> WindowState:
    known = {item.name for item in fields(WindowState)} - {"place"}
    state = WindowState(**{key: value for key, value in data.items() if key in known})
    usual = WindowState()
    for name in known:
        if type(getattr(state, name)) is not type(getattr(usual, name)):
            raise ValueError(name)
    if len(state.panes) != 3 or not all(type(size) is int and 0 < size < WIDEST_PANE for size in state.panes):
        raise ValueError("panes")
    for texts in (state.hidden, state.recent, *state.open_keys):
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise ValueError("texts")
    if not 0 <= state.item < 1 << 63:
        raise ValueError("item")
    if state.colour not in COLOURS:
        raise ValueError("colour")
    state.place = _place(data["place"]) if data.get("place") else None
    return state


def _place(data: dict[str, Any]) -> Place:
    if (
        not all(isinstance(data[name], str) for name in ("value", "title", "filter"))
        or type(data["publication"]) is not int
    ):
        raise ValueError("place")
    return Place.from_json(data)

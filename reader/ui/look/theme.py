"""The one table of colours, light and dark, and its way into Qt.

Every pair in ``TEXT_PAIRS`` has a contrast of at least 4.5:1 (WCAG 2.1, tested); what is told by colour is
also told by weight, shape or words.
"""

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from reader.core.state.highlights import LOOKS


class Theme(StrEnum):
    """The themes that a user can choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by their purpose, as ``#rrggbb``."""

    chrome: str
    """The ground of the left pane and of the bars at the top and the bottom."""
    list: str
    """The ground of the list."""
    page: str
    """The ground of an item's text."""
    line: str
    """The lines between panes."""
    text: str
    muted: str
    """Second-rank text: excerpts, counts, hints."""
    selected: str
    """The ground of the selected row of the focused pane."""
    selected_idle: str
    """The ground of the selected row of another pane."""
    accent: str
    """Links, the unread dot, the chosen button."""
    star: str
    chip: str
    """The ground of a topic or a key cap."""
    chip_text: str
    hit: str
    """The ground of words that a search found."""
    hit_text: str
    note: str
    """The ground of a note."""
    warning: str


LIGHT = Colours(
    chrome="#f5f5f4",
    list="#fbfbfa",
    page="#ffffff",
    line="#e2e1de",
    text="#1c1c1e",
    muted="#66666b",
    selected="#dfe9f9",
    selected_idle="#ebebea",
    accent="#1f56ad",
    star="#97690b",
    chip="#ebebe9",
    chip_text="#55555a",
    hit="#ffe89a",
    hit_text="#1c1c1e",
    note="#f3f2ef",
    warning="#a3341c",
)
DARK = Colours(
    chrome="#22252a",
    list="#1d1f23",
    page="#191b1e",
    line="#34373d",
    text="#e9e9ea",
    muted="#a3a5ab",
    selected="#283a5c",
    selected_idle="#303338",
    accent="#8ab4ff",
    star="#dcbf7d",
    chip="#303338",
    chip_text="#c4c6cb",
    hit="#5c4a10",
    hit_text="#fdf3d0",
    note="#24272b",
    warning="#ff9a80",
)
PAPER = replace(LIGHT, text="#000000", muted="#555555", accent="#1b4484", line="#8a8a8a", note="#f4f3f0")
"""The colours of print: always dark on light."""

_TAGS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "blue": (("#1c4b94", "#dce8fb"), ("#b9d3ff", "#223a63")),
    "green": (("#1d5c2e", "#dcf1df"), ("#b5e3bd", "#1e4429")),
    "orange": (("#8a4300", "#fde6cf"), ("#ffcf9e", "#553210")),
    "purple": (("#5b3395", "#ebe1fa"), ("#d8c4ff", "#412c66")),
    "teal": (("#0f5a5e", "#d5efef"), ("#aee3e3", "#174648")),
    "red": (("#96231b", "#fbdfdc"), ("#ffc2ba", "#5c2520")),
    "pink": (("#8e2460", "#fbdfee"), ("#ffc0dd", "#581f3f")),
    "grey": (("#4a4a4f", "#e6e6e4"), ("#d3d4d8", "#3a3d43")),
}
"""The text and the ground of a tag in light and in dark."""


def tag_colours(colours: Colours, name: str) -> tuple[str, str]:
    """The text and the ground of a tag of this colour; grey for one that is not known."""
    return _TAGS.get(name, _TAGS["grey"])[colours is DARK]


def highlight_colours(colours: Colours, name: str) -> tuple[str, str]:
    """The ground and the underline of a highlight of this colour; yellow for one that is not known."""
    return LOOKS.get(name, LOOKS["yellow"])[colours is DARK]


def ground_of_two(colours: Colours, first: str, second: str) -> str:
    """The ground where highlights of two colours lie over each other: their mean, a little nearer to the text."""
    grounds = (highlight_colours(colours, name)[0] for name in (first, second))
    channels = (tuple(int(c[place : place + 2], 16) for place in (1, 3, 5)) for c in (*grounds, colours.text))
    mixed = ((one + other) / 2 * 0.93 + text * 0.07 for one, other, text in zip(*channels, strict=True))
    return "#" + "".join(f"{round(channel):02x}" for channel in mixed)


TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in ("chrome", "list", "page", "selected", "note")),
    ("text", "selected_idle"),
    ("muted", "selected_idle"),
    *(("accent", ground) for ground in ("chrome", "list", "page", "selected", "selected_idle")),
    *(("star", ground) for ground in ("list", "page")),
    ("chip_text", "chip"),
    ("hit_text", "hit"),
    *(("warning", ground) for ground in ("chrome", "list", "page")),
)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21, by WCAG 2.1's relative luminance."""
    low, high = sorted(_luminance(colour) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colours_of(theme: Theme) -> Colours:
    """The colours to paint with, asking the system where the user did not choose."""
    if theme is Theme.SYSTEM:
        hints = QGuiApplication.styleHints()
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme is Theme.DARK else LIGHT


def apply(app: QApplication, colours: Colours) -> None:
    """Give the whole application these colours."""
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette_of(colours))


def palette_of(colours: Colours) -> QPalette:
    """The colours as Qt's roles, so that ordinary widgets need no style of their own."""
    role = QPalette.ColorRole
    table = {
        role.Window: colours.chrome,
        role.WindowText: colours.text,
        role.Base: colours.page,
        role.AlternateBase: colours.list,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.chrome,
        role.ButtonText: colours.text,
        role.BrightText: colours.warning,
        role.Highlight: colours.selected,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.accent,
        role.ToolTipBase: colours.note,
        role.ToolTipText: colours.text,
        role.Mid: colours.line,
        role.Midlight: colours.chip,
        role.Light: colours.page,
        role.Dark: colours.line,
        role.Shadow: colours.line,
    }
    palette = QPalette()
    for key, value in table.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.muted))
    return palette


def names() -> tuple[str, ...]:
    """The names of all colours."""
    return tuple(field.name for field in fields(Colours))

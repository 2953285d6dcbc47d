"""Highlights: passages of an item's body that a person marked, and what can be done to them.

A highlight belongs to the item it was marked in and is shown wherever its work is: in a twin's text where that says
the same, else beside it. It is anchored in one immutable version of that item's text.
"""

from dataclasses import dataclass

from reader.core.text.anchors import Anchor
from reader.core.values.ids import HighlightId, ItemId

LOOKS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "yellow": (("#ffefa0", "#7a5c00"), ("#403a10", "#f0d060")),
    "green": (("#d3f3cf", "#1d5c2e"), ("#1c4025", "#8fd69b")),
    "blue": (("#cbe4ff", "#1c4b94"), ("#193a58", "#8ec1ff")),
    "pink": (("#ffd6e7", "#8e2460"), ("#55213d", "#ff9cc8")),
    "purple": (("#e6dbff", "#5b3395"), ("#402e68", "#c9adff")),
}
"""The ground and the underline of each colour in light and in dark, in the window and in pages that leave it."""
COLOURS = tuple(LOOKS)
"""In the order of the keys 1 to 5."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlight as an item shows it.

    ``anchor`` is what was marked, in code points of the text that it was marked in; ``start`` and ``end`` are where
    that stands in the body of the item that is looked at, None if it is not there. ``item`` is the item it belongs to
    and ``issue`` what that one's issue is called. ``is_placed`` is False where it stands in no text of its work any
    more: it waits to be attached again.
    """

    id: HighlightId
    key: str
    item: ItemId
    issue: str
    colour: str
    note: str
    created_at: str
    anchor: Anchor
    start: int | None
    end: int | None
    is_placed: bool


@dataclass(frozen=True, slots=True)
class MarkPassage:
    """A wish: highlight a passage of an item's body. Where it is highlighted already, only the colour changes."""

    item: ItemId
    anchor: Anchor
    colour: str


@dataclass(frozen=True, slots=True)
class AttachHighlight:
    """A wish: let a highlight stand for this passage of an item's body from now on."""

    highlight: HighlightId
    item: ItemId
    anchor: Anchor


HighlightWish = MarkPassage | AttachHighlight

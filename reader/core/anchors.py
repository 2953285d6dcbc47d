"""Stand-in until the helper's module is there."""

from dataclasses import dataclass

CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def anchor_of(text: str, start: int, end: int) -> Anchor:
    """Make one."""
    if not 0 <= start < end <= len(text):
        raise ValueError("outside")
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def place(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Find it."""
    if text[anchor.start : anchor.end] == anchor.exact:
        return anchor.start, anchor.end
    at = text.find(anchor.exact)
    return None if at < 0 else (at, at + len(anchor.exact))

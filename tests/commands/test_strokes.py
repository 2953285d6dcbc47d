"""Strokes are read and written the same way, and what is no key is refused in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.keymaps.strokes import NAMED_KEYS, KeymapError, Stroke, format_keys, parse_keys, parse_stroke

LETTERS = st.builds(
    Stroke, st.sampled_from("abcdefghijklmnopqrstuvwxyz"), ctrl=st.booleans(), alt=st.booleans(), shift=st.booleans()
)
SIGNS = st.builds(Stroke, st.sampled_from("+-=/?[]<>.,:;!'\"\\0123456789é"), ctrl=st.booleans(), alt=st.booleans())
NAMES = st.builds(
    Stroke, st.sampled_from(sorted(NAMED_KEYS)), ctrl=st.booleans(), alt=st.booleans(), shift=st.booleans()
)
STROKES = LETTERS | SIGNS | NAMES


@given(st.lists(STROKES, min_size=1, max_size=4).map(tuple))
def test_what_is_written_is_read_again(keys: tuple[Stroke, ...]) -> None:
    assert parse_keys(format_keys(keys)) == keys


@pytest.mark.parametrize(
    ("text", "stroke"),
    [
        ("j", Stroke("j")),
        ("J", Stroke("j", shift=True)),
        ("Shift+j", Stroke("j", shift=True)),
        ("]", Stroke("]")),
        ("+", Stroke("+")),
        ("Space", Stroke("Space")),
        ("Shift+Space", Stroke("Space", shift=True)),
        ("Ctrl+Shift+Z", Stroke("z", ctrl=True, shift=True)),
        ("Ctrl+K", Stroke("k", ctrl=True)),
        ("ctrl+k", Stroke("k", ctrl=True)),
        ("Alt+Left", Stroke("Left", alt=True)),
        ("Return", Stroke("Enter")),
        ("Escape", Stroke("Esc")),
        ("Delete", Stroke("Del")),
        ("F6", Stroke("F6")),
        ("Ctrl++", Stroke("+", ctrl=True)),
        ("Ctrl+-", Stroke("-", ctrl=True)),
    ],
)
def test_strokes_are_read(text: str, stroke: Stroke) -> None:
    assert parse_stroke(text) == stroke


@pytest.mark.parametrize("text", ["Hyper+k", "Ctrl+", "F25", "spacebar", "Shift+/", "Ctrl+Shift+1", "jj", "\x07", ""])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeymapError):
        parse_stroke(text)


def test_an_empty_sequence_is_refused() -> None:
    with pytest.raises(KeymapError, match="empty"):
        parse_keys("  ")

"""A few letters find the name that is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.rank import match_name, rank
from reader.commands.table import COMMANDS

NAMES = [(command.id, command.title) for command in COMMANDS]


def _found(typed: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [thing for thing, _ in rank(typed, NAMES, recent)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("star", "item.star"),
        ("go star", "go.starred"),
        ("gost", "go.starred"),
        ("UNDO", "edit.undo"),
        ("dark", "theme.dark"),
        ("links", "item.links"),
        ("numl", "item.links"),
    ],
)
def test_the_meant_command_comes_first(typed: str, first: str) -> None:
    assert _found(typed)[0] == first


def test_every_word_must_be_found() -> None:
    assert _found("star zebra") == []


def test_with_nothing_typed_the_recent_come_first_and_the_rest_in_order() -> None:
    found = _found("", recent=("theme.dark", "edit.undo"))
    assert found[:3] == ["theme.dark", "edit.undo", NAMES[0][0]]
    assert sorted(found) == sorted(id for id, _ in NAMES)


def test_the_letters_that_match_are_told_and_lie_at_word_starts_where_they_can() -> None:
    match = match_name("star pap", "Go to starred papers")
    assert match is not None
    assert "".join("Go to starred papers"[place] for place in sorted(match.places)) == "starpap"
    match = match_name("t", "Into the text")
    assert match is not None
    assert match.places == {5}


@given(st.text(max_size=12), st.text(max_size=40))
def test_matched_letters_spell_what_was_typed(typed: str, name: str) -> None:
    match = match_name(typed, name)
    if match is not None:
        assert all(0 <= place < len(name) for place in match.places)
        assert {name[place].casefold() for place in match.places} <= {
            letter.casefold() for letter in typed if not letter.isspace()
        }


@given(st.text(min_size=1, max_size=40), st.data())
def test_any_letters_in_order_are_found(name: str, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(name) - 1)))
    typed = "".join(name[place] for place in sorted(places) if not name[place].isspace())
    assert match_name(typed, name) is not None

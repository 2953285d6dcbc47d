"""Counts and chords: what one key after another leads to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.command_rows.command import Scope
from reader.commands.keymaps.chords import EMPTY, MAX_COUNT, Chord, Do, Outcome, decide
from reader.commands.keymaps.keymap import Keymap
from reader.commands.keymaps.strokes import NAMED_KEYS, Stroke, parse_keys
from reader.commands.table import COMMANDS

KEYMAP = Keymap(COMMANDS)
SCOPES = (Scope.LIST, Scope.WINDOW)


def _type(keys: str) -> list[Outcome]:
    outcomes, chord = [], EMPTY
    for stroke in parse_keys(keys):
        outcomes.append(decide(KEYMAP, SCOPES, chord, (stroke,)))
        chord = outcomes[-1].chord
    return outcomes


def _ends(keys: str) -> Outcome:
    return _type(keys)[-1]


def _runs(keys: str) -> tuple[str, int | None]:
    outcome = _ends(keys)
    assert outcome.do is Do.RUN
    assert outcome.command is not None
    return outcome.command.id, outcome.count


@pytest.mark.parametrize(
    ("keys", "command", "count"),
    [
        ("j", "item.next", None),
        ("J", "section.next", None),
        ("3 j", "item.next", 3),
        ("1 0 e", "item.done", 10),
        ("g u", "go.unread", None),
        ("g g", "item.first", None),
        ("1 2 Backspace j", "item.next", 1),
        ("1 Backspace g s", "go.starred", None),
        ("g Backspace s", "item.star", None),
        ("g Esc j", "item.next", None),
        ("3 Esc Esc", "window.escape", None),
        ("Ctrl+0", "zoom.reset", None),
    ],
)
def test_keys_run_commands(keys: str, command: str, count: int | None) -> None:
    assert _runs(keys) == (command, count)


def test_half_a_chord_is_shown() -> None:
    assert [str(outcome.chord) for outcome in _type("1 2 g")] == ["1", "12", "12 g"]


def test_escape_drops_half_a_chord_and_nothing_else_happens() -> None:
    for begun in ("3", "g", "3 g"):
        assert _ends(f"{begun} Esc") == Outcome(Do.WAIT, EMPTY)


def test_a_count_stops_growing_at_9999() -> None:
    assert _runs("9 9 9 9 9 j") == ("item.next", MAX_COUNT)


def test_a_count_before_what_takes_none_is_refused_aloud() -> None:
    outcome = _ends("3 g u")
    assert (outcome.do, outcome.sentence) == (Do.REFUSE, "Go to Unread takes no number.")
    assert outcome.chord.is_empty


def test_a_title_that_ends_in_dots_is_a_plain_word_in_a_sentence() -> None:
    assert _ends("2 V").sentence == "Numbered links takes no number."


@pytest.mark.parametrize(("keys", "says"), [("g z", "g z does"), ("g 3", "g 3 does"), ("0", "0 does"), ("z", "z does")])
def test_what_is_no_command_is_refused_aloud(keys: str, says: str) -> None:
    outcome = _ends(keys)
    assert outcome.do is Do.REFUSE
    assert outcome.sentence.startswith(f"{says} nothing here. ? shows")
    assert outcome.chord.is_empty


@pytest.mark.parametrize("keys", ["PgDown", "Ctrl+C", "Right", "Alt+g"])
def test_unbound_keys_without_a_sign_are_left_to_the_widget(keys: str) -> None:
    assert _ends(keys).do is Do.PASS


def test_the_first_meaning_that_leads_somewhere_counts() -> None:
    outcome = decide(KEYMAP, SCOPES, EMPTY, (Stroke("о"), Stroke("j")))
    assert outcome.command is not None
    assert outcome.command.id == "item.next"


STROKES = st.builds(
    Stroke,
    st.sampled_from([*"abcdefghijklmnopqrstuvwxyz0123456789]?:", *sorted(NAMED_KEYS)]),
    ctrl=st.booleans(),
    shift=st.booleans(),
)


@given(st.lists(STROKES, max_size=12), st.sampled_from(list(Scope)))
def test_nothing_typed_ever_leaves_a_chord_that_leads_nowhere(strokes: list[Stroke], scope: Scope) -> None:
    scopes, chord = (scope, Scope.WINDOW), EMPTY
    for stroke in strokes:
        outcome = decide(KEYMAP, scopes, chord, (stroke,))
        chord = outcome.chord
        assert outcome.do is Do.WAIT or chord == Chord()
        assert not chord.strokes or KEYMAP.hints(scopes, chord.strokes)
        assert chord.count is None or 1 <= chord.count <= MAX_COUNT

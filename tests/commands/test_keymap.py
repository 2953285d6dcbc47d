"""The keymap refuses contradictions in plain words and knows what may follow."""

import pytest

from reader.commands.command_rows.command import Command, Scope
from reader.commands.keymaps.keymap import Keymap, Prefix
from reader.commands.keymaps.strokes import KeymapError, format_keys, parse_keys
from reader.commands.table import COMMANDS

LIST_SCOPES = (Scope.LIST, Scope.WINDOW)


def _command(id: str, *keys: str, scope: Scope = Scope.WINDOW, hint: str = "") -> Command:
    return Command(id, id.capitalize(), f"{id}.", keys, scope=scope, hint=hint)


def _problems(*commands: Command, overrides: dict[str, list[str]] | None = None) -> tuple[str, ...]:
    with pytest.raises(KeymapError) as caught:
        Keymap(commands, overrides)
    return caught.value.problems


def test_the_default_keys_are_sound() -> None:
    keymap = Keymap(COMMANDS)
    for command in COMMANDS:
        assert keymap.keys_of(command.id) == [format_keys(parse_keys(keys)) for keys in command.keys]
        for keys in command.keys:
            assert keymap.find((command.scope,), parse_keys(keys)) is command


def test_the_same_key_twice_in_a_scope_is_refused_and_names_both() -> None:
    (problem,) = _problems(_command("star", "s"), _command("save", "s"))
    assert "“s”" in problem
    assert "Star" in problem
    assert "Save" in problem


@pytest.mark.parametrize("keys", [("g", "g u"), ("g u", "g"), ("g u", "g u x"), ("g u x", "g u")])
def test_a_key_that_begins_another_is_refused(keys: tuple[str, str]) -> None:
    (problem,) = _problems(_command("first", keys[0]), _command("second", keys[1]))
    assert "First" in problem
    assert "Second" in problem


@pytest.mark.parametrize(
    ("keys", "says"),
    [("3", "digits are counts"), ("g 3", "digits are counts"), ("Hyper+x", "no key"), ("g Esc", "take back")],
)
def test_keys_that_cannot_be_typed_are_refused(keys: str, says: str) -> None:
    (problem,) = _problems(_command("odd", keys))
    assert says in problem


def test_digits_with_ctrl_or_alt_are_keys() -> None:
    assert Keymap([_command("pane", "Ctrl+1", "Alt+2")]).keys_of("pane") == ["Ctrl+1", "Alt+2"]


def test_all_contradictions_are_told_at_once() -> None:
    assert len(_problems(_command("a", "x"), _command("b", "x", "7"), overrides={"nothing": ["q"]})) == 3


def test_the_same_key_in_another_scope_is_no_contradiction_and_the_inner_one_wins() -> None:
    inner, outer = _command("inner", "j", scope=Scope.VIEWS), _command("outer", "j")
    keymap = Keymap([outer, inner])
    assert keymap.find((Scope.VIEWS, Scope.WINDOW), parse_keys("j")) is inner
    assert keymap.find(LIST_SCOPES, parse_keys("j")) is outer
    assert keymap.find((Scope.LIST,), parse_keys("j")) is None


def test_a_prefix_in_two_scopes_is_continued_in_both() -> None:
    top, unread = _command("top", "g g", scope=Scope.DETAIL), _command("unread", "g u")
    keymap = Keymap([unread, top])
    scopes = (Scope.DETAIL, Scope.WINDOW)
    assert isinstance(keymap.find(scopes, parse_keys("g")), Prefix)
    assert keymap.find(scopes, parse_keys("g g")) is top
    assert keymap.find(scopes, parse_keys("g u")) is unread
    assert keymap.hints(scopes, parse_keys("g")) == [("u", unread), ("g", top)]


def test_the_users_keys_replace_the_defaults() -> None:
    keymap = Keymap([_command("star", "s"), _command("save", "w")], {"star": ["w", "z z"], "save": []})
    assert keymap.keys_of("star") == ["w", "z z"]
    assert keymap.keys_of("save") == []
    assert keymap.first_key_of("save") == ""
    assert keymap.find(LIST_SCOPES, parse_keys("s")) is None


def test_the_users_keys_are_checked_too() -> None:
    (problem,) = _problems(_command("star", "s"), _command("save", "w"), overrides={"save": ["s"]})
    assert "already" in problem


def test_hints_leave_out_what_an_inner_scope_hides() -> None:
    outer, inner = _command("outer", "j", hint="next"), _command("inner", "j", scope=Scope.VIEWS, hint="next row")
    keymap = Keymap([outer, inner])
    assert keymap.hints((Scope.VIEWS, Scope.WINDOW)) == [("j", inner)]
    assert keymap.taught((Scope.VIEWS, Scope.WINDOW)) == [("j", "next row")]
    assert keymap.taught(LIST_SCOPES) == [("j", "next")]


def test_after_g_everything_that_may_follow_is_hinted() -> None:
    hinted = dict(Keymap(COMMANDS).hints(LIST_SCOPES, parse_keys("g")))
    assert {key: command.id for key, command in hinted.items()} == {
        "g": "item.first",
        "u": "go.unread",
        "s": "go.starred",
        "l": "go.later",
        "a": "go.annotated",
        "m": "go.marks",
        "p": "go.papers",
        "d": "go.done",
        "e": "go.all",
        "h": "highlight.attach",
        "o": "issue.original",
        "b": "issue.set_aside",
        "i": "import.summary",
        "r": "split.again",
        "c": "split.summary",
        "t": "profile.open",
        "x": "job.stop",
        "q": "go.doubt",
        "n": "go.untitled",
        "w": "help.welcome",
        "?": "help.topics",
    }

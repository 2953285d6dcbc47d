"""The README's tables of keys and commands are those of the program."""

from pathlib import Path

from reader.cli.options import COMMANDS as LINE_COMMANDS
from reader.commands.command_rows.command import Menu, Scope
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import COMMANDS

README = Path(__file__).parents[2] / "README.md"
_SCOPES = {
    Scope.VIEWS: " (left pane)",
    Scope.DETAIL: " (text)",
    Scope.PAGE: " (issue page)",
    Scope.CORRECT: " (correcting)",
    Scope.NOTE: " (note)",
}


def keys_table() -> str:
    """The table of keys as the README has it."""
    keymap = Keymap(COMMANDS)
    lines = ["| | keys | |", "|---|---|---|"]
    for menu in Menu:
        for command in COMMANDS:
            if command.menu is menu and command.keys:
                keys = " ".join(f"`{key}`" for key in keymap.keys_of(command.id))
                where = _SCOPES.get(command.scope, "")
                lines.append(f"| {menu.value} | {keys} | {command.title.rstrip('…')}{where} |")
    return "\n".join(lines)


def commands_table() -> str:
    """The table of the command line as the README has it."""
    rows = [f"| `reader {command.name}` | {command.help} |" for command in LINE_COMMANDS.values()]
    return "\n".join(["| | |", "|---|---|", *rows])


def test_the_readme_has_the_keys_of_the_table() -> None:
    assert keys_table() in README.read_text("utf-8")


def test_the_readme_has_the_commands_of_the_command_line() -> None:
    assert commands_table() in README.read_text("utf-8")

"""The parts of README and help pages that are made from the program's own tables, and how they are written anew.

    .venv/bin/python tests/help_tables.py

What is generated: in a page of sections everything from the first ``## `` on, elsewhere one table, found by its head.
"""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from reader.cli.options import COMMANDS as LINE_COMMANDS
from reader.cli.options import QUERY_HELP, command_parser
from reader.commands.command_rows.command import Command, Menu, Scope
from reader.commands.keymaps.keymap import Keymap
from reader.commands.table import BY_ID, COMMANDS
from reader.services.exporting.formats.export_formats import FORMATS
from reader.services.machine.help_pages import help_folder

README = Path(__file__).parents[1] / "README.md"
TEN = (
    "item.next",
    "read.on",
    "item.star",
    "item.later",
    "item.done",
    "edit.undo",
    "item.note",
    "highlight.mark",
    "find.search",
    "help.keys",
)
"""The commands whose keys the README teaches."""

_SCOPES = {
    Scope.VIEWS: "left pane",
    Scope.DETAIL: "text",
    Scope.PAGE: "issue page",
    Scope.CORRECT: "correcting",
    Scope.NOTE: "note",
    Scope.HIGHLIGHT: "highlight",
}
_USUAL = ("library", "json")
"""What nearly every command of the command line takes; the page says once what it is."""
_README_HEAD = "| Key | |"
_FORMATS_HEAD = "| Format | `--format` | |"


def main() -> None:
    """Write the generated parts of all pages anew."""
    for path, made in GENERATED.items():
        path.write_text(made(path.read_text("utf-8")), "utf-8")


def keys_sections() -> str:
    """Every command that has a key, in a table for each menu."""
    tables = []
    for menu in Menu:
        rows = [_key_row(command) for command in COMMANDS if command.menu is menu and command.keys]
        tables.append("\n".join([f"## {menu.value}\n", "| Keys | Command |", "|---|---|", *rows]))
    return "\n\n".join(tables)


def _key_row(command: Command) -> str:
    keys = " ".join(f"`{key}`" for key in Keymap(COMMANDS).keys_of(command.id))
    where = f" ({_SCOPES[command.scope]})" if command.scope in _SCOPES else ""
    return f"| {keys} | **{command.title.rstrip('…')}**{where}. {command.help} |"


def ten_keys() -> str:
    """The first key of ten commands, and what they do."""
    rows = [f"| `{Keymap(COMMANDS).first_key_of(id)}` | {BY_ID[id].help} |" for id in TEN]
    return "\n".join([_README_HEAD, "|---|---|", *rows])


def formats_table() -> str:
    """The formats of exports."""
    rows = [f"| {format.title} | `{format.name}` | {format.help} |" for format in FORMATS.values()]
    return "\n".join([_FORMATS_HEAD, "|---|---|---|", *rows])


def commands_sections() -> str:
    """Every command of the command line with all that it takes."""
    return "\n\n".join(_command_section(name) for name in LINE_COMMANDS)


def _command_section(name: str) -> str:
    parser = command_parser(LINE_COMMANDS[name])
    actions = [action for action in parser._actions if action.dest != "help"]
    usage = " ".join(["reader", name, *(_usage(action) for action in actions if action.required or _is_alone(action))])
    rows = [f"| `{_written(action)}` | {_told(action)} |" for action in actions if action.dest not in _USUAL]
    table = ["\n".join(["| | |", "|---|---|", *rows])] if rows else []
    usual = " ".join(f"`{_written(action)}`" for action in actions if action.dest in _USUAL)
    also = [f"{'Also' if rows else 'Takes'} {usual}"] if usual else []
    return "\n\n".join([f"## {name}", f"`{usage}`", _plain(parser.description or ""), *table, *also])


def _told(action: argparse.Action) -> str:
    return "a query: see [Find](finding.md)" if action.help == QUERY_HELP else _plain(action.help or "")


def _is_alone(action: argparse.Action) -> bool:
    return not action.option_strings


def _usage(action: argparse.Action) -> str:
    """What stands for an argument in the line that tells how a command is called."""
    written = _written(action)
    more = f"{written}…" if action.nargs in ("*", "+") else written
    return f"[{more}]" if action.nargs in ("*", "?") else more


def _written(action: argparse.Action) -> str:
    """An option with its values, or the name of what stands alone."""
    values = action.metavar or ("/".join(action.choices or ()) if action.nargs != 0 else "")
    value = " ".join(values) if isinstance(values, tuple) else values
    return " ".join(part for part in (*action.option_strings, value) if part)


def _plain(text: str) -> str:
    """Prose in a table of Markdown: signs that would begin something else stand for themselves."""
    return re.sub(r"([\\*_<>|\[\]])", r"\\\1", " ".join(text.split()))


def _from_first_section(make: Callable[[], str]) -> Callable[[str], str]:
    return lambda page: page[: page.index("\n## ") + 1] + make() + "\n"


def _table(head: str, make: Callable[[], str]) -> Callable[[str], str]:
    found = re.compile(rf"^{re.escape(head)}\n(?:\|.*\n)*", re.MULTILINE)
    return lambda page: found.sub(lambda _: f"{make()}\n", page)


GENERATED: dict[Path, Callable[[str], str]] = {
    help_folder() / "keys.md": _from_first_section(keys_sections),
    help_folder() / "commands.md": _from_first_section(commands_sections),
    help_folder() / "exporting.md": _table(_FORMATS_HEAD, formats_table),
    README: _table(_README_HEAD, ten_keys),
}

if __name__ == "__main__":
    main()

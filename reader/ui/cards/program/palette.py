"""The palette: any command by typing a part of its name."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from reader.commands.command_rows.command import Command
from reader.commands.keymaps.keymap import Keymap
from reader.commands.rank import Match, rank
from reader.ui.cards.choice.picker import Picker, PickRow

MOST_RECENT = 8


class Palette(Picker):
    """A card over the window with all commands of the table, found by some of their letters.

    ``is_available`` says why a command cannot be carried out now, or None. ``recent`` holds the ids of the commands
    used last, newest first; the palette keeps it up, its owner keeps it.
    """

    def __init__(
        self,
        commands: Sequence[Command],
        keymap: Keymap,
        run: Callable[[str], None],
        is_available: Callable[[Command], str | None],
        parent: QWidget,
        recent: list[str] | None = None,
    ) -> None:
        super().__init__(parent, "Commands", prompt="Type part of a command's name", nothing="No matching command.")
        self._commands = {command.id: command for command in commands}
        self._keymap = keymap
        self._run = run
        self._why_not = {command.id: is_available(command) or "" for command in commands}
        self._recent = recent if recent is not None else []
        self.line.textChanged.connect(self._search)
        self._search("")

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._recent[:] = [row.id, *(id for id in self._recent if id != row.id)][:MOST_RECENT]
        self._run(row.id)

    def _search(self, typed: str) -> None:
        names = [(id, command.title) for id, command in self._commands.items()]
        self.show_rows([self._row(self._commands[id], match) for id, match in rank(typed, names, self._recent)])

    def _row(self, command: Command, match: Match) -> PickRow:
        keys = tuple(self._keymap.keys_of(command.id))
        return PickRow(
            command.id,
            command.title,
            detail=command.menu.value,
            keys=keys,
            places=match.places,
            why_not=self._why_not[command.id],
        )

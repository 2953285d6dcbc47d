"""The table of commands, one row each; the keys are DESIGN's defaults."""

from reader.commands.command_rows.command import Command
from reader.commands.command_rows.correction_commands import CORRECTING
from reader.commands.command_rows.highlight_commands import HIGHLIGHTING
from reader.commands.command_rows.item_commands import ACTING
from reader.commands.command_rows.moves import MOVING
from reader.commands.command_rows.pane_commands import PANES
from reader.commands.command_rows.window_commands import FRAMING

COMMANDS: tuple[Command, ...] = (*MOVING, *ACTING, *PANES, *HIGHLIGHTING, *CORRECTING, *FRAMING)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

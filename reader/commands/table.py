"""The table of commands, one row each; the keys are DESIGN's defaults."""

from reader.commands.acting import ACTING
from reader.commands.commands import Command
from reader.commands.correcting import CORRECTING
from reader.commands.framing import FRAMING
from reader.commands.highlighting import HIGHLIGHTING
from reader.commands.moving import MOVING
from reader.commands.panes import PANES

COMMANDS: tuple[Command, ...] = (*MOVING, *ACTING, *PANES, *HIGHLIGHTING, *CORRECTING, *FRAMING)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}

"""Runs one command: finds it in the arguments, calls it, and turns whatever goes wrong into one plain line."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import cast

from reader.cli.terminal.options import COMMANDS, USAGE_ERROR, Command, command_parser, window_parser
from reader.cli.terminal.output import complain
from reader.core.values.errors import ReaderError

DONE = 0
FAILED = 1
# As shells have it: 128 and the number of SIGINT.
INTERRUPTED = 130

Run = Callable[[Namespace], int]
OpenWindow = Callable[[Sequence[str]], int]


def split_arguments(argv: Sequence[str]) -> tuple[Command | None, list[str]]:
    """The command that the arguments name, if any, and the other arguments (``--library`` may stand before it)."""
    place = 0
    while place < len(argv) and argv[place].startswith("-") and argv[place] not in ("-", "--"):
        place += 2 if argv[place] == "--library" else 1
    command = COMMANDS.get(argv[place]) if place < len(argv) else None
    return command, [*argv[:place], *argv[place + 1 :]] if command else list(argv)


def guarded(command: Command | None, arguments: Sequence[str], *, open_window: OpenWindow) -> int:
    """Run a command (None: the window) and return the exit status; no error leaves here as a traceback."""
    try:
        status = _run(command, arguments, open_window)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python flushes once more at exit: into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except ReaderError as error:
        complain(str(error))
    except Exception as error:
        complain(_unexpected(error))
    return FAILED


def _run(command: Command | None, arguments: Sequence[str], open_window: OpenWindow) -> int:
    if command is None:
        return _run_window(arguments, open_window)
    options = command_parser(command).parse_args(arguments)
    if command.run is None:
        return _opened(open_window, [command.name, *_canonical(options)])
    module, _, function = command.run.partition(":")
    return cast(Run, getattr(import_module(f"reader.cli.{module}"), function))(options)


def _run_window(arguments: Sequence[str], open_window: OpenWindow) -> int:
    options = window_parser().parse_args(arguments)
    for name in options.files:
        if not Path(name).exists():
            complain(f"There is no file or command {name} (see reader --help).")
            return USAGE_ERROR
    return _opened(open_window, _canonical(options))


def _canonical(options: Namespace) -> list[str]:
    """Checked options as arguments in one order: options first, then what stands alone."""
    named = vars(options).copy()
    alone = named.pop("files", None) or ([named.pop("path")] if "path" in named else [])
    given = [(f"--{name}", str(value)) for name, value in named.items() if value is not None]
    return [part for pair in given for part in pair] + (["--", *alone] if alone else [])


def _opened(open_window: OpenWindow, argv: Sequence[str]) -> int:
    try:
        return open_window(argv)
    except ImportError as error:
        if "PySide6" in f"{error.name} {error}" or ".so" in str(error):
            complain(
                f"Qt cannot be loaded ({error}). ./run installs or names what is missing; reader list works without it."
            )
            return FAILED
        raise


def _unexpected(error: Exception) -> str:
    from reader.services.machine.reports import report_unexpected

    with suppress(Exception):
        return report_unexpected(error)
    return f"Something unexpected happened: {type(error).__name__}: {error}"

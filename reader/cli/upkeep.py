"""``check`` and ``backup``: look after the library's file."""

import shutil
import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from reader.cli.terminal.open_library import opened
from reader.cli.terminal.output import tell, write_json, write_line
from reader.core.text.clean import clean_line


def check(options: Namespace) -> int:
    """Print the faults of the library; the status is 1 when there is one."""
    with opened(options) as library:
        faults = library.check(repair=options.repair)
    if options.json:
        write_json({"sound": not faults, "faults": faults})
    else:
        for fault in faults:
            write_line(clean_line(fault))
        if not faults:
            write_line("The library is sound.")
    return int(bool(faults))


def backup(options: Namespace) -> int:
    """Copy the library to a file, or to standard output."""
    with opened(options) as library:
        if options.path == "-":
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(folder, "library.db")
                library.backup(copy)
                with copy.open("rb") as file:
                    shutil.copyfileobj(file, sys.stdout.buffer)
        else:
            library.backup(Path(options.path))
            tell(f"Backed up to {options.path}")
    return 0

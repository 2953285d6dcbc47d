"""Names for processes of this machine, each given only once: the number of a process is given out again."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

_STAMP = f"{time.time_ns():x}"
"""The time when this module was loaded; it tells processes of one number apart where there is no /proc."""


def this_process() -> str:
    """The name of this process: its number, when it started, and (where it is known) since which boot."""
    return _name(os.getpid()) or f"{os.getpid()}-{_STAMP}"


def is_alive(process: str) -> bool:
    """Whether another process of this name runs; this very process does not count as another."""
    number = process.partition("-")[0]
    if not (number.isascii() and number.isdigit()) or len(number) > 9 or int(number) in (0, os.getpid()):
        return False
    if _name(os.getpid()) is not None:
        return _name(int(number)) == process
    return _runs(int(number))


def _name(number: int) -> str | None:
    """The name of a running process as Linux tells it; None where it does not run or nobody tells."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{number}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return None if fields[0] in "ZX" else f"{number}-{fields[19]}-{boot}"
    return None


def _runs(number: int) -> bool:
    if sys.platform == "win32":
        return False  # os.kill would end it; there a draft of a living window may be recovered early
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

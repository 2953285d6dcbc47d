"""Mailboxes: the messages of an mbox, streamed at any size, and of a Maildir."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

# "From " also begins sentences: the line that separates messages has a time and a year, or nothing but an address.
_SEPARATOR = re.compile(
    rb"From .*\b\d{1,2}:\d\d(?::\d\d)?\b.*\b\d{4}\b.*"
    rb"|From (?:-|\?\?\?@\?\?\?|MAILER[-_]DAEMON|\S+@\S+)(?:\s.*\d{4})?\s*"
)
_QUOTED = re.compile(rb">+From ")
# Lines are read in pieces, so that a file without line ends is no single line in memory.
LINE_PIECE = 1 << 20


class Message(NamedTuple):
    """The bytes of a message (None: too many), and the line of the mailbox that its first line is."""

    data: bytes | None
    line: int


def is_separator(line: bytes) -> bool:
    """Whether a line begins a message of an mbox."""
    return line.startswith(b"From ") and _SEPARATOR.fullmatch(line[:500].rstrip(b"\r\n")) is not None


def read_messages(file: BinaryIO, *, most: int) -> Iterator[Message]:
    """The messages of an mbox, one at a time; one with more than ``most`` bytes has no data.

    Lines that were quoted as ``>From `` get their first letter back (mboxrd).
    """
    rows: list[bytes] = []
    size, is_open, after_blank, at_start = 0, False, True, True
    line_number, first = 0, 1
    while line := file.readline(LINE_PIECE):
        line_number += at_start
        if at_start and after_blank and is_separator(line):
            if is_open:
                yield Message(b"".join(rows) if size <= most else None, first)
            rows, size, is_open, first = [], 0, True, line_number + 1
        elif is_open:
            size += len(line)
            if size <= most:
                rows.append(line[1:] if at_start and _QUOTED.match(line) else line)
            else:
                rows = []
        after_blank = at_start and not line.strip()
        at_start = line.endswith(b"\n")
    if is_open:
        yield Message(b"".join(rows) if size <= most else None, first)


def is_maildir(folder: Path) -> bool:
    """Whether a folder is a Maildir: its messages stand in ``cur`` and ``new``."""
    return all(os.path.isdir(folder / name) for name in ("cur", "new"))


def maildir_files(folder: Path) -> list[Path]:
    """The messages of a Maildir, in the order they arrived (as far as their names say)."""
    files = [file for name in ("cur", "new") for file in (folder / name).iterdir() if not file.name.startswith(".")]
    return sorted((file for file in files if file.is_file()), key=lambda file: file.name)

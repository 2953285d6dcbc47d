"""``mark``, ``note``, ``apply`` and ``undo``: change the state of items."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from reader.cli.terminal.open_library import opened
from reader.cli.terminal.options import USAGE_ERROR, flag_options
from reader.cli.terminal.output import complain, write_json, write_line
from reader.core.state.changes import Changes, Origin
from reader.core.state.tags import split_tags, unique
from reader.core.text.clean import clean_line
from reader.core.values.errors import CommandError
from reader.core.values.ids import ItemId
from reader.services.items.apply import Answer, act_on, apply_lines, find_rows

NOTE_BYTES = 5_000_000
LINE_BYTES = 32_000_000
"""A line of ``apply`` may hold the longest note, with everything in it escaped."""
UNDONE = frozenset({Origin.WINDOW, Origin.CLI})


def mark(options: Namespace) -> int:
    """Set or take back flags and tags of items, as one act."""
    pairs = flag_options()
    given = {pair.name: getattr(options, pair.name) for pair in pairs}
    values = {name: value for name, value in given.items() if value is not None}
    tags, untags = (unique(tag for line in lines for tag in split_tags(line)) for lines in (options.tag, options.untag))
    if not (values or tags or untags):
        flags = ", ".join(option for pair in pairs for option in (pair.on, pair.off))
        complain(f"Say what to change: {flags}, --tag TAG or --untag TAG.")
        return USAGE_ERROR
    return _change(options, options.ids, values, tags=tags, untags=untags)


def note(options: Namespace) -> int:
    """Write the note of an item's work; an empty one removes it."""
    text = options.text
    if text == "-":
        data = sys.stdin.buffer.read(NOTE_BYTES + 1)
        if len(data) > NOTE_BYTES:
            raise CommandError("The note is larger than 5 MB.")
        try:
            text = data.decode("utf-8").removesuffix("\n")
        except UnicodeDecodeError as error:
            raise CommandError("The note is not UTF-8 text.") from error
    return _change(options, [options.id], {"note": text})


def apply(options: Namespace) -> int:
    """Carry out JSON lines from standard input, answering each once it is on disk."""

    def answer(answer: Answer) -> None:
        failed = {} if answer.error is None else {"error": answer.error}
        write_json({"seq": answer.seq, "ok": answer.error is None} | failed, indent=None)
        sys.stdout.flush()

    with opened(options) as library:
        failures = apply_lines(library, _lines(sys.stdin.buffer), answer)
    return int(failures > 0)


def undo(options: Namespace) -> int:
    """Take back the newest act of the window or the command line that stands."""
    with opened(options) as library:
        changes = library.undo(origins=UNDONE).result()
    if options.json:
        write_json(changes and {"undone": changes.label, "changed": _count(changes), "kept": changes.kept})
    elif changes is None:
        write_line("Nothing to undo.")
    else:
        kept = f" ({changes.kept} changed since then and stay as they are)" if changes.kept else ""
        write_line(f"Undone: {clean_line(changes.label)}{kept}")
    return 0


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(LINE_BYTES + 1):
        if len(line) > LINE_BYTES:
            raise CommandError("A line is larger than 32 MB. The lines before it were carried out.")
        yield line


def _change(
    options: Namespace,
    ids: list[int],
    values: Mapping[str, bool | str],
    *,
    tags: Sequence[str] = (),
    untags: Sequence[str] = (),
) -> int:
    with opened(options) as library:
        reader = library.reader()
        try:
            rows = find_rows(reader, [ItemId(number) for number in ids])
        finally:
            reader.close()
        act = act_on(rows, values, tags=tags, untags=untags)
        changes = library.change(act.wishes, origin=Origin.CLI, label=act.label).result()
    if options.json:
        write_json({"label": act.label, "changed": _count(changes)})
    else:
        write_line(clean_line(act.label) if changes.changes else "Nothing to change.")
    return 0


def _count(changes: Changes) -> int:
    return sum(len(change.targets) for change in changes.changes)

"""``publications``: lists, renames and merges them."""

from argparse import Namespace
from typing import TYPE_CHECKING

from reader.cli.lists import list_publications
from reader.cli.terminal.open_library import opened
from reader.cli.terminal.output import tell
from reader.core.state.changes import Origin
from reader.core.state.rows import PublicationRow
from reader.core.values.errors import CommandError
from reader.services.items import triage

if TYPE_CHECKING:
    from reader.services.items.triage import Act
    from reader.store import Reader


def publications(options: Namespace) -> int:
    """List publications, or rename one, or make one of two."""
    if options.rename is None and options.merge is None:
        return list_publications(options)
    with opened(options) as library:
        reader = library.reader()
        try:
            act = _act(reader, options)
        finally:
            reader.close()
        library.change(act.wishes, origin=Origin.CLI, label=act.label).result()
        tell(f"{act.label}.")
    return 0


def _act(reader: "Reader", options: Namespace) -> "Act":
    if options.rename is not None:
        row, name = find_publication(reader, options.rename[0]), options.rename[1]
        return triage.rename_publication(row.id, row.title or "Unknown newsletter", name)
    row, into = (find_publication(reader, name) for name in options.merge)
    if row.id == into.id:
        raise CommandError("Both names are the same newsletter. Name two to merge them.")
    return triage.merge_publications(row.id, into.id, row.title or "Unknown newsletter", into.title or str(into.id))


def find_publication(reader: "Reader", name: str) -> PublicationRow:
    """The publication of this number or name. CommandError: there is none, or there are several."""
    if not name.strip():
        raise CommandError("Name the newsletter. reader publications lists them.")
    rows = reader.publications()
    numbered = [row for row in rows if name.isascii() and name.isdigit() and row.id == int(name)]
    found = [row for row in rows if name.casefold() in (row.title or "").casefold()]
    same = numbered or [row for row in found if (row.title or "").casefold() == name.casefold()] or found
    if len(same) != 1:
        told = "Several newsletters are" if same else "No newsletter is"
        raise CommandError(f"{told} called “{name}”. reader publications lists them.")
    return same[0]

"""``export``: writes items and works in other programs' formats."""

import sys
import time
from argparse import Namespace

from reader.cli.lists import typed
from reader.cli.terminal.open_library import opened
from reader.cli.terminal.output import tell, write_line
from reader.core.state.query_text import parse_query
from reader.core.text.clean import clean_line
from reader.services.exports.export import export as export_items
from reader.services.exports.export import export_text
from reader.services.exports.formats.export_formats import FORMATS

TOLD_EVERY_S = 1.0


def export(options: Namespace) -> int:
    """Write the items of a query (all: without one) to a file, into a folder or to standard output."""
    query = parse_query(typed(options.query))
    format = FORMATS[options.format]
    with opened(options) as library:
        reader = library.reader()
        try:
            ids = reader.listing(query, limit=options.limit).ids
            if format.is_complete and not query.terms and options.limit is None:
                ids = (*ids, *reader.kept_items())
            if options.out == "-":
                for piece in export_text(reader, ids, format, progress=Told()):
                    sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
                return 0
            exported = export_items(library, reader, ids, format, options.out, progress=Told())
        finally:
            reader.close()
    if exported:
        write_line(clean_line(exported.told))
    return 0


class Told:
    """Shows progress on standard error, once a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + TOLD_EVERY_S

    def __call__(self, done: int, of: int) -> None:
        """Show how many records of how many are done."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + TOLD_EVERY_S
            tell(f"{done} of {of}")

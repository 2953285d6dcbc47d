"""CSV (RFC 4180), one row an item: CRLF, UTF-8; no cell begins with what a spreadsheet would carry out.

For Readwise, which takes highlights only, it is one row a highlight (https://readwise.io/import_bulk).
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader.core.text.clean import clean_line
from reader.services.exporting.facts.authors import told_names
from reader.services.exporting.facts.records import ItemRecord, WorkRecord, quoted
from reader.services.items.item_json import item_json

COLUMNS = (
    "id key publication issue section position title author url kind topics tags read starred later done note body "
    "year venue highlights date"
).split()
READWISE_COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
# Full-width signs count too: some spreadsheets read them as the plain ones.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def write_csv(items: Iterable[ItemRecord]) -> Iterator[str]:
    """A head of column names, then the rows."""
    yield _row(COLUMNS)
    for item in items:
        typed = item.detail.typed
        told = {"title": item.title, "author": item.author, "year": typed.year, "venue": typed.venue}
        marked = (f"{one.colour}: {quoted(one)}" for one in item.detail.highlights)
        # The HTML is in no column, and cleaning it takes longer than all else.
        values = item_json(replace(item.detail, body_html="")) | told | {"highlights": "\n".join(marked)}
        yield _row([_cell(values[name]) for name in COLUMNS])


def write_readwise(works: Iterable[WorkRecord]) -> Iterator[str]:
    """A head of column names, then a row for each highlight; ``Location`` is where its words begin in their text."""
    yield _row(READWISE_COLUMNS)
    for work in works:
        facts = work.facts
        for one in work.highlights:
            said = (one.anchor.exact, facts.title, told_names(facts.authors), work.url, one.note, one.anchor.start)
            yield _row([*map(_cell, said), clean_line(one.created_at[:19].replace("T", " "))])


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return harmless("; ".join(map(str, value)))
        case _:
            return harmless(str(value))


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()

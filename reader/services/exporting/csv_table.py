"""CSV (RFC 4180), one row an item: CRLF, UTF-8; no cell begins with what a spreadsheet would carry out."""

import csv
import io
from collections.abc import Iterable, Iterator

from reader.services.exporting.records import ItemRecord
from reader.services.listing import item_json

COLUMNS = (
    "id key publication issue section position title author url kind topics tags read starred later done note body"
).split()
# Full-width signs count too: some spreadsheets read them as the plain ones.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def write_csv(items: Iterable[ItemRecord]) -> Iterator[str]:
    """A head of column names, then the rows."""
    yield _row(COLUMNS)
    for item in items:
        values = item_json(item.detail)
        yield _row([_cell(values[name]) for name in COLUMNS])


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

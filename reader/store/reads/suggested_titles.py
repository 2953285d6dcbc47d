"""Suggests titles for items that lost theirs: from the same work, from the same text, or from their address.

They are looked up whenever rows are read and never stored: what they came from may change, and the source did not
print them.

Its statement is SQL: CROSS JOIN tells SQLite's planner in which order to walk, and rows are read at every key.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from reader.core.state.rows import Borrowed
from reader.core.values.ids import ItemId
from reader.core.values.works import address_name
from reader.store.sql.labels import LABEL
from reader.store.sql.schema import TITLE

_LENDERS = """
SELECT wanted.value, item.id, {title}, {label}, item.publication_id, publication.title
FROM json_each(?) AS wanted CROSS JOIN item ON item.id = (
    SELECT lender.id FROM item AS lender JOIN work AS named ON named.id = lender.work_id
    WHERE lender.{column} = wanted.value AND lender.shown >= 1
        AND coalesce(lender.own_title, lender.title, named.own_title) IS NOT NULL
    ORDER BY lender.shown, lender.rank DESC, lender.issue_id DESC, lender.position LIMIT 1
)
JOIN work ON work.id = item.work_id JOIN issue ON issue.id = item.issue_id
JOIN publication ON publication.id = item.publication_id
"""


@dataclass(frozen=True, slots=True)
class Borrower:
    """An item without a title; ``text`` is its ``text_number``, ``label`` how its work is known."""

    id: int
    work: int
    text: int | None
    publication: int
    label: str | None


@dataclass(frozen=True, slots=True)
class _Lender:
    item: int
    title: str
    issue: str
    publication: int
    publication_title: str | None

    def lends_to(self, borrower: Borrower) -> Borrowed:
        is_near = self.publication == borrower.publication or not self.publication_title
        source = self.issue if is_near else f"{self.publication_title} {self.issue}"
        return Borrowed(self.title, ItemId(self.item), source)


def find_borrowed(connection: Connection, borrowers: Sequence[Borrower]) -> dict[int, Borrowed]:
    """The titles that untitled items can borrow: from the newest item of the work, of the text, or the address."""
    works = _lenders(connection, "work_id", {borrower.work for borrower in borrowers})
    texts = {borrower.text for borrower in borrowers if borrower.work not in works and borrower.text is not None}
    same = _lenders(connection, "text_number", texts)
    found: dict[int, Borrowed] = {}
    for borrower in borrowers:
        lender = works.get(borrower.work) or same.get(borrower.text or 0)
        if lender is not None:
            found[borrower.id] = lender.lends_to(borrower)
        elif name := address_name(borrower.label):
            found[borrower.id] = Borrowed(name, None, "its address")
    return found


def _lenders(connection: Connection, column: str, wanted: Collection[int]) -> Mapping[int, _Lender]:
    """The items that lend for these values of a column, the newest of each."""
    if not wanted:
        return {}
    sql = _LENDERS.format(title=TITLE, label=LABEL, column=column)
    rows = connection.exec_driver_sql(sql, (json.dumps(sorted(wanted)),)).cursor.fetchall()
    return {value: _Lender(*row) for value, *row in rows}

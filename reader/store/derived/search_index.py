"""Keeps the search index right. It holds no text of its own (external content): it is told what goes and what comes.

By hand and not by triggers: where the schema is not trusted (``trusted_schema`` is off) SQLite 3.40 lets no trigger
write to a virtual table.

Its statements are SQL: FTS5's own command 'delete' is in them, and an import runs them for every issue.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

_COLUMNS = "id, title, body, note FROM searchable WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
_OUT = f"INSERT INTO item_fts (item_fts, rowid, title, body, note) SELECT 'delete', {_COLUMNS}"
_IN = f"INSERT INTO item_fts (rowid, title, body, note) SELECT {_COLUMNS}"


def index_items(connection: Connection, ids: Iterable[int]) -> None:
    """Add new items to the index."""
    connection.exec_driver_sql(_IN, (json.dumps(list(ids)),))


@contextmanager
def reindexed(connection: Connection, ids: Iterable[int]) -> Iterator[None]:
    """Take items out of the index and, when their texts were changed inside, put them back."""
    bound = (json.dumps(list(ids)),)
    connection.exec_driver_sql(_OUT, bound)
    yield
    connection.exec_driver_sql(_IN, bound)

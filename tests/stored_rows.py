"""Rows that a test asks of the library's file itself, past all that a reader offers."""

from typing import Any

from reader.store import Reader


def stored_rows(reader: Reader, sql: str, *bound: Any) -> list[Any]:
    """The rows of a statement, on the reader's own connection."""
    return list(reader._connection.exec_driver_sql(sql, bound).cursor.fetchall())

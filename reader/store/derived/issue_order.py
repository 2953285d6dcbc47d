"""The order of issues in lists, by their numbers and days as they are shown."""

import json
from collections.abc import Collection

from sqlalchemy import Connection

from reader.core.revision.prepared import rank
from reader.store.sql.labels import DATE, NUMBER


def place_issues(connection: Connection, issues: Collection[int]) -> None:
    """Orders issues and their items in lists by their numbers and days."""
    rows = connection.exec_driver_sql(
        f"SELECT id, {NUMBER}, {DATE}, stored_at, rank FROM issue WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(issues)),),
    ).cursor.fetchall()
    for issue, number, day, stored_at, before in rows:
        place = rank(number, day, stored_at)
        if place != before:
            connection.exec_driver_sql("UPDATE issue SET rank = ? WHERE id = ?", (place, issue))
        connection.exec_driver_sql("UPDATE item SET rank = ? WHERE issue_id = ? AND rank <> ?", (place, issue, place))

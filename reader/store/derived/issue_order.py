"""The order of issues in lists, by their numbers and days as they are shown."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select, update

from reader.core.revision.prepared import rank
from reader.store.sql import tables


def place_issues(connection: Connection, issues: Collection[int]) -> None:
    """Orders issues and their items in lists by their numbers and days."""
    table, item = tables.issue, tables.item
    shown = (func.coalesce(table.c.own_number, table.c.number), func.coalesce(table.c.own_date, table.c.date))
    sql = select(table.c.id, *shown, table.c.stored_at, table.c.rank).where(tables.among(table.c.id, issues))
    for issue, number, day, stored_at, before in connection.execute(sql).cursor.fetchall():
        place = rank(number, day, stored_at)
        if place != before:
            tables.update_rows(connection, table, [{"id": issue, "rank": place}])
        elsewhere = (item.c.issue_id == issue, item.c.rank != place)
        connection.execute(update(item).where(*elsewhere).values(rank=place))

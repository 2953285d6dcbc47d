"""Makes publications of the feeds in a subscription list: no issue yet, but an address, and what else the list said."""

import json
import uuid
from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from reader.core.revision.prepared import name_key
from reader.core.state.changes import Edit, Field, Origin
from reader.core.text.clean import clean_address, clean_title
from reader.core.values.subscriptions import Subscription
from reader.store.log import change_log
from reader.store.sql import tables


def subscribe(connection: Connection, feeds: Sequence[Subscription]) -> int:
    """Add the feeds inside a transaction; returns how many are new.

    A known address keeps its name, a removed one returns.
    """
    at = change_log.now()
    return sum(_add(connection, feed, at) for feed in feeds)


def _add(connection: Connection, feed: Subscription, at: str) -> bool:
    table, address, title = tables.publication, clean_address(feed.address), clean_title(feed.title or "") or None
    outline = json.dumps({"folder": feed.folder, "attributes": dict(feed.attributes)})
    found = connection.execute(select(table.c.id, table.c.removed_at).where(table.c.address == address)).first()
    if found is None:
        # What was imported before it was subscribed to is the same publication, unless it has an address of its own.
        named = select(table.c.id, table.c.removed_at).where(
            table.c.name_key == name_key(title or ""), table.c.address.is_(None), table.c.title.is_not(None)
        )
        found = connection.execute(named.order_by(table.c.id)).first() if title else None
    if found is None:
        tables.insert_row(
            connection,
            table,
            key=uuid.uuid4().hex,
            title=title or address,
            name_key=name_key(title or address),
            address=address,
            created_at=at,
            outline=outline,
        )
        return True
    was_subscribed = connection.execute(select(table.c.outline).where(table.c.id == found.id)).scalar() is not None
    connection.execute(update(table).where(table.c.id == found.id).values(address=address, outline=outline))
    if found.removed_at is None:
        return not was_subscribed
    back = change_log.apply_edits(connection, [Edit(Field.PUBLICATION_REMOVED, (found.id,), False)], at)
    change_log.log(connection, back, origin=Origin.IMPORT, label=f"subscribe to {title or address}", at=at)
    return True

"""Everything of a library that its user could tell apart, for comparing before and after."""

from contextlib import closing

from reader.store.sql.connection import connect

STATE = {
    "item": "id, key, issue_id, section_id, work_id, rank, position, kind, title, own_title, url, is_read, is_later,"
    " is_done, is_starred, has_note, has_highlights, is_title_refused, text_number, shown, retired_at IS NULL",
    "live_work": "id, key, identity, is_starred, note, own_title, own_authors, own_year, own_venue, joined_id",
    "issue": "id, key, publication_id, number, title, original_id, removed_at IS NULL",
    "publication": "id, key, title, removed_at IS NULL",
    "live_tag": "id, name, fold, colour",
    "live_tagging": "work_id, tag_id",
    "section": "id, issue_id, position, title, is_retired, is_name_refused",
    "item_text": "id, body",
    "item_fts": "rowid, title, body, note",
    "live_highlight": "id, key, anchor, item_id, colour, note",
    "placement": "highlight_id, item_id, start, stop",
}
VIEWS = """
CREATE TEMP VIEW live_tag AS SELECT * FROM tag WHERE removed_at IS NULL;
CREATE TEMP VIEW live_tagging AS SELECT * FROM tagging WHERE is_set = 1 ORDER BY work_id, tag_id;
CREATE TEMP VIEW live_highlight AS SELECT * FROM highlight WHERE removed_at IS NULL;
CREATE TEMP VIEW live_work AS SELECT * FROM work WHERE id IN (
    SELECT work_id FROM item UNION SELECT base_work_id FROM item UNION SELECT own_work_id FROM item
);
"""


def state_of(path):
    """Everything of a library that its user could tell apart."""
    with closing(connect(path)) as connection:
        connection.executescript(VIEWS)
        return {
            table: connection.execute(f"SELECT {what} FROM {table} ORDER BY 1, 2").fetchall()
            for table, what in STATE.items()
        }

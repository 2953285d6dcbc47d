"""Reading an issue's text with the places of what it was split into."""

import json
import zlib

from sqlalchemy import Connection

from reader.core.documents import Span
from reader.core.errors import NotFound
from reader.core.ids import IssueId, ItemId, SectionId
from reader.core.issue_pages import IssueText, PagedItem
from reader.core.issues import Part, Role


def read_issue_text(connection: Connection, id: IssueId) -> IssueText:
    """An issue as it came. NotFound: there is none."""
    found = connection.exec_driver_sql(
        "SELECT boilerplate, text, original_id FROM issue JOIN original ON original.id = original_id "
        "WHERE issue.id = ?",
        (id,),
    ).first()
    if found is None:
        raise NotFound(f"There is no issue {id} in this library.")
    boilerplate, packed, original = found
    headings = connection.exec_driver_sql(
        "SELECT id, start, stop FROM section "
        "WHERE issue_id = ? AND is_retired = 0 AND start IS NOT NULL ORDER BY start",
        (id,),
    ).cursor.fetchall()
    items = connection.exec_driver_sql(
        "SELECT item.id, section_id, parts FROM item JOIN item_text USING (id) "
        "WHERE issue_id = ? AND retired_at IS NULL AND original_id = ? ORDER BY position, item.id",
        (id, original),
    ).cursor.fetchall()
    return IssueText(
        id,
        zlib.decompress(packed).decode(),
        tuple(Span(*span) for span in json.loads(boilerplate)),
        tuple((SectionId(section), Span(start, stop)) for section, start, stop in headings),
        tuple(
            PagedItem(
                ItemId(item),
                SectionId(section),
                tuple(Part(Role(role), Span(start, end)) for role, start, end in json.loads(parts)),
            )
            for item, section, parts in items
        ),
    )

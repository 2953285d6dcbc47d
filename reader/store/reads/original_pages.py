"""Reads an issue as it came: its text, where its items and sections stand in it, and what is in none."""

import json
import zlib

from sqlalchemy import Connection

from reader.core.revision.issue_pages import IssueHead, IssueText, OriginalRow, PagedItem, anchors
from reader.core.state.rows import Remark
from reader.core.values.document import Span
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, ItemId, OriginalId, SectionId
from reader.core.values.issues import Part, Role
from reader.store.sql.labels import GUESS, LABEL, SECTION


def read_issue_text(connection: Connection, id: IssueId, other: OriginalId | None = None) -> IssueText:
    """An issue as it came, or the text alone of another of its originals. NotFound: there is none."""
    found = connection.exec_driver_sql(
        "SELECT boilerplate, text, original_id FROM issue JOIN original ON original.id = original_id "
        "WHERE issue.id = ?",
        (id,),
    ).first()
    if found is None:
        raise NotFound(f"There is no issue {id} in this library.")
    boilerplate, packed, original = found
    if other is not None and other != original:
        return _read_other(connection, id, other)
    headings = connection.exec_driver_sql(
        "SELECT id, start, stop FROM section "
        "WHERE issue_id = ? AND is_retired = 0 AND start IS NOT NULL ORDER BY start",
        (id,),
    ).cursor.fetchall()
    items = connection.exec_driver_sql(
        "SELECT item.id, section_id, parts, url, body_html FROM item JOIN item_text USING (id) "
        "WHERE issue_id = ? AND retired_at IS NULL AND original_id = ? ORDER BY position, item.id",
        (id, original),
    ).cursor.fetchall()
    return IssueText(
        id,
        OriginalId(original),
        zlib.decompress(packed).decode(),
        tuple(Span(*span) for span in json.loads(boilerplate)),
        tuple((SectionId(section), Span(start, stop)) for section, start, stop in headings),
        tuple(
            PagedItem(
                ItemId(item),
                SectionId(section),
                tuple(Part(Role(role), Span(start, end)) for role, start, end in json.loads(parts)),
                url,
                anchors(html),
            )
            for item, section, parts, url, html in items
        ),
    )


def _read_other(connection: Connection, id: IssueId, original: OriginalId) -> IssueText:
    found = connection.exec_driver_sql(
        "SELECT text FROM original WHERE id = ? AND issue_id = ?", (original, id)
    ).scalar()
    if found is None:
        raise NotFound(f"The issue {id} has no original {original}.")
    return IssueText(id, original, zlib.decompress(found).decode())


def read_issue_head(connection: Connection, id: IssueId) -> IssueHead:
    """The head of an issue page, with the originals of the issue, the shown one first. NotFound: there is no issue."""
    found = connection.exec_driver_sql(
        f"SELECT publication.title, {LABEL}, issue.title, issue.date, {GUESS} "
        "FROM issue JOIN publication ON publication.id = publication_id WHERE issue.id = ?",
        (id,),
    ).first()
    if found is None:
        raise NotFound(f"There is no issue {id} in this library.")
    publication, label, title, date, is_guess = found
    originals = connection.exec_driver_sql(
        "SELECT original.id, original.name, format, original.id = original_id "
        "FROM original JOIN issue ON issue.id = issue_id WHERE issue_id = ? ORDER BY 4 DESC, 1",
        (id,),
    ).cursor.fetchall()
    rows = tuple(OriginalRow(OriginalId(number), name, form, bool(shown)) for number, name, form, shown in originals)
    return IssueHead(id, publication, label, title, date, bool(is_guess), rows)


def read_set_aside(connection: Connection, id: IssueId) -> tuple[str, ...]:
    """The lines of an issue's text that are in no item and no heading, in order. NotFound: there is no issue."""
    row = connection.exec_driver_sql(
        "SELECT boilerplate, text FROM issue JOIN original ON original.id = original_id WHERE issue.id = ?", (id,)
    ).first()
    if row is None:
        raise NotFound(f"There is no issue {id} in this library.")
    spans, text = json.loads(row[0]), zlib.decompress(row[1]).decode()
    lines = (line.strip() for start, end in spans for line in text[start:end].splitlines())
    return tuple(line for line in lines if line)


def read_remarks(connection: Connection, id: IssueId) -> tuple[Remark, ...]:
    """The texts of an issue outside of its items: subtitle, introductions and closing. NotFound: there is no issue."""
    row = connection.exec_driver_sql("SELECT subtitle, intro, outro FROM issue WHERE id = ?", (id,)).first()
    if row is None:
        raise NotFound(f"There is no issue {id} in this library.")
    sections = connection.exec_driver_sql(
        f"SELECT coalesce({SECTION}, 'Section'), intro FROM section "
        "WHERE issue_id = ? AND is_retired = 0 AND intro IS NOT NULL ORDER BY position, id",
        (id,),
    ).cursor.fetchall()
    found = (("Subtitle", row[0]), ("Introduction", row[1]), *sections, ("Closing", row[2]))
    return tuple(Remark(where, text) for where, text in found if text and text.strip())

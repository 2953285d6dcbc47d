"""Reads an issue as it came: its text, where its items and sections stand in it, and what is in none."""

import json
import zlib
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from reader.core.revision.issue_pages import IssueHead, IssueText, OriginalRow, PagedItem, anchors
from reader.core.state.rows import Remark
from reader.core.values.document import Span
from reader.core.values.errors import NotFound
from reader.core.values.ids import IssueId, ItemId, OriginalId, SectionId
from reader.core.values.issues import Part, Role
from reader.store.sql import tables
from reader.store.sql.labels import GUESS, LABEL, SECTION


def read_issue_text(connection: Connection, id: IssueId, other: OriginalId | None = None) -> IssueText:
    """An issue as it came, or the text alone of another of its originals. NotFound: there is none."""
    boilerplate, packed, original = _shown_text(connection, id)
    if other is not None and other != original:
        return _read_other(connection, id, other)
    section, item, text = tables.section, tables.item, tables.item_text
    printed = (section.c.issue_id == id, section.c.is_retired == 0, section.c.start.is_not(None))
    sql = select(section.c.id, section.c.start, section.c.stop).where(*printed).order_by(section.c.start)
    headings = connection.execute(sql).cursor.fetchall()
    split_out = (item.c.issue_id == id, item.c.retired_at.is_(None), text.c.original_id == original)
    said = select(item.c.id, item.c.section_id, text.c.parts, item.c.url, text.c.body_html)
    said = said.join(text, text.c.id == item.c.id).where(*split_out).order_by(item.c.position, item.c.id)
    items = connection.execute(said).cursor.fetchall()
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


def _shown_text(connection: Connection, id: IssueId) -> tuple[str, bytes, int]:
    """The lines set aside (JSON), the packed text and its original of an issue. NotFound: there is no such issue."""
    issue, original = tables.issue, tables.original
    sql = select(issue.c.boilerplate, original.c.text, original.c.id).join(
        original, original.c.id == issue.c.original_id
    )
    found = connection.execute(sql.where(issue.c.id == id)).first()
    if found is None:
        raise NotFound(f"There is no issue {id} in this library.")
    return found[0], found[1], found[2]


def _read_other(connection: Connection, id: IssueId, original: OriginalId) -> IssueText:
    table = tables.original
    found = connection.execute(select(table.c.text).where(table.c.id == original, table.c.issue_id == id)).scalar()
    if found is None:
        raise NotFound(f"The issue {id} has no original {original}.")
    return IssueText(id, original, zlib.decompress(found).decode())


def read_issue_head(connection: Connection, id: IssueId) -> IssueHead:
    """The head of an issue page, with the originals of the issue, the shown one first. NotFound: there is no issue."""
    issue, publication, table = tables.issue, tables.publication, tables.original
    shown: list[ColumnElement[Any]] = [literal_column(LABEL), literal_column(GUESS)]
    told = (publication.c.title, issue.c.title, issue.c.date, *shown)
    head = select(*told).join(publication, publication.c.id == issue.c.publication_id).where(issue.c.id == id)
    found = connection.execute(head).first()
    if found is None:
        raise NotFound(f"There is no issue {id} in this library.")
    name, title, date, label, is_guess = found
    is_shown = table.c.id == issue.c.original_id
    sql = select(table.c.id, table.c.name, table.c.format, is_shown).join(issue, issue.c.id == table.c.issue_id)
    sql = sql.where(issue.c.id == id).order_by(is_shown.desc(), table.c.id)
    originals = connection.execute(sql).cursor.fetchall()
    rows = tuple(OriginalRow(OriginalId(one), of, form, bool(shown)) for one, of, form, shown in originals)
    return IssueHead(id, name, label, title, date, bool(is_guess), rows)


def read_set_aside(connection: Connection, id: IssueId) -> tuple[str, ...]:
    """The lines of an issue's text that are in no item and no heading, in order. NotFound: there is no issue."""
    boilerplate, packed, _ = _shown_text(connection, id)
    spans, text = json.loads(boilerplate), zlib.decompress(packed).decode()
    lines = (line.strip() for start, end in spans for line in text[start:end].splitlines())
    return tuple(line for line in lines if line)


def read_remarks(connection: Connection, id: IssueId) -> tuple[Remark, ...]:
    """The texts of an issue outside of its items: subtitle, introductions and closing. NotFound: there is no issue."""
    issue, section = tables.issue, tables.section
    row = connection.execute(select(issue.c.subtitle, issue.c.intro, issue.c.outro).where(issue.c.id == id)).first()
    if row is None:
        raise NotFound(f"There is no issue {id} in this library.")
    introduced = (section.c.issue_id == id, section.c.is_retired == 0, section.c.intro.is_not(None))
    sql = select(func.coalesce(literal_column(SECTION), "Section"), section.c.intro).where(*introduced)
    sections = connection.execute(sql.order_by(section.c.position, section.c.id)).cursor.fetchall()
    found = (("Subtitle", row[0]), ("Introduction", row[1]), *sections, ("Closing", row[2]))
    return tuple(Remark(where, text) for where, text in found if text and text.strip())

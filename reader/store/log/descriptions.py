"""Metadata by hand: an issue's title, number, day and publication; publications renamed, merged, forgotten.

Like all wishes they become edits, which are logged and undone. A publication that an issue is moved to and that is not
there is added without a log: while it holds no issue nobody sees it.
"""

import json
import uuid

from sqlalchemy import Connection, and_, exists, func, or_, select

from reader.core.fields import FIELDS, PRINTED
from reader.core.revision.prepared import name_key
from reader.core.state.changes import Change, Edit, Field
from reader.core.text.clean import can_be_seen, clean_line
from reader.core.values.errors import CommandError, NotFound
from reader.core.values.ids import PublicationId
from reader.core.values.own_facts import unite, write_own_facts
from reader.core.values.publications import (
    NAME_CAP,
    DescribeIssue,
    ForgetProfile,
    MergePublications,
    PublicationWish,
    RenamePublication,
)
from reader.store.issue_rows.lessons import read_forgotten, read_own
from reader.store.log import change_log
from reader.store.sql import tables


def carry_out(connection: Connection, wish: PublicationWish, at: str) -> list[Change]:
    """Carry out one wish about an issue's or a publication's metadata."""
    match wish:
        case DescribeIssue():
            return _describe(connection, wish, at)
        case RenamePublication():
            return _rename(connection, wish, at)
        case MergePublications():
            return _merge(connection, wish, at)
        case ForgetProfile():
            return _forget(connection, wish, at)


def named_publications(connection: Connection, name: str) -> list[PublicationId]:
    """The publications that are shown under a name; those that are removed, or hold nothing, are not."""
    table, issue = tables.publication, tables.issue
    is_named = func.coalesce(table.c.own_key, table.c.name_key) == name_key(name)
    is_live = and_(table.c.title.is_not(None), table.c.removed_at.is_(None), table.c.joined_id.is_(None))
    holds_any = exists().where(issue.c.publication_id == table.c.id, issue.c.removed_at.is_(None))
    sql = select(table.c.id).where(is_named, is_live, or_(table.c.address.is_not(None), holds_any))
    return list(connection.execute(sql.order_by(table.c.id)).scalars())


def _describe(connection: Connection, wish: DescribeIssue, at: str) -> list[Change]:
    table = tables.issue
    sql = select(table.c.title, table.c.number, table.c.date).where(table.c.id == wish.issue)
    row = connection.execute(sql).first()
    if row is None:
        raise NotFound(f"There is no issue {wish.issue} in this library.")
    printed = (row.title, None if row.number is None else str(row.number), row.date)
    said = zip(PRINTED, (wish.title, wish.number, wish.date), printed, strict=True)
    edits = [Edit(field, (wish.issue,), _own(field, text, before)) for field, text, before in said if text is not None]
    if wish.publication is not None:
        publication = _publication_called(connection, wish, at)
        edits.append(Edit(Field.ISSUE_PUBLICATION, (wish.issue,), str(publication)))
    changes = change_log.apply_edits(connection, edits, at)
    if wish.number:
        _refuse_taken_number(connection, wish.issue)
    return changes


def _refuse_taken_number(connection: Connection, issue: int) -> None:
    """Raise CommandError if another issue of the publication has this number: later documents would go to either."""
    table, publication, other = tables.issue, tables.publication, tables.issue.alias("other")
    number = func.coalesce(table.c.own_number, table.c.number)
    is_of_same = and_(other.c.publication_id == table.c.publication_id, other.c.id != table.c.id)
    is_called_so = func.coalesce(other.c.own_number, other.c.number) == number
    sql = (
        select(number)
        .join(publication, publication.c.id == table.c.publication_id)
        .join(other, and_(is_of_same, is_called_so))
        .where(table.c.id == issue, publication.c.title.is_not(None), other.c.removed_at.is_(None))
    )
    taken = connection.execute(sql).scalar()
    if taken is not None:
        raise CommandError(f"This newsletter already has a #{taken}.")


def _own(field: Field, text: str, printed: str | None) -> str | None:
    """The typed value, cleaned; None where it is empty or what is printed anyway."""
    value = None if text.strip() in ("", printed) else FIELDS[field].clean(text)
    return None if value in ("", printed) else value


def _clean_name(text: str) -> str:
    """A publication's name. CommandError: nothing of it can be seen."""
    name = clean_line(text, cap=NAME_CAP)
    if not can_be_seen(name):
        raise CommandError("A newsletter needs a name.")
    return name


def _publication_called(connection: Connection, wish: DescribeIssue, at: str) -> int:
    """The publication that an issue is to be moved to; a new one if there is none of that name."""
    name = clean_line(wish.publication or "", cap=NAME_CAP)
    table = tables.publication
    joined = select(table.c.id, table.c.title).join(tables.issue, tables.issue.c.publication_id == table.c.id)
    present = connection.execute(joined.where(tables.issue.c.id == wish.issue)).one()
    if name_key(name) == name_key(present.title or ""):
        return int(present.id)
    found = named_publications(connection, _clean_name(name))
    if len(found) > 1:
        raise CommandError(f"Several newsletters are called “{name}”. Merge or rename them first.")
    return found[0] if found else _empty_publication(connection, name, at)


def _empty_publication(connection: Connection, name: str, at: str) -> int:
    """A publication of this name without issues: one that is left over, else a new one."""
    table = tables.publication
    is_named = and_(
        table.c.name_key == name_key(name), func.coalesce(table.c.own_key, table.c.name_key) == name_key(name)
    )
    nothing = (table.c.joined_id, table.c.list_id, table.c.address, table.c.removed_at)
    is_empty = ~exists().where(tables.issue.c.publication_id == table.c.id)
    sql = select(table.c.id).where(is_named, *(column.is_(None) for column in nothing), is_empty)
    found = connection.execute(sql).scalar()
    if found is not None:
        return int(found)
    key = uuid.uuid4().hex
    return tables.insert_row(
        connection, tables.publication, key=key, title=name, name_key=name_key(name), created_at=at
    )


def _rename(connection: Connection, wish: RenamePublication, at: str) -> list[Change]:
    name = _clean_name(wish.name)
    others = [number for number in named_publications(connection, name) if number != wish.publication]
    if others:
        raise CommandError(f"Another newsletter is already called “{name}”. Merge the two.")
    if _is_unknown(connection, wish.publication):
        return _move_all(connection, wish.publication, _empty_publication(connection, name, at), at)
    return change_log.apply_edits(connection, [Edit(Field.PUBLICATION_TITLE, (wish.publication,), name)], at)


def _is_unknown(connection: Connection, publication: int) -> bool:
    """Whether it is the publication of all issues whose publication is unknown: issues to come are none of it."""
    table = tables.publication
    sql = select(table.c.id).where(table.c.id == publication, table.c.title.is_(None))
    return connection.execute(sql).first() is not None


def _move_all(connection: Connection, publication: int, into: int, at: str) -> list[Change]:
    issues = _issues_of(connection, publication)
    return change_log.apply_edits(connection, [Edit(Field.ISSUE_PUBLICATION, issues, str(into))] if issues else [], at)


def _issues_of(connection: Connection, publication: int) -> tuple[int, ...]:
    sql = select(tables.issue.c.id).where(tables.issue.c.publication_id == publication)
    return tuple(connection.execute(sql).scalars())


def _merge(connection: Connection, wish: MergePublications, at: str) -> list[Change]:
    table = tables.publication
    live = select(table.c.id).where(table.c.removed_at.is_(None), table.c.joined_id.is_(None))
    for publication in (wish.publication, wish.into):
        if connection.execute(live.where(table.c.id == publication)).first() is None:
            raise NotFound(f"There is no newsletter {publication} in this library.")
    if wish.publication == wish.into:
        return []
    moved = _move_all(connection, wish.publication, wish.into, at)
    if _is_unknown(connection, wish.publication):
        return moved
    edits = [
        Edit(Field.PUBLICATION_JOINED, (wish.publication,), str(wish.into)),
        Edit(Field.PUBLICATION_REMOVED, (wish.publication,), True),
        *_united(connection, wish),
    ]
    return moved + change_log.apply_edits(connection, edits, at)


def _united(connection: Connection, wish: MergePublications) -> list[Edit]:
    """The facts written and switched off by hand for both publications; where they contradict, the second's stay."""
    own = unite(read_own(connection, wish.into), read_own(connection, wish.publication))
    off = read_forgotten(connection, wish.into) | read_forgotten(connection, wish.publication)
    return [
        Edit(Field.PUBLICATION_FACTS, (wish.into,), write_own_facts(own)),
        Edit(Field.PUBLICATION_FORGOTTEN, (wish.into,), json.dumps(sorted(off), ensure_ascii=False)),
    ]


def _forget(connection: Connection, wish: ForgetProfile, at: str) -> list[Change]:
    issues, correction = _issues_of(connection, wish.publication), tables.correction
    sql = select(func.coalesce(func.max(correction.c.id), 0)).where(tables.among(correction.c.issue_id, issues))
    newest = connection.execute(sql).scalar_one()
    edits = [
        Edit(Field.PUBLICATION_FACTS, (wish.publication,), "[]"),
        Edit(Field.PUBLICATION_FORGOTTEN, (wish.publication,), "[]"),
    ]
    edits += [Edit(Field.ISSUE_FORGOTTEN, issues, str(newest))] if issues else []
    return change_log.apply_edits(connection, edits, at)

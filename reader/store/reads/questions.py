"""The reader of the library: lists, rows and counts, on a connection that another thread can interrupt."""

import zlib
from collections.abc import Callable, Collection, Sequence
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, exists, func, or_, select

from reader.core.fields import FIELDS
from reader.core.revision.issue_pages import IssueHead, IssueText
from reader.core.revision.split_changes import Original, SplitBasis
from reader.core.state.annotations import Annotations, MarkedAt, Part
from reader.core.state.changes import Field, News
from reader.core.state.copies import COPY, IssueCopy, ItemCopy
from reader.core.state.mentions import Alike, Mentions
from reader.core.state.notes import LinkedWork, NoteLinks, link_targets
from reader.core.state.queries import Query
from reader.core.state.rows import (
    Hits,
    IssueRow,
    ItemDetail,
    ItemRow,
    Listing,
    PublicationRow,
    Remark,
    SectionName,
    SectionRow,
    StoredCorrection,
    StoredObservation,
    ViewCounts,
)
from reader.core.state.tags import Tag, TagRow
from reader.core.values.errors import NotFound
from reader.core.values.ids import (
    ChangeId,
    GroupId,
    HighlightId,
    IssueId,
    ItemId,
    OriginalId,
    PublicationId,
    SectionId,
    WorkId,
)
from reader.core.values.own_facts import OwnFact
from reader.core.values.publications import PublicationKey
from reader.store.issue_rows.lessons import (
    read_corrections,
    read_forgotten,
    read_lessons,
    read_observations,
    read_own,
    read_split_basis,
)
from reader.store.log import change_log
from reader.store.reads.annotated import find_annotations, marked_at
from reader.store.reads.counts import (
    count_tags,
    count_views,
    read_issue,
    read_issues,
    read_publications,
    read_section_names,
    read_sections,
    read_siblings,
)
from reader.store.reads.details import read_detail, read_rows, tags_of
from reader.store.reads.note_links import read_linkable, read_note_links, resolve
from reader.store.reads.original_pages import read_issue_head, read_issue_text, read_remarks, read_set_aside
from reader.store.reads.whole_items import copy_issue, copy_item, in_order, kept_items
from reader.store.reads.work_mentions import read_alike, read_mentions
from reader.store.search.hits import find_hits
from reader.store.search.listings import count_items, list_items
from reader.store.sql import tables
from reader.store.sql.connection import driver, snapshot
from reader.store.sql.faults import told
from reader.store.writes.arrivals import find_publication, layout_before

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _reads(method: "Callable[Concatenate[Reader, _P], _T]") -> "Callable[Concatenate[Reader, _P], _T]":
    """Decorates a method that reads: SQLite's errors leave it as core errors."""

    @wraps(method)
    def told_method(self: "Reader", *args: _P.args, **kwargs: _P.kwargs) -> _T:
        with told(self._path):
            return method(self, *args, **kwargs)

    return told_method  # type: ignore[return-value]


class Reader:
    """Reads the library. One for each thread; only `interrupt` may be called from another. Errors are core errors."""

    def __init__(self, path: Path, connect: Callable[[], Connection]) -> None:
        self._path = path
        with told(path):
            self._connection = connect()
            self._driver = driver(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def interrupt(self) -> None:
        """Stop what another thread reads here: it gets `Interrupted`."""
        self._driver.interrupt()

    @_reads
    def listing(self, query: Query, *, limit: int | None = None) -> Listing:
        """The items of a list in order: newest issue first, and for a search the best hits first."""
        with snapshot(self._connection):
            return list_items(self._connection, query, limit)

    @_reads
    def count(self, query: Query, *, newest: ItemId | None = None) -> int:
        """The number of items in a list; only those that came no later than ``newest``, if given."""
        with snapshot(self._connection):
            return count_items(self._connection, query, newest)

    @_reads
    def rows(self, ids: Sequence[ItemId]) -> list[ItemRow]:
        """The rows of these items in the order asked; ids that name nothing are left out."""
        return read_rows(self._connection, ids)

    @_reads
    def detail(self, id: ItemId) -> ItemDetail:
        """One item whole, also a removed one. NotFound: there is none."""
        with snapshot(self._connection):
            return read_detail(self._connection, id)

    @_reads
    def tags(self) -> list[TagRow]:
        """All tags by name, with how many items they and their nested ones hold."""
        with snapshot(self._connection):
            return count_tags(self._connection)

    @_reads
    def tags_of(self, works: Collection[WorkId]) -> dict[WorkId, tuple[Tag, ...]]:
        """The tags of each of these works."""
        with snapshot(self._connection):
            return {work: tags_of(self._connection, work) for work in works}

    @_reads
    def note(self, field: Field, target: int) -> str:
        """The note on a work (``Field.NOTE``) or a highlight (``Field.HIGHLIGHT_NOTE``), empty if there is none."""
        table = tables.metadata.tables[FIELDS[field].table]
        return str(self._connection.execute(select(table.c.note).where(table.c.id == target)).scalar() or "")

    @_reads
    def note_links(self, work: WorkId) -> NoteLinks:
        """The targets of the links in the notes on a work, and the works whose notes link to it."""
        with snapshot(self._connection):
            return read_note_links(self._connection, work)

    @_reads
    def resolve_links(self, note: str) -> NoteLinks:
        """The targets of the links in a text."""
        with snapshot(self._connection):
            return NoteLinks(resolve(self._connection, link_targets(note)))

    @_reads
    def linkable(self, typed: str, *, limit: int = 50) -> tuple[LinkedWork, ...]:
        """Works that may be meant by the typed beginnings of words of a title, or of a key."""
        with snapshot(self._connection):
            return read_linkable(self._connection, typed, limit)

    @_reads
    def marked_at(self) -> MarkedAt:
        """The times when works were starred and noted last; takes time for a long log."""
        with snapshot(self._connection):
            return marked_at(self._connection)

    @_reads
    def annotations(
        self, query: Query, part: Part = Part.ALL, *, at: MarkedAt, limit: int | None = None
    ) -> Annotations:
        """The stars, notes and highlights that a query finds; ``at`` orders them and ``limit`` rows are read."""
        with snapshot(self._connection):
            return find_annotations(self._connection, query, part, at, limit)

    @_reads
    def mentions(self, item: ItemId, *, limit: int = 100) -> Mentions:
        """The mentions of an item's work, and its identities. NotFound: there is no such item."""
        with snapshot(self._connection):
            return read_mentions(self._connection, item, limit)

    @_reads
    def alike(self, work: WorkId, title: str, *, limit: int = 50) -> tuple[Alike, ...]:
        """Other works with an item of (nearly) this title, those most alike first."""
        with snapshot(self._connection):
            return read_alike(self._connection, work, title, limit)

    @_reads
    def hits(self, id: ItemId, query: Query) -> Hits:
        """The places where the words of a query stand in an item, in code points. NotFound: there is no such item."""
        with snapshot(self._connection):
            return find_hits(self._connection, id, query)

    @_reads
    def view_counts(self) -> ViewCounts:
        """The number of items that each view lists."""
        with snapshot(self._connection):
            return count_views(self._connection)

    @_reads
    def publications(self) -> list[PublicationRow]:
        """The publications that are not removed, by name; the unknown one last."""
        with snapshot(self._connection):
            return read_publications(self._connection)

    @_reads
    def issues(self, publication: PublicationId) -> list[IssueRow]:
        """The issues of a publication that are not removed, the newest first."""
        return read_issues(self._connection, publication)

    @_reads
    def issue(self, id: IssueId) -> IssueRow:
        """One issue, also a removed one. NotFound: there is none."""
        return read_issue(self._connection, id)

    @_reads
    def siblings(self, id: IssueId) -> list[IssueId]:
        """The other issues of an issue's publication, the newest first; none where that is unknown."""
        return read_siblings(self._connection, id)

    @_reads
    def issue_ids(self) -> list[IssueId]:
        """The issues that are not removed, in the order in which they came."""
        issue, publication = tables.issue, tables.publication
        joined = issue.join(publication, publication.c.id == issue.c.publication_id)
        live = (issue.c.removed_at.is_(None), publication.c.removed_at.is_(None))
        sql = select(issue.c.id).select_from(joined).where(*live).order_by(issue.c.id)
        return list(self._connection.execute(sql).scalars())

    @_reads
    def issues_split_before(self, version: str) -> list[IssueId]:
        """The issues, newest first, that are not removed and were last split by another version of the splitter.

        Those that came from an export without their document are none of them: there is nothing to split again.
        """
        issue, original = tables.issue, tables.original
        publication = tables.publication
        joined = issue.join(original, original.c.id == issue.c.original_id)
        joined = joined.join(publication, publication.c.id == issue.c.publication_id)
        live = (issue.c.removed_at.is_(None), publication.c.removed_at.is_(None))
        sql = select(issue.c.id).select_from(joined).where(*live)
        sql = sql.where(issue.c.split_by != version, original.c.format != COPY)
        return list(self._connection.execute(sql.order_by(issue.c.rank.desc(), issue.c.id.desc())).scalars())

    @_reads
    def original(self, id: IssueId) -> Original:
        """The bytes that an issue is shown from. NotFound: there is no such issue."""
        table, issue = tables.original, tables.issue
        sql = select(table.c.name, table.c.format, table.c.bytes, table.c.text_hash)
        sql = sql.join(issue, issue.c.original_id == table.c.id).where(issue.c.id == id)
        row = self._connection.execute(sql).first()
        if row is None:
            raise NotFound(f"There is no issue {id} in this library.")
        return Original(id, row.name, row.format, zlib.decompress(row.bytes), row.text_hash)

    @_reads
    def set_aside(self, id: IssueId) -> tuple[str, ...]:
        """The lines of an issue's text that are in no item and no heading, in order. NotFound: there is no issue."""
        return read_set_aside(self._connection, id)

    @_reads
    def copy_issue(self, id: IssueId) -> IssueCopy:
        """An issue as another library can take it in, without its items. NotFound: there is none."""
        with snapshot(self._connection):
            return copy_issue(self._connection, id, self.set_aside(id))

    @_reads
    def copy_item(self, detail: ItemDetail, others: Collection[HighlightId] = ()) -> ItemCopy:
        """An item as another library can take it in, with these highlights besides its own. NotFound: it is gone."""
        with snapshot(self._connection):
            return copy_item(self._connection, detail, others)

    @_reads
    def in_order(self, ids: Sequence[ItemId]) -> list[ItemId]:
        """Items as lists have them, the newest issue first, in one order always."""
        return in_order(self._connection, ids)

    @_reads
    def kept_items(self) -> list[ItemId]:
        """The items that are no longer split out and are seen all the same, for what the user did to them."""
        return kept_items(self._connection)

    @_reads
    def issue_text(self, id: IssueId, original: OriginalId | None = None) -> IssueText:
        """An issue as it came, with the places of what it was split into; of another original the text alone.

        NotFound: there is no such issue, or no such original of it.
        """
        with snapshot(self._connection):
            return read_issue_text(self._connection, id, original)

    @_reads
    def issue_head(self, id: IssueId) -> IssueHead:
        """The head of an issue page, and the issue's originals. NotFound: there is no such issue."""
        with snapshot(self._connection):
            return read_issue_head(self._connection, id)

    @_reads
    def corrections(self, id: IssueId) -> tuple[StoredCorrection, ...]:
        """The corrections of an issue that count, in the order they were made."""
        return read_corrections(self._connection, id)

    @_reads
    def teaching_corrections(self, id: IssueId) -> tuple[StoredCorrection, ...]:
        """The corrections of an issue that teach, in the order they were made."""
        return read_lessons(self._connection, id)

    @_reads
    def own_facts(self, id: PublicationId) -> tuple[OwnFact, ...]:
        """The facts written by hand of a publication. NotFound: there is no such publication."""
        return read_own(self._connection, id)

    @_reads
    def split_basis(self, id: IssueId) -> SplitBasis:
        """The basis of an issue's split as it is stored now. NotFound: there is no such issue."""
        with snapshot(self._connection):
            return read_split_basis(self._connection, id)

    @_reads
    def observations(self, id: PublicationId, version: str) -> tuple[StoredObservation, ...]:
        """The observations of a publication's issues, as far as this version made them."""
        return read_observations(self._connection, id, version)

    @_reads
    def is_taught(self) -> bool:
        """Whether anything was corrected in this library, or written of a publication by hand."""
        taught = exists().where(tables.correction.c.removed_at.is_(None))
        written = exists().where(tables.publication.c.own_facts != "[]")
        return bool(self._connection.execute(select(or_(taught, written))).scalar())

    @_reads
    def lessons(self, id: PublicationId) -> tuple[int, ...]:
        """The ids of the teaching corrections in a publication's issues; empty where there are none."""
        issue, correction = tables.issue, tables.correction
        sql = select(correction.c.id).join(issue, issue.c.id == correction.c.issue_id)
        teaching = (correction.c.removed_at.is_(None), correction.c.id > func.coalesce(issue.c.forgotten, 0))
        sql = sql.where(issue.c.publication_id == id, issue.c.removed_at.is_(None), *teaching)
        return tuple(self._connection.execute(sql.order_by(correction.c.id)).scalars())

    @_reads
    def publication_of(self, said: PublicationKey) -> PublicationId | None:
        """The publication that a document names; None where it is not known."""
        with snapshot(self._connection):
            found = find_publication(self._connection, said) if said.is_known else None
        return None if found is None else PublicationId(found)

    @_reads
    def forgotten(self, id: PublicationId) -> frozenset[str]:
        """The keys of learned facts that are switched off. NotFound: there is no such publication."""
        return read_forgotten(self._connection, id)

    @_reads
    def remarks(self, id: IssueId) -> tuple[Remark, ...]:
        """The texts of an issue outside of its items: subtitle, introductions and closing.

        NotFound: there is no issue.
        """
        with snapshot(self._connection):
            return read_remarks(self._connection, id)

    @_reads
    def layout_before(self, said: PublicationKey) -> str | None:
        """The usual layout of a publication's issues so far; None where nothing is known of it."""
        with snapshot(self._connection):
            return layout_before(self._connection, said)

    @_reads
    def sections(self, issue: IssueId) -> list[SectionRow]:
        """The sections of an issue in reading order, without those that hold nothing any more."""
        return read_sections(self._connection, issue)

    @_reads
    def section_names(self, ids: Collection[SectionId]) -> dict[SectionId, SectionName]:
        """The names of sections for the headers over the rows of a list."""
        return read_section_names(self._connection, ids)

    @_reads
    def changes_since(self, change: ChangeId | None) -> News:
        """The changes logged after a given one (None: all), oldest first, by whichever process."""
        with snapshot(self._connection):
            return change_log.news_after(self._connection, change)

    @_reads
    def last_change(self) -> ChangeId | None:
        """The newest change of the log."""
        number = self._connection.execute(select(func.max(tables.change.c.id))).scalar()
        return None if number is None else ChangeId(number)

    @_reads
    def last_group(self) -> GroupId | None:
        """The newest group of the log."""
        number = self._connection.execute(select(func.max(tables.change_group.c.id))).scalar()
        return None if number is None else GroupId(number)

    @_reads
    def data_version(self) -> int:
        """A number that changes when any other connection, of whichever process, changed the library."""
        return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())  # SQLite's own

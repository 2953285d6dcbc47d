"""Knowledge of publications for an import: the layout of their issues so far, and their profiles."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.revision.profiles import Profile
from reader.core.state.changes import Origin
from reader.core.state.queries import Query, Within
from reader.core.state.rows import Stored
from reader.core.values.ids import PublicationId
from reader.core.values.publications import PublicationKey
from reader.services.splits.batch import resplit_issues
from reader.services.splits.desk import Desk
from reader.services.worker.parse_worker import ParseWorker
from reader.split import Known, Question

if TYPE_CHECKING:
    from reader.store import Library, Reader


@contextmanager
def open_knowledge(library: "Library") -> Iterator["Knowledge"]:
    """Give the knowledge for one import. It opens one reader, when that is first needed."""
    with ExitStack() as opened:
        yield Knowledge(library, opened)


class Knowledge:
    """Answers for one import. A profile is learned once, and again where corrections came or went meanwhile.

    So all issues of one import are split by the same profile; what they teach themselves counts later.
    """

    def __init__(self, library: "Library", opened: ExitStack) -> None:
        self._library = library
        self._opened = opened
        self._reader: Reader | None = None
        self._desk: Desk | None = None
        self._learned: dict[PublicationId, tuple[object, Profile]] = {}

    def of(self, question: Question) -> Known:
        """Tell the knowledge of the publication that a document names. LibraryError: the library cannot be read."""
        reader, said = self._opened_reader(), question.publication
        profile = self._profile(reader, said) if reader.is_taught() else None
        return Known(reader.layout_before(said) if question.is_guess or profile is not None else None, profile)

    def with_corrections(self, stored: Stored) -> Stored:
        """Split an issue again whose new original was stored without its corrections; give the result.

        LibraryError: the library cannot be used.
        """
        if not stored.is_uncorrected:
            return stored
        reader = self._opened_reader()
        resplit_issues(self._opened_desk(reader), [stored.issue_id], origin=Origin.IMPORT)
        rows = reader.rows(reader.listing(Query((Within(issue=stored.issue_id),))).ids)
        return replace(stored, items=len(rows), untitled=sum(row.title is None for row in rows), is_uncorrected=False)

    def _opened_reader(self) -> "Reader":
        if self._reader is None:
            self._reader = self._opened.enter_context(closing(self._library.reader()))
        return self._reader

    def _profile(self, reader: "Reader", said: PublicationKey) -> Profile | None:
        """Learn the profile of a publication; None where nothing was corrected in it and nothing written by hand."""
        publication = reader.publication_of(said)
        if publication is None:
            return None
        lessons, own = reader.lessons(publication), reader.own_facts(publication)
        if not lessons and not own:
            return None
        basis = (lessons, own, reader.forgotten(publication))
        if publication not in self._learned or self._learned[publication][0] != basis:
            self._learned[publication] = (basis, self._opened_desk(reader).profile(publication))
        return self._learned[publication][1]

    def _opened_desk(self, reader: "Reader") -> Desk:
        """Open a desk with a worker of its own: the import's worker is busy with the document that asks."""
        if self._desk is None:
            self._desk = Desk(self._library, reader, self._opened.enter_context(ParseWorker()))
        return self._desk

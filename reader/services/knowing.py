"""What the library knows of publications while documents come in: how they looked before, and what was learned."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.changes import Origin
from reader.core.ids import PublicationId
from reader.core.profiles import Profile
from reader.core.publications import PublicationKey
from reader.core.queries import Query, Within
from reader.core.rows import Stored
from reader.services.parse_worker import ParseWorker
from reader.split import Known, Question

if TYPE_CHECKING:
    from reader.services.teaching import Desk
    from reader.store import Library, Reader


@contextmanager
def asking(library: "Library") -> Iterator["Knowing"]:
    """A way to ask what is known of publications, on one reader that is opened when it is first needed."""
    with ExitStack() as opened:
        yield Knowing(library, opened)


class Knowing:
    """Answers for one import. What was learned is learned once, and again where corrections came or went meanwhile.

    So all issues of one import are split by the same: what they tell themselves is noted as they come in, for later.
    """

    def __init__(self, library: "Library", opened: ExitStack) -> None:
        self._library = library
        self._opened = opened
        self._reader: Reader | None = None
        self._desk: Desk | None = None
        self._learned: dict[PublicationId, tuple[object, Profile]] = {}

    def of(self, question: Question) -> Known:
        """What is known of the publication that a document names. LibraryError: the library cannot be read."""
        reader, said = self._opened_reader(), question.publication
        profile = self._profile(reader, said) if reader.is_taught() else None
        return Known(reader.layout_before(said) if question.is_guess or profile is not None else None, profile)

    def with_corrections(self, stored: Stored) -> Stored:
        """What was stored; where it lacks the corrections of its issue, that is split again by them.

        LibraryError: the library cannot be used.
        """
        if not stored.is_uncorrected:
            return stored
        from reader.services.resplitting import resplit_issues

        reader = self._opened_reader()
        resplit_issues(self._opened_desk(reader), [stored.issue_id], origin=Origin.IMPORT)
        rows = reader.rows(reader.listing(Query((Within(issue=stored.issue_id),))).ids)
        return replace(stored, items=len(rows), untitled=sum(row.title is None for row in rows), is_uncorrected=False)

    def _opened_reader(self) -> "Reader":
        if self._reader is None:
            self._reader = self._opened.enter_context(closing(self._library.reader()))
        return self._reader

    def _profile(self, reader: "Reader", said: PublicationKey) -> Profile | None:
        """What was learned of a publication; None where nothing was corrected in it, or written of it by hand."""
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

    def _opened_desk(self, reader: "Reader") -> "Desk":
        """Reads issues again in a worker of its own: the import's is busy with the document that asks."""
        if self._desk is None:
            from reader.services.teaching import Desk

            self._desk = Desk(self._library, reader, self._opened.enter_context(ParseWorker()))
        return self._desk

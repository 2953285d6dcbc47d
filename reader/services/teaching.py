"""What is learned of publications: observed issue by issue, kept beside them, and put together when it is asked for.

Each issue is observed as it is split without any of this, so that what is learned depends on the documents and the
corrections alone, not on the order in which they came.
"""

import json
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, TypeVar

from reader.core.changes import Changes, Edit, Field, Origin
from reader.core.copies import COPY
from reader.core.corrections import Act, Correction
from reader.core.documents import Document
from reader.core.errors import CommandError, DocumentError, SplitOvertaken
from reader.core.ids import IssueId, OriginalId, PublicationId
from reader.core.issues import Issue
from reader.core.profiles import Fact, Observation, Profile, Sort
from reader.core.rows import StoredObservation
from reader.core.splits import text_hash
from reader.services.importing import read_bytes_within_bounds
from reader.services.parse_worker import ParseWorker
from reader.services.parsing import Known, Question, split
from reader.split import describe, learn, observe_issue

if TYPE_CHECKING:
    from reader.store import Library, Reader

VERSION = "1"
"""Of what is observed; with another one everything is observed again."""
T = TypeVar("T")
_KEPT = 16
_TRIES = 5


class Desk:
    """Reads stored issues again and knows what was learned. One for each thread; the reader is its maker's to close."""

    def __init__(self, library: "Library", reader: "Reader", worker: ParseWorker) -> None:
        self.library = library
        self.reader = reader
        self._worker = worker
        self._documents: dict[IssueId, tuple[OriginalId, Document]] = {}
        self._profiles: dict[PublicationId, tuple[object, Profile]] = {}

    def document(self, issue: IssueId) -> Document:
        """The document that an issue is shown from. DocumentError: it cannot be read any more."""
        shown = self.reader.split_basis(issue).original
        if issue not in self._documents or self._documents[issue][0] != shown:
            if len(self._documents) >= _KEPT:
                self._documents.pop(next(iter(self._documents)))
            self._documents[issue] = shown, self._read(issue)
        return self._documents[issue][1]

    def _read(self, issue: IssueId) -> Document:
        original = self.reader.original(issue)
        if original.format == COPY:
            raise DocumentError("It came from an export, without its original; its split stays as it is.")
        found = read_bytes_within_bounds(self._worker, original.data, original.name)
        same = [document for document in found if text_hash(document) == original.text_hash] or found
        if len(same) != 1:
            raise DocumentError(f"The original {original.name} cannot be read again; its split stays as it is.")
        return same[0]

    def corrections(self, issue: IssueId) -> tuple[Correction, ...]:
        """The corrections of an issue that count."""
        return tuple(Correction.from_json(json.loads(one.data)) for one in self.reader.corrections(issue))

    def split(self, issue: IssueId, profile: Profile | None, corrections: Iterable[Correction]) -> Issue:
        """The split of a stored issue by what was learned and corrected. DocumentError: it cannot be read any more."""
        return split(self.document(issue), self._layout_before, profile=profile, corrections=tuple(corrections))[1]

    def _layout_before(self, question: Question) -> Known:
        return Known(self.reader.layout_before(question.publication) if question.is_guess else None)

    def unseen(self, publication: PublicationId) -> list[StoredObservation]:
        """The issues of a publication that were not observed as they are now."""
        return [one for one in self.reader.observations(publication, VERSION) if one.data is None]

    def see(self, one: StoredObservation) -> None:
        """Observe an issue, if it can be read, and keep that."""
        self._observe(one.issue, one.basis)

    def profile(self, publication: PublicationId) -> Profile:
        """What was learned of a publication so far; issues that were not observed as they are now are observed."""
        forgotten = self.reader.forgotten(publication)
        stored = self.reader.observations(publication, VERSION)
        known = (forgotten, tuple((one.issue, one.basis) for one in stored))
        if publication not in self._profiles or self._profiles[publication][0] != known:
            found = learn(self._read_seen(stored), forgotten=forgotten)
            self._profiles[publication] = (known, found)
        return self._profiles[publication][1]

    def everything(self, publication: PublicationId) -> Profile:
        """What was learned of a publication, also the facts that are switched off."""
        return learn(self._read_seen(self.reader.observations(publication, VERSION)))

    def profile_with(self, publication: PublicationId, issue: IssueId, corrections: Iterable[Correction]) -> Profile:
        """What would be learned of a publication if an issue had these corrections."""
        others = [one for one in self.reader.observations(publication, VERSION) if one.issue != issue]
        seen = [*self._read_seen(others), observe_issue(self.document(issue), tuple(corrections))]
        return learn(seen, forgotten=self.reader.forgotten(publication))

    def _read_seen(self, stored: Iterable[StoredObservation]) -> list[Observation]:
        """What issues tell, as it was noted; those that were not observed as they are now are observed."""
        seen = (
            Observation.from_json(json.loads(one.data)) if one.data else self._observe(one.issue, one.basis)
            for one in stored
        )
        return [one for one in seen if one is not None]

    def _observe(self, issue: IssueId, basis: str) -> Observation | None:
        """Observe an issue and keep that; None where its document cannot be read any more."""
        try:
            seen = observe_issue(self.document(issue), self.corrections(issue))
        except DocumentError:
            return None
        if not self.library.is_read_only:
            self.library.observe(issue, json.dumps(seen.to_json(), ensure_ascii=False), basis=basis)
        return seen


def insist(split: Callable[[], T]) -> T:
    """Split an issue and write that; anew where it was overtaken meanwhile. SplitOvertaken: it was, time and again."""
    for _ in range(_TRIES - 1):
        try:
            return split()
        except SplitOvertaken:
            continue
    return split()


def told(fact: Fact) -> str:
    """A learned fact as one sentence for people."""
    if fact.sort is Sort.LINE and fact.act is Act.BOILERPLATE:
        return f"Boilerplate: {fact.told}"
    if fact.sort is Sort.HEADING:
        kinds = f" ({', '.join(fact.kinds)})" if fact.kinds else ""
        return f"Heading: {fact.told}{kinds}"
    return " · ".join(describe(Profile((fact,)))) or fact.told


def set_forgotten(
    desk: Desk,
    publication: PublicationId,
    *,
    forget: Collection[str] = (),
    remember: Collection[str] = (),
    origin: Origin,
) -> Changes:
    """Switch learned facts off, and on again, by their keys. CommandError: nothing is known by a key."""
    before = desk.reader.forgotten(publication)
    known = {fact.key for fact in desk.everything(publication).facts}
    for key in (*(key for key in forget if key not in known | before), *(key for key in remember if key not in before)):
        state = "learned" if key in forget else "switched off"
        raise CommandError(f"Nothing of this publication is {state} under the key “{key[:80]}”.")
    after = json.dumps(sorted((before | set(forget)) - set(remember)), ensure_ascii=False)
    label = f"{'Forget' if forget else 'Remember'} {', '.join((*forget, *remember))[:80]}"
    edit = Edit(Field.PUBLICATION_FORGOTTEN, (publication,), after)
    return desk.library.change([edit], origin=origin, label=label).result()

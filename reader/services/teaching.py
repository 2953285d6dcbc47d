"""What is learned of publications: observed issue by issue, kept beside them, and put together when it is asked for.

Each issue is observed as it is split without any of this, so that what is learned depends on the documents and the
corrections alone, not on the order in which they came.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from reader.core.changes import Changes, Origin
from reader.core.copies import COPY
from reader.core.corrections import Correction
from reader.core.documents import Document
from reader.core.errors import CommandError, DocumentError
from reader.core.ids import IssueId, PublicationId
from reader.core.issues import Issue
from reader.core.own_facts import OwnFact
from reader.core.profiles import Observation, Profile
from reader.core.rows import StoredObservation
from reader.core.splits import text_hash
from reader.services.importing import read_bytes_within_bounds
from reader.services.parse_worker import ParseWorker
from reader.services.parsing import Known, Question, split
from reader.services.writing_profiles import write_profile
from reader.split import as_fact, learn, observe_issue

if TYPE_CHECKING:
    from reader.store import Library, Reader

VERSION = "2"
"""Of what is observed; with another one everything is observed again."""
_KEPT = 16


class Desk:
    """Reads stored issues again and knows what was learned. One for each thread; the reader is its maker's to close."""

    def __init__(self, library: "Library", reader: "Reader", worker: ParseWorker) -> None:
        self.library = library
        self.reader = reader
        self._worker = worker
        self._documents: dict[IssueId, Document] = {}
        self._profiles: dict[PublicationId, tuple[object, Profile]] = {}

    def document(self, issue: IssueId) -> Document:
        """The document that an issue is shown from. DocumentError: it cannot be read any more."""
        if issue not in self._documents:
            if len(self._documents) >= _KEPT:
                self._documents.pop(next(iter(self._documents)))
            self._documents[issue] = self._read(issue)
        return self._documents[issue]

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

    def lessons(self, issue: IssueId) -> tuple[Correction, ...]:
        """Those of an issue's corrections that teach; the others were forgotten."""
        return tuple(Correction.from_json(json.loads(one.data)) for one in self.reader.teaching_corrections(issue))

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
        forgotten, own = self.reader.forgotten(publication), self.reader.own_facts(publication)
        stored = self.reader.observations(publication, VERSION)
        known = (forgotten, own, tuple((one.issue, one.basis) for one in stored))
        if publication not in self._profiles or self._profiles[publication][0] != known:
            found = learn(self._read_seen(stored), forgotten=forgotten, own=own)
            self._profiles[publication] = (known, found)
        return self._profiles[publication][1]

    def everything(self, publication: PublicationId) -> Profile:
        """What was learned of a publication, also the facts that are switched off."""
        seen = self._read_seen(self.reader.observations(publication, VERSION))
        return learn(seen, own=self.reader.own_facts(publication))

    def profile_with(self, publication: PublicationId, issue: IssueId, corrections: Iterable[Correction]) -> Profile:
        """What would be learned of a publication if an issue had these corrections."""
        others = [one for one in self.reader.observations(publication, VERSION) if one.issue != issue]
        seen = [*self._read_seen(others), observe_issue(self.document(issue), tuple(corrections))]
        return learn(seen, forgotten=self.reader.forgotten(publication), own=self.reader.own_facts(publication))

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
            seen = observe_issue(self.document(issue), self.lessons(issue))
        except DocumentError:
            return None
        if not self.library.is_read_only:
            self.library.observe(issue, json.dumps(seen.to_json(), ensure_ascii=False), basis=basis)
        return seen


def change_profile(
    desk: Desk,
    publication: PublicationId,
    *,
    forget: Collection[str] = (),
    remember: Collection[str] = (),
    add: Sequence[OwnFact] = (),
    delete: Collection[str] = (),
    origin: Origin,
) -> Changes:
    """Switch facts off, and on again, by their keys; write some by hand and delete such, all as one act.

    CommandError: nothing is known by a key, or a fact has no words.
    """
    off, own = desk.reader.forgotten(publication), desk.reader.own_facts(publication)
    mine = {fact.key for one in own if (fact := as_fact(one))}
    known = {fact.key for fact in desk.everything(publication).facts} | off
    for keys, among, state in ((forget, known, "learned"), (remember, off, "switched off"), (delete, mine, "written")):
        for key in keys:
            if key not in among:
                raise CommandError(f"Nothing of this publication is {state} under the key “{key[:80]}”.")
    act = write_profile(publication, own, off, forget=forget, remember=remember, add=add, delete=delete)
    return desk.library.change(act.wishes, origin=origin, label=act.label).result()

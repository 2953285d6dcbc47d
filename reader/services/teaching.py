"""What is learned of publications: observed issue by issue, kept beside them, and put together when it is asked for.

Each issue is observed as it is split without any of this, so that what is learned depends on the documents and the
corrections alone, not on the order in which they came.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from reader.core.changes import Changes, Origin
from reader.core.copies import COPY
from reader.core.corrections import Correction
from reader.core.documents import Document
from reader.core.errors import CommandError, DocumentError, SplitOvertaken
from reader.core.ids import IssueId, OriginalId, PublicationId
from reader.core.issues import Issue
from reader.core.own_facts import OwnFact
from reader.core.profiles import Observation, Profile
from reader.core.rows import StoredObservation
from reader.core.splits import SplitBasis
from reader.services.importing import is_small_and_plain
from reader.services.parse_worker import ParseWorker
from reader.services.parsing import observed, split
from reader.services.rereading import Order, Reread, Wanted, reread
from reader.services.writing_profiles import write_profile
from reader.split import OBSERVER_VERSION, Known, Opened, Question, as_fact, learn, observe_issue

if TYPE_CHECKING:
    from reader.store import Library, Reader

T = TypeVar("T")
_KEPT = 16
_MOST_SEEN = 1_000
_TRIES = 5


class Desk:
    """Reads stored issues again and knows what was learned. One for each thread; the reader is its maker's to close.

    An issue that is corrected is split here: it was read before, so that what its corrections have no part in is known,
    which is quicker than to have the worker do it. Many issues are read and split in the worker.
    """

    def __init__(self, library: "Library", reader: "Reader", worker: ParseWorker) -> None:
        self.library = library
        self.reader = reader
        self._worker = worker
        self._opened: dict[IssueId, tuple[OriginalId, Opened]] = {}
        self._split: tuple[object, Issue] | None = None
        self._unread: dict[tuple[IssueId, str], Reread] = {}
        self._seen: dict[IssueId, tuple[str, Observation]] = {}
        self._profiles: dict[PublicationId, tuple[object, Profile]] = {}
        self.standing: dict[IssueId, tuple[SplitBasis, Profile]] = {}

    def document(self, issue: IssueId) -> Document:
        """The document that an issue is shown from. DocumentError: it cannot be read any more."""
        return self._open(issue).document

    def _open(self, issue: IssueId) -> Opened:
        """The document of an issue, kept open for the next split; small plain text is read here, which is quicker."""
        shown = self.reader.split_basis(issue).original
        if issue not in self._opened or self._opened[issue][0] != shown:
            if len(self._opened) >= _KEPT:
                self._opened.pop(next(iter(self._opened)))
            original = self.reader.original(issue)
            order = Order(original, Wanted.DOCUMENT)
            is_here = original.format != COPY and is_small_and_plain(original.data, original.name)
            found = reread(order) if is_here else next(self._worker.reread([order]))
            if found.document is None:
                raise DocumentError(found.reason or "")
            self._opened[issue] = shown, Opened(found.document)
        return self._opened[issue][1]

    def corrections(self, issue: IssueId) -> tuple[Correction, ...]:
        """The corrections of an issue that count."""
        return tuple(Correction.from_json(json.loads(one.data)) for one in self.reader.corrections(issue))

    def lessons(self, issue: IssueId) -> tuple[Correction, ...]:
        """Those of an issue's corrections that teach; the others were forgotten."""
        return tuple(Correction.from_json(json.loads(one.data)) for one in self.reader.teaching_corrections(issue))

    def split(self, issue: IssueId, profile: Profile | None, corrections: Iterable[Correction]) -> Issue:
        """The split of a stored issue by what was learned and corrected. DocumentError: it cannot be read any more."""
        opened, corrections = self._open(issue), tuple(corrections)
        basis = (opened, profile, corrections)
        if self._split is None or self._split[0] != basis:
            self._split = basis, split(opened, self._layout_before, profile=profile, corrections=corrections)[1]
        return self._split[1]

    def split_each(self, issues: Iterable[tuple[IssueId, Profile]]) -> Iterator[Reread]:
        """The splits of stored issues, each by a profile and its corrections, made by the worker one ahead."""
        return self._reread((issue, Wanted.SPLIT, profile) for issue, profile in issues)

    def _reread(self, wanted: Iterable[tuple[IssueId, Wanted, Profile | None]]) -> Iterator[Reread]:
        """What is wanted of issues; what could not be read once is not read a second time."""
        bases: dict[IssueId, SplitBasis] = {}

        def orders() -> Iterator[Order | Reread]:
            for issue, what, profile in wanted:
                bases[issue] = self.reader.split_basis(issue)
                original = self.reader.original(issue)
                known = self._unread.get((issue, original.text_hash))
                said = self.lessons(issue) if what is Wanted.OBSERVATION else self.corrections(issue)
                yield known or Order(original, what, said, profile)

        for found in self._worker.reread(orders(), self._layout_before):
            if found.reason is not None:
                self._unread[found.issue, self.reader.original(found.issue).text_hash] = found
            yield replace(found, basis=bases[found.issue])

    def _layout_before(self, question: Question) -> Known:
        return Known(self.reader.layout_before(question.publication) if question.is_guess else None)

    def unseen(self, publication: PublicationId) -> list[StoredObservation]:
        """The issues of a publication that were not observed as they are now, where that can be noted."""
        if self.library.is_read_only:
            return []
        return [one for one in self.reader.observations(publication, OBSERVER_VERSION) if one.data is None]

    def see_each(self, unseen: Sequence[StoredObservation]) -> Iterator[None]:
        """Observe issues in the worker, one a step, as far as they can be read, and keep that."""
        for one, found in zip(unseen, self._observed(unseen), strict=False):
            if found.observation is not None:
                self.library.observe(one.issue, found.observation, basis=one.basis).result()
            yield

    def _observed(self, unseen: Iterable[StoredObservation]) -> Iterator[Reread]:
        return self._reread((one.issue, Wanted.OBSERVATION, None) for one in unseen)

    def profile(self, publication: PublicationId) -> Profile:
        """What was learned of a publication so far; issues that were not observed as they are now are observed."""
        forgotten, own = self.reader.forgotten(publication), self.reader.own_facts(publication)
        stored = self.reader.observations(publication, OBSERVER_VERSION)
        known = (forgotten, own, tuple((one.issue, one.basis) for one in stored))
        if publication not in self._profiles or self._profiles[publication][0] != known:
            found = learn(self._read_seen(stored), forgotten=forgotten, own=own)
            self._profiles[publication] = (known, found)
        return self._profiles[publication][1]

    def everything(self, publication: PublicationId) -> Profile:
        """What was learned of a publication, also the facts that are switched off."""
        seen = self._read_seen(self.reader.observations(publication, OBSERVER_VERSION))
        return learn(seen, own=self.reader.own_facts(publication))

    def profile_with(self, publication: PublicationId, issue: IssueId, corrections: Iterable[Correction]) -> Profile:
        """What would be learned of a publication if an issue had these corrections."""
        others = [one for one in self.reader.observations(publication, OBSERVER_VERSION) if one.issue != issue]
        seen = [*self._read_seen(others), observe_issue(self._open(issue), tuple(corrections))]
        return learn(seen, forgotten=self.reader.forgotten(publication), own=self.reader.own_facts(publication))

    def _read_seen(self, stored: Iterable[StoredObservation]) -> list[Observation]:
        """What issues tell, as it was noted; those that were not observed as they are now are observed.

        An issue that is open is observed here, since most of that is known already; all others in the worker.
        """
        told = {one: self._told(one) for one in stored}
        unseen = [one for one, found in told.items() if found is None]
        cold = [one for one in unseen if one.issue not in self._opened]
        fresh = {one: found.observation for one, found in zip(cold, self._observed(cold), strict=True)}
        for one in unseen:
            data = fresh[one] if one in fresh else observed(self._observe(one.issue))
            if data is None:
                continue
            if not self.library.is_read_only:
                self.library.observe(one.issue, data, basis=one.basis)
            told[one] = self._told(replace(one, data=data))
        return [found for found in told.values() if found is not None]

    def _told(self, one: StoredObservation) -> Observation | None:
        """What an issue tells, as it was noted; None where it was not observed as it is now."""
        known = self._seen.get(one.issue)
        if known is not None and known[0] == one.basis:
            return known[1]
        if one.data is None:
            return None
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        found = Observation.from_json(json.loads(one.data))
        self._seen[one.issue] = one.basis, found
        return found

    def _observe(self, issue: IssueId) -> Observation:
        return observe_issue(self._open(issue), self.lessons(issue))


def insist(split: Callable[[], T]) -> T:
    """Split an issue and write that; anew where it was overtaken meanwhile. SplitOvertaken: it was, time and again."""
    for _ in range(_TRIES - 1):
        try:
            return split()
        except SplitOvertaken:
            continue
    return split()


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

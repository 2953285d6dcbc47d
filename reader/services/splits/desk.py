"""The desk: reads stored issues again, splits them, and puts together what was learned of their publications.

Each issue is observed as it is split without any of this, so that what is learned depends on the documents and the
corrections alone, not on the order in which they came.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.revision.corrections import Correction
from reader.core.revision.profiles import Observation, Profile
from reader.core.revision.split_changes import SplitBasis
from reader.core.revision.split_plans import ForeseenSplit
from reader.core.state.copies import COPY
from reader.core.state.rows import StoredObservation
from reader.core.values.document import Document
from reader.core.values.errors import DocumentError
from reader.core.values.ids import IssueId, OriginalId, PublicationId
from reader.services.worker.bounds import is_small_and_plain
from reader.services.worker.originals import Order, Reread, Wanted, reread
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import observed, split
from reader.split import OBSERVER_VERSION, Known, Opened, Question, learn, observe_issue

if TYPE_CHECKING:
    from reader.store import Library, Reader

_KEPT = 16
_MOST_SEEN = 1_000


class Desk:
    """Reads stored issues again and knows what was learned. One for each thread; whoever makes it closes the reader.

    Splits a single issue in this process: it keeps the document open, so a second split with one correction more is
    quicker here than in the worker. Has the worker read and split many issues.
    """

    def __init__(self, library: "Library", reader: "Reader", worker: ParseWorker) -> None:
        self.library = library
        self.reader = reader
        self._worker = worker
        self._opened: dict[IssueId, tuple[OriginalId, Opened]] = {}
        self._unread: dict[tuple[IssueId, str], Reread] = {}
        self._seen: dict[IssueId, tuple[str, Observation]] = {}
        self._profiles: dict[PublicationId, tuple[object, Profile]] = {}
        self.shown_by: dict[IssueId, tuple[SplitBasis, Profile]] = {}
        """The profile that each issue's shown split was made with, and the basis for which that was found out."""

    def document(self, issue: IssueId) -> Document:
        """Read the document that an issue is shown from. DocumentError: it cannot be read any more."""
        return self._open(issue).document

    def _open(self, issue: IssueId) -> Opened:
        """Open the document of an issue and keep it for the next split; small plain text is read in this process."""
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
        """The corrections of an issue that its publication learns from; the others were forgotten."""
        return tuple(Correction.from_json(json.loads(one.data)) for one in self.reader.teaching_corrections(issue))

    def foresee(
        self, issue: IssueId, profile: Profile, further: Iterable[Correction] = (), *, basis: SplitBasis | None = None
    ) -> ForeseenSplit:
        """Split an issue by a profile and its corrections, ``further`` ones besides; say what that would change.

        The result is ready to be written. ``basis`` is what the issue is split by, where the caller read it before.
        DocumentError: the issue cannot be read any more.
        """
        basis = basis or self.reader.split_basis(issue)
        said = (*self.corrections(issue), *further)
        document, after = split(self._open(issue), self._layout_before, profile=profile, corrections=said)
        return self.library.foresee_split(issue, document, after, basis=basis)

    def split_each(self, issues: Iterable[tuple[IssueId, Profile]]) -> Iterator[Reread]:
        """Split stored issues in the worker, each by a profile and its corrections; the worker is one ahead."""
        return self._reread((issue, Wanted.SPLIT, profile) for issue, profile in issues)

    def _reread(self, wanted: Iterable[tuple[IssueId, Wanted, Profile | None]]) -> Iterator[Reread]:
        """Have the worker read issues again; what could not be read once is not read a second time."""
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
        """List the issues of a publication that were not observed as they are now; none in a read-only library."""
        if self.library.is_read_only:
            return []
        return [one for one in self.reader.observations(publication, OBSERVER_VERSION) if one.data is None]

    def see_each(self, unseen: Sequence[StoredObservation]) -> Iterator[None]:
        """Observe issues in the worker, one per step, and store what was observed; skips what cannot be read."""
        for one, found in zip(unseen, self._observed(unseen), strict=False):
            if found.observation is not None:
                self.library.observe(one.issue, found.observation, basis=one.basis).result()
            yield

    def _observed(self, unseen: Iterable[StoredObservation]) -> Iterator[Reread]:
        return self._reread((one.issue, Wanted.OBSERVATION, None) for one in unseen)

    def profile(self, publication: PublicationId) -> Profile:
        """Learn the profile of a publication; first observe the issues that were not observed as they are now."""
        forgotten, own = self.reader.forgotten(publication), self.reader.own_facts(publication)
        stored = self.reader.observations(publication, OBSERVER_VERSION)
        known = (forgotten, own, tuple((one.issue, one.basis) for one in stored))
        if publication not in self._profiles or self._profiles[publication][0] != known:
            found = learn(self._read_seen(stored), forgotten=forgotten, own=own)
            self._profiles[publication] = (known, found)
        return self._profiles[publication][1]

    def everything(self, publication: PublicationId) -> Profile:
        """Learn the profile of a publication with the facts that are switched off."""
        seen = self._read_seen(self.reader.observations(publication, OBSERVER_VERSION))
        return learn(seen, own=self.reader.own_facts(publication))

    def profile_with(self, publication: PublicationId, issue: IssueId, corrections: Iterable[Correction]) -> Profile:
        """Learn the profile that a publication would have if an issue had these corrections."""
        others = [one for one in self.reader.observations(publication, OBSERVER_VERSION) if one.issue != issue]
        seen = [*self._read_seen(others), observe_issue(self._open(issue), tuple(corrections))]
        return learn(seen, forgotten=self.reader.forgotten(publication), own=self.reader.own_facts(publication))

    def _read_seen(self, stored: Iterable[StoredObservation]) -> list[Observation]:
        """Read the observations of issues; make those that are missing or out of date.

        An issue that is open is observed here, where most of the work is done already; all others in the worker.
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
        """Read the stored observation of an issue; None where it was not observed as it is now."""
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

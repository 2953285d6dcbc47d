"""Batches: many stored issues split again by profiles and corrections, as one act that is undone together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.core.revision.profiles import Profile
from reader.core.revision.split_changes import SplitDifference
from reader.core.revision.split_plans import ForeseenSplit
from reader.core.state.changes import Origin
from reader.core.state.rows import IssueRow
from reader.core.values.errors import ActUndone, DocumentError, SplitOvertaken
from reader.core.values.ids import GroupId, IssueId, PublicationId
from reader.services.splits.basis import insist
from reader.services.splits.desk import Desk
from reader.services.worker.originals import Reread
from reader.split import SPLITTER_VERSION


@dataclass(frozen=True, slots=True)
class Resplit:
    """The result for one issue: the changes (made or foreseen), or the ``reason`` why it could not be split again.

    ``is_end``: for that reason the issues after it were not split again either.
    """

    issue: IssueId
    label: str
    difference: SplitDifference | None = None
    reason: str | None = None
    is_end: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything of the issue changed, or would."""
        return self.difference is not None and not self.difference.is_none

    @property
    def told(self) -> str:
        """The result as one line for people."""
        if self.difference is None:
            return f"{self.label}: {self.reason}"
        return f"{self.label}: {self.difference.told}"


def summary(results: Sequence[Resplit], *, is_dry: bool = False) -> str:
    """Sum up the results, or (``is_dry``) what they would be, as one line for people."""
    changed = [result.difference for result in results if result.is_changed and result.difference]
    issues = f"{len(changed)} of {len(results)} issue{'' if len(results) == 1 else 's'}"
    counts = (
        (sum(one.changed for one in changed), "items changed"),
        (sum(one.added for one in changed), "new"),
        (sum(one.vanished for one in changed), "no longer split out"),
        (sum(result.reason is not None for result in results), "not split again"),
    )
    told = [f"{number:,} {word}" for number, word in counts if number]
    return ", ".join([f"{issues} {'would change' if is_dry else 'changed'}", *told])


def resplit_issues(
    desk: Desk,
    issues: Sequence[IssueId],
    *,
    origin: Origin,
    is_dry: bool = False,
    group: GroupId | None = None,
    report: Callable[[Resplit], None] = lambda result: None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Resplit]:
    """Split issues again, as one group; ``report`` hears of each when it is on disk (or, dry, what would change).

    First all issues of their publications are observed that were not yet; then each is split by what was learned, which
    does not change on the way. An issue that cannot be read again, or that others correct all the time, stays as it is
    and does not stop the others. Where the group is undone elsewhere meanwhile, the issues not split yet stay as they
    are.
    ``group`` is the act that this is a further part of. NotFound: there is no such issue.
    """
    results: list[Resplit] = []
    label = f"Split {len(issues)} issues again" if len(issues) != 1 else "Split the issue again"
    rows = {issue: desk.reader.issue(issue) for issue in issues}
    unseen = [
        one
        for publication in dict.fromkeys(row.publication_id for row in rows.values())
        for one in desk.unseen(publication)
    ]
    steps = _Steps(len(unseen) + len(rows), progress)
    steps.tell(0)
    for _ in desk.see_each(unseen):
        steps.tell()
        if is_cancelled():
            return results
    profiles: dict[PublicationId, Profile] = {}
    act = _Act(desk, origin, label, is_dry, group)

    def wanted() -> Iterator[tuple[IssueId, Profile]]:
        for issue, row in rows.items():
            if row.publication_id not in profiles:
                profiles[row.publication_id] = desk.profile(row.publication_id)
            yield issue, profiles[row.publication_id]

    for found in desk.split_each(wanted()):
        if is_cancelled():
            break  # a reason may be that it was stopped
        row = rows[found.issue]
        results.append(act.resplit(row, found, profiles[row.publication_id]))
        report(results[-1])
        steps.tell()
        if results[-1].is_end:
            break
    same = [result.issue for result in results if not result.is_changed and not result.is_end]
    if same and not desk.library.is_read_only:
        desk.library.note_split_by(same, SPLITTER_VERSION)
    return results


def resplit_others(
    desk: Desk,
    issue: IssueId,
    *,
    group: GroupId | None,
    origin: Origin,
    report: Callable[[Resplit], None] = lambda result: None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Resplit]:
    """Split the other issues of an issue's publication again, as a further part of an act."""
    others = desk.reader.siblings(issue)
    return resplit_issues(
        desk, others, origin=origin, group=group, report=report, progress=progress, is_cancelled=is_cancelled
    )


@dataclass(slots=True)
class _Act:
    """Writes splits, issue by issue, as one group."""

    desk: Desk
    origin: Origin
    label: str
    is_dry: bool
    group: GroupId | None

    def resplit(self, row: IssueRow, found: Reread, profile: Profile) -> Resplit:
        """Write the split that the worker made of an issue; split it anew where its basis changed meanwhile."""
        try:
            if found.split is None:
                return Resplit(row.id, row.label, reason=found.reason)
            try:
                difference = self._write(self.desk.library.foresee_prepared(row.id, found.split, basis=found.basis))
            except SplitOvertaken:
                difference = insist(lambda: self._write(self.desk.foresee(row.id, profile)))
            return Resplit(row.id, row.label, difference)
        except (DocumentError, SplitOvertaken, ActUndone) as error:
            return Resplit(row.id, row.label, reason=str(error), is_end=isinstance(error, ActUndone))

    def _write(self, foreseen: ForeseenSplit) -> SplitDifference:
        if not self.is_dry and not foreseen.difference.is_none:
            library, group = self.desk.library, self.group
            changes = library.split_again(foreseen, origin=self.origin, label=self.label, group=group).result()
            self.group = group or changes.group
        return foreseen.difference


@dataclass(slots=True)
class _Steps:
    """Counts the steps of a job."""

    of: int
    progress: Callable[[int, int], None]
    done: int = 0

    def tell(self, more: int = 1) -> None:
        """Report that more steps are done."""
        self.done += more
        self.progress(self.done, self.of)

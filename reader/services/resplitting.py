"""Splitting stored issues again, by what was learned and corrected; one act, undone together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reader.core.changes import Origin
from reader.core.errors import ActUndone, DocumentError, SplitOvertaken
from reader.core.ids import GroupId, IssueId, PublicationId
from reader.core.profiles import Profile
from reader.core.splits import SplitDifference
from reader.services.teaching import Desk, insist
from reader.split import SPLITTER_VERSION


@dataclass(frozen=True, slots=True)
class Resplit:
    """What became of one issue: what changed (or would), or the ``reason`` why it could not be split again.

    ``is_end``: for that reason the issues after it were not split again either.
    """

    issue: IssueId
    label: str
    difference: SplitDifference | None = None
    reason: str | None = None
    is_end: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything of it changed, or would."""
        return self.difference is not None and not self.difference.is_none

    @property
    def told(self) -> str:
        """The result as one line for people."""
        if self.difference is None:
            return f"{self.label}: {self.reason}"
        return f"{self.label}: {self.difference.told}"


def summary(results: Sequence[Resplit], *, is_dry: bool = False) -> str:
    """What became of all of them, or would, as one line for people."""
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
    report: Callable[[Resplit], None] = lambda result: None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Resplit]:
    """Split issues again, as one group; ``report`` hears of each when it is on disk (or, dry, what would change).

    First all issues of their publications are observed that were not yet; then each is split by what was learned, which
    does not change on the way. An issue that cannot be read again, or that others correct all the time, stays as it is
    and does not stop the others; where the group is undone elsewhere meanwhile, what was not split yet stays as it is.
    NotFound: there is no such issue.
    """
    results: list[Resplit] = []
    same: list[IssueId] = []
    group: GroupId | None = None

    def resplit(issue: IssueId, profile: Profile) -> SplitDifference:
        nonlocal group
        basis = desk.reader.split_basis(issue)
        found = desk.split(issue, profile, desk.corrections(issue))
        foreseen = desk.library.foresee_split(issue, desk.document(issue), found, basis=basis)
        if not is_dry and not foreseen.difference.is_none:
            changes = desk.library.split_again(foreseen, origin=origin, label=label, group=group).result()
            group = group or changes.group
        return foreseen.difference

    label = f"Split {len(issues)} issues again" if len(issues) != 1 else "Split the issue again"
    rows = {issue: desk.reader.issue(issue) for issue in issues}
    unseen = [
        one
        for publication in dict.fromkeys(row.publication_id for row in rows.values())
        for one in desk.unseen(publication)
    ]
    steps = _Steps(len(unseen) + len(rows), progress, is_cancelled)
    for one in unseen:
        if steps.is_at_end():
            return results
        desk.see(one)
    profiles: dict[PublicationId, Profile] = {}
    for issue, row in rows.items():
        if steps.is_at_end():
            break
        try:
            if row.publication_id not in profiles:
                profiles[row.publication_id] = desk.profile(row.publication_id)
            difference = insist(partial(resplit, issue, profiles[row.publication_id]))
            results.append(Resplit(issue, row.label, difference))
            same += [issue] if difference.is_none else []
        except DocumentError as error:
            results.append(Resplit(issue, row.label, reason=str(error)))
            same.append(issue)
        except (SplitOvertaken, ActUndone) as error:
            results.append(Resplit(issue, row.label, reason=str(error), is_end=isinstance(error, ActUndone)))
        report(results[-1])
        if results[-1].is_end:
            break
    if same and not desk.library.is_read_only:
        desk.library.note_split_by(same, SPLITTER_VERSION)
    return results


@dataclass(slots=True)
class _Steps:
    """Counts the steps of a job."""

    of: int
    progress: Callable[[int, int], None]
    is_cancelled: Callable[[], bool]
    done: int = -1

    def is_at_end(self) -> bool:
        """Begin the next step; whether the job is to end instead."""
        self.done += 1
        self.progress(self.done, self.of)
        return self.is_cancelled()

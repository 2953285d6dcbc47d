"""Splitting stored issues again, by what was learned and corrected; one act, undone together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader.core.changes import Origin
from reader.core.ids import GroupId, IssueId, PublicationId
from reader.core.profiles import Profile
from reader.core.splits import SplitDifference
from reader.services.teaching import Desk
from reader.split import SPLITTER_VERSION


@dataclass(frozen=True, slots=True)
class Resplit:
    """What became of one issue: what changed (or would), or the ``reason`` why it could not be split again."""

    issue: IssueId
    label: str
    difference: SplitDifference | None = None
    reason: str | None = None

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
        (sum(result.reason is not None for result in results), "that cannot be read again"),
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
    does not change on the way. An issue that cannot be read again stays as it is and does not stop the others.
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

    def wanted() -> Iterator[tuple[IssueId, Profile]]:
        for issue, row in rows.items():
            if row.publication_id not in profiles:
                profiles[row.publication_id] = desk.profile(row.publication_id)
            yield issue, profiles[row.publication_id]

    for found in desk.split_each(wanted()):
        if is_cancelled():
            break  # a reason may be that it was stopped
        row = rows[found.issue]
        if found.split is None:
            results.append(Resplit(row.id, row.label, reason=found.reason))
        else:
            foreseen = desk.library.foresee_prepared(row.id, found.split)
            if not is_dry and not foreseen.difference.is_none:
                changes = desk.library.split_again(foreseen, origin=origin, label=label, group=group).result()
                group = group or changes.group
            results.append(Resplit(row.id, row.label, foreseen.difference))
        report(results[-1])
        steps.tell()
    same = [result.issue for result in results if not result.is_changed]
    if same and not desk.library.is_read_only:
        desk.library.note_split_by(same, SPLITTER_VERSION)
    return results


@dataclass(slots=True)
class _Steps:
    """Counts the steps of a job."""

    of: int
    progress: Callable[[int, int], None]
    done: int = 0

    def tell(self, more: int = 1) -> None:
        """Tell of so many more steps that were done."""
        self.done += more
        self.progress(self.done, self.of)

"""Splitting stored issues again, by what was learned and corrected; one act, undone together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.core.changes import Origin
from reader.core.errors import DocumentError
from reader.core.ids import GroupId, IssueId
from reader.core.splits import SplitDifference
from reader.services.teaching import Desk


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

    An issue that cannot be read again stays as it is and does not stop the others. NotFound: there is no such issue.
    """
    results: list[Resplit] = []
    group: GroupId | None = None
    label = f"Split {len(issues)} issues again" if len(issues) != 1 else "Split the issue again"
    rows = {issue: desk.reader.issue(issue) for issue in issues}
    for done, (issue, row) in enumerate(rows.items()):
        progress(done, len(issues))
        if is_cancelled():
            break
        try:
            profile = desk.profile(row.publication_id)
            found = desk.split(issue, profile, desk.corrections(issue))
            difference = desk.library.foresee_split(issue, desk.document(issue), found)
            if not is_dry and not difference.is_none:
                changes = desk.library.split_again(
                    issue, desk.document(issue), found, origin=origin, label=label, group=group
                ).result()
                group = group or changes.group
            results.append(Resplit(issue, row.label, difference))
        except DocumentError as error:
            results.append(Resplit(issue, row.label, reason=str(error)))
        report(results[-1])
    return results

"""Correcting an issue and splitting the others of its publication again by what is learned from it, as one act."""

from collections.abc import Callable, Sequence

from reader.core.revision.corrections import Correction
from reader.core.state.changes import Origin
from reader.core.values.ids import GroupId, IssueId
from reader.services.correcting import correct
from reader.services.resplitting import Resplit, resplit_issues
from reader.services.teaching import Desk


def correct_everywhere(
    desk: Desk,
    issue: IssueId,
    corrections: Sequence[Correction],
    *,
    origin: Origin,
    others: Desk | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Resplit]:
    """Carry out corrections of one issue, then split the others again; the corrected issue comes first.

    ``others`` is the desk that splits the others again, so that ending its worker does not end the correction. Stopped,
    the corrections and what was split again stay; one undo takes all of it back. CommandError: a correction is about no
    block of the issue. DocumentError: it cannot be read any more.
    """
    label = desk.reader.issue(issue).label
    done = correct(desk, issue, corrections, origin=origin, is_everywhere=True)
    group = done.changes.group
    found = resplit_others(
        others or desk, issue, group=group, origin=origin, progress=progress, is_cancelled=is_cancelled
    )
    return [Resplit(issue, label, done.difference), *found]


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

"""Corrected splits: worked out from corrections of an issue, and written as one act, in other issues too if wanted."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import page_blocks
from reader.core.revision.profiles import Profile
from reader.core.revision.split_changes import SplitDifference
from reader.core.revision.split_plans import ForeseenSplit
from reader.core.state.changes import Changes, Origin
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError, SplitOvertaken
from reader.core.values.ids import GroupId, IssueId
from reader.services.splits.basis import insist, keep_shown_profile, shown_profile
from reader.services.splits.batch import Resplit, resplit_others
from reader.services.splits.desk import Desk
from reader.services.splits.meanings import meant


@dataclass(frozen=True, slots=True)
class CorrectedSplit:
    """A split of an issue with further corrections, worked out and not written yet.

    ``made`` are the corrections that a person made, ``whole`` these with what goes along with them; ``foreseen`` is
    what they change, with the basis that it holds for.
    """

    made: tuple[Correction, ...]
    whole: tuple[Correction, ...]
    profile: Profile
    foreseen: ForeseenSplit


@dataclass(frozen=True, slots=True)
class Corrected:
    """The result of corrections of one issue."""

    changes: Changes
    difference: SplitDifference


def split_corrected(desk: Desk, issue: IssueId, corrections: Sequence[Correction]) -> CorrectedSplit:
    """Split an issue as it is shown, with these corrections besides, and write nothing.

    What was learned since, and what is learned from them, counts for other issues, and for this one when it is split
    again: a correction changes what it says and nothing else. CommandError: one is about no block of the issue.
    DocumentError: the issue cannot be read any more.
    """
    basis = desk.reader.split_basis(issue)
    whole = meant(desk.document(issue), page_blocks(desk.reader.issue_text(issue)), corrections)
    profile = shown_profile(desk, issue)
    return CorrectedSplit(tuple(corrections), whole, profile, desk.foresee(issue, profile, whole, basis=basis))


def correct(desk: Desk, issue: IssueId, corrections: Sequence[Correction], *, origin: Origin) -> Corrected:
    """Split an issue by corrections and write that as one act. Errors as in `split_corrected` and `carry_out`."""
    return carry_out(desk, split_corrected(desk, issue, corrections), origin=origin)


def carry_out(
    desk: Desk,
    split: CorrectedSplit,
    *,
    origin: Origin,
    is_everywhere: bool = False,
    group: GroupId | None = None,
) -> Corrected:
    """Write a corrected split as one act; stars, notes and all else of its items stay.

    Where its basis changed meanwhile, the issue is split anew, so that all corrections of it count. ``is_everywhere``:
    the act goes on in other issues. ``group`` is the act that this is a further part of.
    SplitOvertaken: its basis changed every time. CommandError, DocumentError: as in `split_corrected`.
    """
    issue = split.foreseen.issue
    label = f"Correct {desk.reader.issue(issue).label}{' and other issues' if is_everywhere else ''}"
    try:
        return _write(desk, split, origin=origin, label=label, group=group)
    except SplitOvertaken:
        return insist(
            lambda: _write(desk, split_corrected(desk, issue, split.made), origin=origin, label=label, group=group)
        )


def _write(desk: Desk, split: CorrectedSplit, *, origin: Origin, label: str, group: GroupId | None) -> Corrected:
    """Write a split and the corrections that it was made by. SplitOvertaken: its basis changed."""
    acts = ", ".join(dict.fromkeys(one.act.value for one in split.whole))
    changes = desk.library.split_again(
        split.foreseen,
        origin=origin,
        label=f"{label}: {acts}",
        corrections=[json.dumps(one.to_json(), ensure_ascii=False) for one in split.whole],
        group=group,
    ).result()
    keep_shown_profile(desk, split.foreseen.issue, split.profile, changes)
    return Corrected(changes, split.foreseen.difference)


def correct_everywhere(
    desk: Desk,
    split: CorrectedSplit,
    *,
    origin: Origin,
    others: Desk | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Resplit]:
    """Write a corrected split, then split the other issues of its publication again; the corrected one comes first.

    ``others`` is the desk that splits the others again, so that ending its worker does not end the correction. Stopped,
    the corrections and what was split again stay; one undo takes all of it back. Errors as in `carry_out`.
    """
    issue = split.foreseen.issue
    label = desk.reader.issue(issue).label
    done = carry_out(desk, split, origin=origin, is_everywhere=True)
    group = done.changes.group
    found = resplit_others(
        others or desk, issue, group=group, origin=origin, progress=progress, is_cancelled=is_cancelled
    )
    return [Resplit(issue, label, done.difference), *found]


def take_heading(desk: Desk, detail: ItemDetail, *, origin: Origin) -> Corrected:
    """Make the heading that was guessed for an item's section its name.

    CommandError: the item is not in its issue any more. DocumentError: the issue cannot be read any more.
    """
    issue, item = detail.row.issue_id, detail.row.id
    block = next((block for block in page_blocks(desk.reader.issue_text(issue)) if block.item == item), None)
    if block is None:
        raise CommandError("This item is no longer split out of its issue.")
    name = Correction(Act.SECTION_NAME, block.text, block.span.start, detail.section)
    return correct(desk, issue, [name], origin=origin)

"""Correcting a split: what a correction would change, here and in other issues, and carrying it out as one act."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import page_blocks
from reader.core.revision.split_changes import SplitDifference
from reader.core.state.changes import Changes, Origin
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError
from reader.core.values.ids import GroupId, IssueId
from reader.core.values.issues import Issue
from reader.core.values.publications import DescribeIssue
from reader.services.meaning import meant
from reader.services.standing import keep_standing, standing_profile
from reader.services.teaching import Desk, insist


@dataclass(frozen=True, slots=True)
class Corrected:
    """What corrections of one issue came to."""

    changes: Changes
    difference: SplitDifference


def corrected_split(desk: Desk, issue: IssueId, corrections: Sequence[Correction]) -> Issue:
    """The split of an issue as it is shown, with these corrections besides.

    What was learned since, and what is learned from them, counts for other issues, and for this one when it is split
    again: a correction changes what it says and nothing else. CommandError: one is about no block of the issue.
    DocumentError: the issue cannot be read any more.
    """
    said = (*desk.corrections(issue), *_whole(desk, issue, corrections))
    return desk.split(issue, standing_profile(desk, issue), said)


def _whole(desk: Desk, issue: IssueId, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Corrections with what goes along with them, by the split as it is shown."""
    return meant(desk.document(issue), page_blocks(desk.reader.issue_text(issue)), corrections)


def preview_elsewhere(
    desk: Desk, issue: IssueId, corrections: Sequence[Correction], others: Sequence[IssueId]
) -> list[SplitDifference]:
    """What of these other issues would change if they were split again after these corrections."""
    publication = desk.reader.issue(issue).publication_id
    profile = desk.profile_with(publication, issue, (*desk.lessons(issue), *corrections))
    foreseen = (
        desk.library.foresee_prepared(found.issue, found.split).difference
        for found in desk.split_each((other, profile) for other in others)
        if found.split is not None
    )
    return [difference for difference in foreseen if not difference.is_none]


def correct(
    desk: Desk,
    issue: IssueId,
    corrections: Sequence[Correction],
    *,
    origin: Origin,
    is_everywhere: bool = False,
    group: GroupId | None = None,
) -> Corrected:
    """Carry out corrections of one issue as one act: what was done to its items stays.

    ``is_everywhere``: that act goes on in other issues. ``group`` is the act that this is a further part of. Where it
    was corrected elsewhere meanwhile, both count. CommandError: one is about no block of the issue. DocumentError: the
    issue cannot be read any more.
    """
    label = f"Correct {desk.reader.issue(issue).label}{' and other issues' if is_everywhere else ''}"
    return insist(lambda: _correct(desk, issue, corrections, origin=origin, label=label, group=group))


def _correct(
    desk: Desk,
    issue: IssueId,
    corrections: Sequence[Correction],
    *,
    origin: Origin,
    label: str,
    group: GroupId | None,
) -> Corrected:
    basis = desk.reader.split_basis(issue)
    corrections = _whole(desk, issue, corrections)
    profile = standing_profile(desk, issue)
    found = desk.split(issue, profile, (*desk.corrections(issue), *corrections))
    foreseen = desk.library.foresee_split(issue, desk.document(issue), found, basis=basis)
    acts = ", ".join(dict.fromkeys(one.act.value for one in corrections))
    changes = desk.library.split_again(
        foreseen,
        origin=origin,
        label=f"{label}: {acts}",
        corrections=[json.dumps(one.to_json(), ensure_ascii=False) for one in corrections],
        group=group,
    ).result()
    keep_standing(desk, issue, profile, changes)
    return Corrected(changes, foreseen.difference)


def take_heading(desk: Desk, detail: ItemDetail, *, origin: Origin) -> Corrected:
    """Let the name that was deduced for an item's section be its name.

    CommandError: the item is not in its issue any more. DocumentError: the issue cannot be read any more.
    """
    issue, item = detail.row.issue_id, detail.row.id
    block = next((block for block in page_blocks(desk.reader.issue_text(issue)) if block.item == item), None)
    if block is None:
        raise CommandError("This item is no longer split out of its issue.")
    name = Correction(Act.SECTION_NAME, block.text, block.span.start, detail.section)
    return correct(desk, issue, [name], origin=origin)


def read_correction(data: Mapping[str, Any]) -> Correction:
    """The correction in one JSON object; further fields (``seq``) do not matter. CorrectionError: it is none."""
    return Correction.from_json({key: value for key, value in data.items() if key in ("act", "text", "start", "value")})


def describe(desk: Desk, issue: IssueId, said: Mapping[str, Any], *, origin: Origin) -> Changes:
    """Note what is typed of an issue: ``title``, ``number``, ``date`` (None: as printed) and ``publication``.

    CommandError: that cannot be noted.
    """
    wish = DescribeIssue(issue, **{name: _typed(name, value) for name, value in said.items()})
    label = f"Describe {desk.reader.issue(issue).label}"
    return desk.library.change([wish], origin=origin, label=label).result()


def _typed(name: str, value: object) -> str:
    if name not in ("title", "number", "date", "publication"):
        raise CommandError(f"An issue has no “{name}” that can be set; only title, number, date and publication.")
    if isinstance(value, int) and name == "number" and not isinstance(value, bool):
        return str(value)
    if value is None and name != "publication":
        return ""
    if not isinstance(value, str):
        told = "a whole number" if name == "number" else "a text"
        raise CommandError(f"“{name}” is {told}{'' if name == 'publication' else ', or null as its document says it'}.")
    return value

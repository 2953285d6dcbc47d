"""Correcting a split: what a correction would change, here and in other issues, and carrying it out as one act."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.core.changes import Changes, Origin
from reader.core.corrections import Correction, locate
from reader.core.errors import CommandError, DocumentError
from reader.core.ids import IssueId
from reader.core.publications import DescribeIssue
from reader.core.splits import SplitDifference
from reader.services.teaching import Desk


@dataclass(frozen=True, slots=True)
class Corrected:
    """What corrections of one issue came to."""

    changes: Changes
    difference: SplitDifference


def preview(desk: Desk, issue: IssueId, corrections: Sequence[Correction]) -> SplitDifference:
    """What corrections, besides those that count already, would change in their issue.

    CommandError: one is about no block of the issue. DocumentError: the issue cannot be read any more.
    """
    _find(desk, issue, corrections)
    wanted = (*desk.corrections(issue), *corrections)
    profile = desk.profile_with(desk.reader.issue(issue).publication_id, issue, wanted)
    return desk.library.foresee_split(issue, desk.document(issue), desk.split(issue, profile, wanted))


def preview_elsewhere(
    desk: Desk, issue: IssueId, corrections: Sequence[Correction], others: Sequence[IssueId]
) -> list[SplitDifference]:
    """What of these other issues would change if they were split again after these corrections."""
    publication = desk.reader.issue(issue).publication_id
    profile = desk.profile_with(publication, issue, (*desk.corrections(issue), *corrections))
    found = []
    for other in others:
        try:
            again = desk.split(other, profile, desk.corrections(other))
            found.append(desk.library.foresee_split(other, desk.document(other), again))
        except DocumentError:
            continue
    return [difference for difference in found if not difference.is_none]


def correct(desk: Desk, issue: IssueId, corrections: Sequence[Correction], *, origin: Origin) -> Corrected:
    """Carry out corrections of one issue as one act: what was done to its items stays.

    CommandError: one is about no block of the issue. DocumentError: the issue cannot be read any more.
    """
    _find(desk, issue, corrections)
    row, document = desk.reader.issue(issue), desk.document(issue)
    wanted = (*desk.corrections(issue), *corrections)
    found = desk.split(issue, desk.profile_with(row.publication_id, issue, wanted), wanted)
    difference = desk.library.foresee_split(issue, document, found)
    changes = desk.library.split_again(
        issue,
        document,
        found,
        origin=origin,
        label=f"Correct {row.label}: {', '.join(dict.fromkeys(one.act.value for one in corrections))}",
        corrections=[json.dumps(one.to_json(), ensure_ascii=False) for one in corrections],
    ).result()
    return Corrected(changes, difference)


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
        raise CommandError(f"“{name}” is a text.")
    return value


def _find(desk: Desk, issue: IssueId, corrections: Sequence[Correction]) -> None:
    document = desk.document(issue)
    texts = [block.text for block in document.blocks]
    places = locate(corrections, texts, [span.start for span in document.spans])
    for correction, place in zip(corrections, places, strict=True):
        if place is None:
            raise CommandError(f"No block of this issue reads “{correction.text[:60]}”.")

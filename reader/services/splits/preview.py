"""Previews a correction: the changes in its issue and in others, as lines for people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import IssueText, PagedItem
from reader.core.revision.split_changes import SplitDifference
from reader.core.values.ids import IssueId
from reader.core.values.issues import Item, Role
from reader.services.splits.border_moves import split_moved
from reader.services.splits.corrected_splits import CorrectedSplit, split_corrected
from reader.services.splits.desk import Desk

MOST_OTHERS = 40
"""The most other issues, the newest first, that are split to see whether they would change."""
_MOST_NAMES = 6
_NAME = 70
LABELS = {
    Act.SPLIT: "Split here",
    Act.JOIN: "Join with the item before",
    Act.TITLE: "This is a title",
    Act.TITLE_BELOW: "Title of the text above",
    Act.KICKER: "Line over a title",
    Act.HEADING: "This is a heading",
    Act.BODY: "This is text",
    Act.BOILERPLATE: "This belongs to no item",
    Act.SPONSORED: "Sponsored",
    Act.KIND: "Kind of the item",
    Act.ITEM_TITLE: "Title of the item",
    Act.ADDRESS: "Address of the item",
    Act.AUTHORS: "Authors of the item",
    Act.SECTION_NAME: "Name of the section",
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The changes that corrections would make in their issue.

    ``split`` is written when they are applied. ``act`` says what a person did, where that is
    more than the first correction says.
    """

    split: CorrectedSplit
    lines: tuple[str, ...]
    act: str | None = None

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that a person made."""
        return self.split.made

    @property
    def label(self) -> str:
        """The act in words: what a person did, or what the first correction says."""
        if self.act is not None:
            return self.act
        label, value = LABELS[self.corrections[0].act], self.corrections[0].value
        return label if value is None else f"{label}: {_short(value)}"


def foresee(desk: Desk, text: IssueText, made: Sequence[Correction]) -> Foreseen:
    """Work out what further corrections would change in their issue.

    CommandError: one is about no block of the issue. DocumentError: the issue cannot be read any more.
    """
    split = split_corrected(desk, text.issue, made)
    return Foreseen(split, _told(text, split))


def foresee_move(desk: Desk, text: IssueText, border: int, place: int) -> Foreseen:
    """Work out what moving the border before a block would change. Blocks are named by their numbers on the page.

    CommandError: it cannot go there. DocumentError: the issue cannot be read any more.
    """
    split = split_moved(desk, text, border, place)
    return Foreseen(split, _told(text, split), act="Move the border")


def _told(text: IssueText, split: CorrectedSplit) -> tuple[str, ...]:
    """Tell the differences of a split from the page; nothing where there are none."""
    difference, after = split.foreseen.difference, split.foreseen.ready.issue
    if difference.is_none:
        return ()
    old, new = [_stored_name(text, item) for item in text.items], [_name(item) for item in after.items]
    counts = f"{_items(len(new))} instead of {len(old)}" if len(new) != len(old) else f"{_items(len(new))} as before"
    changed = f", {difference.changed} changed" if difference.changed else ""
    old_sections = [text.text[span.start : span.end] for _, span in text.headings]
    new_sections = [section.title for section in after.sections if section.title]
    return (
        f"{counts}{changed}",
        *_listed("New", _without(new, old)),
        *_listed("Gone", _without(old, new)),
        *_listed("New section", _without(new_sections, old_sections)),
        *_listed("Section gone", _without(old_sections, new_sections)),
    )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The number of other issues of the publication that would change; ``is_all``: all of them were looked at."""

    count: int
    is_all: bool

    @property
    def told(self) -> str:
        """The number as a sentence."""
        among = "" if self.is_all else f" (of the newest {MOST_OTHERS})"
        if not self.count:
            return f"No other issue of the newsletter would change{among}"
        return f"{_issues(self.count)} of the newsletter would change too{among}"

    @property
    def offer(self) -> str:
        """The command that applies the correction in the other issues too; empty where none would change."""
        if not self.count:
            return ""
        return f"Apply here and in {_issues(self.count)}" if self.is_all else "Apply here and in all other issues"


def foresee_elsewhere(desk: Desk, text: IssueText, made: Sequence[Correction]) -> Elsewhere:
    """Count the other issues of the publication that would change; only the newest are looked at."""
    others = desk.reader.siblings(text.issue)
    found = len(preview_elsewhere(desk, text.issue, made, others[:MOST_OTHERS]))
    return Elsewhere(found, is_all=len(others) <= MOST_OTHERS)


def preview_elsewhere(
    desk: Desk, issue: IssueId, corrections: Sequence[Correction], others: Sequence[IssueId]
) -> list[SplitDifference]:
    """Work out what would change in other issues if they were split again after these corrections of one issue."""
    publication = desk.reader.issue(issue).publication_id
    profile = desk.profile_with(publication, issue, (*desk.lessons(issue), *corrections))
    foreseen = (
        desk.library.foresee_prepared(found.issue, found.split).difference
        for found in desk.split_each((other, profile) for other in others)
        if found.split is not None
    )
    return [difference for difference in foreseen if not difference.is_none]


def _issues(count: int) -> str:
    return f"{count} other issue{'' if count == 1 else 's'}"


def _items(count: int) -> str:
    return f"{count} item{'' if count == 1 else 's'}"


def _without(names: Sequence[str], others: Iterable[str]) -> list[str]:
    known = set(others)
    return [name for name in names if name not in known]


def _listed(word: str, names: Sequence[str]) -> list[str]:
    lines = [f"{word}: {_short(name)}" for name in names[:_MOST_NAMES]]
    return [*lines, f"and {len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else lines


def _name(item: Item) -> str:
    return _line(item.title or item.body)


def _stored_name(text: IssueText, item: PagedItem) -> str:
    wanted = sorted(item.parts, key=lambda part: (part.role is not Role.TITLE, part.role is not Role.BODY))
    return _line(text.text[wanted[0].span.start : wanted[0].span.end]) if wanted else ""


def _line(words: str) -> str:
    """Put the beginning of a text on one line, so that an item has one name whichever part it is read from."""
    return " ".join(words[: 4 * _NAME].split())[:_NAME]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) < _NAME else f"{line[: _NAME - 1]}…"

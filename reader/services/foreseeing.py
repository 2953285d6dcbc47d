"""What a correction would change, as a person reads it before it is applied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import IssueText, PagedItem
from reader.core.values.issues import Issue, Item, Role
from reader.services.correcting import corrected_split, preview_elsewhere
from reader.services.teaching import Desk

MOST_OTHERS = 40
"""So many other issues are split to see whether they would change; the newest."""
_MOST_NAMES = 6
_NAME = 70
LABELS = {
    Act.SPLIT: "Split here",
    Act.JOIN: "Join with the one before",
    Act.TITLE: "This is a title",
    Act.TITLE_BELOW: "This is the title of the text above",
    Act.KICKER: "An item begins with this line, over its title",
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
    """What corrections would change in their issue: ``lines`` for people, the counts first; none if nothing would.

    ``act`` is what a person did, where that is more than what is said of the first block.
    """

    corrections: tuple[Correction, ...]
    lines: tuple[str, ...]
    act: str | None = None

    @property
    def label(self) -> str:
        """What was done, or what is said of the first block."""
        if self.act is not None:
            return self.act
        label, value = LABELS[self.corrections[0].act], self.corrections[0].value
        return label if value is None else f"{label}: {_short(value)}"


def foresee(desk: Desk, text: IssueText, made: Sequence[Correction]) -> Foreseen:
    """What further corrections would change in their issue.

    CommandError: it is about no block of the issue. DocumentError: the issue cannot be read any more.
    """
    return foresee_split(desk, text, made, corrected_split(desk, text.issue, made))


def foresee_split(
    desk: Desk, text: IssueText, made: Sequence[Correction], after: Issue, *, act: str | None = None
) -> Foreseen:
    """What would change in an issue that is split as it is after further corrections."""
    difference = desk.library.foresee_split(text.issue, desk.document(text.issue), after).difference
    if difference.is_none:
        return Foreseen(tuple(made), (), act)
    old, new = [_stored_name(text, item) for item in text.items], [_name(item) for item in after.items]
    counts = f"{_items(len(new))} instead of {len(old)}" if len(new) != len(old) else f"{_items(len(new))} as before"
    changed = f", {difference.changed} changed" if difference.changed else ""
    old_sections = [text.text[span.start : span.end] for _, span in text.headings]
    new_sections = [section.title for section in after.sections if section.title]
    lines = [
        f"{counts}{changed}",
        *_listed("New", _without(new, old)),
        *_listed("Gone", _without(old, new)),
        *_listed("New section", _without(new_sections, old_sections)),
        *_listed("Section gone", _without(old_sections, new_sections)),
    ]
    return Foreseen(tuple(made), tuple(lines), act)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """In how many other issues of the publication something would change; ``is_all``: no others were left out."""

    count: int
    is_all: bool

    @property
    def told(self) -> str:
        """It as a sentence."""
        among = "" if self.is_all else f" (of the newest {MOST_OTHERS})"
        if not self.count:
            return f"No other issue of the publication would change{among}"
        return f"{_issues(self.count)} of the publication would change, split again{among}"

    @property
    def offer(self) -> str:
        """What can be done about it, all other issues among it; empty where none would change."""
        if not self.count:
            return ""
        return f"Apply here and in {_issues(self.count)}" if self.is_all else "Apply here and in all other issues"


def foresee_elsewhere(desk: Desk, text: IssueText, made: Sequence[Correction]) -> Elsewhere:
    """In how many other issues of the publication something would change; the newest are looked at."""
    others = desk.reader.siblings(text.issue)
    found = len(preview_elsewhere(desk, text.issue, made, others[:MOST_OTHERS]))
    return Elsewhere(found, is_all=len(others) <= MOST_OTHERS)


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
    """The beginning of a text on one line: enough to tell items apart, of whichever part it was read."""
    return " ".join(words[: 4 * _NAME].split())[:_NAME]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) < _NAME else f"{line[: _NAME - 1]}…"

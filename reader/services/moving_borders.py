"""Moving the border of an item: the corrections that put it exactly there, whatever the splitter makes of them."""

from bisect import bisect_right

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import IssueText, PageBlock, page_blocks
from reader.core.revision.item_borders import borders_after, move_border, places_of_border
from reader.core.values.errors import CommandError
from reader.core.values.issues import Issue, Role
from reader.services.correcting import corrected_split
from reader.services.foreseeing import Foreseen, foresee_split
from reader.services.teaching import Desk

_ROUNDS = 3
"""So often what the splitter makes of a move is put right; twice is more than was ever needed."""


def foresee_move(desk: Desk, text: IssueText, border: int, place: int) -> Foreseen:
    """What moving the border before a block would change. Blocks are named by their numbers on the page.

    CommandError: it cannot go there. DocumentError: the issue cannot be read any more.
    """
    made, after = _moved(desk, text, border, place)
    return foresee_split(desk, text, made, after, act="Move the border")


def _moved(desk: Desk, text: IssueText, border: int, place: int) -> tuple[tuple[Correction, ...], Issue]:
    """The corrections that move the border before a block to before another, and the split by them.

    A block that would open an item, or no longer open one, because of its new neighbours is said to stay what it is.
    """
    blocks = page_blocks(text)
    if place == border or place not in places_of_border(blocks, border):
        raise CommandError("The border cannot stand there.")
    made = move_border(blocks, border, place, title=_title(desk, text, blocks[border]))
    touched, wanted = borders_after(blocks, border, place)
    for _ in range(_ROUNDS):
        after = corrected_split(desk, text.issue, made)
        opening = _opening(blocks, after)
        astray = [number for number in touched if (number in opening) != (number in wanted)]
        if not astray:
            return made, after
        made += tuple(
            Correction(Act.SPLIT if n in wanted else Act.JOIN, blocks[n].text, blocks[n].span.start) for n in astray
        )
    raise CommandError("The border cannot stand there.")


def _title(desk: Desk, text: IssueText, block: PageBlock) -> str | None:
    """The title of the item that a block opens, if one of its blocks says it."""
    item = next(item for item in text.items if item.id == block.item)
    has_title = any(part.role is Role.TITLE for part in item.parts)
    return desk.reader.detail(item.id).row.title if has_title else None


def _opening(blocks: tuple[PageBlock, ...], issue: Issue) -> frozenset[int]:
    """The blocks in which items of a split begin."""
    starts = [block.span.start for block in blocks]
    firsts = (min(part.span.start for part in item.parts) for item in issue.items if item.parts)
    return frozenset(bisect_right(starts, first) - 1 for first in firsts)

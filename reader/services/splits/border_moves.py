"""Border moves: the corrections that put the border of an item exactly where it was dropped."""

from bisect import bisect_right

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import IssueText, PageBlock, page_blocks
from reader.core.revision.item_borders import borders_after, move_border, places_of_border
from reader.core.values.errors import CommandError
from reader.core.values.issues import Issue, Role
from reader.services.splits.corrected_splits import CorrectedSplit, split_corrected
from reader.services.splits.desk import Desk

_ROUNDS = 3
"""The most rounds in which a move is mended where the splitter puts a border elsewhere; two were always enough."""


def split_moved(desk: Desk, text: IssueText, border: int, place: int) -> CorrectedSplit:
    """Split an issue by the corrections that move the border before a block to before another.

    Blocks are named by their numbers on the page. A block that would open an item, or no longer open one, because of
    its new neighbours is corrected to stay what it is. CommandError: the border cannot go there. DocumentError: the
    issue cannot be read any more.
    """
    blocks = page_blocks(text)
    if place == border or place not in places_of_border(blocks, border):
        raise CommandError("The border cannot go there.")
    made = move_border(blocks, border, place, title=_title(desk, text, blocks[border]))
    touched, wanted = borders_after(blocks, border, place)
    for _ in range(_ROUNDS):
        after = split_corrected(desk, text.issue, made)
        opening = _opening(blocks, after.foreseen.ready.issue)
        astray = [number for number in touched if (number in opening) != (number in wanted)]
        if not astray:
            return after
        made += tuple(
            Correction(Act.SPLIT if n in wanted else Act.JOIN, blocks[n].text, blocks[n].span.start) for n in astray
        )
    raise CommandError("The border cannot go there.")


def _title(desk: Desk, text: IssueText, block: PageBlock) -> str | None:
    """Read the title of the item that a block opens, if one of its blocks says it."""
    item = next(item for item in text.items if item.id == block.item)
    has_title = any(part.role is Role.TITLE for part in item.parts)
    return desk.reader.detail(item.id).row.title if has_title else None


def _opening(blocks: tuple[PageBlock, ...], issue: Issue) -> frozenset[int]:
    """Find the blocks in which items of a split begin."""
    starts = [block.span.start for block in blocks]
    firsts = (min(part.span.start for part in item.parts) for item in issue.items if item.parts)
    return frozenset(bisect_right(starts, first) - 1 for first in firsts)

"""Moves the border between an item and what stands before it: the places it may go, and the corrections that say so.

A border is named by the number of the block that it stands before. Moved down, what it passes is text of the item
before; moved up, that is text of the item below, which keeps its title. At the end of its own item, or where the item
before begins, the two are one.
"""

from collections.abc import Sequence

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import BlockRole, PageBlock

_NAMING = (BlockRole.TITLE, BlockRole.MARKER)


def places_of_border(blocks: Sequence[PageBlock], border: int) -> tuple[int, ...]:
    """Where the border before a block may go, by number and in order, itself among it; none if there is no border.

    No heading is passed, and no item but the one before and the one below.
    """
    if not (0 < border < len(blocks) and blocks[border].opens):
        return ()
    above: list[int] = []
    for block in reversed(blocks[:border]):
        before = blocks[above[-1]].item if above else None
        if block.role is BlockRole.HEADING or (before is not None and block.item not in (None, before)):
            break
        above.append(block.number)
        if block.opens:
            break
    item = blocks[border].item
    end = end_of_item(blocks, border)
    below = [block.number for block in blocks[border:end] if block.item == item]
    return (*reversed(above), *below, end)


def end_of_item(blocks: Sequence[PageBlock], first: int) -> int:
    """The number behind the last block of the item that a block opens."""
    last = first
    for block in blocks[first + 1 :]:
        if block.opens or block.role is BlockRole.HEADING:
            break
        last = block.number if block.item == blocks[first].item else last
    return last + 1


def move_border(blocks: Sequence[PageBlock], border: int, place: int, *, title: str | None) -> tuple[Correction, ...]:
    """The corrections that move the border before a block to another of its places; the later wins.

    ``title`` is that of the item below, where it is told by one of its blocks.
    """
    if place > border:
        passed = [block for block in blocks[border:place] if block.item == blocks[border].item]
        joined = [_say(Act.JOIN, block) for block in passed if block.number == border or block.role in _NAMING]
        return (*joined, *([_say(Act.SPLIT, blocks[place])] if place < end_of_item(blocks, border) else []))
    if blocks[place].opens:
        return (_say(Act.JOIN, blocks[border]),)
    said = [_say(Act.SPLIT, blocks[place])]
    if title is not None:
        said += [_say(Act.BODY, blocks[place]), _say(Act.ITEM_TITLE, blocks[place], title)]
    for block in blocks[place + 1 : border]:
        if block.item is None:
            said += [_say(Act.BODY, block), _say(Act.JOIN, block)]
    return (*said, _say(Act.JOIN, blocks[border]))


def borders_after(blocks: Sequence[PageBlock], border: int, place: int) -> tuple[range, frozenset[int]]:
    """The blocks that a move may touch, by number, up to where the next item opens; and those that then open items."""
    last = end_of_item(blocks, border) - 1
    for block in blocks[last + 1 :]:
        last = block.number if block.opens else last
        if block.opens or block.role is BlockRole.HEADING:
            break
    touched = range(places_of_border(blocks, border)[0], last + 1)
    opening = {number for number in touched if blocks[number].opens} - {border}
    return touched, frozenset(opening | ({place} if place < end_of_item(blocks, border) else set()))


def _say(act: Act, block: PageBlock, value: str | None = None) -> Correction:
    return Correction(act, block.text, block.span.start, value)

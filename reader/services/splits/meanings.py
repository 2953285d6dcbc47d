"""Completes corrections by what follows from them, by where their blocks stand on the page.

Where an item's title is joined to the item before, for example, its text is joined too.
"""

import re
from collections.abc import Sequence

from reader.core.revision.corrections import VALUED, Act, Correction, locate
from reader.core.revision.issue_pages import BlockRole, PageBlock
from reader.core.text.clean import ADDRESS_CAP, can_be_seen
from reader.core.values.document import Document
from reader.core.values.errors import CommandError

_KICKER_WORDS = 12
_WEB = re.compile(r"https?://[^\s/@:?#]+(?:[:/?#]\S*)?", re.IGNORECASE)
_STOPS = (".", "!", "?", ":", "…")


def meant(document: Document, blocks: Sequence[PageBlock], corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Complete corrections by what goes along with each, by the blocks as they are split now.

    CommandError: one is about no block of the document, or about an item of a block that is in none, or an address
    leads nowhere.
    """
    starts = [span.start for span in document.spans]
    places = {block.span.start: block for block in blocks}
    page = [places.get(start) for start in starts]
    found: list[Correction] = []
    for correction, number in zip(
        corrections, locate(corrections, [block.text for block in document.blocks], starts), strict=True
    ):
        if number is None:
            raise CommandError(f"No block of this issue begins with “{correction.text[:60]}”.")
        # What is said with it may put the block into an item.
        _refuse(correction, page[number] if len(corrections) == 1 else None)
        found += _whole(document, page, number, correction)
    return tuple(found)


def _refuse(said: Correction, held: PageBlock | None) -> None:
    """Refuse values of an item for a block that is in none, and addresses that lead nowhere."""
    if said.act in VALUED and said.act is not Act.SECTION_NAME and held is not None and held.item is None:
        raise CommandError("This block is in no item.")
    if said.value and not can_be_seen(said.value):
        raise CommandError("This text has no visible characters.")
    if said.act is not Act.ADDRESS or not said.value:
        return
    if len(said.value) > ADDRESS_CAP:
        raise CommandError(f"An address has at most {ADDRESS_CAP:,} characters.")
    if not _WEB.fullmatch(said.value.strip()):
        raise CommandError("An address begins with https:// or http:// and has no spaces in it.")


def _whole(document: Document, page: Sequence[PageBlock | None], number: int, said: Correction) -> Sequence[Correction]:
    held = page[number]
    if held is None:
        return [said]
    if said.act is Act.JOIN and held.role is BlockRole.TITLE:
        # Where an item's title is joined to what stands before, so is its text.
        return [said, *(_about(Act.JOIN, document, other) for other in _to_text(page, number))]
    if said.act is Act.TITLE and (first := _only_lines_before(document, page, number)) is not None:
        return [_about(Act.KICKER, document, first), said]
    if said.act is Act.SPLIT and _is_over_title(document, page, number):
        return [Correction(Act.KICKER, said.text, said.start)]
    if said.act is Act.SPONSORED and held.role is BlockRole.HEADING and _opens(page, number + 1):
        return [Correction(Act.KICKER, said.text, said.start), said]
    return [said]


def _about(act: Act, document: Document, number: int) -> Correction:
    return Correction(act, document.blocks[number].text, document.spans[number].start)


def _to_text(page: Sequence[PageBlock | None], number: int) -> list[int]:
    """List the further blocks of an item up to the first of its text."""
    held, found = page[number], []
    assert held is not None
    for other in range(number + 1, len(page)):
        block = page[other]
        if block is None or block.item != held.item:
            break
        found.append(other)
        if block.role is BlockRole.BODY:
            break
    return found


def _only_lines_before(document: Document, page: Sequence[PageBlock | None], number: int) -> int | None:
    """Find the first block of a line's item, if only lines without links stand before the line, and at least one."""
    held = page[number]
    if held is None or held.item is None or held.opens or held.role is BlockRole.BODY:
        return None
    before = number
    while (
        before
        and (block := page[before - 1]) is not None
        and block.item == held.item
        and block.role in (BlockRole.TITLE, BlockRole.MARKER, BlockRole.EXTRA)
        and not document.blocks[before - 1].links
    ):
        before -= 1
    block = page[before]
    return before if block is not None and block.opens and before < number else None


def _is_over_title(document: Document, page: Sequence[PageBlock | None], number: int) -> bool:
    """Whether a block is a line without links right over the title that an item begins with."""
    block, held = document.blocks[number], page[number]
    is_line = len(block.text.split()) <= _KICKER_WORDS and not block.text.rstrip().endswith(_STOPS)
    return is_line and not block.links and held is not None and not held.opens and _opens(page, number + 1)


def _opens(page: Sequence[PageBlock | None], number: int) -> bool:
    block = page[number] if number < len(page) else None
    return block is not None and block.opens and block.role is BlockRole.TITLE

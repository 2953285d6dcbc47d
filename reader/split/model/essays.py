"""Recognises essays: one text under subheadings looks like an issue of stories, so its split is a guess."""

import re
from collections.abc import Sequence

from reader.core.values.document import Block
from reader.split.model.decode import Reading
from reader.split.model.layouts import Field
from reader.split.model.newsletter import NEWSLETTER
from reader.split.signs import lexicons
from reader.split.signs.vocabulary import Sign

_PARTS = re.compile(lexicons.ESSAY_PARTS, re.IGNORECASE)
_ENOUGH = 3.0
_LONG_WORDS = 20
_TERSE_WORDS = 5


def reads_as_essay(blocks: Sequence[Block], reading: Reading) -> bool:
    """Whether the items that a reading finds may be the parts of one text: unlinked, long, terse or usual names."""
    names = [reading.layout.states[state] for state in reading.states]
    openings = sorted(reading.openings)
    untitled = sum(names[number].field is Field.BODY for number in openings)
    if reading.layout.name == NEWSLETTER.name and 2 * untitled > len(openings):
        return True
    if len(openings) < 2 or any(state.field is Field.HEADING for state in names):
        return False
    titles = [n for n in openings if names[n].field is Field.ITEM_TITLE]
    if len(titles) < len(openings) or any(blocks[number].links for number in titles):
        return False
    signs = [reading.signs[number] for number in range(openings[0], len(reading.signs))]
    if any(
        found & {Sign.LABEL, Sign.READ_MORE, Sign.TAIL_LINK, Sign.BYLINE, Sign.SPONSORED, Sign.LINKS_ROW}
        for found in signs
    ):
        return False
    texts = [n for n in range(len(names)) if names[n].field is Field.BODY and _words(blocks[n]) >= _LONG_WORDS]
    usual = sum(bool(_PARTS.fullmatch(blocks[number].text.strip())) for number in titles)
    evidence = min(2, usual) * 1.5
    evidence += 1.0 if len(texts) >= 2 * len(titles) else 0.0
    evidence += 1.0 if len(texts) >= 3 * len(titles) else 0.0
    evidence += 1.0 if sum(_words(blocks[number]) for number in titles) <= _TERSE_WORDS * len(titles) else 0.0
    evidence += 1.0 if not any(blocks[number].links for number in texts) else 0.0
    return evidence >= _ENOUGH


def _words(block: Block) -> int:
    return len(block.text.split())

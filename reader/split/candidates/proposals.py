"""Proposes readings: every recurring form as the opener of items, under every set of headings."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.core.values.document import Block, Tag
from reader.split.candidates.forms import SHORT, WEAK, Forms, find_forms
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

_TITLE_ENDS = frozenset({Sign.BARE, Sign.QUESTION, Sign.ABBREVIATION, Sign.ELLIPSIS})
NO_HEADINGS = "none"
AUTO, TITLED, UNTITLED = "auto", "titled", "untitled"
# More are not looked at; those of telling forms come first.
MOST = 160
# A text that points to no more places is rather a letter than a list of items.
_FEW_LINKS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate's own signs of a document's blocks: which blocks open something, and by what form."""

    opener: str
    heading: str
    how: str
    opens: tuple[tuple[int, Sign], ...]


def propose(blocks: Sequence[Block], signs: Sequence[frozenset[Sign]], forms: Forms) -> Iterator[Proposal]:
    """The candidates of a document, at most ``MOST``: those of telling forms first.

    Where hardly anything is linked, room and rhythm alone do not tell verses and letters from stories.
    """
    is_linked = points_to_many(blocks)
    openers = [form for form in forms.openers.items() if is_linked or form[0] not in WEAK]
    found = itertools.chain.from_iterable(
        _ways(blocks, signs, opener, members, heading, sections)
        for opener, members in sorted(openers, key=lambda form: form[0] in WEAK)
        for heading, sections in ((NO_HEADINGS, ()), *forms.headings.items())
        if not sections or not set(members) <= set(sections)
    )
    yield from itertools.islice(found, MOST)


def points_to_many(blocks: Sequence[Block]) -> bool:
    """Whether a text points to more places than a letter does."""
    return len({link.url for block in blocks for link in block.links}) > _FEW_LINKS


def _ways(
    blocks: Sequence[Block],
    signs: Sequence[frozenset[Sign]],
    opener: str,
    members: Sequence[int],
    heading: str,
    sections: Sequence[int],
) -> Iterator[Proposal]:
    heads = dict.fromkeys(sections, Sign.OPENS_SECTION)
    auto = {number: how_it_opens(blocks[number], signs[number]) for number in members}
    seen = set()
    for how, opens in (
        (AUTO, auto),
        (TITLED, dict.fromkeys(members, Sign.OPENS_TITLED)),
        (UNTITLED, dict.fromkeys(members, Sign.OPENS_UNTITLED)),
    ):
        said = tuple(sorted((opens | heads).items()))
        if said not in seen:
            seen.add(said)
            yield Proposal(opener, heading, how, said)


def how_it_opens(block: Block, own: frozenset[Sign]) -> Sign:
    """How a block opens an item, by what it is alone."""
    if block.tag is Tag.ROW:
        return Sign.OPENS_ROW
    if Sign.LEAD in own:
        return Sign.OPENS_LEAD
    if Sign.HEADLINE in own or (own & SHORT and own & _TITLE_ENDS):
        return Sign.OPENS_TITLED
    return Sign.OPENS_UNTITLED


def said_of_all(
    blocks: Sequence[Block],
    signs: Sequence[frozenset[Sign]],
    markups: Sequence[Markup],
    proposal: Proposal,
    sampled: int,
) -> Sequence[frozenset[Sign]]:
    """The signs of a whole document of which the beginning, ``sampled`` blocks, was proposed for."""
    if len(blocks) == sampled:
        return said_signs(signs, proposal)
    forms = find_forms(blocks, signs, markups)
    members = forms.all_openers.get(proposal.opener, ())
    sections = forms.all_headings.get(proposal.heading, ())
    ways = _ways(blocks, signs, proposal.opener, members, proposal.heading, sections)
    return said_signs(signs, next((way for way in ways if way.how == proposal.how), proposal))


def said_signs(signs: Sequence[frozenset[Sign]], proposal: Proposal) -> list[frozenset[Sign]]:
    """The signs of all blocks with those of the proposal."""
    said = list(signs)
    for number, sign in proposal.opens:
        said[number] = said[number] | {sign}
    return said

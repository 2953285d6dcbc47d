"""Gathers the facts of a document's blocks that all its readings share, so that many readings are measured quickly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from reader.core.text.lengths import count_words
from reader.core.values.document import Block, Tag
from reader.split.model.layouts import ITEM_TITLE
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

_NOTICES = frozenset(
    {
        Sign.NOTICE,
        Sign.RULER,
        Sign.NAV_RUN,
        Sign.FOOTER,
        Sign.AFTER_FOOTER,
        Sign.CTA,
        Sign.GREET,
        Sign.SIGNOFF,
        Sign.META,
    }
)
_LEADING = frozenset({Sign.LEAD, Sign.HEADLINE})
_TEXTS = ("t", "tb", "blockquote")
TITLE_SPAN = 3.0
"""The most that signs say for or against a title."""
HEADING, RULER = "h", "-"
"""Two of the kinds of blocks; the others are told by one or two letters too."""


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """The facts that all readings of a document share: words, links and kinds of its blocks, and the forms of each.

    ``linkedness`` is links a word, ``entries`` the share of blocks that are list entries, ``usual_text`` the mean words
    of a paragraph of text, and ``prose`` the share of words in such paragraphs.
    """

    words: Sequence[int]
    links: Sequence[int]
    kinds: Sequence[str]
    titles: Sequence[float]
    leads: Sequence[int]
    total: int
    linkedness: float
    entries: float
    usual_text: float
    prose: float
    sizes: Mapping[str, int]
    forms: Sequence[Sequence[str]]
    notices: Sequence[bool]


def block_facts_of(
    blocks: Sequence[Block],
    signs: Sequence[frozenset[Sign]],
    markups: Sequence[Markup],
    openers: Mapping[str, Sequence[int]],
) -> BlockFacts:
    """The facts of a document."""
    words = [count_words(block.text) for block in blocks]
    forms: list[list[str]] = [[] for _ in blocks]
    for name, members in openers.items():
        for number in members:
            forms[number].append(name)
    notices = [bool(own & _NOTICES) for own in signs]
    kinds = [_kind(block, own, count) for block, own, count in zip(blocks, signs, words, strict=True)]
    links = [len({link.url for link in block.links}) for block in blocks]
    total = max(1, sum(count for count, notice in zip(words, notices, strict=True) if not notice))
    texts = [count for count, kind in zip(words, kinds, strict=True) if kind in _TEXTS]
    return BlockFacts(
        words=words,
        links=links,
        kinds=kinds,
        titles=[max(-TITLE_SPAN, min(TITLE_SPAN, sum(ITEM_TITLE.get(sign, 0.0) for sign in own))) for own in signs],
        leads=[markup.lead for markup in markups],
        total=total,
        linkedness=sum(links) / total,
        entries=sum(kind[0] == "e" for kind in kinds) / max(1, len(kinds)),
        usual_text=fmean(texts) if texts else 0.0,
        prose=sum(texts) / total,
        sizes={name: len(members) for name, members in openers.items()},
        forms=forms,
        notices=notices,
    )


def _kind(block: Block, own: frozenset[Sign], words: int) -> str:
    if Sign.RULER in own:
        return RULER
    if block.tag is Tag.HEADING or block.level:
        return HEADING
    if block.tag is Tag.ENTRY:
        return f"e{min(block.depth, 2)}"
    if block.tag is not Tag.PARAGRAPH:
        return block.tag.value
    size = "s" if words <= 14 else "t"
    return size + ("b" if own & _LEADING else "u" if Sign.OWN_URL in own or Sign.URL in own else "")

"""The front door: choose the layout, read the document in it, and finish the issue."""

import math
from collections import Counter
from dataclasses import replace

from reader.core.documents import Document
from reader.core.issues import Issue
from reader.split.decode import Reading, decode
from reader.split.drafts import draft, drop_empty_sections
from reader.split.entries import FEED, draft_entries
from reader.split.essays import reads_as_essay
from reader.split.features import see
from reader.split.finishing import finish
from reader.split.layouts import Layout
from reader.split.link_blog import LINK_BLOG
from reader.split.newsletter import NEWSLETTER
from reader.split.numbering import drop_numbers
from reader.split.plain import PLAIN
from reader.split.rich import ANCHORED, BYLINED, HEADED, HEADLINES, LIST, ONE_LINERS, PLAIN_MAIL, RUN_IN, TABLE

TEXT_LAYOUTS: tuple[Layout, ...] = (NEWSLETTER, LINK_BLOG, BYLINED)
LAYOUTS: tuple[Layout, ...] = (
    *TEXT_LAYOUTS,
    HEADED,
    HEADLINES,
    RUN_IN,
    ANCHORED,
    LIST,
    ONE_LINERS,
    PLAIN_MAIL,
    TABLE,
    PLAIN,
)
# Where the source has markup, layouts that look only at words have to be better by this much a block.
MARKED_UP = 1.0
_MARKUP = frozenset(("headline", "lead", "row item", "entry"))
_PRIOR = 0.25
# Readings that open this share of their items at the same blocks are no rivals.
_SAME = 0.75
# The margin, in units a block, at which it is a toss-up, and how quickly more of it makes sure.
_TOSS_UP = 0.1
_SLOPE = 5.0
# Without any rival the margin counts as this.
_SURE_MARGIN = 1.2
# The layout of a long document is chosen from its beginning; one that is longer still is no newsletter.
SAMPLE_BLOCKS = 300
# A layout is tried where what opens its items stands at no less than this share of the blocks.
LEAST_SHARE = 0.05
MAX_BLOCKS = 100_000
_UNSURE = 0.3
# How sure a split is whose items may be the parts of one essay.
_MAY_BE_ONE = 0.45
ENOUGH_BLOCKS = 6


def split_document(document: Document, *, prior: str | None = None) -> Issue:
    """Split a document into an issue. Any document gives one: what fits no layout is a single item.

    ``prior`` is the layout that the publication's issues had before, if that is known.
    """
    if not document.blocks and not document.entries:
        return Issue(
            None, None, None, document.date, document.publication, None, None, (), "", layout=PLAIN.name, confidence=0.0
        )
    if document.entries:
        return finish(document, draft_entries(document), FEED, 1.0)
    reading, confidence = choose(document, prior=prior)
    drafted = draft(document, reading)
    if reading.layout is not NEWSLETTER:
        drop_empty_sections(drafted)
    drop_numbers(item for section in drafted.sections for item in section.items)
    return finish(document, drafted, reading.layout, confidence)


def choose(document: Document, *, prior: str | None = None) -> tuple[Reading, float]:
    """The reading in the layout that scores best per block, and how sure that is (0 to 1)."""
    if len(document.blocks) > MAX_BLOCKS:
        return decode(PLAIN, [frozenset({"any"})] * len(document.blocks)), 0.0
    signs = see(document.blocks, title=document.title)
    counts = Counter(sign for found in signs for sign in found)
    markup = sum(bool(found & _MARKUP) for found in signs)
    handicap = MARKED_UP if markup >= max(3, 0.08 * len(signs)) else 0.0
    readings = []
    for layout in LAYOUTS:
        least = max(layout.least, LEAST_SHARE * len(signs))
        if layout.needs and sum(counts[sign] for sign in layout.needs) < least:
            continue
        reading = decode(layout, signs[:SAMPLE_BLOCKS])
        # What reads as nothing but a greeting or a heading would show no item: then the text itself is one.
        if reading.has_items:
            bonus = _PRIOR * (layout.name == prior) - handicap * (layout in TEXT_LAYOUTS)
            readings.append(replace(reading, score=reading.score + bonus))
    readings.sort(key=lambda reading: -reading.score)
    best = readings[0]
    rivals = [other.score for other in readings[1:] if not _agree(best, other)]
    margin = best.score - max(rivals, default=best.score - _SURE_MARGIN)
    # Some blocks are needed to be sure of anything; text in no layout is never sure.
    is_known = best.layout is not PLAIN and len(best.openings) > 1
    confidence = _UNSURE if not is_known else 1 / (1 + math.exp(-_SLOPE * (margin - _TOSS_UP)))
    confidence *= min(1.0, len(signs) / ENOUGH_BLOCKS)
    whole = best if len(signs) <= SAMPLE_BLOCKS else decode(best.layout, signs)
    if reads_as_essay(document.blocks, whole):
        confidence = min(confidence, _MAY_BE_ONE)
    return whole, round(confidence, 3)


def _agree(one: Reading, other: Reading) -> bool:
    """Whether two readings find the same items, whatever they call the rest."""
    ours, theirs = one.openings, other.openings
    return len(ours & theirs) >= _SAME * len(ours | theirs)

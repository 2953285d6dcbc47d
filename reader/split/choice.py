"""Chooses the layout of a document: reads it in all that may fit, and tells how sure the best one is."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Profile
from reader.core.values.document import Document
from reader.split.candidates.proposals import points_to_many, said_of_all
from reader.split.candidates.records.layout import read_records
from reader.split.candidates.search import Candidate, agree, search, sureness, trusted
from reader.split.guidance.habits import Habits, habits_of, hint_at, known_forms, known_lines
from reader.split.guidance.steer import Hint, steer
from reader.split.model.decode import Reading, decode
from reader.split.model.essays import reads_as_essay
from reader.split.model.formed import FORMED
from reader.split.model.layouts import Layout
from reader.split.model.link_blog import LINK_BLOG
from reader.split.model.newsletter import NEWSLETTER
from reader.split.model.plain import PLAIN
from reader.split.model.rich import ANCHORED, HEADED, HEADLINES, LIST, ONE_LINERS, RUN_IN, TABLE
from reader.split.model.unmarked import BYLINED, PLAIN_MAIL
from reader.split.opened import Opened
from reader.split.signs.features import see
from reader.split.signs.vocabulary import Sign

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
_MARKUP = frozenset((Sign.HEADLINE, Sign.LEAD, Sign.ROW_ITEM, Sign.ENTRY))
_PRIOR = 0.25
# From here on the layouts' choice stands; below, it is weighed against the forms that recur.
_SURE = 0.97
# A longer document is no newsletter: no form is looked for in it.
_MOST_BLOCKS = 5_000
# How much is said for the layouts' choice when it is sure, and for what the publication's issues were read in.
_TRUST, _KNOWN = 3.0, 1.5
# What speaks for what records say of a block, against what was learned.
_KEPT = 4.0
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


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The signs of a document, what its profile hints at, and its beginning read in all layouts that may fit it."""

    signs: Sequence[frozenset[Sign]]
    hints: Sequence[Hint] | None
    readings: Sequence[Reading]


def choose(
    document: Document | Opened, *, prior: str | None = None, profile: Profile | None = None
) -> tuple[Reading, float]:
    """The reading in the layout that scores best per block, and how sure that is (0 to 1).

    A second choice with another ``prior`` weighs the readings of the first; the document is not read anew for it.
    """
    opened, habits = Opened.of(document), habits_of(profile)
    blocks = opened.document.blocks
    if len(blocks) > MAX_BLOCKS:
        return decode(PLAIN, [frozenset({Sign.ANY})] * len(blocks)), 0.0
    read = opened.once(("readings", profile), lambda: read_beginnings(opened, habits))
    best, confidence = _best(read.readings, len(read.signs), prior)
    if records := opened.records:
        reading = read_records(records, read.signs, best, has_title=opened.document.title is not None)
        return _steered(reading, read.hints), round(records.confidence, 3)
    if habits.prior(confidence):
        best, confidence = _best(read.readings, len(read.signs), habits.layout)
    signs: Sequence[frozenset[Sign]] = read.signs
    if confidence < _SURE and len(blocks) <= _MOST_BLOCKS:
        candidates = opened.once(("candidates", profile, best.layout.name), partial(_search, opened, read, best))
        best, confidence, signs = _weigh(opened, read, candidates, best, confidence, prior or habits.layout)
    whole = best
    if len(signs) > SAMPLE_BLOCKS:
        whole = _decode(best.layout, signs, read.hints)
    if best.layout is not FORMED and reads_as_essay(blocks, whole):
        confidence = min(confidence, _MAY_BE_ONE)
    return whole, round(confidence, 3)


def _steered(reading: Reading, hints: Sequence[Hint] | None) -> Reading:
    """The reading, as far as nothing that was learned of the publication speaks against it."""
    if hints is None:
        return reading
    kept = [
        replace(hint, prefers={**hint.prefers, name: _KEPT}) for hint, name in zip(hints, reading.states, strict=True)
    ]
    return replace(steer(reading.layout, reading.signs, kept), score=reading.score)


def read_beginnings(opened: Opened, habits: Habits) -> Beginnings:
    """Read the beginning of a document in all layouts, by what is known of its blocks."""
    blocks = opened.document.blocks
    lines = known_lines(habits, blocks)
    signs = see(
        blocks,
        opened.signs_alone,
        opened.markups,
        title=opened.document.title,
        headings=[number for number, (act, _) in lines.items() if act is Act.HEADING],
        notices=[number for number, (act, _) in lines.items() if act is Act.BOILERPLATE],
    )
    forms = opened.forms if habits.needs_forms else ()
    hints = hint_at(lines, known_forms(habits, blocks, forms), signs)
    return Beginnings(signs, hints, _readings(signs, hints))


def _readings(signs: Sequence[frozenset[Sign]], hints: Sequence[Hint] | None) -> list[Reading]:
    """The readings of a document's beginning in all layouts that may fit it and find items."""
    counts = Counter(sign for found in signs for sign in found)
    markup = sum(bool(found & _MARKUP) for found in signs)
    handicap = MARKED_UP if markup >= max(3, 0.08 * len(signs)) else 0.0
    readings = []
    for layout in LAYOUTS:
        least = max(layout.least, LEAST_SHARE * len(signs))
        if layout.needs and sum(counts[sign] for sign in layout.needs) < least:
            continue
        sample = signs[:SAMPLE_BLOCKS]
        reading = _decode(layout, sample, hints)
        # What reads as nothing but a greeting or a heading would show no item: then the text itself is one.
        if reading.has_items:
            readings.append(replace(reading, score=reading.score - handicap * (layout in TEXT_LAYOUTS)))
    return readings or [decode(PLAIN, signs[:SAMPLE_BLOCKS])]


def _best(readings: Sequence[Reading], blocks: int, prior: str | None) -> tuple[Reading, float]:
    """The reading of the best score, and how sure it is against its rivals."""
    ranked = [replace(one, score=one.score + _PRIOR * (one.layout.name == prior)) for one in readings]
    ranked.sort(key=lambda reading: -reading.score)
    best = ranked[0]
    rivals = [other.score for other in ranked[1:] if not agree(best, other)]
    margin = best.score - max(rivals, default=best.score - _SURE_MARGIN)
    # Some blocks are needed to be sure of anything; text in no layout is never sure.
    is_known = best.layout.name != PLAIN.name and len(best.openings) > 1
    confidence = _UNSURE if not is_known else 1 / (1 + math.exp(-_SLOPE * (margin - _TOSS_UP)))
    return best, confidence * min(1.0, blocks / ENOUGH_BLOCKS)


def _search(opened: Opened, read: Beginnings, usual: Reading) -> list[Candidate]:
    """The candidates of a beginning. Where hardly anything is linked, the usual layout is the only one among them."""
    blocks = opened.document.blocks[:SAMPLE_BLOCKS]
    return search(
        blocks,
        read.signs[:SAMPLE_BLOCKS],
        opened.markups[:SAMPLE_BLOCKS],
        read.readings if points_to_many(blocks) else [usual],
        lambda signs: _decode(FORMED, signs, read.hints),
    )


def _decode(layout: Layout, signs: Sequence[frozenset[Sign]], hints: Sequence[Hint] | None) -> Reading:
    return decode(layout, signs) if hints is None else steer(layout, signs, hints[: len(signs)])


def _weigh(
    opened: Opened, read: Beginnings, candidates: Sequence[Candidate], usual: Reading, sure: float, prior: str | None
) -> tuple[Reading, float, Sequence[frozenset[Sign]]]:
    """The best candidate, how sure it is, and the signs to read the whole document by.

    The layouts' choice is trusted the more the surer it is; text without layout is not.
    """
    ranked = []
    for one in candidates:
        trust = _KNOWN if one.reading.layout.name == prior else 0.0
        if one.reading.layout is usual.layout and usual.layout is not PLAIN:
            trust += _TRUST * sure
        ranked.append(trusted(one, trust))
    ranked.sort(key=lambda one: -one.score)
    best = ranked[0]
    if best.reading.layout is usual.layout:
        return usual, sure, read.signs
    is_plain = best.reading.layout is PLAIN
    sure = _UNSURE if is_plain else sureness(best, ranked) * min(1.0, len(read.signs) / ENOUGH_BLOCKS)
    if best.proposal is None:
        return best.reading, sure, read.signs
    blocks = opened.document.blocks
    said = said_of_all(blocks, read.signs, opened.markups, best.proposal, len(best.reading.signs))
    return best.reading, sure, said

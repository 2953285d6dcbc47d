"""The front door: choose the layout, read the document in it, and finish the issue."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.profiles import Profile
from reader.core.values.document import Document
from reader.core.values.issues import Issue
from reader.split.constraints import Wanted, constrain, find_wanted
from reader.split.decode import Reading, decode
from reader.split.drafts import NOTHING_SAID, Said, draft, drop_empty_sections
from reader.split.editing import give
from reader.split.entries import FEED, draft_entries
from reader.split.essays import reads_as_essay
from reader.split.features import see, see_alone
from reader.split.finishing import finish
from reader.split.habits import (
    NO_HABITS,
    Habits,
    habits_of,
    hint_at,
    known_forms,
    known_lines,
    mark_sponsored,
    usual_kinds,
)
from reader.split.layouts import Layout
from reader.split.link_blog import LINK_BLOG
from reader.split.newsletter import NEWSLETTER
from reader.split.numbering import drop_numbers
from reader.split.opened import Opened
from reader.split.plain import PLAIN
from reader.split.rich import ANCHORED, BYLINED, HEADED, HEADLINES, LIST, ONE_LINERS, PLAIN_MAIL, RUN_IN, TABLE
from reader.split.steering import Hint, steer

SPLITTER_VERSION = "2"
"""To be changed by hand when documents are split better: stored issues are then offered to be split again."""
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


def split_document(
    document: Document | Opened,
    *,
    prior: str | None = None,
    profile: Profile | None = None,
    corrections: Sequence[Correction] = (),
) -> Issue:
    """Split a document into an issue. Any document gives one: what fits no layout is a single item.

    ``prior`` is the layout that the publication's issues had before, if that is known, and ``profile`` what was learned
    from them. ``corrections`` are obeyed; what they do not touch stays as it is read without them.
    """
    opened = Opened.of(document)
    if corrections:
        return _split(opened, prior, profile, tuple(corrections))
    return opened.once(("issue", prior, profile), lambda: _split(opened, prior, profile))


def _split(opened: Opened, prior: str | None, profile: Profile | None, corrections: Sequence[Correction] = ()) -> Issue:
    document = opened.document
    if not document.blocks and not document.entries:
        return Issue(
            None, None, None, document.date, document.publication, None, None, (), "", layout=PLAIN.name, confidence=0.0
        )
    habits = habits_of(profile)
    chosen = opened.once(
        ("reading", prior, profile),
        lambda: None if document.entries else choose(opened, prior=prior, habits=habits),
    )
    return _read_out(document, chosen, habits=habits, corrections=corrections)


def _read_out(
    document: Document,
    chosen: tuple[Reading, float] | None,
    *,
    habits: Habits,
    corrections: Sequence[Correction],
) -> Issue:
    """The issue of a document whose reading was chosen (None: of its entries), corrected."""
    wanted = find_wanted(document, corrections)
    if chosen is None:
        drafted, layout, confidence = draft_entries(document, _known_in_entries(document, habits) | wanted), FEED, 1.0
    else:
        reading, confidence = chosen
        said = NOTHING_SAID
        if wanted:
            reading, said = constrain(reading, document.blocks, wanted), _said(wanted)
        layout = reading.layout
        drafted = draft(document, reading, said)
        if layout.name != NEWSLETTER.name:
            drop_empty_sections(drafted, said)
        drop_numbers(item for section in drafted.sections for item in section.items)
    mark_sponsored(habits, document, drafted)
    issue = usual_kinds(habits, finish(document, drafted, layout, confidence))
    return give(document, issue, corrections) if corrections else issue


def _said(wanted: Mapping[int, Wanted]) -> Said:
    """What is said of blocks beyond what their states tell."""
    acts = {act: frozenset(n for n, one in wanted.items() if act in (one.border, one.nature)) for act in Act}
    return Said(
        begins=acts[Act.SPLIT],
        joins=acts[Act.JOIN],
        sponsored=frozenset(number for number, one in wanted.items() if one.is_sponsored),
        headings=acts[Act.HEADING],
        titles=acts[Act.TITLE] | acts[Act.TITLE_BELOW],
        texts=acts[Act.BODY],
    )


def _known_in_entries(document: Document, habits: Habits) -> dict[int, Wanted]:
    """What the profile knows of the blocks of entries: there is nothing else to weigh it against."""
    known = {
        n: Wanted().after(act)
        for n, (act, weight) in known_forms(habits, document.blocks).items()
        if act is not Act.JOIN
    }
    lines = known_lines(habits, document.blocks)
    return known | {number: Wanted().after(act) for number, (act, _) in lines.items()}


def choose(
    document: Document | Opened, *, prior: str | None = None, habits: Habits = NO_HABITS
) -> tuple[Reading, float]:
    """The reading in the layout that scores best per block, and how sure that is (0 to 1)."""
    opened = Opened.of(document)
    blocks = opened.document.blocks
    if len(blocks) > MAX_BLOCKS:
        return decode(PLAIN, [frozenset({"any"})] * len(blocks)), 0.0
    lines = known_lines(habits, blocks)
    signs = see(
        blocks,
        opened.once("signs", lambda: see_alone(blocks)),
        title=opened.document.title,
        headings=[number for number, (act, _) in lines.items() if act is Act.HEADING],
        notices=[number for number, (act, _) in lines.items() if act is Act.BOILERPLATE],
    )
    hints = hint_at(lines, known_forms(habits, blocks), signs)
    readings = _readings(signs, hints)
    best, confidence = _best(readings, len(signs), prior)
    if habits.prior(confidence):
        best, confidence = _best(readings, len(signs), habits.layout)
    whole = best
    if len(signs) > SAMPLE_BLOCKS:
        whole = decode(best.layout, signs) if hints is None else steer(best.layout, signs, hints)
    if reads_as_essay(blocks, whole):
        confidence = min(confidence, _MAY_BE_ONE)
    return whole, round(confidence, 3)


def _readings(signs: Sequence[frozenset[str]], hints: Sequence[Hint] | None) -> list[Reading]:
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
        reading = decode(layout, sample) if hints is None else steer(layout, sample, hints[:SAMPLE_BLOCKS])
        # What reads as nothing but a greeting or a heading would show no item: then the text itself is one.
        if reading.has_items:
            readings.append(replace(reading, score=reading.score - handicap * (layout in TEXT_LAYOUTS)))
    return readings or [decode(PLAIN, signs[:SAMPLE_BLOCKS])]


def _best(readings: Sequence[Reading], blocks: int, prior: str | None) -> tuple[Reading, float]:
    """The reading of the best score, and how sure it is against its rivals."""
    ranked = [replace(one, score=one.score + _PRIOR * (one.layout.name == prior)) for one in readings]
    ranked.sort(key=lambda reading: -reading.score)
    best = ranked[0]
    rivals = [other.score for other in ranked[1:] if not _agree(best, other)]
    margin = best.score - max(rivals, default=best.score - _SURE_MARGIN)
    # Some blocks are needed to be sure of anything; text in no layout is never sure.
    is_known = best.layout.name != PLAIN.name and len(best.openings) > 1
    confidence = _UNSURE if not is_known else 1 / (1 + math.exp(-_SLOPE * (margin - _TOSS_UP)))
    return best, confidence * min(1.0, blocks / ENOUGH_BLOCKS)


def _agree(one: Reading, other: Reading) -> bool:
    """Whether two readings find the same items, whatever they call the rest."""
    ours, theirs = one.openings, other.openings
    return len(ours & theirs) >= _SAME * len(ours | theirs)

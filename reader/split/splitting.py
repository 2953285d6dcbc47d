"""Splits a document into an issue: chooses the layout, cuts the blocks into items, and finishes the issue."""

from collections.abc import Mapping, Sequence

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.profiles import Profile
from reader.core.values.document import Document
from reader.core.values.issues import Issue
from reader.split.candidates.records.layout import RECORDS
from reader.split.choice import choose
from reader.split.guidance.constraints import constrain
from reader.split.guidance.given_values import give
from reader.split.guidance.habits import (
    Habits,
    habits_of,
    known_forms,
    known_lines,
    mark_sponsored,
    usual_kinds,
)
from reader.split.items.drafts import NOTHING_SAID, Said, draft, drop_empty_sections, state_facts
from reader.split.items.entries import FEED, draft_entries
from reader.split.items.finish import finish
from reader.split.items.item_numbers import drop_numbers
from reader.split.items.wanted import Wanted, find_wanted
from reader.split.model.decode import Reading
from reader.split.model.newsletter import NEWSLETTER
from reader.split.model.plain import PLAIN
from reader.split.opened import Opened

SPLITTER_VERSION = "4"
"""Changed by hand when documents are split better: stored issues are then offered to be split again."""


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
        lambda: None if document.entries else choose(opened, prior=prior, profile=profile),
    )
    return read_out(opened, chosen, habits=habits, corrections=corrections)


def read_out(
    opened: Opened,
    chosen: tuple[Reading, float] | None,
    *,
    habits: Habits,
    corrections: Sequence[Correction] = (),
) -> Issue:
    """The issue of a document whose reading was chosen (None: of its entries), corrected."""
    document = opened.document
    forms = opened.forms if habits.needs_forms else ()
    wanted = find_wanted(document, corrections)
    if chosen is None:
        drafted, layout, confidence = (
            draft_entries(document, _known_in_entries(document, habits, forms) | wanted),
            FEED,
            1.0,
        )
    else:
        reading, confidence = chosen
        said = NOTHING_SAID
        if wanted:
            reading, said = constrain(reading, document.blocks, wanted), _said(wanted)
        layout = reading.layout
        drafted = draft(document, opened.markups, reading, said)
        if layout.name == RECORDS.name and opened.records:
            state_facts(drafted, opened.records.facts)
        if layout.name != NEWSLETTER.name:
            drop_empty_sections(drafted, said)
        drop_numbers(item for section in drafted.sections for item in section.items)
    mark_sponsored(habits, document, drafted, forms)
    issue = usual_kinds(habits, finish(document, drafted, layout, confidence))
    return give(document, issue, corrections) if corrections else issue


def _said(wanted: Mapping[int, Wanted]) -> Said:
    """The corrected blocks, for what the state of a block cannot say."""
    acts = {act: frozenset(n for n, one in wanted.items() if act in (one.border, one.nature)) for act in Act}
    return Said(
        begins=acts[Act.SPLIT],
        joins=acts[Act.JOIN],
        sponsored=frozenset(number for number, one in wanted.items() if one.is_sponsored),
        headings=acts[Act.HEADING],
        titles=acts[Act.TITLE] | acts[Act.TITLE_BELOW],
        texts=acts[Act.BODY],
    )


def _known_in_entries(document: Document, habits: Habits, forms: Sequence[tuple[str, ...]]) -> dict[int, Wanted]:
    """The acts that the profile says of blocks in entries, as if they were corrections: no signs are weighed there."""
    known = {
        n: Wanted().after(act)
        for n, (act, weight) in known_forms(habits, document.blocks, forms).items()
        if act is not Act.JOIN
    }
    lines = known_lines(habits, document.blocks)
    return known | {number: Wanted().after(act) for number, (act, _) in lines.items()}

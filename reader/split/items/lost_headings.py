"""Finds sections whose headings were lost: a wide gap or a change in the kinds of items tells of them.

A name is deduced only from the publication's usual order, and never replaces a printed one.
"""

import itertools
from collections import Counter
from collections.abc import Sequence

from reader.core.values.document import Block
from reader.core.values.issues import Kind
from reader.split.items.drafts import ItemDraft, SectionDraft
from reader.split.items.heads import known_publication
from reader.split.items.kinds import is_abstract, kind_of
from reader.split.signs.features import usual_gap
from reader.split.signs.lexicons import PUBLICATIONS, Publication
from reader.split.signs.section_names import USUAL_KINDS, section_kind

# Wide gaps before more than this share of the items are a habit of the source, not lost headings.
_GAP_HABIT = 0.34
# More runs than this are no sections of one issue.
_MANY_RUNS = 12

Order = Sequence[tuple[str, ...]]


def find_lost(sections: list[SectionDraft], blocks: Sequence[Block], publication: str | None) -> list[SectionDraft]:
    """The sections with those added whose headings were lost; deduced names are in ``inferred``."""
    order = _usual_order(sections, blocks, publication)
    gaps = _wide_gaps(sections, blocks)
    items = sum(len(section.items) for section in sections)
    present = [_place(order, _title(section, blocks)) for section in sections]
    is_habit = len(gaps) > max(1, _GAP_HABIT * items) and len(gaps) > len(order) - sum(p is not None for p in present)
    result: list[SectionDraft] = []
    for number, section in enumerate(sections):
        before = max((place for place in present[: number + 1] if place is not None), default=-1)
        after = min((place for place in present[number + 1 :] if place is not None), default=len(order))
        missing = range(before + 1, after)
        runs = _runs(section, blocks, set() if is_habit else gaps)
        result += _name_runs(runs, order, missing) if order else runs
    return result


def _runs(section: SectionDraft, blocks: Sequence[Block], gaps: set[int]) -> list[SectionDraft]:
    """The section cut where a heading may have stood."""
    runs = [SectionDraft(section.heading, intro=section.intro)]
    papers_from = _papers_from(section, blocks)
    for item in section.items:
        if runs[-1].items and (item.first in gaps or item is papers_from):
            runs.append(SectionDraft())
        runs[-1].items.append(item)
    return runs


def _name_runs(runs: list[SectionDraft], order: Order, missing: range) -> list[SectionDraft]:
    """Give runs without a heading the missing names that fit best, in order; runs that get none are joined again."""
    unnamed = [run for run in runs if run.heading is None and run.items]
    named: dict[int, int] = {}
    if len(unnamed) <= _MANY_RUNS:
        size = min(len(unnamed), len(missing))
        choices = itertools.product(
            itertools.combinations(range(len(unnamed)), size), itertools.combinations(missing, size)
        )
        fits = {(run, place): _fit(unnamed[run], order[place]) for run in range(len(unnamed)) for place in missing}
        pairings = ([*zip(chosen, places, strict=True)] for chosen, places in choices)
        named = dict(max(pairings, key=lambda pairing: sum(fits[pair] for pair in pairing), default=[]))
    return _joined(runs, {id(unnamed[run]): order[place] for run, place in named.items()})


def _joined(runs: list[SectionDraft], names: dict[int, tuple[str, ...]]) -> list[SectionDraft]:
    result: list[SectionDraft] = []
    for run in runs:
        given = names.get(id(run))
        if result and run.heading is None and given is None:
            result[-1].items += run.items
            continue
        # Where several names stand for each other over the years, none can be deduced.
        run.inferred = given[0] if given and len(given) == 1 else None
        result.append(run)
    return result


def _fit(run: SectionDraft, names: tuple[str, ...]) -> float:
    wanted = USUAL_KINDS.get(section_kind(names[0]) or "", frozenset())
    kinds = [_text_kind(item) for item in run.items]
    return sum(kind in wanted for kind in kinds) / len(kinds)


def _text_kind(item: ItemDraft) -> Kind:
    kind = kind_of(item, sections=(), abstract=is_abstract(item, section=""))
    return Kind.ARTICLE if kind is Kind.SPONSORED else kind


def _papers_from(section: SectionDraft, blocks: Sequence[Block]) -> ItemDraft | None:
    """The item that begins a closing run of abstracts in a section that is not one of papers."""
    title = _title(section, blocks)
    if title and section_kind(title) == "papers":
        return None
    start = len(section.items)
    while start and _text_kind(section.items[start - 1]) is Kind.PAPER:
        start -= 1
    return section.items[start] if 0 < start <= len(section.items) - 2 else None


def _wide_gaps(sections: list[SectionDraft], blocks: Sequence[Block]) -> set[int]:
    """The first blocks of items before which a heading may have stood: the gap is wider than items usually have."""
    items = [item for section in sections for item in section.items]
    gaps = Counter(blocks[item.first].gap for item in items)
    usual = max(usual_gap(blocks), min(gaps, key=lambda gap: (-gaps[gap], gap), default=0))
    return {item.first for item in items if blocks[item.first].gap > usual and not _is_bare_abstract(item)}


def _is_bare_abstract(item: ItemDraft) -> bool:
    """Before an abstract that lost its title, the gap is the place of the lost "Abstract:"."""
    return item.title is None and not item.has_abstract_marker and is_abstract(item, section="papers")


def _title(section: SectionDraft, blocks: Sequence[Block]) -> str | None:
    return None if section.heading is None else blocks[section.heading].text


def _usual_order(sections: list[SectionDraft], blocks: Sequence[Block], publication: str | None) -> Order:
    known = known_publication(publication) or _by_headings(sections, blocks)
    return known.sections if known else ()


def _by_headings(sections: list[SectionDraft], blocks: Sequence[Block]) -> Publication | None:
    titles = [title for section in sections if (title := _title(section, blocks))]
    for known in PUBLICATIONS:
        places = [place for title in titles if (place := _place(known.sections, title)) is not None]
        if len(places) >= 3 and places == sorted(places):
            return known
    return None


def _place(order: Order, title: str | None) -> int | None:
    if title is None:
        return None
    kind = section_kind(title)
    for place, names in enumerate(order):
        if title.casefold().rstrip(".:") in (name.casefold() for name in names):
            return place
    return next((place for place, names in enumerate(order) if kind and kind == section_kind(names[0])), None)

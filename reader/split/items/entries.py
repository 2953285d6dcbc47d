"""Drafts the items of a feed: its entries give their borders, so no layout is decoded."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reader.core.revision.corrections import Act
from reader.core.values.document import Block, Document, Entry, Link, Span, Tag
from reader.core.values.issues import Part, Role
from reader.split.items.bodies import Piece
from reader.split.items.cuts import Stretch, cut_block
from reader.split.items.drafts import Draft, ItemDraft, Paragraph, SectionDraft
from reader.split.items.wanted import Wanted
from reader.split.model.layouts import Cut, Field, Layout
from reader.split.signs import lexicons
from reader.split.signs.markup import markup_of
from reader.split.signs.vocabulary import Sign

FEED = Layout("feed", {}, {}, section_kind="link-blog")
_CLOSING = re.compile(
    r"\W*(?:permalink|permanent link|link|comments?(?: \(\d+\))?|leave a comment|reply via e-?mail|share|tweet|∞|#)\W*"
    r"|the post .{1,300} appeared first on .{1,120}",
    re.IGNORECASE,
)
_NAME_WORDS = 4
_TITLES = (Act.TITLE, Act.TITLE_BELOW)
NOTHING_WANTED: Mapping[int, Wanted] = {}
_READ_MORE = re.compile(lexicons.LINES[Sign.READ_MORE], re.IGNORECASE)


@dataclass(slots=True)
class Run:
    """The blocks of one item with what its entry says of it, or of what heads or introduces a section.

    ``is_added``: they stand in no entry.
    """

    entry: Entry
    numbers: list[int]
    is_heading: bool = False
    is_intro: bool = False
    is_added: bool = False


def draft_entries(document: Document, wanted: Mapping[int, Wanted] = NOTHING_WANTED) -> Draft:
    """Every entry an item, or what corrections make of it; what is in no entry heads the issue or is boilerplate."""
    result = Draft(sections=[SectionDraft()])
    spans = document.spans
    inside: set[int] = set()
    for run in _corrected(_runs(document), wanted):
        inside.update(run.numbers)
        if run.is_heading:
            result.sections.append(SectionDraft(heading=run.numbers[0]))
        elif run.is_intro:
            result.sections[-1].intro += run.numbers
        elif item := _item(document, run, spans, result, wanted):
            result.sections[-1].items.append(item)
    notes = result.head.setdefault(Field.NOTE, [])
    notes.extend(number for number in range(len(document.blocks)) if number not in inside)
    notes.sort()
    if len(result.sections) > 1 and not result.sections[0].items:
        del result.sections[0]
    return result


def _runs(document: Document) -> list[Run]:
    """The entries as they are; none has a block that an earlier one has."""
    runs, taken = [], 0
    # An address that several entries have is that of the feed, not theirs.
    shared = {url for url, times in Counter(entry.url for entry in document.entries).items() if times > 1}
    for entry in sorted(document.entries, key=lambda entry: entry.first):
        if entry.url in shared:
            entry = replace(entry, url=None)
        first = max(entry.first, taken)
        taken = max(first, min(entry.last, len(document.blocks)))
        runs.append(Run(entry, list(range(first, taken))))
    return runs


def _corrected(runs: list[Run], wanted: Mapping[int, Wanted]) -> list[Run]:
    """The runs cut and joined as corrections say."""
    if not wanted:
        return runs
    inside = {number for run in runs for number in run.numbers}
    added = [
        Run(Entry(number, number + 1), [number], is_added=True)
        for number, one in wanted.items()
        if number not in inside and (_is_item(one) or one.nature is Act.HEADING)
    ]
    result: list[Run] = []
    for run in sorted([*runs, *added], key=lambda run: (run.entry.first, run.entry.last)):
        for part in _cut(run, wanted):
            one = wanted.get(part.numbers[0], Wanted()) if part.numbers else Wanted()
            is_joined = one.border is Act.JOIN or one.nature is Act.TITLE_BELOW
            goes_on = is_joined or (run.is_added and one.nature is Act.BODY and one.border is None)
            if not result or not goes_on or part.is_heading:
                result.append(part)
            elif result[-1].is_heading:
                result.append(Run(part.entry, part.numbers, is_intro=True))
            else:
                result[-1].numbers += part.numbers
    return result


def _is_item(one: Wanted) -> bool:
    is_in_item = one.border is not None or one.nature in (Act.TITLE_BELOW, Act.BODY)
    return one.is_sponsored or one.begins or is_in_item


def _is_under_kicker(part: Run, wanted: Mapping[int, Wanted]) -> bool:
    """Whether there is nothing yet but a line that stands over a title."""
    return all(wanted.get(number, Wanted()).nature is Act.KICKER for number in part.numbers)


def _cut(run: Run, wanted: Mapping[int, Wanted]) -> list[Run]:
    """One run, cut before what begins an item and around headings; what its entry says is said of its first item."""
    parts = [Run(run.entry, [])]
    for number in run.numbers:
        one, rest = wanted.get(number, Wanted()), Entry(number, number + 1, author=run.entry.author)
        if one.nature is Act.HEADING:
            heading = Run(rest, [number], is_heading=True)
            if parts[-1].numbers:
                parts += [heading, Run(rest, [])]
            else:
                parts.insert(len(parts) - 1, heading)
            continue
        if parts[-1].numbers and one.begins and not _is_under_kicker(parts[-1], wanted):
            parts.append(Run(rest, []))
        parts[-1].numbers.append(number)
    return [part for part in parts if part.numbers or part.entry is run.entry]


def _item(
    document: Document, run: Run, spans: Sequence[Span], result: Draft, wanted: Mapping[int, Wanted]
) -> ItemDraft | None:
    entry, first = run.entry, run.numbers[0] if run.numbers else run.entry.first
    item = ItemDraft(first=first, title=entry.title, topics=list(entry.topics), author=entry.author, date=entry.date)
    if entry.url:
        item.title_links.append(Link(0, 0, entry.url))
    for number in run.numbers:
        block, one = document.blocks[number], wanted.get(number, Wanted())
        start = spans[number].start
        item.is_sponsored |= one.is_sponsored
        is_title = one.nature in _TITLES or (number == first and one.nature is None and _same(block.text, entry.title))
        if is_title:
            item.title = block.text if one.nature in _TITLES else item.title
            item.parts.append(Part(Role.TITLE, Span(start, start + len(block.text))))
            item.title_links += [link for link in block.links if not entry.url]
        elif one.nature is Act.KICKER:
            item.parts.append(Part(Role.MARKER, Span(start, start + len(block.text))))
            item.extras.append(Piece(block, 0, len(block.text)))
        elif one.nature is Act.BOILERPLATE or (one == Wanted() and _closes(block)):
            result.head.setdefault(Field.NOTE, []).append(number)
        else:
            for role, left, right in _stretches(block):
                item.parts.append(Part(role, Span(start + left, start + right)))
                if role is Role.BODY:
                    item.paragraphs.append(Paragraph([Piece(block, left, right)]))
                else:
                    item.extras.append(Piece(block, left, right))
    is_empty = bool(wanted) and not item.parts and entry.title is None
    return None if is_empty else item


def _stretches(block: Block) -> list[Stretch]:
    if block.tag is not Tag.PARAGRAPH:
        return [(Role.BODY, 0, len(block.text))]
    stretches = cut_block(block, markup_of(block), Role.BODY, Cut.WHOLE, opens=False)
    # A name and an address, as under letters: the dash between them is the writer's, and no marker's.
    is_signature = len(stretches) > 1 and len(block.text[: stretches[-1][1]].split()) <= _NAME_WORDS
    return [(Role.BODY, 0, len(block.text))] if is_signature and "://" in block.text else stretches


def _closes(block: Block) -> bool:
    return (
        bool(block.links)
        and len(block.text) < 400
        and bool(_CLOSING.fullmatch(block.text) or _READ_MORE.fullmatch(block.text))
    )


def _same(text: str, title: str | None) -> bool:
    return title is not None and " ".join(text.split()).casefold() == " ".join(title.split()).casefold()

"""Finishes a draft to an issue: names, kinds, abstracts, addresses, and the check that no word was lost."""

import re
from collections.abc import Iterable, Sequence

from reader.core.text.clean import clean_address, clean_author, clean_title
from reader.core.values.document import Block, Document, Span
from reader.core.values.issues import Issue, Item, Kind, Section
from reader.core.values.works import unwrap
from reader.split.items.bodies import OPENABLE, compose
from reader.split.items.cues import DATA_VOICE
from reader.split.items.drafts import Draft, ItemDraft, SectionDraft, links_in
from reader.split.items.heads import read_title, says_nothing
from reader.split.items.kinds import is_abstract, kind_of
from reader.split.items.lost_headings import find_lost
from reader.split.model.layouts import Field, Layout
from reader.split.signs import lexicons
from reader.split.signs.dates import is_date_line, read_date
from reader.split.signs.section_names import NAMING_WORDS, is_half_section, loose_kinds, section_kinds

# How much is read of each block around the items, and of how many, to tell what an issue is all about.
_AROUND = 600
_HEAD_BLOCKS = 20
_DATE_WITHIN = 12
_MOST_ITEMS = 0.5
_SOME_ITEMS = 0.3
_NUMBERING = re.compile(r"^(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+(?=\D)")
_DATASETS = re.compile(r"\b(?:datasets?|data sets?)\b", re.IGNORECASE)
_DATA = re.compile(r"\bdata(?:sets?)?\b(?! (?:science|engineering|scientist|eng|weekly))", re.IGNORECASE)
_CARRIER = re.compile(rf"(?:\W*(?:{lexicons.TAIL_LINK}))+\W*|https?://\S+|[\W_]*", re.IGNORECASE)
_BY = re.compile(r"^(?:(?:written|posted|published|shared|submitted)\s+)?by\s+(?P<name>[^|·•]{1,200})", re.IGNORECASE)
# What stands between the parts of a byline.
_BYLINE_BREAK = re.compile(r"[|·•—–]|\s-\s")


def finish(document: Document, draft: Draft, layout: Layout, confidence: float) -> Issue:
    """The issue of a draft. Words that a fault left in no field end up in the boilerplate."""
    blocks = document.blocks
    title = _title(draft, document)
    publication, number = read_title(title) if title else (None, None)
    publication = document.publication or publication
    sections = find_lost(draft.sections, blocks, publication) if layout.loses_headings else draft.sections
    spans = document.spans
    has_headings = any(section.heading is not None for section in sections)
    usual = () if has_headings else _theme(draft, blocks, f"{publication or ''} {title or ''}")
    finished = tuple(_section(section, blocks, spans, layout, confidence, usual) for section in sections)
    notes = [spans[number] for number in draft.head.get(Field.NOTE, ())]
    heads = [spans[number] for number in _head_blocks(draft, blocks, title or "")]
    heads += [spans[number] for section in draft.sections for number in section.intro]
    placed = [*heads, *notes, *_placed(finished)]
    return Issue(
        title=clean_title(title) if title else None,
        number=document.number if document.number is not None else number,
        subtitle=_head_text(draft, blocks, Field.SUBTITLE),
        date=document.date or _date(draft, blocks),
        publication=publication,
        intro=_head_text(draft, blocks, Field.INTRO),
        outro=_head_text(draft, blocks, Field.OUTRO),
        sections=finished,
        text=document.text,
        boilerplate=tuple(sorted([*notes, *unplaced(document.text, placed)])),
        layout=layout.name,
        confidence=confidence,
    )


def unplaced(text: str, placed: Iterable[Span]) -> list[Span]:
    """The stretches of a text, white space aside, that no span covers."""
    gaps, position = [], 0
    for start, end in [*sorted(placed), Span(len(text), len(text))]:
        if start > position and (rest := text[position:start]).strip():
            left = position + len(rest) - len(rest.lstrip())
            gaps.append(Span(left, left + len(rest.strip())))
        position = max(position, end)
    return gaps


def _placed(sections: Iterable[Section]) -> list[Span]:
    spans = []
    for section in sections:
        spans += [section.span] if section.span else []
        spans += [part.span for item in section.items for part in item.parts]
    return spans


def _head_blocks(draft: Draft, blocks: Sequence[Block], title: str) -> list[int]:
    """The blocks that a head's fields say; one printed as a title whose words are not in the title is none of them."""
    said = set(title.casefold().split())
    titles = [n for n in draft.head.get(Field.TITLE, ()) if said.issuperset(blocks[n].text.casefold().split())]
    return titles + [n for name in (Field.SUBTITLE, Field.INTRO, Field.OUTRO) for n in draft.head.get(name, ())]


def _head_text(draft: Draft, blocks: Sequence[Block], field: Field) -> str | None:
    return "\n\n".join(blocks[number].text for number in draft.head.get(field, ())) or None


def _title(draft: Draft, document: Document) -> str | None:
    """The title that the text prints; the format's own where that is only a number or a date."""
    printed = _head_text(draft, document.blocks, Field.TITLE)
    known = document.title
    lines = printed.split("\n\n") if printed else []
    if not known or not printed:
        return known or printed
    if says_nothing(printed) or (len(lines) > 1 and known in lines):
        return known
    # A logo has the name alone; the format's title has the number too.
    has_more = printed.casefold() in known.casefold() and read_title(printed)[1] is None
    return known if has_more and read_title(known)[1] is not None else printed


def _date(draft: Draft, blocks: Sequence[Block]) -> str | None:
    """The date of the issue; only the title and the short lines around it state it."""
    heads = (*draft.head.get(Field.TITLE, ()), *draft.head.get(Field.SUBTITLE, ()))
    numbers = [*heads, *(n for n in draft.head.get(Field.NOTE, ()) if n < _DATE_WITHIN)]
    dates = (read_date(blocks[number].text) for number in numbers if len(blocks[number].text) < 120)
    return next((date for date in dates if date), None)


def _theme(draft: Draft, blocks: Sequence[Block], name: str) -> tuple[str, ...]:
    """The kinds of section that an issue without headings is: by its name, or by the text around its items."""
    if found := loose_kinds(name, NAMING_WORDS):
        return found
    around = [blocks[number].text[:_AROUND] for numbers in draft.head.values() for number in numbers[:_HEAD_BLOCKS]]
    items = [item for section in draft.sections for item in section.items]
    speaking = sum(bool(DATA_VOICE.search(f"{item.title} {item.body[:_AROUND]}")) for item in items)
    kinds = [kind_of(item, sections=(), abstract=False) for item in items]
    says = (
        kinds.count(Kind.DATASET) >= _SOME_ITEMS * len(items)
        or any(_DATASETS.search(text) for text in around)
        or bool(_DATA.search(name))
    )
    return ("datasets",) if says and speaking >= _MOST_ITEMS * len(items) else ()


def _section(
    draft: SectionDraft,
    blocks: Sequence[Block],
    spans: Sequence[Span],
    layout: Layout,
    confidence: float,
    usual: tuple[str, ...],
) -> Section:
    printed = None if draft.heading is None else blocks[draft.heading].text
    title = _NUMBERING.sub("", printed) or printed if printed else printed
    name = title or draft.inferred
    kinds = (section_kinds(name) or loose_kinds(name)) if name else usual
    # Where only a part of the heading is known, the rest may be about anything.
    if name and kinds and is_half_section(name) and not section_kinds(name):
        kinds = (*kinds, "")
    kind = layout.section_kind or next(iter(kinds), _slug(name or ""))
    intro = "\n\n".join(blocks[number].text for number in draft.intro) or None
    return Section(
        intro=intro,
        title=title,
        inferred=draft.inferred,
        kind=kind,
        items=tuple(_item(item, (kind,) if layout.section_kind else kinds, confidence) for item in draft.items),
        span=None if draft.heading is None else spans[draft.heading],
    )


def _slug(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.casefold()))


def _item(draft: ItemDraft, sections: tuple[str, ...], confidence: float) -> Item:
    is_paper = draft.kind is Kind.PAPER
    abstract = is_abstract(draft, section="papers" if is_paper else next(iter(sections), ""))
    kind = draft.kind or kind_of(draft, sections=sections, abstract=abstract)
    links = _links(draft) or ((draft.url,) if draft.url else ())
    return Item(
        title=(clean_title(draft.title) or None) if draft.title else None,
        body=draft.body,
        body_html=compose([paragraph.pieces for paragraph in draft.paragraphs]),
        kind=kind,
        is_abstract=abstract and kind is not Kind.SPONSORED,
        author=draft.author or next(filter(None, (_author(piece.text) for piece in draft.extras)), None),
        url=links[0] if links else None,
        date=draft.date or next(filter(None, (_printed_date(piece.text) for piece in draft.extras)), None),
        links=links,
        topics=tuple(dict.fromkeys(draft.topics)),
        images=draft.images,
        parts=tuple(draft.parts),
        confidence=confidence,
    )


def _links(draft: ItemDraft) -> tuple[str, ...]:
    """The item's addresses: that of the title first, then those on lines of their own, then those in the body."""
    extras = [link for piece in draft.extras for link in links_in(piece)]
    inside = [link for paragraph in draft.paragraphs for link in paragraph.links]
    # What closes an item carries its address; what credits somebody comes after the links in the text.
    own = [link for piece in draft.extras if not _is_credit(piece.text) for link in links_in(piece)]
    addresses = (clean_address(link.url) for link in (*draft.title_links, *own, *inside, *extras))
    return tuple(dict.fromkeys(unwrap(address) for address in addresses if OPENABLE.match(address)))


def _is_credit(text: str) -> bool:
    return bool(re.search(r"\w", text)) and not _CARRIER.fullmatch(text.strip())


def _printed_date(line: str) -> str | None:
    """The date of a line that is nothing else, or of a part of a byline ("By A. Writer · 3 May 2021")."""
    parts = map(str.strip, _BYLINE_BREAK.split(line))
    return next((read_date(part) for part in parts if is_date_line(part)), None)


def _author(line: str) -> str | None:
    found = _BY.match(line)
    return clean_author(found["name"]) if found else None

"""Drafts sections and items from a reading: puts each stretch of each block into the field that its state says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reader.core.values.document import Block, Document, Link, Span, Tag
from reader.core.values.issues import Kind, Part, Role
from reader.split.candidates.records.facts import Facts
from reader.split.items.bodies import Piece
from reader.split.items.cuts import Stretch, cut_block, title_column
from reader.split.model.decode import Reading
from reader.split.model.layouts import Field
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

_TAG = re.compile(r"#([\w&/.+-]*[\w+])")
_TAG_WORDS = re.compile(r"#([\w&/.+-]+(?: [\w&/.+-]+){1,2})")
_TAG_LABEL = re.compile(r"^\W*(?:tags?|topics?|filed under|tagged(?: with| as)?|posted in)\s*:?\s*", re.IGNORECASE)
_SPONSOR = re.compile(r"\bsponsor|\bpromoted\b|advertisement", re.IGNORECASE)

ROLES: dict[Field, Role] = {
    Field.ITEM_TITLE: Role.TITLE,
    Field.BODY: Role.BODY,
    Field.MARKER: Role.MARKER,
    Field.TOPICS: Role.TOPICS,
    Field.EXTRA: Role.EXTRA,
}


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a body: the pieces of blocks it is made of, usually one."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        """The plain text."""
        return " ".join(piece.text.strip() for piece in self.pieces)

    @property
    def links(self) -> list[Link]:
        """The links in it."""
        return [link for piece in self.pieces for link in links_in(piece)]


def links_in(piece: Piece) -> list[Link]:
    """The links that lie in a piece of a block."""
    return [link for link in piece.block.links if piece.start <= link.start and link.end <= piece.end]


@dataclass(slots=True)
class ItemDraft:
    """An item before it is named and weighed. ``first`` is the number of its first block."""

    first: int
    title: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    extras: list[Piece] = field(default_factory=list)
    title_links: list[Link] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    author: str | None = None
    date: str | None = None
    url: str | None = None
    kind: Kind | None = None
    images: int = 0
    has_abstract_marker: bool = False
    reads_as_abstract: bool = False
    is_sponsored: bool = False

    @property
    def body(self) -> str:
        """The paragraphs, separated by blank lines."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(slots=True)
class SectionDraft:
    """A section before its kind is known; ``heading`` is the number of its heading's block, None without one."""

    heading: int | None = None
    inferred: str | None = None
    items: list[ItemDraft] = field(default_factory=list)
    intro: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """An issue before it is finished: the blocks of each head field, and the sections."""

    head: dict[Field, list[int]] = field(default_factory=dict)
    sections: list[SectionDraft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """The numbers of blocks that corrections are about, where the state of a block cannot say it."""

    begins: frozenset[int] = frozenset()
    joins: frozenset[int] = frozenset()
    sponsored: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()
    titles: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset()

    def of(self, number: int, stretches: list[Stretch], length: int) -> list[Stretch]:
        """The stretches of a block, or all of it as what it was said to be."""
        if number in self.texts:
            return [(Role.BODY, 0, length)]
        has_title = any(role is Role.TITLE for role, _, _ in stretches)
        return stretches if has_title or number not in self.titles else [(Role.TITLE, 0, length)]


NOTHING_SAID = Said()


def draft(document: Document, markups: Sequence[Markup], reading: Reading, said: Said = NOTHING_SAID) -> Draft:
    """Put every block into exactly one field, as its state says."""
    result = Draft()
    item: ItemDraft | None = None
    joined = False
    spans = document.spans
    column = title_column([block for block in document.blocks if block.tag is Tag.ROW and block.links])
    for number, (block, name) in enumerate(zip(document.blocks, reading.states, strict=True)):
        state = reading.layout.states[name]
        if state.field is Field.HEADING:
            result.sections.append(SectionDraft(heading=number))
            item, joined = None, False
        elif state.field is Field.SECTION_INTRO:
            _last_section(result).intro.append(number)
        elif item is None and not state.opens and _goes_on(result, joined, number, said) and state.field in ROLES:
            # What goes on with a heading, or with the head of an issue, is in no item.
            joined = True
            intro = _last_section(result).intro if result.sections else result.head.setdefault(Field.INTRO, [])
            intro.append(number)
        elif state.field in ROLES:
            if (state.opens and (number in said.begins or not _only_marked(item))) or item is None:
                item = ItemDraft(first=number)
                _last_section(result).items.append(item)
            item.reads_as_abstract |= state.is_abstract
            stretches = cut_block(
                block, markups[number], ROLES[state.field], state.cut, opens=state.opens, column=column
            )
            stretches = said.of(number, stretches, len(block.text))
            _add(item, block, spans[number].start, stretches, reading.signs[number], joins=state.joins)
            item.is_sponsored |= number in said.sponsored
        else:
            result.head.setdefault(state.field, []).append(number)
    return result


def _goes_on(result: Draft, joined: bool, number: int, said: Said) -> bool:
    """Whether a block in no item goes on with what stands before, if there is anything."""
    return (joined or number in said.joins) and bool(result.sections or result.head)


def state_facts(result: Draft, facts: Mapping[int, Facts]) -> None:
    """Give the items that are records what their lines state; ``facts`` are by the item's first block."""
    for item in (item for section in result.sections for item in section.items):
        if stated := facts.get(item.first):
            item.author, item.date, item.url, item.kind = stated.author, stated.date, stated.url, stated.kind


def drop_empty_sections(result: Draft, said: Said = NOTHING_SAID) -> None:
    """Move headings without items, and the text right below, to the boilerplate, unless a person said otherwise."""
    kept = [section for section in result.sections if section.items or section.heading in said.headings]
    for section in result.sections:
        if not section.items and section.heading is not None and section.heading not in said.headings:
            result.head.setdefault(Field.NOTE, []).extend([section.heading, *section.intro])
    result.sections = kept


def _only_marked(item: ItemDraft | None) -> bool:
    """Whether an item has nothing but a marker ("Sponsored"), so that what follows belongs to it."""
    return item is not None and all(part.role is Role.MARKER for part in item.parts)


def _last_section(result: Draft) -> SectionDraft:
    if not result.sections:
        result.sections.append(SectionDraft())
    return result.sections[-1]


def _add(
    item: ItemDraft, block: Block, start: int, stretches: list[Stretch], signs: frozenset[Sign], *, joins: bool
) -> None:
    item.images += block.images
    for part_role, left, right in stretches:
        item.parts.append(Part(part_role, Span(start + left, start + right)))
        piece = Piece(block, left, right)
        if part_role is Role.TITLE:
            item.title = f"{item.title} {piece.text}" if item.title else piece.text
            item.title_links += links_in(piece)
        elif part_role is Role.BODY:
            _add_paragraph(item, piece, signs, joins=joins)
        elif part_role is Role.TOPICS:
            item.topics += read_topics(piece.text)
        elif part_role is Role.EXTRA or links_in(piece):
            item.extras.append(piece)
        item.is_sponsored |= part_role is Role.MARKER and bool(_SPONSOR.search(piece.text))
    item.has_abstract_marker |= bool(signs & {Sign.MARKER, Sign.INLINE_MARKER})
    item.is_sponsored |= bool(signs & {Sign.SPONSORED, Sign.SPONSOR_MARKER})


def _add_paragraph(item: ItemDraft, piece: Piece, signs: frozenset[Sign], *, joins: bool) -> None:
    goes_on = joins or (
        piece.block.tag is Tag.PARAGRAPH
        and not piece.block.depth
        and signs & {Sign.UNFINISHED, Sign.LOWER_START, Sign.BROKEN_LINE}
    )
    if item.paragraphs and goes_on:
        item.paragraphs[-1].pieces.append(piece)
    else:
        item.paragraphs.append(Paragraph([piece]))


def read_topics(line: str) -> list[str]:
    """The topics in a tag line, without ``#``."""
    if whole := _TAG_WORDS.fullmatch(line.strip()):
        return [whole[1]]
    found = _TAG.findall(line)
    if found:
        return found
    return [topic.strip() for topic in re.split(r"[,;|·]", _TAG_LABEL.sub("", line)) if topic.strip()]

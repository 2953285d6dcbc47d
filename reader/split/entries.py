"""A feed whose entries are its items: the borders are given, so nothing is decoded but what closes each post."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reader.core.documents import Block, Document, Entry, Link, Span, Tag
from reader.core.issues import Part, Role
from reader.split import lexicons
from reader.split.bodies import Piece
from reader.split.cuts import Stretch, cut_block
from reader.split.drafts import Draft, ItemDraft, Paragraph, SectionDraft
from reader.split.layouts import Cut, Field, Layout

FEED = Layout("feed", {}, {}, section_kind="link-blog")
_CLOSING = re.compile(
    r"\W*(?:permalink|permanent link|link|comments?(?: \(\d+\))?|leave a comment|reply via e-?mail|share|tweet|∞|#)\W*"
    r"|the post .{1,300} appeared first on .{1,120}",
    re.IGNORECASE,
)
_NAME_WORDS = 4
_READ_MORE = re.compile(lexicons.LINES["read_more"], re.IGNORECASE)


def draft_entries(document: Document) -> Draft:
    """Every entry an item; blocks outside of all entries head the issue or are boilerplate."""
    result = Draft(sections=[SectionDraft()])
    spans = document.spans
    taken = 0
    # An address that several entries have is that of the feed, not theirs.
    shared = {url for url, times in Counter(entry.url for entry in document.entries).items() if times > 1}
    for entry in sorted(document.entries, key=lambda entry: entry.first):
        if entry.url in shared:
            entry = replace(entry, url=None)
        first = max(entry.first, taken)
        last = max(first, min(entry.last, len(document.blocks)))
        result.head.setdefault(Field.NOTE, []).extend(range(taken, first))
        result.sections[0].items.append(_item(document, entry, range(first, last), spans, result))
        taken = last
    result.head.setdefault(Field.NOTE, []).extend(range(taken, len(document.blocks)))
    return result


def _item(document: Document, entry: Entry, numbers: range, spans: Sequence[Span], result: Draft) -> ItemDraft:
    item = ItemDraft(first=numbers.start, title=entry.title, topics=list(entry.topics), author=entry.author)
    if entry.url:
        item.title_links.append(Link(0, 0, entry.url))
    for number in numbers:
        block = document.blocks[number]
        start = spans[number].start
        if number == numbers.start and _same(block.text, entry.title):
            item.parts.append(Part(Role.TITLE, Span(start, start + len(block.text))))
            item.title_links += [link for link in block.links if not entry.url]
        elif _closes(block):
            result.head.setdefault(Field.NOTE, []).append(number)
        else:
            for role, left, right in _stretches(block):
                item.parts.append(Part(role, Span(start + left, start + right)))
                if role is Role.BODY:
                    item.paragraphs.append(Paragraph([Piece(block, left, right)]))
                else:
                    item.extras.append(Piece(block, left, right))
    return item


def _stretches(block: Block) -> list[Stretch]:
    if block.tag is not Tag.PARAGRAPH:
        return [(Role.BODY, 0, len(block.text))]
    stretches = cut_block(block, Role.BODY, Cut.WHOLE, opens=False)
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

"""Puts values that a person gave into items and sections: kinds, titles, addresses, authors, names of sections."""

from collections.abc import Sequence
from dataclasses import replace

from reader.core.revision.corrections import VALUED, Act, Correction
from reader.core.text.clean import clean_address, clean_author, clean_title
from reader.core.values.document import Document, Span
from reader.core.values.issues import Issue, Item, Kind, Section
from reader.split.items.wanted import placed
from reader.split.signs.section_names import loose_kinds, section_kinds


def give(document: Document, issue: Issue, corrections: Sequence[Correction]) -> Issue:
    """The issue with the values that were given; the text that stands in its parts stays as it is."""
    about_items = [
        correction for correction in corrections if correction.act in VALUED or correction.act is Act.SPONSORED
    ]
    spans = document.spans
    for correction, number in placed(document, about_items):
        issue = replace(issue, sections=_given(issue.sections, spans[number], correction))
    return issue


def _given(sections: tuple[Section, ...], span: Span, correction: Correction) -> tuple[Section, ...]:
    value = correction.value or ""
    if correction.act is Act.SECTION_NAME:
        held = _holding(sections, span)
        return tuple(_named(section, value) if number == held else section for number, section in enumerate(sections))
    return tuple(
        replace(
            section, items=tuple(_edited(i, correction.act, value) if _holds(i, span) else i for i in section.items)
        )
        if any(_holds(item, span) for item in section.items)
        else section
        for section in sections
    )


def _holding(sections: Sequence[Section], span: Span) -> int | None:
    """The section whose heading or item a block is; else the last one that begins before it."""
    for number, section in enumerate(sections):
        if section.span == span or any(_holds(item, span) for item in section.items):
            return number
    begun = (n for n, section in reversed(list(enumerate(sections))) if section.span and section.span < span)
    return next(begun, None)


def _holds(item: Item, span: Span) -> bool:
    return any(part.span.start < span.end and span.start < part.span.end for part in item.parts)


def _named(section: Section, name: str) -> Section:
    title = clean_title(name) or None
    kind = next(iter((section_kinds(title) or loose_kinds(title)) if title else ()), section.kind)
    return replace(section, title=title, inferred=None if title else section.inferred, kind=kind)


def _edited(item: Item, act: Act, value: str) -> Item:
    if act in (Act.KIND, Act.SPONSORED):
        kind = Kind(value) if act is Act.KIND else Kind.SPONSORED
        return replace(item, kind=kind, is_abstract=item.is_abstract and kind is Kind.PAPER)
    if act is Act.ITEM_TITLE:
        return replace(item, title=clean_title(value) or None)
    if act is Act.AUTHORS:
        return replace(item, author=clean_author(value) or None)
    address = clean_address(value) or None
    links = tuple(dict.fromkeys([address, *item.links])) if address else item.links
    return replace(item, url=address, links=links)

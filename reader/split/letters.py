"""Mails and entries of feeds that hold no several items: each is a letter, one item under its subject."""

from collections.abc import Sequence
from dataclasses import replace

from reader.core.corrections import Correction
from reader.core.documents import Document, Entry
from reader.core.issues import Issue
from reader.core.profiles import Observation, Profile
from reader.split.observing import observe
from reader.split.plain import PLAIN
from reader.split.splitting import split_document

SURE = 0.5
"""From this confidence on, a mail that is one item was split right."""
LINKS_OF_LETTER = 3
_LETTERS = frozenset({"eml", "feed"})


def split_issue(
    document: Document,
    *,
    prior: str | None = None,
    profile: Profile | None = None,
    corrections: Sequence[Correction] = (),
) -> Issue:
    """Split a document as `split_document` does, or read it as a letter.

    Whether it is one does not hang on corrections: those of a letter are made in the letter.
    """
    if not _may_be_letter(document):
        return split_document(document, prior=prior, profile=profile, corrections=corrections)
    issue = split_document(document, prior=prior, profile=profile)
    if not _is_letter(issue):
        return split_document(document, prior=prior, profile=profile, corrections=corrections) if corrections else issue
    letter = split_document(_as_letter(document), profile=profile, corrections=corrections)
    sections = tuple(replace(section, kind="") for section in letter.sections)
    links = {link.url for block in document.blocks for link in block.links}
    # What points to so few places holds no list of items, whatever else it looks like.
    confidence = max(issue.confidence, SURE) if len(links) <= LINKS_OF_LETTER else issue.confidence
    return replace(letter, sections=sections, layout=PLAIN.name, confidence=confidence)


def observe_issue(document: Document, corrections: Sequence[Correction] = ()) -> Observation:
    """What a document tells of its publication, read as `split_issue` reads it: a letter as one."""
    is_letter = bool(document.blocks) and _may_be_letter(document) and _is_letter(split_document(document))
    return observe(_as_letter(document) if is_letter else document, corrections)


def _may_be_letter(document: Document) -> bool:
    """Whether its source sends letters and this one has a subject."""
    return document.format in _LETTERS and bool(document.title) and not document.entries


def _is_letter(issue: Issue) -> bool:
    """Whether a mail that was split like that holds no several items."""
    if len(issue.items) > 1:
        return False
    return not (len(issue.items) == 1 and issue.confidence >= SURE and issue.items[0].title is None)


def _as_letter(document: Document) -> Document:
    whole = Entry(0, len(document.blocks), title=document.title, url=document.url, author=document.author)
    return replace(document, entries=(whole,))

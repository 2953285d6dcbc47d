"""Splits documents that may be letters: a mail or an entry of a feed that does not hold several items is one item."""

from collections.abc import Sequence
from dataclasses import replace

from reader.core.revision.corrections import Correction
from reader.core.revision.profiles import Profile
from reader.core.values.document import Document, Entry
from reader.core.values.issues import Issue
from reader.split.candidates.proposals import points_to_many
from reader.split.model.formed import FORMED
from reader.split.model.plain import PLAIN
from reader.split.opened import Opened
from reader.split.splitting import split_document

SURE = 0.5
"""A mail that is one item with at least this confidence was split right."""
_LETTERS = frozenset({"eml", "feed"})


def split_issue(
    document: Document | Opened,
    *,
    prior: str | None = None,
    profile: Profile | None = None,
    corrections: Sequence[Correction] = (),
) -> Issue:
    """Split a document as `split_document` does, or read it as a letter.

    Whether it is one does not hang on corrections: those of a letter are made in the letter.
    """
    opened = Opened.of(document)
    if not _may_be_letter(opened.document):
        return split_document(opened, prior=prior, profile=profile, corrections=corrections)
    issue = split_document(opened, prior=prior, profile=profile)
    if not _is_letter(issue, opened.document):
        return split_document(opened, prior=prior, profile=profile, corrections=corrections)
    letter = split_document(_as_letter(opened), profile=profile, corrections=corrections)
    sections = tuple(replace(section, kind="") for section in letter.sections)
    # What points to so few places holds no list of items, whatever else it looks like.
    is_few = not points_to_many(opened.document.blocks)
    confidence = max(issue.confidence, SURE) if is_few else issue.confidence
    return replace(letter, sections=sections, layout=PLAIN.name, confidence=confidence)


def as_read(opened: Opened) -> Opened:
    """The document as `split_issue` reads it: a letter as one entry, any other as it is."""
    document = opened.document
    is_letter = bool(document.blocks) and _may_be_letter(document) and _is_letter(split_document(opened), document)
    return _as_letter(opened) if is_letter else opened


def _may_be_letter(document: Document) -> bool:
    """Whether its source sends letters and this one has a subject."""
    return document.format in _LETTERS and bool(document.title) and not document.entries


def _is_letter(issue: Issue, document: Document) -> bool:
    """Whether a mail that was split like that holds no several items."""
    if issue.layout == FORMED.name and not points_to_many(document.blocks):
        return True
    if len(issue.items) > 1:
        return False
    return not (len(issue.items) == 1 and issue.confidence >= SURE and issue.items[0].title is None)


def _as_letter(opened: Opened) -> Opened:
    document = opened.document
    whole = Entry(0, len(document.blocks), title=document.title, url=document.url, author=document.author)
    return opened.once("letter", lambda: opened.with_entries((whole,)))

"""Documents made ready to be stored: cleaned, hashed, compressed, their works known. Touches no database."""

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from datetime import date

from reader.core.revision.split_changes import text_hash
from reader.core.text.clean import clean_line, clean_text, clean_title
from reader.core.values.document import Document
from reader.core.values.issues import Issue, Item, cleaned_item
from reader.core.values.publications import PublicationKey, publication_key
from reader.core.values.works import WorkIdentity, identify_all

# A rank holds the day above these bits and the number in them.
_NUMBER_CAP = (1 << 24) - 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document and its split, ready to be stored. ``works`` has one identity (or None) for each item of the issue."""

    name: str
    format: str
    sha256: str
    text_hash: str
    size: int
    words: int
    packed_bytes: bytes
    packed_text: bytes
    publication: PublicationKey
    message_id: str | None
    issue: Issue
    works: tuple[WorkIdentity | None, ...]


def prepare(document: Document, issue: Issue) -> Prepared:
    """Clean and compress a document and its split; slow for large ones, so it runs in the caller's thread."""
    clean = _clean_issue(issue)
    text = clean_text(issue.text)
    return Prepared(
        name=clean_title(document.name) or "unnamed",
        format=document.format,
        sha256=hashlib.sha256(document.original).hexdigest(),
        text_hash=text_hash(document),
        size=len(document.original),
        words=sum(_words(item) for item in clean.items),
        packed_bytes=zlib.compress(document.original),
        packed_text=zlib.compress(text.encode()),
        publication=publication_key(document, issue),
        message_id=_line(document.message_id),
        issue=clean,
        works=identify_all(clean.items),
    )


def name_key(name: str) -> str:
    """A publication's name for comparison."""
    return " ".join(name.casefold().split())


def rank(number: int | None, day: str | None, arrived: str) -> int:
    """Where an issue stands in lists, the newest highest: by its day (or the day it arrived), then its number."""
    try:
        ordinal = date.fromisoformat((day or arrived)[:10]).toordinal()
    except ValueError:
        ordinal = date.fromisoformat(arrived[:10]).toordinal()
    return (ordinal << 24) + min(max(number or 0, 0), _NUMBER_CAP)


def parts_json(item: Item) -> str:
    """An item's parts as stored."""
    return json.dumps([(part.role.value, *part.span) for part in item.parts])


def _words(item: Item) -> int:
    return len((item.title or "").split()) + len(item.body.split())


def _line(text: str | None, *, cap: int = 1_000) -> str | None:
    return None if text is None else clean_line(text, cap=cap) or None


def _text(text: str | None) -> str | None:
    return None if text is None else clean_text(text)


def _clean_issue(issue: Issue) -> Issue:
    number = issue.number if issue.number is not None and abs(issue.number) < 1 << 53 else None
    sections = tuple(
        replace(
            section,
            title=_line(section.title),
            inferred=_line(section.inferred),
            kind=clean_line(section.kind),
            intro=_text(section.intro),
            items=tuple(cleaned_item(item) for item in section.items),
        )
        for section in issue.sections
    )
    return replace(
        issue,
        title=_line(issue.title),
        number=number,
        subtitle=_line(issue.subtitle),
        date=_line(issue.date),
        publication=_line(issue.publication),
        intro=_text(issue.intro),
        outro=_text(issue.outro),
        sections=sections,
    )

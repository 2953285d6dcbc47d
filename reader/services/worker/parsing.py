"""Parses files without a library: reads them, splits them, and gives issues as the JSON that labels and scorers use."""

import bisect
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reader.core.revision.corrections import Correction
from reader.core.revision.profiles import Observation, Profile
from reader.core.state.copies import IssueCopy
from reader.core.values.document import Document, Span
from reader.core.values.errors import DocumentError, LibraryError
from reader.core.values.issues import Issue, Item, Role, Section
from reader.core.values.subscriptions import Subscription
from reader.documents import (
    Piece,
    byte_pieces,
    pieces,
    read_copy,
    read_piece,
    read_subscriptions,
)
from reader.documents.html.sanitise import clean_html
from reader.services.machine.reports import report_unexpected
from reader.split import Before, Opened, nothing_before, observe_issue, split_known

_LINE_FIELDS = {Role.TITLE: "title", Role.BODY: "body", Role.MARKER: "marker", Role.TOPICS: "tags", Role.EXTRA: "extra"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """One result of reading a file.

    It is a split document, a list of subscriptions, an issue that the reader exported, or the reason why there is none.
    ``piece`` counts the file's pieces (messages of a mailbox, files of an archive), ``name`` is what to call it;
    ``observation`` (JSON) is what a document tells of its publication, where there is a library to note it.
    """

    piece: int
    name: str
    document: Document | None = None
    issue: Issue | None = None
    subscriptions: tuple[Subscription, ...] = ()
    copy: IssueCopy | None = None
    observation: str | None = None
    reason: str | None = None


def parse_all(path: Path, before: Before = nothing_before) -> Iterator[Parsed]:
    """Every result of a file, in this process. DocumentError: the file itself cannot be read."""
    return parse_pieces(pieces(path), before)


def parse_all_bytes(data: bytes, name: str, before: Before = nothing_before) -> Iterator[Parsed]:
    """Every result of bytes that have no file, in this process."""
    return parse_pieces(byte_pieces(data, name), before)


def parse_pieces(found: Iterable[Piece], before: Before = nothing_before) -> Iterator[Parsed]:
    """The results of some pieces; one that cannot be read does not stop the others."""
    for number, piece in enumerate(found):
        yield from parse_piece(number, piece, before)


def parse_piece(number: int, piece: Piece, before: Before = nothing_before) -> Iterator[Parsed]:
    """The results of one piece: each of its documents, its subscriptions, or the reason why it cannot be read."""
    try:
        if feeds := read_subscriptions(piece):
            yield Parsed(number, piece.name, subscriptions=feeds)
        if copy := read_copy(piece):
            yield Parsed(number, piece.name, copy=copy)
        for document in read_piece(piece):
            opened = Opened(document)
            found = split(opened, before)
            told = None if before is nothing_before else observed(observe_issue(opened))
            yield Parsed(number, piece.name, *found, observation=told)
    except LibraryError:
        raise  # what was known of the publication could not be asked
    except Exception as error:  # one document's job ends here: a fault in reading it must not lose the others
        yield Parsed(number, piece.name, reason=reason_of(error, piece.name))


def observed(observation: Observation) -> str:
    """The observation of an issue, as it is kept."""
    return json.dumps(observation.to_json(), ensure_ascii=False)


def reason_of(error: Exception, name: str) -> str:
    """The reason why a document of this name cannot be read, as a sentence; unexpected errors are reported."""
    if isinstance(error, DocumentError):
        return str(error)
    if isinstance(error, MemoryError):
        return f"{name} needs too much memory and was left out."
    if isinstance(error, RecursionError):
        return f"{name} is nested too deeply to be read."
    return f"{name} cannot be read. {report_unexpected(error)}"


def split(
    document: Document | Opened,
    before: Before = nothing_before,
    *,
    profile: Profile | None = None,
    corrections: Sequence[Correction] = (),
) -> tuple[Document, Issue]:
    """The document and its issue with every body sanitised; the parameters are those of `split_known`."""
    opened = Opened.of(document)
    issue = split_known(opened, before, profile=profile, corrections=corrections)
    sections = tuple(replace(section, items=tuple(map(_clean, section.items))) for section in issue.sections)
    return opened.document, replace(issue, sections=sections)


def _clean(item: Item) -> Item:
    clean = clean_html(item.body_html)
    return replace(item, body_html=clean.html, images=item.images + clean.images)


def to_json(document: Document, issue: Issue) -> dict[str, Any]:
    """The issue as JSON data: fields, sections, items, and the source lines that each came from."""
    lines = _Lines(document)
    return {
        "title": issue.title,
        "number": issue.number,
        "subtitle": issue.subtitle,
        "date": issue.date,
        "publication": issue.publication,
        "intro": issue.intro,
        "outro": issue.outro,
        "layout": issue.layout,
        "confidence": issue.confidence,
        "sections": [_section_json(section, lines) for section in issue.sections],
        "boilerplate": [
            {"lines": lines.of([span]), "text": issue.text[span.start : span.end]} for span in issue.boilerplate
        ],
    }


def _section_json(section: Section, lines: "_Lines") -> dict[str, Any]:
    return {
        "title": section.title,
        "inferred": section.inferred,
        "kind": section.kind,
        "intro": section.intro,
        "lines": lines.of([section.span]) if section.span else None,
        "items": [_item_json(item, lines) for item in section.items],
    }


def _item_json(item: Item, lines: "_Lines") -> dict[str, Any]:
    spans: dict[str, list[Span]] = {"title": [], "body": []}
    for part in item.parts:
        spans.setdefault(_LINE_FIELDS[part.role], []).append(part.span)
    return {
        "title": item.title,
        "body": item.body,
        "is_abstract": item.is_abstract,
        "kind": item.kind.value,
        "author": item.author,
        "url": item.url,
        "links": list(item.links),
        "tags": list(item.topics),
        "confidence": item.confidence,
        "lines": {name: lines.of(found) for name, found in spans.items()},
    }


class _Lines:
    """Source lines by place in the canonical text."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._starts = [span.start for span in document.spans]

    def of(self, spans: Sequence[Span]) -> list[int] | None:
        """The first and last line of some spans; None where there are none or the format has no lines."""
        if not spans:
            return None
        first = self._blocks[bisect.bisect_right(self._starts, spans[0].start) - 1]
        last = self._blocks[bisect.bisect_right(self._starts, max(spans[-1].end - 1, 0)) - 1]
        return [first.line, last.last_line] if first.line else None

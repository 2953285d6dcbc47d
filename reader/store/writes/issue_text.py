"""Makes the text of an issue from its items where its original is not at hand, so that their spans have a text.

It stands as an original of its own format until a document of the same issue is imported, which is always richer.
"""

import hashlib
from dataclasses import dataclass, replace

from reader.core.revision.prepared import Prepared, prepare
from reader.core.state.copies import COPY, IssueCopy, ItemCopy, SectionCopy
from reader.core.text.clean import clean_text
from reader.core.values.document import BLOCK_BREAK, Document, Span
from reader.core.values.issues import Issue, Item, Part, Role, Section
from reader.core.values.works import WorkIdentity


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A copy of an issue, and its items in the order of those of ``prepared``."""

    copy: IssueCopy
    items: tuple[ItemCopy, ...]
    prepared: Prepared


class _Text:
    """A text that grows by pieces."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._end = 0

    def add(self, piece: str) -> Span:
        """Puts a piece at the end and returns where it stands."""
        start = self._end + (len(BLOCK_BREAK) if self._pieces else 0)
        self._pieces.append(piece)
        self._end = start + len(piece)
        return Span(start, self._end)

    def __str__(self) -> str:
        return BLOCK_BREAK.join(self._pieces)


def rebuild(copy: IssueCopy) -> Rebuilt:
    """Make an issue and its text of a copy, ready to be stored; slow for large ones, so for the caller's thread."""
    grouped: dict[SectionCopy, list[ItemCopy]] = {}
    for item in copy.items:
        grouped.setdefault(item.section, []).append(item)
    items = tuple(item for found in grouped.values() for item in found)
    text = _Text()
    sections = tuple(
        Section(one.title, one.inferred, one.kind, tuple(_item(item, text) for item in found), one.intro)
        for one, found in grouped.items()
    )
    boilerplate = tuple(text.add(line) for line in map(clean_text, copy.set_aside) if line)
    issue = Issue(
        title=copy.title,
        number=copy.number,
        subtitle=copy.subtitle,
        date=copy.date,
        publication=copy.publication.name,
        intro=copy.intro,
        outro=copy.outro,
        sections=sections,
        text=str(text),
        boilerplate=boilerplate,
        layout=copy.layout,
        confidence=copy.confidence,
    )
    original = issue.text.encode()
    document = Document(COPY, copy.name, (), message_id=copy.message_id, original=original)
    ready = prepare(document, issue)
    works = tuple(_identity(item) or found for item, found in zip(items, ready.works, strict=True))
    text_hash = copy.text_hash or hashlib.sha256(original).hexdigest()
    # One word less than it has: the original of the same words takes its place.
    words = max(ready.words - 1, 0)
    prepared = replace(ready, publication=copy.publication, works=works, text_hash=text_hash, words=words)
    return Rebuilt(copy, items, prepared)


def _item(item: ItemCopy, text: _Text) -> Item:
    said = item.said
    body = clean_text(said.body)
    told = ((Role.TITLE, [said.title or ""]), (Role.BODY, body.split(BLOCK_BREAK)), (Role.EXTRA, item.credits))
    pieces = [(role, piece) for role, found in told for piece in map(clean_text, found) if piece]
    return replace(said, body=body, parts=tuple(Part(role, text.add(piece)) for role, piece in pieces))


def _identity(item: ItemCopy) -> WorkIdentity | None:
    """The identity of an item's base work."""
    base = next((work for work in item.works if work.key == item.base_work), item.works[0])
    return None if base.identity is None else WorkIdentity(base.identity, base.label)

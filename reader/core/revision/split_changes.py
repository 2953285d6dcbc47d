"""Splits of stored issues: what splitting again would change, and the bytes that it starts from."""

import hashlib
from dataclasses import dataclass

from reader.core.text.clean import clean_text, clean_title
from reader.core.values.document import Document
from reader.core.values.ids import IssueId, OriginalId

_TITLED = frozenset({"eml", "feed"})


def text_hash(document: Document) -> str:
    """A hash that is equal for equal texts. Mails and entries that say the same under other titles are two."""
    text = clean_text(document.text)
    if document.format in _TITLED and document.title:
        text = f"{clean_title(document.title)}\n\n{text}"
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that an issue is shown from; ``text_hash`` tells which document of them it is."""

    issue: IssueId
    name: str
    format: str
    data: bytes
    text_hash: str


@dataclass(frozen=True, slots=True)
class SplitBasis:
    """The basis of an issue's split: the original it is shown from, and the ids of the corrections that count.

    ``version`` is that of the split that is shown; None until it was split again for the first time.
    """

    original: OriginalId
    corrections: tuple[int, ...]
    version: int | None


@dataclass(frozen=True, slots=True)
class SplitDifference:
    """The changes that another split of an issue would make, counted in items.

    ``changed`` have another text, title, kind, date or link.
    """

    issue: IssueId
    items: int
    added: int
    vanished: int
    changed: int
    are_sections_other: bool

    @property
    def is_none(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.vanished or self.changed or self.are_sections_other)

    @property
    def told(self) -> str:
        """The difference as words for people."""
        if self.is_none:
            return "no change"
        counts = ((self.changed, "changed"), (self.added, "new"), (self.vanished, "no longer split out"))
        said = [f"{number} {word}" for number, word in counts if number]
        said += ["sections changed"] if self.are_sections_other else []
        return f"{self.items} items, {', '.join(said)}"

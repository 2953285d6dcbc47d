"""What publications are known by."""

from dataclasses import dataclass

from reader.core.documents import Document
from reader.core.issues import Issue
from reader.core.texts import clean_address, clean_line

NAME_CAP = 1_000


@dataclass(frozen=True, slots=True)
class PublicationKey:
    """What a document says of its publication, cleaned; None where it says nothing."""

    name: str | None = None
    list_id: str | None = None
    address: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether it says anything: all that is unknown stands in one publication, but is none."""
        return self != PublicationKey()


def publication_key(document: Document, issue: Issue) -> PublicationKey:
    """What a document and its split say of the publication; only a feed has the publication's address."""
    address = clean_address(document.address or "") if document.format == "feed" else ""
    return PublicationKey(
        name=_line(issue.publication) or _line(document.publication),
        list_id=_line(document.list_id),
        address=address or None,
    )


def _line(text: str | None) -> str | None:
    return clean_line(text or "", cap=NAME_CAP) or None

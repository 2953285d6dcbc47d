"""Publications: the key that a document names one by, and wishes to describe, rename, merge and forget."""

from dataclasses import dataclass
from datetime import date

from reader.core.text.clean import clean_address, clean_line
from reader.core.values.document import Document
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId, PublicationId
from reader.core.values.issues import Issue

NAME_CAP = 1_000


@dataclass(frozen=True, slots=True)
class PublicationKey:
    """The facts by which a document names its publication, cleaned; None where it says nothing."""

    name: str | None = None
    list_id: str | None = None
    address: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether it names a publication: all unknown ones stand in one publication that is none itself."""
        return self != PublicationKey()


@dataclass(frozen=True, slots=True)
class DescribeIssue:
    """A wish: what is typed of an issue wins over what its document says. None leaves a thing as it is.

    An empty text, or what the document says, takes back what was typed. ``publication`` is the name of the one that
    the issue moves to; one that is not there is made.
    """

    issue: IssueId
    title: str | None = None
    number: str | None = None
    date: str | None = None
    publication: str | None = None


@dataclass(frozen=True, slots=True)
class RenamePublication:
    """A wish: a publication has another name; under the printed one it is found as before."""

    publication: PublicationId
    name: str


@dataclass(frozen=True, slots=True)
class MergePublications:
    """A wish: all issues of a publication, and those that still come, are issues of another one."""

    publication: PublicationId
    into: PublicationId


@dataclass(frozen=True, slots=True)
class ForgetProfile:
    """A wish: begin a publication's profile anew.

    All that is learned so far, was written by hand or is switched off is gone; issues and corrections that come later
    teach again.
    """

    publication: PublicationId


PublicationWish = DescribeIssue | RenamePublication | MergePublications | ForgetProfile


def clean_number(text: str) -> str | None:
    """The number of an issue as it is stored; None where nothing is typed. CommandError: it is not valid."""
    digits = text.strip().removeprefix("#").strip()
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise CommandError(f"“{digits[:40]}” is not the number of an issue.")
    return str(int(digits))


def clean_day(text: str) -> str | None:
    """The day of an issue as it is stored; None where nothing is typed. CommandError: it is not valid."""
    typed = text.strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = None
    if day is None or day.isoformat() != typed:
        raise CommandError(f"“{typed[:40]}” is not a date such as 2026-03-31.")
    return typed


def publication_key(document: Document, issue: Issue) -> PublicationKey:
    """The key of the publication that a document and its split name; only a feed has the publication's address."""
    address = clean_address(document.address or "") if document.format == "feed" else ""
    return PublicationKey(
        name=_line(issue.publication) or _line(document.publication),
        list_id=_line(document.list_id),
        address=address or None,
    )


def _line(text: str | None) -> str | None:
    return clean_line(text or "", cap=NAME_CAP) or None

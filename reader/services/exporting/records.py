"""What is exported: one record an item, or one a work, made of what the library knows of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.core.issues import Kind
from reader.core.rows import IssueRow, ItemDetail
from reader.core.texts import clean_line
from reader.core.works import unwrap
from reader.services.exporting.authors import Authors, read_authors

FIRST_WORDS = 80
"""Characters of a body that stand for a title that the source lost."""

_SCHEMES = {"arXiv": "arxiv", "DOI": "doi", "OpenReview": "openreview", "ACL": "acl"}
_NEW_ARXIV = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")
_OLD_ARXIV = re.compile(r"([a-z-]+)(?:\.[A-Z]{2})?/(\d\d)(0[1-9]|1[0-2])\d{3}", re.IGNORECASE)
_FIRST_ARXIV_YEAR = 91


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item with the issue that it stands in."""

    detail: ItemDetail
    issue: IssueRow

    @property
    def name(self) -> str:
        """The title, or the first words of the text where the source lost it; never empty."""
        return self.detail.row.title or first_words(self.detail.body) or self.detail.row.url or "Untitled"

    @property
    def place(self) -> str:
        """Where it stands, as "Deep Learning Weekly #197"."""
        return clean_line(f"{self.detail.publication or ''} {self.detail.issue}")


@dataclass(frozen=True, slots=True)
class Paper:
    """The identity that a paper has in a register: ``scheme`` is arxiv, doi, openreview or acl."""

    scheme: str
    number: str

    @property
    def address(self) -> str | None:
        """The page that the identity alone leads to."""
        bases = {
            "arxiv": "https://arxiv.org/abs/",
            "doi": "https://doi.org/",
            "openreview": "https://openreview.net/forum?id=",
            "acl": "https://aclanthology.org/",
        }
        return bases[self.scheme] + self.number

    @property
    def doi(self) -> str | None:
        """The DOI; each preprint of arXiv has one by rule."""
        if self.scheme == "arxiv":
            return f"10.48550/arXiv.{self.number}"
        return self.number if self.scheme == "doi" else None


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """A work as it is cited. ``year``, ``month`` and ``day`` are None as far as nothing tells them; ``seen`` is the
    date of the issue that it was found in (``YYYY-MM-DD``), ``container`` what published it if it has no address.
    """

    key: str
    kind: Kind
    title: str
    authors: Authors
    paper: Paper | None
    date: tuple[int, ...]
    seen: str | None
    url: str | None
    container: str | None
    abstract: str
    keywords: tuple[str, ...]
    note: str
    found_in: tuple[str, ...]


def make_work(key: str, items: Sequence[ItemRecord]) -> WorkRecord:
    """One record of all items of a work, those first whose words count most."""
    first = items[0]
    details = [item.detail for item in items]
    paper = read_identity(first.detail.row.identity)
    url = next((unwrap(one.row.url) for one in details if one.row.url), None)
    bodies = [one.body for one in details if one.is_abstract] + [one.body for one in details]
    kind = Kind.PAPER if any(one.row.kind is Kind.PAPER for one in details) else first.detail.row.kind
    titled = next((item for item in items if item.detail.row.title), first)
    return WorkRecord(
        key=key,
        kind=kind,
        title=clean_line(titled.name),
        authors=read_authors(next((one.author for one in details if one.author), None)),
        paper=paper,
        date=date_of(first),
        seen=first.issue.date,
        url=paper.address if paper else url,
        container=first.detail.publication if kind is not Kind.PAPER and url is None else None,
        abstract=next(filter(None, bodies), ""),
        keywords=tuple(dict.fromkeys(topic for one in details for topic in (*tags_of(one), *one.topics))),
        note=first.detail.note,
        found_in=tuple(dict.fromkeys(item.place for item in items)),
    )


def tags_of(detail: ItemDetail) -> tuple[str, ...]:
    """The names of the tags of an item's work."""
    return tuple(tag.name for tag in detail.tags)


def first_words(body: str) -> str:
    """The beginning of a text on one line, cut at a word."""
    line = clean_line(body, cap=FIRST_WORDS * 4)
    if len(line) <= FIRST_WORDS:
        return line
    cut = line[:FIRST_WORDS].rpartition(" ")[0] or line[:FIRST_WORDS]
    return f"{cut.rstrip(' ,;:.')}…"


def read_identity(label: str | None) -> Paper | None:
    """The paper that a work's label names ("arXiv 1706.03762")."""
    name, _, number = (label or "").partition(" ")
    return Paper(_SCHEMES[name], number) if name in _SCHEMES and number else None


def read_date(text: str | None) -> tuple[int, ...]:
    """``YYYY-MM-DD``, or its beginning, as numbers; empty if it is none."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text or "")
    return tuple(int(part) for part in found.groups() if part) if found else ()


def date_of(item: ItemRecord) -> tuple[int, ...]:
    """When a work came out: an arXiv number says it, and an issue only of what it is itself the place of."""
    paper = read_identity(item.detail.row.identity)
    if paper is not None:
        return _arxiv_date(paper.number) if paper.scheme == "arxiv" else ()
    return read_date(item.issue.date) if item.detail.row.url is None or item.issue.items == 1 else ()


def _arxiv_date(number: str) -> tuple[int, ...]:
    """Year and month of an arXiv number (https://info.arxiv.org/help/arxiv_identifier.html)."""
    if found := _NEW_ARXIV.fullmatch(number):
        return 2000 + int(found[1]), int(found[2])
    if found := _OLD_ARXIV.fullmatch(number):
        year = int(found[2])
        return (1900 if year >= _FIRST_ARXIV_YEAR else 2000) + year, int(found[3])
    return ()

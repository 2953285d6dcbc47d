"""The records that are exported: one an item, or one a work, made of what the library knows of it.

What was typed by hand of a work always wins over what its source says: `facts_of` decides it for all citations.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.core.state.copies import IssueCopy, ItemCopy
from reader.core.state.highlights import Highlight
from reader.core.state.rows import IssueRow, ItemDetail
from reader.core.text.clean import clean_line
from reader.core.values.issues import Kind
from reader.core.values.works import unwrap
from reader.services.exports.facts.authors import Authors, read_authors
from reader.services.exports.facts.paper_ids import Paper, arxiv_date, read_identity
from reader.services.exports.facts.venues import Outlet, outlet_of

FIRST_WORDS = 80
"""Characters of a body that stand for a title that the source lost."""

_TYPED_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item with the issue that it stands in."""

    detail: ItemDetail
    issue: IssueRow

    @property
    def title(self) -> str | None:
        """The title that was typed of the item or its work, else the printed one; None if the source lost it."""
        return title_of(self.detail)

    @property
    def name(self) -> str:
        """The title, or the first words of the text where the source lost it; never empty."""
        return self.title or first_words(self.detail.body) or self.detail.row.url or "Untitled"

    @property
    def author(self) -> str | None:
        """The authors as they were typed, else as the source prints them."""
        return self.detail.typed.authors or self.detail.author

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts below the title: the section, the kind, who wrote it, and where and when as far as was typed."""
        told = (self.detail.section, self.detail.row.kind.value, *sources_of(self.detail), *self.detail.row.told)
        return tuple(clean_line(fact) for fact in told if fact)

    @property
    def place(self) -> str:
        """The place of the item, as "Deep Learning Weekly #197"."""
        return clean_line(f"{self.detail.publication or ''} {self.detail.issue}")


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """An item as lists show it and as another library takes it in; ``issue`` is without its items."""

    detail: ItemDetail
    copy: ItemCopy
    issue: IssueCopy


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that a work is cited by.

    ``date`` is year, month and day as far as they are known, ``year`` the year as it is to be printed (what was typed
    may be no number: "forthcoming"), ``venue`` where it came out, if that is known.
    """

    title: str
    authors: Authors
    date: tuple[int, ...]
    year: str
    venue: str | None


@dataclass(frozen=True, slots=True)
class WorkRecord:
    """A work as it is cited; ``seen`` is when the item that it was found in came out (``YYYY-MM-DD``)."""

    key: str
    kind: Kind
    facts: Facts
    outlet: Outlet
    paper: Paper | None
    seen: str | None
    url: str | None
    abstract: str
    keywords: tuple[str, ...]
    note: str
    highlights: tuple[Highlight, ...]
    found_in: tuple[str, ...]

    @property
    def is_preprint(self) -> bool:
        """Whether arXiv is all that is known to have published it."""
        return self.outlet is Outlet.ELSEWHERE and self.paper is not None and self.paper.scheme == "arxiv"

    @property
    def remarks(self) -> tuple[str, ...]:
        """The note as it is, then each highlight as a quote on one line with its note."""
        return tuple(filter(None, (self.note.strip(), *map(quoted, self.highlights))))


def make_work(key: str, items: Sequence[ItemRecord]) -> WorkRecord:
    """One record of all items of a work, those first whose words count most."""
    first = items[0]
    details = [item.detail for item in items]
    paper = read_identity(first.detail.row.identity)
    url = next((unwrap(one.row.url) for one in details if one.row.url), None)
    bodies = [one.body for one in details if one.is_abstract] + [one.body for one in details]
    kind = kind_of(items)
    return WorkRecord(
        key=key,
        kind=kind,
        facts=facts_of(items),
        outlet=outlet_of(kind, paper, first.detail.typed.venue),
        paper=paper,
        seen=first.detail.row.day,
        url=paper.address if paper else url,
        abstract=next(filter(None, bodies), ""),
        keywords=tuple(dict.fromkeys(topic for one in details for topic in (*tags_of(one), *one.topics))),
        note=first.detail.note,
        highlights=first.detail.highlights,
        found_in=tuple(dict.fromkeys(item.place for item in items)),
    )


def kind_of(items: Sequence[ItemRecord]) -> Kind:
    """The kind of the work of these items: a paper if any of them says so, else what the first says."""
    kinds = [item.detail.row.kind for item in items]
    return Kind.PAPER if Kind.PAPER in kinds else kinds[0]


def facts_of(items: Sequence[ItemRecord]) -> Facts:
    """The cited facts of the work of these items (all of one work, those first whose words count most).

    Of what was typed each field wins by itself; a month that the source tells stays only with the same year.
    """
    first, typed = items[0], items[0].detail.typed
    titled = next((item for item in items if item.title), first)
    date = date_of(first, kind_of(items))
    if typed.year:
        written = _typed_date(typed.year)
        date = date if written and written == date[:1] else written
    return Facts(
        title=clean_line(typed.title or titled.name),
        authors=read_authors(next((item.author for item in items if item.author), None)),
        date=date,
        year=f"{date[0]:04}" if date else clean_line(typed.year or ""),
        venue=clean_line(typed.venue or "") or _publisher(items),
    )


def quoted(highlight: Highlight) -> str:
    """A highlight on one line: “the words” — its note."""
    note = clean_line(highlight.note)
    return f"“{clean_line(highlight.anchor.exact)}”{f' — {note}' if note else ''}"


def _publisher(items: Sequence[ItemRecord]) -> str | None:
    """The publication of what is printed there and nowhere else, as far as is known."""
    is_elsewhere = any(item.detail.row.url or item.detail.row.kind is Kind.PAPER for item in items)
    return None if is_elsewhere else items[0].detail.publication


def _typed_date(year: str) -> tuple[int, ...]:
    """The typed year as numbers; empty if it is another text."""
    found = _TYPED_DATE.fullmatch(year.strip())
    return tuple(int(part) for part in found.groups() if part) if found else ()


def title_of(detail: ItemDetail) -> str | None:
    """The title that was typed of an item or its work, else the printed one; None if the source lost it."""
    return detail.row.title if detail.row.is_own_title else detail.typed.title or detail.row.title


def sources_of(detail: ItemDetail) -> tuple[str, ...]:
    """The typed facts of an item's work: who wrote it, and where and when it came out."""
    typed = detail.typed
    return tuple(fact for fact in (typed.authors or detail.author, typed.venue, typed.year) if fact)


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


def read_date(text: str | None) -> tuple[int, ...]:
    """``YYYY-MM-DD``, or its beginning, as numbers; empty if it is none."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text or "")
    return tuple(int(part) for part in found.groups() if part) if found else ()


def date_of(item: ItemRecord, kind: Kind) -> tuple[int, ...]:
    """The date when a work of this kind came out, by its source: an arXiv number, the item's own date, or its issue's.

    The own date of an item is that of its entry or byline, which an article or a story came out with. An entry that
    mentions a paper is younger than the paper, so its date is none of the paper's.
    """
    is_paper = kind is Kind.PAPER or read_identity(item.detail.row.identity) is not None
    own = () if is_paper else read_date(item.detail.row.date)
    return own or date_without_own(item)


def date_without_own(item: ItemRecord) -> tuple[int, ...]:
    """The date by an arXiv number, or by the issue of what stands nowhere else or alone in it.

    Citation keys are made of it, so the rule stays as it is.
    """
    paper = read_identity(item.detail.row.identity)
    if paper is not None:
        return arxiv_date(paper.number) if paper.scheme == "arxiv" else ()
    return read_date(item.issue.date) if item.detail.row.url is None or item.issue.items == 1 else ()

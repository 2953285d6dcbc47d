"""Reads the authors, date, address and kind of a work from the lines of its record."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.core.text.clean import clean_author
from reader.core.values.issues import Kind
from reader.split.candidates.records.lines import Form, Line, is_names
from reader.split.candidates.records.roles import RecordRole
from reader.split.signs.dates import is_date_line, read_date
from reader.split.signs.field_labels import Fact

_MAIL = re.compile(r"\s*(?:<[^<>]{0,200}>|\([^()]{0,80}@[^()]{0,80}\))")
_ARXIV = re.compile(r"\barXiv ?: ?(?P<number>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\]>,;]+")
_BARE_ARXIV = re.compile(r"(?P<number>\d{4}\.\d{4,5})(?:v\d+)?\b")
# The share of records that must cite or identify a work for all to be papers.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that a record states; None for those that it does not."""

    author: str | None = None
    date: str | None = None
    url: str | None = None
    kind: Kind | None = None


def facts_of(lines: Sequence[Line], texts: Sequence[str], records: Sequence[Mapping[int, RecordRole]]) -> list[Facts]:
    """The facts of each record (its blocks and their roles)."""
    cited = sum(any(_cites(lines[n]) for n in _extras(record)) for record in records)
    kind = Kind.PAPER if cited >= _MOST * len(records) else None
    return [
        Facts(_author(lines, record), _date(lines, texts, record), _url(texts[n] for n in _extras(record)), kind)
        for record in records
    ]


def _extras(record: Mapping[int, RecordRole]) -> list[int]:
    return [n for n, role in record.items() if role in (RecordRole.EXTRA, RecordRole.MARKER)]


def _cites(line: Line) -> bool:
    """Whether a line tells a paper: an identifier that is no mail's, or a place of publication."""
    if line.form is Form.IDENTIFIER:
        return True
    if line.form is Form.FIELD:
        is_mail = "@" in line.value
        return line.fact in (Fact.IDENTIFIER, Fact.SUBJECTS, Fact.VENUE) and bool(line.value) and not is_mail
    return line.form is Form.CITATION and not is_date_line(line.value)


def _author(lines: Sequence[Line], record: Mapping[int, RecordRole]) -> str | None:
    extras = _extras(record)
    labelled = [lines[n].value for n in extras if lines[n].fact is Fact.AUTHORS and lines[n].value]
    formed = [lines[n].value for n in extras if lines[n].form is Form.AUTHORS]
    leading = [lead for n in extras if lines[n].form is Form.CITATION and (lead := _before_source(lines[n].value))]
    found = next(iter([*labelled, *formed, *leading]), None)
    return clean_author(_MAIL.sub("", found)) or None if found else None


def _before_source(text: str) -> str | None:
    """The names before a source ("P. Lund, O. Brandt - Journal of Testing, 2031")."""
    lead, dash, _ = text.partition(" - ")
    return lead if dash and is_names(f"{lead}, {lead}") else None


def _date(lines: Sequence[Line], texts: Sequence[str], record: Mapping[int, RecordRole]) -> str | None:
    extras = _extras(record)
    stated = [n for n in extras if lines[n].fact is Fact.DATE] + [n for n in extras if lines[n].form is Form.CITATION]
    return next(filter(None, (read_date(texts[n]) for n in stated)), None)


def _url(texts: Iterable[str]) -> str | None:
    """The address of the work that is identified: on arXiv before elsewhere."""
    doi = None
    for text in texts:
        if found := _ARXIV.search(text) or _BARE_ARXIV.match(text):
            return f"https://arxiv.org/abs/{found['number']}"
        if doi is None and (named := _DOI.search(text)):
            doi = f"https://doi.org/{named[0].rstrip('.')}"
    return doi

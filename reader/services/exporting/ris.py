"""RIS, one record a work, as Zotero's translator reads it (2026-01): CRLF, no line ends inside a value.

There is no type for preprints: they go as reports with arXiv as their publisher.
"""

from collections.abc import Iterable, Iterator

from reader.core.issues import Kind
from reader.core.texts import clean_line
from reader.services.exporting.records import WorkRecord

_TYPES = {Kind.CODE: "COMP", Kind.DATASET: "DATA", Kind.PAPER: "RPRT"}
_PAPER_TYPES = {"arxiv": "RPRT", "doi": "JOUR", "openreview": "CPAPER", "acl": "CPAPER"}


def write_ris(works: Iterable[WorkRecord]) -> Iterator[str]:
    """Records, each with an empty line behind it."""
    for work in works:
        lines = (f"{tag}  - {clean_line(value)}" for tag, value in _lines(work) if value.strip())
        yield "\r\n".join((*lines, "ER  - ", "", ""))


def _lines(work: WorkRecord) -> Iterator[tuple[str, str]]:
    yield "TY", _type(work)
    yield "ID", work.key
    yield "TI", work.title
    for author in work.authors.names:
        name = author.family.replace(",", " ")
        yield "AU", name if author.given is None else f"{name}, {author.given.replace(',', ' ')}"
    if work.authors.has_others:
        yield "AU", "et al."
    if work.date:
        yield "PY", str(work.date[0])
        year, month, day = (*work.date, 0, 0)[:3]
        yield "DA", f"{year}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/"
    yield "T2", work.container or ""
    yield "PB", "arXiv" if work.paper and work.paper.scheme == "arxiv" else ""
    yield "DO", (work.paper.doi or "") if work.paper else ""
    yield "UR", work.url or ""
    yield "Y2", work.seen.replace("-", "/") + "/" if work.seen else ""
    yield "AB", work.abstract
    for word in work.keywords:
        yield "KW", word.replace(";", ",")
    yield "N1", work.note


def _type(work: WorkRecord) -> str:
    if work.paper:
        return _PAPER_TYPES[work.paper.scheme]
    return _TYPES.get(work.kind, "ELEC" if work.url else "BLOG")

"""RIS, one record a work, as Zotero's translator reads it (2026-01): CRLF, no line ends inside a value.

There is no type for preprints: they go as reports with arXiv as their publisher.
"""

from collections.abc import Iterable, Iterator

from reader.core.text.clean import clean_line
from reader.core.values.issues import Kind
from reader.services.exporting.facts.records import WorkRecord
from reader.services.exporting.facts.venues import Outlet

_TYPES = {Kind.CODE: "COMP", Kind.DATASET: "DATA", Kind.PAPER: "RPRT"}
_PAPER_TYPES = {Outlet.JOURNAL: "JOUR", Outlet.PROCEEDINGS: "CPAPER", Outlet.ELSEWHERE: "RPRT"}


def write_ris(works: Iterable[WorkRecord]) -> Iterator[str]:
    """Records, each with an empty line behind it."""
    for work in works:
        lines = (f"{tag}  - {clean_line(value)}" for tag, value in _lines(work) if value.strip())
        yield "\r\n".join((*lines, "ER  - ", "", ""))


def _lines(work: WorkRecord) -> Iterator[tuple[str, str]]:
    facts = work.facts
    yield "TY", _type(work)
    yield "ID", work.key
    yield "TI", facts.title
    for author in facts.authors.names:
        name = author.family.replace(",", " ")
        yield "AU", name if author.given is None else f"{name}, {author.given.replace(',', ' ')}"
    if facts.authors.has_others:
        yield "AU", "et al."
    yield "PY", facts.year
    if facts.date:
        year, month, day = (*facts.date, 0, 0)[:3]
        yield "DA", f"{year}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/"
    yield "T2", facts.venue or ""
    yield "PB", "arXiv" if work.is_preprint else ""
    yield "DO", (work.paper.doi or "") if work.paper else ""
    yield "UR", work.url or ""
    yield "Y2", work.seen.replace("-", "/") + "/" if work.seen else ""
    yield "AB", work.abstract
    for word in work.keywords:
        yield "KW", word.replace(";", ",")
    for remark in work.remarks:
        yield "N1", remark


def _type(work: WorkRecord) -> str:
    if work.paper or work.outlet is not Outlet.ELSEWHERE:
        return _PAPER_TYPES[work.outlet]
    return _TYPES.get(work.kind, "ELEC" if work.url else "BLOG")

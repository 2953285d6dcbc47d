"""CSL-JSON, one record a work: the best way into Zotero and pandoc.

Schema: https://github.com/citation-style-language/schema (csl-data.json); what it has no place for is under ``custom``.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.core.values.issues import Kind
from reader.services.exporting.facts.authors import Author
from reader.services.exporting.facts.records import Facts, WorkRecord, read_date
from reader.services.exporting.facts.venues import Outlet
from reader.services.exporting.formats.json_list import write_array

_TYPES = {Kind.CODE: "software", Kind.DATASET: "dataset", Kind.PAPER: "article"}
_PAPER_TYPES = {
    Outlet.JOURNAL: "article-journal",
    Outlet.PROCEEDINGS: "paper-conference",
    Outlet.ELSEWHERE: "article",
}


def write_csl(works: Iterable[WorkRecord]) -> Iterator[str]:
    """A JSON array, one work a line."""
    return write_array(json.dumps(csl_item(work), ensure_ascii=False) for work in works)


def csl_item(work: WorkRecord) -> dict[str, Any]:
    """A work as the schema has it, without what is not known."""
    paper, facts = work.paper, work.facts
    names = [_name(author) for author in facts.authors.names]
    values = {
        "id": work.key,
        "type": _type(work),
        "title": facts.title,
        "author": [*names, *([{"literal": "et al."}] if facts.authors.has_others else [])],
        "issued": _issued(facts),
        "accessed": _date(read_date(work.seen)),
        "container-title": facts.venue,
        "publisher": "arXiv" if work.is_preprint else None,
        "number": f"arXiv:{paper.number}" if paper and work.is_preprint else None,
        "DOI": paper.doi if paper else None,
        "URL": work.url,
        "abstract": work.abstract,
        "keyword": ", ".join(word.replace(",", " ") for word in work.keywords),
        "note": "\n\n".join(work.remarks),
        "custom": {"found_in": list(work.found_in), "kind": work.kind.value},
    }
    return {name: value for name, value in values.items() if value}


def _type(work: WorkRecord) -> str:
    if work.paper or work.outlet is not Outlet.ELSEWHERE:
        return _PAPER_TYPES[work.outlet]
    return _TYPES.get(work.kind, "webpage" if work.url else "post-weblog")


def _name(author: Author) -> dict[str, str]:
    if author.given is None:
        return {"literal": author.family}
    return {"family": author.family, "given": author.given}


def _issued(facts: Facts) -> dict[str, Any] | None:
    """The date; what was typed as a year and is no number goes as it is."""
    return _date(facts.date) or ({"literal": facts.year} if facts.year else None)


def _date(parts: tuple[int, ...]) -> dict[str, Any] | None:
    return {"date-parts": [list(parts)]} if parts else None

"""CSL-JSON, one record a work: the best way into Zotero and pandoc.

Schema: https://github.com/citation-style-language/schema (csl-data.json); what it has no place for is under ``custom``.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.core.issues import Kind
from reader.services.exporting.authors import Author
from reader.services.exporting.json_list import write_array
from reader.services.exporting.records import WorkRecord, read_date

_TYPES = {Kind.CODE: "software", Kind.DATASET: "dataset", Kind.PAPER: "article"}
_PAPER_TYPES = {
    "arxiv": "article",
    "doi": "article-journal",
    "openreview": "paper-conference",
    "acl": "paper-conference",
}


def write_csl(works: Iterable[WorkRecord]) -> Iterator[str]:
    """A JSON array, one work a line."""
    return write_array(json.dumps(csl_item(work), ensure_ascii=False) for work in works)


def csl_item(work: WorkRecord) -> dict[str, Any]:
    """A work as the schema has it, without what is not known."""
    paper = work.paper
    is_arxiv = paper is not None and paper.scheme == "arxiv"
    names = [_name(author) for author in work.authors.names]
    values = {
        "id": work.key,
        "type": _type(work),
        "title": work.title,
        "author": [*names, *([{"literal": "et al."}] if work.authors.has_others else [])],
        "issued": _date(work.date),
        "accessed": _date(read_date(work.seen)),
        "container-title": work.container,
        "publisher": "arXiv" if is_arxiv else None,
        "number": f"arXiv:{paper.number}" if paper and is_arxiv else None,
        "DOI": paper.doi if paper else None,
        "URL": work.url,
        "abstract": work.abstract,
        "keyword": ", ".join(word.replace(",", " ") for word in work.keywords),
        "note": work.note,
        "custom": {"found_in": list(work.found_in), "kind": work.kind.value},
    }
    return {name: value for name, value in values.items() if value}


def _type(work: WorkRecord) -> str:
    if work.paper:
        return _PAPER_TYPES[work.paper.scheme]
    return _TYPES.get(work.kind, "webpage" if work.url else "post-weblog")


def _name(author: Author) -> dict[str, str]:
    if author.given is None:
        return {"literal": author.family}
    return {"family": author.family, "given": author.given}


def _date(parts: tuple[int, ...]) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [list(parts)]} if parts else None

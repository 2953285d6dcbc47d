"""A work as one line of text, for a person to paste: authors, title, year, where it is, and its citation key."""

from typing import TYPE_CHECKING

from reader.core.errors import NotFound
from reader.core.ids import ItemId
from reader.services.exporting.authors import Authors
from reader.services.exporting.gathering import Gathering
from reader.services.exporting.records import WorkRecord

if TYPE_CHECKING:
    from reader.store import Reader


def cite_item(reader: "Reader", item: ItemId) -> WorkRecord:
    """The work of an item. NotFound: there is no such item."""
    work = next(Gathering(reader).works([item]), None)
    if work is None:
        raise NotFound(f"There is no item {item} in this library.")
    return work


def citation(work: WorkRecord) -> str:
    """The citation, as ``Ann Lee, Bo Xu. “A title.” 2017. arXiv:1706.03762. https://… [@lee2017title-abcd]``."""
    title = work.title if work.title[-1:] in ".?!…" else f"{work.title}."
    parts = [f"{names}." if (names := _names(work.authors)) else "", f"“{title}”"]
    parts += [f"{work.container}." if work.container else "", f"{work.date[0]}." if work.date else ""]
    if work.paper:
        known = {"arxiv": "arXiv:", "doi": "doi:", "openreview": "OpenReview ", "acl": "ACL "}[work.paper.scheme]
        parts.append(f"{known}{work.paper.number}.")
    parts += [work.url or "", f"[@{work.key}]"]
    return " ".join(filter(None, parts))


def _names(authors: Authors) -> str:
    names = [f"{name.given} {name.family}" if name.given else name.family for name in authors.names]
    return ", ".join([*names, *(["et al"] if authors.has_others else [])])

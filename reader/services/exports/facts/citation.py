"""Cites a work on one line, for a person to paste: authors, title, year, where it is, and its citation key."""

from typing import TYPE_CHECKING

from reader.core.values.errors import NotFound
from reader.core.values.ids import ItemId
from reader.services.exports.facts.authors import told_names
from reader.services.exports.facts.gather import Gathering
from reader.services.exports.facts.records import WorkRecord

if TYPE_CHECKING:
    from reader.store import Reader


def cite_item(reader: "Reader", item: ItemId) -> WorkRecord:
    """The citation of an item's work. NotFound: there is no such item."""
    work = next(Gathering(reader).works([item]), None)
    if work is None:
        raise NotFound(f"There is no item {item} in this library.")
    return work


def citation(work: WorkRecord) -> str:
    """The citation, as ``Ann Lee, Bo Xu. “A title.” Venue. 2017. arXiv:1706.03762. https://… [@lee2017title-abcd]``."""
    facts = work.facts
    parts = [f"{names}." if (names := told_names(facts.authors)) else "", f"“{_ended(facts.title)}”"]
    parts += [_ended(part) for part in (facts.venue, facts.year) if part]
    if work.paper:
        known = {"arxiv": "arXiv:", "doi": "doi:", "openreview": "OpenReview ", "acl": "ACL "}[work.paper.scheme]
        parts.append(f"{known}{work.paper.number}.")
    parts += [work.url or "", f"[@{work.key}]"]
    return " ".join(filter(None, parts))


def _ended(text: str) -> str:
    return text if text[-1:] in ".?!…" else f"{text}."

"""JSON, one object an item: what ``reader list --json`` shows, then what only a whole copy needs."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.services.exporting.records import ItemRecord
from reader.services.listing import item_json


def write_json(items: Iterable[ItemRecord]) -> Iterator[str]:
    """A JSON array, one item a line."""
    return write_array(json.dumps(whole_item(item), ensure_ascii=False) for item in items)


def write_array(values: Iterable[str]) -> Iterator[str]:
    """An array of values that are JSON already, one a line."""
    between = "[\n"
    for value in values:
        yield between + value
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def whole_item(item: ItemRecord) -> dict[str, Any]:
    """All that the library gives out of an item and its issue; fields keep their order."""
    detail, issue = item.detail, item.issue
    return item_json(detail) | {
        "printed_title": detail.printed_title,
        "is_abstract": detail.is_abstract,
        "links": list(detail.links),
        "images": detail.images,
        "identity": detail.row.identity,
        "is_section_deduced": detail.is_section_deduced,
        "issue_number": issue.number,
        "issue_title": issue.title,
        "issue_date": issue.date,
        "is_guess": detail.is_guess,
    }

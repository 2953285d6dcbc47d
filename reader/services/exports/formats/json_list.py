"""JSON, one object an item: what ``reader list --json`` shows, then all that another library needs to take it in.

`documents.files.library_json` reads it again. What is told of an issue or a section and is long stands at its first
item.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from reader.core.state.copies import HighlightCopy, IssueCopy, ItemCopy, WorkCopy
from reader.core.values.issues import Item, json_name
from reader.services.exports.facts.records import WholeRecord
from reader.services.items.item_json import item_json


def write_json(items: Iterable[WholeRecord]) -> Iterator[str]:
    """A JSON array, one item a line."""
    return write_array(json.dumps(item, ensure_ascii=False) for item in _objects(items))


def write_array(values: Iterable[str]) -> Iterator[str]:
    """An array of values that are JSON already, one a line."""
    between = "[\n"
    for value in values:
        yield between + value
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _objects(items: Iterable[WholeRecord]) -> Iterator[dict[str, Any]]:
    told: set[tuple[int | None, int | None]] = set()
    for item in items:
        issue, section = (item.issue.id, None), (item.issue.id, item.copy.section.id)
        yield whole_item(item, is_first=issue not in told, is_first_of_section=section not in told)
        told |= {issue, section}


def whole_item(item: WholeRecord, *, is_first: bool, is_first_of_section: bool) -> dict[str, Any]:
    """All that the library has of an item and its issue; fields keep their order."""
    copy, detail = item.copy, item.detail
    work, *others = copy.works
    listed = item_json(detail)
    said = {name: value for name, value in _said(copy.said) if name not in listed}
    return (
        listed
        | said
        | {
            "own_title": copy.own_title,
            "title_refused": copy.is_title_refused,
            "credits": list(copy.credits),
            "retired_at": copy.retired_at,
            "identity": detail.row.identity,
            "tag_colours": [tag.colour for tag in work.tags],
            "work": _work(work),
            "joined_works": [_work(one) | _state(one) for one in others],
            "base_work": copy.base_work,
            "own_work": copy.own_work,
            "marked": [_highlight(one, copy) for one in copy.highlights],
            "section_id": copy.section.id,
            "section_position": copy.section.position,
            "section_kind": copy.section.kind,
            "is_section_deduced": detail.is_section_deduced,
            "section_intro": (copy.section.intro or None) if is_first_of_section else None,
            **_issue(item.issue, is_first=is_first),
            "is_guess": detail.is_guess,
        }
    )


def _said(item: Item) -> Iterator[tuple[str, Any]]:
    """The fields of an item that its split says."""
    for one in fields(item):
        value = getattr(item, one.name)
        if one.name != "parts":
            yield json_name(one), list(value) if isinstance(value, tuple) else value


def _issue(issue: IssueCopy, *, is_first: bool) -> dict[str, Any]:
    return {
        "issue_key": issue.key,
        "issue_number": issue.number,
        "issue_title": issue.title,
        "issue_subtitle": issue.subtitle,
        "issue_date": issue.date,
        "issue_name": issue.name,
        "issue_message_id": issue.message_id,
        "issue_layout": issue.layout,
        "issue_confidence": issue.confidence,
        "issue_stored_at": issue.stored_at,
        "issue_text": issue.text_hash,
        "issue_intro": (issue.intro or None) if is_first else None,
        "issue_outro": (issue.outro or None) if is_first else None,
        "issue_set_aside": list(issue.set_aside) if is_first else [],
        "publication_key": issue.publication_key,
        "publication_list_id": issue.publication.list_id,
        "publication_address": issue.publication.address,
        "publication_facts": [fact.to_json() for fact in issue.own_facts] if is_first else [],
    }


def _work(work: WorkCopy) -> dict[str, Any]:
    return {
        "id": work.id,
        "key": work.key,
        "identity": work.identity,
        "label": work.label,
        "title": work.typed.title,
        "authors": work.typed.authors,
        "year": work.typed.year,
        "venue": work.typed.venue,
        "joined_to": work.joined_to,
    }


def _state(work: WorkCopy) -> dict[str, Any]:
    return {
        "starred": work.is_starred,
        "note": work.note,
        "tags": [tag.name for tag in work.tags],
        "tag_colours": [tag.colour for tag in work.tags],
    }


def _highlight(highlight: HighlightCopy, item: ItemCopy) -> dict[str, Any]:
    return {
        "id": highlight.id,
        "key": highlight.key,
        "start": highlight.start,
        "end": highlight.end,
        "text": None if highlight.text == item.said.body else highlight.text,
        "colour": highlight.colour,
        "note": highlight.note,
        "created_at": highlight.created_at,
    }

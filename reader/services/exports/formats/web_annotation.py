"""W3C Web Annotation (JSON-LD): one annotation a highlight, and one for what was written or tagged of a whole work.

Model: https://www.w3.org/TR/annotation-model/. Positions count code points of the item's plain text.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reader.core.state.highlights import Highlight
from reader.core.state.tags import Tag
from reader.core.text.anchors import Anchor, anchor_of
from reader.core.values.works import unwrap
from reader.services.exports.facts.records import WholeRecord
from reader.services.exports.formats.json_list import write_array

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_annotations(items: Iterable[WholeRecord]) -> Iterator[str]:
    """A JSON array, one annotation a line."""
    return write_array(json.dumps(one, ensure_ascii=False) for one in _annotations(items))


def _annotations(items: Iterable[WholeRecord]) -> Iterator[dict[str, Any]]:
    """Each highlight and each work once, whichever of its items comes first."""
    told: set[str] = set()
    for item in items:
        detail, work = item.detail, item.copy.works[0]
        new = [one for one in detail.highlights if one.key not in told]
        told.update(one.key for one in new)
        yield from (_of_passage(item, one) for one in new)
        if work.key not in told and (detail.note or (detail.tags and not detail.highlights)):
            told.add(work.key)
            motivation = "commenting" if detail.note else "tagging"
            yield _annotation(work.key, motivation, _bodies(detail.note, detail.tags)) | {
                "target": {"source": source_of(item)}
            }


def source_of(item: WholeRecord) -> str:
    """The source of an annotation: the item's address, else its name everywhere."""
    return unwrap(item.detail.row.url) if item.detail.row.url else urn(item.detail.key)


def urn(key: str) -> str:
    """A key of the library as an IRI."""
    try:
        return uuid.UUID(key).urn
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, key).urn


def _of_passage(item: WholeRecord, highlight: Highlight) -> dict[str, Any]:
    anchor = highlight.anchor
    if highlight.start is not None and highlight.end is not None:
        anchor = anchor_of(item.detail.body, highlight.start, highlight.end)
    colour = highlight.colour
    return (
        _annotation(highlight.key, "highlighting", _bodies(highlight.note, item.detail.tags))
        | {"created": highlight.created_at.replace("+00:00", "Z")}
        | {"stylesheet": {"type": "CssStylesheet", "value": f".{colour} {{ background-color: {colour}; }}"}}
        | {"target": {"source": source_of(item), "styleClass": colour, "selector": _selectors(anchor)}}
    )


def _annotation(key: str, motivation: str, bodies: list[dict[str, str]]) -> dict[str, Any]:
    whole = {"@context": CONTEXT, "id": urn(key), "type": "Annotation", "motivation": motivation}
    return whole | ({"body": bodies} if bodies else {})


def _bodies(note: str, tags: Sequence[Tag]) -> list[dict[str, str]]:
    text = {"type": "TextualBody"}
    comment = [text | {"value": note, "format": "text/markdown", "purpose": "commenting"}] if note else []
    return comment + [text | {"value": tag.name, "format": "text/plain", "purpose": "tagging"} for tag in tags]


def _selectors(anchor: Anchor) -> list[dict[str, Any]]:
    quote = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return [
        {"type": "TextQuoteSelector", **quote},
        {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
    ]

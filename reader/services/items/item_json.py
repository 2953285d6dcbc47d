"""Items and publications as data for other programs: the fields of ``reader list --json``."""

from typing import Any

from reader.core.fields import TOLD
from reader.core.state.highlights import Highlight
from reader.core.state.rows import ItemDetail, PublicationRow
from reader.documents.html.sanitise import clean_html


def item_json(detail: ItemDetail) -> dict[str, Any]:
    """One item; ``title`` is null where the source lost it, ``body_html`` is what the window is given."""
    row = detail.row
    return {
        "id": row.id,
        "key": detail.key,
        "publication": detail.publication,
        "issue": detail.issue,
        "issue_id": row.issue_id,
        "section": detail.section,
        "position": detail.position,
        "date": row.day,
        "title": row.title,
        "author": detail.author,
        "body": detail.body,
        "body_html": clean_html(detail.body_html).html,
        "url": row.url,
        "kind": row.kind.value,
        "topics": list(detail.topics),
        "tags": [tag.name for tag in detail.tags],
        **{name: getattr(row, told.shown_as) for name, told in TOLD.items() if told.is_flag},
        "note": detail.note,
        "highlights": [_highlight(one) for one in detail.highlights],
    }


def _highlight(highlight: Highlight) -> dict[str, Any]:
    """A highlight; ``start`` and ``end`` are code points of the item's ``body``, null where its words are not there."""
    anchor = highlight.anchor
    return {
        "key": highlight.key,
        "colour": highlight.colour,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "start": highlight.start,
        "end": highlight.end,
        "note": highlight.note,
        "created": highlight.created_at,
    }


def publication_json(row: PublicationRow) -> dict[str, Any]:
    """One publication; ``title`` is null while it is unknown."""
    return {
        "id": row.id,
        "title": row.title,
        "url": row.address,
        "issues": row.issues,
        "items": row.items,
        "unread": row.unread,
    }

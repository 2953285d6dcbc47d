"""One HTML page of items, for reading and printing; opening it fetches nothing and runs nothing."""

from collections.abc import Iterable, Iterator
from html import escape

from reader.core.links import is_safe_link
from reader.documents.sanitise import clean_html
from reader.services.exporting.records import ItemRecord, tags_of

_HEAD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Research Reader</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width"><style>
body { max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.05em/1.55 Georgia, serif }
h1, h2, h3, .facts { font-family: system-ui, sans-serif; line-height: 1.25 }
article { margin: 2em 0; break-inside: avoid-page } .facts { color: #666; font-size: .85em }
.note { white-space: pre-wrap; border-left: .25em solid #c90; padding-left: .8em }
@media (prefers-color-scheme: dark) { body { background: #1b1b1b; color: #ddd } a { color: #8ab4f8 } }
</style></head><body>
"""


def write_html(items: Iterable[ItemRecord]) -> Iterator[str]:
    """A whole page: a heading for each issue and each section, then its items."""
    yield _HEAD
    issue = section = None
    for item in items:
        if item.detail.row.issue_id != issue:
            issue, section = item.detail.row.issue_id, None
            yield f"<h1>{escape(item.place)}</h1>\n"
        if item.detail.section and item.detail.section != section:
            section = item.detail.section
            yield f"<h2>{escape(section)}</h2>\n"
        yield _article(item)
    yield "</body></html>\n"


def _article(item: ItemRecord) -> str:
    detail = item.detail
    facts = [detail.row.kind.value, detail.row.identity, detail.author, *(f"#{topic}" for topic in detail.topics)]
    facts += tags_of(detail)
    note = f'<div class="note">{escape(detail.note)}</div>\n' if detail.note else ""
    return (
        f'<article id="{escape(detail.key)}">\n<h3>{_linked(item)}</h3>\n'
        f'<p class="facts">{escape(" · ".join(fact for fact in facts if fact))}</p>\n'
        f"{clean_html(detail.body_html).html}\n{note}</article>\n"
    )


def _linked(item: ItemRecord) -> str:
    url, name = item.detail.row.url, escape(item.name)
    return f'<a href="{escape(url)}" rel="noreferrer">{name}</a>' if url and is_safe_link(url) else name

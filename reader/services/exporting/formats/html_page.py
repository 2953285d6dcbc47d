"""One HTML page of items, for reading and printing; opening it fetches nothing and runs nothing."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from reader.core.state.highlights import LOOKS, Highlight
from reader.core.text.links import is_safe_link
from reader.documents.html.sanitise import clean_html
from reader.services.exporting.facts.records import ItemRecord, tags_of
from reader.services.exporting.formats.marked_html import mark_html

UNDERLINES = {"yellow": "solid", "green": "dashed", "blue": "dotted", "pink": "double", "purple": "wavy"}
MARK_TEXT = ("#1a1a1a", "#f0f0f0")


def _mark_styles(theme: int) -> str:
    """The styles of highlights, in light (0) or dark (1)."""
    rules = ["mark a { color: inherit }"]
    for name, looks in LOOKS.items():
        ground, ink = looks[theme]
        look = f"color: {MARK_TEXT[theme]}; background: {ground}; text-decoration: underline {UNDERLINES[name]} {ink}"
        rules.append(f"mark.{name} {{ {look} }}")
    return "\n".join(rules)


_HEAD = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Research Reader</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width"><style>
body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.05em/1.55 Georgia, serif }}
h1, h2, h3, h4, .facts {{ font-family: system-ui, sans-serif; line-height: 1.25 }}
article {{ margin: 2em 0; break-inside: avoid-page }} .facts {{ color: #666; font-size: .85em }}
.note {{ white-space: pre-wrap; border-left: .25em solid #c90; padding-left: .8em }}
blockquote.mark {{ white-space: pre-line; margin: .8em 0 .4em }}
{_mark_styles(0)}
@media screen and (prefers-color-scheme: dark) {{ body {{ background: #1b1b1b; color: #ddd }} a {{ color: #8ab4f8 }}
.facts {{ color: #aaa }}
{_mark_styles(1)} }}
@media print {{ @page {{ margin: 20mm }} body {{ max-width: none; margin: 0; padding: 0; font-size: 10.5pt }}
h1, h2, h3, .facts {{ break-after: avoid-page }} p {{ orphans: 2; widows: 2 }} mark {{ print-color-adjust: exact }} }}
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
    facts = [*item.facts, detail.row.identity, *(f"#{topic}" for topic in detail.topics), *tags_of(detail)]
    body = mark_html(clean_html(detail.body_html).html, detail.body, detail.highlights)
    return (
        f'<article id="{escape(detail.key)}">\n<h3>{_linked(item)}</h3>\n'
        f'<p class="facts">{escape(" · ".join(fact for fact in facts if fact))}</p>\n'
        f"{body}\n{_note(detail.note)}{_highlights(detail.highlights)}</article>\n"
    )


def _highlights(highlights: Sequence[Highlight]) -> str:
    """All highlights with their notes, also those that stand in the text of another issue only."""
    quotes = (
        f'<blockquote class="mark"><mark class="{one.colour}" title="{one.colour}">{escape(one.anchor.exact)}</mark>'
        f"</blockquote>\n{_note(one.note)}"
        for one in highlights
    )
    return f"<h4>Highlights</h4>\n{''.join(quotes)}" if highlights else ""


def _note(note: str) -> str:
    return f'<div class="note">{escape(note)}</div>\n' if note.strip() else ""


def _linked(item: ItemRecord) -> str:
    url, name = item.detail.row.url, escape(item.name)
    return f'<a href="{escape(url)}" rel="noreferrer">{name}</a>' if url and is_safe_link(url) else name

"""Makes the text of the pages, as HTML for Qt; everything of the source's is escaped or cleaned.

Sizes of text are points, distances pixels of 1/96 inch. Headings (also the facts below a title) are kept with
what follows them.
"""

import re
from collections.abc import Sequence
from datetime import date
from html import escape

from reader.core.state.highlights import Highlight
from reader.core.state.rows import ItemDetail
from reader.core.text.links import is_safe_link
from reader.core.values.ids import HighlightId
from reader.services.exports.facts.records import ItemRecord
from reader.ui.look.theme import PAPER
from reader.ui.models.places import items_told
from reader.ui.pages.detail_page import AFTER_ANCHOR, BODY_ANCHOR
from reader.ui.pages.note_page import rendered_note, shown_length
from reader.ui.pages.shown_body import shown_body
from reader.ui.printing.print_orders import Form, Matter

SERIF = ("Georgia", "Noto Serif", "Charter", "Liberation Serif", "Nimbus Roman", "Times New Roman", "DejaVu Serif")
SANS = ("Noto Sans", "Helvetica Neue", "Segoe UI", "Liberation Sans", "Nimbus Sans", "DejaVu Sans")
INK, MUTED, LINK, RULE, NOTE_GROUND = PAPER.text, PAPER.muted, PAPER.accent, PAPER.line, PAPER.note
LONGEST_ADDRESS = 300
MOST_NOTE = 200_000
LONGEST_QUOTE = 300


_HEADING = re.compile(r"<(/?)h[1-6]\b")
"""The tags of headings in a body, which are as large as its text: they are below the item's title."""
_AFTER = f'<p class="label"><a name="{AFTER_ANCHOR}"></a></p>'


def _families(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


STYLE = f"""
body {{ color: {INK}; }}
h1, h2, h3, h4, h5, h6 {{ color: {INK}; margin: 0; font-family: {_families(SANS)}; }}
.name {{ font-family: {_families(SERIF)}; font-size: 24pt; font-weight: 700; margin-bottom: 3px; }}
.named {{ font-size: 9.5pt; font-weight: 400; color: {MUTED}; margin-bottom: 20px; }}
.issue {{ font-size: 15pt; font-weight: 700; margin-top: 10px; margin-bottom: 10px; }}
.section {{ font-size: 11.5pt; font-weight: 700; color: {MUTED}; margin-bottom: 12px; }}
.title {{ font-family: {_families(SERIF)}; font-size: 13pt; font-weight: 700; margin-bottom: 2px; }}
.untitled {{ font-family: {_families(SERIF)}; font-size: 13pt; font-weight: 400; margin-bottom: 2px; }}
.untitled {{ font-style: italic; }}
.alone {{ font-family: {_families(SERIF)}; font-size: 19pt; font-weight: 700; margin-bottom: 5px; }}
.facts {{ font-size: 8.5pt; font-weight: 400; color: {MUTED}; margin-bottom: 1px; }}
.small {{ font-family: {_families(SANS)}; font-size: 8.5pt; color: {MUTED}; margin-top: 3px; margin-bottom: 4px; }}
.body, .remark {{ font-size: 10.5pt; line-height: 118%; margin-top: 5px; }}
.body p, .remark p {{ margin-top: 0; margin-bottom: 6px; }}
.written, .quote {{ font-size: 10pt; line-height: 112%; margin-top: 2px; margin-bottom: 0; }}
.written p, .written li {{ margin-top: 0; margin-bottom: 4px; }}
.label {{ font-family: {_families(SANS)}; font-size: 7.5pt; color: {MUTED}; margin: 0; }}
.note {{ background-color: {NOTE_GROUND}; padding: 5px; padding-left: 8px; }}
.rule {{ background-color: {RULE}; font-size: 1pt; }}
a {{ color: {LINK}; text-decoration: none; }}
pre, code, tt, kbd, samp {{ font-family: monospace; font-size: 9pt; }}
pre {{ white-space: pre-wrap; }}
"""


def front_html(matter: Matter) -> str:
    """The name of an issue or a list over its first page, with what an issue says first; empty for one item."""
    if matter.form is Form.ITEM:
        return ""
    count = items_told(len(matter.ids))
    said = {remark.where: remark.text for remark in matter.remarks}
    facts = " · ".join(part for part in (said.get("Subtitle"), matter.dated, count) if part)
    return (
        f'<h1 class="name">{escape(matter.heading)}</h1><h6 class="named">{escape(facts)}</h6>'
        f"{_remark(said.get('Introduction'))}"
    )


def back_html(matter: Matter) -> str:
    """The closing words of an issue."""
    closing = next((remark.text for remark in matter.remarks if remark.where == "Closing"), "")
    return f'<h2 class="section">Closing</h2>{_remark(closing)}' if closing else ""


def headings_html(matter: Matter, before: ItemRecord | None, record: ItemRecord) -> str:
    """The text that an issue says at its end."""
    if matter.form in (Form.ITEM, Form.HITS):
        return ""
    parts = []
    is_new = before is None or before.issue.id != record.issue.id
    if is_new and matter.form is Form.LIST:
        dated = told_date(record.issue.date)
        parts.append(f'<h2 class="issue">{escape(" · ".join(part for part in (record.place, dated) if part))}</h2>')
    section = record.detail.section
    if section and (is_new or before is None or before.detail.row.section_id != record.detail.row.section_id):
        parts.append(f'<h3 class="section">{escape(section)}</h3>')
        parts += [_remark(remark.text) for remark in matter.remarks if remark.where == section]
    return "".join(parts)


def item_html(matter: Matter, record: ItemRecord) -> str:
    """An item whole."""
    detail = record.detail
    parts = (_title(matter, record), _facts(matter, record), _body(detail), _labels(detail))
    return "".join((*parts, _remarks_on_marks(detail), _note(detail)))


def numbered(detail: ItemDetail) -> dict[HighlightId, int]:
    """The numbers of those highlights that have a note, or whose words are not in the text."""
    told = [mark for mark in detail.highlights if mark.note or mark.start is None]
    return {mark.id: number for number, mark in enumerate(told, start=1)}


def told_date(text: str | None) -> str:
    """A date as people write it ("20 May 2021"); what is no whole date as it is."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return text or ""
    return f"{day.day} {day:%B} {day.year}"


def _remark(text: str | None) -> str:
    paragraphs = (" ".join(part.split()) for part in (text or "").split("\n\n"))
    told = "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)
    return f'<div class="remark">{told}</div>' if told else ""


def _title(matter: Matter, record: ItemRecord) -> str:
    kind = "untitled" if not record.detail.row.title else "alone" if matter.form is Form.ITEM else "title"
    star = " ★" if record.detail.row.is_starred else ""
    return f'<h3 class="{kind}">{escape(record.name)}{star}</h3>'


def _facts(matter: Matter, record: ItemRecord) -> str:
    detail = record.detail
    author = "" if any((detail.author or "") in line for line in detail.credits) else detail.author
    facts = [detail.row.kind.capitalize(), detail.row.identity, author]
    if matter.form in (Form.ITEM, Form.HITS):
        place = " › ".join(part for part in (record.place, detail.section) if part)
        facts.insert(0, " · ".join(part for part in (place, told_date(record.issue.date)) if part))
    lines = [escape(" · ".join(fact for fact in facts if fact)), *map(escape, detail.credits), _address(detail.row.url)]
    return "".join(f'<h6 class="facts">{line}</h6>' for line in lines if line)


def _address(url: str | None) -> str:
    if not url or not is_safe_link(url):
        return ""
    shown = url if len(url) <= LONGEST_ADDRESS else f"{url[:LONGEST_ADDRESS]}…"
    return f'<a href="{escape(url, quote=True)}">{escape(shown)}</a>'


def _body(detail: ItemDetail) -> str:
    if not detail.body_html:
        return ""
    html, is_cut = shown_body(detail.body_html)
    html = _HEADING.sub(r"<\1h4", html)
    cut = f"This long text is cut here. The command reader show {detail.row.id} prints all of it." if is_cut else ""
    return f'<div class="body"><a name="{BODY_ANCHOR}"></a>{html}</div>{_AFTER}{_small(cut)}'


def _labels(detail: ItemDetail) -> str:
    images = f"{detail.images} image{'' if detail.images == 1 else 's'} not loaded (privacy)" if detail.images else ""
    labels = [f"Tags: {', '.join(tag.name for tag in detail.tags)}" if detail.tags else ""]
    labels += [" ".join(f"#{topic}" for topic in detail.topics), images]
    labels.append(f"Also in {', '.join(dict.fromkeys(twin.issue for twin in detail.twins))}" if detail.twins else "")
    return _small(" · ".join(label for label in labels if label))


def _small(text: str) -> str:
    return f'<p class="small">{escape(text)}</p>' if text else ""


def _remarks_on_marks(detail: ItemDetail) -> str:
    """The notes on highlights, each with the words that were marked and the number that stands after them."""
    numbers = numbered(detail)
    told = [mark for mark in detail.highlights if mark.id in numbers]
    if not told:
        return ""
    return _box("HIGHLIGHTS", "".join(_on_mark(mark, numbers[mark.id]) for mark in told))


def _on_mark(mark: Highlight, number: int) -> str:
    words = " ".join(mark.anchor.exact.split())
    quote = words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"
    where = f" ({escape(mark.issue)})" if mark.start is None and mark.is_placed else ""
    where = where if mark.is_placed else " (detached)"
    quoted = f'<p class="quote"><b>{number}</b>&nbsp; <i>“{escape(quote)}”</i>{where}</p>'
    return quoted + (_written(mark.note) if mark.note else "")


def _note(detail: ItemDetail) -> str:
    return _box("NOTE", _written(detail.note)) if detail.note else ""


def _written(note: str) -> str:
    """The note as the window renders it; the rest of a very long one follows as it was typed."""
    end = shown_length(note)
    rest = "".join(f"<p>{escape(line)}</p>" for line in note[end:MOST_NOTE].split("\n") if line)
    cut = _small("This note is very long and is cut here.") if len(note) > MOST_NOTE else ""
    return f'<div class="written">{rendered_note(note, None)}{rest}</div>{cut}'


def _box(label: str, html: str) -> str:
    """Words of the reader's own, beside a rule."""
    return (
        '<p class="small"></p><table width="100%" cellspacing="0" cellpadding="0"><tr><td class="rule" width="2"></td>'
        f'<td class="note"><p class="label">{label}</p>{html}</td></tr></table>'
    )

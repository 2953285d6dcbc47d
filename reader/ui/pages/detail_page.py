"""Makes an item's page for the detail pane: HTML for QTextBrowser, with everything of the source's escaped."""

from html import escape

from reader.core.state.notes import NoteLinks
from reader.core.state.rows import Borrowed, ItemDetail
from reader.core.state.tags import Tag
from reader.core.text.links import display_host, is_safe_link
from reader.ui.look.appearance import Look
from reader.ui.look.text_column import css_families, note_families, text_families
from reader.ui.look.theme import Colours, tag_colours
from reader.ui.pages.highlight_list import highlight_list
from reader.ui.pages.note_page import backlinks_part, note_part
from reader.ui.pages.shown_body import shown_body

TITLE_SCALE = 1.9
TITLE_ANCHOR, BODY_ANCHOR, AFTER_ANCHOR = "reader-title", "reader-body", "reader-after"
WORDS_A_MINUTE = 230


def style_sheet(look: Look, title_scale: float = TITLE_SCALE) -> str:
    """The page's styles at the current zoom and colours. Sizes of text are points, distances pixels."""
    colours, points, unit = look.colours, look.font().pointSizeF(), look.metrics().height() // 2
    of_texts, of_notes = css_families(text_families(look)), css_families(note_families(look))
    return f"""
    .crumbs {{ color: {colours.muted}; font-size: {points:.1f}pt; margin-bottom: {unit}px; }}
    .title, .untitled {{ color: {colours.text}; margin-top: 0; margin-bottom: {unit}px; }}
    .title {{ font-size: {points * title_scale:.1f}pt; font-weight: 600; }}
    .untitled {{ font-size: {points * min(1.6, title_scale):.1f}pt; font-style: italic; }}
    .meta {{ color: {colours.muted}; font-size: {points:.1f}pt; margin-bottom: {3 * unit}px; }}
    .kind {{ color: {colours.accent}; background-color: {colours.selected}; }}
    .chip {{ color: {colours.chip_text}; background-color: {colours.chip}; }}
    .body {{ color: {colours.text}; font-family: {of_texts}; font-size: {points * 1.15:.1f}pt; line-height: 150%; }}
    .star {{ color: {colours.star}; }}
    .small {{ color: {colours.muted}; font-size: {points:.1f}pt; }}
    .notes {{ margin-top: {2 * unit}px; }}
    .note {{ color: {colours.text}; background-color: {colours.note}; padding: {unit}px;
        font-family: {of_notes}; font-size: {points:.1f}pt; }}
    .heading {{ margin-top: {2 * unit}px; margin-bottom: 0; }}
    .quote, .remark {{ color: {colours.text}; font-size: {points:.1f}pt; margin-top: {unit}px; margin-bottom: 0; }}
    .remark {{ margin-top: {unit // 2}px; margin-left: {2 * unit}px; }}
    .bar {{ background-color: {colours.star}; font-size: 1pt; }}
    a {{ color: {colours.accent}; text-decoration: none; }}
    pre, code {{ font-family: monospace; }}
    """


def page_of(detail: ItemDetail, colours: Colours, *, show_note: bool = True, links: NoteLinks | None = None) -> str:
    """The whole page of an item; ``links`` is None while the targets of its note's links are not known yet."""
    body, is_cut = _body(detail)
    before = [_crumbs(detail), _title(detail), _meta(detail, colours)]
    after = [
        _cut_notice(detail) if is_cut else "",
        _images(detail),
        note_part(detail.note, links) if show_note else "",
        backlinks_part(links.back if links else ()),
        highlight_list(detail.highlights, detail.row.id, colours),
        _twins(detail),
    ]
    return f'{"".join(before)}{body}<div><a name="{AFTER_ANCHOR}"></a>{"".join(after)}</div>'


def _crumbs(detail: ItemDetail) -> str:
    section = detail.section
    if section and detail.is_section_deduced:
        section += " (guessed)"
    issue = f"{detail.issue} (check this split)" if detail.is_guess else detail.issue
    crumbs = " › ".join(escape(part) for part in (detail.publication, issue, section) if part)
    return f'<p class="crumbs">{crumbs}</p>' if crumbs else ""


def _title(detail: ItemDetail) -> str:
    row = detail.row
    if row.title is not None:
        return f'<p class="title"><a name="{TITLE_ANCHOR}"></a>{escape(row.title)}</p>'
    if row.name is not None:
        return f'<p class="untitled">{escape(row.name)}</p>'
    words = row.excerpt.split()
    first = " ".join(words[:9]) + ("…" if len(words) > 9 else "")
    return f'<p class="untitled">{escape(first)}</p>'


def _chip(text: str, kind: str) -> str:
    return f'<span class="{kind}">&nbsp;{escape(text)}&nbsp;</span>'


def _tag(tag: Tag, colours: Colours) -> str:
    text, ground = tag_colours(colours, tag.colour)
    return f'<span style="color: {text}; background-color: {ground}">&nbsp;{escape(tag.name)}&nbsp;</span>'


def _meta(detail: ItemDetail, colours: Colours) -> str:
    row = detail.row
    words = len(detail.body.split())
    facts = [escape(row.identity or ""), _link(row.url), escape(_author(detail)), *map(escape, row.told)]
    if words > WORDS_A_MINUTE // 2:
        facts.append(f"{max(1, round(words / WORDS_A_MINUTE))} min read")
    if row.title is None:
        facts.append(_where_from(row.borrowed) if row.borrowed else "no title in the newsletter")
    elif row.is_own_title:
        facts.append(
            f"title by you; printed: {escape(detail.printed_title)}" if detail.printed_title else "title by you"
        )
    if row.is_later:
        facts.append("later")
    if row.is_done:
        facts.append("done")
    if detail.is_retired:
        facts.append("no longer split out")
    said = "&nbsp;&nbsp;·&nbsp;&nbsp;".join(fact for fact in facts if fact)
    tags = "&nbsp;&nbsp;".join(_tag(tag, colours) for tag in detail.tags)
    topics = "&nbsp;&nbsp;".join(_chip(f"#{topic}", "chip") for topic in detail.topics)
    star = '&nbsp;&nbsp;<span class="star">★</span>' if row.is_starred else ""
    chips = "&nbsp;&nbsp;".join(part for part in (_chip(row.kind.capitalize(), "kind"), said, tags, topics) if part)
    return f'<p class="meta">{chips}{star}</p>{_credits(detail)}'


def _where_from(borrowed: Borrowed) -> str:
    """The origin of a suggested title, and the keys that accept or reject it."""
    keys = "b accepts, B rejects".replace(" ", "&nbsp;")
    return f"{escape(borrowed.told)} · {keys}"


def _author(detail: ItemDetail) -> str:
    """The author, unless a line that is shown as it came names them."""
    author = detail.author or ""
    return "" if any(author in line for line in detail.credits) else author


def _credits(detail: ItemDetail) -> str:
    """Bylines and sources as they came with the item."""
    if not detail.credits:
        return ""
    return f'<p class="small">{"<br>".join(escape(line) for line in detail.credits)}</p>'


def _link(url: str | None) -> str:
    if not url or not is_safe_link(url):
        return ""
    return f'<a href="{escape(url, quote=True)}">{escape(display_host(url))}</a>'


def _body(detail: ItemDetail) -> tuple[str, bool]:
    """The body, and whether it was cut."""
    if not detail.body_html:
        return '<p class="small">This item has no text of its own.</p>', False
    html, is_cut = shown_body(detail.body_html)
    return f'<div class="body"><a name="{BODY_ANCHOR}"></a>{html}</div>', is_cut


def _cut_notice(detail: ItemDetail) -> str:
    return f'<p class="small">This long text is cut here. The command reader show {detail.row.id} prints all of it.</p>'


def _images(detail: ItemDetail) -> str:
    if not detail.images:
        return ""
    count = "1 image" if detail.images == 1 else f"{detail.images} images"
    return f'<p class="small">{count} not loaded (privacy)</p>'


def _twins(detail: ItemDetail) -> str:
    if not detail.twins:
        return ""
    issues = ", ".join(dict.fromkeys(escape(twin.issue) for twin in detail.twins))
    joined = " · merged by you, i splits it off" if detail.is_joined else ""
    return f'<hr><p class="small">Also in {issues} · = goes there{joined}</p>'

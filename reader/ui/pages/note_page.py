"""Renders a note as a part of the page: its Markdown, its links to other works, and the notes that link back."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape

from reader.core.state.notes import LinkedWork, NoteLinks, folded_target
from reader.core.values.ids import ItemId
from reader.ui.look.appearance import Look

NOTE_ANCHOR = "reader-note"
_ITEM_LINK = re.compile(r"reader:item/([0-9]{1,18})")
"""The scheme of links to items; the sanitiser drops it from any other text."""
MOST_NOTE = 20_000
"""Characters of a note that the page shows: laying out a long one would make every move wait."""
_BOUNDS = (("\n", 400), ("[", 300), ("|", 1_500), ("*_~`", 2_000))
"""Signs that Markdown takes long over, and how many of them are rendered at most (20 to 50 ms for each, measured)."""
_MOST_BACK = 20
_HEAD = re.compile(r"<(/?)h[1-6]>")


def note_style(look: Look) -> str:
    """The styles of a rendered note that stands alone."""
    colours, points = look.colours, look.font().pointSizeF()
    return f"""
    body {{ color: {colours.text}; font-size: {points:.1f}pt; }}
    .small {{ color: {colours.muted}; }}
    a {{ color: {colours.accent}; text-decoration: none; }}
    pre, code {{ font-family: monospace; }}
    """


def note_part(note: str, links: NoteLinks | None) -> str:
    """The note with its bar; ``links`` is None while their targets are not known yet. Empty if there is no note."""
    if not note:
        return ""
    rest = (
        "" if shown_length(note) == len(note) else '<p class="small">The note goes on. Press a to read all of it.</p>'
    )
    return (
        '<table class="notes" width="100%" cellspacing="0"><tr><td class="bar" width="3"></td><td class="note">'
        f'<p class="small"><a name="{NOTE_ANCHOR}"></a>NOTE · a to edit</p>{rendered_note(note, links)}{rest}'
        "</td></tr></table>"
    )


def rendered_note(note: str, links: NoteLinks | None) -> str:
    """As much of a note as the page shows, as HTML. A link that leads nowhere is shown muted."""
    from reader.documents.markdown.note_html import BETWEEN, CLOSE, OPEN

    def write(link: re.Match[str]) -> str:
        if links is None:
            return link[2]
        found = links.forward.get(folded_target(unescape(link[1])))
        return f'<span class="small">{link[2]}</span>' if found is None else _link(found, link[2])

    return re.sub(f"{OPEN}([^{BETWEEN}]*){BETWEEN}([^{CLOSE}]*){CLOSE}", write, _rendered(note[: shown_length(note)]))


def backlinks_part(back: Sequence[LinkedWork]) -> str:
    """The works whose notes link here; empty if there are none."""
    if not back:
        return ""
    named = " · ".join(_link(linked, escape(linked.title)) for linked in back[:_MOST_BACK])
    more = f" and {len(back) - _MOST_BACK} more" if len(back) > _MOST_BACK else ""
    return f'<p class="small">Linked from: {named}{more}</p>'


def item_link(item: ItemId) -> str:
    """The address of an item, for links of this program."""
    return f"reader:item/{int(item)}"


def item_of_link(url: str) -> ItemId | None:
    """The item that such an address names; None for any other."""
    found = _ITEM_LINK.fullmatch(url)
    return ItemId(int(found[1])) if found else None


def shown_length(note: str) -> int:
    """The number of characters of a note that are shown: whole lines, where it has lines."""
    end = min(len(note), MOST_NOTE)
    for signs, most in _BOUNDS:
        found = re.finditer(f"[{re.escape(signs)}]", note[:end])
        end = next((match.start() for number, match in enumerate(found) if number == most), end)
    if end == len(note):
        return end
    line = note.rfind("\n", end // 2, end)
    return line if line > 0 else end


@lru_cache(maxsize=16)
def _rendered(note: str) -> str:
    from reader.documents.markdown.note_html import note_html  # the parser is not needed before the first note is shown

    return _HEAD.sub(lambda tag: "</b></p>" if tag[1] else "<p><b>", note_html(note))


def _link(linked: LinkedWork, words: str) -> str:
    return f'<a href="{item_link(linked.item)}">{words}</a>'

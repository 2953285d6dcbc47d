"""Makes an item's body fit to be shown: cleaned once more, and cut where laying it out would take long.

Cut before it is cleaned, so that both are bounded; cleaning closes what the cut left open.
"""

import re
from functools import lru_cache

MOST_CHARACTERS = 300_000
MOST_TAGS = 3_000
"""The most tags of a body: Qt lays out a list of 20,000 entries in 9 s, one of 3,000 in 0.1 s (measured)."""
_TAG = re.compile(r"<[a-zA-Z]")


@lru_cache(maxsize=8)
def shown_body(html: str) -> tuple[str, bool]:
    """The HTML to show, and whether it was cut."""
    from reader.documents.html.sanitise import clean_html  # nh3 is not needed before the first item is shown

    end = _end(html)
    return clean_html(html[:end]).html, end < len(html)


def _end(html: str) -> int:
    """The index to cut at: before a tag or a word, never inside."""
    end = len(html)
    for number, tag in enumerate(_TAG.finditer(html)):
        if number == MOST_TAGS:
            end = tag.start()
            break
    if end <= MOST_CHARACTERS:
        return end
    opened, closed = html.rfind("<", 0, MOST_CHARACTERS), html.rfind(">", 0, MOST_CHARACTERS)
    if opened > closed:
        return opened
    space = html.rfind(" ", closed + 1, MOST_CHARACTERS)
    return space if space > 0 else MOST_CHARACTERS

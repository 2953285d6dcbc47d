"""Finds the main part of a page, and what stands around it on most pages."""

import re
from collections.abc import Mapping
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

# The main part has at least this share of the page's text; else the element's name is not believed.
MAIN_SHARE = 0.4
_MAINS = ("main", "[role=main]", "article")
_AROUND_TAGS = frozenset(("header", "footer", "aside"))
_AROUND_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|breadcrumbs?|cookies?|site-?header|site-?footer|footer|"
    r"comments?|related|share|sharing|social|pagination|pager|skip-?link)(?:[\s_-]|$)",
    re.IGNORECASE,
)


def find_main(tree: LexborHTMLParser) -> LexborNode | None:
    """The one element that holds the main part of a page, if it says so itself."""
    body = tree.body
    if body is None:
        return None
    for selector in _MAINS:
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) >= MAIN_SHARE * len(body.text()):
            return found[0]
    return None


def is_around(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is named like what stands around an issue: set aside only where it is mostly links."""
    if tag in _AROUND_TAGS:
        return True
    if not attributes:
        return False
    return any(names and _is_around_name(names) for names in (attributes.get("class"), attributes.get("id")))


@lru_cache(maxsize=1_000)
def _is_around_name(names: str) -> bool:
    return _AROUND_NAME.search(names) is not None

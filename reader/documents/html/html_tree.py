"""Parses any HTML into a tree, in bounded time: long tags lose their attributes, tags that stand too deep are left out.

The parser takes quadratic time in the depth of a document and in the attributes of one tag.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from reader.core.values.errors import DocumentError
from reader.documents.html.html_depth import without_depth

MAX_TAGS = 2_000_000
DEEPEST = 500
# Below this many tags no depth hurts.
_FEW_TAGS = 8_000

_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})([^>]{4000,})(?:>|\Z)")
_KEPT = re.compile(
    r"""\s(href|alt|title|style|class|id|name|property|content|datetime|rel|charset|hidden|role|width|height)"""
    r"""(?:\s*=\s*("[^"]{0,8000}"|'[^']{0,8000}'|[^\s"'>]{1,8000}))?(?=[\s/>]|\Z)""",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(html: str) -> LexborHTMLParser:
    """The tree of a document or a piece of one. Raises DocumentError where it has more tags than any newsletter."""
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise DocumentError(f"The page has more than {MAX_TAGS:,} tags, too many for a newsletter.")
    html = _LONG_TAG.sub(_shorten, html)
    if tags > _FEW_TAGS:
        html = without_depth(html, DEEPEST)
    try:
        return LexborHTMLParser(html)
    except UnicodeEncodeError:
        return LexborHTMLParser(_SURROGATE.sub("\ufffd", html))


def _shorten(match: re.Match[str]) -> str:
    kept: dict[str, str] = {}
    for name, value in _KEPT.findall(match[2]):
        kept.setdefault(name.lower(), f"{name}={value}" if value else name)
    return f"<{match[1]} {' '.join(kept.values())}>"

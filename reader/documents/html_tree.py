"""Any HTML to a tree, in bounded time: very long tags lose their attributes, very deep ones are left out.

The parser takes quadratic time in the depth of a document and in the attributes of one tag.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from reader.core.errors import DocumentError

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
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>")
_UNCOUNTED = frozenset("p li td th tr dt dd br hr img input meta link option col wbr area source base param".split())
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(html: str) -> LexborHTMLParser:
    """The tree of a document or a piece of one. Raises DocumentError where it has more tags than any newsletter."""
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise DocumentError(f"The page has more than {MAX_TAGS:,} tags, which no newsletter has.")
    html = _LONG_TAG.sub(_shorten, html)
    if tags > _FEW_TAGS:
        html = _without_depth(html)
    try:
        return LexborHTMLParser(html)
    except UnicodeEncodeError:
        return LexborHTMLParser(_SURROGATE.sub("\ufffd", html))


def _shorten(match: re.Match[str]) -> str:
    kept: dict[str, str] = {}
    for name, value in _KEPT.findall(match[2]):
        kept.setdefault(name.lower(), f"{name}={value}" if value else name)
    return f"<{match[1]} {' '.join(kept.values())}>"


def _without_depth(html: str) -> str:
    """The document without the tags that stand deeper than any sensible one; their text stays."""
    depth = 0

    def shallow(match: re.Match[str]) -> str:
        nonlocal depth
        is_end, name = bool(match[1]), match[2].lower()
        if name in _UNCOUNTED or match.group().endswith("/>"):
            return match.group()
        depth = max(0, depth - 1) if is_end else depth + 1
        return " " if depth + is_end > DEEPEST else match.group()

    return _TAG.sub(shallow, html)

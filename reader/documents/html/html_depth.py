"""Bounds how deep tags stand in HTML before a parser sees it: building trees takes quadratic time in their depth."""

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>")
# Elements that HTML closes by itself, or that hold nothing: they are no depth.
_UNCOUNTED = frozenset("p li td th tr dt dd br hr img input meta link option col wbr area source base param".split())


def without_depth(html: str, deepest: int) -> str:
    """The document without the tags that stand deeper than ``deepest``; their text stays."""
    depth = 0

    def shallow(match: re.Match[str]) -> str:
        nonlocal depth
        is_end, name = bool(match[1]), match[2].lower()
        if name in _UNCOUNTED or match.group().endswith("/>"):
            return match.group()
        depth = max(0, depth - 1) if is_end else depth + 1
        return " " if depth + is_end > deepest else match.group()

    return _TAG.sub(shallow, html)

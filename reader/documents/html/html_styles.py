"""Reads simple styles: whether an element is hidden, the size of its letters, whether they are bold.

Inline styles and rules of one class, id or element are read; rules for small screens or print, and selectors with
several steps, are not. Sizes are in CSS pixels.
"""

import re
from collections.abc import Container, Mapping
from typing import NamedTuple

MAX_CSS = 300_000
MAX_CACHED = 10_000

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)([{}])")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?\Z", re.IGNORECASE)
_HIDING = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE
)
_SHOWING = re.compile(r"(?:^|[;\s])display\s*:\s*(?!none)[a-z]", re.IGNORECASE)
_NO_HEIGHT = re.compile(r"(?:^|[;\s])max-(?:height|width)\s*:\s*0(?:px|pt|em|%)?\s*(?:!|;|$)", re.IGNORECASE)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:^|[;\s])(?:font-size\s*:|font\s*:[^;]{0,60}?(?<=[\s:])(?=[\d.]+(?:px|pt|r?em|%)))\s*"
    r"([\d.]+|[a-z-]+)\s*(px|pt|r?em|%)?",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"(?:^|[;\s])font(?:-weight)?\s*:[^;]{0,40}?\b(bold(?:er)?|[1-9]00|normal|lighter)\b", re.IGNORECASE
)
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:break-spaces|pre)", re.IGNORECASE)
_UNITS = {"px": 1.0, "pt": 4 / 3, "": 1.0}
_NAMED_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
BODY_SIZE = 16.0
# <font size="1"> to <font size="7">
FONT_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_RELATIVE_FONT_SIZES = {"+1": "4", "+2": "5", "+3": "6", "+4": "7", "-1": "2", "-2": "1"}
LARGEST = 200.0


class Style(NamedTuple):
    """The statements of one style; None where it says nothing. ``scale`` is a size relative to the parent's."""

    is_hidden: bool | None = None
    size: float | None = None
    scale: float | None = None
    is_bold: bool | None = None
    keeps_lines: bool = False


PLAIN = Style()
HIDDEN = Style(is_hidden=True)


class Styles:
    """The styles of one document's elements. Where nobody believes them, nothing is hidden, large or bold."""

    def __init__(self, css: str = "", *, are_believed: bool = True) -> None:
        self._are_believed = are_believed
        self._rules = _read_rules(css[:MAX_CSS])
        self._seen: dict[str, Style] = {}
        self._ruled: dict[tuple[str, str, str], Style] = {}

    @property
    def names(self) -> Container[str]:
        """The names that have rules: elements, classes and ids."""
        return self._rules if self._are_believed else ()

    def of(self, tag: str, attributes: Mapping[str, str | None]) -> Style:
        """The style of an element, from its own attributes and from the rules for it."""
        if not self._are_believed:
            return PLAIN
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return HIDDEN
        found = self._by_rules(tag, attributes) if self._rules else PLAIN
        inline = attributes.get("style")
        if inline:
            own = self._seen.get(inline)
            if own is None:
                own = read_style(inline)
                if len(self._seen) < MAX_CACHED:
                    self._seen[inline] = own
            found = own if found is PLAIN else _over(found, own)
        if tag == "font" and (size := attributes.get("size")):
            found = found._replace(size=FONT_SIZES.get(_RELATIVE_FONT_SIZES.get(size, size)))
        return found

    def _by_rules(self, tag: str, attributes: Mapping[str, str | None]) -> Style:
        classes, own_id = attributes.get("class") or "", attributes.get("id") or ""
        key = (tag, classes, own_id)
        found = self._ruled.get(key)
        if found is None:
            names = [tag]
            for name in [*(f".{name}" for name in classes.split()[:20]), *([f"#{own_id}"] if own_id else [])]:
                names += [name, tag + name]
            found = PLAIN
            for name in names:
                if name in self._rules:
                    found = _over(found, self._rules[name])
            if len(self._ruled) < MAX_CACHED:
                self._ruled[key] = found
        return found


def read_style(text: str) -> Style:
    """Reads the declarations of one style attribute or rule."""
    is_hidden: bool | None = None
    if _HIDING.search(text) or (_CLIPPED.search(text) and _NO_HEIGHT.search(text)):
        is_hidden = True
    elif _SHOWING.search(text):
        is_hidden = False
    size, scale = _read_size(text)
    weight = _WEIGHT.search(text)
    is_bold = None if weight is None else weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900")
    return Style(is_hidden, size, scale, is_bold, _KEEPS_LINES.search(text) is not None)


def _read_size(text: str) -> tuple[float | None, float | None]:
    found = _SIZE.search(text)
    if found is None:
        return None, None
    value, unit = found[1].lower(), (found[2] or "").lower()
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value], None
    try:
        number = float(value)
    except ValueError:
        return None, None
    if unit in _UNITS:
        return (min(number * _UNITS[unit], LARGEST), None) if unit or not number else (None, None)
    if unit == "rem":
        return min(number * BODY_SIZE, LARGEST), None
    return None, number / 100 if unit == "%" else number


def _over(below: Style, above: Style) -> Style:
    """One style laid over another."""
    has_size = above.size is not None or above.scale is not None
    return Style(
        below.is_hidden if above.is_hidden is None else above.is_hidden,
        above.size if has_size else below.size,
        above.scale if has_size else below.scale,
        below.is_bold if above.is_bold is None else above.is_bold,
        below.keeps_lines or above.keeps_lines,
    )


def _read_rules(css: str) -> dict[str, Style]:
    """Rules by ``tag``, ``.class``, ``#id`` or ``tag.class``; those inside @media and the like are left out."""
    rules: dict[str, Style] = {}
    depth, selectors = 0, ""
    for match in _RULE.finditer(_COMMENT.sub(" ", css)):
        text, bracket = match.groups()
        if bracket == "{":
            depth += 1
            selectors = text.rpartition(";")[2] if depth == 1 else selectors
            continue
        if depth == 1 and not selectors.lstrip().startswith("@"):
            _add_rule(rules, selectors, text)
        depth = max(0, depth - 1)
    return rules


def _add_rule(rules: dict[str, Style], selectors: str, declarations: str) -> None:
    style = read_style(declarations)
    if style == PLAIN:
        return
    for selector in selectors.split(",")[:50]:
        selector = selector.strip()
        match = _SELECTOR.match(selector)
        if selector and match:
            name = (match[1] or "").lower() + (match[2] or "")
            rules[name] = _over(rules.get(name, PLAIN), style)

"""Front matter of Markdown files, read by hand: flat keys with texts as values.

It stands between ``---`` (as in YAML) or ``+++`` (as in TOML), or as bare keys up to the first blank line (as in
MultiMarkdown and Pelican). Nested values and lists of lists are left alone; nothing in it can be more than a text.
"""

import re
from typing import NamedTuple

MAX_LINES = 200
MAX_BARE_LINES = 20
_FENCES = {"---": re.compile(r"(?:---|\.\.\.)\s*\Z"), "+++": re.compile(r"\+\+\+\s*\Z")}
_PAIR = re.compile(r"([A-Za-z_][\w .-]{0,60}?)\s*[:=](?:\s+|\s*(?=[\"'\[])|\Z)(.*)\Z")
_LIST_ENTRY = re.compile(r"\s*-\s+(.*)\Z")
# Bare keys are front matter only if the first is one that documents begin with: text may have colons too.
_BARE_FIRST = re.compile(r"(?:title|date|author|layout|slug)\s*:\s+\S", re.IGNORECASE)
_BARE = re.compile(r"[A-Za-z][\w-]{0,30}\s*:(?:\s+(.*))?\Z")
_COMMENT = re.compile(r"\s#.*\Z")
_ESCAPE = re.compile(r"\\(.)")
_BLOCK_SIGNS = frozenset(("|", ">", "|-", ">-", "|+", ">+"))


class FrontMatter(NamedTuple):
    """The values by key in lower case (several values: joined by a comma), and how many lines all of it takes."""

    values: dict[str, str]
    lines: int


def read_front_matter(text: str, *, takes_bare: bool = False) -> FrontMatter:
    """The front matter at the very beginning of a text; none has no values and no lines.

    ``takes_bare``: keys without a fence count too, which only a text that surely is Markdown has.
    """
    lines = text.split("\n", MAX_LINES + 1)[: MAX_LINES + 1]
    fence = _FENCES.get(lines[0].rstrip())
    end = next((at for at, line in enumerate(lines[1:], start=1) if fence and fence.match(line)), 0)
    if takes_bare and not fence and (bare := _bare_lines(lines)):
        return FrontMatter(_read_pairs(lines[:bare]), bare)
    if not end or not any(_PAIR.match(line) for line in lines[1:end]):
        return FrontMatter({}, 0)
    return FrontMatter(_read_pairs(lines[1:end]), end + 1)


def _bare_lines(lines: list[str]) -> int:
    """How many lines of bare keys a text begins with, at least two; the blank line that ends them is not counted."""
    end = next((at for at, line in enumerate(lines[: MAX_BARE_LINES + 1]) if not line.strip()), 0)
    keyed = bool(_BARE_FIRST.match(lines[0])) and all(_BARE.match(line.rstrip()) for line in lines[:end])
    return end if end > 1 and keyed else 0


def _read_pairs(lines: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    key = ""
    for line in lines:
        found = None if line[:1].isspace() else _PAIR.match(line)
        if found:
            key = found[1].strip().lower()
            value = found[2].strip()
            values.setdefault(key, "" if value in _BLOCK_SIGNS else _plain(value))
        elif key and line.strip():
            entry = _LIST_ENTRY.match(line)
            more = _plain((entry[1] if entry else line).strip())
            joint = ", " if entry else " "
            values[key] = f"{values[key]}{joint}{more}" if values[key] else more
    return values


def _plain(value: str) -> str:
    """A value without quotes, brackets of a list and comments."""
    if value[:1] == "[" and value.endswith("]"):
        return ", ".join(filter(None, (_plain(part.strip()) for part in value[1:-1].split(","))))
    if len(value) > 1 and value[0] in "\"'" and value[0] in value[1:]:
        quote = value[0]
        inner = value[1 : value.rindex(quote)]
        return _ESCAPE.sub(r"\1", inner) if quote == '"' else inner.replace("''", "'")
    return _COMMENT.sub("", value).strip()

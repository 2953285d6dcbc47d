"""Front matter of Markdown files: flat keys between ``---`` (as in YAML) or ``+++`` (as in TOML), read by hand.

Nested values and lists of lists are left alone; nothing in it can be more than a text.
"""

import re
from typing import NamedTuple

MAX_LINES = 200
_FENCES = {"---": re.compile(r"(?:---|\.\.\.)\s*\Z"), "+++": re.compile(r"\+\+\+\s*\Z")}
_PAIR = re.compile(r"([A-Za-z_][\w .-]{0,60}?)\s*[:=](?:\s+|\s*(?=[\"'\[])|\Z)(.*)\Z")
_LIST_ENTRY = re.compile(r"\s*-\s+(.*)\Z")
_COMMENT = re.compile(r"\s#.*\Z")
_ESCAPE = re.compile(r"\\(.)")
_BLOCK_SIGNS = frozenset(("|", ">", "|-", ">-", "|+", ">+"))


class FrontMatter(NamedTuple):
    """The values by key in lower case (several values: joined by a comma), and how many lines all of it takes."""

    values: dict[str, str]
    lines: int


def read_front_matter(text: str) -> FrontMatter:
    """The front matter at the very beginning of a text; none has no values and no lines."""
    lines = text.split("\n", MAX_LINES + 1)[: MAX_LINES + 1]
    fence = _FENCES.get(lines[0].rstrip())
    end = next((at for at, line in enumerate(lines[1:], start=1) if fence and fence.match(line)), 0)
    if not end or not any(_PAIR.match(line) for line in lines[1:end]):
        return FrontMatter({}, 0)
    return FrontMatter(_read_pairs(lines[1:end]), end + 1)


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

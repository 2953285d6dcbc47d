"""Markdown (CommonMark), one part an item: text of a source stays text there, never markup, HTML or a tag."""

import re
from collections.abc import Iterable, Iterator
from textwrap import indent

from reader.core.state.highlights import Highlight
from reader.core.text.clean import clean_line
from reader.core.text.links import is_safe_link
from reader.services.exports.facts.records import ItemRecord

# What means something anywhere; at the start of a line; and only beside certain signs. Addresses stay as they are.
# Each choice begins with a plain sign and none is a group: so the engine skips all other signs, ten times as fast.
_TOKENS = re.compile(
    r"https?://[^\s<>`\\\[\]*()\"']+|==|~~|%%|&(?=#?\w+;)|\^(?<!\S\^)|" + "|".join(map(re.escape, "\\`*_[]<$|#"))
)
# https://github.github.com/gfm/#disallowed-raw-html-extension-, and what an HTML block without an end begins with.
_ACTIVE = re.compile(
    r"<(?=[!?]|/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext|pre|object|embed|form)\b)", re.I
)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_LINE_START = re.compile(r"(?P<indent>\s*)(?:(?P<mark>[>+=~-])|(?P<number>\d{1,9})(?P<dot>[.)]))")


def write_markdown(items: Iterable[ItemRecord]) -> Iterator[str]:
    """A document: a heading for each issue, below it one for each item."""
    issue = None
    for item in items:
        if item.detail.row.issue_id != issue:
            yield f"{'' if issue is None else chr(10)}# {escape(item.place)}\n"
            issue = item.detail.row.issue_id
        yield f"\n{item_part(item, level=2)}"


def item_part(item: ItemRecord, *, level: int) -> str:
    """An item: heading, facts, text, links, the user's note and highlights."""
    parts = [item_text(item, level=level)]
    if item.detail.highlights:
        parts.append(f"{'#' * (level + 1)} Highlights\n\n{''.join(map(_marked, item.detail.highlights))}")
    return "\n".join(parts)


def item_text(item: ItemRecord, *, level: int) -> str:
    """An item without its highlights. Notes are Markdown already: quoted, so that what one leaves open ends there."""
    detail = item.detail
    links = [url for url in dict.fromkeys((detail.row.url, *detail.links)) if url]
    parts = [
        f"{'#' * level} {escape(item.name)}",
        f"*{escape(' · '.join((item.place, *item.facts)))}*",
        escape_text(detail.body),
        "\n".join(f"- {_link(url)}" for url in links),
    ]
    if detail.note:
        parts += [f"{'#' * (level + 1)} Note", blockquote(harmless_note(detail.note))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _marked(highlight: Highlight) -> str:
    """A highlight as an entry of a list: its colour, the words, and its note below."""
    parts = [f"**{highlight.colour.capitalize()}**", blockquote(escape_text(highlight.anchor.exact))]
    parts += [harmless_note(highlight.note)] if highlight.note.strip() else []
    entry = indent("\n\n".join(parts), "  ").strip()
    return f"- {entry}\n\n"


def blockquote(markdown: str) -> str:
    """Markdown as a quote, which holds all that is in it."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def harmless_note(note: str) -> str:
    """The user's Markdown without the HTML that acts or swallows what follows it (as GitHub's has it); code stays."""
    lines, fence = [], ""
    for line in note.replace("\t", "    ").strip("\n").split("\n"):
        found = _FENCE.match(line)
        if found and (not fence or (found[1].startswith(fence) and not found[2].strip())):
            fence = "" if fence else found[1]
        lines.append(line if fence else _ACTIVE.sub(r"\\\g<0>", line))
    return "\n".join(lines)


def escape(line: str) -> str:
    """One line as Markdown that shows exactly this."""
    escaped = _TOKENS.sub(_escaped, clean_line(line))
    return _LINE_START.sub(_started, escaped, count=1) if _LINE_START.match(escaped) else escaped


def escape_text(text: str) -> str:
    """Paragraphs as Markdown; a line end inside one stays a line end."""
    paragraphs = ("\\\n".join(filter(None, map(escape, part.split("\n")))) for part in text.split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))


def _escaped(found: re.Match[str]) -> str:
    token = found.group()
    return token if token.startswith("http") else "".join(f"\\{sign}" for sign in token)


def _started(found: re.Match[str]) -> str:
    if found["mark"]:
        return f"{found['indent']}\\{found['mark']}"
    return f"{found['indent']}{found['number']}\\{found['dot']}"


def _link(url: str) -> str:
    """An address as a link where it may be opened, else as text."""
    is_plain = is_safe_link(url) and not re.search(r"[\s<>]", url)
    return f"<{url}>" if is_plain else escape(url)

"""Markdown (CommonMark), one part an item: whatever a source says is text there, never marks, HTML or a tag."""

import re
from collections.abc import Iterable, Iterator

from reader.core.links import is_safe_link
from reader.core.texts import clean_line
from reader.services.exporting.records import ItemRecord

# What means something anywhere; at the start of a line; and only beside certain signs. Addresses stay as they are.
_TOKENS = re.compile(
    r"(?P<address>https?://[^\s<>`\\\[\]*()\"']+)|(?P<sign>[\\`*_\[\]<$|#])|(?P<pair>==|~~|%%)"
    r"|(?P<entity>&(?=#?\w+;))|(?P<block>(?<=\s)\^)"
)
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
    """An item: heading, facts, text, links and the user's note (which is Markdown already)."""
    detail = item.detail
    facts = [item.place, detail.section, detail.row.kind.value, detail.author]
    links = [url for url in dict.fromkeys((detail.row.url, *detail.links)) if url]
    parts = [
        f"{'#' * level} {escape(item.name)}",
        f"*{escape(' · '.join(clean_line(fact) for fact in facts if fact))}*",
        escape_text(detail.body),
        "\n".join(f"- {_link(url)}" for url in links),
    ]
    if detail.note:
        parts += [f"{'#' * (level + 1)} Note", detail.note.strip("\n")]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(line: str) -> str:
    """One line as Markdown that shows exactly this."""
    escaped = _TOKENS.sub(_escaped, clean_line(line))
    return _LINE_START.sub(_started, escaped, count=1) if _LINE_START.match(escaped) else escaped


def escape_text(text: str) -> str:
    """Paragraphs as Markdown; a line end inside one stays a line end."""
    paragraphs = ("\\\n".join(filter(None, map(escape, part.split("\n")))) for part in text.split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))


def _escaped(found: re.Match[str]) -> str:
    if found["address"]:
        return found["address"]
    if found["pair"]:
        return "".join(f"\\{sign}" for sign in found["pair"])
    return f"\\{found.group()}"


def _started(found: re.Match[str]) -> str:
    if found["mark"]:
        return f"{found['indent']}\\{found['mark']}"
    return f"{found['indent']}{found['number']}\\{found['dot']}"


def _link(url: str) -> str:
    """An address as a link where it may be opened, else as text."""
    is_plain = is_safe_link(url) and not re.search(r"[\s<>]", url)
    return f"<{url}>" if is_plain else escape(url)

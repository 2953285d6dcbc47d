"""Recognises the format of bytes: by how they begin, and by their name where that leaves a choice."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePath

from reader.documents.mail.mailboxes import is_separator
from reader.documents.markdown.markdown_document import looks_like_markdown
from reader.documents.raw.charsets import marked

HEAD = 65_536


class Format(StrEnum):
    """The formats that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    MAIL = "eml"
    MBOX = "mbox"
    FEED = "feed"
    JSON_FEED = "json feed"
    LIBRARY = "library json"
    OPML = "opml"
    ZIP = "zip"


ENDINGS: dict[str, Format] = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdown": Format.MARKDOWN,
    ".mkd": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".eml": Format.MAIL,
    ".mbox": Format.MBOX,
    ".mbx": Format.MBOX,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".rdf": Format.FEED,
    ".xml": Format.FEED,
    ".opml": Format.OPML,
    ".json": Format.JSON_FEED,
    ".zip": Format.ZIP,
}
"""The format that each ending of a name stands for; only files with such names are read from folders."""

ROOTS: dict[str, Format] = {
    "rss": Format.FEED,
    "rdf": Format.FEED,
    "feed": Format.FEED,
    "channel": Format.FEED,
    "opml": Format.OPML,
    "html": Format.HTML,
    "head": Format.HTML,
    "body": Format.HTML,
}
"""The first element of a document and the format that it begins."""

KNOWN_HEADERS = frozenset(
    "from to cc date subject message-id mime-version content-type content-transfer-encoding received return-path "
    "delivered-to reply-to sender list-id list-unsubscribe x-mailer dkim-signature x-received in-reply-to "
    "references x-priority importance resent-from bcc content-disposition precedence errors-to".split()
)

_BEFORE_ROOT = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s[^>\[]*(?:\[.*?\]\s*)?>)", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)")
_FEED_TAG = re.compile(r"<(?:rss|feed|(?:\w+:)?rdf|channel)[\s>]", re.IGNORECASE)
_PAGE_TAG = re.compile(r"<(?:!doctype html|html|head|body|title)[\s>]", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:p|div|br|a|table|td|tr|span|h[1-6]|ul|li|img|b|strong|em|center|font|style|meta)[\s/>]", re.I
)
_HEADER = re.compile(r"([!-9;-~]{1,76})[ \t]*:")
_ITEMS = re.compile(r"\[\s*\{")
_OWN_ITEM = re.compile(r'\[\s*\{\s*"id"\s*:\s*\d+\s*,\s*"key"\s*:\s*"')
_OWN_FIELDS = ('"issue_key"', '"body_html"', '"starred"')
_ENOUGH_TAGS = 3
_ENOUGH_HEADERS = 2


def recognise(data: bytes, name: str) -> Format:
    """The format of a document that begins with these bytes (the first 64 KB are enough)."""
    named = ENDINGS.get(PurePath(name).suffix.lower())
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Format.ZIP
    head = _head(data)
    start = head.lstrip()
    return next((found for see in _SIGHTS if (found := see(start, named))), named_text(named))


def named_text(named: Format | None) -> Format:
    """The format of a text that could be any: the one that its name says, if a text can be that."""
    return named if named in (Format.MARKDOWN, Format.HTML, Format.MAIL, Format.FEED, Format.OPML) else Format.TEXT


def _head(data: bytes) -> str:
    data = data[:HEAD]
    if mark := marked(data):
        return data[len(mark[0]) :].decode(mark[1], errors="replace")
    return data.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def _see_mbox(start: str, named: Format | None) -> Format | None:
    line = start.partition("\n")[0].encode("latin-1", "replace")
    return Format.MBOX if is_separator(line) else None


def _see_mail(start: str, named: Format | None) -> Format | None:
    known = 0
    for number, line in enumerate(start.split("\n")):
        if not line.strip():
            break
        if line[0] in " \t":
            if not number:
                return None
            continue
        found = _HEADER.match(line)
        if not found:
            return None
        known += found[1].lower() in KNOWN_HEADERS
    enough = 1 if named in (Format.MAIL, Format.MBOX) else _ENOUGH_HEADERS
    return Format.MAIL if known >= enough else None


def _see_markup(start: str, named: Format | None) -> Format | None:
    if not start.startswith("<"):
        return None
    place = 0
    while before := _BEFORE_ROOT.match(start, place):
        place = before.end()
    root = _ROOT.match(start, place)
    name = root[1].lower() if root else ""
    if name in ROOTS:
        return ROOTS[name]
    if _FEED_TAG.search(start) and not _PAGE_TAG.search(start):
        return Format.FEED
    if named in (Format.FEED, Format.OPML):
        return named
    return Format.HTML if root and (_TAGS.search(start) or _PAGE_TAG.search(start)) else None


def _see_json(start: str, named: Format | None) -> Format | None:
    if _OWN_ITEM.match(start) or (_ITEMS.match(start) and all(name in start for name in _OWN_FIELDS)):
        return Format.LIBRARY
    is_feed = start.startswith("{") and "jsonfeed.org/version" in start[:4_096]
    return Format.JSON_FEED if is_feed or (named is Format.JSON_FEED and start[:1] in ("{", "[")) else None


def _see_page(start: str, named: Format | None) -> Format | None:
    """The format of HTML that begins with text or with an unknown tag; None if it is something else."""
    if named in (Format.MARKDOWN, Format.MAIL):
        return None
    if _PAGE_TAG.search(start[:4_096]) and "</" in start:
        return Format.HTML
    return Format.HTML if named is None and len(_TAGS.findall(start)) >= _ENOUGH_TAGS and "</" in start else None


def _see_markdown(start: str, named: Format | None) -> Format | None:
    if named not in (None, Format.TEXT):
        return None
    return Format.MARKDOWN if looks_like_markdown(start) else None


_SIGHTS: tuple[Callable[[str, Format | None], Format | None], ...] = (
    _see_mbox,
    _see_mail,
    _see_markup,
    _see_json,
    _see_page,
    _see_markdown,
)

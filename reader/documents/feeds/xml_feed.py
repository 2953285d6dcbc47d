"""Saved RSS, RDF and Atom, read by feedparser from memory only: it resolves, fetches and cleans nothing here.

What it gives as HTML is read into blocks; the sanitiser stands after the splitter as for every format.
"""

import io
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any
from xml.sax import SAXException

from reader.core.values.document import Document
from reader.core.values.errors import DocumentError
from reader.documents.feeds.feed_documents import RawEntry, RawFeed, feed_documents, inline_text, resolved
from reader.documents.raw.charsets import narrowed

# The bound of a feed once it is unpacked (SAFETY 9).
MAX_BYTES = 15 * 1024 * 1024
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_YEARS = range(1970, 2100)
# feedparser takes this attribute of RSS's link (an address in another network) for the address itself.
_OTHER_URI = re.compile(rb"(<link\b[^>]{0,500}?)\suri=(?:\"[^\"<>]*\"|'[^'<>]*')")
# feedparser puts these in the place of the entry's own description; by a name that it does not know it keeps both.
_SECOND_TEXT = re.compile(rb"<(/?(?:itunes|dc)):(summary|subtitle|description)(?=\s*>)")
_SECOND_KEYS = (
    "itunes_own-summary",
    "itunes_own-subtitle",
    "dc_own-description",
    "dcterms_abstract",
    "excerpt_encoded",
)

_DECLARATION = re.compile(rb"^\s*<\?xml\b[^>]*\?>")
# What hostile feeds make the parser raise: it looks at their values before it knows that they are there, or of a kind.
_FAULTS = (SAXException, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


def read(data: bytes, *, name: str) -> Iterator[Document]:
    """The documents of a feed; raises DocumentError when it is too large, or no feed."""
    import feedparser  # slow to import, so only where a feed is read

    if len(data) > MAX_BYTES:
        raise DocumentError(f"{name} is larger than 15 MB, too large for a feed.")
    try:
        own_names = _SECOND_TEXT.sub(rb"<\1:own-\2", _OTHER_URI.sub(rb"\1", _narrow(data)))
        found = feedparser.parse(io.BytesIO(own_names), sanitize_html=False, resolve_relative_uris=False)
    except _FAULTS as error:
        raise DocumentError(f"{name} is not a valid feed.") from error
    if not found.get("version") and not found.entries and not found.feed.get("title"):
        raise DocumentError(f"{name} is XML, but not a feed.")
    base = _string((found.feed.get("title_detail") or {}).get("base"))
    entries = [_entry(raw, base) for raw in found.entries]
    feed = _feed(found.feed)
    if not feed.title and found.feed.get("title"):
        feed = replace(feed, title=name)  # its title is nothing but a picture
    yield from feed_documents(feed, entries, name=name, original=data)


def _narrow(data: bytes) -> bytes:
    # feedparser believes the declaration, which may say otherwise or nothing.
    narrow = narrowed(data)
    return data if narrow is data else _DECLARATION.sub(b"", narrow, count=1)


def _feed(raw: Mapping[str, Any]) -> RawFeed:
    links = _links(raw)
    return RawFeed(
        title=_inline(raw, "title"),
        address=_of(links, "self"),
        url=_of(links, "alternate") or _string(raw.get("link")),
        subtitle=_inline(raw, "subtitle"),
        author=_string(raw.get("author")),
        date=_day(raw),
    )


def _entry(raw: Mapping[str, Any], feed_base: str | None) -> RawEntry:
    # An empty address was resolved to that of the feed itself, and points nowhere.
    links = [(relation, address) for relation, address in _links(raw) if address != feed_base]
    guid = _string(raw.get("id"))
    own = _string(raw.get("link"))
    url = _of(links, "alternate") or (own if own != feed_base else None) or _of(links, "related", "via", "enclosure")
    texts, base = [], url
    second = [{"value": _unescaped(raw.get(key))} for key in _SECOND_KEYS]
    for detail in (*_list(raw.get("content")), *_list([raw.get("summary_detail")]), *second):
        value = _string(detail.get("value"))
        if value and value.strip():
            texts.append((value, _is_html(detail, value)))
            base = _string(detail.get("base")) or base
    return RawEntry(
        title=_inline(raw, "title"),
        url=url,
        texts=tuple(texts),
        author=_string(raw.get("author")),
        date=_day(raw),
        guid=guid,
        topics=tuple(term for tag in _list(raw.get("tags")) if (term := _string(tag.get("term")))),
        base=resolved(url, base) if base else url,
    )


def _links(raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Relation and address of each link that has one: an empty ``rel=alternate`` is none."""
    links = ((_string(link.get("rel")) or "alternate", _string(link.get("href"))) for link in _list(raw.get("links")))
    return [(relation, address.strip()) for relation, address in links if address and address.strip()]


def _of(links: Sequence[tuple[str, str]], *relations: str) -> str | None:
    return next((address for wanted in relations for relation, address in links if relation == wanted), None)


def _inline(raw: Mapping[str, Any], key: str) -> str | None:
    detail = raw.get(f"{key}_detail") or {}
    text = _string(raw.get(key))
    return inline_text(text, is_html=bool(text) and _string(detail.get("type")) in _HTML)


def _is_html(detail: Mapping[str, Any], value: str) -> bool:
    return _string(detail.get("type")) in _HTML or (
        "<" in value and any(tag in value for tag in ("</", "/>", "<p>", "<br"))
    )


def _unescaped(value: object) -> str | None:
    """The text of an element that feedparser does not know: its lenient parser leaves it as it was written."""
    text = _string(value)
    return unescape(text) if text and "<" not in text else text


def _day(raw: Mapping[str, Any]) -> str | None:
    held = dict(raw)  # feedparser's own gives what was published for what was updated, with a warning
    for key in ("published_parsed", "updated_parsed", "created_parsed"):
        when = held.get(key)
        if isinstance(when, time.struct_time) and when.tm_year in _YEARS:
            return time.strftime("%Y-%m-%d", when)
    return None


def _list(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None

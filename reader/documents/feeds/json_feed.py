"""JSON Feed 1.1 (and 1.0): items with ``content_html`` or ``content_text``; one missing field never costs an item."""

import json
from collections.abc import Iterator
from typing import Any

from reader.core.values.document import Document
from reader.core.values.errors import DocumentError
from reader.documents.feeds.feed_documents import ISSUES_KEY, RawEntry, RawFeed, feed_documents, inline_text, resolved
from reader.documents.raw.charsets import decode

# The bound of a feed once it is unpacked (SAFETY 9).
MAX_BYTES = 15 * 1024 * 1024


def read(data: bytes, *, name: str) -> Iterator[Document]:
    """The documents of a JSON Feed. Raises DocumentError for anything else."""
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{name} is larger than 15 MB, too large for a feed.")
    try:
        value = json.loads(decode(data, name))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{name} is not valid JSON.") from error
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        raise DocumentError(f"{name} is JSON, but not a JSON Feed.")
    feed = RawFeed(
        title=inline_text(_string(value, "title"), is_html=False),
        address=_string(value, "feed_url"),
        url=_string(value, "home_page_url"),
        subtitle=_string(value, "description"),
        author=_authors(value),
        holds_issues=value.get(ISSUES_KEY) is True,
    )
    entries = [_entry(item, feed.url) for item in items if isinstance(item, dict)]
    yield from feed_documents(feed, entries, name=name, original=data)


def _entry(item: dict[str, Any], base: str | None) -> RawEntry:
    url = _string(item, "external_url") or _string(item, "url")
    own = _string(item, "url")
    kinds = (("content_html", True), ("content_text", False), ("summary", False))
    texts = [(text, is_html) for key, is_html in kinds if (text := _string(item, key))]
    if len(texts) > 1 and texts[0][1] and item.get("content_text"):
        texts.pop(1)  # the same in two forms: the part that is not used does not count
    day = _string(item, "date_published") or _string(item, "date_modified") or ""
    guid = item.get("id")
    return RawEntry(
        title=inline_text(_string(item, "title"), is_html=False),
        url=resolved(base, url) if url else None,
        texts=tuple(texts),
        author=_authors(item),
        date=day[:10] if _is_day(day[:10]) else None,
        guid=str(guid) if isinstance(guid, str | int | float) else None,
        topics=tuple(tag for tag in item.get("tags") or () if isinstance(tag, str)) if _is_list(item, "tags") else (),
        base=own or base,
    )


def _authors(value: dict[str, Any]) -> str | None:
    authors = value.get("authors") if _is_list(value, "authors") else [value.get("author")]
    names = [_string(author, "name") for author in authors or () if isinstance(author, dict)]
    return ", ".join(name for name in names if name) or None


def _is_list(value: dict[str, Any], key: str) -> bool:
    return isinstance(value.get(key), list)


def _is_day(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(part.isascii() and part.isdigit() for part in parts)


def _string(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    return found if isinstance(found, str) and found.strip() else None

"""OPML subscription lists: the feeds with their names and addresses; what is not understood is kept.

Read without any document type: entities that a list declares are never expanded. A list that is no well-formed XML is
read leniently, tag by tag.
"""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from xml.parsers import expat

from reader.core.text.clean import clean_address, clean_line, clean_title
from reader.core.values.errors import DocumentError
from reader.core.values.subscriptions import Subscription
from reader.documents.raw.charsets import decode, decode_as, marked

MAX_OUTLINES = 100_000
# Attributes that have a place of their own; lower case, since senders vary it.
_KNOWN = frozenset({"xmlurl", "title", "text"})
_VALUE_CAP = 8_000
# expat knows few charsets; a list in another is read leniently, in what it says of itself.
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{2,40})""")

Open = Callable[[str, Mapping[str, str]], None]
Close = Callable[[str], None]


class _Refused(Exception):
    """The XML parser met what it must not follow."""


class _Collector:
    """Outlines as they open and close, with the folders they stand in."""

    def __init__(self, name: str) -> None:
        self.found: list[Subscription] = []
        self._name = name
        self._folders: list[str | None] = []
        self._count = 0

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.lower() != "outline":
            return
        self._count += 1
        if self._count > MAX_OUTLINES:
            raise DocumentError(
                f"{self._name} has more than {MAX_OUTLINES:,} entries, too many for a subscription list."
            )
        values = {key.lower(): value for key, value in attributes.items()}
        title = clean_title(values.get("title") or "") or clean_title(values.get("text") or "")
        address = clean_address(values.get("xmlurl") or "")
        if address:
            kept = {
                clean_line(key, cap=100): clean_line(value, cap=_VALUE_CAP)
                for key, value in attributes.items()
                if key.lower() not in _KNOWN
            }
            folder = "/".join(name for name in self._folders if name)
            self.found.append(Subscription(title or None, address, folder or None, tuple(sorted(kept.items()))))
        self._folders.append(None if address else title or None)

    def close(self, tag: str) -> None:
        if tag.lower() == "outline" and self._folders:
            self._folders.pop()


def read(data: bytes, *, name: str) -> tuple[Subscription, ...]:
    """The subscriptions of a list, each address once; raises DocumentError when it holds none."""
    try:
        found = _strictly(data, name)
    except (expat.ExpatError, _Refused, ValueError, LookupError):
        found = _leniently(data, name)
    by_address: dict[str, Subscription] = {}
    for one in found:
        by_address.setdefault(one.address, one)
    if not by_address:
        raise DocumentError(f"{name} is a subscription list without feeds.")
    return tuple(by_address.values())


def _strictly(data: bytes, name: str) -> list[Subscription]:
    collector = _Collector(name)
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _Refused

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = collector.open
    parser.EndElementHandler = collector.close
    parser.Parse(data, True)
    return collector.found


def _leniently(data: bytes, name: str) -> list[Subscription]:
    collector = _Collector(name)

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            collector.open(tag, {key: value or "" for key, value in attrs})

        def handle_endtag(self, tag: str) -> None:
            collector.close(tag)

    parser = Tags()
    try:
        parser.feed(_text(data, name))
        parser.close()
    except (AssertionError, ValueError) as error:  # html.parser asserts on a few malformed declarations
        raise DocumentError(f"{name} is not a valid subscription list.") from error
    return collector.found


def _text(data: bytes, name: str) -> str:
    stated = None if marked(data) else _ENCODING.search(data[:1_000])
    return decode_as(data, stated[1].decode("ascii")) if stated else decode(data, name)

"""Makes documents of a feed's entries, whatever its format: one for each issue, or one link blog."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from reader.core.text.clean import clean_address, clean_author, clean_line, clean_text, clean_title
from reader.core.values.document import Block, Document, Entry, Tag
from reader.core.values.errors import DocumentError
from reader.documents.html.html_blocks import html_blocks
from reader.documents.mail.mail_headers import issue_number
from reader.documents.raw.plain_text import find_links

MAX_ENTRIES = 10_000
# An entry is an issue if it has so many blocks that begin items: linked headings, linked first words, bold run-ins.
ITEMS_OF_ISSUE = 5
ITEMS_OF_NUMBERED = 3
WORDS_OF_ISSUE = 60
# What closes an entry of a list, or a row, with a link is an item up to so many characters.
LONGEST_ENTRY = 400
LONGEST_ROW = 2_000
ISSUES_KEY = "_holds_issues"
"""Our own extension of JSON Feed: the entries are issues, whatever they look like alone."""

_MARKUP = re.compile(r"<(?:[a-zA-Z/!][^>]*)>|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
# An entry is no page: a title in it is that of a drawing, and the only words that the drawing has.
_TITLE = re.compile(r"<(/?)title\b", re.IGNORECASE)
# A frame that nobody closed would hide all that follows it; what is meant for readers without frames is for this one.
_FRAME = re.compile(r"</?(?:iframe|frameset|frame|noframes|datalist)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as its format gives it. ``texts`` are its content and summary, each with whether it is HTML."""

    title: str | None
    url: str | None
    texts: tuple[tuple[str, bool], ...]
    author: str | None = None
    date: str | None = None
    guid: str | None = None
    topics: tuple[str, ...] = ()
    base: str | None = None


@dataclass(frozen=True, slots=True)
class RawFeed:
    """The metadata of a feed. ``address`` is its own, ``url`` its site's."""

    title: str | None
    address: str | None = None
    url: str | None = None
    subtitle: str | None = None
    author: str | None = None
    date: str | None = None
    holds_issues: bool = False


def feed_documents(feed: RawFeed, raw: Sequence[RawEntry], *, name: str, original: bytes) -> Iterator[Document]:
    """The documents of a feed: an issue for each entry if most entries hold several items, else one of all posts."""
    if len(raw) > MAX_ENTRIES:
        raise DocumentError(f"{name} has more than {MAX_ENTRIES:,} entries, too many for a feed.")
    entries = [(_clean(entry), entry_blocks(entry), entry) for entry in raw]
    whole = Document(
        format="feed",
        name=name,
        blocks=(),
        title=feed.title,
        author=feed.author,
        publication=feed.title,
        address=feed.address,
        url=feed.url,
        original=original,
    )
    texts = [pair for pair in entries if pair[1]]
    issues = [entry for entry, blocks, _ in texts if feed.holds_issues or is_issue(entry, blocks)]
    if texts and 2 * len(issues) >= len(texts):
        for entry, blocks, source in entries:
            yield replace(_issue(whole, entry, blocks), original=_alone(feed, entry, source))
    else:
        yield _link_blog(whole, feed, [(entry, blocks) for entry, blocks, _ in entries])


def is_issue(entry: Entry, blocks: Sequence[Block]) -> bool:
    """Whether an entry's content holds several items: enough of its blocks begin one."""
    if sum(len(block.text.split()) for block in blocks) < WORDS_OF_ISSUE:
        return False
    starts = {key for block in blocks if (key := _item_key(block))}
    return len(starts) >= (ITEMS_OF_NUMBERED if issue_number(entry.title) is not None else ITEMS_OF_ISSUE)


def _item_key(block: Block) -> str | None:
    """The address of the item that a block begins; None if it begins none, as with inline links in a sentence."""
    if block.level and block.level <= 4 and not block.links:
        return None
    outer = next((link for link in block.links if link.url.startswith(("http:", "https:"))), None)
    if outer is None:
        return None
    covered = sum(link.end - link.start for link in block.links)
    is_first = not re.search(r"\w", block.text[: outer.start]) and outer.end - outer.start >= 8
    longest = LONGEST_ROW if block.tag is Tag.ROW else LONGEST_ENTRY
    is_last = block.links[-1].end >= len(block.text.rstrip(" .)")) and len(block.text) < longest
    is_whole = covered >= 0.8 * len(block.text)
    if block.level or is_first or is_whole or (is_last and block.tag in (Tag.ENTRY, Tag.ROW)):
        return outer.url
    begins_bold = any(mark.tag == "strong" and mark.start == 0 and mark.end >= 8 for mark in block.marks)
    return outer.url if begins_bold else None


def entry_blocks(entry: RawEntry) -> list[Block]:
    """The blocks of an entry's texts; a summary that only repeats the content is left out."""
    blocks: list[Block] = []
    for text, is_html in entry.texts:
        more = html_blocks(_as_page(text), base=entry.base) if is_html else text_blocks(text)
        if more and not _repeats(more, blocks):
            blocks += [replace(more[0], gap=max(1, more[0].gap)), *more[1:]] if blocks else more
    return blocks


def _as_page(text: str) -> str:
    return _FRAME.sub(" ", _TITLE.sub(r"<\1span", text))


def text_blocks(text: str) -> list[Block]:
    """The blocks of a feed's plain text: one a line, since feeds do not wrap, unless single line ends are in one."""
    lines = [" ".join(line.split()) for line in clean_text(text).split("\n")]
    return [Block(line, links=find_links(line)) for line in lines if line]


def resolved(base: str | None, url: str) -> str:
    """An address that may be relative to ``base``; as it stands where the two make no sense together."""
    try:
        return urljoin(base or "", url)
    except ValueError:  # "http://[" is the beginning of an address in IPv6
        return url


def inline_text(text: str | None, *, is_html: bool) -> str | None:
    """A title on one line: its markup is read, not shown, but a title is never emptied by that."""
    if not text:
        return None
    if is_html and _MARKUP.search(text):
        text = " ".join(block.text for block in html_blocks(text)) or _TAG.sub(" ", text)
    return clean_title(text) or None


def _repeats(more: Sequence[Block], before: Sequence[Block]) -> bool:
    return bool(before) and _words(more).rstrip("…. []") in _words(before)


def _words(blocks: Iterable[Block]) -> str:
    return " ".join(" ".join(block.text for block in blocks).casefold().split())


def _clean(entry: RawEntry) -> Entry:
    return Entry(
        0,
        0,
        title=clean_title(entry.title or "") or None,
        url=clean_address(entry.url or "") or None,
        author=clean_author(entry.author or "") or None,
        date=entry.date,
        guid=clean_line(entry.guid or "", cap=1_000) or None,
        topics=tuple(dict.fromkeys(topic for raw in entry.topics[:100] if (topic := clean_title(raw)))),
    )


def _issue(whole: Document, entry: Entry, blocks: list[Block]) -> Document:
    return replace(
        whole,
        blocks=tuple(blocks or [Block(entry.title or entry.url or "An entry without text")]),
        title=entry.title,
        author=entry.author or whole.author,
        date=entry.date,
        message_id=_identity(whole, entry),
        url=entry.url,
        number=issue_number(entry.title),
    )


def _alone(feed: RawFeed, entry: Entry, source: RawEntry) -> bytes:
    """The original of one issue: a JSON Feed of that entry alone, since the whole feed is not kept once for each."""
    keys = ("content_html" if source.texts[:1] and source.texts[0][1] else "content_text", "summary")
    item = {
        "id": entry.guid or entry.url or entry.title or "",
        "url": source.base or entry.url,
        "external_url": entry.url,
        "title": entry.title,
        "date_published": entry.date,
        "authors": [{"name": entry.author}] if entry.author else None,
        "tags": list(entry.topics),
        **{key: text for key, (text, _) in zip(keys, source.texts, strict=False)},
    }
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "feed_url": feed.address,
        "home_page_url": feed.url,
        ISSUES_KEY: True,
        "items": [{key: held for key, held in item.items() if held}],
    }
    return json.dumps(value, ensure_ascii=True).encode()


def _identity(feed: Document, entry: Entry) -> str | None:
    """The identity of an entry: its guid, made unique where it is only a number, else its address."""
    if entry.guid is None or ":" in entry.guid:
        return entry.guid or entry.url
    return f"{feed.address or feed.url or feed.title or ''} {entry.guid}".strip()


def _link_blog(whole: Document, feed: RawFeed, entries: Iterable[tuple[Entry, list[Block]]]) -> Document:
    blocks: list[Block] = []
    found: list[Entry] = []
    for entry, more in entries:
        if entry.title:
            more = [Block(entry.title, gap=2, level=2), *more]
        elif not more:
            more = [Block(entry.url or entry.guid or "An entry without text", gap=2)]
        found.append(replace(entry, first=len(blocks), last=len(blocks) + len(more)))
        blocks += more
    if not found:
        heads = [text for text in (feed.title, feed.subtitle) if text]
        blocks = [Block(text, level=0 if number else 1) for number, text in enumerate(heads)]
    if not blocks:
        raise DocumentError(f"{whole.name} is a feed without entries.")
    return replace(whole, blocks=tuple(blocks), entries=tuple(found), date=feed.date)

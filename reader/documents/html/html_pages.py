"""HTML documents: a web page or an archived issue to a Document, with what its head says of it."""

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

from reader.core.text.clean import clean_author, clean_line, clean_title
from reader.core.values.document import Block, Document, Tag
from reader.core.values.errors import DocumentError
from reader.documents.html.html_blocks import tree_blocks
from reader.documents.html.html_tree import parse
from reader.documents.html.sanitise import clean_link
from reader.documents.raw.charsets import LIKELIEST, MARKS, decode

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 4_096
# Encodings that use no byte above 127, so that their texts look like UTF-8.
_SEVEN_BIT = frozenset(("iso2022_jp", "iso2022_jp_2", "iso2022_kr", "hz"))
_BAD_SHARE = 0.02
_DATE = re.compile(r"\s*((?:19|20)\d\d-\d\d-\d\d)(?!\d)")
_LEAD = re.compile(r"\s*(?:<\?xml[^>]{0,300}>\s*|<!--.{0,4000}?-->\s*|<!doctype\s+html[^>]{0,300}>\s*)*", re.I | re.S)
_FIRST_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,12})(?=[\s/>])")
_SURE_TAGS = frozenset("html head body title meta".split())
_LIKELY_TAGS = frozenset(
    "a article b blockquote br center div em font h1 h2 h3 h4 h5 h6 header hr i img link main nav ol p pre script "
    "section span strong style table tbody td tr u ul".split()
)
_MARKDOWN_SIGN = re.compile(r"^(?:#{1,6} \S|\s{0,3}[-*+] \S|\s*```|={3,}\s*$)|\]\((?:https?:|/|#)", re.MULTILINE)
_SAMPLE = 8_000

# Where a page says what it is: selectors and the attribute to read (None: the text), the best first.
_TITLES = (("meta[property='og:title']", "content"), ("meta[name='twitter:title']", "content"), ("title", None))
_PUBLICATIONS = (("meta[property='og:site_name']", "content"), ("meta[name='application-name']", "content"))
_AUTHORS = (("meta[name='author']", "content"), ("meta[property='article:author']", "content"))
_DATES = (
    ("meta[property='article:published_time']", "content"),
    ("meta[name='date']", "content"),
    ("meta[name='DC.date' i]", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("time[itemprop='datePublished']", "datetime"),
    ("time[pubdate]", "datetime"),
)
_ADDRESSES = (("link[rel='canonical']", "href"), ("meta[property='og:url']", "content"))
_FEEDS = (("link[type='application/rss+xml']", "href"), ("link[type='application/atom+xml']", "href"))

_Sources = tuple[tuple[str, str | None], ...]


def read_html(data: bytes | str, name: str, *, base: str | None = None) -> Document:
    """The document of a page; ``base`` is where it was fetched from. Raises DocumentError."""
    text = data if isinstance(data, str) else decode_html(data, name)
    tree = parse(text)
    url = clean_link(_find(tree, _ADDRESSES), base=base) or base
    stated = tree.css_first("base[href]")
    base = (clean_link(stated.attributes.get("href") or "", base=url) if stated else None) or url
    title = clean_title(_find(tree, _TITLES)) or None
    blocks = tree_blocks(tree, base=base)
    if not blocks and title:
        blocks = [Block(title, level=1, tag=Tag.HEADING)]
    return Document(
        format="html",
        name=name,
        blocks=tuple(blocks),
        title=title,
        author=_author(tree),
        publication=clean_title(_find(tree, _PUBLICATIONS)) or None,
        date=_date(tree),
        address=clean_link(_find(tree, _FEEDS), base=base),
        url=url,
        original=data if isinstance(data, bytes) else data.encode("utf-8", "replace"),
    )


def decode_html(data: bytes, name: str) -> str:
    """The text of a page: by its byte order mark, as UTF-8, by what it says itself, and as the last resort a guess."""
    stated = _stated_charset(data)
    if not any(data.startswith(mark) for mark, _ in MARKS) and stated:
        if stated in _SEVEN_BIT:
            return data.decode(stated, errors="replace")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode(stated, errors="replace")
        if text.count("\ufffd") <= _BAD_SHARE * len(text):
            return text
    try:
        return decode(data, name)
    except DocumentError:
        return data.decode(LIKELIEST, errors="replace")


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML, by what it begins with: feeds and Markdown with some tags in it are not."""
    text = text[: 4 * _SAMPLE].lstrip("\ufeff")
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if "<!doctype html" in text[:start].lower():
        return True
    first = _FIRST_TAG.match(text, start)
    if first is None:
        return False
    if first[1].lower() in _SURE_TAGS:
        return True
    sample = text[start : start + _SAMPLE]
    return first[1].lower() in _LIKELY_TAGS and len(_MARKDOWN_SIGN.findall(sample)) * 3 < sample.count("<")


def _stated_charset(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_HEAD_BYTES])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii", "replace")).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return None  # a page that could be read so far is in neither
    return {"iso8859-1": LIKELIEST, "ascii": LIKELIEST, "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)


def _find(tree: LexborHTMLParser, sources: _Sources) -> str:
    for selector, attribute in sources:
        node = tree.css_first(selector)
        if node is not None:
            value = node.text() if attribute is None else node.attributes.get(attribute)
            if value and value.strip():
                return clean_line(value)
    return ""


def _author(tree: LexborHTMLParser) -> str | None:
    author = clean_author(_find(tree, _AUTHORS))
    return author if author and not author.startswith(("http:", "https:")) else None


def _date(tree: LexborHTMLParser) -> str | None:
    stated = _DATE.match(_find(tree, _DATES))
    if stated:
        return stated[1]
    # Pages show the dates of comments and of other pages too: only the one that all agree on counts.
    found = {
        match[1] for node in tree.css("time[datetime]") if (match := _DATE.match(node.attributes["datetime"] or ""))
    }
    return found.pop() if len(found) == 1 else None

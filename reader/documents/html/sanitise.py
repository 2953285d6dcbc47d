"""HTML from outside made harmless: our own allowlist in nh3, addresses checked one by one, then flattened.

The result holds nothing that acts, fetches or hides: no scripts, forms, remote images or styles but alignment.
Cleaning again changes nothing, so it is done at import and once more on the way to the view.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

import nh3

from reader.core.text.clean import ADDRESS_CAP, clean_text
from reader.documents.html.flatten import flatten
from reader.documents.html.html_depth import without_depth

# Rises when the rules change, so that what was cleaned by older rules can be cleaned again.
VERSION = 1
# The bound of an image inside the HTML itself (SAFETY 8).
DATA_IMAGE_CAP = 2_000_000

TEXT_TAGS = frozenset(
    "a abbr b bdi br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time tt u var wbr "
    "big font strike".split()
)
BLOCK_TAGS = frozenset(
    "address article aside blockquote caption center dd details dir div dl dt figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
# Kept by nh3 only so that their texts do not run together; flattening makes plain blocks of them.
_UNWRAPPED = frozenset("button fieldset form legend marquee option".split())
# What is dropped with all that is in it: what such elements hold is no text for a person.
DROPPED = frozenset("script style iframe frame frameset noframes noembed object embed applet template".split())
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan", "style", "align"},
    "th": {"colspan", "rowspan", "style", "align"},
    "ol": {"start"},
    "abbr": {"title"},
    **{tag: {"style", "align"} for tag in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6")},
}
SCHEMES = frozenset(("http", "https", "mailto"))
DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z", re.IGNORECASE)

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# What browsers and Qt skip or may skip in an address, so that nothing can hide behind it.
_SKIPPED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|justify)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}\Z")

# Bounds before nh3 sees the text: its tree building is slow on these (60,000 nested divs, 100,000 attributes).
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})\b([^<>]{20000,})>")
_HREF = re.compile(r"""\bhref\s*=\s*("[^"]{1,8000}"|'[^']{1,8000}')""", re.IGNORECASE)
_DEEPEST = 250
# A reader of HTML skips one line end there, each time it reads: cleaning again would change the text.
_PRE_START = re.compile(r"(<pre\b[^<>]*>)\n+")


@dataclass(frozen=True, slots=True)
class CleanHtml:
    """Harmless HTML, and how many images were left out of it (their alternative texts stay as captions)."""

    html: str
    images: int


def clean_html(html: str, *, base: str | None = None) -> CleanHtml:
    """The harmless form of a piece of HTML. Relative addresses are resolved against ``base``, or dropped without it."""
    cleaner = _cleaner(base)
    cleaned = cleaner.clean(_bound(clean_text(html)))
    flat, images = flatten(cleaned)
    # Unwrapping can leave what HTML forbids (a block in a paragraph); a second reading mends it as the view would.
    again = cleaner.clean(flat)
    if again == cleaned:
        return CleanHtml(_PRE_START.sub(r"\1", flat), images)
    flat, more = flatten(again)
    return CleanHtml(_PRE_START.sub(r"\1", flat), images + more)


@lru_cache(maxsize=32)
def _cleaner(base: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TEXT_TAGS | BLOCK_TAGS | _UNWRAPPED | {"img"}),
        clean_content_tags=set(DROPPED),
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _attribute(tag, name, value, base),
        url_schemes={*SCHEMES, "data"},
        strip_comments=True,
        link_rel=None,
    )


def clean_link(url: str, *, base: str | None = None) -> str | None:
    """An address that may stand in a link: http, https or mailto, whole; None for any other."""
    url = _SKIPPED.sub("", clean_text(url))
    if not url or len(url) > ADDRESS_CAP or "\\" in url or url.startswith(("//", "#")):
        return None
    if _SCHEME.match(url) is None:
        if base is None:
            return None
        try:
            url = urljoin(base, url)
        except ValueError:
            return None
    found = _SCHEME.match(url)
    return url if found and found[1].lower() in SCHEMES else None


def _attribute(tag: str, name: str, value: str, base: str | None) -> str | None:
    """The value that an attribute keeps; None drops it."""
    if name == "href":
        return clean_link(value, base=base)
    if name == "src":
        return value if len(value) <= DATA_IMAGE_CAP and DATA_IMAGE.match(value) else "about:left-out"
    if name == "style":
        found = _ALIGN.search(value)
        return f"text-align:{found[1].lower()}" if found else None
    if name == "align":
        return value.lower() if value.lower() in ("left", "right", "center", "justify") else None
    if name in ("colspan", "rowspan", "start", "width", "height"):
        return value if _NUMBER.match(value.strip()) else None
    return clean_text(value, cap=1_000)


def _bound(html: str) -> str:
    html = _LONG_TAG.sub(_without_attributes, html)
    return html if html.count("<") <= _DEEPEST else without_depth(html, _DEEPEST)


def _without_attributes(match: re.Match[str]) -> str:
    href = _HREF.search(match[2])
    return f"<{match[1]} {href.group()}>" if href else f"<{match[1]}>"

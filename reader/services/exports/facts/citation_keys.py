"""Citation keys: readable, the same at every export, and no two works have the same.

A key is made of what the user's edits and the rest of an export do not touch: the printed author, the year and the
first telling word of the printed title of the item by which the work became known, then four signs of its identity.
The year is that of an arXiv number or of the issue, never an item's own date, which an item may get when it is split
again.
So what is typed of a work later changes how it is cited and not its key, which may stand in a manuscript already; and
a work keeps its key when others are joined to it.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence

from reader.core.values.works import identify_url
from reader.services.exports.facts.authors import read_authors
from reader.services.exports.facts.records import ItemRecord, date_without_own

TOKEN, LONG_TOKEN = 4, 12
_WORD_CAP = 24
_WORDS = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(
    "a an the of on in to for and or with from by at as is are how why what when your our we you it its this that "
    "towards toward via der die das ein eine und le la les un une des el los las und o e".split()
)


class CitationKeys:
    """Gives keys to the works of one export; should two ever be alike, the later one gets a longer one."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, first: ItemRecord) -> str:
        """The key of the work that became known by this item."""
        work = int(first.detail.row.work_id)
        for length in (TOKEN, LONG_TOKEN):
            key = citation_key(first, length)
            if self._given.setdefault(key, work) == work:
                return key
        return f"{key}-{work}"


def key_giver(items: Sequence[ItemRecord]) -> ItemRecord:
    """The item that a work has its key from: the oldest, and where works were joined that of the one that stays."""
    own = [item for item in items if item.detail.is_joined and _names_its_work(item)]
    return min(own or items, key=lambda item: item.detail.row.id)


def _names_its_work(item: ItemRecord) -> bool:
    row = item.detail.row
    identity = identify_url(row.url) if row.url else None
    return identity is not None and identity.label == row.identity


def citation_key(first: ItemRecord, length: int = TOKEN) -> str:
    """The key of a work: ASCII letters, digits and hyphens, such as ``karras2018style-x2qk``."""
    return f"{_readable(first)}-{_token(first, length)}"


def _readable(first: ItemRecord) -> str:
    detail = first.detail
    authors = read_authors(detail.author).names
    named = _words(authors[0].family if authors else "")
    date = date_without_own(first)
    words = _words(detail.printed_title or detail.body[:400])
    telling = next((word for word in words if word not in _SMALL and not word.isdigit()), "")
    parts = (named[-1] if named else "", str(date[0]) if date else "", telling)
    readable = "".join(part[:_WORD_CAP] for part in parts)
    # BibTeX keys that begin with a digit are legal, but some programs stumble over them.
    return readable if readable[:1].isalpha() else f"{detail.row.kind.value}{readable}"


def _token(first: ItemRecord, length: int) -> str:
    row = first.detail.row
    # A long address is known by its beginning only: then the work's number, which stays too, tells it.
    label = row.identity if row.identity and not row.identity.endswith("…") else f"work {row.work_id}"
    digest = hashlib.sha256(label.encode("utf-8", "replace")).digest()
    return base64.b32encode(digest).decode().lower()[:length]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold().replace("ø", "o").replace("ł", "l").replace("æ", "ae")
    return _WORDS.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))

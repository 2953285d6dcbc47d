"""Headers of mail: encoded words (RFC 2047) within bounds, names and addresses, dates, numbers in subjects."""

import base64
import binascii
import email.utils
import quopri
import re
from email.message import Message

from reader.core.text.clean import clean_line, clean_title
from reader.documents.raw.charsets import decode_as

# A header longer than this says nothing more; decoding all of a hostile one takes gigabytes.
HEADER_CAP = 20_000
MAX_WORDS = 500

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
_BY_PERSON = re.compile(
    r"^(?P<who>\w[\w.'’-]*(?: \w[\w.'’-]*){0,2}) (?:from|at|@) (?P<what>\S.*)$|^(?P<via>.+?) via \S.*$", re.IGNORECASE
)
# "News from the lab" is a name; "Jane from The Weekly" is a person of one.
_NO_PERSON = frozenset(
    "news letter letters notes dispatch dispatches stories story update updates views postcards highlights best tales "
    "newsletter digest links headlines live direct more the a report reports signals messages".split()
)
_NUMBER = re.compile(
    r"(?:[#№]\s?|\b(?:issue|week|edition|number|no|nr|nº|vol|volume|episode|ausgabe|numéro|número)\b[.:]?\s*[#№]?\s*)"
    r"(\d{1,5})(?![\d.,]*\d)",
    re.IGNORECASE,
)
_YEARS = range(1970, 2100)


def header(message: Message, name: str) -> str | None:
    """A header's value on one line, decoded; None where it is missing or empty."""
    value = message.get(name)
    return None if value is None else clean_line(decode_words(str(value))) or None


def decode_words(raw: str) -> str:
    """A header's text, its encoded words decoded. Bytes that are no ASCII are read as UTF-8 or what is likeliest."""
    raw = raw[:HEADER_CAP]
    text = _BETWEEN.sub(r"\1", decode_as(raw.encode("utf-8", "surrogateescape"), None))
    return _WORD.sub(_decoded, text, count=MAX_WORDS)


def subject(message: Message) -> str | None:
    """The subject as a title."""
    value = header(message, "subject")
    return (clean_title(value) or None) if value else None


def sender(message: Message) -> tuple[str | None, str | None]:
    """Name and address of who sent it."""
    raw = message.get("from") or message.get("sender") or message.get("reply-to")
    if raw is None:
        return None, None
    # The address is found before encoded words are decoded: a decoded name may hold commas and signs.
    try:
        name, address = email.utils.parseaddr(" ".join(str(raw)[:HEADER_CAP].split()))
    except RecursionError:  # comments in comments, thousands deep
        return None, None
    name = clean_line(decode_words(name)).strip("\"' ")
    address = clean_line(decode_words(address))
    return name or None, address if "@" in address else None


def list_name(message: Message) -> tuple[str | None, str | None]:
    """Name and identity of the mailing list, by its List-Id header."""
    value = header(message, "list-id")
    if not value:
        return None, None
    name, sign, rest = value.partition("<")
    identity = clean_line(rest.partition(">")[0] if sign else value).casefold()
    name = name.strip("\"' ")
    return (name if sign and " " in name else None), (identity or None)


def publication(message: Message) -> str | None:
    """The publication of a mail: the list's name, else the sender's without a person in front."""
    name = list_name(message)[0] or sender(message)[0]
    if not name or "@" in name:
        return None
    found = _BY_PERSON.match(name)
    if not found:
        return clean_line(name, cap=200)
    if found["via"]:
        return clean_line(found["via"].strip("\"' "), cap=200)
    is_person = not _NO_PERSON & set(found["who"].casefold().split())
    return clean_line(found["what"] if is_person else name, cap=200)


def day(message: Message) -> str | None:
    """The day it was sent, where it was sent, as ``YYYY-MM-DD``."""
    value = message.get("date")
    try:
        when = email.utils.parsedate_to_datetime(str(value)[:200]) if value else None
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError):
        return None
    return f"{when:%Y-%m-%d}" if when and when.year in _YEARS else None


def message_id(message: Message) -> str | None:
    """The Message-ID without its brackets."""
    value = header(message, "message-id")
    return clean_line(value.strip("<> "), cap=1_000) or None if value else None


def issue_number(text: str | None) -> int | None:
    """The number that a subject or title states: "#195", "Issue 428", "Week 66", "No. 8", "008"."""
    if not text:
        return None
    found = _NUMBER.search(text[:1_000])
    if found:
        return int(found[1])
    return int(text) if text.isascii() and text.isdigit() and len(text) == 3 else None


def _decoded(word: re.Match[str]) -> str:
    charset, kind, text = word[1].partition("*")[0], word[2].lower(), word[3]
    raw = text.encode("utf-8", "replace")
    try:
        data = base64.b64decode(raw + b"==") if kind == "b" else quopri.decodestring(raw, header=True)
    except (binascii.Error, ValueError):
        return word[0]
    return decode_as(data, charset)

"""The parts of a mail: which of them a person reads, and their text whatever encoding and charset they claim."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32

from reader.core.values.errors import DocumentError
from reader.documents.raw.charsets import decode_as

MAX_PARTS = 1_000
# Deeper nesting than this is an attack on whoever follows it.
MAX_DEPTH = 400

_HTML = frozenset({"text/html", "application/xhtml+xml"})
# Parts that are data for programs, though they are text.
_NO_TEXT = frozenset({"text/calendar", "text/csv", "text/vcard", "text/x-vcard", "text/css", "text/rfc822-headers"})


class _Raw(Compat32):
    """Headers as they stand. ``policy.default`` decodes them at once, without bounds (gigabytes for a subject)."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header's value, bytes that are no ASCII as surrogates."""
        return value


class MailPart(Message):
    """A message or a part of one that gives its bytes as they stand in the file."""

    def raw(self) -> bytes:
        """The body's bytes, still encoded (``get_payload`` decodes them by a charset that may be a lie)."""
        payload = self._payload  # type: ignore[attr-defined]
        return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


_PARSER = BytesParser(policy=_Raw(message_factory=MailPart))


def parse_message(data: bytes, name: str) -> "Message[str, str]":
    """The message of these bytes; raises DocumentError where its parts are nested too deeply."""
    try:
        return _PARSER.parsebytes(data)
    except RecursionError as error:
        raise DocumentError(f"{name} has parts nested too deeply for a mail.") from error


def shown_parts(message: Message, depth: int = 0) -> Iterator[Message | tuple[Message, ...]]:
    """The parts that are shown, in order: text parts, messages inside, and of a choice all that there is."""
    if depth > MAX_DEPTH:
        return
    kind = message.get_content_type()
    children = _children(message)
    if kind == "multipart/alternative":
        yield tuple(children)
    elif kind == "multipart/related" and children:
        yield from shown_parts(_root(message, children), depth + 1)
    elif children and kind.startswith("message/"):
        yield message
    elif children:
        for child in children[:MAX_PARTS]:
            yield from shown_parts(child, depth + 1)
    elif is_text(message):
        yield message


def inner_message(part: Message) -> Message | None:
    """The message that a message/rfc822 part holds."""
    children = _children(part)
    return children[0] if part.get_content_maintype() == "message" and children else None


def is_text(part: Message) -> bool:
    """Whether a part is text to be read, no attachment."""
    kind = part.get_content_type()
    is_attached = str(part.get("content-disposition", "")).strip().lower().startswith("attachment")
    return (kind.startswith("text/") or kind in _HTML) and kind not in _NO_TEXT and not is_attached


def is_html(part: Message) -> bool:
    """Whether a part is HTML, by what it says, or by what it holds where it says plain text."""
    return part.get_content_type() in _HTML


def part_bytes(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it can be."""
    return _undo(_raw(part), encoding_of(part))


def encoding_of(part: Message) -> str:
    """The transfer encoding of a part: letters only, so that a stray space or semicolon does not matter."""
    return re.sub(r"[^a-z0-9]", "", str(part.get("content-transfer-encoding", "")).partition(";")[0].lower()[:100])


def part_text(part: Message) -> str:
    """The text of a part."""
    return decode_as(part_bytes(part), parameter(part, "charset"))


def parameter(part: Message, name: str) -> str | None:
    """A parameter of the Content-Type header; None where it is missing or makes no sense."""
    try:
        value = part.get_param(name)
    except (ValueError, TypeError, LookupError):
        return None
    if isinstance(value, tuple):
        value = value[2]
    return value if isinstance(value, str) else None


def raw_lines(data: bytes, part: Message) -> list[int]:
    """For each line of a part's text the line of the raw file (1-based); empty where that cannot be said."""
    raw, encoding = _raw(part), encoding_of(part)
    if encoding == "base64" or not raw.strip():
        return []
    place = data.rfind(raw)
    if place < 0:
        return []
    first = data.count(b"\n", 0, place) + 1
    rows = raw.splitlines()
    if not encoding.startswith("quoted"):
        return list(range(first, first + len(rows) + 1))
    starts, goes_on = [], False
    for number, row in enumerate(rows, start=first):
        if not goes_on:
            starts.append(number)
        goes_on = row.rstrip(b" \t").endswith(b"=")
    return [*starts, first + len(rows)]


def _raw(part: Message) -> bytes:
    return part.raw() if isinstance(part, MailPart) else b""


def _undo(raw: bytes, encoding: str) -> bytes:
    if encoding.startswith("quoted"):
        return quopri.decodestring(raw)
    if encoding == "base64":
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        try:
            return base64.b64decode(clean[: len(clean) - (len(clean) % 4 == 1)] + b"==")
        except (binascii.Error, ValueError):
            return raw
    return raw


def _children(message: Message) -> list["Message[str, str]"]:
    # Asked for its payload, a part that is no multipart would decode it by whatever charset it claims.
    payload = message.get_payload() if message.is_multipart() else ()
    return [child for child in payload if isinstance(child, Message)]


def _root(message: Message, children: list["Message[str, str]"]) -> Message:
    wanted = parameter(message, "start")
    found = next((child for child in children if wanted and str(child.get("content-id", "")).strip() == wanted), None)
    texts = (child for child in children if is_text(child) or child.is_multipart())
    return found or next(texts, children[0])

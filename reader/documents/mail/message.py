"""Mail (.eml): the part that a person would read, and what the headers state of publication, date and number."""

from collections.abc import Iterable
from dataclasses import replace
from email.message import Message

from reader.core.values.document import Block, Document
from reader.core.values.errors import DocumentError
from reader.documents.html.html_blocks import html_blocks
from reader.documents.mail import mail_headers
from reader.documents.mail.mail_parts import (
    MAX_DEPTH,
    inner_message,
    is_html,
    is_text,
    parameter,
    parse_message,
    part_text,
    raw_lines,
    shown_parts,
)
from reader.documents.mail.mail_text import read_mail_text
from reader.documents.raw.charsets import narrowed

# The HTML of a mail is taken unless its plain text says this many times as much (then the HTML is "see the web page").
PLAIN_IS_RICHER = 2.0


def read(data: bytes, *, name: str) -> Document:
    """The document of a mail. Only a mail without any text and subject raises DocumentError."""
    original, data = data, narrowed(data)
    message = parse_message(data, name)
    title = mail_headers.subject(message)
    blocks = _blocks(message, data, 0) or _attached_text(message, data)
    if not blocks and title:
        blocks = [Block(title, level=1)]
    if not blocks:
        raise DocumentError(f"{name} is a mail without text.")
    who, address = mail_headers.sender(message)
    list_name, list_id = mail_headers.list_name(message)
    return Document(
        format="eml",
        name=name,
        blocks=tuple(blocks),
        title=title,
        author=who or address,
        publication=list_name or mail_headers.publication(message),
        date=mail_headers.day(message),
        list_id=list_id,
        message_id=mail_headers.message_id(message),
        address=address,
        number=mail_headers.issue_number(title),
        original=original,
    )


def _blocks(message: Message, data: bytes, depth: int) -> list[Block]:
    blocks: list[Block] = []
    for part in shown_parts(message):
        if isinstance(part, tuple):
            more = _richest([_blocks(choice, data, depth) for choice in part], [_is_html(choice) for choice in part])
        elif (inner := inner_message(part)) is not None:
            more = _inner(inner, data, depth + 1)
        else:
            more = _read_part(part, data)
        blocks += _apart(more) if blocks else more
    return blocks


def _apart(blocks: list[Block]) -> list[Block]:
    return [replace(block, gap=max(block.gap, 1)) if not number else block for number, block in enumerate(blocks)]


def _inner(message: Message, data: bytes, depth: int) -> list[Block]:
    """A forwarded mail: its subject is a heading above it."""
    if depth > MAX_DEPTH:
        return []
    title = mail_headers.subject(message)
    return [*([Block(title, gap=1, level=1)] if title else []), *_blocks(message, data, depth)]


def _read_part(part: Message, data: bytes) -> list[Block]:
    text = part_text(part)
    if is_html(part):
        return list(html_blocks(text))
    is_flowed = (parameter(part, "format") or "").lower() == "flowed"
    return read_mail_text(
        text,
        lines=raw_lines(data, part),
        is_flowed=is_flowed,
        deletes_space=(parameter(part, "delsp") or "").lower() == "yes",
    )


def _is_html(part: Message) -> bool:
    return any(is_html(inner) for inner in part.walk())


def _richest(choices: list[list[Block]], are_html: list[bool]) -> list[Block]:
    """The blocks of the choice to show: the HTML with links and form, unless another says far more."""
    weights = [
        _words(blocks) * (PLAIN_IS_RICHER if html else 1.0) for blocks, html in zip(choices, are_html, strict=True)
    ]
    return choices[weights.index(max(weights))] if any(weights) else []


def _words(blocks: Iterable[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _attached_text(message: Message, data: bytes) -> list[Block]:
    """A mail whose only text is an attachment (an issue forwarded as a file) is that text."""
    for part in message.walk():
        if part.get_content_maintype() == "text" and not is_text(part) and (blocks := _read_part(part, data)):
            return blocks
    return []

"""Reads pieces of files or bytes as Documents; the format of each is told by its content."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reader.core.state.copies import IssueCopy
from reader.core.text.clean import clean_line
from reader.core.values.document import Document
from reader.core.values.errors import DocumentError
from reader.core.values.subscriptions import Subscription
from reader.documents.feeds import json_feed, opml, xml_feed
from reader.documents.files import library_json
from reader.documents.files.file_kinds import HEAD, Format, recognise
from reader.documents.files.pieces import MAX_BYTES, Piece, stream_pieces, too_large
from reader.documents.html.html_pages import read_html
from reader.documents.mail import message
from reader.documents.markdown.markdown_document import read_markdown
from reader.documents.raw import plain_text
from reader.documents.raw.charsets import decode, refuse_binary

Read = Callable[[bytes, str], Iterable[Document]]


def byte_pieces(data: bytes, name: str) -> Iterator[Piece]:
    """The pieces of some bytes."""
    yield from stream_pieces(io.BytesIO(data), clean_line(name) or "The document")


def read_piece(piece: Piece) -> Iterator[Document]:
    """The documents of a piece; none for a subscription list or the reader's export. Raises DocumentError."""
    if piece.refusal:
        raise DocumentError(piece.refusal)
    if len(piece.data) > MAX_BYTES:
        raise DocumentError(too_large(piece.name))
    if not piece.data.strip():
        raise DocumentError(f"{piece.name} is empty.")
    format = piece.format or recognise(piece.data[:HEAD], piece.name)
    for document in READERS[format](piece.data, piece.name):
        if not document.blocks:
            raise DocumentError(f"{piece.name} is empty.")
        yield _moved(document, piece.first_line - 1)


def _moved(document: Document, lines: int) -> Document:
    """The document with its lines counted from further down, where it begins in its file."""
    if not lines:
        return document
    blocks = (
        replace(block, line=block.line + lines, last_line=block.last_line + lines) if block.line else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def read_subscriptions(piece: Piece) -> tuple[Subscription, ...]:
    """The feeds that a piece lists, if it is a subscription list. Raises DocumentError."""
    if piece.format is not Format.OPML or piece.refusal:
        return ()
    return opml.read(piece.data, name=piece.name)


def read_copy(piece: Piece) -> IssueCopy | None:
    """The issue that a piece of an export of the reader holds; None: it is no such. Raises DocumentError."""
    if piece.format is not Format.LIBRARY or piece.refusal:
        return None
    return library_json.read_issue(piece.data, piece.name)


def _text(data: bytes, name: str) -> Iterator[Document]:
    refuse_binary(data, name)
    yield plain_text.read(decode(data, name), name=name, original=data)


def _markdown(data: bytes, name: str) -> Iterator[Document]:
    refuse_binary(data, name)
    yield read_markdown(decode(data, name), name, original=data)


def _html(data: bytes, name: str) -> Iterator[Document]:
    refuse_binary(data, name)
    yield read_html(data, name=name)


def _mail(data: bytes, name: str) -> Iterator[Document]:
    yield message.read(data, name=name)


def _feed(data: bytes, name: str) -> Iterator[Document]:
    refuse_binary(data, name)
    yield from xml_feed.read(data, name=name)


def _json_feed(data: bytes, name: str) -> Iterator[Document]:
    yield from json_feed.read(data, name=name)


def _none(data: bytes, name: str) -> Iterator[Document]:
    yield from ()


READERS: dict[Format, Read] = {
    Format.TEXT: _text,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.MAIL: _mail,
    Format.FEED: _feed,
    Format.JSON_FEED: _json_feed,
    Format.OPML: _none,
    Format.LIBRARY: _none,
}
"""The reader of each format. Mailboxes and archives have none: their pieces do."""

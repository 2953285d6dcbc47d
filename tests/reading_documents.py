"""Documents of files and bytes without a library, as most tests need them: all of them, or the first one."""

from collections.abc import Iterator
from pathlib import Path

from reader.core.values.document import Document
from reader.core.values.errors import DocumentError
from reader.core.values.issues import Issue
from reader.documents import byte_pieces, pieces, read_piece
from reader.services.worker.parsing import split


def read_documents(path: Path) -> Iterator[Document]:
    """Every document of a file. DocumentError: at the first that has none."""
    for piece in pieces(path):
        yield from read_piece(piece)


def read_bytes_all(data: bytes, name: str) -> Iterator[Document]:
    """The same from bytes; ``name`` is what messages call them."""
    for piece in byte_pieces(data, name):
        yield from read_piece(piece)


def read_document(path: Path) -> Document:
    """The first document of a file."""
    return _first(read_documents(path), path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """The first document of some bytes."""
    return _first(read_bytes_all(data, name), name)


def parse_file(path: Path) -> tuple[Document, Issue]:
    """The first document of a file, and its split."""
    return split(read_document(path))


def parse_bytes(data: bytes, name: str) -> tuple[Document, Issue]:
    """The first document of some bytes, and its split."""
    return split(read_bytes(data, name))


def _first(documents: Iterator[Document], name: str) -> Document:
    for document in documents:
        return document
    raise DocumentError(f"{name} holds no document.")

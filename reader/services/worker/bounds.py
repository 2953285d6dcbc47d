"""Bounds of parsing: small plain text is parsed in this process, which is quicker, all else in the worker."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reader.core.values.errors import DocumentError
from reader.documents import is_plain
from reader.documents.files.pieces import MAX_BYTES
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import Parsed, parse_all, parse_all_bytes
from reader.split import Before, nothing_before

SMALL = 256 * 1024
"""The size in bytes up to which plain text is parsed in this process; no newsletter is larger."""

Parse = Callable[[Path, Before], Iterator[Parsed]]


def parse_within_bounds(worker: ParseWorker) -> Parse:
    """Make the parser that commands and the samples use: small plain text here, all else in the worker."""

    def parse(path: Path, before: Before) -> Iterator[Parsed]:
        is_harmless = not path.is_file() or _is_harmless(path)
        return parse_all(path, before) if is_harmless else worker.parse(path, before)

    return parse


def _is_harmless(path: Path) -> bool:
    try:
        return path.stat().st_size <= SMALL and is_small_and_plain(path.read_bytes(), path.name)
    except OSError:
        return True  # to be refused by whoever reads it


def read_input(stream: BinaryIO) -> bytes:
    """Read a stream up to the size that a document may have and one byte more, which is refused later."""
    return stream.read(MAX_BYTES + 1)


def parse_bytes_within_bounds(
    worker: ParseWorker, data: bytes, name: str, before: Before = nothing_before
) -> Iterator[Parsed]:
    """Parse bytes that have no file by the same rule; refuse at once what is too large. DocumentError: why."""
    if len(data) > MAX_BYTES or is_small_and_plain(data, name):
        yield from parse_all_bytes(data, name, before)
        return
    with as_file(data, name) as path:
        yield from worker.parse(path, before)


def is_small_and_plain(data: bytes, name: str) -> bool:
    """Whether bytes are plain text that is small enough to be read where nothing limits time and memory."""
    return len(data) <= SMALL and is_plain(data, name)


@contextmanager
def as_file(data: bytes, name: str) -> Iterator[Path]:
    """Write the bytes to a file of this name, and remove it at the end. DocumentError: there is no room."""
    try:
        folder = tempfile.TemporaryDirectory()
        path = Path(folder.name, name)
        path.write_bytes(data)
    except OSError as error:
        raise DocumentError(f"There is no room to read {name}: {error.strerror}.") from error
    with folder:
        yield path

"""Bringing documents into the library: each is read, split and stored alone, and has one result."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.core.errors import DocumentError, LibraryError, ReaderError
from reader.core.rows import Outcome, Stored
from reader.core.texts import clean_line
from reader.documents import find_files, is_plain
from reader.documents.sources import MAX_BYTES
from reader.services.parse_worker import ParseWorker
from reader.services.parsing import Parsed, parse_all, parse_all_bytes
from reader.services.reports import report_unexpected

if TYPE_CHECKING:
    from reader.store import Library

SMALL = 256 * 1024
"""Bytes. Newsletters are smaller; whatever is larger is parsed where time and memory are limited."""

Parse = Callable[[Path], Iterator[Parsed]]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one document: ``stored``, ``subscriptions`` (how many a list added), or the ``reason`` why not.

    ``name`` is the document's where a file holds several ("box.mbox, message 3").
    """

    path: Path
    stored: Stored | None = None
    reason: str | None = None
    name: str | None = None
    subscriptions: int | None = None

    @property
    def is_failed(self) -> bool:
        """Whether nothing came of it."""
        return self.reason is not None

    @property
    def told(self) -> str:
        """The result as one line for people."""
        if self.reason is not None:
            return self.reason
        name = clean_line(self.name or self.path.name)
        if self.stored is None:
            return f"{name}: {_count(self.subscriptions or 0, 'new subscription')}"
        if self.stored.outcome is Outcome.ALREADY_THERE:
            return f"{name}: already there"
        untitled = f", {self.stored.untitled} without a title" if self.stored.untitled else ""
        return f"{name}: {self.stored.outcome.value}, {_count(self.stored.items, 'item')}{untitled}"


Report = Callable[[ImportResult], None]


def find_documents(path: Path) -> list[Path]:
    """The files a path names: itself, or the newsletters of a folder and its folders, by name.

    DocumentError: there are none.
    """
    return find_files(path)


def import_paths(
    library: "Library",
    paths: Iterable[Path],
    *,
    parse: Parse | None = None,
    report: Report = lambda result: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[ImportResult]:
    """Import files and folders; ``report`` hears of each document when it is on disk or refused.

    A document that cannot be read or stored does not stop the others. ``is_cancelled`` is asked before each: what was
    stored until then stays, and the same import again adds only the rest. LibraryError: the library cannot be
    written; what was reported before is stored.
    """
    results: list[ImportResult] = []
    for path in paths:
        for result in _import_path(library, path, parse or parse_all, is_cancelled):
            results.append(result)
            report(result)
        if is_cancelled():
            break
    return results


def parse_within_bounds(worker: ParseWorker) -> Parse:
    """A parser for the command line: small plain text here, which is quicker, all else in the worker process."""

    def parse(path: Path) -> Iterator[Parsed]:
        is_harmless = not path.is_file() or (path.stat().st_size <= SMALL and is_plain(path))
        return parse_all(path) if is_harmless else worker.parse(path)

    return parse


def summary(results: Sequence[ImportResult]) -> str:
    """What became of all of them, as one line for people."""
    stored = [result.stored for result in results if result.stored]
    there = sum(one.outcome is Outcome.ALREADY_THERE for one in stored)
    new = [one for one in stored if one.outcome is not Outcome.ALREADY_THERE]
    items = _count(sum(one.items for one in new), "item")
    feeds = [result.subscriptions for result in results if result.subscriptions is not None]
    parts = [f"Imported {_count(len(new), 'document')} with {items}"] if new else []
    parts += [_count(sum(feeds), "new subscription")] if feeds else []
    parts += [f"{_count(there, 'document')} already there"] if there else []
    reasons = [result.reason for result in results if result.reason]
    parts += [f"{len(reasons)} not: {reasons[0]}"] if reasons else []
    return "; ".join(parts) or "Nothing to import"


def read_input(stream: BinaryIO) -> bytes:
    """What a stream without an end holds, as far as a document may go and one byte more, which is refused later."""
    return stream.read(MAX_BYTES + 1)


def parse_bytes_within_bounds(worker: ParseWorker, data: bytes, name: str) -> Iterator[Parsed]:
    """Parse bytes that have no file by the same rule; what is too large is refused at once. DocumentError: why."""
    if not SMALL < len(data) <= MAX_BYTES:
        yield from parse_all_bytes(data, name)
        return
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            yield from worker.parse(path)
    except OSError as error:
        raise DocumentError(f"There is no room to read {name}: {error.strerror}.") from error


def import_bytes(library: "Library", data: bytes, name: str, *, worker: ParseWorker) -> list[ImportResult]:
    """Import documents from bytes that have no file. LibraryError: the library cannot be written."""

    def parse(path: Path) -> Iterator[Parsed]:
        return parse_bytes_within_bounds(worker, data, name)

    return list(_import_file(library, Path(name), parse, lambda: False))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _import_path(
    library: "Library", path: Path, parse: Parse, is_cancelled: Callable[[], bool]
) -> Iterator[ImportResult]:
    try:
        files = find_documents(path)
    except DocumentError as error:
        yield ImportResult(path, reason=str(error))
        return
    for file in files:
        if is_cancelled():
            return
        yield from _import_file(library, file, parse, is_cancelled)


def _import_file(
    library: "Library", path: Path, parse: Parse, is_cancelled: Callable[[], bool]
) -> Iterator[ImportResult]:
    for parsed in _parsed(parse, path):
        yield parsed if isinstance(parsed, ImportResult) else _store(library, path, parsed)
        if is_cancelled():
            return


def _parsed(parse: Parse, path: Path) -> Iterator[Parsed | ImportResult]:
    """What parsing gives; whatever goes wrong in it is one more result, and the end of that file only."""
    try:
        yield from parse(path)
    except ReaderError as error:
        yield ImportResult(path, reason=str(error))
    except Exception as error:  # one document's job ends here: a fault in reading it must not lose the others
        yield ImportResult(path, reason=f"{clean_line(path.name)} cannot be read. {report_unexpected(error)}")


def _store(library: "Library", path: Path, parsed: Parsed) -> ImportResult:
    name = parsed.name if parsed.name != path.name else None
    try:
        if parsed.subscriptions:
            return ImportResult(path, subscriptions=library.subscribe(parsed.subscriptions).result(), name=name)
        if parsed.document is None or parsed.issue is None:
            return ImportResult(path, reason=parsed.reason or f"{parsed.name} cannot be read.", name=name)
        return ImportResult(path, stored=library.store(parsed.document, parsed.issue).result(), name=name)
    except LibraryError:
        raise
    except Exception as error:  # nor must a fault in storing it
        return ImportResult(path, reason=f"{clean_line(parsed.name)} cannot be stored. {report_unexpected(error)}")

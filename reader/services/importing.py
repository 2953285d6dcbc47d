"""Bringing documents into the library: each is read, split and stored alone, and has one result."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.core.errors import DocumentError, LibraryError, ReaderError
from reader.core.rows import Observed, Outcome, Stored
from reader.core.texts import clean_line
from reader.documents import find_files, is_plain
from reader.documents.sources import MAX_BYTES
from reader.services.knowing import Knowing, asking
from reader.services.parse_worker import ParseWorker
from reader.services.parsing import Parsed, parse_all, parse_all_bytes
from reader.services.reports import report_unexpected
from reader.split import OBSERVER_VERSION, Before, nothing_before

if TYPE_CHECKING:
    from reader.store import Library

SMALL = 256 * 1024
"""Bytes. Newsletters are smaller; whatever is larger is parsed where time and memory are limited."""

Parse = Callable[[Path, Before], Iterator[Parsed]]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one document: ``stored``, ``subscriptions`` (how many a list added), or the ``reason`` why not.

    ``name`` is the document's where a file holds several ("box.mbox, message 3"); ``is_guess`` tells that its split is
    too unsure to be shown as if it were known.
    """

    path: Path
    stored: Stored | None = None
    reason: str | None = None
    name: str | None = None
    subscriptions: int | None = None
    is_guess: bool = False

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
        return f"{name}: {self.stored.outcome.value}, {self.contents}"

    @property
    def contents(self) -> str:
        """What the issue holds: "19 items, 3 without a title, a guess"; empty where there is none."""
        if self.stored is None:
            return ""
        untitled = [f"{self.stored.untitled} without a title"] if self.stored.untitled else []
        return ", ".join([_count(self.stored.items, "item"), *untitled, *(["a guess"] if self.is_guess else [])])


Report = Callable[[ImportResult], None]
Progress = Callable[[int, int], None]
"""Hears how many files are done, of how many."""


def import_paths(
    library: "Library",
    paths: Iterable[Path],
    *,
    parse: Parse | None = None,
    report: Report = lambda result: None,
    progress: Progress = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[ImportResult]:
    """Import files and folders; ``report`` hears of each document when it is on disk or refused.

    A document that cannot be read or stored does not stop the others. ``is_cancelled`` is asked before each is stored:
    what was stored until then stays, and the same import again adds only the rest. LibraryError: the library cannot be
    written; what was reported before is stored.
    """
    results: list[ImportResult] = []
    found = [entry for path in paths for entry in _find(path, is_cancelled)]
    with asking(library) as knowing:
        for done, entry in enumerate(found):
            progress(done, len(found))
            if is_cancelled():
                break
            whole = (
                [entry]
                if isinstance(entry, ImportResult)
                else _import_file(library, entry, parse or parse_all, knowing, is_cancelled)
            )
            for result in whole:
                results.append(result)
                report(result)
    return results


def parse_within_bounds(worker: ParseWorker) -> Parse:
    """A parser for commands and the samples: small plain text here, which is quicker, all else in the worker."""

    def parse(path: Path, before: Before) -> Iterator[Parsed]:
        is_harmless = not path.is_file() or _is_harmless(path)
        return parse_all(path, before) if is_harmless else worker.parse(path, before)

    return parse


def _is_harmless(path: Path) -> bool:
    try:
        return path.stat().st_size <= SMALL and is_small_and_plain(path.read_bytes(), path.name)
    except OSError:
        return True  # to be refused by whoever reads it


def summary(results: Sequence[ImportResult]) -> str:
    """What became of all of them, as one line for people."""
    stored = [result for result in results if result.stored]
    new = [one for one in stored if one.stored and one.stored.outcome is not Outcome.ALREADY_THERE]
    untitled = sum(one.stored.untitled for one in new if one.stored)
    feeds = [result.subscriptions for result in results if result.subscriptions is not None]
    counts = [
        *([f"{_count(len(new), 'issue')} with {_count(_items(new), 'item')}"] if new else []),
        *([f"{untitled} without a title"] if untitled else []),
        *([_count(sum(one.is_guess for one in new), "guess", "guesses")] if any(one.is_guess for one in new) else []),
        *([_count(sum(feeds), "new subscription")] if feeds else []),
        *([f"{len(stored) - len(new)} already there"] if len(stored) > len(new) else []),
        *([f"{failed} could not be imported"] if (failed := sum(result.is_failed for result in results)) else []),
    ]
    return ", ".join(counts) or "nothing to import"


def read_input(stream: BinaryIO) -> bytes:
    """What a stream without an end holds, as far as a document may go and one byte more, which is refused later."""
    return stream.read(MAX_BYTES + 1)


def parse_bytes_within_bounds(
    worker: ParseWorker, data: bytes, name: str, before: Before = nothing_before
) -> Iterator[Parsed]:
    """Parse bytes that have no file by the same rule; what is too large is refused at once. DocumentError: why."""
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
    """A file of this name that holds the bytes, for as long as it is needed. DocumentError: there is no room."""
    try:
        folder = tempfile.TemporaryDirectory()
        path = Path(folder.name, name)
        path.write_bytes(data)
    except OSError as error:
        raise DocumentError(f"There is no room to read {name}: {error.strerror}.") from error
    with folder:
        yield path


def import_bytes(library: "Library", data: bytes, name: str, *, worker: ParseWorker) -> list[ImportResult]:
    """Import documents from bytes that have no file. LibraryError: the library cannot be written."""

    def parse(path: Path, before: Before) -> Iterator[Parsed]:
        return parse_bytes_within_bounds(worker, data, name, before)

    with asking(library) as knowing:
        return list(_import_file(library, Path(name), parse, knowing))


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun if number == 1 else several or noun + 's'}"


def _items(results: Sequence[ImportResult]) -> int:
    return sum(result.stored.items for result in results if result.stored)


def _find(path: Path, is_cancelled: Callable[[], bool]) -> list[Path | ImportResult]:
    """The files that a path names, or why there are none."""
    try:
        return [*find_files(path, is_cancelled=is_cancelled)]
    except DocumentError as error:
        return [ImportResult(path, reason=str(error))]


def _import_file(
    library: "Library",
    path: Path,
    parse: Parse,
    knowing: Knowing,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[ImportResult]:
    for parsed in _parsed(parse, path, knowing.of):
        if is_cancelled():
            return  # it may be cut short, or the reason may be that it was stopped
        yield parsed if isinstance(parsed, ImportResult) else _store(library, path, parsed, knowing)
        if is_cancelled():
            return


def _parsed(parse: Parse, path: Path, before: Before) -> Iterator[Parsed | ImportResult]:
    """What parsing gives; whatever goes wrong in it is one more result, and the end of that file only."""
    try:
        yield from parse(path, before)
    except LibraryError:
        raise
    except ReaderError as error:
        yield ImportResult(path, reason=str(error))
    except Exception as error:  # one document's job ends here: a fault in reading it must not lose the others
        yield ImportResult(path, reason=f"{clean_line(path.name)} cannot be read. {report_unexpected(error)}")


def _observed(parsed: Parsed) -> Observed | None:
    return None if parsed.observation is None else Observed(OBSERVER_VERSION, parsed.observation)


def _store(library: "Library", path: Path, parsed: Parsed, knowing: Knowing) -> ImportResult:
    name = parsed.name if parsed.name != path.name else None
    try:
        if parsed.subscriptions:
            return ImportResult(path, subscriptions=library.subscribe(parsed.subscriptions).result(), name=name)
        if parsed.copy:
            stored = library.restore(parsed.copy).result()
            return ImportResult(path, stored=stored, name=name, is_guess=parsed.copy.is_guess)
        if parsed.document is None or parsed.issue is None:
            return ImportResult(path, reason=parsed.reason or f"{parsed.name} cannot be read.", name=name)
        came = library.store(parsed.document, parsed.issue, observed=_observed(parsed)).result()
        stored = knowing.with_corrections(came)
        return ImportResult(path, stored=stored, name=name, is_guess=parsed.issue.is_guess)
    except LibraryError:
        raise
    except Exception as error:  # nor must a fault in storing it
        return ImportResult(path, reason=f"{clean_line(parsed.name)} cannot be stored. {report_unexpected(error)}")

"""The intake of documents: each is read, split and stored alone, and has one result."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.state.rows import Observed
from reader.core.text.clean import clean_line
from reader.core.values.errors import DocumentError, LibraryError, ReaderError
from reader.documents import find_files
from reader.services.imports.import_results import ImportResult
from reader.services.machine.reports import report_unexpected
from reader.services.splits.knowledge import Knowledge, open_knowledge
from reader.services.worker.bounds import Parse, parse_bytes_within_bounds
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import Parsed, parse_all
from reader.split import OBSERVER_VERSION, Before

if TYPE_CHECKING:
    from reader.store import Library

Report = Callable[[ImportResult], None]
Progress = Callable[[int, int], None]
"""Takes the number of files that are done and the number of all."""


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
    with open_knowledge(library) as knowledge:
        for done, entry in enumerate(found):
            progress(done, len(found))
            if is_cancelled():
                break
            whole = (
                [entry]
                if isinstance(entry, ImportResult)
                else _import_file(library, entry, parse or parse_all, knowledge, is_cancelled)
            )
            for result in whole:
                results.append(result)
                report(result)
    return results


def import_bytes(library: "Library", data: bytes, name: str, *, worker: ParseWorker) -> list[ImportResult]:
    """Import documents from bytes that have no file. LibraryError: the library cannot be written."""

    def parse(path: Path, before: Before) -> Iterator[Parsed]:
        return parse_bytes_within_bounds(worker, data, name, before)

    with open_knowledge(library) as knowledge:
        return list(_import_file(library, Path(name), parse, knowledge))


def _find(path: Path, is_cancelled: Callable[[], bool]) -> list[Path | ImportResult]:
    """Find the files that a path names; one result with the reason if there are none."""
    try:
        return [*find_files(path, is_cancelled=is_cancelled)]
    except DocumentError as error:
        return [ImportResult(path, reason=str(error))]


def _import_file(
    library: "Library",
    path: Path,
    parse: Parse,
    knowledge: Knowledge,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[ImportResult]:
    for parsed in _parsed(parse, path, knowledge.of):
        if is_cancelled():
            return  # it may be cut short, or the reason may be that it was stopped
        yield parsed if isinstance(parsed, ImportResult) else _store(library, path, parsed, knowledge)
        if is_cancelled():
            return


def _parsed(parse: Parse, path: Path, before: Before) -> Iterator[Parsed | ImportResult]:
    """Parse a file; whatever goes wrong is one more result and ends that file only."""
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


def _store(library: "Library", path: Path, parsed: Parsed, knowledge: Knowledge) -> ImportResult:
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
        stored = knowledge.with_corrections(came)
        return ImportResult(path, stored=stored, name=name, is_guess=parsed.issue.is_guess)
    except LibraryError:
        raise
    except Exception as error:  # nor must a fault in storing it
        return ImportResult(path, reason=f"{clean_line(parsed.name)} cannot be stored. {report_unexpected(error)}")

"""``parse`` and ``import``: split documents, and bring them into the library."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from reader.cli.terminal.open_library import opened
from reader.cli.terminal.output import complain, tell, write_json, write_line
from reader.core.text.clean import clean_line
from reader.core.values.errors import DocumentError
from reader.core.values.issues import Issue
from reader.documents import find_files
from reader.services.imports.import_results import ImportResult
from reader.services.imports.intake import import_bytes, import_paths
from reader.services.worker.bounds import parse_bytes_within_bounds, parse_within_bounds, read_input
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import Parsed, to_json
from reader.split import nothing_before

STANDARD_INPUT = "standard input"
PATIENCE = 15.0
"""Seconds for reading one document, so that a command answers within 20."""


def parse(options: Namespace) -> int:
    """Split the documents of one file and print their issues; the status is 1 when one could not be read."""
    with ParseWorker(seconds=PATIENCE) as worker:
        if options.file == "-":
            parsed = list(parse_bytes_within_bounds(worker, read_input(sys.stdin.buffer), STANDARD_INPUT))
        else:
            parsed = list(parse_within_bounds(worker)(Path(options.file), nothing_before))
    issues = [(one.document, one.issue) for one in parsed if one.document and one.issue]
    for one in parsed:
        if one.reason:
            complain(one.reason)
    if any(one.copy for one in parsed):
        name = STANDARD_INPUT if options.file == "-" else clean_line(Path(options.file).name)
        complain(f"{name} is an export of the reader. Import it with reader import.")
        return 1
    if options.json and (issues or not any(one.reason for one in parsed)):
        write_json({"issues": [to_json(document, issue) for document, issue in issues]})
    elif not options.json:
        _write_issues(parsed)
    return int(any(one.reason for one in parsed))


def import_documents(options: Namespace) -> int:
    """Import documents; the status is 1 when one of them failed."""
    results = _refused(options.paths)
    refused = {result.path for result in results}
    accepted = [name for name in options.paths if name == "-" or Path(name) not in refused]
    if accepted:
        results += _import(options, accepted)
    if options.json:
        write_json([_result_json(result) for result in results])
    return int(any(result.is_failed for result in results))


def _refused(names: list[str]) -> list[ImportResult]:
    # What is plainly not there is refused first, so that a mistyped name makes no library.
    results = []
    for name in names:
        try:
            if name != "-":
                find_files(Path(name))
        except DocumentError as error:
            results.append(ImportResult(Path(name), reason=str(error)))
            complain(str(error))
    return results


def _import(options: Namespace, names: list[str]) -> list[ImportResult]:
    def report(result: ImportResult) -> None:
        if result.is_failed:
            complain(result.told)
        elif options.json:
            tell(result.told)
        else:
            write_line(result.told)

    results = []
    with opened(options, create=True) as library, ParseWorker(seconds=PATIENCE) as worker:
        for name in names:
            if name == "-":
                found = import_bytes(library, read_input(sys.stdin.buffer), STANDARD_INPUT, worker=worker)
                results += found
                for result in found:
                    report(result)
            else:
                results += import_paths(library, [Path(name)], parse=parse_within_bounds(worker), report=report)
    return results


def _result_json(result: ImportResult) -> dict[str, Any]:
    stored = result.stored
    return {
        "path": str(result.path),
        "name": result.name,
        "outcome": "failed" if result.is_failed else stored.outcome.value if stored else "subscribed",
        "issue_id": stored.issue_id if stored else None,
        "items": stored.items if stored else 0,
        "untitled": stored.untitled if stored else 0,
        "guess": result.is_guess,
        "subscriptions": result.subscriptions or 0,
        "error": result.reason,
    }


def _write_issues(parsed: list[Parsed]) -> None:
    is_first = True
    for one in parsed:
        if one.issue and not is_first:
            write_line()
        if one.issue:
            _write_issue(one.issue)
            is_first = False
        for feed in one.subscriptions:
            write_line(clean_line(f"{feed.title or '(no title)'}  {feed.address}"))


def _write_issue(issue: Issue) -> None:
    heads = (issue.publication, f"#{issue.number}" if issue.number is not None else None, issue.title, issue.date)
    name = clean_line(" · ".join(str(head) for head in heads if head)) or "(no title)"
    write_line(f"{name}{' (check this split)' if issue.is_guess else ''}")
    for section in issue.sections:
        name = section.title or (f"{section.inferred} (guessed)" if section.inferred else "(no heading)")
        write_line(f"\n{clean_line(name)}")
        for item in section.items:
            write_line(
                f"  {item.kind.value:<9}  {clean_line(item.title or '') or '… ' + clean_line(item.body, cap=80)}"
            )

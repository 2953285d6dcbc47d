"""``resplit``."""

from argparse import Namespace
from contextlib import closing
from typing import Any

from reader.cli.documents import PATIENCE
from reader.cli.libraries import opened
from reader.cli.output import complain, tell, write_json, write_line
from reader.core.changes import Origin
from reader.core.errors import CommandError
from reader.core.ids import IssueId
from reader.services.parse_worker import ParseWorker
from reader.services.resplitting import Resplit, resplit_issues


def resplit(options: Namespace) -> int:
    """Split issues again from their kept originals; the status is 1 when one could not be read again."""
    if bool(options.issues) == options.all:
        raise CommandError("Name the issues to split again by their numbers, or give --all.")

    def report(result: Resplit) -> None:
        if result.reason is not None:
            complain(result.told)
        elif options.json or not result.is_changed:
            tell(result.told)
        else:
            write_line(result.told)

    with opened(options) as library, ParseWorker(seconds=PATIENCE) as worker:
        with closing(library.reader()) as reader:
            known = reader.issue_ids()
        issues = [IssueId(number) for number in dict.fromkeys(options.issues)] or known
        results = resplit_issues(
            library, issues, worker=worker, origin=Origin.CLI, is_dry=options.dry_run, report=report
        )
    if options.json:
        write_json([_json(result) for result in results])
    else:
        tell(_summary(results, is_dry=options.dry_run))
    return int(any(result.reason is not None for result in results))


def _summary(results: list[Resplit], *, is_dry: bool) -> str:
    changed = sum(result.is_changed for result in results)
    return f"{changed} of {len(results)} issues {'would change' if is_dry else 'changed'}."


def _json(result: Resplit) -> dict[str, Any]:
    found = result.difference
    return {
        "issue_id": result.issue,
        "issue": result.label,
        "changed": result.is_changed,
        "items": found.items if found else None,
        "items_changed": found.changed if found else None,
        "items_added": found.added if found else None,
        "items_vanished": found.vanished if found else None,
        "error": result.reason,
    }

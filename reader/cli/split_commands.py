"""``resplit``, ``correct`` and ``profile``: mend the splits of issues and look at splitting rules."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from reader.cli.import_commands import PATIENCE
from reader.cli.publication_list import find_publication
from reader.cli.terminal.open_library import opened
from reader.cli.terminal.output import complain, tell, write_json, write_json_array, write_line
from reader.core.revision.issue_pages import PageBlock, page_blocks
from reader.core.revision.profiles import Profile
from reader.core.state.changes import Origin
from reader.core.values.errors import CommandError, ReaderError
from reader.core.values.ids import GroupId, IssueId
from reader.core.values.own_facts import typed_fact
from reader.services.splits.batch import Resplit, resplit_issues, resplit_others, summary
from reader.services.splits.corrected_splits import carry_out, split_corrected
from reader.services.splits.desk import Desk
from reader.services.splits.profile_acts import change_profile, forget_profile
from reader.services.splits.typed_lines import describe as describe_issue
from reader.services.splits.typed_lines import read_correction
from reader.services.worker.parse_worker import ParseWorker
from reader.split import known_by, summarise
from reader.split import tell as tell_fact

LINE_BYTES = 1 << 20


@contextmanager
def _desk(options: Namespace) -> Iterator[Desk]:
    with (
        opened(options) as library,
        ParseWorker(seconds=PATIENCE) as worker,
        closing(library.reader()) as reader,
    ):
        yield Desk(library, reader, worker)


def resplit(options: Namespace) -> int:
    """Split issues again from their kept originals; the status is 1 when one could not be read again."""
    if bool(options.issues) == options.all:
        raise CommandError("Name the issues to split again by their numbers, or add --all.")

    def report(result: Resplit) -> None:
        if result.reason is not None:
            complain(result.told)
        elif options.json or not result.is_changed:
            tell(result.told)
        else:
            write_line(result.told)

    with _desk(options) as desk:
        issues = [IssueId(number) for number in dict.fromkeys(options.issues)] or desk.reader.issue_ids()
        results = resplit_issues(desk, issues, origin=Origin.CLI, is_dry=options.dry_run, report=report)
    if options.json:
        write_json([_resplit_json(result) for result in results])
    else:
        tell(f"{summary(results, is_dry=options.dry_run)}.")
    return int(any(result.reason is not None for result in results))


def correct(options: Namespace) -> int:
    """Carry out corrections of one issue from standard input, a JSON line each; without ``-`` list its blocks."""
    issue = IssueId(options.issue)
    if options.everywhere and options.input is None:
        raise CommandError(
            "--everywhere needs corrections from standard input. Write reader correct ISSUE - --everywhere."
        )
    with _desk(options) as desk:
        if options.input is None:
            blocks = page_blocks(desk.reader.issue_text(issue))
            if options.json:
                write_json_array(map(_block_json, blocks))
            else:
                for block in blocks:
                    write_line(
                        f"{block.span.start:>7}  {'▸' if block.opens else ' '} {block.role:<11} {block.text[:90]}"
                    )
            return 0
        desk.reader.issue(issue)
        act = _Act(desk, issue, is_everywhere=options.everywhere)
        failures = sum(not act.carry_out(line) for line in _lines())
        if options.everywhere:
            failures += not act.go_on()
    return int(failures > 0)


def profile(options: Namespace) -> int:
    """Show the splitting rules of a publication, after writing, deleting, switching off or forgetting some."""
    said = {"forget": options.forget, "remember": options.remember, "delete": options.delete}
    own = [typed_fact(sort, text) for sort, text in options.write]
    if options.forget_all and (own or any(said.values())):
        raise CommandError("--forget-all cannot go with changes of single rules. Give one of them.")
    with _desk(options) as desk:
        publication = find_publication(desk.reader, " ".join(options.publication)).id
        if options.forget_all:
            act = forget_profile(publication)
            desk.library.change(act.wishes, origin=Origin.CLI, label=act.label).result()
        elif own or any(said.values()):
            change_profile(desk, publication, add=own, origin=Origin.CLI, **said)
        found = desk.profile(publication)
        if options.json:
            write_json(_profile_json(found) | {"forgotten": sorted(desk.reader.forgotten(publication))})
            return 0
        write_line(f"{summarise(found)}.")
        for fact in found.facts:
            write_line(f"  {tell_fact(fact)} ({known_by(fact)})")
    return 0


def _profile_json(found: Profile) -> dict[str, Any]:
    facts = [
        fact | {"sentence": tell_fact(one)} for fact, one in zip(found.to_json()["facts"], found.facts, strict=True)
    ]
    return found.to_json() | {"facts": facts, "summary": summarise(found)}


def _lines() -> Iterator[bytes]:
    while line := sys.stdin.buffer.readline(LINE_BYTES + 1):
        if len(line) > LINE_BYTES:
            raise CommandError("A line is larger than 1 MB. The lines before it were carried out.")
        if line.strip():
            yield line


class _Act:
    """Carries out lines of one issue: each an act of its own, or (``is_everywhere``) all one, other issues in it."""

    def __init__(self, desk: Desk, issue: IssueId, *, is_everywhere: bool) -> None:
        self._desk, self._issue, self._is_everywhere = desk, issue, is_everywhere
        self._group: GroupId | None = None

    def carry_out(self, line: bytes) -> bool:
        """Carry out one line and print what it did; returns whether it worked."""
        seq = None
        try:
            data = json.loads(line)
            if not isinstance(data, dict):
                raise CommandError("This line is not a JSON object.")
            seq = data.get("seq")
            if "set" in data and "act" in data:
                raise CommandError('This line has both "act" and "set". Write two lines.')
            _say({"seq": seq, "ok": True, **(self._describe(data) if "set" in data else self._correct(data))})
        except (ValueError, RecursionError):
            _say({"seq": seq, "ok": False, "error": "This line is not JSON."})
            return False
        except ReaderError as error:
            _say({"seq": seq, "ok": False, "error": str(error)})
            return False
        return True

    def _correct(self, data: dict[str, Any]) -> dict[str, Any]:
        split = split_corrected(self._desk, self._issue, [read_correction(data)])
        done = carry_out(self._desk, split, origin=Origin.CLI, is_everywhere=self._is_everywhere, group=self._group)
        if self._is_everywhere:
            self._group = self._group or done.changes.group
        found = done.difference
        return {"items_changed": found.changed, "items_added": found.added, "items_vanished": found.vanished}

    def _describe(self, data: dict[str, Any]) -> dict[str, Any]:
        """Carry out a line that sets an issue's title, number, day or publication."""
        if self._is_everywhere:
            raise CommandError('"set" changes this issue only. Leave out --everywhere.')
        if not isinstance(data["set"], dict):
            raise CommandError('"set" must be an object, such as {"number": 197}.')
        changes = describe_issue(self._desk, self._issue, data["set"], origin=Origin.CLI)
        row = self._desk.reader.issue(self._issue)
        changed = {"changed": changes.group is not None}
        return {**changed, "issue": row.label, "title": row.title, "number": row.number, "date": row.date}

    def go_on(self) -> bool:
        """Split the other issues again, if anything was corrected, and print the changes. False: one was unreadable."""
        if self._group is None:
            return True
        results = resplit_others(self._desk, self._issue, group=self._group, origin=Origin.CLI, report=_say_of_other)
        tell(f"{summary(results)}.")
        return all(result.reason is None for result in results)


def _say_of_other(result: Resplit) -> None:
    if result.is_changed or result.reason is not None:
        _say({"ok": result.reason is None, **_resplit_json(result)})


def _say(data: dict[str, Any]) -> None:
    write_json(data, indent=None)
    sys.stdout.flush()


def _resplit_json(result: Resplit) -> dict[str, Any]:
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


def _block_json(block: PageBlock) -> dict[str, Any]:
    return {
        "start": block.span.start,
        "text": block.text,
        "role": block.role.value,
        "item": block.item,
        "opens": block.opens,
    }

"""Issues that were split worse once are split again: as if they had come today, and nothing done to them is lost."""

import json
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.queries import Is, IsTerm, Query
from reader.core.values.issues import Issue, Section
from reader.services.imports.intake import import_paths
from reader.services.items.item_json import item_json
from reader.services.splits.batch import Resplit, summary
from reader.services.splits.batch import resplit_issues as resplit_by
from reader.services.splits.desk import Desk
from reader.services.worker.bounds import parse_within_bounds
from reader.services.worker.parse_worker import ParseWorker
from reader.services.worker.parsing import observed
from reader.split import OBSERVER_VERSION, SPLITTER_VERSION, nothing_before, observe_issue
from reader.store import open_library

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def parsed():
    """The seeds, read and split."""
    with ParseWorker() as worker:
        return [next(parse_within_bounds(worker)(path, nothing_before)) for path in SEEDS]


@pytest.fixture
def worker():
    with ParseWorker() as worker:
        yield worker


@pytest.fixture
def library(tmp_path):
    library = open_library(tmp_path / "library.db")
    yield library
    library.close()


def resplit_issues(library, issues, *, worker, **options) -> list[Resplit]:
    with closing(library.reader()) as reader:
        return resplit_by(Desk(library, reader, worker), issues, **options)


def joined(issue: Issue) -> Issue:
    """The issue with every two neighbouring items of a section as one, as a worse splitter might have it."""
    return replace(issue, sections=tuple(replace(section, items=_pairs(section)) for section in issue.sections))


def _pairs(section: Section):
    items = list(section.items)
    pairs = [items[place : place + 2] for place in range(0, len(items), 2)]
    return tuple(
        replace(
            pair[0],
            body="\n\n".join([pair[0].body, *(f"{one.title or ''}\n\n{one.body}" for one in pair[1:])]),
            parts=tuple(part for one in pair for part in one.parts),
        )
        for pair in pairs
    )


def listed(library, *, without: frozenset[str] = frozenset()):
    reader = library.reader()
    try:
        details = [item_json(reader.detail(item)) for item in reader.listing(Query()).ids]
    finally:
        reader.close()
    return json.dumps([{key: value for key, value in one.items() if key not in without} for one in details])


def do(library, field, targets, value):
    library.change([Edit(field, tuple(targets), value)], origin=Origin.WINDOW, label=str(field)).result()


@pytest.fixture
def worse(library, parsed):
    """A library of issues that were split worse, with a third of the items starred, noted or read."""
    for one in parsed:
        library.store(one.document, joined(one.issue)).result()
    reader = library.reader()
    rows = reader.rows(reader.listing(Query()).ids)
    reader.close()
    do(library, Field.STARRED, (row.work_id for row in rows[::3]), True)
    do(library, Field.READ, (row.id for row in rows[1::3]), True)
    for row in rows[2::6]:
        do(library, Field.NOTE, [row.work_id], f"On {row.title or row.excerpt}")
    return library


def test_issues_are_split_as_if_they_had_come_today_and_undo_finds_them_as_they_were(worse, parsed, worker, tmp_path):
    before = listed(worse)
    reader = worse.reader()
    starred = [row.excerpt.split()[:5] for row in reader.rows(reader.listing(Query()).ids) if row.is_starred]
    issues = reader.issue_ids()
    reader.close()
    results = resplit_issues(worse, issues, worker=worker, origin=Origin.WINDOW)
    assert [result.is_changed for result in results] == [True] * len(SEEDS)
    fresh = open_library(tmp_path / "fresh.db")
    for one in parsed:
        fresh.store(one.document, one.issue).result()
    state = frozenset({"id", "key", "read", "starred", "note"})
    assert listed(worse, without=state) == listed(fresh, without=state)
    fresh.close()
    reader = worse.reader()
    now = [row.excerpt.split()[:5] for row in reader.rows(reader.listing(Query((IsTerm(Is.STARRED),))).ids)]
    assert [words for words in starred if words not in now] == []
    reader.close()
    assert worse.check() == []
    assert worse.undo(origins={Origin.WINDOW}).result().label == f"Split {len(SEEDS)} issues again"
    assert listed(worse) == before
    assert worse.check() == []


def test_splitting_what_is_split_right_changes_nothing(library, parsed, worker):
    for one in parsed:
        library.store(one.document, one.issue).result()
    reader = library.reader()
    group, issues = reader.last_group(), reader.issue_ids()
    results = resplit_issues(library, issues, worker=worker, origin=Origin.WINDOW)
    assert [result.told.endswith("no change") for result in results] == [True] * len(SEEDS)
    assert reader.last_group() == group
    reader.close()


def test_a_dry_run_tells_and_does_nothing(worse, worker):
    before = listed(worse)
    reader = worse.reader()
    issues = reader.issue_ids()
    results = resplit_issues(worse, issues, worker=worker, origin=Origin.CLI, is_dry=True)
    assert all(result.is_changed and result.difference.added > 0 for result in results)
    assert "new" in results[0].told
    assert listed(worse) == before
    assert resplit_issues(worse, issues[:1], worker=worker, origin=Origin.CLI)[0].difference == results[0].difference
    reader.close()


def test_an_undo_elsewhere_ends_the_job_which_says_so_and_the_rest_stays(worse, worker, tmp_path):
    before = listed(worse)
    other = open_library(worse.path)
    told = []

    def report(result):
        told.append(result)
        if len(told) == 2:
            other.undo(origins={Origin.WINDOW}).result()

    with closing(worse.reader()) as reader:
        issues = reader.issue_ids()
    worse.note_split_by(issues, "0").result()
    results = resplit_issues(worse, issues, worker=worker, origin=Origin.WINDOW, report=report)
    other.close()
    assert results == told
    assert [result.is_end for result in results] == [False, False, True]
    assert "undone elsewhere" in results[2].told
    assert summary(results).endswith("1 not split again")
    assert listed(worse) == before
    with closing(worse.reader()) as reader:
        assert issues[2] in reader.issues_split_before(SPLITTER_VERSION)


def test_it_can_be_stopped_and_undone(worse, worker):
    before = listed(worse)
    reader = worse.reader()
    issues = reader.issue_ids()
    reader.close()
    told = []
    results = resplit_issues(
        worse,
        issues,
        worker=worker,
        origin=Origin.WINDOW,
        report=told.append,
        is_cancelled=lambda: len(told) == 2,
    )
    assert len(results) == 2
    worse.undo(origins={Origin.WINDOW}).result()
    assert listed(worse) == before


FAULTY = """
import sys, time
from reader.services.worker import originals, parse_worker
document = originals._document
def fault(original):
    open({log!r}, "a").write(f"{original.issue} ")
    if original.issue == 2:
        {fault}
    return document(original)
originals._document = fault
parse_worker.serve(sys.stdin.buffer, sys.stdout.buffer)
"""


def faulty(log: Path, fault: str, *, seconds: float = 20) -> ParseWorker:
    """A worker that does something else with the second issue, and writes down which issues it reads."""
    code = FAULTY.replace("{log!r}", repr(str(log))).replace("{fault}", fault)
    return ParseWorker(seconds=seconds, command=("-c", code))


@pytest.mark.parametrize("fault", ["sys.exit(1)", "raise MemoryError", "raise KeyError('paper')"])
def test_an_issue_that_cannot_be_read_gives_a_reason_and_the_others_are_split(worse, tmp_path, monkeypatch, fault):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    log = tmp_path / "log"
    with faulty(log, fault) as worker, closing(worse.reader()) as reader:
        issues = reader.issue_ids()
        results = resplit_by(Desk(worse, reader, worker), issues, origin=Origin.WINDOW)
    assert [result.issue for result in results] == issues
    assert [result.is_changed for result in results] == [issue != 2 for issue in issues]
    assert results[1].reason
    assert [int(issue) for issue in log.read_text().split()].count(2) == 1, "it was read again"
    assert worse.check() == []


@pytest.mark.parametrize("is_observed", [False, True])
def test_a_job_that_is_stopped_ends_at_once_also_while_an_issue_is_read(worse, worker, tmp_path, is_observed):
    with closing(worse.reader()) as reader:
        resplit_by(Desk(worse, reader, worker), reader.issue_ids() * is_observed, origin=Origin.CLI, is_dry=True)
    stopped = threading.Event()
    told, at = [], []
    with faulty(tmp_path / "log", "time.sleep(60)") as hanging, closing(worse.reader()) as reader:

        def stop() -> None:
            while not log_has(tmp_path / "log", "2"):
                time.sleep(0.01)
            at.append(time.monotonic())
            stopped.set()
            hanging.stop()

        stopper = threading.Thread(target=stop)
        stopper.start()
        resplit_by(
            Desk(worse, reader, hanging),
            reader.issue_ids(),
            origin=Origin.WINDOW,
            report=told.append,
            is_cancelled=stopped.is_set,
        )
        assert time.monotonic() - at[0] < 15, "a second, on a machine that has time"
        stopper.join()
    assert [result.reason for result in told if result.reason] == [], "a stop is no fault of an issue"


def log_has(log: Path, word: str) -> bool:
    return log.exists() and word in log.read_text().split()


def test_what_is_read_by_the_worker_is_what_would_be_read_here(library, parsed, worker):
    for one in parsed:
        library.store(one.document, one.issue).result()
    with closing(library.reader()) as reader:
        desk = Desk(library, reader, worker)
        for issue in reader.issue_ids():
            profile = desk.profile(reader.issue(issue).publication_id)
            (found,) = desk.split_each([(issue, profile)])
            assert found.split == desk.foresee(issue, profile).ready


def test_what_comes_in_is_observed_as_it_would_be_later(library, tmp_path, worker, monkeypatch):
    import_paths(library, SEEDS, parse=worker.parse)
    with closing(library.reader()) as reader:
        desk = Desk(library, reader, worker)
        publications = {reader.issue(issue).publication_id for issue in reader.issue_ids()}
        assert [desk.unseen(publication) for publication in publications] == [[]] * len(publications)
        told = [reader.observations(publication, OBSERVER_VERSION) for publication in publications]
        for one in (one for found in told for one in found):
            assert json.loads(one.data) == json.loads(observed(observe_issue(desk.document(one.issue))))

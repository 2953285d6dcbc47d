"""Issues that were split worse once are split again: as if they had come today, and nothing done to them is lost."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.changes import Edit, Field, Origin
from reader.core.issues import Issue, Section
from reader.core.queries import Is, IsTerm, Query
from reader.services.importing import parse_within_bounds
from reader.services.listing import item_json
from reader.services.parse_worker import ParseWorker
from reader.services.parsing import nothing_before
from reader.services.resplitting import Resplit, summary
from reader.services.resplitting import resplit_issues as resplit_by
from reader.services.teaching import Desk
from reader.split import SPLITTER_VERSION
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
    assert [result.told.endswith("the same") for result in results] == [True] * len(SEEDS)
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

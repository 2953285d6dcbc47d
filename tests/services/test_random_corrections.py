"""Splitting and joining at random, whatever was starred, noted and read: nothing is lost, and undo leaves no trace."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from shares import some_of

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import page_blocks
from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.queries import Is, IsTerm, Query, Within
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError, SplitOvertaken
from reader.core.values.ids import IssueId
from reader.services.imports.intake import import_paths
from reader.services.items.item_json import item_json
from reader.services.machine.user_library import open_library
from reader.services.splits.batch import resplit_issues
from reader.services.splits.corrected_splits import correct
from reader.services.splits.desk import Desk
from reader.services.worker.parse_worker import ParseWorker

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))[:2]
ACTS = 12
WINDOW = frozenset({Origin.WINDOW})


@pytest.fixture
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


@pytest.fixture
def open_desk(tmp_path: Path, worker: ParseWorker) -> Iterator[Callable[[], Desk]]:
    """Opens one and the same library, each time as a process of its own does."""
    opened: list[Any] = []

    def open_it() -> Desk:
        library = open_library(tmp_path / "library.db")
        reader = library.reader()
        opened.extend((reader, library))
        return Desk(library, reader, worker)

    yield open_it
    for one in opened:
        one.close()


def details(desk: Desk, query: Query) -> list[ItemDetail]:
    return [desk.reader.detail(item) for item in desk.reader.listing(query).ids]


def listed(desk: Desk) -> str:
    """What ``list --json`` tells of all."""
    return json.dumps([item_json(detail) for detail in details(desk, Query())], ensure_ascii=False)


def starred(desk: Desk) -> list[ItemDetail]:
    return details(desk, Query((IsTerm(Is.STARRED),)))


def words_of(detail: ItemDetail) -> str:
    return " ".join(f"{detail.row.title or ''} {detail.body}".split())


def first_words_of(detail: ItemDetail) -> str:
    return " ".join((detail.row.title or detail.body).split()[:3])


def mark(desk: Desk, rng: random.Random, origin: Origin) -> None:
    """Star, note or read a few items at random."""
    rows = desk.reader.rows(desk.reader.listing(Query()).ids)
    chosen = rng.sample(rows, max(1, len(rows) // 9))
    items, works = tuple(row.id for row in chosen), tuple({row.work_id for row in chosen})
    edits = {
        "star": [Edit(Field.STARRED, works, True)],
        "note": [Edit(Field.NOTE, (work,), f"On {work} 😀") for work in works],
        "read": [Edit(Field.READ, items, True)],
    }
    for name in rng.sample(sorted(edits), 3) if origin is Origin.CLI else [rng.choice(sorted(edits))]:
        desk.library.change(edits[name], origin=origin, label=name).result()


def split_or_join(desk: Desk, rng: random.Random, issue: IssueId) -> None:
    blocks = page_blocks(desk.reader.issue_text(issue))
    act = rng.choice([Act.SPLIT, Act.JOIN])
    block = rng.choice([one for one in blocks if one.item is not None and one.opens == (act is Act.JOIN)])
    with suppress(CommandError):
        correct(desk, issue, [Correction(act, block.text, block.span.start)], origin=Origin.WINDOW)


@pytest.mark.parametrize("seed", some_of(range(4), 2))
def test_random_splits_and_joins_lose_nothing_and_undo_leaves_no_trace(
    open_desk: Callable[[], Desk], seed: int
) -> None:
    rng, desk = random.Random(seed), open_desk()
    import_paths(desk.library, SEEDS)
    issues = desk.reader.issue_ids()
    for _ in range(3):
        mark(desk, rng, Origin.CLI)
    before = listed(desk)
    first_words = [first_words_of(detail) for detail in starred(desk)]
    assert first_words
    for _ in range(ACTS):
        step = rng.random()
        if step < 0.7:
            split_or_join(desk, rng, rng.choice(issues))
        elif step < 0.8:
            desk.library.undo(origins=WINDOW).result()
        elif step < 0.9:
            mark(desk, rng, Origin.WINDOW)
        else:
            resplit_issues(desk, issues, origin=Origin.WINDOW)
    resplit_issues(desk, issues, origin=Origin.WINDOW)
    assert listed(desk) != before
    now = [words_of(detail) for detail in starred(desk)]
    assert [words for words in first_words if not any(words in text for text in now)] == []
    assert desk.library.check() == []
    while desk.library.undo(origins=WINDOW).result() is not None:
        continue
    assert listed(desk) == before
    assert [desk.reader.corrections(issue) for issue in issues] == [()] * len(issues)
    assert desk.library.check() == []


def test_two_who_correct_an_issue_at_once_lose_nothing_of_each_other(open_desk: Callable[[], Desk]) -> None:
    mine = open_desk()
    import_paths(mine.library, SEEDS[:1])
    (issue,) = mine.reader.issue_ids()
    before = listed(mine)
    rng = random.Random(5)
    openings = [block for block in page_blocks(mine.reader.issue_text(issue)) if block.opens]
    chosen = rng.sample(openings, 8)
    failures: list[BaseException] = []

    def type_titles(desk: Desk, places: range) -> None:
        for place in places:
            typed = Correction(Act.ITEM_TITLE, chosen[place].text, chosen[place].span.start, f"Typed {place}")
            while True:
                try:
                    correct(desk, issue, [typed], origin=Origin.WINDOW)
                    break
                except SplitOvertaken:
                    continue
                except BaseException as error:
                    failures.append(error)
                    raise

    other = threading.Thread(target=type_titles, args=(open_desk(), range(4)))
    other.start()
    type_titles(mine, range(4, 8))
    other.join(60)
    assert failures == []
    titles = [detail.row.title for detail in details(mine, Query((Within(issue=issue),)))]
    assert sorted(title for title in titles if title and title.startswith("Typed")) == [f"Typed {n}" for n in range(8)]
    with closing(mine.library.reader()) as reader:
        assert len(reader.corrections(issue)) == 8
    for _ in range(8):
        assert mine.library.undo(origins=WINDOW).result().kept == 0
    assert listed(mine) == before
    assert mine.library.check() == []

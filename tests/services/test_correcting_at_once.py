"""Several windows and commands on one library: what one of them says of an issue, none of the others loses."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from taught_mails import CALL, SET_ASIDE, mail, titles

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.split_plans import ForeseenSplit
from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.queries import Query, Within
from reader.core.state.rows import ItemRow
from reader.core.values.errors import SplitOvertaken
from reader.core.values.ids import IssueId
from reader.services.imports.intake import import_bytes
from reader.services.machine.user_library import open_library
from reader.services.splits.batch import resplit_issues
from reader.services.splits.corrected_splits import carry_out, correct
from reader.services.splits.desk import Desk
from reader.services.splits.preview import foresee
from reader.services.worker.parse_worker import ParseWorker

JOINED = Correction(Act.JOIN, titles(1)[1])
TYPED = Correction(Act.ITEM_TITLE, titles(1)[3], value="Typed")


@pytest.fixture(scope="module")
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


@pytest.fixture
def desks(tmp_path: Path, worker: ParseWorker) -> Iterator[tuple[Desk, Desk]]:
    """Two desks, each with the same library opened for itself, as two processes have it; one issue is in it."""
    libraries = [open_library(tmp_path / "library.db") for _ in range(2)]
    readers = [library.reader() for library in libraries]
    import_bytes(libraries[0], mail(1), "1.eml", worker=worker)
    yield tuple(Desk(library, reader, worker) for library, reader in zip(libraries, readers, strict=True))  # type: ignore[misc]
    for opened in (*readers, *libraries):
        opened.close()


def overtaken(desk: Desk, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], times: int = 1) -> list[int]:
    """Let ``act`` be done elsewhere whenever a desk has worked a split out, before that is written."""
    write, acts = desk.library.split_again, [act] * times
    tried: list[int] = []

    def overtaken(foreseen: ForeseenSplit, **options: Any) -> Any:
        tried.append(foreseen.issue)
        if acts:
            acts.pop()()
        return write(foreseen, **options)

    monkeypatch.setattr(desk.library, "split_again", overtaken)
    return tried


def rows(desk: Desk, issue: int = 1) -> Sequence[ItemRow]:
    return desk.reader.rows(desk.reader.listing(Query((Within(issue=IssueId(issue)),))).ids)


def listed(desk: Desk, issue: int = 1) -> list[str | None]:
    return [row.title for row in rows(desk, issue)]


WITHOUT_ONE = [titles(1)[0], *titles(1)[2:]]


def test_two_who_correct_an_issue_at_once_both_are_heard(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = desks
    tried = overtaken(mine, monkeypatch, lambda: correct(theirs, IssueId(1), [SET_ASIDE], origin=Origin.CLI))
    done = correct(mine, IssueId(1), [JOINED], origin=Origin.WINDOW)
    assert len(tried) == 2
    assert listed(mine) == WITHOUT_ONE
    assert (done.difference.items, done.difference.vanished) == (4, 1)
    assert [json.loads(one.data)["act"] for one in mine.reader.corrections(IssueId(1))] == [
        "boilerplate",
        "join",
        "join",
    ]
    mine.library.undo(origins={Origin.WINDOW}).result()
    assert listed(mine) == titles(1)
    mine.library.undo(origins={Origin.CLI}).result()
    assert CALL in listed(mine)


def test_what_was_previewed_is_not_split_again_and_what_was_starred_meanwhile_stays_so(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = desks
    shown = foresee(mine, mine.reader.issue_text(IssueId(1)), [JOINED])
    longer = next(row for row in rows(mine) if row.title == titles(1)[0])
    theirs.library.change([Edit(Field.STARRED, (longer.work_id,), True)], origin=Origin.CLI, label="Star").result()
    monkeypatch.setattr(Desk, "foresee", None)
    carry_out(mine, shown.split, origin=Origin.WINDOW)
    assert [row.title for row in rows(mine)] == [titles(1)[0], CALL, *titles(1)[2:]]
    assert [row.title for row in rows(mine) if row.is_starred] == [titles(1)[0]]
    assert mine.library.check() == []


def test_what_was_corrected_elsewhere_after_a_preview_counts_too(desks: tuple[Desk, Desk]) -> None:
    mine, theirs = desks
    shown = foresee(mine, mine.reader.issue_text(IssueId(1)), [JOINED])
    correct(theirs, IssueId(1), [SET_ASIDE], origin=Origin.CLI)
    carry_out(mine, shown.split, origin=Origin.WINDOW)
    assert listed(mine) == WITHOUT_ONE


def test_splitting_again_does_not_lose_what_was_corrected_meanwhile(
    desks: tuple[Desk, Desk], worker: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = desks
    import_bytes(mine.library, mail(2), "2.eml", worker=worker)
    correct(mine, IssueId(2), [SET_ASIDE], origin=Origin.CLI)
    assert CALL in listed(mine)
    tried = overtaken(mine, monkeypatch, lambda: correct(theirs, IssueId(1), [JOINED], origin=Origin.CLI))
    resplit_issues(mine, [IssueId(1)], origin=Origin.WINDOW)
    assert (len(tried), listed(mine)) == (2, WITHOUT_ONE)


def test_a_correction_that_is_taken_back_meanwhile_does_not_come_back(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = desks
    correct(mine, IssueId(1), [SET_ASIDE], origin=Origin.CLI)
    overtaken(mine, monkeypatch, lambda: theirs.library.undo(origins={Origin.CLI}).result())
    correct(mine, IssueId(1), [JOINED], origin=Origin.WINDOW)
    assert listed(mine) == [titles(1)[0], CALL, *titles(1)[2:]]


def test_a_richer_original_that_came_meanwhile_is_the_one_that_is_corrected(
    desks: tuple[Desk, Desk], worker: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = desks
    more = mail(1).replace(b"</body>", b"<h3>A last one came late in the evening</h3><p>It was a surprise.</p></body>")
    mine.document(IssueId(1))
    overtaken(mine, monkeypatch, lambda: import_bytes(theirs.library, more, "more.eml", worker=worker))
    correct(mine, IssueId(1), [SET_ASIDE], origin=Origin.WINDOW)
    assert listed(mine) == [*titles(1), "A last one came late in the evening"]


def test_an_issue_that_others_never_leave_alone_is_left_as_they_have_it(
    desks: tuple[Desk, Desk], worker: ParseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = desks
    correct(mine, IssueId(1), [TYPED], origin=Origin.CLI)
    import_bytes(mine.library, mail(2), "2.eml", worker=worker)
    correct(mine, IssueId(2), [SET_ASIDE], origin=Origin.WINDOW)
    steps = cycle([theirs.library.undo, theirs.library.redo])
    tried = overtaken(mine, monkeypatch, lambda: next(steps)(origins={Origin.CLI}).result(), times=100)
    results = resplit_issues(mine, [IssueId(1), IssueId(2)], origin=Origin.WINDOW)
    assert "elsewhere" in (results[0].reason or "")
    assert results[1].reason is None
    assert 2 < tried.count(1) < 20
    with pytest.raises(SplitOvertaken, match="elsewhere"):
        correct(mine, IssueId(1), [JOINED], origin=Origin.WINDOW)
    assert len(listed(mine)) == 5

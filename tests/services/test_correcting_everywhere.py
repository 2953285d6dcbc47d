"""A correction that counts for the other issues of its publication at once is one act, and is undone as one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from taught_mails import CALL, QUAY, SET_ASIDE, mail, story

from reader.core.revision.corrections import Act, Correction
from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.queries import Query
from reader.core.state.rows import ItemDetail
from reader.core.values.errors import CommandError
from reader.core.values.ids import IssueId
from reader.services.imports.intake import import_paths
from reader.services.items.item_json import item_json
from reader.services.machine.user_library import open_library
from reader.services.splits import preview
from reader.services.splits.corrected_splits import correct_everywhere, split_corrected
from reader.services.splits.desk import Desk
from reader.services.splits.preview import foresee_elsewhere
from reader.services.worker.parse_worker import ParseWorker

NUMBERS = (1, 2, 5, 6, 9)
"""Of issues that have no line in common but the call."""
ISSUES = len(NUMBERS)
HEADING = Correction(Act.HEADING, CALL)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Issues of a publication, and one of another; of each the call and the first item are starred."""
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in NUMBERS:
        (folder / f"{number}.eml").write_bytes(mail(number))
    (folder / "quay.eml").write_bytes(mail(11, QUAY))
    library = open_library(tmp_path / "reader.db")
    reader, worker = library.reader(), ParseWorker()
    try:
        import_paths(library, [folder])
        starred = [one.row.work_id for one in details(reader) if one.row.title in (CALL, story(2, 0)[0])]
        library.change([Edit(Field.STARRED, tuple(starred), True)], origin=Origin.CLI, label="Star").result()
        yield Desk(library, reader, worker)
    finally:
        worker.close()
        reader.close()
        library.close()


def details(reader) -> list[ItemDetail]:  # type: ignore[no-untyped-def]
    return [reader.detail(item) for item in reader.listing(Query()).ids]


def listed(desk: Desk) -> str:
    return json.dumps([item_json(one) for one in details(desk.reader)], ensure_ascii=False)


def issue_of(desk: Desk, number: int) -> IssueId:
    return next(one.row.issue_id for one in details(desk.reader) if one.row.title == story(number, 0)[0])


def calls(desk: Desk) -> int:
    """In how many issues the call is still an item."""
    return len({one.row.issue_id for one in details(desk.reader) if one.row.title == CALL and not one.is_retired})


def headed(desk: Desk) -> int:
    """In how many issues the call is a heading, which nobody would take it for who was not told so."""
    return len({one.row.issue_id for one in details(desk.reader) if one.section == CALL})


def undo(desk: Desk) -> str:
    return desk.library.undo(origins={Origin.WINDOW}).result().label


def test_it_counts_for_all_issues_and_one_undo_takes_all_of_it_back(desk: Desk) -> None:
    before, issue = listed(desk), issue_of(desk, 2)
    words = [(one.row.id, one.row.excerpt.split()[:5]) for one in details(desk.reader) if one.row.is_starred]
    assert calls(desk) == ISSUES + 1
    results = correct_everywhere(desk, split_corrected(desk, issue, [HEADING]), origin=Origin.WINDOW)
    assert results[0].issue == issue
    assert len(results) == ISSUES
    assert all(result.is_changed for result in results)
    assert calls(desk) == 1, "that of the other publication"
    assert headed(desk) == ISSUES
    now = {id: desk.reader.detail(id).row.excerpt.split()[:5] for id, _ in words}
    assert [(id, now[id]) for id, _ in words] == words
    assert desk.library.check() == []
    assert "and other issues" in undo(desk)
    assert listed(desk) == before
    assert desk.corrections(issue) == ()
    desk.library.redo(origins={Origin.WINDOW}).result()
    assert headed(desk) == ISSUES
    assert desk.library.check() == []


def test_more_issues_are_split_again_than_were_looked_at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST_OTHERS", 2)
    issue = issue_of(desk, 2)
    found = foresee_elsewhere(desk, desk.reader.issue_text(issue), [SET_ASIDE])
    assert (found.count, found.is_all) == (2, False)
    correct_everywhere(desk, split_corrected(desk, issue, [SET_ASIDE]), origin=Origin.WINDOW)
    assert calls(desk) == 1


@pytest.mark.parametrize("after", [0, 2, 4])
def test_stopped_on_the_way_it_can_be_taken_back_whole(desk: Desk, after: int) -> None:
    before, issue = listed(desk), issue_of(desk, 2)
    steps: list[int] = []
    results = correct_everywhere(
        desk,
        split_corrected(desk, issue, [SET_ASIDE]),
        origin=Origin.WINDOW,
        progress=lambda done, of: steps.append(done),
        is_cancelled=lambda: len(steps) > after,
    )
    changed = [result.issue for result in results if result.is_changed]
    assert changed[0] == issue
    assert len(changed) == max(1, after)
    assert calls(desk) == ISSUES + 1 - len(changed)
    assert desk.library.check() == []
    undo(desk)
    assert listed(desk) == before


def test_what_is_about_no_block_changes_nothing_anywhere(desk: Desk) -> None:
    before = listed(desk)
    with pytest.raises(CommandError, match="No block"):
        correct_everywhere(
            desk,
            split_corrected(desk, issue_of(desk, 2), [Correction(Act.SPLIT, "Nowhere to be found")]),
            origin=Origin.WINDOW,
        )
    assert listed(desk) == before

"""A correction changes what it says: what was learned since the issue was split waits until that is split again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from taught_mails import CALL, SET_ASIDE, mail, story, titles

from reader.core.revision.corrections import Act, Correction
from reader.core.state.changes import Origin
from reader.core.state.queries import Query, Within
from reader.core.values.ids import IssueId
from reader.services.imports.intake import import_bytes
from reader.services.machine.user_library import open_library
from reader.services.splits.batch import resplit_issues
from reader.services.splits.corrected_splits import correct
from reader.services.splits.desk import Desk
from reader.services.splits.preview import foresee_elsewhere
from reader.services.worker.parse_worker import ParseWorker

KIND = Correction(Act.KIND, story(2, 0)[0], 0, "paper")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    library = open_library(tmp_path / "library.db")
    with ParseWorker() as worker:
        for number in (1, 2, 3):
            import_bytes(library, mail(number), f"{number}.eml", worker=worker)
        reader = library.reader()
        yield Desk(library, reader, worker)
        reader.close()
        library.close()


def listed(desk: Desk, issue: int) -> list[str | None]:
    ids = desk.reader.listing(Query((Within(issue=IssueId(issue)),))).ids
    return [row.title for row in desk.reader.rows(ids)]


@pytest.mark.parametrize("is_same_desk", [True, False])
def test_a_correction_does_not_bring_in_what_was_learned_elsewhere(desk: Desk, is_same_desk: bool) -> None:
    before = listed(desk, 2)
    correct(desk, IssueId(1), [SET_ASIDE], origin=Origin.WINDOW)
    with ParseWorker() as worker:
        again = desk if is_same_desk else Desk(desk.library, desk.reader, worker)
        done = correct(again, IssueId(2), [KIND], origin=Origin.WINDOW)
        assert (done.difference.changed, done.difference.added, done.difference.vanished) == (1, 0, 0)
        assert listed(desk, 2) == before
        assert CALL in before
        resplit_issues(again, [IssueId(2)], origin=Origin.WINDOW)
        assert listed(desk, 2) == titles(2)
        done = correct(again, IssueId(2), [Correction(Act.KIND, story(2, 1)[0], 0, "code")], origin=Origin.WINDOW)
        assert (done.difference.changed, done.difference.added) == (1, 0)
        assert listed(desk, 2) == titles(2)


def test_a_second_correction_does_not_bring_in_what_the_first_taught(desk: Desk) -> None:
    joined = Correction(Act.JOIN, story(1, 3)[0])
    correct(desk, IssueId(1), [joined], origin=Origin.WINDOW)
    before = listed(desk, 1)
    with ParseWorker() as worker:
        fresh = Desk(desk.library, desk.reader, worker)
        correct(fresh, IssueId(1), [Correction(Act.KIND, story(1, 0)[0], 0, "code")], origin=Origin.WINDOW)
    assert listed(desk, 1) == before


def test_issues_of_no_known_publication_teach_each_other_nothing(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library.db")
    page = "# {0}\n\n## The {0} one\n\nIt grew all summer.\n\nContinue reading\n\n## The {0} two\n\nIt was cut.\n"
    with ParseWorker() as worker:
        for name in ("rose", "star"):
            import_bytes(library, page.format(name).encode(), f"{name}.md", worker=worker)
        reader = library.reader()
        desk = Desk(library, reader, worker)
        assert [row.title for row in reader.publications()] == [None]
        before = listed(desk, 2)
        correct(desk, IssueId(1), [Correction(Act.SPLIT, "Continue reading")], origin=Origin.WINDOW)
        assert (
            foresee_elsewhere(desk, reader.issue_text(IssueId(1)), [Correction(Act.HEADING, "The rose one")]).count == 0
        )
        resplit_issues(desk, [IssueId(2)], origin=Origin.WINDOW)
        assert listed(desk, 2) == before
        reader.close()
    library.close()

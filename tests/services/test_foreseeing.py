"""What a correction would change, in words, before anything is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.issue_pages import IssueText, page_blocks
from reader.core.state.changes import Origin
from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library
from reader.services.splits.batch import resplit_issues
from reader.services.splits.corrected_splits import correct
from reader.services.splits.desk import Desk
from reader.services.splits.preview import Elsewhere, foresee, foresee_elsewhere
from reader.services.worker.parse_worker import ParseWorker

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    library = open_library(tmp_path / "reader.db")
    reader, worker = library.reader(), ParseWorker()
    try:
        import_paths(library, sorted(SEEDS.glob("deep-learning-weekly-*.txt")))
        yield Desk(library, reader, worker)
    finally:
        worker.close()
        reader.close()
        library.close()


def said(text: IssueText, act: Act, beginning: str, value: str | None = None) -> list[Correction]:
    block = next(block for block in page_blocks(text) if block.text.startswith(beginning))
    return [Correction(act, block.text, block.span.start, value)]


def issue_text(desk: Desk, number: int = 197) -> IssueText:
    (publication,) = desk.reader.publications()
    row = next(row for row in desk.reader.issues(publication.id) if row.number == number)
    return desk.reader.issue_text(row.id)


def test_what_comes_and_goes_is_named_and_nothing_is_changed(desk: Desk) -> None:
    text = issue_text(desk)
    wanted = foresee(desk, text, said(text, Act.SPLIT, "Nvidia warns that demand in GPUs"))
    assert wanted.label == "Split here"
    assert f" items instead of {len(text.items)}" in wanted.lines[0]
    assert int(wanted.lines[0].split()[0]) > len(text.items)
    assert any(line.startswith("New: Nvidia warns that demand") for line in wanted.lines)
    assert issue_text(desk) == text


def test_a_section_that_goes_is_named(desk: Desk) -> None:
    text = issue_text(desk)
    wanted = foresee(desk, text, said(text, Act.BOILERPLATE, "Mobile & Edge"))
    assert "Section gone: Mobile & Edge" in wanted.lines


def test_what_is_so_already_changes_nothing(desk: Desk) -> None:
    text = issue_text(desk)
    assert foresee(desk, text, said(text, Act.TITLE, "Nvidia warns the great GPU shortage")).lines == ()


def test_a_given_value_is_told(desk: Desk) -> None:
    text = issue_text(desk)
    wanted = foresee(desk, text, said(text, Act.ITEM_TITLE, "Nvidia warns that", "A new\nname " + "x" * 100))
    assert wanted.label.startswith("Title of the item: A new name xxx")
    assert len(wanted.label) < 100


def test_it_is_told_in_how_many_other_issues_something_would_change(desk: Desk) -> None:
    text = issue_text(desk)
    made = said(text, Act.BOILERPLATE, "Mobile & Edge")
    elsewhere = foresee_elsewhere(desk, text, made)
    assert elsewhere.told == "3 other issues of the newsletter would change too"
    assert elsewhere.offer == "Apply here and in 3 other issues"
    correct(desk, text.issue, made, origin=Origin.WINDOW)
    others = [issue for issue in desk.reader.issue_ids() if issue != text.issue]
    results = resplit_issues(desk, others, origin=Origin.WINDOW, is_dry=True)
    assert [result.is_changed for result in results] == [True] * 3


def test_what_is_of_one_issue_alone_changes_no_other(desk: Desk) -> None:
    text = issue_text(desk)
    elsewhere = foresee_elsewhere(desk, text, said(text, Act.BOILERPLATE, "Hey folks,"))
    assert (elsewhere.count, elsewhere.offer) == (0, "")
    assert elsewhere.told == "No other issue of the newsletter would change"


def test_what_is_offered_elsewhere_is_all_there_is() -> None:
    assert Elsewhere(0, is_all=True).offer == ""
    assert Elsewhere(1, is_all=True).offer == "Apply here and in 1 other issue"
    assert Elsewhere(3, is_all=True).offer == "Apply here and in 3 other issues"
    assert Elsewhere(3, is_all=False).offer == "Apply here and in all other issues"
    assert "of the newest 40" in Elsewhere(3, is_all=False).told


@pytest.mark.parametrize("joined", ["Graph Attention Networks (GAT)", "Fast, Efficient Neural Networks Copy"])
def test_an_issue_that_was_corrected_stays_so_when_it_is_split_again(desk: Desk, joined: str) -> None:
    text = issue_text(desk, 209)
    correct(desk, text.issue, said(text, Act.JOIN, joined), origin=Origin.WINDOW)
    bodies = [desk.reader.detail(item.id).body for item in issue_text(desk, 209).items]
    assert sum(joined in body for body in bodies) == 1
    (result,) = resplit_issues(desk, [text.issue], origin=Origin.WINDOW)
    assert result.told == "#209: no change"

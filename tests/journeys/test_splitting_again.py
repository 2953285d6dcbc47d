"""Splitting again from the window: looked at first, carried out as one act, undone, and offered when it got better."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from reading_documents import parse_file
from sample_library import SEEDS

from reader.core.state.changes import Edit, Field, Origin
from reader.services.machine.user_library import open_library
from reader.ui.cards.newsletters.resplit_summary import ResplitSummary
from reader.ui.models.library_tree import NodeKind

WORSE = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library whose issues were split by something that finds half of the items; one item of each is starred."""
    path = tmp_path / "library" / "reader.db"
    path.parent.mkdir()
    library = open_library(path)
    for seed in sorted(SEEDS.glob("*.txt"))[:WORSE]:
        document, issue = parse_file(seed)
        sections = tuple(replace(one, items=one.items[::2]) for one in issue.sections)
        stored = library.store(document, replace(issue, sections=sections, split_by="0")).result(30)
        reader = library.reader()
        row = reader.rows(reader.in_order(range(1, 1000)))[0]
        reader.close()
        library.change([Edit(Field.STARRED, (row.work_id,), True)], origin=Origin.CLI, label="Star").result(30)
        assert stored.items
    library.close()
    return path


@pytest.fixture
def reader(qtbot: QtBot, path: Path) -> Iterator[Driver]:
    driver = Driver(qtbot, path)
    try:
        yield driver.open()
    finally:
        driver.close()


def card(reader: Driver) -> ResplitSummary | None:
    return next((one for one in reader.window.findChildren(ResplitSummary) if not one._is_closed), None)


def wait(reader: Driver, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not reader.window.resplitting.is_running, timeout=60_000)
    reader.settle()


def test_all_is_looked_at_split_again_and_undone(reader: Driver, qtbot: QtBot) -> None:
    reader.press("g e")
    before, starred = reader.listed, reader.count("starred")
    reader.press("g r")
    wait(reader, qtbot)
    assert reader.listed == before
    rows = [row.title for row in card(reader).rows.rows]
    assert rows[0] == f"Split {WORSE} issues again"
    assert len(rows) == 1 + WORSE
    assert "new" in card(reader).rows.rows[1].detail
    reader.press("Enter")
    wait(reader, qtbot)
    assert "u takes it back" in reader.said
    assert len(reader.listed) > len(before)
    assert reader.count("starred") == starred
    reader.press("u")
    assert reader.said.startswith(f"Undone: Split {WORSE} issues again")
    assert reader.listed == before
    reader.press("g c")
    assert "Press g r first to compare" in reader.said


def test_only_what_is_chosen_is_looked_at_and_a_row_leads_to_its_issue(reader: Driver, qtbot: QtBot) -> None:
    tree, model = reader.window.tree, reader.window.tree_model
    tree.setFocus()
    tree.expand(model.index_of(next(node for node in model.walk() if node.kind is NodeKind.PUBLICATION)))
    reader.settle()
    issue = next(node for node in model.walk() if node.kind is NodeKind.ISSUE)
    tree.choose(issue)
    reader.settle()
    reader.press("g r")
    wait(reader, qtbot)
    assert [row.id for row in card(reader).rows.rows] == ["all", issue.value]
    reader.press("Esc g e g c Down Enter")
    assert reader.window.navigation.place.value == issue.value


def test_a_look_can_be_stopped(reader: Driver, qtbot: QtBot) -> None:
    before = reader.press("g e").listed
    QGuiApplication.clipboard().setText("A crane of number 9\n\nIt was tried for a year at the old pier.")
    reader.window.run("split.all")
    reader.window.run("import.clipboard")
    assert reader.said == "Another job is running; import when it is done (g x stops it)."
    assert not reader.window.importing.is_running
    reader.window.run("job.stop")
    wait(reader, qtbot)
    assert "No issue was changed" in reader.said
    assert card(reader) is None
    assert reader.listed == before
    reader.window.run("import.clipboard")
    reader.wait_for_imports()
    assert reader.import_result.startswith("Imported: 1 issue with 1 item")


def test_nothing_is_taken_back_while_it_is_still_being_done(reader: Driver, qtbot: QtBot) -> None:
    reader.press("g e g r")
    wait(reader, qtbot)
    before = reader.listed
    card(reader).pick(0)
    reader.window.run("edit.undo")
    assert "being split again" in reader.said
    wait(reader, qtbot)
    reader.press("u")
    assert reader.listed == before


def test_nothing_is_corrected_while_issues_are_split_again(reader: Driver, qtbot: QtBot) -> None:
    reader.press("g e M")
    reader.window.run("split.all")
    wait(reader, qtbot)
    card(reader).pick(0)
    reader.window.run("correct.split")
    assert "being split again" in reader.said
    wait(reader, qtbot)
    reader.press("u")
    assert "Undone: Split" in reader.said


def test_what_another_process_splits_again_step_by_step_is_shown_step_by_step(reader: Driver, path: Path) -> None:
    reader.press("g e")
    library, group, counts = open_library(path), None, [len(reader.listed)]
    for number, seed in enumerate(sorted(SEEDS.glob("*.txt"))[:WORSE], 1):
        foreseen = library.foresee_split(number, *parse_file(seed))
        split = library.split_again(foreseen, origin=Origin.CLI, label="Split again", group=group).result(30)
        group = group or split.group
        reader.window.session.poll()
        reader.settle()
        counts.append(len(reader.listed))
    library.close()
    assert counts == sorted(set(counts))


def test_a_better_splitter_is_offered_once_and_never_silent(reader: Driver, qtbot: QtBot) -> None:
    before = reader.press("g e").listed
    reader.window.resplitting.look_for_better()
    reader.settle()
    job = reader.window.status.job
    assert f"{WORSE} issues would change" in job.result.text()
    assert reader.listed == before
    job.result.click()
    reader.settle()
    assert len(card(reader).rows.rows) == 1 + WORSE
    reader.press("Esc")
    reader.reopen()
    reader.window.resplitting.look_for_better()
    reader.settle()
    assert not reader.window.status.job.isVisible()
    reader.window.resplitting._offered = "0"
    reader.press("g r")
    wait(reader, qtbot)
    reader.press("Enter")
    wait(reader, qtbot)
    reader.window.resplitting.look_for_better()
    reader.settle()
    assert not reader.window.status.job.isVisible()
    assert reader.window.resplitting.offered == "0"


def test_what_is_no_longer_split_out_can_be_listed(reader: Driver, qtbot: QtBot, path: Path) -> None:
    library = open_library(path)
    document, issue = parse_file(sorted(SEEDS.glob("*.txt"))[0])
    gone = replace(issue, sections=tuple(replace(one, items=one.items[2::2]) for one in issue.sections))
    library.split_again(library.foresee_split(1, document, gone), origin=Origin.CLI, label="Split again").result(30)
    library.close()
    reader.press("/").type("is:gone").press("Enter")
    assert reader.listed
    assert reader.window.detail.detail.is_retired

"""A correction is applied here and in the other issues of the publication from its card, as one act."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver
from pytestqt.qtbot import QtBot
from taught_mails import CALL, mail

from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library
from reader.ui.cards.newsletters.correction_card import CorrectionCard

NUMBERS = (1, 2, 5, 6)


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Driver]:
    """Issues in each of which a call stands like an item; the newest is listed, the call at hand."""
    folder, path = tmp_path / "mails", tmp_path / "library" / "reader.db"
    folder.mkdir()
    path.parent.mkdir()
    for number in getattr(request, "param", NUMBERS):
        (folder / f"{number}.eml").write_bytes(mail(number))
    library = open_library(path)
    import_paths(library, [folder])
    library.close()
    driver = Driver(qtbot, path)
    try:
        driver.open().press("g e g g j j s M")
        yield driver
    finally:
        driver.close()


def card(reader: Driver) -> CorrectionCard:
    return next(one for one in reader.window.findChildren(CorrectionCard) if not one._is_closed)


def wait(reader: Driver, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not reader.window.resplitting.is_running, timeout=60_000)
    reader.settle()


def calls(reader: Driver) -> int:
    return reader.listed.count(CALL)


def look(reader: Driver) -> None:
    """Say that the call is in no item, and wait for what that would change elsewhere."""
    assert reader.title == CALL
    reader.press("x")


def test_the_row_comes_when_it_is_known_and_the_act_is_taken_back_whole(reader: Driver, qtbot: QtBot) -> None:
    before = reader.listed
    assert calls(reader) == len(NUMBERS)
    look(reader)
    rows = card(reader).rows.rows
    assert [row.id for row in rows] == ["apply", "everywhere", "leave"]
    assert rows[1].title == "Apply here and in 3 other issues"
    assert rows[1].keys == ("Shift+Enter",)
    assert card(reader).list.currentIndex().row() == 0
    reader.press("Shift+Enter")
    wait(reader, qtbot)
    reader.sees("Corrected: 4 of 4 issues changed", "u takes it back")
    assert calls(reader) == 0
    assert reader.count("starred") == 1
    reader.press("u")
    assert reader.said.startswith("Undone: Correct ")
    assert reader.listed == before


def test_enter_applies_it_here_alone(reader: Driver) -> None:
    look(reader)
    reader.press("Enter")
    assert calls(reader) == len(NUMBERS) - 1


@pytest.mark.parametrize("reader", [NUMBERS[:1]], indirect=True)
def test_it_is_not_offered_where_nothing_else_would_change(reader: Driver) -> None:
    look(reader)
    shown = card(reader)
    assert "No other issue" in shown.heading.text()
    assert [row.id for row in shown.rows.rows] == ["apply", "leave"]
    reader.press("Shift+Enter")
    assert not shown._is_closed
    assert calls(reader) == 1


def test_it_can_be_stopped_and_is_not_taken_back_before_its_end(reader: Driver, qtbot: QtBot) -> None:
    before = reader.listed
    look(reader)
    card(reader).pick(1)
    reader.window.run("edit.undo")
    assert "being split again" in reader.said
    reader.window.run("job.stop")
    wait(reader, qtbot)
    assert "Stopped" in reader.said
    assert 0 < calls(reader) < len(NUMBERS)
    reader.press("u")
    assert reader.listed == before


def test_another_job_comes_first(reader: Driver, qtbot: QtBot) -> None:
    before = reader.listed
    look(reader)
    reader.window.resplitting._begin()
    card(reader).pick(1)
    assert "Another job is running" in reader.said
    reader.window.resplitting._end()
    reader.settle()
    assert reader.listed == before

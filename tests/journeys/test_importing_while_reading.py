"""Reading on while documents come in: the list that is open stays as it is, and what came is told beside it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver, write_mailbox
from pytestqt.qtbot import QtBot

from reader.services.worker.parse_worker import ParseWorker
from reader.ui.keys.key_presses import press

LETTERS = 6
HELD_AFTER = 3
"""So many letters are stored before the import is held."""


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds every import after some of its documents until it is set."""
    gate = threading.Event()
    parse = ParseWorker.parse

    def held(worker: ParseWorker, *given: object) -> Iterator[object]:
        for number, parsed in enumerate(parse(worker, *given)):  # type: ignore[arg-type]
            if number == HELD_AFTER:
                gate.wait(30)
            yield parsed

    monkeypatch.setattr(ParseWorker, "parse", held)
    yield gate
    gate.set()


def look(driver: Driver) -> tuple[list[str], str, str]:
    """The rows, the item that is read, and its text."""
    return driver.listed, driver.title, driver.text


def begin(driver: Driver, qtbot: QtBot, folder: Path) -> None:
    """Begin an import into an empty list, and clean up when the letters that came before the gate are there."""
    driver.window.importing.import_paths([write_mailbox(folder / "harbour.mbox", LETTERS)])
    qtbot.waitUntil(lambda: driver.count("all") == HELD_AFTER, timeout=30_000)
    press(driver.window, "c")
    qtbot.waitUntil(lambda: len(driver.listed) == HELD_AFTER)


@pytest.mark.parametrize("is_stopped", [False, True], ids=["to its end", "stopped"])
def test_decided_rows_and_the_item_that_is_read_stay_when_an_import_ends(
    empty: Driver, qtbot: QtBot, tmp_path: Path, gate: threading.Event, is_stopped: bool
) -> None:
    begin(empty, qtbot, tmp_path)
    press(empty.window, "g g e e")
    qtbot.waitUntil(lambda: [empty.count("unread"), empty.count("done")] == [HELD_AFTER - 2, 2])
    before = look(empty)
    if is_stopped:
        empty.window.run("job.stop")
    gate.set()
    empty.wait_for_imports()
    assert look(empty) == before, "nothing moves under the reader's hands"
    came = empty.count("all") - HELD_AFTER
    assert came == (0 if is_stopped else LETTERS - HELD_AFTER)
    assert (f"{came} new" in empty.window.list.counts.text()) == bool(came)
    empty.press("c")
    assert len(empty.listed) == 1 + came, "cleaning up brings what came, and takes away what was decided"
    assert empty.title == before[1]


def test_a_list_that_an_import_fills_grows_to_its_end_while_nothing_is_decided_in_it(
    empty: Driver, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    begin(empty, qtbot, tmp_path)
    press(empty.window, "g g j")
    _, title, text = look(empty)
    gate.set()
    empty.wait_for_imports()
    assert (empty.title, empty.text) == (title, text)
    assert len(empty.listed) == LETTERS


def test_a_feed_that_is_opened_again_leaves_the_list_as_it_is(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    """More of an issue came: it is split anew, which is no reason to take away what was decided."""
    first = (
        "# Bay 3\n\n## Boats\n\n- [Ferries](https://b.example/f). Two of them.\n- [Tugs](https://t.example/). One.\n"
    )
    path = tmp_path / "bay.md"
    for text in (first, f"{first}- [Rafts](https://r.example/). Many, and all of them made of wood from the hills.\n"):
        path.write_text(text)
        reader.window.importing.import_paths([path])
        reader.wait_for_imports()
        if text == first:
            reader.press("g d g u e e")
            before = look(reader)
    assert look(reader) == before
    reader.press("c")
    assert "Rafts" in reader.listed
    assert len(reader.listed) == len(before[0]) - 2 + 1

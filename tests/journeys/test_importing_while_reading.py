"""Reading on while documents come in: the list that is open stays as it is, and what came is told beside it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver, write_mailbox
from pytestqt.qtbot import QtBot

from reader.core.state.query_text import parse_query
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


def letter(name: str, *, first: str, more: str = "") -> str:
    """An entry of a feed whose entries are issues."""
    said = f"Says in a good many words what is new of it, so that it can be told from others.{more}"
    stories = [first, *(f"{made} of the bay" for made in ("Tugs", "Rafts", "Cranes", "Piers", "Buoys"))]
    shown = "".join(
        f"<h3><a href='https://b.example/{n}'>{story}</a></h3><p>Story {n}. {said}</p>"
        for n, story in enumerate(stories)
    )
    return f"<item><title>{name}</title><guid>bay</guid><description><![CDATA[{shown}]]></description></item>"


def test_a_feed_that_is_opened_again_renames_what_is_listed_beside_what_was_decided(
    reader: Driver, tmp_path: Path
) -> None:
    """A richer text of the listed issue came: rows and head say what the library does, and no row is taken away."""
    path = tmp_path / "bay.xml"
    other = letter("Winter", first="Sleds").replace("bay", "hill")
    spring = letter("Spring", first="Ferries"), letter("Spring and after", first="Ferries of the north", more=" More.")
    for entry in spring:
        path.write_text(f'<rss version="2.0"><channel><title>Bay</title>{entry}{other}</channel></rss>')
        reader.window.importing.import_paths([path])
        reader.wait_for_imports()
        if entry == spring[0]:
            ferries = reader.window.session.reader.listing(parse_query("Ferries")).ids[0]
            reader.window.navigation.go_to_item(ferries)
            reader.settle()
            assert (reader.listing, reader.title) == ("Spring", "Ferries")
            reader.press("F e e")
            before = reader.listed
    assert reader.listing == "Spring and after"
    assert reader.listed == ["Ferries of the north", *before[1:]]
    assert reader.window.items.row_at(reader.window.items.position_of(ferries)).is_done, "it was decided, and stays"

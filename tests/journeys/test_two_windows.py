"""One library, several hands: another process and a second window are followed without a jump."""

from collections.abc import Iterator

import pytest
from driving import Driver, carry_out
from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def polls_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The windows look ten times as often what others wrote; that they look at all is not changed by it."""
    monkeypatch.setattr("reader.ui.sessions.session.POLL_MS", 100)


@pytest.fixture
def second(qtbot: QtBot, reader: Driver) -> Iterator[Driver]:
    """A second window on the library of the first."""
    other = Driver(qtbot, reader.library)
    try:
        yield other.open()
    finally:
        other.close()


def command(reader: Driver, *arguments: str, text: str = "") -> None:
    carry_out(reader.library, *arguments, stdin=text.encode())


def row_of(reader: Driver, item: int):  # type: ignore[no-untyped-def]
    return reader.window.items.row_at(reader.window.items.position_of(item))


def test_the_command_line_is_followed_and_the_selection_stays(reader: Driver, qtbot: QtBot) -> None:
    reader.press("g e g g 5 j")
    title, item = reader.title, reader.row.id
    other = reader.window.items.id_at(reader.window.list.table.current_row() + 2)
    offset = reader.window.list.table.verticalScrollBar().value()
    command(reader, "mark", str(other), "--star", "--done")
    qtbot.waitUntil(lambda: row_of(reader, other).is_starred, timeout=10_000)
    reader.settle()
    assert row_of(reader, other).is_done
    assert (reader.count("starred"), reader.count("done")) == (1, 1)
    assert (reader.title, reader.row.id) == (title, item)
    assert reader.window.list.table.verticalScrollBar().value() == offset
    command(reader, "note", str(item), "written elsewhere")
    qtbot.waitUntil(lambda: "written elsewhere" in reader.text, timeout=10_000)
    reader.settle()
    assert reader.title == title
    assert reader.count("annotated") == 1


def test_the_command_line_can_not_be_undone_by_u(reader: Driver, qtbot: QtBot) -> None:
    reader.press("s")
    other = reader.window.items.id_at(reader.window.list.table.current_row() + 1)
    command(reader, "mark", str(other), "--star")
    qtbot.waitUntil(lambda: row_of(reader, other).is_starred, timeout=10_000)
    reader.press("u")
    assert not reader.row.is_starred
    assert row_of(reader, other).is_starred
    reader.press("u")
    reader.sees("Nothing to undo.")
    assert row_of(reader, other).is_starred


def test_many_changes_at_once_are_followed(reader: Driver, qtbot: QtBot) -> None:
    reader.press("g e g g")
    lines = "".join(f'{{"seq": {item}, "item": {item}, "set": {{"read": true}}}}\n' for item in range(1, 41))
    command(reader, "apply", text=lines)
    qtbot.waitUntil(lambda: reader.count("unread") <= 87 - 40, timeout=3000)
    read = [item for item in range(1, 41) if row_of(reader, item).is_read]
    assert len(read) == 40


def test_a_list_that_loses_what_is_removed_elsewhere(reader: Driver, second: Driver, qtbot: QtBot) -> None:
    reader.press("g e")
    count = len(reader.listed)
    second.press("] Shift+Tab Del")
    second.sees("Removed")
    qtbot.waitUntil(lambda: len(reader.listed) < count, timeout=3000)
    reader.settle()
    assert len(reader.listed) == second.count("all")
    second.press("u")
    qtbot.waitUntil(lambda: len(reader.listed) == count, timeout=3000)
    reader.settle()


def test_two_windows_follow_each_other(reader: Driver, second: Driver, qtbot: QtBot) -> None:
    reader.press("g e g g")
    second.press("g e g g")
    assert reader.row.id == second.row.id
    item = reader.row.id
    reader.press("s")
    qtbot.waitUntil(lambda: row_of(second, item).is_starred, timeout=10_000)
    second.settle()
    assert second.count("starred") == 1
    assert second.row.id == item
    second.press("j l")
    laid = second.window.items.id_at(second.window.list.table.current_row() - 1)
    qtbot.waitUntil(lambda: row_of(reader, laid).is_later, timeout=10_000)
    reader.settle()
    assert reader.row.id == item
    assert reader.count("later") == 1


def test_both_may_write_a_note_and_none_is_lost(reader: Driver, second: Driver, qtbot: QtBot) -> None:
    """On different works at the same time; each keeps what is typed in its own editor."""
    reader.press("g e g g")
    second.press("g e g g j")
    reader.press("a").type("from the first")
    second.press("a").type("from the second")
    other = second.row.id
    second.press("Esc")
    qtbot.waitUntil(lambda: row_of(reader, other).has_note, timeout=10_000)
    reader.settle()
    assert reader.window.detail.note_editor.edit.toPlainText() == "from the first"
    reader.press("Esc g a")
    assert len(reader.listed) == 2
    reader.press("/").type('"from the first"').press("Enter")
    assert len(reader.listed) == 1
    reader.press("/").type('"from the second"').press("Enter")
    assert len(reader.listed) == 1


def test_both_texts_are_shown_when_two_windows_wrote_one_note(reader: Driver, second: Driver, qtbot: QtBot) -> None:
    second.press("g e g g")
    reader.press("g e g g a").type("**first** hand")
    second.press("a").type("second hand").press("Esc")
    reader.press("Esc")
    reader.sees("now holds both texts", "second hand", "first hand")
    assert reader.window.detail.detail.note == "second hand\n\n---\n\n**first** hand"
    qtbot.waitUntil(lambda: "first hand" in second.text, timeout=10_000)
    assert "second hand" in second.text


def test_a_note_deleted_in_one_window_and_written_in_the_other_keeps_the_text(reader: Driver, second: Driver) -> None:
    second.press("g e g g a").type("old").press("Esc")
    reader.press("g e g g")
    reader.window.session.poll()
    reader.settle()
    reader.press("a").type(" and new")
    second.press("a Ctrl+A").press("Backspace Esc")
    assert second.window.detail.detail.note == ""
    reader.press("Esc")
    reader.sees("old and new")
    assert reader.window.detail.detail.note == "old and new"


def test_a_note_written_elsewhere_is_told_where_it_links_to(reader: Driver, qtbot: QtBot) -> None:
    reader.press("g e g g")
    key, other = reader.window.detail.detail.key, reader.window.items.id_at(reader.window.list.table.current_row() + 2)
    command(reader, "note", str(other), f"as in [[{key}]]")
    qtbot.waitUntil(lambda: "Linked from: " in reader.text, timeout=10_000)

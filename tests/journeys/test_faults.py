"""A disk that is full, a library that is held, a bug: the reason is said and nothing else is lost."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from driving import Driver
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from reader.core.state.changes import Edit, Field, Origin
from reader.core.values.errors import LibraryError, LibraryFull, LibraryLocked
from reader.services.machine.user_library import open_library
from reader.ui.keys.key_presses import press

ERRORS = [
    LibraryFull("The disk is full. Free some space; what was saved before is safe."),
    LibraryLocked("Another program holds the library."),
]
BOTH = pytest.mark.parametrize("error", ERRORS, ids=["full", "locked"])


@pytest.fixture(autouse=True)
def dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked says yes: closing after a change that was not stored asks."""
    monkeypatch.setattr(QMessageBox, "exec", lambda box: QMessageBox.StandardButton.Yes)


@pytest.fixture
def refuse(dialogs: None, reader: Driver, monkeypatch: pytest.MonkeyPatch) -> Callable[[LibraryError | None], None]:
    """Makes every change fail with this error, a moment later as the real one does; None: works again."""
    library = reader.window.session.library
    kept = {name: getattr(library, name) for name in ("change", "write_note")}

    def refusing(error: LibraryError | None) -> None:
        def refused(*arguments: object, **options: object) -> Future[object]:
            future: Future[object] = Future()
            threading.Timer(0.02, lambda: future.set_exception(error)).start()
            return future

        for name, method in kept.items():
            monkeypatch.setattr(library, name, refused if error else method)

    return refusing


Refuse = Callable[[LibraryError | None], None]


@BOTH
def test_a_star_that_cannot_be_stored_goes_back(reader: Driver, refuse: Refuse, error: LibraryError) -> None:
    reader.press("s j")
    refuse(error)
    title = reader.title
    reader.press("s")
    assert not reader.row.is_starred
    reader.sees(str(error), "Not saved")
    assert reader.title == title
    assert reader.count("starred") == 1
    refuse(None)
    reader.press("s")
    assert reader.row.is_starred
    reader.sees("Saved")
    assert "Not saved" not in reader.window.status.saved.text()
    reader.reopen()
    assert reader.count("starred") == 2


def test_the_star_is_painted_at_once_though_it_goes_back(reader: Driver, refuse: Refuse) -> None:
    refuse(ERRORS[0])
    press(reader.window, "s")
    assert reader.row.is_starred
    assert reader.window.status.saved.text() == "Saving…"
    reader.settle()
    assert not reader.row.is_starred


@BOTH
def test_items_that_cannot_be_stored_as_done_go_back_all(reader: Driver, refuse: Refuse, error: LibraryError) -> None:
    reader.press("g e g g")
    listed, unread = reader.listed, reader.count("unread")
    refuse(error)
    reader.press("3 e")
    assert not any(row.is_done or row.is_read for row in reader.window.items.cached())
    assert (reader.count("done"), reader.count("unread")) == (0, unread)
    assert reader.listed == listed
    reader.sees(str(error))
    reader.press("A")
    assert not any(row.is_read for row in reader.window.items.cached())
    refuse(None)
    reader.press("u")
    reader.sees("Nothing to undo.")


@BOTH
def test_a_note_that_cannot_be_stored_stays_in_the_editor(reader: Driver, refuse: Refuse, error: LibraryError) -> None:
    refuse(error)
    reader.press("a").type("a long thought").press("Esc")
    reader.sees(str(error), "Not saved")
    assert reader.window.detail.note_editor.edit.toPlainText() == "a long thought"
    assert reader.window.detail.note_editor.edit.isVisible()
    refuse(None)
    reader.press("a Esc")
    reader.sees("a long thought", "Saved")
    reader.reopen()
    assert reader.count("annotated") == 1


def test_undo_that_fails_is_told(reader: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.press("s")
    failed: Future[None] = Future()
    failed.set_exception(ERRORS[1])
    with monkeypatch.context() as patch:
        patch.setattr(reader.window.session.library, "undo", lambda **_: failed)
        reader.press("u")
        reader.sees(str(ERRORS[1]))
        assert reader.row.is_starred
    reader.press("u")
    assert not reader.row.is_starred


def test_quitting_while_a_note_is_written_keeps_it(reader: Driver) -> None:
    reader.press("a").type("not ended by Esc")
    reader.reopen()
    assert reader.window.session.library.drafts() == []
    reader.press("g a")
    reader.sees("not ended by Esc")
    assert reader.count("annotated") == 1
    reader.press("u g a")
    assert reader.listed == []


def test_quitting_when_the_last_change_cannot_be_stored_asks(
    reader: Driver, refuse: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    reader.press("a").type("half a thought")
    refuse(ERRORS[0])
    reader.running.frame.close()
    reader.settle()
    assert len(asked) == 1
    assert str(ERRORS[0]) in asked[0]
    assert reader.window.isVisible(), "No: the window stays, and the note in it"
    assert reader.window.detail.note_editor.edit.toPlainText() == "half a thought"
    refuse(None)
    reader.reopen()
    assert len(asked) == 1
    reader.press("g a")
    reader.sees("half a thought")


def test_a_list_that_cannot_be_read_says_why_and_the_window_goes_on(
    reader: Driver, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    listed = reader.listed
    with monkeypatch.context() as patch:
        for reader_of_lane in reader.window.session._lane_readers.values():

            def refuse(*_: object, **__: object) -> None:
                raise ERRORS[1]

            patch.setattr(reader_of_lane, "listing", refuse)
        reader.press("g p")
        reader.sees(str(ERRORS[1]))
        assert reader.window.isVisible()
    reader.press("g u")
    assert reader.listed == listed


def test_an_item_that_is_gone_is_no_fault(reader: Driver) -> None:
    """Its issue is removed elsewhere, and this window has not heard of it yet."""
    reader.press("g e g g")
    reader.window.session._timer.stop()
    removed = reader.row.issue_id
    other = open_library(reader.library)
    try:
        other.change([Edit(Field.ISSUE_REMOVED, (removed,), True)], origin=Origin.CLI, label="Remove").result()
    finally:
        other.close()
    reader.press("j s k e")
    assert reader.window.isVisible()
    reader.window.session.poll()
    reader.settle()
    assert reader.row.issue_id != removed
    assert not any(
        row.issue_id == removed for row in reader.window.items.cached() if reader.window.items.position_of(row.id) >= 0
    )


def test_a_bug_in_a_command_leaves_the_keys_working(
    reader: Driver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))
    monkeypatch.setitem(reader.window._handlers, "item.later", lambda count: 1 / 0)
    reader.press("l")
    assert [type(error) for error in told] == [ZeroDivisionError]
    title = reader.title
    reader.press("j s")
    assert reader.title != title
    assert reader.row.is_starred

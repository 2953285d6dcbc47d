"""Notes, titles, links, and what happens when the reader is killed while a note is written."""

from time import process_time

from driving import Driver
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from reader.core.state.changes import Edit, Field, Origin
from reader.services.machine.user_library import open_library


def test_a_note_is_saved_as_typed_and_found(reader: Driver) -> None:
    reader.press("g p a").type("See *Karras* 2020, c++ & <b>.").press("Esc")
    title = reader.title
    reader.sees("See Karras 2020, c++ & <b>.", "Saved")
    assert reader.row.has_note
    reader.press("/").type("karras").press("Enter")
    assert reader.listed == [title]


def test_a_note_is_one_step_of_undo(reader: Driver) -> None:
    reader.press("a").type("one two three").press("Esc u")
    assert not reader.row.has_note
    assert "one two three" not in reader.text
    reader.press("Ctrl+Shift+Z")
    reader.sees("one two three")


def test_keys_go_into_the_note_while_it_is_written(reader: Driver) -> None:
    reader.press("a").type("ejs?/g u 3")
    assert reader.window.detail.note_editor.edit.toPlainText() == "ejs?/g u 3"
    reader.press("Esc")
    assert reader.count("done") == 0


def test_a_note_being_written_survives_a_kill(reader: Driver, qtbot) -> None:  # type: ignore[no-untyped-def]
    reader.press("a").type("half a thou")
    qtbot.waitUntil(lambda: reader.running.window.session.library.drafts() != [], timeout=5000)
    work = reader.row.work_id
    reader.settle()
    copy = open_library(reader.library)
    try:
        assert [(draft.target, draft.text) for draft in copy.drafts()] == [(work, "half a thou")]
    finally:
        copy.close()
    reader.window.noting._timer.stop()
    reader.window.noting._target = None  # as if killed: nothing is said, nothing is ended
    reader.reopen()
    reader.press("g a")
    reader.sees("half a thou")


def test_moving_on_keeps_the_note(reader: Driver) -> None:
    reader.press("g e g g a").type("kept").press("Ctrl+1")
    reader.window.list.table.select(3)
    reader.settle()
    reader.press("g a")
    reader.sees("kept")


def test_a_lost_title_can_be_given_by_hand(reader: Driver) -> None:
    reader.press("/").type("is:untitled").press("Enter")
    reader.press("F2")
    dialog = reader.window.findChild(QInputDialog)
    dialog.setTextValue("MLPerf, explained")
    dialog.accept()
    reader.settle()
    assert reader.title == "MLPerf, explained"
    reader.sees("title by you")
    reader.press("g e /").type("explained mlperf").press("Enter")
    assert "MLPerf, explained" in reader.listed
    reader.press("u")
    assert "MLPerf, explained" not in reader.title


def test_what_has_no_link_says_so(reader: Driver) -> None:
    QGuiApplication.clipboard().setText("before")
    for key in "v V y".split():
        reader.press(key)
        reader.sees("This item has no link.")
    assert QGuiApplication.clipboard().text() == "before"


def _write_elsewhere(reader: Driver, text: str) -> None:
    """Write the selected work's note as another program would."""
    library = open_library(reader.library)
    try:
        library.change([Edit(Field.NOTE, (reader.row.work_id,), text)], origin=Origin.CLI, label="Note").result()
    finally:
        library.close()


def test_a_note_that_was_changed_elsewhere_meanwhile_keeps_both_texts(reader: Driver) -> None:
    reader.press("a").type("mine")
    _write_elsewhere(reader, "theirs")
    reader.press("Esc")
    reader.sees("theirs", "mine", "now holds both texts")


def test_looking_at_a_note_changes_nothing_of_it(reader: Driver) -> None:
    _write_elsewhere(reader, "hard\u00a0space")
    group = reader.window.session.reader.last_group()
    reader.press("c a Esc")
    assert reader.window.session.reader.last_group() == group
    reader.press("a").type("!").press("Esc")
    work = reader.row.work_id
    assert reader.window.session.reader.note(Field.NOTE, work) == "hard\u00a0space!"


def test_a_draft_that_was_left_does_not_replace_a_newer_note(reader: Driver) -> None:
    reader.window.session.library.save_draft(
        Field.NOTE, reader.row.work_id, "draft", base="", process="4194305:1:none"
    ).result()
    _write_elsewhere(reader, "newer")
    reader.reopen()
    reader.press("g a")
    reader.sees("newer", "draft")


def test_a_long_note_does_not_hold_up_moving(reader: Driver) -> None:
    _write_elsewhere(reader, "x" * 1_000_000)
    started = process_time()
    reader.press("j k")
    assert process_time() - started < 5, "laying out all of it takes longer than anybody waits"
    reader.sees("The note goes on")


def test_what_changed_elsewhere_while_a_note_was_open_is_shown_when_it_closes(reader: Driver) -> None:
    reader.press("a")
    _write_elsewhere(reader, "theirs")
    reader.window.session.poll()
    reader.settle()
    assert "theirs" not in reader.window.detail.page.toPlainText()
    reader.press("Esc")
    assert "theirs" in reader.window.detail.page.toPlainText()

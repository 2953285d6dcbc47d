"""Bringing newsletters in: chosen, dropped and pasted, followed while it runs, and what came of it."""

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from driving import Driver, write_mailbox
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sample_library import SEEDS
from taught_mails import CALL, SET_ASIDE, mail, titles

from reader.core.state.changes import Origin
from reader.documents.files.file_kinds import ENDINGS
from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library
from reader.services.splits.corrected_splits import correct
from reader.services.splits.desk import Desk
from reader.services.worker.parse_worker import ParseWorker
from reader.ui.cards.newsletters.import_summary import ImportSummary
from reader.ui.keys.key_presses import press
from reader.ui.qt.drops import DropVeil

PAGE = """<html><body><h1>Harbour Letters 12</h1>
<h2>Cranes</h2><p><a href="https://cranes.example/a">A crane that counts its loads</a></p><p>It was tried for a year at
the old pier, and nobody had to climb up any more.</p>
<h2>Boats</h2><p><a href="https://boats.example/b">Ferries without a captain</a></p><p>Two of them cross the bay at
night, when there is little traffic and much time.</p></body></html>"""
TEXT = (SEEDS / "deep-learning-weekly-197.txt").read_text("utf-8")


def copied(**kinds: object) -> QMimeData:
    mime = QMimeData()
    if "text" in kinds:
        mime.setText(str(kinds["text"]))
    if "html" in kinds:
        mime.setHtml(str(kinds["html"]))
    if "urls" in kinds:
        mime.setUrls(list(kinds["urls"]))  # type: ignore[call-overload]
    return mime


def paste(driver: Driver, qtbot: QtBot, **kinds: object) -> None:
    QGuiApplication.clipboard().setMimeData(copied(**kinds))
    driver.press("Ctrl+V")
    driver.wait_for_imports()


def summary_of(driver: Driver) -> ImportSummary:
    (card,) = driver.window.findChildren(ImportSummary)
    return card


def test_files_are_chosen_with_ctrl_o(empty: Driver, qtbot: QtBot) -> None:
    empty.sees("The library is empty.", "Ctrl+O")
    empty.press("Ctrl+O")
    (dialog,) = empty.window.findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
    assert all(f"*{ending}" in dialog.nameFilters()[0] for ending in ENDINGS), "all that is read can be chosen"
    dialog.filesSelected.emit([str(SEEDS / "deep-learning-weekly-197.txt"), str(SEEDS / "link-digest-performance.txt")])
    dialog.close()
    empty.wait_for_imports()
    assert len(empty.listed) == 29, "an empty list is filled"
    assert empty.import_result == "Imported: 2 issues with 29 items, 5 without a title"


def test_a_pasted_text_is_split_and_its_issue_is_one_chord_away(reader: Driver, qtbot: QtBot) -> None:
    reader.press("j j")
    before, here = reader.listed, reader.title
    paste(reader, qtbot, text=TEXT.replace("197", "1971"))
    assert (reader.listed, reader.title) == (before, here), "nothing moves under the reader's hands"
    assert "1 issue with 19 items" in reader.import_result
    reader.sees(f"of {len(before)} unread · 19 new")
    reader.press("g i")
    assert len(reader.listed) == 19
    assert reader.import_result == "", "it was looked at"
    reader.press("Alt+Left")
    assert reader.title == here


def test_a_copied_page_keeps_its_links(empty: Driver, qtbot: QtBot) -> None:
    paste(empty, qtbot, html=PAGE, text="A crane that counts its loads")
    assert empty.listed == ["A crane that counts its loads", "Ferries without a captain"]
    empty.press("g g")
    assert empty.row.url == "https://cranes.example/a"


def test_coloured_lines_of_an_editor_are_taken_as_the_text_they_are(empty: Driver, qtbot: QtBot) -> None:
    lines = (
        "# Bay 3\n\n## Boats\n\n- [Ferries](https://b.example/f). Two of them.\n- [Tugs](https://t.example/). One.\n"
    )
    coloured = "".join(f'<div><span style="color:#123">{line}</span></div>' for line in lines.splitlines())
    paste(empty, qtbot, html=coloured, text=lines)
    assert empty.listed == ["Ferries", "Tugs"]


def test_copied_files_are_imported_as_files(empty: Driver, qtbot: QtBot) -> None:
    paste(empty, qtbot, urls=[QUrl.fromLocalFile(str(SEEDS / "deep-learning-weekly-195.txt"))], text="file:///x")
    assert empty.count("all") == 21


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ({"text": " \n "}, "No text to import"),
        ({"urls": [QUrl("https://a.example/issue")]}, "an address, not a document"),
        ({}, "No text to import"),
    ],
)
def test_what_cannot_be_pasted_is_said(reader: Driver, qtbot: QtBot, kinds: dict[str, object], words: str) -> None:
    paste(reader, qtbot, **kinds)
    reader.sees(words)
    assert reader.import_result == ""


def test_ctrl_v_in_a_field_pastes_there(reader: Driver, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("crane")
    reader.press("/ Ctrl+V")
    assert reader.window.top.search.text() == "crane"
    assert not reader.window.importing.is_running
    assert reader.import_result == ""


def drop(driver: Driver, mime: QMimeData) -> None:
    window = driver.window
    actions, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), actions, mime, button, none)
    QCoreApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    (veil,) = window.findChildren(DropVeil)
    assert veil.isVisible()
    QCoreApplication.sendEvent(window, QDropEvent(QPointF(9, 9), actions, mime, button, none))
    assert not veil.isVisible()


def test_what_is_dropped_is_copied_and_never_moved_away_from_its_source(empty: Driver, qtbot: QtBot) -> None:
    mime, button, shift = copied(text=TEXT), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    move, copy = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
    for actions, is_taken in ((move, False), (move | copy, True)):
        for event in (
            QDragEnterEvent(QPoint(9, 9), actions, mime, button, shift),
            QDropEvent(QPointF(9, 9), actions, mime, button, shift),
        ):
            QCoreApplication.sendEvent(empty.window, event)
            assert event.isAccepted() == is_taken
            assert event.dropAction() is (copy if is_taken else move)
        empty.wait_for_imports()
        assert len(empty.listed) == (19 if is_taken else 0)


def test_what_is_dropped_is_split_as_its_publication_was_corrected_until_that_is_undone(
    empty: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    def come(number: int) -> list[str]:
        (tmp_path / f"{number}.eml").write_bytes(mail(number))
        drop(empty, copied(urls=[QUrl.fromLocalFile(str(tmp_path / f"{number}.eml"))]))
        empty.wait_for_imports()
        empty.press("g i g g")
        return empty.listed

    assert CALL in come(1)
    library, issue = empty.window.session.library, empty.row.issue_id
    with ParseWorker() as worker, closing(library.reader()) as reader:
        correct(Desk(library, reader, worker), issue, [SET_ASIDE], origin=Origin.WINDOW)
    assert come(2) == titles(2)
    empty.press("u")
    assert CALL in come(3)


def test_a_folder_that_is_dropped_is_imported(empty: Driver, qtbot: QtBot) -> None:
    drop(empty, copied(urls=[QUrl.fromLocalFile(str(SEEDS))]))
    empty.wait_for_imports()
    assert "5 issues" in empty.import_result
    assert empty.count("all") > 80


def test_what_leaves_the_window_again_imports_nothing(reader: Driver) -> None:
    mime = copied(text="a b c")
    none = Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(
        reader.window, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none)
    )
    QCoreApplication.sendEvent(reader.window, QEvent(QEvent.Type.DragLeave))
    assert not reader.window.findChildren(DropVeil)[0].isVisible()
    assert not reader.window.importing.is_running


def test_the_summary_tells_every_document_and_leads_to_its_issue(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(TEXT.replace("197", "1971"), "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "there.txt").write_text(TEXT, "utf-8")
    reader.window.importing.import_paths([tmp_path / name for name in ("new.txt", "there.txt", "empty.txt")])
    reader.wait_for_imports()
    assert (
        reader.import_result
        == "Imported: 1 issue with 19 items, 5 without a title, 1 already there, 1 could not be imported"
    )
    press(reader.window, "g")
    press(reader.window, "i")
    reader.settle()
    card = summary_of(reader)
    shown = [(row.title, row.detail) for row in card.rows.rows]
    assert card.heading.text().startswith("1 issue with 19 items")
    assert "empty.txt" in shown[0][0]
    assert shown[0][1] == "not imported"
    assert "#1971" in shown[1][0]
    assert shown[1][1] == "19 items, 5 without a title"
    assert "#197" in shown[2][0]
    assert shown[2][1].startswith("already there, 19 items")
    reader.type("already")
    assert len(card.rows.rows) == 1
    press(card, "Enter")
    reader.settle()
    assert reader.listing == "Issue #197"
    reader.press("g i")
    press(summary_of(reader), "Enter")
    assert "empty.txt" in QGuiApplication.clipboard().text()
    reader.sees("Copied")


def test_an_import_shows_how_far_it_is_and_can_be_stopped_and_gone_on_with(
    reader: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    before = reader.count("all")
    mailbox = write_mailbox(tmp_path / "box.mbox", 120)
    reader.window.importing.import_paths([mailbox])
    job = reader.window.status.job
    qtbot.waitUntil(lambda: len(reader.window.importing._results) >= 3, timeout=30_000)
    qtbot.waitUntil(lambda: "documents" in job.label.text())
    assert job.stop.isVisible()
    title = reader.title
    press(reader.window, "j")
    assert reader.title != title, "the keys work meanwhile"
    press(reader.window, "g")
    press(reader.window, "x")
    reader.wait_for_imports()
    assert reader.import_result.startswith("Stopped importing: ")
    stored = reader.count("all") - before
    assert 3 <= stored < 120
    reader.window.importing.import_paths([mailbox])
    reader.wait_for_imports()
    assert f"{stored} already there" in reader.import_result
    assert reader.count("all") - before == 120


def test_stopping_does_not_wait_for_a_document_that_takes_long(
    reader: Driver, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeping = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdin=-1, stdout=-1)
    begun = threading.Event()

    def start(worker: ParseWorker) -> object:
        worker._process = sleeping
        begun.set()
        return sleeping

    monkeypatch.setattr(ParseWorker, "_start", start)
    (tmp_path / "slow.txt").write_text("x")
    reader.window.importing.import_paths([tmp_path / "slow.txt"])
    assert begun.wait(20)
    press(reader.window, "g")
    press(reader.window, "x")
    qtbot.waitUntil(lambda: not reader.window.importing.is_running, timeout=5_000)
    assert reader.import_result == "Stopped importing: nothing to import"


def test_what_is_ordered_while_an_import_runs_comes_after_it(empty: Driver, qtbot: QtBot) -> None:
    for number in (195, 197):
        empty.window.importing.import_paths([SEEDS / f"deep-learning-weekly-{number}.txt"])
    empty.wait_for_imports()
    assert "2 issues with 40 items" in empty.import_result


def test_what_is_ordered_while_an_import_is_being_stopped_is_imported(
    reader: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    importing = reader.window.importing
    importing.import_paths([write_mailbox(tmp_path / "box.mbox", 120)])
    qtbot.waitUntil(lambda: len(importing._results) >= 1, timeout=30_000)
    importing.stop()
    (tmp_path / "new.txt").write_text(TEXT.replace("197", "1971"), "utf-8")
    importing.import_paths([tmp_path / "new.txt"])
    reader.wait_for_imports()
    assert any(result.path.name == "new.txt" and result.stored for result in importing._results)


def test_after_a_fault_in_an_import_the_next_one_is_carried_out(
    empty: Driver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise KeyError("nobody foresaw this")

    with monkeypatch.context() as patch, qtbot.captureExceptions() as raised:
        patch.setattr("reader.services.imports.intake.import_paths", faulty)
        empty.window.importing.import_paths([SEEDS])
        empty.wait_for_imports()
    assert [kind for kind, *_ in raised] == [KeyError]
    assert empty.import_result.startswith("Stopped importing")
    empty.window.importing.import_paths([SEEDS / "deep-learning-weekly-197.txt"])
    empty.wait_for_imports()
    assert len(empty.listed) == 19


def test_a_library_that_can_only_be_read_takes_nothing(qtbot: QtBot, library_path: Path) -> None:
    library_path.chmod(0o444)
    driver = Driver(qtbot, library_path)
    driver.open()
    try:
        paste(driver, qtbot, text=TEXT)
        driver.sees("nothing can be imported")
        assert driver.import_result == ""
    finally:
        driver.close()


def test_quitting_in_the_middle_leaves_whole_documents(qtbot: QtBot, library_path: Path, tmp_path: Path) -> None:
    driver = Driver(qtbot, library_path)
    driver.open()
    driver.window.importing.import_paths([write_mailbox(tmp_path / "box.mbox", 200)])
    qtbot.waitUntil(lambda: len(driver.window.importing._results) >= 2, timeout=30_000)
    driver.close()
    library = open_library(library_path)
    assert library.check() == []
    assert all(result.stored for result in import_paths(library, [tmp_path / "box.mbox"]))
    library.close()


def test_what_the_window_imports_is_shown_without_asking_who_wrote(empty: Driver, qtbot: QtBot) -> None:
    empty.window.session._timer.stop()
    empty.window.importing.import_paths([SEEDS / "deep-learning-weekly-197.txt"])
    qtbot.waitUntil(lambda: len(empty.listed) == 19, timeout=30_000)
    qtbot.waitUntil(lambda: empty.count("unread") == 19)
    empty.press("j")
    here = empty.title
    empty.window.importing.import_paths([SEEDS / "deep-learning-weekly-195.txt"])
    qtbot.waitUntil(lambda: "21 new" in empty.window.list.counts.text(), timeout=30_000)
    assert len(empty.listed) == 19
    assert empty.title == here

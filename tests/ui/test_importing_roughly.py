"""Importing as a clumsy person does it: stopped and begun again, odd clipboards, mailboxes of many thousands."""

import tempfile
import time
from pathlib import Path

import pytest
from driving import Driver, write_mailbox
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sample_library import SEEDS

from reader.core.values.errors import CommandError
from reader.services.imports import intake
from reader.ui.cards.newsletters.import_summary import ImportSummary
from reader.ui.keys.key_presses import press
from reader.ui.qt.drops import read_mime

TEXT = (SEEDS / "deep-learning-weekly-197.txt").read_text("utf-8")


def paste(driver: Driver, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(driver.window, "Ctrl+V")


def test_what_is_ordered_right_after_a_stop_is_imported(empty: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    empty.window.importing.import_paths([write_mailbox(tmp_path / "box.mbox", 200)])
    qtbot.waitUntil(lambda: len(empty.window.importing._results) >= 2, timeout=30_000)
    press(empty.window, "g")
    press(empty.window, "x")
    paste(empty, TEXT)
    empty.wait_for_imports()
    assert "#197" in [row.label for row in empty.window.session.reader.issues(2)]
    assert empty.import_result.startswith("Imported: ")


def test_a_fault_that_nobody_foresaw_ends_one_import_only(
    empty: Driver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, qtbot.captureExceptions() as raised:
        broken.setattr(intake, "import_paths", lambda *_, **__: 1 // 0)
        empty.window.importing.import_paths([SEEDS])
        qtbot.waitUntil(lambda: bool(raised), timeout=10_000)
    assert not empty.window.importing.is_running
    paste(empty, TEXT)
    empty.wait_for_imports()
    assert "1 issue with 19 items" in empty.import_result


def test_a_paste_that_finds_no_room_costs_nothing_that_waits(
    empty: Driver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    paste(empty, TEXT)
    empty.window.importing.import_paths([SEEDS / "deep-learning-weekly-195.txt"])
    empty.wait_for_imports()
    empty.sees("no room to read")
    assert "1 issue with 21 items" in empty.import_result


def test_what_was_said_of_an_empty_clipboard_is_gone_when_it_holds_something(empty: Driver, qtbot: QtBot) -> None:
    paste(empty, " ")
    empty.sees("No text to import")
    paste(empty, TEXT)
    assert empty.said == ""
    empty.wait_for_imports()


def test_an_address_without_a_path_is_not_the_folder_the_reader_runs_in() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("file:")])
    with pytest.raises(CommandError, match="an address, not a document"):
        read_mime(mime)


def test_the_summary_of_a_huge_mailbox_does_not_make_the_window_wait(
    empty: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    """Measured as processor time of the window's thread, since the machine may be busy."""
    empty.window.importing.import_paths([write_mailbox(tmp_path / "box.mbox", 2), tmp_path / "nowhere.txt"])
    empty.wait_for_imports()
    results = empty.window.importing._results
    results[:] = [*results[:2] * 10_000, results[2]]
    began = time.thread_time()
    press(empty.window, "g")
    press(empty.window, "i")
    empty.settle()
    opened = time.thread_time() - began
    (card,) = empty.window.findChildren(ImportSummary)
    rows = card.rows.rows
    assert "nowhere.txt" in rows[0].title
    assert rows[-1].title.startswith("… and 19,001 more")
    began = time.thread_time()
    card.line.setText("#1")
    typed = time.thread_time() - began
    assert len(card.rows.rows) == 1_001
    assert opened < 0.5
    assert typed < 0.1
    card.line.setText("nowhere")
    assert len(card.rows.rows) == 1

"""What happens beside the window: backups, damage that is found, and what must hold before the first window opens."""

import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import PySide6
import pytest
from driving import NEVER_MS, Driver
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from reader import app
from reader.core.settings import Settings
from reader.core.values.errors import LibraryFull, ReaderError
from reader.services.machine import folders, preferences
from reader.services.machine.backups import Backup, back_up_if_due, backup_folder, list_backups
from reader.services.machine.user_library import open_library
from reader.store import Library
from reader.ui.keys.key_presses import press
from reader.ui.shell.first_paint import make_application, make_frame
from reader.ui.shell.run_window import Running

Dialogs = list[tuple[str, str]]


@pytest.fixture(params=[True])
def dialogs(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Dialogs:
    """Title and text of every dialog that was shown; questions are answered by the parameter: yes or no."""
    shown: Dialogs = []

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        shown.append((box.windowTitle(), box.text()))
        buttons = QMessageBox.StandardButton
        if not box.standardButtons() & buttons.Yes:
            return buttons.Ok
        return buttons.Yes if request.param else buttons.No

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return shown


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the window does some seconds after its start is done at once."""
    monkeypatch.setattr("reader.ui.shell.run_window.BACKUP_AFTER_MS", 20)


def open_until(qtbot: QtBot, library: Path) -> tuple[Running, list[int]]:
    """Start the reader on a library; it may end by itself, with the statuses in the list."""
    frame = make_frame(library)
    frame.show()
    running = Running(make_application(), frame, library, [])
    running.window.shown._read_timer.setInterval(NEVER_MS)
    ends: list[int] = []
    running.ended.connect(ends.append)
    running.start()
    return running, ends


def count_of(library: Path) -> int:
    opened = open_library(library, create=False)
    try:
        with closing(opened.reader()) as rows:
            return rows.view_counts().all
    finally:
        opened.close()


# backups


def test_the_window_makes_a_backup_when_it_stays_open(qtbot: QtBot, library_path: Path, soon: None) -> None:
    driver = Driver(qtbot, library_path).open()
    try:
        qtbot.waitUntil(lambda: bool(list_backups(library_path)), timeout=20_000)
        driver.settle()
    finally:
        driver.close()
    (backup,) = list_backups(library_path)
    assert count_of(backup.path) == count_of(library_path) > 80


def test_the_window_keeps_so_many_as_the_settings_say(qtbot: QtBot, library_path: Path, soon: None) -> None:
    preferences.write(folders.settings(), {"backups_daily": 2, "backups_weekly": 0, "backups_monthly": 0})
    backup_folder(library_path).mkdir()
    for day in range(1, 6):
        (backup_folder(library_path) / f"{library_path.stem}-2024010{day}-120000-0.db").write_bytes(b"")
    driver = Driver(qtbot, library_path).open()
    try:
        qtbot.waitUntil(lambda: len(list_backups(library_path)) == 2, timeout=20_000)
        driver.settle()
    finally:
        driver.close()
    newest, before = list_backups(library_path)
    assert newest.path.stat().st_size > 0, "the one that was made now"
    assert before.at.day == 5


def test_a_day_has_one_backup(qtbot: QtBot, library_path: Path, soon: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made_backup(library_path)
    looked: list[Library] = []

    def look(library: Library, settings: Settings) -> Backup | None:
        backup = back_up_if_due(library, settings)
        looked.append(library)
        return backup

    monkeypatch.setattr("reader.services.machine.backups.back_up_if_due", look)
    driver = Driver(qtbot, library_path).open()
    try:
        driver.press("s")
        qtbot.waitUntil(lambda: bool(looked))
        driver.settle()
    finally:
        driver.close()
    assert [backup.path for backup in list_backups(library_path)] == [before.path]


def made_backup(library: Path) -> Backup:
    opened = open_library(library, create=False)
    try:
        back_up_if_due(opened)
    finally:
        opened.close()
    return list_backups(library)[0]


# damage that is found while the window is open


@pytest.fixture
def damaged(library_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that opens and lists, and whose file is found to be damaged after some seconds."""
    check = Library.check_integrity

    def find(library: Library, **options: bool) -> list[str]:
        return ["Page 7 is broken."] if library.path == library_path else check(library, **options)

    monkeypatch.setattr(Library, "check_integrity", find)
    return library_path


def end(running: Running, ends: list[int], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert ends == [1]
    running.jobs.close()
    running.frame.deleteLater()
    running.deleteLater()


def test_damage_is_told_and_the_backup_takes_its_place(
    qtbot: QtBot, damaged: Path, soon: None, dialogs: Dialogs, capsys: pytest.CaptureFixture[str]
) -> None:
    made_backup(damaged)
    before = damaged.read_bytes()
    end(*open_until(qtbot, damaged), qtbot)
    assert [title for title, _ in dialogs] == ["The library is damaged", "Backup"]
    assert "is damaged" in dialogs[0][1]
    assert "There is a backup of" in dialogs[0][1]
    assert "Start the reader again" in dialogs[1][1]
    assert "is damaged" in capsys.readouterr().err
    (aside,) = damaged.parent.glob(f"{damaged.stem}-damaged-*.db")
    assert aside.read_bytes() == before, "the damaged file is kept as it was"
    assert count_of(damaged) > 80


@pytest.mark.parametrize("dialogs", [False], indirect=True)
def test_who_says_no_keeps_the_damaged_library(qtbot: QtBot, damaged: Path, soon: None, dialogs: Dialogs) -> None:
    made_backup(damaged)
    before = damaged.read_bytes()
    end(*open_until(qtbot, damaged), qtbot)
    assert [title for title, _ in dialogs] == ["The library is damaged"]
    assert damaged.read_bytes() == before
    assert not list(damaged.parent.glob("*-damaged-*"))


def test_without_a_backup_the_damaged_library_is_left_and_that_is_said(
    qtbot: QtBot, damaged: Path, soon: None, dialogs: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.services.machine.backups.back_up_if_due", lambda library: None)
    before = damaged.read_bytes()
    end(*open_until(qtbot, damaged), qtbot)
    ((_, text),) = dialogs
    assert "There is no backup" in text
    assert damaged.read_bytes() == before


# before the window


def test_the_broken_release_of_qt_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    app.refuse_broken_qt()
    monkeypatch.setattr(PySide6, "__version__", app.BROKEN_QT)
    with pytest.raises(ReaderError, match=r"\./run"):
        app.refuse_broken_qt()


@pytest.fixture
def switch_interval() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


def test_threads_give_way_to_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, switch_interval: None) -> None:
    seen: list[float] = []
    monkeypatch.setattr("reader.ui.shell.first_paint.run_window", lambda *_: seen.append(sys.getswitchinterval()) or 0)
    monkeypatch.setattr(app.gc, "disable", lambda: None)
    sys.setswitchinterval(0.005)
    assert app.main(["--library", str(tmp_path / "library.db")]) == 0
    assert seen == [pytest.approx(app.SWITCH_INTERVAL)]


# what comes back


def test_open_branches_of_the_tree_come_back(reader: Driver, qtbot: QtBot) -> None:
    def opened() -> list[str]:
        model, tree = reader.window.tree_model, reader.window.tree
        return [node.title for node in model.walk() if tree.isExpanded(model.index_of(node))]

    assert opened() == []
    reader.press("Shift+Tab")
    nodes = reader.window.tree_model.root.children
    for _ in range(2):  # a publication, then one of its issues
        node = next(node for node in nodes if node.key[-1].startswith(("publication:", "issue:")))
        reader.window.tree.choose(node)
        reader.settle()
        reader.press("Right")
        nodes = node.children
    before = opened()
    assert len(before) == 2
    reader.reopen()
    qtbot.waitUntil(lambda: opened() == before, timeout=5_000)


def test_a_note_that_is_refused_while_another_is_written_is_stored_at_the_end(
    reader: Driver, monkeypatch: pytest.MonkeyPatch, dialogs: Dialogs
) -> None:
    refused: Future[object] = Future()
    with monkeypatch.context() as patch:
        patch.setattr(reader.window.session.library, "write_note", lambda *_, **__: refused)
        reader.press("a").type("the first thought")
        press(reader.window, "Esc")
    press(reader.window, "j")
    press(reader.window, "a")
    reader.window.detail.note_editor.edit.insertPlainText("the second thought")
    refused.set_exception(LibraryFull("The disk is full."))
    reader.settle()
    assert reader.window.detail.note_editor.edit.toPlainText() == "the second thought"
    reader.sees("The disk is full.")
    reader.reopen()
    assert reader.count("annotated") == 2
    reader.press("g a g g")
    seen = reader.text
    reader.press("j")
    for thought in ("the first thought", "the second thought"):
        assert thought in seen + reader.text
    assert dialogs == []

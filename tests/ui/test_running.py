"""Starting and ending: libraries that cannot be used, files to import, first starts, no display, and faults."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from sample_library import SEEDS, copy_library, sample_library
from standing import Patience

from reader.core.state.queries import Is, IsTerm, Query
from reader.services.machine import folders
from reader.services.machine.backups import back_up_if_due
from reader.services.machine.user_library import open_library
from reader.store import open_library as open_store
from reader.ui.shell.fault_dialog import unexpected
from reader.ui.shell.first_paint import make_application, make_frame
from reader.ui.shell.frame import Picture
from reader.ui.shell.run_window import Running


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library with the samples, closed."""
    return copy_library(sample_library(), tmp_path_factory.mktemp("samples") / "library.db")


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Title and text of every dialog that was shown; each is answered by Yes or OK at once."""
    shown: list[tuple[str, str]] = []

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        shown.append((box.windowTitle(), box.text()))
        yes = QMessageBox.StandardButton.Yes
        return yes if box.standardButtons() & yes else QMessageBox.StandardButton.Ok

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return shown


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# libraries that cannot be used


def write_newer(path: Path, samples: Path) -> None:
    shutil.copy(samples, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def write_damaged(path: Path, samples: Path) -> None:
    data = bytearray(samples.read_bytes())
    data[100:4000] = b"\xaa" * 3900
    path.write_bytes(data)


REFUSED = {
    "a text file": lambda path, samples: path.write_text("Dear reader,\n" * 30),
    "another program's": lambda path, samples: (
        sqlite3.connect(path).execute("CREATE TABLE theirs (x)").connection.close()
    ),
    "newer": write_newer,
    "damaged": write_damaged,
    "a folder": lambda path, samples: path.mkdir(),
    "below a file": lambda path, samples: path.parent.write_text("x"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_library_that_cannot_be_used_is_refused_in_one_sentence(
    qtbot: QtBot,
    tmp_path: Path,
    samples: Path,
    dialogs: list[tuple[str, str]],
    capsys: pytest.CaptureFixture[str],
    what: str,
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    path = folder / ("file/library.db" if what == "below a file" else "library.db")
    REFUSED[what](path, samples)
    before = bytes_of(folder)
    assert run_until_the_end(path, qtbot) == 1
    assert len(dialogs) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("reader: ")
    sentence = line.removeprefix("reader: ")
    assert sentence in dialogs[0][1]
    assert "library" in sentence
    for word in ("SQL", "Traceback", "Error", "errno"):
        assert word not in sentence
    assert bytes_of(folder) == before


def run_until_the_end(path: Path, qtbot: QtBot) -> int:
    """Start the reader as the program does, and wait until it has ended by itself."""
    frame = make_frame(path)
    frame.show()
    running = Running(make_application(), frame, path, [])
    ends: list[int] = []
    running.ended.connect(ends.append)
    running.start()
    qtbot.waitUntil(lambda: bool(ends), timeout=40_000)
    running.jobs.close()
    frame.deleteLater()
    running.deleteLater()
    return ends[0]


def test_a_library_that_can_only_be_read_is_shown_and_says_so(
    qtbot: QtBot, tmp_path: Path, samples: Path, dialogs: list[tuple[str, str]]
) -> None:
    path = tmp_path / "library.db"
    shutil.copy(samples, path)
    path.chmod(0o444)
    before = path.read_bytes()
    driver = Driver(qtbot, path)
    driver.open()
    try:
        driver.sees("is read-only")
        assert len(driver.listed) > 80
        driver.window.shown._read_timer.setInterval(1)
        driver.press("j")
        qtbot.waitUntil(lambda: not driver.window.shown._read_timer.isActive())
        driver.settle()
        assert "Not saved" not in driver.window.status.saved.text(), "looking is no change"
        driver.press("s")
        assert not driver.row.is_starred, "the star goes back"
        driver.sees("Not saved")
        driver.press("g p j k")
        assert driver.listing == "Papers"
    finally:
        driver.close()
    assert [title for title, _ in dialogs] == ["Close without saving it?"]
    assert path.read_bytes() == before


def test_a_library_held_by_another_program_is_refused_after_a_while(
    qtbot: QtBot, tmp_path: Path, samples: Path, dialogs: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.services.machine.user_library.open_library", partial(open_store, patience_ms=400))
    monkeypatch.setattr("reader.ui.shell.run_window.LONG_MS", 100)
    said: list[str] = []
    monkeypatch.setattr(Picture, "say", lambda picture, words: said.append(words))
    path = tmp_path / "library.db"
    shutil.copy(samples, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("SELECT count(*) FROM item").fetchone()
        assert run_until_the_end(path, qtbot) == 1
        other.execute("ROLLBACK")
    assert len(dialogs) == 1
    assert "another program" in dialogs[0][1].casefold()
    assert said == ["Waiting for the library. Another program may be using it."]


def test_a_newer_backup_is_offered_for_a_damaged_library(
    qtbot: QtBot, tmp_path: Path, samples: Path, dialogs: list[tuple[str, str]]
) -> None:
    path = tmp_path / "library.db"
    shutil.copy(samples, path)
    library = open_library(path)
    back_up_if_due(library)
    library.close()
    write_damaged(path, samples)
    damaged = path.read_bytes()
    assert run_until_the_end(path, qtbot) == 1
    assert "There is a backup of" in dialogs[0][1]
    assert "Start the reader again" in dialogs[1][1]
    assert damaged in bytes_of(tmp_path).values(), "the damaged file is kept"
    again = open_library(path)
    try:
        with closing(again.reader()) as reader:
            assert reader.view_counts().all > 80
    finally:
        again.close()


# unexpected errors


def test_an_unexpected_error_is_one_dialog_and_the_program_goes_on(
    qtbot: QtBot, tmp_path: Path, samples: Path, dialogs: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    shutil.copy(samples, path)
    driver = Driver(qtbot, path).open()
    monkeypatch.setattr(sys, "excepthook", unexpected(driver.running.frame))
    driver.press("s")
    starred = driver.title

    def broken(count: int) -> None:
        raise RuntimeError("nobody foresaw <b>this</b>")

    monkeypatch.setitem(driver.window._handlers, "item.read", broken)
    driver.press("m")
    qtbot.waitUntil(lambda: bool(dialogs))
    assert len(dialogs) == 1
    assert str(folders.log()) in dialogs[0][1]
    logged = folders.log().read_text("utf-8")
    assert "Traceback" in logged
    assert "nobody foresaw" in logged
    assert "in broken" in logged
    driver.press("j l")
    driver.press("m m")
    qtbot.waitUntil(lambda: len(dialogs) >= 2)
    driver.reopen()
    assert driver.count("starred") == 1
    assert driver.count("later") == 1
    driver.press("g s")
    assert driver.listed == [starred]
    driver.close()


def test_errors_that_come_while_one_is_told_are_logged_but_not_told_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def exec_(box: QMessageBox) -> QMessageBox.StandardButton:
        shown.append(box.text())
        if len(shown) < 9:
            hook(ValueError, ValueError("second"), None)
            for _ in range(5):
                QCoreApplication.processEvents()
        return QMessageBox.StandardButton.Ok

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    frame = make_frame(Path("/nowhere/library.db"))
    qtbot.addWidget(frame)
    hook = unexpected(frame)
    hook(ValueError, ValueError("first"), None)
    qtbot.waitUntil(lambda: bool(shown))
    QCoreApplication.processEvents()
    assert len(shown) == 1
    assert "second" in folders.log().read_text("utf-8")


def test_a_log_that_cannot_be_written_is_said(
    qtbot: QtBot, home: Path, dialogs: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "state").write_text("in the way")
    frame = make_frame(Path("/nowhere/library.db"))
    qtbot.addWidget(frame)
    unexpected(frame)(ValueError, ValueError("lost"), None)
    qtbot.waitUntil(lambda: bool(dialogs))
    assert "cannot be written" in dialogs[0][1]


# first starts and files


@pytest.fixture
def fresh(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    driver = Driver(qtbot, tmp_path / "new" / "library.db")
    try:
        yield driver
    finally:
        driver.close()


def test_the_samples_are_imported_at_the_first_start_and_never_again(fresh: Driver, qtbot: QtBot) -> None:
    fresh.open()
    fresh.sees("These are sample issues")
    count = fresh.count("all")
    assert count > 80
    assert len(fresh.listed) == count
    fresh.press("Shift+Tab")
    for name in ("Deep Learning Weekly", "Unknown newsletter"):
        node = next(node for node in fresh.window.tree_model.root.children if node.title == name)
        fresh.window.tree.choose(node)
        fresh.settle()
        fresh.press("Del")
    assert fresh.count("all") == 0
    fresh.reopen()
    fresh.wait_for_imports()
    assert fresh.count("all") == 0
    fresh.sees("The library is empty.", "Press Ctrl+O to import newsletters")


def test_files_that_are_named_are_imported_then_shown(fresh: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    open_library(fresh.library).close()
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    fresh.open(SEEDS / "deep-learning-weekly-197.txt", bad)
    qtbot.waitUntil(lambda: fresh.count("all") == 19 and not fresh.window.importing.is_running, timeout=30_000)
    fresh.settle()
    assert fresh.import_result.startswith("Imported: 1 issue with 19 items")
    assert fresh.import_result.endswith("1 could not be imported")
    assert len(fresh.listed) == 19


# whole processes


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "READER_"))}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    return {**kept, **folders, "HOME": str(home), **more}


def test_without_a_display_one_sentence_says_what_works(tmp_path: Path) -> None:
    for platform in (
        {},
        {"QT_QPA_PLATFORM": "xcb"},
        {"DISPLAY": ":987"},
        {"DISPLAY": "localhost:999999"},
        {"WAYLAND_DISPLAY": "wayland-99"},
        {"QT_QPA_PLATFORM": "bogus"},
    ):
        there = environment(tmp_path, **platform)
        for name in {"DISPLAY", "WAYLAND_DISPLAY"} - platform.keys():
            there.pop(name, None)
        run = subprocess.run([sys.executable, "-m", "reader"], env=there, capture_output=True, text=True, timeout=60)
        assert run.returncode == 1
        assert run.stdout == ""
        (line,) = run.stderr.splitlines()
        for words in ("no display", "reader list", "reader show", "reader screenshot", "xvfb-run"):
            assert words in line
    assert list(tmp_path.rglob("*.db")) == [], "nothing was made"


STARRING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reader.ui.shell import run_window as running
from reader.ui.keys.key_presses import press
from reader.ui.shell.first_paint import run_window

def begin(window):
    session = window.session
    session.committed.connect(tell)
    timer = QTimer(window)
    timer.setInterval(3)
    timer.timeout.connect(lambda: press(window, "s j"))
    timer.start()

def tell(changes):
    for change in changes:
        if change.field == "work.starred":
            print(*change.targets, flush=True)

shown = running.Running._show_window
def show(self):
    shown(self)
    begin(self.window)
running.Running._show_window = show
run_window(Path(sys.argv[1]), [])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only here a process can be killed outright")
def test_what_the_window_acknowledged_is_there_after_a_kill(tmp_path: Path, samples: Path) -> None:
    path = tmp_path / "library.db"
    shutil.copy(samples, path)
    process = subprocess.Popen(
        [sys.executable, "-c", STARRING, str(path)],
        env=environment(tmp_path, QT_QPA_PLATFORM="offscreen"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    acknowledged = []
    try:
        for line in process.stdout:
            acknowledged += [int(word) for word in line.split()]
            if len(acknowledged) >= 25:
                break
        process.send_signal(signal.SIGKILL)
        acknowledged += [int(word) for word in process.stdout.read().split()]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert len(set(acknowledged)) >= 25
    library = open_library(path)
    try:
        with closing(library.reader()) as reader:
            listing = reader.listing(Query((IsTerm(Is.STARRED),)))
            starred = {row.work_id for row in reader.rows(listing.ids)}
        assert set(acknowledged) <= starred
        assert library.check() == []
    finally:
        library.close()


def test_the_program_ends_when_its_window_is_closed(tmp_path: Path, samples: Path) -> None:
    """The whole program, as a person starts it; closed by the signal that a session manager sends."""
    path = tmp_path / "library.db"
    shutil.copy(samples, path)
    closing_soon = (
        "import sys; from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication;"
        "from reader.ui.shell import run_window as running; shown = running.Running._show_window\n"
        "def show(self):\n    shown(self); QTimer.singleShot(50, self.frame.close)\n"
        "running.Running._show_window = show\n"
        "from reader.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", closing_soon, "--library", str(path)],
        env=environment(tmp_path, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0
    assert "Traceback" not in run.stderr
    assert list((tmp_path / "state").rglob("window-*.json"))


def test_patience_waits_in_vain_only_so_long(qapp: QApplication) -> None:
    start = time.monotonic()
    with contextlib.suppress(AssertionError):
        Patience().waitUntil(lambda: False, timeout=50)
    assert time.monotonic() - start < 5

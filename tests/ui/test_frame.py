"""The frame with its picture of the last screen, and the palette's likes: what is there before the library is."""

from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtGui import QColor, QPixmap
from pytestqt.qtbot import QtBot
from standing import colours_in, picture

from reader.services.machine import folders
from reader.ui.shell.first_paint import make_frame
from reader.ui.shell.frame import USUAL_SIZE, Frame, geometry_of


@pytest.fixture
def last_screen(tmp_path: Path) -> Path:
    pixmap = QPixmap(USUAL_SIZE)
    pixmap.fill(QColor("#336699"))
    assert pixmap.save(str(tmp_path / "last.png"), "PNG")
    return tmp_path / "last.png"


def test_the_last_screen_is_painted_at_once_and_said_to_be(qtbot: QtBot, last_screen: Path) -> None:
    frame = Frame("", last_screen)
    qtbot.addWidget(frame)
    assert frame.picture is not None
    with qtbot.waitSignal(frame.picture.painted):
        frame.show()
    assert set(colours_in(picture(frame), 50)) == {"#336699"}
    assert frame.picture.accessibleName() == "The reader is opening"


def test_a_picture_of_another_size_is_not_shown(qtbot: QtBot, last_screen: Path) -> None:
    frame = Frame("", last_screen)
    qtbot.addWidget(frame)
    frame.resize(900, 500)
    frame.show()
    assert "#336699" not in colours_in(picture(frame), 50)


def test_words_take_the_pictures_place_when_it_takes_long(qtbot: QtBot, last_screen: Path) -> None:
    frame = Frame("", last_screen)
    qtbot.addWidget(frame)
    frame.show()
    assert frame.picture is not None
    frame.picture.say("Waiting.")
    assert "#336699" not in colours_in(picture(frame), 7)
    assert len(colours_in(picture(frame), 3)) > 1, "and can be read"
    assert frame.picture.accessibleName() == "Waiting."


@pytest.mark.parametrize("broken", [b"", b"no picture", None])
def test_a_broken_picture_or_none_does_no_harm(qtbot: QtBot, tmp_path: Path, broken: bytes | None) -> None:
    if broken is not None:
        (tmp_path / "last.png").write_bytes(broken)
    frame = Frame("not base64 \u00e9 at all", tmp_path / "last.png")
    qtbot.addWidget(frame)
    frame.show()
    frame.grab()
    assert frame.size() == USUAL_SIZE


def test_a_picture_is_kept_for_the_next_start(reader: Driver) -> None:
    reader.press("g p")
    shown = reader.window.grab().size()
    library = reader.library
    reader.close(keeps_picture=True)
    kept = QPixmap(str(folders.window_state(library).with_suffix(".png")))
    assert kept.size() == shown
    frame = make_frame(library)
    assert frame.picture is not None
    assert frame.picture._pixmap.size() == shown
    frame.deleteLater()


def test_a_picture_that_cannot_be_kept_is_no_reason_for_a_word(reader: Driver) -> None:
    in_the_way = folders.window_state(reader.library).with_suffix(".png")
    (in_the_way / "x").mkdir(parents=True)
    reader.press("s")
    reader.reopen()
    assert reader.count("starred") == 1


def test_folders_that_cannot_be_used_are_done_without(
    qtbot: QtBot, library_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """State, cache and log below a name that no file system takes, and below a file."""
    (tmp_path / "file").write_text("x")
    for folder in ("x" * 300, str(tmp_path / "file")):
        for name in ("STATE", "CACHE"):
            monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / folder))
        driver = Driver(qtbot, library_path)
        try:
            driver.open()
            driver.press("s s")
            driver.sees("Saved")
        finally:
            driver.close(keeps_picture=True)


def test_geometry_of_a_file_that_is_none() -> None:
    assert geometry_of(Path("/nowhere/at/all.json")) == ""

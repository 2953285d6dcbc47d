"""``reader screenshot``: the real window as a PNG, and a library that is left as it was."""

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from sample_library import copy_library, sample_library
from standing import colours_in

from reader.services.machine.user_library import open_library
from reader.ui.look.theme import DARK, LIGHT


@dataclass(frozen=True)
class Shot:
    status: int
    out: str
    err: str
    path: Path

    @property
    def image(self) -> QImage:
        return QImage(str(self.path)).convertToFormat(QImage.Format.Format_RGB32)

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        assert "Traceback" not in line
        return line


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_library(sample_library(), tmp_path_factory.mktemp("samples") / "library.db")


def shoot(library: Path, *arguments: str, path: Path) -> Shot:
    """Run the program as a person would, without a screen."""
    there = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    run = subprocess.run(
        [sys.executable, "-m", "reader", "screenshot", "--library", str(library), *arguments, str(path)],
        env=there,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return Shot(run.returncode, run.stdout, run.stderr, path)


def fingerprint(library: Path) -> str:
    return hashlib.sha256(library.read_bytes()).hexdigest()


def test_the_picture_has_size_and_theme_and_the_library_is_not_changed(
    qtbot: QtBot, samples: Path, tmp_path: Path
) -> None:
    """One shot of many options, since each is a whole process."""
    before = fingerprint(samples)
    dark = shoot(samples, "--theme", "dark", "--size", "900x600", "--keys", "j s A e", path=tmp_path / "dark.png")
    assert (dark.status, dark.out, dark.err) == (0, "", "")
    assert (dark.image.width(), dark.image.height()) == (900, 600)
    seen = colours_in(dark.image, 3)
    assert {DARK.chrome, DARK.list, DARK.page} <= set(seen)
    assert sum(count for colour, count in seen.items() if QColor(colour).lightness() > 140) < 0.1 * sum(seen.values())
    assert DARK.star in colours_in(dark.image.copy(0, 60, 640, 500)), "the key was pressed, and its star is there"
    assert fingerprint(samples) == before
    left = {path.name: path.stat().st_size for path in samples.parent.iterdir() if path.is_file()}
    assert left.keys() <= {"library.db", "library.db-wal", "library.db-shm"}
    assert left.get("library.db-wal", 0) == 0
    library = open_library(samples)
    try:
        with closing(library.reader()) as reader:
            counts = reader.view_counts()
    finally:
        library.close()
    assert (counts.starred, counts.done) == (0, 0)
    assert counts.unread == counts.all


def test_an_item_is_shown_light_and_at_the_usual_size(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    shot = shoot(samples, "--item", "40", path=tmp_path / "item.png")
    assert (shot.status, shot.err) == (0, "")
    assert (shot.image.width(), shot.image.height()) == (1360, 860)
    seen = colours_in(shot.image, 5)
    assert max(seen, key=lambda colour: seen[colour]) == LIGHT.page
    assert LIGHT.selected in seen, "its row is selected"
    assert LIGHT.text in colours_in(shot.image.copy(650, 60, 700, 300), 1), "and its text is there"


def test_what_cannot_be_done_is_one_plain_line(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    unknown = shoot(samples, "--item", "987654", path=tmp_path / "x.png")
    assert unknown.status == 1
    assert "There is no item 987654" in unknown.complaint
    (tmp_path / "file").write_text("x")
    unwritable = shoot(samples, path=tmp_path / "file" / "x.png")
    assert unwritable.status == 1
    assert str(tmp_path / "file" / "x.png") in unwritable.complaint
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--size", "0x0"],
        ["--size", "wide"],
        ["--size", "99999x99999"],
        ["--theme", "pink"],
        ["--item", "x"],
        ["--keys", "j Hyper+x"],
    ],
    ids=" ".join,
)
def test_arguments_that_make_no_sense_are_refused(samples: Path, tmp_path: Path, arguments: list[str]) -> None:
    shot = shoot(samples, *arguments, path=tmp_path / "x.png")
    assert shot.status in (1, 2)
    assert "Traceback" not in shot.err
    assert len(shot.err.splitlines()) <= 3
    assert not shot.path.exists()


def test_no_library_and_a_damaged_one(samples: Path, tmp_path: Path) -> None:
    none = shoot(tmp_path / "none.db", path=tmp_path / "x.png")
    assert none.status == 1
    assert "There is no library at" in none.complaint
    damaged = tmp_path / "damaged.db"
    shutil.copy(samples, damaged)
    damaged.write_bytes(damaged.read_bytes()[:5000])
    shot = shoot(damaged, path=tmp_path / "x.png")
    assert shot.status == 1
    assert "damaged" in shot.complaint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged.db"]


def test_an_empty_library_has_a_picture_too(qtbot: QtBot, tmp_path: Path) -> None:
    open_library(tmp_path / "empty.db").close()
    shot = shoot(tmp_path / "empty.db", path=tmp_path / "x.png")
    assert (shot.status, shot.err) == (0, "")
    assert shot.image.width() == 1360

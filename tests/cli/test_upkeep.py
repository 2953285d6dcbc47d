"""``check`` and ``backup``."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def test_a_sound_library_is_said_to_be(reader: Any, library: Path) -> None:
    assert reader("check").out == "The library is sound.\n"
    assert reader("check", "--json").json == {"sound": True, "faults": []}


def test_what_is_wrong_is_said_and_mended(reader: Any, library: Path) -> None:
    connection = sqlite3.connect(library)
    connection.execute("UPDATE item SET is_starred = 1 WHERE id = 3")
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.commit()
    connection.close()
    told = reader("check")
    assert told.status == 1
    assert told.out.count("\n") >= 1
    assert told.out != "The library is sound.\n"
    reader("check", "--repair")
    assert reader("check").status == 0


def test_a_backup_is_a_whole_library(reader: Any, library: Path, tmp_path: Path) -> None:
    reader("mark", 3, "--star")
    copy = tmp_path / "copies" / "copy.db"
    told = reader("backup", copy)
    assert told.status == 0
    assert told.out == ""
    assert reader("list", "--json", "--library", copy).json == reader("list", "--json").json


def test_a_backup_to_standard_output_is_the_same(reader: Any, library: Path, tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-m", "reader", "backup", "-"], capture_output=True, check=True, timeout=60)
    copy = tmp_path / "copy.db"
    copy.write_bytes(run.stdout)
    assert len(reader("list", "--json", "--library", copy).json) == len(reader("list", "--json").json)


@pytest.mark.parametrize("place", ["library.db", "folder"])
def test_a_backup_that_cannot_be_is_refused(reader: Any, library: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    told = reader("backup", tmp_path / place)
    assert told.status == 1
    assert place in told.complaint
    assert reader("list").status == 0

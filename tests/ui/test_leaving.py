"""Quitting does not wait for an import, and the import goes on where it was."""

from pathlib import Path
from time import monotonic

import pytest
from driving import Driver
from pytestqt.qtbot import QtBot

from reader.services.machine.user_library import open_library


def _issues(path: Path) -> int:
    library = open_library(path)
    try:
        reader = library.reader()
        found = sum(row.issues for row in reader.publications())
        reader.close()
    finally:
        library.close()
    return found


def test_quitting_leaves_an_import(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.services.imports.samples.files", list)
    files = []
    for number in range(1, 301):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"The Weekly: Issue #{number}\n\nNews\n\nA title {number}\n\nA body of number {number}.\n")
        files.append(file)
    driver = Driver(qtbot, tmp_path / "library.db")
    try:
        driver.open(*files, settles=False)
        qtbot.waitUntil(lambda: len(driver.window.importing._results) > 2, timeout=20_000)
        since = monotonic()
        driver.close()
        assert monotonic() - since < 20
    finally:
        driver.close()
    assert 0 < _issues(tmp_path / "library.db") < 300

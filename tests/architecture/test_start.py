"""Commands start fast: none loads Qt, and help loads no database either."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import sys
from reader.__main__ import main
try:
    status = main(sys.argv[1:])
except SystemExit as end:
    status = end.code or 0
loaded = {name.partition(".")[0] for name in sys.modules}
print(status, *sorted(loaded & {"PySide6", "qtawesome", "sqlalchemy", "nh3", "feedparser"}), file=sys.stderr)
"""


def loaded_by(*arguments: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ,
    )
    last = run.stderr.splitlines()[-1].split()
    assert last[0] == "0", run.stderr
    return last[1:]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["list", "--help"], ["screenshot", "--help"], ["help"]]
)
def test_help_loads_neither_qt_nor_the_database(arguments: list[str]) -> None:
    assert loaded_by(*arguments) == []


def test_a_help_page_loads_neither_qt_nor_the_database() -> None:
    assert {"PySide6", "sqlalchemy"}.isdisjoint(loaded_by("help", "keys"))


def test_lists_load_no_qt(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("A title\n\nA body of some words, which ends here.\n")
    library = str(tmp_path / "library.db")
    assert "PySide6" not in loaded_by("import", str(document), "--library", library)
    assert "PySide6" not in loaded_by("list", "--json", "--library", library)

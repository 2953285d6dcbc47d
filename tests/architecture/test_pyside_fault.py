"""PySide6 6.12.0 takes a reference from None with each void call, which ends Python 3.11 after some hundred of them."""

import subprocess
import sys
import tomllib
from pathlib import Path

CALLS = 1_000
PROBE = f"""
import os, sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(int)

app = QCoreApplication([])
bell = Bell()
heard = []
bell.rung.connect(heard.append)
bell.setObjectName("warm")
before = sys.getrefcount(None)
for number in range({CALLS}):
    bell.setObjectName("x")
    bell.rung.emit(number)
lost = before - sys.getrefcount(None)
print(len(heard), lost, flush=True)
os._exit(0)
"""


def test_qt_calls_leave_the_references_to_none_alone() -> None:
    run = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    heard, lost = map(int, run.stdout.split())
    assert heard == CALLS
    assert abs(lost) < CALLS // 20


def test_the_faulty_release_is_excluded(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    wanted = next(name for name in project["project"]["dependencies"] if name.startswith("PySide6"))
    assert "!=6.12.0" in wanted
    assert "pyside6-essentials==6.12.0" not in project["tool"]["uv"]["constraint-dependencies"]

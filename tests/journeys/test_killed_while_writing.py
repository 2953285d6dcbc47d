"""A kill while a note is typed loses what was typed in the last second, and nothing before it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

from driving import Driver
from pytestqt.qtbot import QtBot

from reader.ui.controllers.annotate.note_session import DRAFT_MS

WRITE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from reader.ui.keys.key_presses import press, type_text
from reader.ui.shell.run_window import Running
from reader.ui.controllers.annotate import note_session
from reader.ui.shell.first_paint import make_application, make_frame

note_session.DRAFT_MS //= 10  # on a busy machine the rest of the second goes by until it is on disk
app = make_application()
frame = make_frame(Path(sys.argv[1]))
frame.show()
running = Running(app, frame, Path(sys.argv[1]), [])
running.start()
window = running.window
while not window.is_ready or window.detail.detail is None:
    QCoreApplication.processEvents()
press(window, "a")
for number in range(100_000):
    type_text(window, f"{number} ")
    print(number, time.monotonic(), flush=True)
    until = time.monotonic() + 0.05
    while time.monotonic() < until:
        QCoreApplication.processEvents()
"""


def test_a_kill_while_typing_loses_a_second_at_most(qtbot: QtBot, library_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(library_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert DRAFT_MS <= 1000
    assert writer.stdout is not None
    try:
        typed = [writer.stdout.readline().split() for _ in range(60)]
        killed = monotonic()
    finally:
        writer.send_signal(signal.SIGKILL)
        typed += [line.split() for line in writer.communicate()[0].splitlines() if len(line.split()) == 2]
    old = [int(number) for number, at in typed if float(at) < killed - 1.5]
    reader = Driver(qtbot, library_path).open()
    try:
        reader.sees("Recovered a note")
        reader.press("g a")
        kept = [int(word) for word in reader.window.detail.detail.note.split()]
    finally:
        reader.close()
    assert kept == list(range(len(kept)))
    assert kept[-1] >= old[-1]

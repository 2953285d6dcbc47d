"""Starts programs and tells how long they took from the call to the pixels."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.screen import Screen

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from the start of the process; the floor has no list, and answers no key.

    ``framed``: first pixels; ``painted``: more than plain areas (off screen the same, for want of pixels to look at);
    ``listed``: the open library's list is painted; ``answered``: so is the next item after a key. ``stall`` is the
    longest that the event loop stood still meanwhile.
    """

    framed: float
    painted: float
    listed: float = 0.0
    answered: float = 0.0
    stall: float = 0.0


@dataclass(frozen=True, slots=True)
class Machine:
    """Where programs are run: a home folder of their own, and a screen or none."""

    home: Path
    screen: Screen | None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a user who has just this home and this screen."""
        folders = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("DATA", "STATE", "CONFIG", "CACHE")}
        kept = {key: value for key, value in os.environ.items() if key not in ("READER_LIBRARY", "WAYLAND_DISPLAY")}
        screen = self.screen.environment if self.screen else {"QT_QPA_PLATFORM": "offscreen"}
        return kept | folders | {"HOME": str(self.home), "PYTHONPATH": str(TESTS)} | screen

    def run(self, *arguments: str, seconds: float = 600.0) -> str:
        """Run a module of this folder to its end; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def time_bare(self) -> Start:
        """Start the empty window."""
        return self._time("bench.bare_start")

    def time_reader(self, library: Path) -> Start:
        """Start the reader on a library, as its user would for the next time."""
        return self._time("bench.reader_start", "--library", str(library))

    def _time(self, *arguments: str) -> Start:
        blank = self.screen.look() if self.screen else b""
        begun = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            seen = self.screen.wait_for_paint(blank) if self.screen else None
            said, complaints = process.communicate(timeout=60)
        finally:
            process.kill()  # one that shows a dialog about a fault would stay for ever
            process.wait()
        if process.returncode:
            raise AssertionError(f"{arguments} ended with {process.returncode}:\n{complaints}")
        if self.screen:
            self.screen.wait_for_blank(blank)
        told = json.loads(said)
        framed, painted = seen or (told["painted"], told["painted"])
        moments = told | {"framed": framed, "painted": painted}
        stall = moments.pop("stall", 0.0)
        return Start(stall=stall, **{name: (moment - begun) * 1000 for name, moment in moments.items()})

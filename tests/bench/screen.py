"""A private X server whose screen is a mapped file, so that pixels are seen when they change, without asking it.

Only used where Xvfb is installed; elsewhere windows are painted off screen and report for themselves.
"""

import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

WIDTH, HEIGHT = 1600, 1000
EVERY_ROWS = 16
"""Every so many rows are compared; text is taller."""
POLL = 0.001
CONTENT = 8
"""Colours that tell a screen with something on it from a plain one."""


class Screen:
    """A screen to open windows on; ``environment`` says so to programs."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="bench-screen-"))
        read_end, write_end = os.pipe()
        screen = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(self._folder)]
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), *screen, "-br", "-nocursor", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write_end],
            stderr=subprocess.DEVNULL,
        )
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            self._display = f":{pipe.readline().strip()}"
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._pixels = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # X11's XWDFile.h: the header's size is its first field, the number of colours (12 bytes each) its twentieth.
        (header,) = struct.unpack(">I", self._pixels[:4])
        (colours,) = struct.unpack(">I", self._pixels[76:80])
        self._start = header + 12 * colours

    @staticmethod
    def is_available() -> bool:
        """Whether such a screen can be had on this machine."""
        return shutil.which("Xvfb") is not None

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to open its window here."""
        return {"DISPLAY": self._display, "QT_QPA_PLATFORM": "xcb"}

    def look(self) -> bytes:
        """A sample of the pixels, four bytes each."""
        row = WIDTH * 4
        starts = range(self._start, self._start + HEIGHT * row, EVERY_ROWS * row)
        return b"".join(self._pixels[start : start + row] for start in starts)

    def wait_for_paint(self, before: bytes, seconds: float = 30.0) -> tuple[float, float]:
        """The moments (``time.monotonic``) when the screen changes, and when it shows more than plain areas.

        A window that stays plain until it goes has only the first.
        """
        give_up, first = time.monotonic() + seconds, 0.0
        while time.monotonic() < give_up:
            time.sleep(POLL)
            now = self.look()
            if now == before:
                if first:
                    return first, first
                continue
            moment = time.monotonic()
            first = first or moment
            if len(set(memoryview(now).cast("I"))) >= CONTENT:
                return first, moment
        raise TimeoutError("nothing was painted")

    def wait_for_blank(self, blank: bytes, seconds: float = 10.0) -> None:
        """Wait until the last window is gone."""
        give_up = time.monotonic() + seconds
        while self.look() != blank:
            if time.monotonic() > give_up:
                raise TimeoutError("the window before is still there")
            time.sleep(POLL)

    def close(self) -> None:
        """End the server."""
        self._pixels.close()
        self._server.terminate()
        self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> "Screen":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

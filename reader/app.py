"""The program with a window: start, the library beside it, and an orderly end. Also ``screenshot``."""

import argparse
import gc
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.core.values.errors import ReaderError
from reader.services.machine import folders

SWITCH_INTERVAL = 0.0005
"""Seconds. One busy Python thread moves key-to-paint p99 from 5 to 48 ms without it, 10 ms with it (measured)."""
PLATFORMS = ("offscreen", "minimal", "vnc", "eglfs", "linuxfb", "minimalegl", "wayland", "wayland-egl", "vkkhrdisplay")
"""Qt's platforms for Linux but X11; another name would end the program without a word."""
BROKEN_QT = "6.12.0"
NO_DISPLAY = (
    "There is no display to open a window on. reader list, reader show and reader screenshot work without one; "
    "so does xvfb-run."
)


def main(argv: Sequence[str]) -> int:
    """Open the window (or render a screenshot) with arguments that the command line has checked."""
    arguments = _arguments(argv)
    if arguments.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not has_display():
        raise ReaderError(NO_DISPLAY)
    refuse_broken_qt()
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.disable()  # until the window stands: what start-up makes stays anyway
    library = folders.library(arguments.library)
    if arguments.screenshot:
        from reader.services.imports import samples
        from reader.ui.shell.screenshot import take_screenshot

        if samples.are_wanted_by_command(arguments.library):
            samples.make_library(library)
        return take_screenshot(
            library,
            Path(arguments.rest[0]),
            item=arguments.item,
            theme=arguments.theme,
            size=arguments.size,
            keys=arguments.keys,
        )
    from reader.ui.shell.first_paint import run_window

    return run_window(library, [Path(name) for name in arguments.rest])


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    for option in ("library", "theme", "size", "keys"):
        parser.add_argument(f"--{option}")
    parser.add_argument("--item", type=int)
    parser.add_argument("rest", nargs="*")
    is_screenshot = bool(argv) and argv[0] == "screenshot"
    arguments = parser.parse_args(list(argv[1:] if is_screenshot else argv))
    arguments.screenshot = is_screenshot
    return arguments


def refuse_broken_qt() -> None:
    """Refuse the one release of PySide6 that aborts Python 3.11 after some hundred signals."""
    import PySide6

    if PySide6.__version__ == BROKEN_QT:
        raise ReaderError(f"PySide6 {BROKEN_QT} has a fault that ends the program at random. ./run installs another.")


def has_display() -> bool:
    """Whether a window can be opened; asked before Qt is, which would end the program without a word."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform not in ("", "xcb"):
        return platform in PLATFORMS
    try:
        return (platform == "" and _wayland_answers()) or _answers(os.environ.get("DISPLAY", ""))
    except (OverflowError, TypeError, ValueError):
        return False  # an address that no socket takes


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and _connects(socket.AF_UNIX, os.path.join(folder, name or ""))


def _answers(display: str) -> bool:
    """Whether an X server answers at DISPLAY (``host:number.screen``; no host: this machine's socket)."""
    host, colon, number = display.rpartition(":")
    screen = number.split(".")[0]
    if not colon or not screen.isdigit():
        return False
    if host in ("", "unix"):
        return any(_connects(socket.AF_UNIX, f"{start}/tmp/.X11-unix/X{screen}") for start in ("\0", ""))
    return _connects(socket.AF_INET, (host.strip("[]"), 6000 + int(screen)))


def _connects(family: socket.AddressFamily, address: object) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(3)
        try:
            probe.connect(address)  # type: ignore[arg-type]
        except OSError:
            return False
    return True

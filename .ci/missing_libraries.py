"""Prints the Debian packages that Qt's window needs and this machine lacks (nothing when all are there).

Libraries are loaded by name instead of asking the package manager: that takes milliseconds and is true on every
distribution. X11 needs those from libxcb-cursor0 on; without any font, text is drawn as boxes.
"""

import ctypes
import sys
from pathlib import Path

PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_PACKAGE = "fonts-dejavu-core"


def is_loadable(library: str) -> bool:
    """Whether the dynamic linker finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Whether any outline font is installed."""
    folders = (Path(name).expanduser() for name in FONT_FOLDERS)
    return any(next(folder.rglob(ending), None) for folder in folders for ending in ("*.ttf", "*.otf", "*.ttc"))


def missing_packages() -> list[str]:
    """The Debian packages to install."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in PACKAGES.items() if not is_loadable(library)]
    return missing if has_font() else [*missing, FONT_PACKAGE]


if __name__ == "__main__":
    print(*missing_packages())

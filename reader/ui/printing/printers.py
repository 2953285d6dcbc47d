"""Lists this computer's printers, in a process of its own: a printing system may take its time to answer."""

import subprocess
import sys

SECONDS = 5
NO_PRINTER = "No printer is set up on this computer. Choose a PDF file instead."


def printer_names() -> tuple[str, ...] | None:
    """The names of the printers, none where there is no printing system; None where it does not answer."""
    try:
        run = subprocess.run(
            [sys.executable, "-P", "-m", __name__], capture_output=True, timeout=SECONDS, check=True, text=True
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return tuple(line for line in run.stdout.splitlines() if line)


def _tell() -> None:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtPrintSupport import QPrinterInfo

    app = QGuiApplication(sys.argv[:1])
    print(*QPrinterInfo.availablePrinterNames(), sep="\n")
    del app


if __name__ == "__main__":
    _tell()

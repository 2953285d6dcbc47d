"""A window that stands open for a whole module of tests, and its eyes: for tests that look but decide nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from sample_library import copy_library, sample_library


class Patience:
    """What a Driver needs of qtbot, without belonging to one test."""

    def waitUntil(self, holds: Callable[[], bool], timeout: int = 60_000) -> None:
        end = time.monotonic() + timeout / 1000
        while not holds():
            assert time.monotonic() < end, "waited in vain"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)

    def wait(self, milliseconds: int) -> None:
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            time.sleep(0.002)


@contextmanager
def home_of(folder: Path) -> Iterator[None]:
    """The user's folders are below this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        for name in ("DATA", "STATE", "CONFIG", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        patch.delenv("READER_LIBRARY", raising=False)
        yield


@contextmanager
def standing(folder: Path) -> Iterator[Driver]:
    """The reader, open on the sample issues, without a qtbot."""
    with home_of(folder):
        driver = Driver(Patience(), copy_library(sample_library(), folder / "library.db"))  # type: ignore[arg-type]
        try:
            driver.open()
            for lane in ("backup", "settings", "split"):
                driver.running.jobs.lane(lane)  # would otherwise start during some later test
            yield driver
        finally:
            driver.close()


def standing_reader() -> Callable[..., Iterator[Driver]]:
    """A fixture of module scope: ``window = standing_reader()``."""

    def window(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
        with standing(tmp_path_factory.mktemp("standing")) as driver:
            yield driver

    return pytest.fixture(scope="module")(window)


def picture(widget: QWidget) -> QImage:
    """What is on the screen of a widget."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours_in(image: QImage, step: int = 1) -> dict[str, int]:
    """How often each colour occurs, as ``#rrggbb``."""
    found: dict[str, int] = {}
    for y in range(0, image.height(), step):
        for x in range(0, image.width(), step):
            name = QColor(image.pixel(x, y)).name()
            found[name] = found.get(name, 0) + 1
    return found


def visible_widgets(root: QWidget) -> list[QWidget]:
    """All widgets below this one that can be seen."""
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible() and not widget.size().isEmpty()]


__all__ = ["Patience", "colours_in", "home_of", "picture", "standing_reader", "visible_widgets"]

"""A benchmark's own process: works in the live window and prints what it measured as one line of JSON.

``python -m bench.work bare`` measures the floor, ``work LIBRARY`` a reader at rest, ``import LIBRARY FOLDER`` one that
imports a folder meanwhile, ``split LIBRARY`` one that splits all its issues again. All times are milliseconds.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.live import Heartbeat, Live, Paints, answers, rest, run_until
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTableView, QTextBrowser

from reader.ui.shell.first_paint import make_application
from reader.ui.shell.frame import USUAL_SIZE

_now = time.perf_counter
_WORDS = "learning model data network training deep language image method results paper system code ".split()


class Bare(QMainWindow):
    """The least that a toolkit can do: a table of texts, and a text of an item's length for the selected row."""

    def __init__(self, rows: int = 10_000) -> None:
        super().__init__()
        self.resize(USUAL_SIZE)
        self.table, self.page = QTableView(), QTextBrowser()
        self.table.setModel(QStringListModel([f"{row} {' '.join(_WORDS[:9])}" for row in range(rows)], self))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentChanged.connect(lambda index, _: self._show(index.row()))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(self.page)
        self.setCentralWidget(splitter)
        self.table.setFocus()
        self.table.selectRow(0)

    def _show(self, row: int) -> None:
        words = " ".join(_WORDS * 6)
        self.page.setHtml(f"<h2>{row}</h2><p>{words}.</p><p>{words}.</p>")

    def moves(self, count: int) -> list[float]:
        """Like `Live.moves`."""
        paints = Paints(self.table.viewport(), self.page.viewport())
        return answers(lambda: QTest.keyClick(self.table, Qt.Key.Key_Down), paints, count)


def bare(options: argparse.Namespace) -> dict[str, Any]:
    """The floor: the toolkit alone, moving and resting."""
    app = make_application()
    window = Bare()
    window.show()
    window.activateWindow()
    rest(0.3)
    found: dict[str, Any] = {"moves": window.moves(options.presses)}
    heart = Heartbeat().start()
    rest(1.0)
    found["stall"] = max(heart.stop())
    window.close()
    app.processEvents()
    return found | _memory()


def work(options: argparse.Namespace) -> dict[str, Any]:
    """The reader with nothing else to do: opening, everything listed, moves, stars, searches, all marked read."""
    live = Live(options.library)
    heart = Heartbeat()
    live.settle()
    live.press("g")
    found: dict[str, Any] = {}
    found["list_all"] = _listed(live, lambda: live.press("e"))
    live.settle()
    found["items"] = live.window.items.shown.item_count
    found["moves"] = live.moves(options.presses)
    paints = Paints(live.window.list.table.viewport())
    found["stars"] = answers(lambda: live.press("s"), paints, options.presses // 4)
    live.settle()
    found["searches"] = [_search(live, word) for word in ("model", "network", "mo", "deep learning")]
    live.press("g e")
    live.settle()
    heart.start()
    found["read_all"] = answers(lambda: live.press("A"), paints, 1)[0]
    live.settle()
    found["read_all_stall"] = max(heart.stop())
    live.close()
    return found | _memory()


def import_(options: argparse.Namespace) -> dict[str, Any]:
    """The reader while it imports: moves at a steady pace, and the window's stalls."""
    live = Live(options.library, [options.folder])
    heart = Heartbeat()
    run_until(lambda: live.window.is_ready and live.window.items.shown.item_count > 0, "the list")
    rest(0.2)

    def is_importing() -> bool:
        return live.running.jobs.lane("import").is_busy

    live.press("g e")
    rest(0.3)
    found: dict[str, Any] = {
        "moves": live.moves(options.presses, goes_on=is_importing),
        "was_importing": is_importing(),
    }
    heart.start()
    run_until(lambda: not is_importing(), "the import")
    found["import_stall"] = max(heart.stop())
    live.settle()
    live.close()
    return found | _memory()


def split(options: argparse.Namespace) -> dict[str, Any]:
    """The reader while it looks what splitting all again would change, and while it does that: moves and stalls."""
    live = Live(options.library)
    heart = Heartbeat()
    live.settle()
    live.press("g e")
    live.settle()
    job = live.window.resplitting

    def is_running() -> bool:
        return bool(job.is_running)

    found: dict[str, Any] = {}
    live.press("g r")
    found["looking"] = live.moves(options.presses, goes_on=is_running)
    found["was_looking"] = is_running()
    run_until(lambda: not is_running(), "the look")
    rest(0.1)
    QTest.keyClick(live.app.focusWidget(), Qt.Key.Key_Return)
    live.window.framing.focus("list")
    found["splitting"] = live.moves(options.presses, goes_on=is_running)
    found["was_splitting"] = is_running()
    heart.start()
    run_until(lambda: not is_running(), "splitting again")
    found["stall"] = max(heart.stop())
    live.settle()
    live.close()
    return found | _memory()


def _listed(live: Live, act: Callable[[], None]) -> float:
    """Milliseconds from a key until the first screens of the list that it brings are painted."""
    paints = Paints(live.window.list.table.viewport())
    listed: list[bool] = []

    def note() -> None:
        if not listed:
            listed.append(True)
            paints.expect()

    live.window.navigation.listed.connect(note)
    start = _now()
    act()
    run_until(lambda: bool(listed) and paints.are_done, "the list")
    QApplication.sync()
    took = (_now() - start) * 1000
    live.window.navigation.listed.disconnect(note)
    return took


def _search(live: Live, words: str) -> float:
    """Milliseconds from the last letter until its hits are painted, with the time that the field waits for more."""
    live.press("/")
    rest(0.1)
    field = live.app.focusWidget()
    assert field is not None
    QTest.keyClicks(field, words[:-1])
    live.settle()
    rest(0.3)
    live.settle()
    took = _listed(live, lambda: QTest.keyClicks(field, words[-1]))
    QTest.keyClick(field, Qt.Key.Key_Return)
    live.settle()
    return took


def _memory() -> dict[str, float]:
    """Peak memory of this process in MiB; nothing where the system does not say."""
    try:
        import resource
    except ImportError:
        return {}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"memory": peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["bare", "work", "import", "split"])
    parser.add_argument("library", type=Path, nargs="?")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--presses", type=int, default=300)
    options = parser.parse_args()
    works = {"bare": bare, "work": work, "import": import_, "split": split}
    print(json.dumps(works[options.what](options)), flush=True)
    os._exit(0)  # the window is closed and all is stored; what is left of Qt's objects would end in no order


if __name__ == "__main__":
    main()

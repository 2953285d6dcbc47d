"""Printing from the window: what is asked, the PDF that comes of it, stopping it, and what is told of failures."""

import threading
import time
from collections.abc import Callable
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from driving import Driver
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from reader.services.exports.facts.gather import Gathering
from reader.ui.cards.program.print_card import PRINTER, PrintCard
from reader.ui.printing import printers
from reader.ui.printing.print_orders import Form, Matter, PrinterChoice, usual_paper


def card_of(reader: Driver) -> PrintCard:
    (card,) = [card for card in reader.window.findChildren(PrintCard) if card.isVisible()]
    return card


def wait(reader: Driver, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not reader.window.printing.is_running, timeout=30_000)
    reader.settle()


def save(reader: Driver, qtbot: QtBot, path: Path) -> QFileDialog:
    """Choose a path in the dialog that stands open."""
    (dialog,) = reader.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    wait(reader, qtbot)
    return dialog


def test_the_item_is_written_as_pdf_by_keyboard(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    reader.press("g e g g a").type("My own words on it.")
    reader.press("Esc Ctrl+P")
    card = card_of(reader)
    assert card.heading.text().startswith("Print this item, 1 item")
    qtbot.waitUntil(lambda: card.rows.rows[0].detail.endswith(", 1 page"), timeout=20_000)
    reader.press("Enter")
    dialog = save(reader, qtbot, tmp_path / "item.pdf")
    assert dialog.defaultSuffix() == "pdf"
    text = "".join(PdfReader(tmp_path / "item.pdf").pages[0].extract_text().split())
    assert "".join(reader.title.split()) in text
    assert "Myownwordsonit." in text
    assert reader.said == f"Wrote 1 page to {tmp_path / 'item.pdf'}."
    assert not reader.window.status.job.isVisible()


def test_tab_chooses_the_list_and_the_issue(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    reader.press("g e g g Ctrl+P Tab")
    card = card_of(reader)
    assert card.matter.form is Form.LIST
    assert len(card.matter.ids) == len(reader.listed)
    reader.press("Tab")
    assert card.matter.form is Form.ISSUE
    assert card.matter.title.startswith("Issue #")
    assert 1 < len(card.matter.ids) < len(reader.listed)
    qtbot.waitUntil(lambda: card.rows.rows[0].detail.endswith(" pages"), timeout=20_000)
    counted = int(card.rows.rows[0].detail.split()[-2])
    reader.press("Enter")
    save(reader, qtbot, tmp_path / "issue.pdf")
    assert len(PdfReader(tmp_path / "issue.pdf").pages) == counted > 1


def test_what_the_filter_hides_is_not_printed(reader: Driver) -> None:
    reader.press("g e f").type("BERT")
    reader.press("Enter Ctrl+P Tab")
    matter = card_of(reader).matter
    assert 0 < len(matter.ids) < 10
    assert matter.form is Form.HITS
    assert "BERT" in matter.heading
    reader.press("Esc")
    assert not [card for card in reader.window.findChildren(PrintCard) if card.isVisible()]


def test_without_a_printer_it_is_said_and_pdf_stays(
    reader: Driver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers, "printer_names", lambda: ())
    reader.press("g e Ctrl+P")
    card = card_of(reader)
    assert card.rows.rows[1].why_not == printers.NO_PRINTER
    reader.press("j Enter")
    assert card.isVisible(), "it cannot be chosen"


def test_with_a_printer_the_systems_dialog_opens(reader: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "printer_names", lambda: ("Hall",))
    reader.press("g e Ctrl+P")
    assert card_of(reader).rows.rows[1].id == PRINTER
    assert not card_of(reader).rows.rows[1].why_not
    reader.press("j Enter")
    (dialog,) = reader.window.findChildren(QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_pages_go_to_what_was_chosen_there(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    reader.press("g e g g Ctrl+P")
    matter = card_of(reader).matter
    reader.press("Esc")
    out = str(tmp_path / "printed.pdf")
    reader.window.printing.print_on(matter, PrinterChoice("", usual_paper(), file=out))
    wait(reader, qtbot)
    assert reader.said == f"Sent 1 page to {out}."
    assert len(PdfReader(out).pages) == 1


def test_what_cannot_be_written_is_told(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    reader.press("g e Ctrl+P Enter")
    save(reader, qtbot, tmp_path / "file" / "item.pdf")
    assert "a part of its path is a file" in reader.said
    reader.press("Ctrl+P Enter")
    save(reader, qtbot, reader.library)
    assert "is the library itself" in reader.said
    assert not reader.window.status.job.isVisible()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_leaves_no_half_file(
    reader: Driver, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.services.exports.vault import write_files

    def full(path: Path, pieces: object, **_: object) -> None:
        with path.open("xb"), Path("/dev/full").open("wb") as file:
            for piece in pieces:  # type: ignore[attr-defined]
                file.write(piece)
                file.flush()

    monkeypatch.setattr(write_files, "_fill", full)
    reader.press("g e Ctrl+P Enter")
    save(reader, qtbot, tmp_path / "out" / "item.pdf")
    assert "There is no room" in reader.said
    assert not (tmp_path / "out").exists()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Holds a print before its second item; the function lets it go on."""
    going = threading.Event()
    real = Gathering.items

    def items(self: Gathering, ids: object) -> object:
        for number, record in enumerate(real(self, ids)):  # type: ignore[arg-type]
            if number:
                assert going.wait(20)
            yield record

    monkeypatch.setattr(Gathering, "items", items)
    return going.set


def all_of(reader: Driver) -> Matter:
    return Matter("All", tuple(reader.window.items.ids()), Form.LIST, "All", "today")


def test_a_print_shows_how_far_it_is_and_leaves_nothing_when_it_is_stopped(
    reader: Driver, qtbot: QtBot, tmp_path: Path, slow: Callable[[], None]
) -> None:
    from reader.ui.keys.key_presses import press

    reader.press("g e")
    window, count = reader.window, len(reader.listed)
    window.printing.write_pdf(all_of(reader), usual_paper(), str(tmp_path / "out" / "all.pdf"))
    qtbot.waitUntil(lambda: window.status.job.label.text() == f"Laying out: 1 of {count}", timeout=20_000)
    press(window, "Ctrl+E")
    assert "Another job is running" in reader.said
    window.status.job.stop.click()
    slow()
    wait(reader, qtbot)
    assert reader.said == "Printing stopped. Nothing was written."
    assert not (tmp_path / "out").exists()
    assert not window.status.job.isVisible()


def test_closing_stops_a_print(reader: Driver, qtbot: QtBot, tmp_path: Path, slow: Callable[[], None]) -> None:
    reader.press("g e")
    reader.window.printing.write_pdf(all_of(reader), usual_paper(), str(tmp_path / "out" / "all.pdf"))
    threading.Timer(0.2, slow).start()
    reader.close()
    assert not (tmp_path / "out").exists()


def usual_block(blocks: list[float]) -> float:
    """The block that half of the time passes below, of blocks in order of length.

    It takes a freeze for what it is, however many short turns there were beside it; a machine that is busy for a
    moment does not change it.
    """
    passed = list(accumulate(blocks))
    return next(block for block, at in zip(blocks, passed, strict=True) if at >= passed[-1] / 2)


def test_the_window_goes_on_while_pages_are_made(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    reader.press("g e")
    turns: list[float] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: turns.append(time.perf_counter()))
    reader.window.printing.write_pdf(all_of(reader), usual_paper(), str(tmp_path / "all.pdf"))
    timer.start()
    qtbot.waitUntil(lambda: not reader.window.printing.is_running, timeout=60_000)
    timer.stop()
    blocks = sorted(after - before for before, after in pairwise(turns))
    usual = usual_block(blocks)
    print(f"half of the time passed in blocks of up to {usual * 1000:.0f} ms, the longest took {blocks[-1] * 1000:.0f}")
    assert usual < 0.5, "generous: 50 ms is the aim"
    assert blocks[-1] < 10, "more generous: the machine of a test may be busy"

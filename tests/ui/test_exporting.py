"""Taking away from the window: a citation, and exports of the list, the item and the issue with a preview."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import pytest
from driving import Driver
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from reader.services.exports import export
from reader.services.exports.formats.export_formats import FORMATS
from reader.ui.cards.program.export_card import ExportCard, Selection


def card_of(reader: Driver) -> ExportCard:
    (card,) = [card for card in reader.window.findChildren(ExportCard) if card.isVisible()]
    return card


def wait(reader: Driver, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not reader.window.exporting.is_running, timeout=20_000)
    reader.settle()


def save(reader: Driver, qtbot: QtBot, path: Path) -> QFileDialog:
    """Choose a path in the dialog that stands open."""
    (dialog,) = reader.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    wait(reader, qtbot)
    return dialog


def test_a_citation_is_copied_with_its_key(reader: Driver) -> None:
    reader.press("g e g g Y")
    copied = QGuiApplication.clipboard().text()
    assert f"“{reader.title.rstrip('.')}" in copied
    assert copied.endswith("]")
    assert reader.said == f"Copied {copied}"
    work = reader.window.session.reader
    item = reader.row.id
    key = json.loads("".join(export.export_text(work, [item], FORMATS["csl-json"])))[0]["id"]
    assert f"[@{key}]" in copied, "the key is that of an export"


def test_the_list_is_exported_by_keyboard(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    reader.press("g e Ctrl+E")
    card = card_of(reader)
    assert card.heading.text().startswith(f"Export Everything, {len(reader.listed)} items")
    assert card.preview.toPlainText().startswith("@")
    reader.press("j")
    assert card.preview.toPlainText().startswith("TY  - ")
    reader.press("k Enter")
    dialog = save(reader, qtbot, tmp_path / "refs.bib")
    assert dialog.defaultSuffix() == "bib"
    library = bibtexparser.parse_string((tmp_path / "refs.bib").read_text("utf-8"))
    assert len(library.entries) == len(reader.listed)
    assert reader.said == f"Exported {len(reader.listed)} items to {tmp_path / 'refs.bib'}."
    assert not reader.window.status.job.isVisible()


def test_tab_chooses_the_item_and_its_issue(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    reader.press("g e g g Ctrl+E Tab")
    card = card_of(reader)
    assert card.selection.ids == (reader.row.id,)
    reader.press("Tab")
    assert card.selection.title.startswith("Issue #")
    assert 1 < len(card.selection.ids) < len(reader.listed)
    reader.press("Left Down Down Down Down Down Down Enter")
    save(reader, qtbot, tmp_path / "one.json")
    (item,) = json.loads((tmp_path / "one.json").read_text("utf-8"))
    assert item["title"] == reader.title


def test_what_the_filter_hides_is_not_exported(reader: Driver) -> None:
    reader.press("g e f").type("BERT")
    reader.press("Enter Ctrl+E")
    assert card_of(reader).selection.ids == tuple(number for number in reader.window.items.shown.rows if number > 0)
    assert 0 < len(card_of(reader).selection.ids) < 10
    reader.press("Esc")
    assert not [card for card in reader.window.findChildren(ExportCard) if card.isVisible()]


def test_notes_go_into_a_folder(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    reader.press("g e Ctrl+E Up Enter")
    dialog = save(reader, qtbot, tmp_path)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    assert len(list((tmp_path).glob("*.md"))) == len(reader.listed)


def test_what_cannot_be_written_is_told(reader: Driver, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    reader.press("g e Ctrl+E Enter")
    save(reader, qtbot, tmp_path / "file" / "refs.bib")
    assert "a part of its path is a file" in reader.said
    assert not reader.window.status.job.isVisible()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Holds an export before its second record; the function lets it go on."""
    going = threading.Event()
    real = export.Gathering.works

    def works(self: export.Gathering, ids: object) -> object:
        for number, record in enumerate(real(self, ids)):  # type: ignore[arg-type]
            if number:
                assert going.wait(10)
            yield record

    monkeypatch.setattr(export.Gathering, "works", works)
    return going.set


def test_an_export_shows_how_far_it_is_and_leaves_nothing_when_it_is_stopped(
    reader: Driver, qtbot: QtBot, tmp_path: Path, slow: Callable[[], None]
) -> None:
    from reader.ui.keys.key_presses import press

    reader.press("g e")
    window = reader.window
    ids = tuple(number for number in window.items.shown.rows if number > 0)
    window.exporting.export(FORMATS["ris"], Selection("All", ids), str(tmp_path / "refs.ris"))
    qtbot.waitUntil(lambda: window.status.job.label.text() == f"Exporting: 1 of {len(ids)}")
    assert window.status.job.stop.isVisible()
    press(window, "Ctrl+E")
    assert "Another job is running" in reader.said
    window.status.job.stop.click()
    slow()
    wait(reader, qtbot)
    assert reader.said == "Export stopped. Nothing was written."
    assert list(tmp_path.glob("*.ris")) + list(tmp_path.glob("*.part")) == []
    assert not window.status.job.isVisible()


def test_closing_stops_an_export(reader: Driver, qtbot: QtBot, tmp_path: Path, slow: Callable[[], None]) -> None:
    reader.press("g e")
    window = reader.window
    ids = tuple(number for number in window.items.shown.rows if number > 0)
    window.exporting.export(FORMATS["ris"], Selection("All", ids), str(tmp_path / "out" / "refs.ris"))
    threading.Timer(0.2, slow).start()
    reader.close()
    assert not (tmp_path / "out").exists()


def test_what_a_search_found_is_exported(reader: Driver) -> None:
    reader.press("/").type("BERT")
    reader.press("Enter Ctrl+E")
    card = card_of(reader)
    assert card.selection.ids == tuple(number for number in reader.window.items.shown.rows if number > 0)
    assert "BERT" in card.heading.text()
    assert 0 < len(card.selection.ids) < 20

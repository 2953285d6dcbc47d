"""The settings card, and each setting acting on the window that is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontInfo
from standing import picture, standing_reader

from reader.core.settings import SETTINGS, Settings
from reader.services.machine import preferences
from reader.ui.cards.choice.fields_card import FieldsCard
from reader.ui.cards.program.settings_card import SettingsCard
from reader.ui.look.text_column import column_width

window = standing_reader()


@pytest.fixture(autouse=True)
def as_usual(window: Driver) -> Iterator[None]:
    yield
    while card_of(window) is not None:
        window.press("Esc")
    file_of(window).unlink(missing_ok=True)
    for setting in SETTINGS:
        settings_of(window).choose(setting, None)
    settings_of(window).finish()
    file_of(window).unlink(missing_ok=True)
    settings_of(window).read_again()


def settings_of(window: Driver):  # type: ignore[no-untyped-def]
    return window.running.settings


def file_of(window: Driver) -> Path:
    path = settings_of(window)._path
    assert path is not None
    return Path(path)


def stored(window: Driver) -> Settings:
    """What a next start would find."""
    settings_of(window).finish()
    return preferences.read(file_of(window)).settings


def card_of(window: Driver) -> SettingsCard | None:
    cards = [card for card in window.window.findChildren(SettingsCard) if not card._is_closed]
    return cards[-1] if cards else None


def open_card(window: Driver) -> SettingsCard:
    window.press("Ctrl+,")
    card = card_of(window)
    assert card is not None
    assert card.isVisible()
    return card


def select(window: Driver, name: str) -> None:
    """Walk to the row of a setting."""
    card = card_of(window)
    assert card is not None
    while card.rows.rows[card.list.currentIndex().row()].id != name:
        window.press("j")


def test_the_card_shows_every_setting_with_value_and_help(window: Driver) -> None:
    card = open_card(window)
    for row, setting in zip(card.rows.rows, SETTINGS, strict=True):
        assert (row.id, row.title, row.detail) == (setting.name, setting.title, setting.help)
        assert row.value == setting.told(setting.default)
        assert row.value in row.spoken
        assert ("after a restart" in row.spoken) is (not setting.is_live)
    for number, setting in enumerate(SETTINGS):
        card.list.setCurrentIndex(card.rows.index(number))
        assert setting.allowed in card.told.text()


def test_keys_alone_change_type_set_back_and_close(window: Driver) -> None:
    open_card(window)
    window.press("Right")
    assert window.window.look.theme == "light"
    window.press("Enter")
    assert window.window.look.theme == "dark"
    window.press("Left Space Space")
    assert window.window.look.theme == "system"
    window.press("k j j Right Right")
    assert window.window.look.zoom == 125
    window.press("Enter")
    assert window.window.findChildren(FieldsCard)
    window.press("Ctrl+A").type("900").press("Enter")
    (typed,) = window.window.findChildren(FieldsCard)
    assert "70 to 200 %" in typed.said.text(), "a value that cannot be is told, and the field stays"
    window.press("Ctrl+A").type("103").press("Enter")
    assert window.window.look.zoom == 103
    card = card_of(window)
    assert card is not None
    assert card.list.hasFocus()
    assert card.rows.rows[1].value == "103 %"
    assert stored(window) == Settings(theme="system", text_size=103)
    window.press("Del")
    assert window.window.look.zoom == 100
    assert preferences.read(file_of(window)).given == {"theme", "text_size"}
    assert stored(window) == Settings()
    window.press("Esc")
    assert card_of(window) is None
    assert window.window.list.table.hasFocus()


def test_what_is_chosen_is_written_soon_without_being_asked(window: Driver) -> None:
    window.press("Ctrl++")
    window._qtbot.waitUntil(lambda: file_of(window).exists(), timeout=10_000)
    window.settle()
    assert preferences.read(file_of(window)).settings == Settings(text_size=110)


def test_what_another_program_wrote_counts_when_the_card_opens_and_is_not_lost(window: Driver) -> None:
    preferences.write(file_of(window), {"theme": "dark", "backups_daily": 14})
    window.press("Ctrl++")
    open_card(window)
    assert window.window.look.theme == "dark"
    assert stored(window) == Settings(theme="dark", backups_daily=14, text_size=110)


def test_faults_of_the_file_are_shown_by_line(window: Driver) -> None:
    file_of(window).parent.mkdir(parents=True, exist_ok=True)
    file_of(window).write_text('# mine\ntheem = "dark"\ntext_size = 7\nline_width = 50\n')
    card = open_card(window)
    assert card.report.isVisible()
    assert "line 2: Unknown setting `theem`" in card.report.text()
    assert "line 3: `text_size` must be" in card.report.text()
    assert settings_of(window).now == Settings(line_width=50)


def test_a_file_that_is_no_toml_is_left_and_said_so_while_the_choice_acts(window: Driver) -> None:
    file_of(window).parent.mkdir(parents=True, exist_ok=True)
    file_of(window).write_text("# mine\ntheme: dark\n")
    card = open_card(window)
    assert "line 2" in card.report.text()
    window.press("Right Right")
    settings_of(window).finish()
    assert "Nothing was stored" in card.report.text()
    assert "Nothing was stored" in window.said
    assert window.window.look.theme == "dark"
    assert file_of(window).read_text() == "# mine\ntheme: dark\n"
    window.press("Esc Ctrl+,")
    assert window.window.look.theme == "dark", "it acts as long as the window is open"
    file_of(window).write_text("# mine\n")
    assert stored(window) == Settings(theme="dark"), "stored once the file was mended"


@pytest.mark.parametrize("size", [70, 100, 200])
def test_nothing_of_a_row_is_cut_off_below(window: Driver, size: int) -> None:
    settings_of(window).choose(Settings.text_size, size)
    card = open_card(window)
    QCoreApplication.processEvents()
    assert window.window.rect().contains(card.card.geometry())
    assert card.list.height() >= card.row_height()
    assert card.hints.shown() == ["change", "next, or type", "default", "close"]
    needed = card.told.heightForWidth(card.told.width())
    for number in range(len(SETTINGS)):
        card.list.setCurrentIndex(card.rows.index(number))
        assert card.told.heightForWidth(card.told.width()) <= card.told.height(), (number, needed)


# each setting acts


def test_the_typeface_acts_on_texts_and_on_notes(window: Driver) -> None:
    detail = window.window.detail
    window.press("g e a").type("a note of mine")
    edit = detail.note_editor.edit
    assert not QFontInfo(edit.font()).fixedPitch()
    settings_of(window).choose(Settings.text_family, "monospace")
    assert QFontInfo(edit.font()).fixedPitch()
    assert QFontInfo(detail.note_editor.preview.document().defaultFont()).fixedPitch()
    window.press("Esc")
    text = detail.page.document()
    for words in (detail.detail.body[:20], "a note of mine"):
        assert QFontInfo(text.find(words).charFormat().font()).fixedPitch(), words
    assert not QFontInfo(text.find(detail.detail.row.title).charFormat().font()).fixedPitch(), "titles stay"
    settings_of(window).choose(Settings.text_family, "standard")
    assert not QFontInfo(text.find(detail.detail.body[:20]).charFormat().font()).fixedPitch()


def test_the_width_of_lines_acts_on_item_and_issue_page(window: Driver) -> None:
    window.press("g e")
    page = window.window.detail.page

    def column() -> float:
        frame = page.document().rootFrame().frameFormat()
        return float(page.viewport().width() - frame.leftMargin() - frame.rightMargin())

    usual, width = column(), column_width(window.window.look)
    settings_of(window).choose(Settings.line_width, 40)
    assert column_width(window.window.look) == pytest.approx(width * 40 / 68, abs=2)
    assert column() < 0.7 * usual


def test_compact_rows_are_lower_and_leave_the_excerpt_out(window: Driver) -> None:
    window.press("g e")
    table = window.window.list.table
    row = table.current_row()
    usual, before = table.rowHeight(row), picture(table)
    settings_of(window).choose(Settings.list_density, "compact")
    QCoreApplication.processEvents()
    assert table.rowHeight(row) < 0.65 * usual
    assert table.rowHeight(row) > 2 * window.window.look.metrics(scale=0.86).height()
    assert picture(table) != before
    settings_of(window).choose(Settings.list_density, "comfortable")
    assert table.rowHeight(row) == usual


def test_an_item_counts_as_read_at_once_or_after_seconds_or_never(window: Driver) -> None:
    timer = window.window.shown._read_timer
    window.press("g e")
    settings_of(window).choose(Settings.mark_read_after, 30)
    window.press("j")
    assert timer.isActive()
    assert timer.interval() == 30_000
    settings_of(window).choose(Settings.mark_read_after, "never")
    assert not timer.isActive()
    window.press("j j")
    assert not timer.isActive()
    assert not window.row.is_read
    settings_of(window).choose(Settings.mark_read_after, 0)
    window.press("j")
    window._qtbot.waitUntil(lambda: window.row.is_read, timeout=10_000)

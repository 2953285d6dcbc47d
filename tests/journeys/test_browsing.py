"""Everything starred, written and highlighted, browsed by keyboard alone."""

import sqlite3
from contextlib import closing

import pytest
from driving import Driver
from PySide6.QtGui import QGuiApplication

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.highlights import MarkPassage
from reader.core.state.rows import ItemDetail
from reader.core.state.wishes import Wish
from reader.core.text.anchors import anchor_of
from reader.ui.cards.papers import highlights_browser
from reader.ui.cards.papers.highlights_browser import HighlightsBrowser
from reader.ui.cards.program.export_card import ExportCard
from reader.ui.models.places import PlaceKind


def change(reader: Driver, *wishes: Wish) -> tuple[int, ...]:
    """Change the library as another window would, and wait until this one shows it; what the last change was about."""
    changes = reader.window.session.library.change(list(wishes), origin=Origin.WINDOW, label="a change").result(30)
    reader.window.session.poll()
    reader.settle()
    return changes.changes[-1].targets


def details(reader: Driver) -> list[ItemDetail]:
    library = reader.window.session.reader
    return [library.detail(item) for item in reader.window.items.ids()]


def highlight(reader: Driver, detail: ItemDetail, start: int, colour: str) -> str:
    """Highlight some words of an item; what they say."""
    start = detail.body.index(" ", start) + 1
    end = detail.body.index(" ", start + 30)
    change(reader, MarkPassage(detail.row.id, anchor_of(detail.body, start, end), colour))
    return detail.body[start:end]


def card(reader: Driver) -> HighlightsBrowser:
    (card,) = [card for card in reader.window.findChildren(HighlightsBrowser) if card.isVisible()]
    return card


def rows(reader: Driver) -> list[str]:
    return [row.title for row in card(reader).rows.rows]


@pytest.fixture
def marked(reader: Driver) -> tuple[Driver, ItemDetail, list[str]]:
    """An item with a star, a note and two highlights, and another that is starred."""
    reader.press("g e")
    long, other = [detail for detail in details(reader) if len(detail.body) > 400 and detail.row.title][:2]
    change(reader, Edit(Field.STARRED, (other.row.work_id,), True))
    change(reader, Edit(Field.STARRED, (long.row.work_id,), True))
    change(reader, Edit(Field.NOTE, (long.row.work_id,), "Ask Ada\nabout it"))
    return reader, long, [highlight(reader, long, 10, "green"), highlight(reader, long, 300, "pink")]


def test_one_by_one_the_newest_first_and_narrowed_by_typing(marked: tuple[Driver, ItemDetail, list[str]]) -> None:
    reader, long, (green, pink) = marked
    title = str(long.row.title)
    reader.press("g m")
    found = rows(reader)
    assert found[:4] == [title, "Ask Ada about it", f"“{green}”", f"“{pink}”"]
    assert len(found) == 5
    work, note, first, _, other = card(reader).rows.rows
    assert (work.spoken.startswith(f"{title}, starred"), other.spoken.count("starred")) == (True, 1)
    assert note.spoken.startswith("note, Ask Ada")
    assert first.spoken.startswith("green highlight, “")
    reader.type("pink")
    assert rows(reader) == [title, f"“{pink}”"]
    reader.press("Backspace Backspace Backspace Backspace").type("ada")
    assert rows(reader) == [title, "Ask Ada about it"]
    reader.type(" nonsense")
    assert card(reader).nothing.isVisible()
    assert card(reader).nothing.text() == highlights_browser.NOTHING
    reader.press("Esc")
    assert not reader.window.findChildren(HighlightsBrowser)


def test_tab_goes_through_the_kinds(marked: tuple[Driver, ItemDetail, list[str]]) -> None:
    reader, long, (green, pink) = marked
    reader.press("g m Tab")
    assert rows(reader) == [long.row.title, f"“{green}”", f"“{pink}”"]
    assert [button.text() for button in card(reader).parts.buttons.values() if button.isChecked()] == ["highlights 2"]
    reader.press("Tab")
    assert rows(reader) == [long.row.title, "Ask Ada about it"]
    reader.press("Tab")
    assert len(rows(reader)) == 2
    reader.press("Tab")
    assert (rows(reader), card(reader).nothing.isVisible()) == ([], True)
    reader.press("Tab Shift+Tab Shift+Tab")
    assert len(rows(reader)) == 2


def test_enter_goes_to_the_item_and_the_place_of_the_highlight(marked: tuple[Driver, ItemDetail, list[str]]) -> None:
    reader, long, (_, pink) = marked
    reader.press("g d g m").type("pink").press("Down")
    assert card(reader).shown.toPlainText() == f"“{pink}”"
    reader.press("Enter")
    place = reader.window.navigation.place
    assert (place.kind, place.value) == (PlaceKind.ISSUE, str(long.row.issue_id))
    assert reader.title == long.row.title
    assert reader.window.focusWidget() is reader.window.detail.page
    cursor = reader.window.detail.page.textCursor()
    text = reader.window.detail.page.toPlainText()
    assert " ".join(text[cursor.position() :].split()).startswith(pink[:20])
    reader.press("Alt+Left")
    assert reader.listing == "Done"


def test_a_long_note_is_read_whole_by_keyboard(marked: tuple[Driver, ItemDetail, list[str]]) -> None:
    reader, long, _ = marked
    note = "\n".join(f"Line {number}" for number in range(30))
    change(reader, Edit(Field.NOTE, (long.row.work_id,), note))
    reader.press("g m Down")
    shown = card(reader).shown
    assert (shown.toPlainText(), shown.verticalScrollBar().value()) == (note, 0)
    reader.press("Alt+Down Alt+Down Alt+Up")
    assert shown.verticalScrollBar().value() == 1
    assert card(reader).list.currentIndex().row() == 1


def test_a_work_is_gone_to_from_its_line(marked: tuple[Driver, ItemDetail, list[str]]) -> None:
    reader, *_ = marked
    reader.press("g m Tab Tab Tab")
    title = rows(reader)[1]
    reader.press("Down Enter")
    assert reader.title == title


def test_a_citation_is_copied_and_what_is_shown_is_exported(marked: tuple[Driver, ItemDetail, list[str]]) -> None:
    reader, long, _ = marked
    reader.press("g m").type("ada").press("Ctrl+Y")
    assert f"“{str(long.row.title).rstrip('.')}" in QGuiApplication.clipboard().text()
    assert card(reader).isVisible()
    reader.press("Ctrl+E")
    (export,) = [card for card in reader.window.findChildren(ExportCard) if card.isVisible()]
    assert export.heading.text().startswith("Export Stars, notes and highlights: ada, 1 item")
    assert export.selection.ids == (long.row.id,)


def test_an_empty_browser_says_how_to_mark_something_and_what_is_typed_wrong_is_told(reader: Driver) -> None:
    reader.press("g m")
    assert card(reader).nothing.text() == highlights_browser.EMPTY
    reader.press("Ctrl+Y Ctrl+E Enter").type("is:wrong")
    assert card(reader).nothing.text().startswith("Unknown `is:wrong`. Try `is:read`, `is:unread`, `is:starred`.")


def test_more_than_are_shown_at_first_are_fetched_by_enter(reader: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.press("g e")
    works = sorted({detail.row.work_id for detail in details(reader)})[:9]
    change(reader, Edit(Field.STARRED, tuple(works), True))
    monkeypatch.setattr(highlights_browser, "ROWS", 4)
    reader.press("g m")
    assert rows(reader)[4:] == ["… and 5 more. Enter shows the next ones."]
    reader.press("Up Enter")
    assert rows(reader)[8:] == ["… and 1 more. Enter shows the next ones."]
    assert card(reader).list.currentIndex().row() == 4
    reader.press("Up Up Up Up Up Enter")
    assert len(rows(reader)) == 9
    assert not any("Enter shows" in title for title in rows(reader))


def test_what_is_no_longer_split_out_is_gone_to_in_its_view_and_says_so(
    marked: tuple[Driver, ItemDetail, list[str]],
) -> None:
    reader, long, _ = marked
    with closing(sqlite3.connect(reader.library)) as connection, connection:  # as a new original would
        connection.execute("UPDATE item SET retired_at = '2024-01-01' WHERE id = ?", (long.row.id,))
    reader.press("g m")
    assert "no longer split out" in card(reader).rows.rows[0].detail
    reader.press("Down Down Enter")
    assert reader.listing == "Annotated"
    assert reader.title == long.row.title
    reader.sees("no longer split out")


def test_a_highlight_that_lost_its_words_waits_in_the_tray(marked: tuple[Driver, ItemDetail, list[str]]) -> None:
    reader, long, (green, _) = marked
    with closing(sqlite3.connect(reader.library)) as connection, connection:  # as a new original would
        connection.execute("DELETE FROM placement WHERE highlight_id = (SELECT min(id) FROM highlight)")
    reader.press("g m Tab Tab Tab Tab")
    assert rows(reader) == [long.row.title, f"“{green}”"]
    assert card(reader).rows.rows[1].detail.startswith("detached")
    reader.press("Down Enter")
    assert reader.title == long.row.title
    reader.sees("press g h to attach it")

"""Moving and selecting in the text without the mouse."""

from driving import Driver
from PySide6.QtGui import QGuiApplication


def into_a_text(reader: Driver) -> Driver:
    """Go into the text of an item that has two sentences."""
    reader.press("g e g g")
    for _ in range(30):
        if reader.window.detail.detail.body.count(". ") > 1:
            return reader.press("o")
        reader.press("j")
    raise AssertionError("no item has two sentences")


def marked(reader: Driver) -> str:
    """The words of the body that are selected, as its plain text has them."""
    detail = reader.window.detail
    return str(detail.detail.body[slice(*(detail.selected_body() or (0, 0)))])


def test_a_sentence_is_selected_by_keys_alone(reader: Driver) -> None:
    body = into_a_text(reader).window.detail.detail.body
    reader.press(") Alt+Shift+Down")
    first, rest = body.split(". ", 1)
    assert marked(reader)
    assert rest.startswith(marked(reader))
    assert marked(reader).endswith(".")
    reader.press("{ Ctrl+Shift+Right Shift+Left")
    assert first.startswith(marked(reader))
    assert marked(reader) == first.split()[0]
    reader.press("( 3 Ctrl+Shift+Right")
    assert marked(reader).split() == body.split()[:3]


def test_words_that_are_selected_can_be_copied(reader: Driver) -> None:
    into_a_text(reader).press("Ctrl+Shift+Right Ctrl+Shift+Right")
    words = marked(reader)
    QGuiApplication.clipboard().setText("")
    reader.press("Ctrl+C")
    assert QGuiApplication.clipboard().text().strip() == words != ""


def test_down_scrolls_until_the_caret_is_used(reader: Driver) -> None:
    into_a_text(reader)
    page = reader.window.detail.page
    start = page.textCursor().position()
    reader.press("Down")
    assert page.textCursor().position() == start
    reader.press("Right Down")
    assert page.textCursor().position() > start + 1
    reader.press("Esc o Down")
    assert not reader.window.detail.caret.is_used, "coming back it scrolls again"


def test_escape_drops_the_selection_first(reader: Driver) -> None:
    into_a_text(reader).press("Ctrl+A")
    assert marked(reader) == reader.window.detail.detail.body.strip()
    reader.press("Esc")
    assert marked(reader) == ""
    assert reader.window.focusWidget() is reader.window.detail.page
    reader.press("Esc")
    assert reader.window.focusWidget() is reader.window.list.table


def test_a_selection_outlives_a_star_and_zoom_but_not_the_next_item(reader: Driver) -> None:
    into_a_text(reader).press("Ctrl+Shift+Right s")
    words = marked(reader)
    assert words
    reader.press("s m Ctrl++ Ctrl++ Ctrl+0 u")
    assert marked(reader) == words
    reader.press("j")
    assert marked(reader) == ""


def test_words_found_in_the_text_are_selected_and_can_be_extended(reader: Driver) -> None:
    into_a_text(reader)
    reader.press("Ctrl+F").type("th").press("Esc Ctrl+Shift+Right")
    assert marked(reader).casefold().startswith("th")
    assert len(marked(reader)) > len("th")


def test_where_there_is_no_text_it_is_said(reader: Driver) -> None:
    reader.press("g e g g")
    for _ in range(80):
        if not reader.window.detail.detail.body:
            reader.press("o Right")
            reader.sees("This item has no text.")
            return
        reader.press("j")

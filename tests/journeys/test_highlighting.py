"""Passages are marked by keys alone, coloured, noted, found, undone and attached again."""

from typing import Any

from driving import Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.state.highlights import Highlight

WORDS = "o Ctrl+Shift+Right Ctrl+Shift+Right Ctrl+Shift+Right"
"""Into the text, and two words selected."""


def marked(reader: Driver) -> tuple[Highlight, ...]:
    """The highlights of the item that is shown, as the screen has them."""
    detail = reader.window.detail.detail
    assert detail is not None
    return tuple(detail.highlights)


def colours(reader: Driver) -> list[str]:
    return [one.colour for one in marked(reader)]


def with_text(reader: Driver) -> Driver:
    """Go to an item with a long text."""
    return reader.press("g p")


def test_words_are_marked_and_coloured(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h")
    (highlight,) = marked(reader)
    assert reader.window.detail.detail.body.startswith(highlight.anchor.exact, highlight.start)
    assert highlight.colour == "yellow"
    assert len(highlight.anchor.exact.split()) == 3
    reader.sees("Highlight: ", "Saved")
    assert reader.window.detail.selected_body() is None
    reader.press("3")
    assert colours(reader) == ["blue"]
    reader.press("5 Esc")
    assert colours(reader) == ["purple"]
    assert reader.count("annotated") == 1
    assert reader.row.has_highlights


def test_a_colour_pressed_at_once_is_not_lost(reader: Driver) -> None:
    with_text(reader).press(WORDS)
    QTest.keyClicks(reader.window.detail.page, "h4")
    reader.settle()
    assert colours(reader) == ["pink"]


def test_the_last_colour_is_used_again_also_after_a_restart(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h 2 Esc Right Ctrl+Shift+Right h")
    assert colours(reader) == ["green", "green"]
    reader.reopen().press("g p o Right Ctrl+Right Ctrl+Right Ctrl+Right Ctrl+Shift+Right h")
    assert colours(reader)[-1] == "green"


def test_after_that_moment_digits_are_counts_again(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h")
    first = reader.title
    reader.press("j j 2 k")
    assert reader.title == first
    assert colours(reader) == ["yellow"]
    reader.press("3 j 3 k")
    assert (reader.title, colours(reader)) == (first, ["yellow"])


def test_each_step_is_undone(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h 2")
    reader.press("a").type("on these words").press("Esc")
    assert [(one.colour, one.note) for one in marked(reader)] == [("green", "on these words")]
    reader.sees("on these words")
    reader.press("o u")
    assert [(one.colour, one.note) for one in marked(reader)] == [("green", "")]
    reader.press("u")
    assert colours(reader) == ["yellow"]
    reader.press("u")
    assert marked(reader) == ()
    assert reader.count("annotated") == 0
    reader.press("Ctrl+Shift+Z Ctrl+Shift+Z Ctrl+Shift+Z")
    assert [(one.colour, one.note) for one in marked(reader)] == [("green", "on these words")]


def test_a_note_on_a_highlight_is_found(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h a").type("zweifelhaft").press("Esc")
    title = reader.title
    reader.press("/").type("zweifelhaft").press("Enter")
    assert reader.listed == [title]


def test_highlights_are_gone_through_and_removed(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h Esc Right Ctrl+Right Ctrl+Right Ctrl+Shift+Right h Esc g p H")
    reader.sees("Highlight 1 of 2")
    reader.press("4 H")
    reader.sees("Highlight 2 of 2")
    first, second = marked(reader)
    assert (first.colour, second.colour) == ("pink", "yellow")
    reader.press("Del")
    assert marked(reader) == (first,)
    reader.press("u")
    assert len(marked(reader)) == 2


def test_a_highlight_under_the_caret_is_taken_in_hand(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h Esc Left Left h 3")
    assert colours(reader) == ["blue"]


def test_without_a_selection_it_is_said_how(reader: Driver) -> None:
    with_text(reader).press("h")
    reader.sees("Select words of the text first")
    reader.press("H")
    reader.sees("No highlights in this text.")
    reader.press("g h")
    reader.sees("This item has no detached highlights.")


def test_marking_with_the_mouse(reader: Driver) -> None:
    with_text(reader)
    page = reader.window.detail.page
    body = reader.window.detail.body_range()
    cursor = page.textCursor()
    cursor.setPosition(body[0] + 12)
    first = page.cursorRect(cursor).center()
    cursor.setPosition(body[0] + 40)
    last = page.cursorRect(cursor).center()
    QTest.mousePress(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(page.viewport(), last)
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    reader.settle()
    words = page.textCursor().selectedText()
    assert len(words) > 5
    reader.press("h")
    (highlight,) = marked(reader)
    assert highlight.anchor.exact == words.strip()


def test_what_lost_its_place_is_attached_to_other_words(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h Esc")
    row = reader.row
    _replace_text(reader, row.id)
    reader.press("j k")
    assert [one.is_placed for one in marked(reader)] == [False]
    reader.sees("not found")
    reader.press("o Ctrl+Shift+Right g h")
    (highlight,) = marked(reader)
    assert (highlight.is_placed, highlight.anchor.exact) == (True, "Quite")
    reader.press("u")
    assert [one.is_placed for one in marked(reader)] == [False]


def _replace_text(reader: Driver, item: Any) -> None:
    """Let the item have another text, as a new version of its issue would."""
    other = "Quite another text is here now, in which nothing is left of what was said before."

    def replace(connection: Any) -> None:
        from reader.store.derived.highlight_places import place_highlights
        from reader.store.derived.search_index import reindexed

        with reindexed(connection, [item]):
            connection.exec_driver_sql(
                "UPDATE item_text SET body = ?, body_html = ? WHERE id = ?", (other, other, item)
            )
        place_highlights(connection, items=[item])

    reader.window.session.library._writer.submit(replace).result()


def test_two_passages_marked_in_a_row_keep_their_own_colours(reader: Driver) -> None:
    with_text(reader).press(WORDS)
    page = reader.window.detail.page
    QTest.keyClicks(page, "h")
    QTest.keyClick(page, Qt.Key.Key_Right)
    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(page, "h4")
    reader.settle()
    assert colours(reader) == ["yellow", "pink"]


def test_what_is_marked_again_is_at_hand(reader: Driver) -> None:
    with_text(reader).press(f"{WORDS} h Esc")
    caret = reader.window.detail.caret
    (highlight,) = marked(reader)
    first, last = reader.window.detail._marks.place_of(highlight.id)
    caret.put_at(first)
    while reader.window.detail.page.textCursor().selectionEnd() < last:
        reader.press("Shift+Right")
    reader.press("h 3")
    assert colours(reader) == ["blue"]
    assert reader.window.detail.selected_body() is None


def test_words_selected_while_others_are_stored_stay_selected(reader: Driver) -> None:
    with_text(reader).press(WORDS)
    page = reader.window.detail.page
    QTest.keyClicks(page, "h")
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    selected = page.textCursor().selectedText()
    reader.settle()
    assert page.textCursor().selectedText() == selected
    assert colours(reader) == ["yellow"]

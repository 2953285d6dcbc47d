"""Notes as Markdown: how they look, what they link to, and which link back."""

import random

import pytest
from driving import Driver
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QInputDialog

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.notes import NoteLinks
from reader.services.machine.user_library import open_library
from reader.ui.cards.choice.open_links import LinkPicker

KEEP = QTextCursor.MoveMode.KeepAnchor


def titles(reader: Driver, count: int) -> list[str]:
    """The titles of the first listed items that have one of their own."""
    listed = [title for title in reader.listed if not title.startswith("(")]
    return [title for title in listed if listed.count(title) == 1][:count]


def select(reader: Driver, title: str) -> None:
    reader.window.list.table.select(
        next(
            number
            for number in range(reader.window.items.rowCount())
            if (row := reader.window.items.row_at(number)) is not None and row.title == title
        )
    )
    reader.settle()


def offered(reader: Driver) -> list[str]:
    shown = reader.window.detail.note_editor.edit.offered
    return [shown.item(row).text() for row in range(shown.count())] if shown.isVisible() else []


@pytest.fixture
def two(reader: Driver) -> tuple[str, str]:
    reader.press("g e g g")
    first, second = titles(reader, 2)
    select(reader, first)
    return first, second


def test_a_note_is_shown_as_markdown(reader: Driver) -> None:
    reader.press("a").type("# Plan\n- see *Karras*\nand **this**").press("Esc")
    reader.sees("Plan", "see Karras", "and this")
    for sign in ("#", "*", "- "):
        assert sign + "Karras" not in reader.text
    assert "# Plan" not in reader.text


def test_a_link_is_chosen_from_what_is_offered_and_leads_there(reader: Driver, two: tuple[str, str]) -> None:
    first, second = two
    words = " ".join(second.split()[:2])
    reader.press("a").type(f"Compare [[{words}")
    assert any(row.startswith(second) for row in offered(reader))
    while not reader.window.detail.note_editor.edit.offered.currentItem().text().startswith(second):
        reader.press("Down")
    reader.press("Enter").type(" for once").press("Esc")
    reader.sees(f"Compare {second} for once")
    reader.press("V 2" if reader.window.detail.detail.row.url else "V 1")
    assert reader.title == second
    reader.sees("Linked from: " + first)
    reader.press("V")
    picker = reader.window.findChild(LinkPicker)
    assert [row.title for row in picker.rows.rows][-1] == first
    assert picker.rows.rows[-1].detail == "in the library"


def test_esc_closes_the_list_of_works_alone(reader: Driver, two: tuple[str, str]) -> None:
    reader.press("a").type("[[" + two[1][:3])
    assert offered(reader)
    reader.press("Esc")
    assert not offered(reader)
    assert reader.window.detail.note_editor.edit.hasFocus()
    reader.press("Esc")
    assert reader.window.list.table.hasFocus()


def test_tab_takes_what_is_offered_and_else_goes_on(reader: Driver, two: tuple[str, str]) -> None:
    reader.press("a").type("[[" + two[1][:5])
    chosen = reader.window.detail.note_editor.edit.offered.currentItem().text()
    reader.press("Tab")
    text = reader.window.detail.note_editor.edit.toPlainText()
    assert text.startswith("[[")
    assert text.endswith("]]")
    assert chosen.split("  ·  ")[0][:10] in text
    reader.press("Tab")
    assert not reader.window.detail.note_editor.edit.hasFocus()


def test_a_click_on_a_link_goes_there_and_back(reader: Driver, two: tuple[str, str]) -> None:
    _, second = two
    reader.press("a").type(f"[[{second.upper()}|that]]").press("Esc Esc")
    linked = reader.window.noting.linking.numbered()
    assert [title for title, _ in linked] == [second]
    reader.window.detail.page.link_clicked.emit(linked[0][1])
    reader.settle()
    assert reader.title == second


def test_a_link_to_an_item_that_is_not_listed_lists_its_issue(reader: Driver, two: tuple[str, str]) -> None:
    first, second = two
    reader.press("a").type(f"[[{second}]]").press("Esc Esc s g s")
    assert reader.listed == [first]
    reader.press("V 2" if reader.window.detail.detail.row.url else "V 1")
    assert reader.title == second
    reader.press("Alt+Left")
    assert reader.title == first


def test_a_link_that_leads_nowhere_is_shown_and_no_link(reader: Driver) -> None:
    reader.press("a").type("[[No such work|some words]] and more").press("Esc Esc")
    reader.sees("some words and more")
    assert reader.window.noting.linking.numbered() == []


def test_a_title_given_later_makes_the_link_lead_there(reader: Driver, two: tuple[str, str]) -> None:
    reader.press("a").type("[[A new name]]").press("Esc Esc")
    assert reader.window.noting.linking.numbered() == []
    select(reader, two[1])
    reader.press("F2")
    dialog = reader.window.findChild(QInputDialog)
    dialog.setTextValue("A new name")
    dialog.accept()
    reader.settle()
    reader.sees("Linked from: " + two[0])
    select(reader, two[0])
    assert [title for title, _ in reader.window.noting.linking.numbered()] == ["A new name"]


def test_links_that_come_late_do_not_move_the_text(reader: Driver, two: tuple[str, str]) -> None:
    reader.press("a")
    reader.window.detail.note_editor.edit.insertPlainText("word\n\n" * 80 + f"[[{two[1]}]]")
    reader.press("Esc")
    bar = reader.window.detail.page.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    place = bar.value()
    assert place > 0
    reader.window.detail.show_note_links(NoteLinks())
    reader.window.noting.linking._item_shown(reader.window.detail.detail)
    reader.settle()
    assert reader.window.noting.linking.numbered()
    assert bar.value() == place


def test_what_a_search_found_is_marked_in_the_rendered_note(reader: Driver) -> None:
    reader.press("a").type("see **zebra**fish and _zebra_ [zebra](http://zebra.example)").press("Esc j")
    reader.press("/").type("zebra").press("Enter")
    page = reader.window.detail.page
    marked = [mark.cursor.selectedText() for mark in page.extraSelections()]
    assert marked == ["zebra", "zebra"]


def test_the_preview_shows_the_note_while_it_is_written(reader: Driver, two: tuple[str, str], qtbot) -> None:  # type: ignore[no-untyped-def]
    editor = reader.window.detail.note_editor
    reader.press("a Ctrl+P").type(f"# Head\n**bold** [[{two[1]}]] [[nowhere]]")
    qtbot.waitUntil(lambda: "nowhere" in editor.preview.toPlainText(), timeout=5000)
    reader.settle()
    shown = editor.preview.toPlainText()
    assert "Head" in shown
    assert "bold " + two[1] in shown
    assert "#" not in shown
    assert "[[" not in shown
    assert editor.edit.hasFocus()
    reader.press("Ctrl+P")
    assert not editor.preview.isVisible()


def test_enter_goes_on_with_a_list_and_ends_it(reader: Driver) -> None:
    edit = reader.window.detail.note_editor.edit
    reader.press("a").type("1. one").press("Enter").type("two").press("Enter Enter")
    reader.type("- [x] 😀 done").press("Enter")
    assert edit.toPlainText() == "1. one\n2. two\n- [x] 😀 done\n- [ ] "


def test_words_are_made_bold_and_plain_again(reader: Driver) -> None:
    edit = reader.window.detail.note_editor.edit
    reader.press("a").type("some 😀 words")
    edit.moveCursor(QTextCursor.MoveOperation.StartOfWord, QTextCursor.MoveMode.KeepAnchor)
    reader.press("Ctrl+B")
    assert edit.toPlainText() == "some 😀 **words**"
    assert edit.textCursor().selectedText() == "words"
    reader.press("Ctrl+B")
    assert edit.toPlainText() == "some 😀 words"
    reader.press("Ctrl+I")
    assert edit.toPlainText() == "some 😀 *words*"


def test_a_line_without_end_is_neither_opened_nor_pasted(reader: Driver) -> None:
    library = open_library(reader.library)
    try:
        edit = Edit(Field.NOTE, (reader.row.work_id,), "first\n" + "x" * 5_000_000)
        library.change([edit], origin=Origin.CLI, label="Note").result()
    finally:
        library.close()
    reader.window.session.poll()
    reader.settle()
    reader.press("a")
    reader.sees("too long for the editor")
    assert not reader.window.detail.note_editor.isVisible()
    QGuiApplication.clipboard().setText("y" * 200_000)
    reader.press("j a")
    reader.window.detail.note_editor.edit.paste()
    reader.sees("cannot be pasted")
    assert reader.window.detail.note_editor.note_text() == ""


def test_the_text_is_the_same_after_any_edits(reader: Driver) -> None:
    editor = reader.window.detail.note_editor
    editor.open_note("one\ntwo\n\nfour\xa0\U0001f600", "a note")
    chance = random.Random(7)
    cursor = editor.edit.textCursor()
    for _ in range(400):
        size = editor.edit.document().characterCount()
        cursor.setPosition(chance.randrange(size))
        cursor.setPosition(min(size - 1, cursor.position() + chance.choice([0, 0, 1, 5, 30])), KEEP)
        if chance.random() < 0.1:
            editor.edit.undo()
        else:
            cursor.insertText(chance.choice(["", "x", "\n", "a\nb\n", "\U0001f600\n\n", "\xa0", "\u0644"]))
        raw = editor.edit.document().toRawText().replace("\u2029", "\n")
        assert editor.note_text() == raw

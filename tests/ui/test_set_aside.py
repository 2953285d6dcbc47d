"""What was set aside of an issue: counted over the list, and seen as plain text."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from driving import Driver
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.core.state.rows import Remark
from reader.core.values.ids import IssueId
from reader.ui.cards.newsletters.set_aside import MOST_LINES, NOTHING, SetAside
from reader.ui.models.places import Place, PlaceKind, issue_place

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
Show = Callable[..., SetAside]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    window = QWidget()
    window.resize(900, 500)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    def open_it(*lines: str, issue: str = "Issue #7", remarks: Sequence[Remark] = ()) -> SetAside:
        card = SetAside(issue, remarks, lines, window)
        card.open()
        QApplication.processEvents()
        return card

    yield open_it
    window.hide()


def shown(reader: Driver) -> SetAside | None:
    found = [card for card in reader.window.findChildren(SetAside) if card.isVisible()]
    return found[0] if found else None


def list_issue(reader: Driver, number: int) -> Place:
    session = reader.window.session
    row = next(
        row
        for publication in session.reader.publications()
        for row in session.reader.issues(publication.id)
        if row.number == number
    )
    place = issue_place(row.id, row.label, row.publication_id)
    reader.window.navigation.go(place)
    reader.settle()
    return place


# the card


def test_the_lines_are_there_in_order(show: Show) -> None:
    card = show("Hello all,", "Unsubscribe")
    assert card.text.toPlainText() == "Hello all,\nUnsubscribe"
    assert card.heading.text() == "2 lines set aside · Issue #7"
    assert card.accessibleName() == "2 lines set aside"
    assert not card.nothing.isVisible()


def test_what_an_issue_says_outside_of_its_items_is_there_too(show: Show) -> None:
    card = show("Unsubscribe", remarks=[Remark("Introduction", "A long year.\n\nAnd a good one."), Remark("News", "x")])
    assert card.text.toPlainText() == (
        "INTRODUCTION\nA long year.\nAnd a good one.\n\nNEWS\nx\n\nSET ASIDE\nUnsubscribe"
    )
    assert card.heading.text() == "1 line set aside · Issue #7"


def test_without_any_line_it_says_so(show: Show) -> None:
    card = show()
    assert card.nothing.isVisible()
    assert card.nothing.text() == NOTHING
    assert not card.text.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not card.isVisible()


@pytest.mark.parametrize(
    "hostile", ["<img src='file:///etc/passwd'>", "<b>bold</b>", "a\u202eb", "&amp; & <", "\u2028x"]
)
def test_whatever_it_says_is_shown_as_it_is(show: Show, hostile: str) -> None:
    card = show(hostile, "last", issue=hostile)
    assert card.text.toPlainText().split("\n")[-1] == "last"
    assert hostile.strip().strip("\u2028") in card.text.toPlainText()
    assert card.heading.text().endswith(hostile)
    assert card.heading.textFormat() is Qt.TextFormat.PlainText


def test_one_endless_line_and_very_many_lines_are_shown_at_once(show: Show) -> None:
    endless = show("x" * 300_000 + " end")
    assert endless.text.toPlainText().replace("\n", "") == "x" * 300_000 + "end"
    endless.dismiss()
    many = show(*(f"line {number}" for number in range(MOST_LINES + 2_000)))
    assert many.text.toPlainText().endswith(f"line {MOST_LINES - 1}\n… and 2,000 more lines")


def test_it_is_scrolled_and_selected_by_keyboard(show: Show) -> None:
    card = show(*(f"line {number}" for number in range(200)))
    assert QApplication.focusWidget() is card.text
    bar = card.text.verticalScrollBar()
    QTest.keyClick(card.text, Key.Key_Space)
    page = bar.value()
    assert page > 5
    QTest.keyClick(card.text, Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    QTest.keyClick(card.text, Key.Key_PageDown)
    assert bar.value() > 5
    QTest.keyClick(card.text, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(card.text, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(card.text, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "line 0\n"
    QTest.keyClick(card.text, Key.Key_X)
    assert card.text.toPlainText().startswith("line 0\nline 1\n"), "nothing is written into it"
    QTest.keyClick(card.text, Key.Key_Tab)
    assert QApplication.focusWidget() is card.text
    QTest.keyClick(card.text, Key.Key_Escape)
    assert not card.isVisible()


def test_the_card_is_as_high_as_its_lines_and_never_leaves_the_window(show: Show) -> None:
    few, many = show("one"), show(*["A line of the text."] * 100)
    assert few.card.height() < many.card.height() <= 500
    for card in (few, many):
        assert card.rect().contains(card.card.geometry())
    assert few.text.verticalScrollBar().maximum() == 0


# the window


def test_the_list_of_an_issue_counts_them_and_shows_them(reader: Driver) -> None:
    place = list_issue(reader, 197)
    lines = reader.window.session.reader.set_aside(IssueId(int(place.value)))
    line = reader.window.list.head.issue
    assert line.isVisible()
    assert line.set_aside.text() == f"Introduction, {len(lines)} lines set aside (g b)"
    reader.press("g b")
    card = shown(reader)
    assert card is not None
    assert "\n\nINTRODUCTION\n" in card.text.toPlainText()
    assert card.text.toPlainText().endswith("SET ASIDE\n" + "\n".join(lines))
    assert card.heading.text() == f"{len(lines)} lines set aside · Issue #197"
    reader.press("j")
    title = reader.title
    reader.press("Esc")
    assert shown(reader) is None
    assert reader.title == title, "its keys are its own"
    assert reader.window.list.table.hasFocus()


def test_a_click_on_the_count_shows_them(reader: Driver) -> None:
    list_issue(reader, 197)
    QTest.mouseClick(reader.window.list.head.issue.set_aside, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    reader.settle()
    assert shown(reader) is not None


def test_other_lists_show_those_of_the_selected_items_issue(reader: Driver) -> None:
    list_issue(reader, 197)
    reader.press("g e")
    assert not reader.window.list.head.issue.isVisible()
    reader.press("g b")
    card = shown(reader)
    detail = reader.window.detail.detail
    assert card is not None
    assert card.heading.text().endswith(f"· Issue {detail.issue}")
    reader.press("Esc").press("g s g b")
    assert shown(reader) is None
    assert reader.said == "Select an issue or an item first."


def test_an_issue_that_is_not_there_has_none(reader: Driver) -> None:
    reader.window.navigation.go(issue_place(9_999, "#9", 0))
    reader.settle()
    assert reader.window.list.head.issue.set_aside.text() == ""
    reader.press("g b")
    assert shown(reader) is None
    assert "no issue 9999" in reader.said


def test_no_row_moves_when_the_count_comes(reader: Driver) -> None:
    heights: list[int] = []
    reader.press("g e")
    reader.window.navigation.listed.connect(lambda: heights.append(reader.window.list.head.height()))
    list_issue(reader, 197)
    assert heights == [reader.window.list.head.height()]


@pytest.mark.parametrize("is_guess", [True, False])
def test_the_list_of_an_issue_says_that_it_is_a_guess(reader: Driver, is_guess: bool) -> None:
    place = list_issue(reader, 197)
    assert place.kind is PlaceKind.ISSUE
    line = reader.window.list.head.issue
    assert not line.guess.isVisible()
    reader.window.list.head.show_issue(is_guess=is_guess, set_aside=1)
    assert line.guess.isVisible() == is_guess
    assert line.guess.accessibleName() == "Check this split: M corrects it"
    assert line.set_aside.text() == "1 line set aside (g b)"
    assert line.set_aside.accessibleName() == "1 line set aside (g b): show the text that belongs to no item"

"""Borders between items are dragged with the mouse on the issue page, while it is corrected."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.core.revision.issue_pages import PageBlock
from reader.core.revision.item_borders import end_of_item
from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library
from reader.ui.cards.newsletters.correction_card import CorrectionCard

LEFT = Qt.MouseButton.LeftButton
ITEMS = 14
SAYS = "It was seen in the harbour, where people were pleased with it, as they told us at length afterwards. "


def letters() -> str:
    """A page of items with a title and three paragraphs each; one of them says it in Hebrew."""
    items = "".join(
        f'<h3><a href="https://a.example/{n}">Matter number {n} of the harbour</a></h3>'
        + "".join(f"<p>Paragraph {n}-{p}. {SAYS * p}</p>" for p in (1, 2, 3))
        for n in range(1, ITEMS)
    )
    hebrew = '<h3><a href="https://a.example/x">נמל ישן נסגר השבוע</a></h3><p>הוא נבנה לפני שנים רבות. הוא יפה.</p>'
    return f"<html><body><h1>Harbour</h1><h2>Matters</h2>{hebrew}{items}</body></html>"


@pytest.fixture
def issue(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """An issue is being corrected."""
    file, path = tmp_path / "letter.html", tmp_path / "library" / "reader.db"
    file.write_text(letters())
    path.parent.mkdir()
    library = open_library(path)
    import_paths(library, [file])
    library.close()
    driver = Driver(qtbot, path)
    try:
        yield driver.open().press("g e g g M")
    finally:
        driver.close()


class Mouse:
    """The mouse over the issue page."""

    def __init__(self, reader: Driver) -> None:
        self.reader, self.view = reader, reader.window.detail.issue_page
        self.viewport = self.view.viewport()
        self.move(3, 3)

    def block(self, words: str) -> PageBlock:
        return next(block for block in self.view.issue_page.blocks if block.text.startswith(words))

    def line(self, place: int, border: int | None = None) -> int:
        """How far down the border before a block is drawn, or that of another block that is dropped there."""
        end = None if border is None else end_of_item(self.view.issue_page.blocks, border)
        found = self.view.border_drag._line(place, end)
        assert found is not None
        return round(found)

    def move(self, x: int, y: int) -> None:
        self.at = QPoint(x, y)
        QTest.mouseMove(self.viewport, self.at)

    def over(self, place: int, border: int | None = None) -> None:
        self.move(self.viewport.width() // 3, self.line(place, border))

    def grab(self, border: int) -> None:
        self.over(border)
        QTest.mousePress(self.viewport, LEFT, pos=self.at)

    def release(self) -> None:
        QTest.mouseRelease(self.viewport, LEFT, pos=self.at)
        self.reader.settle()

    def drag(self, border: int, place: int) -> None:
        """Grab the border before a block and drop it where the border before another would be."""
        self.grab(border)
        start, end = self.at, self.line(place, border)
        for step in (1, 2, 3):
            self.move(start.x(), start.y() + (end - start.y()) * step // 3)
        self.release()

    @property
    def cursor(self) -> Qt.CursorShape:
        return self.viewport.cursor().shape()


@pytest.fixture
def mouse(issue: Driver) -> Mouse:
    return Mouse(issue)


def card(reader: Driver) -> CorrectionCard | None:
    return next((one for one in reader.window.findChildren(CorrectionCard) if not one._is_closed), None)


def opening(mouse: Mouse) -> list[str]:
    return [block.text[:20] for block in mouse.view.issue_page.blocks if block.opens]


def moving(mouse: Mouse) -> int | None:
    """Where the border that is being dragged would fall."""
    drag = mouse.view.border_drag._drag
    return None if drag is None else drag.place


def test_down_past_a_paragraph_and_one_undo_takes_it_back(issue: Driver, mouse: Mouse) -> None:
    before, borders = issue.listed, opening(mouse)
    title, second = mouse.block("Matter number 2").number, mouse.block("Paragraph 2-2")
    mouse.drag(title, second.number)
    assert "Move the border" in card(issue).heading.text()
    assert issue.listed == before
    issue.press("Enter")
    wanted = [words if words != "Matter number 2 of t" else second.text[:20] for words in borders]
    assert opening(mouse) == wanted
    assert mouse.block("Matter number 2").item == mouse.block("Paragraph 1-3").item
    assert mouse.view.held.number == second.number
    issue.sees("u takes it back")
    issue.press("u")
    assert (issue.listed, opening(mouse)) == (before, borders)


def test_up_past_paragraphs_the_item_keeps_its_title(issue: Driver, mouse: Mouse) -> None:
    before = issue.listed
    mouse.drag(mouse.block("Matter number 2").number, mouse.block("Paragraph 1-2").number)
    issue.press("Enter")
    assert issue.listed == before
    assert mouse.block("Paragraph 1-2").opens
    assert mouse.block("Paragraph 1-3").item == mouse.block("Matter number 2").item
    assert mouse.block("Paragraph 1-1").item == mouse.block("Matter number 1").item


def test_onto_its_own_end_it_is_joined(issue: Driver, mouse: Mouse) -> None:
    before = issue.listed
    title = mouse.block("Matter number 1 ").number
    mouse.drag(title, end_of_item(mouse.view.issue_page.blocks, title))
    issue.press("Enter")
    assert len(issue.listed) == len(before) - 1
    assert "Matter number 1 of the harbour" not in issue.listed
    assert mouse.block("Matter number 1 ").item == mouse.block("הוא").item


def test_the_line_follows_the_mouse_from_block_to_block(mouse: Mouse) -> None:
    title = mouse.block("Matter number 2").number
    mouse.grab(title)
    assert moving(mouse) == title
    mouse.move(mouse.at.x(), mouse.line(title + 1, title) + 2)
    assert moving(mouse) == title + 1
    mouse.move(mouse.at.x(), 5000)
    assert moving(mouse) == end_of_item(mouse.view.issue_page.blocks, title)
    mouse.view.border_drag.give_up()
    mouse.release()


def test_the_cursor_tells_what_can_be_dragged(issue: Driver, mouse: Mouse) -> None:
    title = mouse.block("Matter number 2").number
    plain = mouse.cursor
    mouse.over(title)
    assert mouse.cursor == Qt.CursorShape.SplitVCursor
    mouse.move(mouse.at.x(), mouse.at.y() - 3)
    assert mouse.cursor == Qt.CursorShape.SplitVCursor
    mouse.over(title + 2)
    assert mouse.cursor == plain
    mouse.over(title)
    issue.press("Esc")
    mouse.over(title)
    mouse.move(mouse.at.x(), mouse.at.y() + 1)
    assert mouse.cursor == plain, "nothing can be dragged that is not being corrected"


def test_esc_gives_up_and_correcting_goes_on(issue: Driver, mouse: Mouse) -> None:
    before = issue.listed
    title = mouse.block("Matter number 2").number
    mouse.grab(title)
    issue.sees("Esc cancels")
    mouse.move(mouse.at.x(), mouse.line(title + 2, title))
    issue.press("Esc")
    assert moving(mouse) is None
    mouse.release()
    assert card(issue) is None
    assert issue.window.correcting.is_active
    assert issue.listed == before


def test_a_border_that_is_let_go_where_it_stood_takes_its_block_in_hand(issue: Driver, mouse: Mouse) -> None:
    title = mouse.block("Matter number 2").number
    mouse.grab(title)
    mouse.release()
    assert card(issue) is None
    assert mouse.view.held.number == title


def select(mouse: Mouse, words: str) -> str:
    """Drag over the words of a block."""
    rect = mouse.view.block_rect(mouse.block(words).number)
    mouse.move(round(rect.left()) + 2, round(rect.top()) + 10)
    QTest.mousePress(mouse.viewport, LEFT, pos=mouse.at)
    for share in (4, 3, 2):
        mouse.move(round(rect.left() + rect.width() / share), round(rect.top()) + 10)
    QTest.mouseRelease(mouse.viewport, LEFT, pos=mouse.at)
    return str(mouse.view.textCursor().selectedText())


def test_text_is_selected_as_ever_and_without_correcting_borders_stay(issue: Driver, mouse: Mouse) -> None:
    assert len(select(mouse, "Paragraph 2-1")) > 8
    issue.press("Esc")
    title = mouse.block("Matter number 2").number
    mouse.drag(title, title + 2)
    assert card(issue) is None
    assert len(select(mouse, "Paragraph 1-3")) > 8


def test_near_the_edge_the_page_scrolls_under_the_drag(mouse: Mouse, qtbot: QtBot) -> None:
    bar = mouse.view.verticalScrollBar()
    bar.setValue(0)
    title = next(b.number for b in mouse.view.blocks_in_sight() if b.text.startswith("Matter number 2"))
    mouse.grab(title)
    mouse.move(mouse.at.x(), mouse.viewport.height() - 2)
    qtbot.waitUntil(lambda: bar.value() > 100)
    mouse.move(mouse.at.x(), 1)
    qtbot.waitUntil(lambda: bar.value() < 50)
    mouse.view.border_drag.give_up()
    mouse.release()
    assert not mouse.view.border_drag._scrolling.isActive(), "nothing scrolls on by itself"


@pytest.mark.parametrize("right_to_left", [False, True])
def test_at_200_percent_in_any_direction(issue: Driver, mouse: Mouse, right_to_left: bool) -> None:
    if right_to_left:
        mouse.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for _ in range(20):
        issue.window.run("zoom.in")
    issue.settle()
    title = mouse.block("Matter number 1 ").number
    mouse.view.hold_block(title)
    second = mouse.block("Paragraph 1-2").number
    mouse.drag(title, second)
    issue.press("Enter")
    assert mouse.block("Paragraph 1-2").opens
    assert not mouse.block("Matter number 1 ").opens


def test_no_border_is_dragged_under_a_card_that_keys_asked_for(issue: Driver, mouse: Mouse) -> None:
    title = mouse.block("Matter number 2").number
    mouse.view.hold_block(title + 1)
    mouse.grab(title)
    mouse.move(mouse.at.x(), mouse.line(title + 2, title))
    issue.press("Enter")
    assert moving(mouse) is None
    mouse.release()
    cards = [one for one in issue.window.findChildren(CorrectionCard) if not one._is_closed]
    assert [one.foreseen.label for one in cards] == ["Split here"]


def test_what_is_dropped_is_a_point_of_the_page(mouse: Mouse) -> None:
    title = mouse.block("Matter number 2").number
    assert mouse.view.border_drag._border_at(QPointF(1, mouse.line(title))) is None


@pytest.mark.parametrize("keys", ["Ctrl+K", "?", "Backspace"])
def test_a_card_that_is_opened_meanwhile_gives_up_the_drag(issue: Driver, mouse: Mouse, keys: str) -> None:
    title = mouse.block("Matter number 2").number
    mouse.grab(title)
    mouse.move(mouse.at.x(), mouse.line(title + 2, title))
    issue.press(keys)
    assert moving(mouse) is None
    issue.press("Esc")
    mouse.release()
    assert card(issue) is None

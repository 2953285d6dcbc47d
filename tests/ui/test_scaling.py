"""Text at up to 200 %, and twice that with a large system font: nothing is clipped and nothing overlaps."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from driving import Driver
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget
from standing import standing_reader

from reader.core.settings import ZOOM_STEPS
from reader.ui.panes.bars import ElidedLabel
from reader.ui.panes.list_head import ListHead

window = standing_reader()
SIZES = ((1360, 860), (1024, 700), (700, 500))
LOOKS = pytest.mark.parametrize(("zoom", "system"), [(70, 1), (100, 1), (150, 1), (200, 1), (100, 2), (200, 2)])


@pytest.fixture(autouse=True)
def usual_look(window: Driver) -> Iterator[None]:
    base = QFont(window.window.look._base)
    yield
    window.press("Esc Esc Esc Esc")
    window.window.look._base = base
    window.window.look.step_zoom(0)
    window.running.frame.resize(1360, 860)
    window.settle()


def show_at(window: Driver, zoom: int, system: int, size: tuple[int, int]) -> None:
    """Zoom by steps, as a person does, on a system whose font is ``system`` times as large."""
    look = window.window.look
    look._base = QFont(look._base)
    look._base.setPointSizeF(look._base.pointSizeF() * system)
    look.step_zoom(0)
    while look.zoom != zoom:
        look.step_zoom(1 if look.zoom < zoom else -1)
    window.running.frame.resize(*size)
    for _ in range(3):
        QCoreApplication.processEvents()


def place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def assert_texts_fit(root: QWidget) -> None:
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        metrics = label.fontMetrics()
        assert label.height() >= metrics.height(), label.text()
        if not isinstance(label, ElidedLabel) and not label.wordWrap():
            assert label.width() >= metrics.horizontalAdvance(label.text()), label.text()
    for button in root.findChildren(QPushButton):
        if button.isVisible():
            metrics = button.fontMetrics()
            assert button.height() >= metrics.height(), button.text()
            assert button.width() >= metrics.horizontalAdvance(button.text()), button.text()
    for button in root.findChildren(QAbstractButton):
        if button.isVisible() and not button.icon().isNull():
            assert button.width() >= button.iconSize().width()
            assert button.height() >= button.iconSize().height()
    for field in root.findChildren(QLineEdit):
        if field.isVisible():
            assert field.height() >= field.fontMetrics().height(), field.accessibleName()


def assert_apart(parent: QWidget) -> None:
    """Children lie within their parent and do not overlap."""
    children = [child for child in parent.children() if isinstance(child, QWidget) and child.isVisible()]
    for child in children:
        assert parent.rect().contains(child.geometry()), (child, child.geometry(), parent.rect())
    for first, second in combinations(children, 2):
        assert not first.geometry().intersects(second.geometry()), (first, second)


@LOOKS
def test_nothing_is_clipped_or_overlaps(window: Driver, zoom: int, system: int) -> None:
    window.press("g e g g f").type("learning")
    window.press("Ctrl+F")
    reader = window.window
    show_at(window, zoom, system, SIZES[0])
    for size in SIZES:
        window.running.frame.resize(*size)
        for _ in range(3):
            QCoreApplication.processEvents()
        if zoom * system <= 200 or size[0] > 1000:
            assert window.running.frame.width() == size[0], "the window can be as narrow as that"
        assert_texts_fit(reader)
        for parent in (reader.top, reader.status, reader.list.head, reader.list.head.states):
            assert_apart(parent)
        panes = [reader.splitter.widget(number) for number in range(3)]
        for side_by_side in (panes, [reader.top, reader.splitter, reader.status]):
            assert not any(a.geometry().intersects(b.geometry()) for a, b in combinations(side_by_side, 2))


@LOOKS
def test_rows_are_as_high_as_their_texts(window: Driver, zoom: int, system: int) -> None:
    show_at(window, zoom, system, (1360, 860))
    look, table, tree = window.window.look, window.window.list.table, window.window.tree
    lines = [look.metrics(bold=True), look.metrics(scale=0.92), look.metrics(scale=0.86)]
    items = window.window.items
    for number in range(items.rowCount()):
        needed = lines[1].height() if items.header_at(number) else sum(line.height() for line in lines)
        assert table.rowHeight(number) >= needed
    for node in window.window.tree_model.walk():
        index = window.window.tree_model.index_of(node)
        assert tree.rowHeight(index) >= look.metrics(bold=True).height()


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_names_of_views_are_whole(window: Driver, zoom: int) -> None:
    """As they stand beside their counts in a usual window."""
    show_at(window, zoom, 1, (1360, 860))
    tree, look = window.window.tree, window.window.look
    for node in window.window.tree_model.root.children[:7]:
        room = tree.viewport().width() - look.metrics().height() * 3
        count = look.metrics().horizontalAdvance(f"{node.count}") if node.count else 0
        assert look.metrics(bold=True).horizontalAdvance(node.title) + count < room, node.title


def test_a_narrow_list_keeps_the_words_of_its_buttons(window: Driver) -> None:
    """First the counts go, then the buttons get a line of their own, and at last their words end in an ellipsis."""
    head = ListHead(window.window.look, window.running.frame)
    head.refresh()
    head.show_title("Search: kind:paper transformer", "3 of 14 unread")
    head.show()
    seen = set()
    for width in range(700, 60, -10):
        head.resize(width, head.height())
        buttons = [button.text() for button in head.states.findChildren(QPushButton)]
        one_line = head.states.y() < head.title.geometry().bottom()
        seen.add((head.counts.isVisible(), one_line, buttons == ["All", "Unread", "Starred"]))
        assert_texts_fit(head)
        assert_apart(head)
    assert seen == {(True, True, True), (False, True, True), (False, False, True), (False, False, False)} or seen == {
        (True, True, True),
        (False, True, True),
        (True, False, True),
        (False, False, True),
        (False, False, False),
    }
    head.setParent(None)
    head.deleteLater()


def test_a_narrow_list_says_of_its_issue_what_there_is_room_for(window: Driver) -> None:
    head = ListHead(window.window.look, window.running.frame)
    head.refresh()
    head.show_title("Issue #197", "3 of 14 unread")
    head.show_issue(is_guess=True, set_aside=14)
    head.show()
    seen = set()
    for width in range(700, 60, -10):
        head.resize(width, head.height())
        line = head.issue
        assert line.geometry().bottom() < head.height()
        assert line.y() >= max(head.title.geometry().bottom(), head.states.geometry().bottom())
        assert line.guess.geometry().right() <= line.set_aside.x()
        assert line.set_aside.geometry().right() <= line.width()
        assert line.set_aside.accessibleName().startswith("14 lines set aside")
        is_whole = line.set_aside.text() == "14 lines set aside (g b)"
        assert is_whole or line.set_aside.toolTip() == "14 lines set aside (g b)"
        seen.add(is_whole)
    assert seen == {True, False}
    head.setParent(None)
    head.deleteLater()


def test_what_is_elided_is_whole_in_the_tool_tip(window: Driver) -> None:
    label = ElidedLabel(window.running.frame)
    label.setText("A <b>very</b> long sentence that has no room")
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == "A &lt;b&gt;very&lt;/b&gt; long sentence that has no room"
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""
    label.deleteLater()


def test_the_selected_row_stays_in_sight(window: Driver) -> None:
    window.press("g e g g 1 5 j")
    table, tree = window.window.list.table, window.window.tree
    for _ in range(len(ZOOM_STEPS)):
        window.press("Ctrl++")
        assert_in_sight(table)
        assert_in_sight(tree)
    window.running.frame.resize(1000, 480)
    QCoreApplication.processEvents()
    assert_in_sight(table)


def assert_in_sight(view) -> None:  # type: ignore[no-untyped-def]
    rect = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(rect.center()), (view.accessibleName(), rect, view.viewport().rect())


def test_the_place_in_the_text_is_kept(window: Driver) -> None:
    """The uppermost line of a text that was scrolled holds the same words after the zoom."""
    window.press("g p g g")
    window.running.frame.resize(1000, 480)
    window.window.look.step_zoom(1)
    page = window.window.detail.page
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    uppermost = page.cursorForPosition(QPoint(0, 0)).position()
    assert uppermost > 300
    window.press("Ctrl++ Ctrl++")
    assert page.cursorForPosition(QPoint(0, 2)).position() == pytest.approx(uppermost, abs=68)
    window.press("Ctrl+0")


def test_no_word_of_a_title_is_broken(window: Driver) -> None:
    """At 200 % in a narrow pane the title is less large rather than torn."""
    window.press("/").type("transgan").press("Enter")
    show_at(window, 200, 1, (1024, 700))
    block = window.window.detail.page.document().findBlockByNumber(1)
    assert block.text().startswith("TransGAN")
    layout = block.layout()
    for number in range(layout.lineCount()):
        end = layout.lineAt(number).textStart() + layout.lineAt(number).textLength()
        assert end == len(block.text()) or block.text()[end - 1].isspace()


def test_text_of_a_window_has_the_size_asked_for(window: Driver) -> None:
    look = window.window.look
    usual = look.font().pointSizeF()
    show_at(window, 200, 1, (1360, 860))
    assert look.font().pointSizeF() == pytest.approx(2 * usual)
    for widget in (window.window.list.title, window.window.top.search, window.window.tree):
        assert QFontMetrics(widget.font()).height() > 1.7 * QFontMetrics(QFont(look._base)).height() * 0.9


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_cards_fit_the_window(window: Driver, size: tuple[int, int]) -> None:
    show_at(window, 200, 1, size)
    for key in ("Ctrl+K", "?", "g b"):
        window.press(key)
        card = next(w for w in window.window.findChildren(QWidget) if type(w).__name__ == "Card" and w.isVisible())
        assert window.window.rect().contains(place(card, window.window)), key
        assert_texts_fit(card)
        window.press("Esc")

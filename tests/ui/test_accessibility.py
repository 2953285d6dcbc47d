"""What a screen reader is told, where the focus goes, and that it can be seen."""

from collections.abc import Iterator

import pytest
from driving import Driver
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)
from standing import colours_in, picture, standing_reader

from reader.ui.cards.choice.open_links import LinkPicker
from reader.ui.look.theme import Theme
from reader.ui.models.item_list import Header

window = standing_reader()
CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QMenu, QPlainTextEdit, QProgressBar, QTextEdit)
QTS_OWN = ("qt_tableview_cornerbutton",)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(autouse=True)
def usual_place(window: Driver) -> Iterator[None]:
    window.press("Esc Esc Esc g u g g")
    yield
    window.press("Esc Esc Esc Esc")


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return interface.text(QAccessible.Text.Name)


def nameless(root: QWidget) -> list[QWidget]:
    """Controls below a widget, seen or not, that a screen reader could not name."""
    controls = [w for w in root.findChildren(QWidget) if isinstance(w, CONTROLS) and w.objectName() not in QTS_OWN]
    return [widget for widget in controls if not isinstance(widget, QHeaderView) and not name_of(widget)]


def test_every_control_of_the_window_has_a_name(window: Driver) -> None:
    frame = window.running.frame
    assert sum(isinstance(widget, CONTROLS) for widget in frame.findChildren(QWidget)) > 15
    assert nameless(frame) == []


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ("Ctrl+K", "Palette"),
        ("?", "CheatSheet"),
        ("g ?", "HelpCard"),
        ("a", "NoteEdit"),
        ("Ctrl+F", "QLineEdit"),
        ("f", "QLineEdit"),
        ("g", "NextKeys"),
    ],
)
def test_every_control_that_comes_by_key_has_a_name(window: Driver, keys: str, what: str) -> None:
    window.press(keys)
    shown = [w for w in window.window.findChildren(QWidget) if w.isVisible() and type(w).__name__ == what]
    assert shown, f"{keys} shows no {what}"
    assert all(name_of(widget) for widget in shown)
    assert nameless(window.running.frame) == []


def test_numbered_links_have_names_and_say_where_they_lead(window: Driver) -> None:
    picker = LinkPicker([("The paper", "https://arxiv.org/abs/2102.07074")], window.window, lambda url: None)
    picker.open()
    assert nameless(window.running.frame) == []
    said = picker.rows.index(0).data(SPOKEN)
    assert "The paper" in said
    assert "arxiv.org" in said
    picker.dismiss()


@pytest.mark.qt_log_ignore("raise|grabbing", extend=True)
def test_every_entry_of_the_menus_has_a_name(window: Driver) -> None:
    window.press("F10")
    menus = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu) and widget.isVisible()]
    assert menus
    for menu in menus:
        assert name_of(menu)
        assert all(action.text() or action.isSeparator() for action in menu.actions())
        menu.close()
    QCoreApplication.processEvents()


def test_labels_say_their_text(window: Driver) -> None:
    for label in window.window.findChildren(QLabel):
        if label.text():
            assert name_of(label) in (label.text(), label.accessibleName())


def test_every_row_of_the_list_says_state_and_title(window: Driver) -> None:
    window.press("g e g g s j e k k")
    items = window.window.items
    for number in range(items.rowCount()):
        said = items.index(number, 0).data(SPOKEN)
        header, row = items.header_at(number), items.row_at(number)
        if header is not None:
            assert header.title in said
            assert str(header.count) in said
            continue
        assert (row.title or row.excerpt) in said
        assert row.kind.capitalize() in said
        for state, holds in (("starred", row.is_starred), ("done", row.is_done), ("later", row.is_later)):
            assert (state in said.removeprefix(row.title or row.excerpt)) == holds
    first = items.row_at(window.window.list.table.current_row())
    assert "unread, starred" in items.index(window.window.list.table.current_row(), 0).data(SPOKEN), first
    window.press("u u")


def test_headings_that_were_deduced_are_said_to_be(window: Driver) -> None:
    window.press("g e")
    items = window.window.items
    headers = [(items.header_at(n), items.index(n, 0).data(SPOKEN)) for n in range(items.rowCount())]
    deduced = [(header, said) for header, said in headers if isinstance(header, Header) and header.is_deduced]
    assert deduced
    assert all(said.endswith("guessed") for _, said in deduced)


def test_every_row_of_the_tree_says_name_and_count(window: Driver) -> None:
    window.press("] [")
    window.press("Shift+Tab").press("Right")
    model = window.window.tree_model
    nodes = model.walk()
    assert len(nodes) > 12
    for node in nodes:
        said = model.index_of(node).data(SPOKEN)
        assert said.startswith(node.title)
        assert node.title
        assert node.count == 0 or str(node.count) in said


def test_rows_can_be_asked_for_by_a_screen_reader(window: Driver) -> None:
    interface = QAccessible.queryAccessibleInterface(window.window.list.table)
    assert interface.role() == QAccessible.Role.Table
    said = [interface.child(number).text(QAccessible.Text.Name) for number in range(min(60, interface.childCount()))]
    assert any(window.title in text for text in said)
    tree = QAccessible.queryAccessibleInterface(window.window.tree)
    rows = [tree.child(number).text(QAccessible.Text.Name) for number in range(tree.childCount())]
    assert any(text.startswith("Unread") for text in rows)


def test_tab_goes_views_list_detail_search_and_back(window: Driver) -> None:
    reader = window.window
    order = [reader.list.table, reader.detail.page, reader.top.search, reader.tree, reader.list.table]
    for step, widget in enumerate(order):
        assert reader.focusWidget() is widget, step
        window.press("Tab")
    for widget in (order[-1], *order[-2::-1]):
        window.press("Shift+Tab")
        assert reader.focusWidget() is widget


def test_the_focus_can_be_seen_in_every_pane(window: Driver) -> None:
    reader = window.window
    for pane in (reader.tree, reader.list.table, reader.detail.page, reader.top.search):
        pane.setFocus()
        QCoreApplication.processEvents()
        with_focus = picture(pane)
        (reader.top.search if pane is not reader.top.search else reader.tree).setFocus()
        QCoreApplication.processEvents()
        assert differing(with_focus, picture(pane)) > 20, pane.accessibleName()


def differing(first, second) -> int:  # type: ignore[no-untyped-def]
    return sum(
        first.pixel(x, y) != second.pixel(x, y) for x in range(0, first.width(), 2) for y in range(0, first.height(), 2)
    )


def test_an_empty_list_keeps_the_focus_and_shows_it(window: Driver) -> None:
    window.press("g a")
    assert window.listed == []
    assert window.window.focusWidget() is window.window.list.table
    window.window.look.set_theme(Theme.LIGHT)
    assert window.window.look.colours.accent in colours_in(picture(window.window.list.table), 1)
    window.press("g u")
    assert window.window.focusWidget() is window.window.list.table


def test_letters_typed_on_an_empty_list_are_commands(window: Driver) -> None:
    window.press("g a g d g u")
    assert window.listing == "Unread"
    assert window.window.top.search.text() == ""

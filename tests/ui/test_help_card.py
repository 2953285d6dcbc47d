"""The help pages in the window: chosen, scrolled and followed by keyboard."""

from collections.abc import Iterator

import pytest
from driving import Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from standing import standing_reader

from reader.services.machine.help_pages import TOPICS, help_page, help_pages
from reader.ui.cards.program.help_card import HelpCard
from reader.ui.look.theme import Theme

window = standing_reader()


@pytest.fixture
def card(window: Driver) -> Iterator[HelpCard]:
    window.press("Esc Esc g u g ?")
    yield shown_card(window)[0]
    window.press("Esc Esc")
    assert shown_card(window) == []


def shown_card(window: Driver) -> list[HelpCard]:
    return [card for card in window.window.findChildren(HelpCard) if card.isVisible()]


def test_every_topic_is_listed_and_opens_its_page(window: Driver, card: HelpCard) -> None:
    model = card.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [page.title for page in help_pages()]
    for topic in TOPICS:
        assert card.topic == topic
        assert card.page.toPlainText().startswith(help_page(topic).title)
        assert not [line for line in card.page.toPlainText().splitlines() if line.startswith(("#", "|", "- "))]
        window.press("j")
    assert card.topic == TOPICS[-1]
    window.press("k")
    assert card.topic == TOPICS[-2]


def test_a_topic_is_chosen_with_the_mouse_and_the_page_keeps_the_keys(window: Driver, card: HelpCard) -> None:
    place = card.list.visualRect(card.list.model().index(3, 0)).center()
    QTest.mouseClick(card.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert card.topic == TOPICS[3]
    assert QApplication.focusWidget() is card.page


def test_the_page_scrolls_by_keys(window: Driver, card: HelpCard) -> None:
    bar = card.page.verticalScrollBar()
    window.press("j j")
    assert card.topic == "keys"
    assert bar.maximum() > 0
    places = [bar.value()]
    for key in ("Down", "Space", "PgDown", "End"):
        window.press(key)
        places.append(bar.value())
    assert places == sorted(set(places))
    assert places[-1] == bar.maximum()
    window.press("Shift+Space Home")
    assert bar.value() == 0


def test_a_link_leads_to_its_page_and_back_to_where_it_was(window: Driver, card: HelpCard) -> None:
    assert card.topic == "start"
    window.press("Tab Enter")
    assert card.topic == "importing"
    window.press("Alt+Left")
    assert card.topic == "start"
    window.press("Alt+Left")
    assert card.topic == "start"


def test_every_link_of_every_page_can_be_followed(window: Driver, card: HelpCard) -> None:
    for page in help_pages():
        for address in [part.split(")")[0] for part in page.text.split("](")[1:]]:
            card.page.link_clicked.emit(address)
            assert f"{card.topic}.md" == address


def test_escape_gives_the_keys_back_to_the_list(window: Driver) -> None:
    window.press("Esc Esc g u g ? j Esc")
    assert shown_card(window) == []
    assert QApplication.focusWidget() is window.window.list.table


def test_no_key_falls_through_to_the_items_behind(window: Driver, card: HelpCard) -> None:
    before = window.window.items.row_at(window.window.list.table.current_row())
    window.press("s e l m x")
    assert window.window.items.row_at(window.window.list.table.current_row()) == before


def test_where_there_is_little_room_the_page_has_all_of_it(window: Driver) -> None:
    frame, look = window.running.frame, window.window.look
    size = frame.size()
    try:
        frame.resize(640, 500)
        look.step_zoom(1)
        look.step_zoom(1)
        window.press("Esc Esc g ?")
        card = shown_card(window)[0]
        assert card.list.isVisible()
        look.step_zoom(1)
        look.step_zoom(1)
        window.settle()
        assert not card.list.isVisible()
        assert card.page.width() > 550
        window.press("j")
        assert card.topic == TOPICS[1]
    finally:
        window.press("Esc")
        look.step_zoom(0)
        frame.resize(size)
        window.settle()


def test_an_open_page_takes_over_another_theme(window: Driver, card: HelpCard) -> None:
    look = window.window.look
    before = look.theme
    try:
        for theme in (Theme.DARK, Theme.LIGHT):
            look.set_theme(theme)
            assert look.colours.chip_text in card.page.toHtml()
    finally:
        look.set_theme(before)


def test_the_help_menu_and_the_palette_offer_it(window: Driver) -> None:
    window.press("Esc Esc Ctrl+K").type("help top").press("Enter")
    assert len(shown_card(window)) == 1
    assert all(label.text() for label in shown_card(window)[0].findChildren(QLabel))
    window.press("Esc")

"""Light and dark: every text can be read, the system is followed, and nothing light is left over in the dark."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from driving import Driver
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QStyle, QStyleOptionViewItem
from standing import colours_in, picture, standing_reader, visible_widgets

from reader.core.state.tags import COLOURS
from reader.ui.look import theme
from reader.ui.look.theme import DARK, LIGHT, TEXT_PAIRS, Colours, Theme, contrast, tag_colours
from reader.ui.pages.detail_page import style_sheet

window = standing_reader()
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture(autouse=True)
def usual_theme(window: Driver) -> Iterator[None]:
    yield
    window.window.look.set_theme(Theme.SYSTEM)


def ground_of(reader: Driver) -> str:
    return reader.window.look.colours.page


@BOTH
def test_every_text_has_contrast_with_its_ground(colours: Colours) -> None:
    table = asdict(colours)
    faint = {pair: contrast(table[pair[0]], table[pair[1]]) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@BOTH
@pytest.mark.parametrize("name", [*COLOURS, "unknown"])
def test_every_tag_can_be_read(colours: Colours, name: str) -> None:
    text, ground = tag_colours(colours, name)
    assert contrast(text, ground) >= 4.5
    assert min(contrast(text, place) for place in (colours.chrome, colours.selected, colours.selected_idle)) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_what_is_no_text_can_be_told_from_its_ground(colours: Colours) -> None:
    assert contrast(colours.selected, colours.list) > 1.15
    assert contrast(colours.selected_idle, colours.list) > 1.1
    assert contrast(colours.accent, colours.list) >= 3, "the dot of what is unread, the edge of what has the focus"


@BOTH
def test_texts_of_the_page_are_in_the_table(window: Driver, colours: Colours) -> None:
    """Each rule of the page's style sheet paints a colour of the table on a ground that is paired with it."""
    name_of = {value: name for name, value in asdict(colours).items() if name not in ("hit_text", "chip_text")}
    window.window.look.set_theme(Theme.DARK if colours is DARK else Theme.LIGHT)
    sheet = style_sheet(window.window.look)
    rules = re.findall(r"(\S[^{}]*?) \{ ([^}]*) \}", sheet)
    assert len(rules) > 8
    for selector, body in rules:
        text = re.search(r"(?<![-\w])color: (#\w+)", body)
        ground = re.search(r"background-color: (#\w+)", body)
        if text is None:
            continue
        over = ground[1] if ground else colours.page
        assert contrast(text[1], over) >= 4.5, selector
        if selector != ".chip":
            assert (name_of[text[1]], name_of[over]) in TEXT_PAIRS, selector


class Spy(QPainter):
    """Notes in which colour texts are drawn."""

    drawn: ClassVar[set[str]] = set()

    def drawText(self, *arguments: object) -> object:
        self.drawn.add(self.pen().color().name())
        return super().drawText(*arguments)  # type: ignore[call-overload]


@BOTH
def test_texts_of_list_and_tree_are_in_the_table(window: Driver, colours: Colours) -> None:
    """Rows in every state are painted with colours that the table pairs with their grounds."""
    reader = window.window
    reader.look.set_theme(Theme.DARK if colours is DARK else Theme.LIGHT)
    Spy.drawn.clear()
    row = reader.items.row_at(reader.list.table.current_row())
    sheet = QPixmap(400, 80)
    for states in ({}, {"is_read": True}, {"is_done": True}, {"is_starred": True, "has_note": True}, {"title": None}):
        reader.items._cache[row.id] = replace(row, **states)
        for selected in (QStyle.StateFlag.State_None, QStyle.StateFlag.State_Selected):
            for number in (reader.list.table.current_row(), 0):
                option = QStyleOptionViewItem()
                option.rect, option.state = sheet.rect(), selected
                spy = Spy(sheet)
                reader.list.table.painter.paint(spy, option, reader.items.index(number, 0))
                spy.end()
    reader.items._cache[row.id] = row
    for node in reader.tree_model.walk():
        for selected in (QStyle.StateFlag.State_None, QStyle.StateFlag.State_Selected):
            option = QStyleOptionViewItem()
            option.rect, option.state = sheet.rect(), selected
            spy = Spy(sheet)
            reader.tree.itemDelegate().paint(spy, option, reader.tree_model.index_of(node))
            spy.end()
    name_of = {value: name for name, value in asdict(colours).items() if name not in ("hit_text", "chip_text")}
    painted = {name_of[colour] for colour in Spy.drawn}
    assert {"text", "muted", "accent"} <= painted
    for name in painted:
        for ground in ("list", "chrome", "selected", "selected_idle"):
            assert (name, ground) in TEXT_PAIRS


def test_colours_are_in_the_table_only() -> None:
    """No pane has a colour of its own."""
    folder = Path(theme.__file__).parent
    own = [
        (file.name, found)
        for file in folder.rglob("*.py")
        if file.name != "theme.py"
        for found in re.findall(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[\"';])", file.read_text("utf-8"))
    ]
    assert own == []


@BOTH
def test_labels_and_fields_can_be_read(window: Driver, colours: Colours) -> None:
    """The palettes that labels and fields end up with, also after the theme changed while they were there."""
    reader = window.window
    window.press("5 ?")  # a warning is on the screen
    reader.look.set_theme(Theme.DARK if colours is DARK else Theme.LIGHT)
    QCoreApplication.processEvents()
    for label in reader.findChildren(QLabel):
        palette = label.palette()
        text, ground = palette.color(label.foregroundRole()).name(), palette.color(QPalette.ColorRole.Window).name()
        assert contrast(text, ground) >= 4.5, (label.text(), text, ground)
    for field in reader.findChildren(QLineEdit):
        palette = field.palette()
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText):
            ratio = contrast(palette.color(role).name(), colours.page)
            assert ratio >= 4.5, (field.accessibleName(), role, palette.color(role).name())


def test_a_warning_can_be_told_from_a_word(window: Driver) -> None:
    window.press("5 ?")
    warned = colours_in(picture(window.window.status.message))
    assert window.window.look.colours.warning in warned
    window.window.look.set_theme(Theme.DARK)
    QCoreApplication.processEvents()
    assert DARK.warning in colours_in(picture(window.window.status.message))


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[[Qt.ColorScheme], None]:
    """Switches the desktop to light or dark (the platform without a screen has neither)."""
    hints = QGuiApplication.styleHints()

    def switch(scheme: Qt.ColorScheme) -> None:
        told = SimpleNamespace(colorScheme=lambda: scheme)
        monkeypatch.setattr(theme, "QGuiApplication", SimpleNamespace(styleHints=lambda: told))
        hints.colorSchemeChanged.emit(scheme)
        QCoreApplication.processEvents()

    return switch


def test_the_system_is_followed(window: Driver, system: Callable[[Qt.ColorScheme], None]) -> None:
    window.window.look.set_theme(Theme.SYSTEM)
    for scheme, colours in (
        (Qt.ColorScheme.Dark, DARK),
        (Qt.ColorScheme.Light, LIGHT),
        (Qt.ColorScheme.Dark, DARK),
        (Qt.ColorScheme.Unknown, LIGHT),
    ):
        system(scheme)
        assert ground_of(window) == colours.page
        assert colours.page in colours_in(picture(window.window.detail), 9)


def test_a_theme_set_by_hand_stays_whatever_the_system_does(
    window: Driver, system: Callable[[Qt.ColorScheme], None]
) -> None:
    window.window.run("theme.light")
    system(Qt.ColorScheme.Dark)
    assert ground_of(window) == LIGHT.page
    window.window.run("theme.system")
    assert ground_of(window) == DARK.page


def test_nothing_light_is_left_in_the_dark(window: Driver) -> None:
    """Every ground of every pane, bar and card is dark; only ink is light."""
    window.press("g e a").type("a note").press("Esc")
    window.press("f Esc")
    window.window.look.set_theme(Theme.DARK)
    window.press("a Ctrl+F")
    try:
        assert_is_dark(window)
        window.press("Esc Esc Esc ?")
        assert_is_dark(window)
        window.press("Esc Ctrl+K")
        assert_is_dark(window)
        window.press("Esc g")
        assert_is_dark(window)
        window.press("Esc")
    finally:
        window.press("Esc Esc Esc")


def assert_is_dark(window: Driver) -> None:
    for widget in visible_widgets(window.window):
        image = picture(widget)
        if image.width() * image.height() < 64:
            continue
        counts = colours_in(image, max(1, min(image.width(), image.height()) // 40))
        light = sum(count for colour, count in counts.items() if QColor(colour).lightness() > 140)
        assert light < 0.4 * sum(counts.values()), (widget, widget.accessibleName(), counts)


def test_back_to_light_nothing_dark_is_left(window: Driver) -> None:
    window.window.look.set_theme(Theme.DARK)
    window.window.look.set_theme(Theme.LIGHT)
    QCoreApplication.processEvents()
    for pane, ground in (
        (window.window.tree, LIGHT.chrome),
        (window.window.list, LIGHT.list),
        (window.window.detail, LIGHT.page),
        (window.window.top, LIGHT.chrome),
        (window.window.status, LIGHT.chrome),
    ):
        counts = colours_in(picture(pane), 3)
        assert max(counts, key=lambda colour: counts[colour]) == ground

"""The paper card as a widget: what it shows, and that it holds whatever a source or a person says."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from driving import Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.core.state.mentions import Mentions
from reader.services.exports.facts.work_cards import CardLink, Said, WorkCard, read_card
from reader.ui.cards.papers.card_rows import Part
from reader.ui.cards.papers.paper_card import CardActs, PaperCard

Key = Qt.Key
HOSTILE = "<img src='file:///etc/passwd'><b>x</b> &amp; \u202e\u200b אבג 😀"


class Asked:
    """Notes what a card asks for."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        names = CardActs.__dataclass_fields__
        self.acts = CardActs(**{name: self._noting(name) for name in names})

    def _noting(self, name: str) -> Callable[..., None]:
        return lambda *given: self.calls.append((name, *given))


@pytest.fixture
def base(reader: Driver) -> WorkCard:
    """The card of an item of the samples."""
    reader.press("g e g g")
    return read_card(reader.window.session.reader, reader.row.id)


@pytest.fixture
def show(reader: Driver) -> Iterator[Callable[[WorkCard], tuple[PaperCard, Asked]]]:
    opened: list[PaperCard] = []

    def open_it(card: WorkCard) -> tuple[PaperCard, Asked]:
        asked = Asked()
        opened.append(PaperCard(card, reader.window.look, asked.acts, reader.window))
        opened[-1].open()
        QApplication.processEvents()
        return opened[-1], asked

    yield open_it
    for card in opened:
        if card.is_open:
            card.dismiss()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def hit(*keys: Key) -> None:
    for key in keys:
        QTest.keyClick(focused(), key)


def told(field: Said, shown: str) -> Said:
    return replace(field, shown=shown, source=shown)


def test_digits_open_links_and_only_those_that_are_there(base: WorkCard, show) -> None:  # type: ignore[no-untyped-def]
    links = tuple(CardLink("Page", f"https://example.org/{number}") for number in range(12))
    card, asked = show(replace(base, links=links))
    hit(Key.Key_2, Key.Key_0)
    assert asked.calls == [("open_link", links[1].url), ("open_link", links[9].url)]
    hit(Key.Key_J, Key.Key_Return)
    assert asked.calls[-1] == ("open_link", links[10].url)
    card.show_card(replace(base, links=()))
    hit(Key.Key_1)
    assert len(asked.calls) == 3


def test_a_link_that_must_not_be_opened_says_why(base: WorkCard, show) -> None:  # type: ignore[no-untyped-def]
    card, _ = show(replace(base, links=(CardLink("Code", "javascript:alert(1)"),)))
    row = next(row for row in card.rows.rows if row.part is Part.LINK)
    assert len(row.lines) == 2
    assert row.lines[1].text


def test_whatever_it_says_is_shown_as_it_is(base: WorkCard, show) -> None:  # type: ignore[no-untyped-def]
    mention = replace(base.mentions.shown[0], title=HOSTILE, text=HOSTILE, publication=HOSTILE, section=HOSTILE)
    card, _ = show(
        replace(
            base,
            title=told(base.title, HOSTILE),
            authors=told(base.authors, HOSTILE),
            mentions=replace(base.mentions, shown=(mention,)),
        )
    )
    for label in (card.head.facts.title, card.head.facts.authors):
        assert label.text().startswith("<img src='file:///etc/passwd'><b>x</b> &amp;")
        assert "\u202e" not in label.text()
        assert label.textFormat() is Qt.TextFormat.PlainText
    card.grab()


def test_endless_texts_neither_leave_the_window_nor_take_long(base: WorkCard, show) -> None:  # type: ignore[no-untyped-def]
    endless = "x" * 300_000
    mention = replace(base.mentions.shown[0], title=endless[:1_000], text=endless[:400])
    detail = replace(base.detail, note=endless * 10)
    begun = time.process_time()
    card, _ = show(
        replace(
            base,
            detail=detail,
            title=told(base.title, endless[:1_000]),
            authors=told(base.authors, endless[:2_000]),
            venue=told(base.venue, endless[:2_000]),
            mentions=replace(base.mentions, shown=(mention,) * 200, total=3_000),
        )
    )
    card.grab()
    assert time.process_time() - begun < 3
    assert card.rect().contains(card.card.geometry())
    assert card.rows.rows[-3].lines[0].text == "… and 2,800 more"


def test_no_key_falls_through(base: WorkCard, show, reader: Driver, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    card, _ = show(base)
    before = reader.row
    hit(Key.Key_S, Key.Key_M, Key.Key_L, Key.Key_D, Key.Key_X, Key.Key_G, Key.Key_Slash, Key.Key_Question, Key.Key_F5)
    reader.settle()
    assert reader.row == before
    assert card.is_open
    assert focused() is card.list


def test_it_is_walked_through_by_keyboard(base: WorkCard, show) -> None:  # type: ignore[no-untyped-def]
    card, asked = show(base)

    def part() -> Part:
        return card.rows.rows[card.list.currentIndex().row()].part

    hit(Key.Key_End)
    assert part() is Part.NOTE
    hit(Key.Key_Home)
    first = card.list.currentIndex().row()
    seen = {part()}
    for _ in range(20):
        hit(Key.Key_J)
        seen.add(part())
        assert part() is not Part.HEADING
    assert seen >= {Part.MENTION, Part.NOTE}
    hit(Key.Key_Tab)
    assert card.list.currentIndex().row() == first
    hit(Key.Key_Backtab)
    assert part() is Part.NOTE
    hit(Key.Key_Return)
    assert asked.calls == [("write_note",)]
    assert not card.is_open


def test_the_card_before_its_mentions_are_read_has_no_rows(base: WorkCard, show) -> None:  # type: ignore[no-untyped-def]
    empty = Mentions(base.mentions.work, (), 0, (), base.mentions.telling)
    card, asked = show(replace(base, mentions=empty))
    hit(Key.Key_J, Key.Key_Return, Key.Key_1, Key.Key_Tab, Key.Key_PageDown)
    assert asked.calls == []
    card.show_card(base)
    hit(Key.Key_Return)
    assert card.list.currentIndex().row() > 0


def test_fields_go_round_with_tab_and_say_what_is_wrong(base: WorkCard, show) -> None:  # type: ignore[no-untyped-def]
    card, asked = show(base)
    hit(Key.Key_E)
    fields = card.head.form.fields
    visited = []
    for _ in range(5):
        visited.append(fields.index(focused()))  # type: ignore[arg-type]
        hit(Key.Key_Tab)
    assert visited == [0, 1, 2, 3, 0]
    hit(Key.Key_Backtab)
    assert focused() is fields[0]
    assert fields[0].placeholderText() == (base.title.source or "unknown")
    fields[2].setText("17")
    hit(Key.Key_Return)
    assert card.head.is_edited
    assert "four digits" in card.head.form.said.text()
    fields[2].setText("")
    fields[0].setText("x" * 10_000)
    hit(Key.Key_Enter)
    assert "at most 1,000" in card.head.form.said.text()
    assert asked.calls == []
    hit(Key.Key_Escape)
    assert not card.head.is_edited
    assert card.is_open
    assert focused() is card.list


def test_it_grows_with_the_text(base: WorkCard, show, reader: Driver) -> None:  # type: ignore[no-untyped-def]
    card, _ = show(base)
    before = card.list.sizeHintForRow(1)
    for _ in range(6):
        reader.window.look.step_zoom(1)
    QApplication.processEvents()
    assert card.list.sizeHintForRow(1) > 1.6 * before
    assert card.rect().contains(card.card.geometry())

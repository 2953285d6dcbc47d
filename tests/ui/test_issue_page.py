"""The issue page alone: what comes from outside is only text, links are checked, and it is drawn in time."""

from time import process_time

import pytest
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from showing import item

from reader.core.revision.issue_pages import IssueHead, IssueText, OriginalRow, PagedItem
from reader.core.settings import Settings
from reader.core.state.rows import ItemRow
from reader.core.values.document import Span
from reader.core.values.ids import IssueId, ItemId, OriginalId, SectionId
from reader.core.values.issues import Part, Role
from reader.ui.look.appearance import Look
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.look.theme import Theme, contrast
from reader.ui.panes.issue_page.issue_page_text import (
    MOST_BLOCKS,
    MOST_CHARACTERS,
    MOST_OF_BLOCK,
    IssuePage,
    cut_around,
    fill,
    grown,
)
from reader.ui.panes.issue_page.issue_page_view import IssuePageView

ALERT = '<b>bold</b> <img src="file:///etc/passwd"> <a href="javascript:alert(1)">x</a> &amp;'
MAIL = OriginalRow(OriginalId(1), "weekly.eml", "eml", True)
WEB = OriginalRow(OriginalId(2), "weekly.html", "html", False)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, Icons(None), LiveSettings(Settings(theme="light")), qapp)


@pytest.fixture
def view(look: Look, qtbot: QtBot) -> IssuePageView:
    view = IssuePageView(look)
    qtbot.addWidget(view)
    view.resize(720, 800)
    view.show()
    return view


def page(
    *bodies: tuple[str, str],
    url: str | None = None,
    links: tuple[tuple[str, str], ...] = (),
    aside: str = "",
    **head: object,
) -> IssuePage:
    """A page of items of a title and a body each, below a line that is set aside."""
    text = aside or "Hello"
    items = []
    for number, (title, body) in enumerate(bodies, start=1):
        parts = []
        for role, words in ((Role.TITLE, title), (Role.BODY, body)):
            text += "\n\n"
            parts.append(Part(role, Span(len(text), len(text) + len(words))))
            text += words
        items.append(PagedItem(ItemId(number), SectionId(1), tuple(parts), url, links))
    facts = {"publication": "Deep <i>Weekly", "label": "#7", "title": None, "date": "2021-05-19", "is_guess": False}
    made = IssueHead(IssueId(1), **({"originals": (MAIL,)} | facts | head))  # type: ignore[arg-type]
    return IssuePage.of(made, IssueText(IssueId(1), OriginalId(1), text, (Span(0, 5),), (), tuple(items)))


def rows(**state: bool):  # type: ignore[no-untyped-def]
    def fetch(ids):  # type: ignore[no-untyped-def]
        return [row(number, **state) for number in ids]

    return fetch


def row(number: int, **state: bool) -> ItemRow:
    return item(id=ItemId(number), **state).row


def text_of(view: IssuePageView) -> str:
    return view.toPlainText().replace("\xa0", " ").replace("\u200b", "")


def links_of(document: QTextDocument) -> dict[str, str]:
    found = {}
    block = document.begin()
    while block.isValid():
        inner = block.begin()
        while not inner.atEnd():
            form = inner.fragment().charFormat()
            assert not form.isImageFormat()
            if form.anchorHref():
                found[inner.fragment().text()] = form.anchorHref()
            inner += 1
        block = block.next()
    return found


def test_html_is_shown_as_text_wherever_it_stands(view: IssuePageView) -> None:
    view.show_page(page((ALERT, ALERT), aside=ALERT, title=f"{ALERT}!", label=ALERT), ItemId(1), rows())
    assert text_of(view).count(ALERT) == 5
    assert "Deep <i>Weekly" in text_of(view)
    assert links_of(view.document()) == {}


def test_the_head_says_what_is_shown_and_leads_to_the_other_original(view: IssuePageView) -> None:
    view.show_page(page(("One", "Words"), is_guess=True, originals=(MAIL, WEB)), ItemId(1), rows())
    assert text_of(view).startswith("Deep <i>Weekly › #7 (check this split) › 2021-05-19\nFrom the mail weekly.eml")
    wanted: list[object] = []
    view.original_wanted.connect(wanted.append)
    for url in links_of(view.document()).values():
        assert view.follow_own_link(url)
    assert wanted == [2]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//a.example/x", "https://u@a.example/"])
def test_only_safe_links_can_be_clicked(view: IssuePageView, url: str) -> None:
    safe = "https://a.example/paper"
    unsafe = page(("One", "See this and that"), url=url, links=(("this", url), ("that", safe)))
    view.show_page(unsafe, ItemId(1), rows())
    assert links_of(view.document()) == {"that": safe}
    assert not view.follow_own_link(url)


def test_an_item_says_where_its_link_leads(view: IssuePageView) -> None:
    view.show_page(page(("One", "Words"), url="https://a.example/paper"), ItemId(1), rows())
    assert links_of(view.document()) == {"a.example": "https://a.example/paper"}


def test_nothing_is_loaded(view: IssuePageView) -> None:
    assert isinstance(view.loadResource(QTextDocument.ResourceType.ImageResource.value, "x"), QImage)  # type: ignore[arg-type]


def test_dimmed_text_can_be_read(look: Look) -> None:
    for theme in (Theme.LIGHT, Theme.DARK):
        look.set_theme(theme)
        document = QTextDocument()
        shown = page(("One", "Words"))
        fill(document, look, shown, cut_around(shown, None))
        block = document.begin()
        colours = set()
        while block.isValid():
            inner = block.begin()
            while not inner.atEnd():
                colours.add(inner.fragment().charFormat().foreground().color().name())
                inner += 1
            block = block.next()
        assert {look.colours.text, look.colours.muted} <= colours
        assert all(contrast(colour, look.colours.page) >= 4.5 for colour in colours)


def test_marks_tell_the_state_of_an_item(view: IssuePageView, look: Look) -> None:
    look.icons.allow_drawing()
    shown = page(("One", "Words"), ("Two", "More words"))
    pictures = []
    for state in (
        {},
        {"is_starred": True},
        {"has_note": True},
        {"has_highlights": True},
        {"is_read": True},
        {"is_done": True},
        {"is_later": True},
    ):
        view.show_page(shown, ItemId(2), rows(**state))
        pictures.append(view.grab().toImage())
    assert all(first != second for n, first in enumerate(pictures) for second in pictures[n + 1 :])


def test_done_items_are_dimmed_and_selected_ones_outlined(view: IssuePageView) -> None:
    shown = page(("One", "Words"), ("Two", "More words"))
    view.show_page(shown, ItemId(1), lambda ids: [row(number, is_done=number == 2) for number in ids])
    assert [mark.cursor.selectedText() for mark in view.extraSelections()] == ["Two", "More words"]
    before = view.grab().toImage()
    view.select(ItemId(2))
    assert view.grab().toImage() != before


def test_the_same_words_stay_at_the_top_when_the_text_grows(view: IssuePageView, look: Look) -> None:
    shown = page(*((f"Title {n}", "Words of the body. " * 20) for n in range(40)))
    view.show_page(shown, ItemId(20), rows())
    top = view._top_block()
    assert top is not None
    look.step_zoom(1)
    view.refresh()
    after = view._top_block()
    look.step_zoom(0)
    assert after is not None
    assert after[0] == top[0]


def test_one_endless_word_and_one_endless_paragraph_are_shown_in_time(view: IssuePageView) -> None:
    shown = page(("One", "x" * 300_000), ("Two", "many words " * 100_000), ("Three", "End\ufffc of\u2029it"))
    start = process_time()
    view.show_page(shown, ItemId(1), rows())
    view.grab()
    assert process_time() - start < 1.0
    assert "is very long and is cut here" in text_of(view)
    assert len(text_of(view)) < 3 * MOST_OF_BLOCK


def test_a_part_of_a_large_issue_holds_the_item_and_is_bounded() -> None:
    shown = page(*((f"Title {n}", "Words of the body. " * 3) for n in range(2000)))
    for number in (1, 2, 700, 2000):
        part = cut_around(shown, ItemId(number))
        assert shown.places[ItemId(number)][-1] in part
        assert shown.places[ItemId(number)].start in part
        assert len(part) <= MOST_BLOCKS * 5 // 4 + 2
        assert sum(len(shown.blocks[block].text) for block in part) < 2 * MOST_CHARACTERS
    more = grown(shown, cut_around(shown, ItemId(700)), above=MOST_BLOCKS)
    assert more.stop == cut_around(shown, ItemId(700)).stop
    assert more.start < cut_around(shown, ItemId(700)).start


def test_an_item_longer_than_the_part_is_shown_from_its_beginning(view: IssuePageView) -> None:
    words = "\n\n".join("Words of the body. " * 20 for _ in range(600))
    text = f"One\n\n{words}"
    parts = (Part(Role.TITLE, Span(0, 3)), Part(Role.BODY, Span(5, len(text))))
    head = page(("x", "y")).head
    long = IssuePage.of(
        head, IssueText(IssueId(1), OriginalId(1), text, (), (), (PagedItem(ItemId(1), SectionId(1), parts),))
    )
    view.show_page(long, None, rows())
    view.select(ItemId(1))
    assert view.extent(ItemId(1)) is not None
    assert view.verticalScrollBar().value() == 0


def test_an_issue_of_sixty_items_is_filled_in_time(view: IssuePageView) -> None:
    shown = page(*((f"Title {n}", "Words of the body. " * 20) for n in range(60)))
    view.show_page(shown, ItemId(1), rows())
    start = process_time()
    view.show_page(shown, ItemId(1), rows())
    assert process_time() - start < 0.2

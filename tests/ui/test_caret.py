"""The caret of the text: where each step leads, what it selects, and that it stays where it was put."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from shares import examples
from showing import item, pane
from standing import colours_in, picture

from reader.core.settings import Settings
from reader.core.values.ids import ItemId
from reader.ui.look.theme import Theme
from reader.ui.pages.caret import Step
from reader.ui.panes.detail_pane import DetailPane

__all__ = ["pane"]
SIGNS = "ab .?!é\u0301😀👩\u200d🔬שלום\u00a0"


@pytest.fixture(autouse=True)
def focused(pane: DetailPane) -> None:
    pane.resize(720, 500)
    pane.activateWindow()
    pane.page.setFocus()


def show(pane: DetailPane, *paragraphs: str, **changes: object) -> None:
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    pane.show_detail(item(body_html=html, body="\n\n".join(paragraphs), **changes))


def selected(pane: DetailPane) -> str:
    """The part of the plain body that is selected."""
    where = pane.selected_body()
    assert pane.detail is not None
    return pane.detail.body[slice(*where)] if where else ""


def before(pane: DetailPane) -> str:
    """The plain body before the caret."""
    caret, body = pane.page.textCursor(), pane.body_range()
    assert body is not None
    text = pane.page.document().toRawText().encode("utf-16-le")[2 * body[0] : 2 * caret.position()]
    return text.decode("utf-16-le").replace("\u2029", "|")


def test_it_begins_at_the_body_whatever_stands_above(pane: DetailPane) -> None:
    show(pane, "One two.", title="A 😀 title")
    assert before(pane) == ""
    assert not pane.caret.is_used


@pytest.mark.parametrize(
    ("step", "places"),
    [
        (Step.RIGHT, ["e\u0301", "e\u0301t", "e\u0301te\u0301", "e\u0301te\u0301 "]),
        (Step.WORD_RIGHT, ["e\u0301te\u0301 ", "e\u0301te\u0301 👩\u200d🔬 "]),
        (Step.SENTENCE_ON, ["e\u0301te\u0301 👩\u200d🔬 so. ", "e\u0301te\u0301 👩\u200d🔬 so. Then? |"]),
        (Step.PARAGRAPH_ON, ["e\u0301te\u0301 👩\u200d🔬 so. Then? |"]),
    ],
)
def test_steps_on_and_back_again(pane: DetailPane, step: Step, places: list[str]) -> None:
    show(pane, "e\u0301te\u0301 👩\u200d🔬 so. Then? ", "Last one.")
    met = []
    for _ in places:
        assert pane.caret.move(step)
        met.append(before(pane).replace("? |", "?|").replace("?|", "? |"))
    assert met == places
    back = {
        Step.RIGHT: Step.LEFT,
        Step.WORD_RIGHT: Step.WORD_LEFT,
        Step.SENTENCE_ON: Step.SENTENCE_BACK,
        Step.PARAGRAPH_ON: Step.PARAGRAPH_BACK,
    }[step]
    pane.caret.move(back, len(places))
    assert before(pane) == ""
    assert not pane.caret.move(back)


def test_a_selection_holds_sentences_and_paragraphs_whole_and_no_more(pane: DetailPane) -> None:
    show(pane, "One is here. Two is here.", "Three.")
    pane.caret.move(Step.SENTENCE_ON, extends=True)
    assert pane.page.textCursor().selectedText() == "One is here."
    pane.caret.move(Step.SENTENCE_ON, extends=True)
    assert selected(pane) == "One is here. Two is here."
    pane.caret.move(Step.SENTENCE_ON, extends=True)
    assert selected(pane) == "One is here. Two is here.\n\nThree."
    pane.caret.move(Step.PARAGRAPH_BACK, extends=True)
    pane.caret.move(Step.PARAGRAPH_BACK, extends=True)
    assert selected(pane) == ""
    pane.caret.move(Step.PARAGRAPH_ON, extends=True)
    assert pane.page.textCursor().selectedText() == "One is here. Two is here."


def test_the_first_step_from_a_selection_goes_to_its_end_on_that_side(pane: DetailPane) -> None:
    show(pane, "One two three.")
    pane.caret.move(Step.WORD_RIGHT)
    pane.caret.move(Step.RIGHT, 3, extends=True)
    pane.caret.move(Step.LEFT)
    assert (before(pane), selected(pane)) == ("One ", "")
    pane.caret.move(Step.RIGHT, 3, extends=True)
    pane.caret.move(Step.RIGHT)
    assert (before(pane), selected(pane)) == ("One two", "")


def test_it_stays_within_the_body(pane: DetailPane) -> None:
    show(pane, "One.", "Two.", note="A note.", images=2)
    for step in Step:
        pane.caret.move(step, 99)
        assert before(pane) in ("", "One.|Two.") or step is Step.SENTENCE_BACK
    pane.caret.move(Step.TOP)
    pane.caret.move(Step.END, extends=True)
    assert selected(pane) == "One.\n\nTwo."


def test_up_and_down_keep_the_column(pane: DetailPane) -> None:
    show(pane, "A long enough first line", "ab", "A long enough third line")
    pane.caret.move(Step.RIGHT, 8)
    pane.caret.move(Step.DOWN)
    assert before(pane).endswith("|ab")
    pane.caret.move(Step.DOWN)
    assert before(pane).endswith("|A long e")


def test_arrows_go_where_they_point_in_text_from_right_to_left(pane: DetailPane) -> None:
    show(pane, "abc", "שלום עולם")
    pane.caret.move(Step.PARAGRAPH_ON)
    x = [pane.page.cursorRect().x()]
    for _ in range(3):
        pane.caret.move(Step.LEFT)
        x.append(pane.page.cursorRect().x())
    assert x == sorted(x, reverse=True)
    assert before(pane) == "abc|שלו"
    pane.caret.move(Step.RIGHT, 4)
    assert before(pane) == "abc|", "and do not lead to and fro at the border of the two directions"
    pane.caret.move(Step.WORD_LEFT, extends=True)
    assert selected(pane) == "שלום"


def test_out_of_sight_it_comes_to_the_first_line_that_is_seen(pane: DetailPane) -> None:
    show(pane, *[f"Paragraph number {number}." for number in range(80)])
    bar = pane.page.verticalScrollBar()
    bar.setValue(700)
    pane.caret.move(Step.RIGHT)
    assert bar.value() == 700
    assert 0 <= pane.page.cursorRect().top() < 80
    bar.setValue(0)
    pane.caret.move(Step.WORD_RIGHT, extends=True)
    bar.setValue(900)
    anchor = pane.page.textCursor().anchor()
    pane.caret.move(Step.WORD_RIGHT, extends=True)
    assert pane.page.textCursor().anchor() == anchor, "but what is selected is extended, not begun anew"


def test_the_text_scrolls_along(pane: DetailPane) -> None:
    show(pane, *[f"Paragraph number {number}." for number in range(80)])
    for _ in range(40):
        pane.caret.move(Step.DOWN)
        rect = pane.page.cursorRect()
        assert rect.top() >= 0
        assert rect.bottom() <= pane.page.viewport().height()
    assert pane.page.verticalScrollBar().value() > 200


def test_caret_and_selection_stay_at_their_words_when_the_item_changes(pane: DetailPane) -> None:
    show(pane, "One two three.")
    pane.caret.move(Step.WORD_RIGHT)
    pane.caret.move(Step.WORD_RIGHT, extends=True)
    assert pane.detail is not None
    changed = replace(pane.detail, note="A note", row=replace(pane.detail.row, is_starred=True, is_later=True))
    pane.show_detail(changed)
    assert selected(pane) == "two"
    pane._look.step_zoom(1)
    pane.refresh()
    assert selected(pane) == "two"
    pane.show_detail(replace(changed, row=replace(changed.row, id=ItemId(8))))
    assert (before(pane), selected(pane)) == ("", "")
    assert not pane.caret.is_used


def test_an_item_without_a_text_has_no_caret(pane: DetailPane) -> None:
    pane.show_detail(item(body_html="", body=""))
    assert not any(pane.caret.move(step) for step in Step)
    assert pane.selected_body() is None
    pane.show_detail(None)
    assert not any(pane.caret.move(step, extends=True) for step in Step)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_it_can_be_seen_while_the_text_has_the_focus(pane: DetailPane, theme: Theme) -> None:
    pane._look.set_theme(theme)
    pane.refresh()
    show(pane, "One two three.", url=None, identity=None)
    pane.caret.move(Step.WORD_RIGHT)
    QCoreApplication.processEvents()
    rect = pane.page.cursorRect().adjusted(-1, 2, 1, -2)
    accent = pane._look.colours.accent
    seen = picture(pane.page.viewport()).copy(rect)
    assert colours_in(seen)[accent] >= 2 * seen.height()
    pane.find_bar.show()
    pane.find_bar.setFocus()
    QCoreApplication.processEvents()
    assert accent not in colours_in(picture(pane.page.viewport()).copy(rect))


def test_it_is_twice_as_wide_in_text_twice_as_large(pane: DetailPane) -> None:
    show(pane, "One two three.")
    widths = []
    for zoom in (0, 4):
        pane._look.settings.choose(Settings.text_size, 100 * (1 + zoom // 4))
        QCoreApplication.processEvents()
        rect = pane.page.cursorRect().adjusted(-6, 0, 6, 0)
        image = picture(pane.page.viewport()).copy(rect)
        row = [QColor(image.pixel(x, image.height() // 2)).name() for x in range(image.width())]
        widths.append(row.count(pane._look.colours.accent))
    assert widths == [2, 4]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.sampled_from("ab .?!é\u0301😀👩\u200d🔬שלום\u00a0"), min_size=1, max_size=12), min_size=1, max_size=4
    ),
    st.lists(st.tuples(st.sampled_from(Step), st.integers(1, 3), st.booleans()), max_size=12),
)
def test_it_never_leaves_the_body_nor_cuts_a_character(
    pane: DetailPane, paragraphs: list[str], steps: list[tuple[Step, int, bool]]
) -> None:
    show(pane, *paragraphs)
    for step, count, extends in steps:
        pane.caret.move(step, count, extends=extends)
        body, cursor = pane.body_range(), pane.page.textCursor()
        if body is None:
            return
        assert body[0] <= min(cursor.anchor(), cursor.position())
        assert max(cursor.anchor(), cursor.position()) <= body[1]
        assert before(pane) is not None, "half of a character beyond the first plane could not be decoded"
        assert not cursor.hasSelection() or selected(pane).strip() == selected(pane)

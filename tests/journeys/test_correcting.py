"""Correcting the split on the issue page, by keyboard: one act each, with a preview, and undone."""

import json
from pathlib import Path

import pytest
from driving import Driver, carry_out
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from reader.core.revision.issue_pages import BlockRole, PageBlock
from reader.ui.cards.newsletters.correction_card import CorrectionCard, KindPicker


@pytest.fixture
def issue(reader: Driver) -> Driver:
    """An issue is listed, its first item selected."""
    reader.press("g e g g ]")
    return reader


def held(reader: Driver) -> PageBlock:
    """The block at hand."""
    block = reader.window.detail.issue_page.held
    assert block is not None
    return block


def card(reader: Driver) -> str:
    """What the card says; empty where none is open."""
    cards = [one for one in reader.window.findChildren(CorrectionCard) if one.isVisible()]
    return str(cards[0].heading.text()) if cards else ""


def hold(reader: Driver, words: str) -> None:
    """Go to the block that begins with these words."""
    reader.press("Home")
    view = reader.window.detail.issue_page
    wanted = next(block.number for block in view.issue_page.blocks if block.text.startswith(words))
    step = wanted - held(reader).number
    reader.press(f"{' '.join(str(abs(step)))} {'j' if step > 0 else 'k'}" if step else "")
    assert held(reader).text.startswith(words)


def as_json(reader: Driver) -> object:
    """The library as the command line tells it."""
    return json.loads(carry_out(reader.library, "list", "--json"))


def bodies(reader: Driver) -> list[PageBlock]:
    blocks = reader.window.detail.issue_page.issue_page.blocks
    return [block for block in blocks if block.role is BlockRole.BODY and not block.opens]


def test_the_block_at_hand_goes_block_by_block_and_item_by_item(issue: Driver) -> None:
    issue.press("M")
    assert issue.window.detail.issue_page.hasFocus()
    assert held(issue).text == issue.title
    first = held(issue).number
    issue.press("j")
    assert held(issue).number == first + 1
    assert issue.title == issue.listed[0]
    issue.press("J")
    assert held(issue).opens
    assert issue.title == issue.listed[1]
    issue.press("Down Down Up K")
    assert issue.title in issue.listed[:2]
    issue.press("9 9 9 k k")
    assert held(issue).number == 0
    issue.sees("This is the first block.")


def test_nothing_is_changed_before_the_preview_is_applied(issue: Driver) -> None:
    before = issue.listed
    issue.press("M j Enter")
    assert "instead of" in card(issue)
    assert "New: " in card(issue)
    shown = issue.window.findChild(CorrectionCard)
    assert shown.heading.height() >= shown.heading.heightForWidth(shown.heading.width()), "no line of it is cut"
    assert shown.heading.geometry().bottom() < shown.list.geometry().top()
    issue.press("Esc")
    assert issue.listed == before
    assert issue.window.correcting.is_active
    assert issue.window.detail.issue_page.hasFocus()


def test_an_item_is_split_in_two_and_undo_brings_back_what_was(issue: Driver) -> None:
    before, known = issue.listed, as_json(issue)
    issue.press("M j")
    body = held(issue).text
    issue.press("Enter Enter")
    assert len(issue.listed) > len(before)
    assert held(issue).text == body
    assert held(issue).opens
    issue.sees("u takes it back")
    issue.press("u")
    assert issue.listed == before
    assert as_json(issue) == known
    assert not held(issue).opens


def test_an_item_is_joined_with_the_one_before_and_the_star_stays(issue: Driver) -> None:
    before = issue.listed
    issue.press("s M J")
    text = held(issue).text
    first_words = issue.window.detail.detail.body[:60]
    assert first_words
    issue.press("Backspace Enter")
    assert len(issue.listed) == len(before) - 1
    assert not held(issue).opens
    issue.press("K")
    assert issue.title == before[0]
    assert issue.row.is_starred
    assert text in issue.window.detail.detail.body
    assert first_words in issue.window.detail.detail.body


def test_corrections_add_up_and_are_undone_one_by_one(issue: Driver) -> None:
    issue.press("M J")
    counts = [len(issue.listed)]
    issue.press("Backspace Enter")
    counts.append(len(issue.listed))
    issue.press("J J Backspace Enter")
    counts.append(len(issue.listed))
    assert counts[1] == counts[0] - 1
    assert counts[2] == counts[1] - 1
    issue.press("u")
    assert len(issue.listed) == counts[1]
    issue.press("u")
    assert len(issue.listed) == counts[0]


@pytest.mark.parametrize(
    ("key", "role", "in_item"),
    [("t", BlockRole.TITLE, True), ("g", BlockRole.HEADING, False), ("x", BlockRole.BOILERPLATE, False)],
)
def test_a_block_becomes_what_is_said_of_it(issue: Driver, key: str, role: BlockRole, in_item: bool) -> None:
    issue.press("M j")
    assert held(issue).role is BlockRole.BODY
    issue.press(f"{key} Enter")
    assert held(issue).role is role
    assert (held(issue).item is not None) == in_item


def test_what_is_no_item_becomes_text(issue: Driver) -> None:
    issue.press("M")
    hold(issue, "Until next week!")
    issue.press("b Enter")
    assert held(issue).role is BlockRole.BODY
    assert held(issue).item is not None


def test_sponsored_and_the_kind_are_said(issue: Driver) -> None:
    issue.press("M $ Enter")
    assert issue.row.kind == "sponsored"
    issue.window.run("correct.kind")
    picker = issue.window.findChild(KindPicker)
    names = [row.title for row in picker.rows.rows]
    issue.press(" ".join(["Down"] * names.index("Course")) + " Enter")
    assert "Kind of the item: course" in card(issue)
    issue.press("Enter")
    assert issue.row.kind == "course"


def answer(reader: Driver, text: str) -> None:
    dialog = reader.window.findChild(QInputDialog)
    dialog.setTextValue(text)
    dialog.accept()
    reader.settle()


def test_a_title_an_address_and_a_section_are_given(issue: Driver) -> None:
    issue.press("M j F2")
    answer(issue, "A title that was lost")
    assert "A title that was lost" in card(issue)
    issue.press("Enter")
    assert issue.title == "A title that was lost"
    issue.window.run("correct.address")
    answer(issue, "https://a.example/paper")
    issue.press("Enter")
    assert issue.row.url == "https://a.example/paper"
    issue.window.run("correct.section")
    answer(issue, "Trade")
    issue.press("Enter")
    assert "Trade" in issue.headers


def test_what_would_change_nothing_is_said_and_no_card_opens(issue: Driver) -> None:
    issue.press("M t")
    issue.sees("nothing would change")
    assert not card(issue)


@pytest.mark.parametrize(
    ("words", "keys", "told"),
    [
        ("Mobile & Edge", "x", "3 other issues of the newsletter would change too"),
        ("Industry", "x", "2 other issues of the newsletter would change too"),
        ("Google has unveiled a new Quantum AI campus", "t", "No other issue of the newsletter would change"),
    ],
)
def test_the_card_tells_how_many_other_issues_would_change(
    issue: Driver, qtbot: QtBot, words: str, keys: str, told: str
) -> None:
    issue.press("M")
    hold(issue, words)
    issue.press(keys)
    qtbot.waitUntil(lambda: "of the newsletter would change" in card(issue), timeout=10_000)
    assert card(issue).splitlines()[-1] == told


def test_esc_leaves_step_by_step(issue: Driver) -> None:
    title = issue.title
    issue.press("M j Esc")
    assert issue.window.detail.shows_issue_page
    assert not issue.window.correcting.is_active
    assert issue.window.detail.issue_page.held is None
    issue.press("Esc")
    assert not issue.window.detail.shows_issue_page
    assert issue.title == title


def test_what_needs_a_block_is_refused_without_one(issue: Driver) -> None:
    issue.window.run("correct.split")
    issue.sees("Press M first")
    issue.press("w")
    issue.window.run("correct.join")
    issue.sees("Press M first")
    issue.press("M w")
    assert not issue.window.correcting.is_active


def test_a_block_in_no_item_has_no_title_to_give(issue: Driver) -> None:
    issue.press("M")
    hold(issue, "Until next week!")
    issue.press("F2")
    issue.sees("This block is in no item.")


@pytest.mark.qt_log_ignore("raise|grabbing", extend=True)
def test_by_mouse_a_block_is_taken_and_its_menu_has_the_commands(issue: Driver, qtbot: QtBot) -> None:
    issue.press("M")
    view = issue.window.detail.issue_page
    block = bodies(issue)[0]
    line = view._filled.numbers[block.number]
    point = QPoint(
        view.viewport().width() // 4, int(view._rect(line, line).center().y()) - view.verticalScrollBar().value()
    )
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert held(issue).number == block.number
    view.customContextMenuRequested.emit(point)
    menu = next(menu for menu in issue.window.findChildren(QMenu) if menu.isVisible())
    assert {"correct.split", "correct.join", "correct.title"} <= {action.objectName() for action in menu.actions()}
    menu.close()


def test_a_letter_of_several_paragraphs_is_split_by_hand(qtbot: QtBot, tmp_path: Path) -> None:
    from reader.services.imports.intake import import_paths
    from reader.services.machine.user_library import open_library

    file = tmp_path / "letter.html"
    words = "It was seen in the harbour, where people were pleased with it, as they told us afterwards at length. "
    paragraphs = "".join(f"<p>Matter number {n}. {words * 3}</p>" for n in range(4))
    file.write_text(f"<html><head><title>Harbour</title></head><body><h1>Harbour</h1>{paragraphs}</body></html>")
    path = tmp_path / "own" / "reader.db"
    path.parent.mkdir()
    library = open_library(path)
    import_paths(library, [file])
    library.close()
    reader = Driver(qtbot, path).open()
    try:
        reader.press("g e g g M")
        count = len(reader.listed)
        hold(reader, "Matter number 2")
        reader.press("Enter Enter")
        assert len(reader.listed) > count
        reader.press("u")
        assert len(reader.listed) == count
    finally:
        reader.close()


def test_an_open_card_teaches_its_own_keys_and_the_page_its_own_again(issue: Driver) -> None:
    issue.press("M j")
    taught = issue.window.status.hints.accessibleName()
    assert "split here" in taught
    issue.press("Enter")
    assert card(issue)
    assert issue.window.status.hints.accessibleName() == "Keys"
    issue.press("Esc")
    assert issue.window.status.hints.accessibleName() == taught

"""The issue page, by keyboard: the issue as it came, following the selection, with all verbs."""

from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from reader.core.values.ids import ItemId
from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library
from reader.ui.keys.key_presses import press


def page(reader: Driver) -> str:
    """The words of the page that is shown in the right pane."""
    return str(reader.window.detail.shown_view.toPlainText()).replace("\xa0", " ")


def outlined(reader: Driver) -> str:
    """The first words of the item that is outlined as the selected one."""
    view = reader.window.detail.issue_page
    extent = view.extent(view.item)
    assert extent is not None, "no item is outlined"
    return str(view.document().findBlockByNumber(extent[0]).text())


def is_in_sight(reader: Driver) -> bool:
    view = reader.window.detail.issue_page
    extent = view.extent(view.item)
    assert extent is not None
    top = view._rect(*extent).top() - view.verticalScrollBar().value()
    return 0 <= top < view.viewport().height()


@pytest.fixture
def issue(reader: Driver) -> Driver:
    """The newest issue is listed, its first item selected."""
    reader.press("g e g g ]")
    return reader


def test_w_shows_the_whole_issue_and_w_again_the_item(issue: Driver) -> None:
    title, text = issue.title, page(issue)
    issue.press("w")
    for words in ("Deep Learning Weekly", issue.listed[0], issue.listed[-1], "Hey folks,", *issue.headers):
        assert words in page(issue)
    assert issue.title == title
    assert outlined(issue) == title
    issue.press("j w")
    assert issue.title != title
    assert page(issue) != text
    issue.press("k")
    assert (issue.title, page(issue)) == (title, text)


def test_the_page_has_all_words_of_the_issue_in_their_order(issue: Driver) -> None:
    issue.press("w")
    view, whole = issue.window.detail.issue_page, page(issue)
    place = 0
    for block in view.issue_page.blocks:
        found = whole.find(block.text, place)
        assert found >= 0, block.text
        place = found + len(block.text)


def test_j_and_k_move_the_outline_and_keep_it_in_sight(issue: Driver) -> None:
    issue.press("w")
    for _ in range(12):
        issue.press("j")
        assert outlined(issue) in (issue.title, issue.row.excerpt) or issue.row.excerpt.startswith(outlined(issue)[:40])
        assert is_in_sight(issue)
    issue.press("J")
    assert is_in_sight(issue)
    issue.press("Home")
    assert outlined(issue) == issue.listed[0]
    assert is_in_sight(issue)


def test_esc_goes_back_to_the_text_with_the_same_item(issue: Driver) -> None:
    issue.press("w j j")
    title = issue.title
    issue.press("Esc")
    assert not issue.window.detail.shows_issue_page
    assert issue.title == title
    assert title in page(issue)
    assert issue.window.list.table.hasFocus()


def test_the_keys_stay_where_they_were(issue: Driver) -> None:
    issue.press("w")
    assert issue.window.list.table.hasFocus()
    issue.press("w o w")
    assert issue.window.detail.issue_page.hasFocus()
    issue.press("j s")
    assert issue.row.is_starred
    issue.press("o")
    assert not issue.window.detail.shows_issue_page
    assert issue.window.detail.page.hasFocus()
    issue.press("w Esc")
    assert issue.window.detail.page.hasFocus()
    issue.press("Esc")
    assert issue.window.list.table.hasFocus()


def states(reader: Driver, item: ItemId) -> tuple[bool, bool, bool]:
    row = reader.window.detail.issue_page._rows[item]
    return row.is_starred, row.is_done, row.is_unread


def test_verbs_work_there_and_their_state_is_shown_without_moving_the_text(issue: Driver) -> None:
    issue.press("w j j j")
    view, item = issue.window.detail.issue_page, issue.row.id
    bar = view.verticalScrollBar()
    place = bar.value()
    before = view.grab().toImage()
    issue.press("s")
    assert states(issue, item) == (True, False, True)
    assert bar.value() == place
    starred = view.grab().toImage()
    assert starred != before
    issue.press("e")
    assert states(issue, item) == (True, True, False)
    issue.press("u u")
    assert states(issue, item) == (False, False, True)
    issue.press("k" if issue.row.id != item else "")
    issue.press("t")
    assert [w for w in issue.window.children() if type(w).__name__ == "TagPicker"]
    issue.press("Esc")


def test_a_star_is_shown_at_once(issue: Driver) -> None:
    issue.press("w")
    press(issue.window, "s")
    assert states(issue, issue.row.id)[0]
    issue.settle()


def test_a_note_is_written_beside_the_page(issue: Driver) -> None:
    issue.press("w a").type("worth a look").press("Esc")
    assert issue.window.detail.shows_issue_page
    assert issue.window.detail.issue_page._rows[issue.row.id].has_note
    issue.press("w")
    assert "worth a look" in page(issue)


def test_space_scrolls_the_item_and_goes_on_to_the_next_unread(issue: Driver) -> None:
    issue.press("w")
    first = issue.row.id
    issue.press("Space")
    assert issue.row.id != first
    assert states(issue, first)[2] is False
    issue.press("Shift+Space")
    assert issue.row.id == first


def test_a_long_item_is_scrolled_to_its_end_first(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    paragraphs = "\n\n".join(f"Paragraph {n} says a good deal about the harbour. " * 12 for n in range(12))
    file.write_text(
        f"# Harbour\n\n## [Crane](https://a.example/1)\n\n{paragraphs}\n\n## [Pier](https://a.example/2)\n\nShort.\n"
    )
    reader = opened(qtbot, tmp_path, file)
    try:
        reader.press("g e g g w")
        first = reader.row.id
        view = reader.window.detail.issue_page
        presses = 0
        while reader.row.id == first:
            reader.press("Space")
            presses += 1
            assert presses < 30
        assert presses > 1
        assert is_in_sight(reader)
        assert view.item == reader.row.id
    finally:
        reader.close()


def test_another_issue_is_shown_when_the_selection_goes_there(issue: Driver) -> None:
    issue.press("w")
    head = page(issue)[:60]
    issue.press("]")
    assert page(issue)[:60] != head
    assert outlined(issue) == issue.title
    issue.press("Alt+Left")
    assert page(issue)[:60] == head


def click(reader: Driver, qtbot: QtBot, words: str) -> None:
    view = reader.window.detail.issue_page
    found = view.document().find(words)
    assert not found.isNull(), words
    found.setPosition(found.selectionStart())
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + view.cursorRect(found).top() - 100)
    place = view.cursorRect(found).center() + QPoint(2, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    reader.settle()


def test_a_click_selects_the_item_in_the_list(issue: Driver, qtbot: QtBot) -> None:
    issue.press("w")
    wanted = next(title for title in issue.listed[3:] if not title.startswith("("))
    click(issue, qtbot, wanted)
    assert issue.title == wanted
    assert outlined(issue) == wanted


def test_a_click_on_what_is_not_listed_lists_the_issue(issue: Driver, qtbot: QtBot) -> None:
    wanted = next(title for title in issue.listed[3:] if not title.startswith("("))
    issue.press("s g s w")
    assert wanted not in issue.listed
    click(issue, qtbot, wanted)
    assert issue.title == wanted
    assert len(issue.listed) > 5


def test_words_are_found_on_the_page(issue: Driver) -> None:
    issue.press("w Ctrl+F").type("happy reading").press("Enter")
    assert issue.window.detail.issue_page.textCursor().selectedText().casefold() == "happy reading"
    issue.press("Esc")
    assert issue.window.detail.issue_page.hasFocus()


def test_highlights_are_of_the_text_not_of_the_page(issue: Driver) -> None:
    issue.press("w h")
    issue.sees("Select words of the text first")


def test_what_another_process_does_is_shown(issue: Driver) -> None:
    issue.press("w")
    item = issue.row
    other = open_library(issue.library)
    from reader.services.items.triage import set_star

    try:
        from reader.core.state.changes import Origin

        act = set_star([item], True)
        other.change(act.wishes, origin=Origin.CLI, label="star").result(30)
    finally:
        other.close()
    issue.window.session.poll()
    issue.settle()
    assert states(issue, item.id)[0]


def opened(qtbot: QtBot, folder: Path, *files: Path) -> Driver:
    path = folder / "own" / "reader.db"
    path.parent.mkdir()
    library = open_library(path)
    try:
        assert all(result.stored for result in import_paths(library, list(files)))
    finally:
        library.close()
    return Driver(qtbot, path).open()


MAIL = """From: The Weekly <weekly@a.example>
Message-ID: <7@a.example>
Subject: The Weekly #7
Content-Type: text/plain

News

A crane of the new sort

It lifts the old pier with ease, as was seen.

A boat that sails alone

It was tried for a year in the harbour.
"""


def test_both_originals_can_be_seen(qtbot: QtBot, tmp_path: Path) -> None:
    mail, web = tmp_path / "weekly.eml", tmp_path / "weekly.html"
    mail.write_text(MAIL)
    items = "".join(
        f'<h3><a href="https://a.example/{n}">{title}</a></h3><p>{body}</p>'
        for n, (title, body) in enumerate(
            [
                ("A crane of the new sort", "It lifts the old pier with ease, as was seen. " * 3),
                ("A boat that sails alone", "It was tried for a year in the harbour. " * 3),
            ]
        )
    )
    web.write_text(
        f"<html><head><title>The Weekly #7</title></head><body><h1>The Weekly #7</h1><h2>News</h2>{items}</body></html>"
    )
    reader = opened(qtbot, tmp_path, mail, web)
    try:
        reader.press("g e g g w")
        shown = page(reader)
        reader.press("g o")
        other = page(reader)
        assert other != shown
        assert "not split out of this one" in other
        reader.press("g o")
        assert page(reader) == shown
        assert outlined(reader).startswith(reader.title)
    finally:
        reader.close()


def test_one_original_has_no_other(issue: Driver) -> None:
    issue.press("g o")
    issue.sees("Press w first to show the issue page")
    issue.press("w g o")
    issue.sees("This issue has only one version.")


@pytest.fixture
def long(qtbot: QtBot, tmp_path: Path):  # type: ignore[no-untyped-def]
    file = tmp_path / "long.md"
    items = "\n\n".join(
        f"## [Work number {n}](https://a.example/{n})\n\nIt says {n} and more of it." for n in range(1, 401)
    )
    file.write_text(f"# Long list\n\n{items}\n")
    reader = opened(qtbot, tmp_path, file)
    yield reader
    reader.close()


def test_a_very_long_issue_is_cut_around_the_item_and_more_is_shown(long: Driver) -> None:
    long.press("g e Home w")
    assert "paragraphs below here" in page(long)
    assert "Work number 300" not in page(long)
    long.press("End")
    assert outlined(long).startswith("Work number 400")
    assert "paragraphs above here" in page(long)
    long.press("k")
    assert outlined(long).startswith("Work number 399")
    view = long.window.detail.issue_page
    before = len(page(long))
    view.link_clicked.emit("reader-page:above")
    assert len(page(long)) > before
    assert is_in_sight(long)
    long.press("Home j j")
    assert outlined(long).startswith("Work number 3")

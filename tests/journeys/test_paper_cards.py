"""The paper card by keyboard alone: looked at, gone from, edited; works joined and parted, and all of it undone."""

from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.highlights import MarkPassage
from reader.core.text.anchors import anchor_of
from reader.services.machine.user_library import open_library
from reader.ui.cards.choice.work_picker import WorkPicker
from reader.ui.cards.papers.paper_card import PaperCard

ONE = """# Link Digest #12

## Papers

[TransGAN: Two Transformers Can Make One Strong GAN](https://arxiv.org/abs/2102.07074)

By Yifan Jiang and Shiyu Chang

A GAN without a single convolution, built from two transformers only. Its [code](https://github.com/VITA-Group/TransGAN)
is out, too, and trains on a single machine.

[Another paper about nothing](https://openreview.net/forum?id=abcdEF12)

It says nothing about anything, but says it at length so that this is a text of its own.
"""
TITLE = "TransGAN: Two Transformers Can Make One Strong GAN"


@pytest.fixture
def digest(reader: Driver, tmp_path: Path) -> Driver:
    """The reader on the samples and an issue that mentions one of their papers, selected there."""
    file = tmp_path / "digest.md"
    file.write_text(ONE, "utf-8")
    reader.window.importing.import_paths([file])
    reader.wait_for_imports()
    reader.press("g e").press("/").type("TransGAN").press("Enter")
    for _ in range(3):
        if reader.window.detail.detail.issue == "#12":
            return reader
        reader.press("j")
    raise AssertionError(reader.listed)


def card(reader: Driver) -> PaperCard | None:
    found = [one for one in reader.window.findChildren(PaperCard) if one.isVisible()]
    return found[0] if found else None


def shown(reader: Driver) -> str:
    """All that the card says."""
    found = card(reader)
    assert found is not None
    facts = found.head.facts
    labels = (facts.identity, facts.title, facts.authors, facts.dated, facts.about)
    return "\n".join([*(label.text() for label in labels), *(row.spoken for row in found.rows.rows)])


def picker(reader: Driver) -> WorkPicker | None:
    found = [one for one in reader.window.findChildren(WorkPicker) if one.isVisible()]
    return found[0] if found else None


def offered(reader: Driver) -> list[str]:
    found = picker(reader)
    assert found is not None
    return [f"{row.title} | {row.detail}" for row in found.rows.rows]


def issues(reader: Driver) -> set[str]:
    return {twin.issue for twin in reader.window.detail.detail.twins}


def test_the_card_tells_all_that_is_known(digest: Driver) -> None:
    digest.press("i")
    said = shown(digest)
    for words in (
        "arXiv 2102.07074",
        TITLE,
        "Yifan Jiang, Shiyu Chang",
        "2021",
        "Year: from the arXiv number",
        "Venue unknown",
        "Abstract page · arxiv.org, https://arxiv.org/abs/2102.07074",
        "https://arxiv.org/pdf/2102.07074",
        "Code · github.com",
        "IN 1 NEWSLETTER",
        "Link Digest #12 › Papers",
        "A GAN without a single convolution",
        "No note yet",
    ):
        assert words in said, words
    digest.press("Esc")
    assert card(digest) is None
    assert digest.window.list.table.hasFocus()


def test_links_are_opened_by_digit_and_by_enter(digest: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    digest.press("i 2 3 Enter y")
    assert opened == [
        "https://arxiv.org/pdf/2102.07074",
        "https://github.com/VITA-Group/TransGAN",
        "https://github.com/VITA-Group/TransGAN",
    ]
    assert QGuiApplication.clipboard().text() == "https://github.com/VITA-Group/TransGAN"
    assert card(digest) is not None


def test_keys_of_the_card_do_nothing_to_the_list(digest: Driver) -> None:
    before = digest.row
    digest.press("i s m l d x o v j k Down i")
    assert card(digest) is None
    assert digest.row == before


def test_works_are_joined_by_an_equal_title_and_parted_again(digest: Driver) -> None:
    digest.press("s i +")
    assert offered(digest)[0].startswith(f"{TITLE} | same title · Deep Learning Weekly #197")
    digest.press("Enter")
    digest.sees("Merged: they are one paper now", "u takes it back")
    assert "IN 2 NEWSLETTERS" in shown(digest)
    assert "merged by you" in shown(digest)
    assert "Deep Learning Weekly #197" in shown(digest)
    digest.press("Esc")
    assert issues(digest) == {"#197"}
    digest.sees("Also in #197 · = goes there · merged by you")
    digest.press("=")
    assert digest.window.detail.detail.issue == "#197"
    assert digest.row.is_starred
    assert digest.row.identity == "arXiv 2102.07074"
    digest.sees("#12")
    digest.press("u")
    assert not digest.row.is_starred
    assert issues(digest) == set()
    digest.press("Ctrl+Shift+Z")
    assert issues(digest) == {"#12"}
    digest.press("i -")
    digest.sees("paper of its own now")
    assert "IN 1 NEWSLETTER" in shown(digest)
    digest.press("u")
    assert "IN 2 NEWSLETTERS" in shown(digest)
    digest.press("Esc").reopen()
    assert issues(digest) == {"#12"}


def test_another_work_is_found_by_typing(digest: Driver) -> None:
    digest.press("i +").type("mlp mix")
    assert [row.partition(" | ")[0] for row in offered(digest)] == ["MLP-Mixer: An all-MLP Architecture for Vision"]
    digest.press("Esc Esc")
    assert issues(digest) == set()
    digest.press("Ctrl+K").type("merge with").press("Enter").type("zzzz")
    found = picker(digest)
    assert found is not None
    assert found.nothing.text() == "No matching title."
    digest.press("Esc")
    digest.press("Ctrl+K").type("split off").press("Enter")
    digest.sees("No other item is the same paper.")


def test_the_mention_that_is_selected_is_gone_to_or_parted(digest: Driver) -> None:
    digest.press("i + Enter Tab j")
    digest.press("Enter")
    assert card(digest) is None
    assert digest.window.detail.detail.issue == "#197"
    assert digest.listing.startswith("Issue #197")
    digest.press("Alt+Left")
    assert digest.window.detail.detail.issue == "#12"
    digest.press("i Tab j -")
    assert "IN 1 NEWSLETTER" in shown(digest)


def test_what_is_typed_wins_everywhere_and_is_one_undo(digest: Driver) -> None:
    digest.press("i e").type("My title").press("Tab").type("Lee, Ann; Xu, Bo").press("Tab").type("1066").press("Enter")
    found = card(digest)
    assert found is not None
    assert found.head.is_edited
    assert "A year is four digits" in found.head.form.said.text()
    digest.press("Backspace Backspace Backspace Backspace").type("2020").press("Down").type("CVPR").press("Ctrl+Enter")
    for words in ("My title", "Ann Lee, Bo Xu", "CVPR · 2020", "Title: typed by you"):
        assert words in shown(digest), words
    digest.press("Esc Y")
    copied = QGuiApplication.clipboard().text()
    assert "Ann Lee, Bo Xu. “My title.”" in copied
    assert "2020" in copied
    digest.press("i u")
    assert TITLE in shown(digest)
    assert "My title" not in shown(digest)


def test_a_typed_title_is_shown_in_lists_for_what_has_none(reader: Driver) -> None:
    reader.press("g e g g")
    while reader.row.title is not None:
        reader.press("j")
    reader.press("i")
    assert "Title: first words of the text" in shown(reader)
    reader.press("e").type("Named by hand").press("Enter")
    found = card(reader)
    assert found is not None
    assert found.shown.title.shown == "Named by hand"
    assert found.shown.title.source.endswith("…"), "the first words of the text, as before"
    reader.press("Esc")
    assert reader.row.title == "Named by hand"
    assert "Named by hand" in reader.listed
    assert reader.title == "Named by hand"
    reader.press("u")
    assert reader.row.title is None


def test_giving_up_and_emptying_a_field_leave_what_the_source_says(digest: Driver) -> None:
    digest.press("i e").type("Given up").press("Esc")
    assert "Given up" not in shown(digest)
    digest.press("e").type("Kept").press("Enter e Backspace Enter")
    assert "Kept" not in shown(digest)
    assert TITLE in shown(digest)


def test_highlights_and_the_note_are_there_and_gone_to(digest: Driver) -> None:
    library = digest.window.session.library
    item, body = digest.row.id, digest.window.detail.detail.body
    library.change([MarkPassage(item, anchor_of(body, 2, 30), "green")], origin=Origin.CLI, label="Mark").result(10)
    edit = Edit(Field.NOTE, (digest.row.work_id,), "A note of mine.")
    library.change([edit], origin=Origin.CLI, label="Note").result(10)
    digest.window.session.poll()
    digest.settle()
    digest.press("i")
    assert body[2:30] in shown(digest)
    assert "A note of mine." in shown(digest)
    digest.press("G k Enter")
    assert card(digest) is None
    assert digest.window.detail.page.hasFocus()
    digest.press("Esc i a")
    assert card(digest) is None
    assert digest.window.detail.note_editor.edit.hasFocus()
    assert digest.window.detail.note_editor.note_text() == "A note of mine."


def test_an_open_card_follows_what_another_process_does(digest: Driver) -> None:
    digest.press("i")
    library = open_library(digest.library)
    try:
        edit = Edit(Field.WORK_VENUE, (digest.row.work_id,), "NeurIPS")
        library.change([edit], origin=Origin.CLI, label="Describe").result(10)
    finally:
        library.close()
    digest.window.session.poll()
    digest.settle()
    assert "NeurIPS · 2021" in shown(digest)


def test_a_card_opened_while_the_last_one_goes_shows_its_mentions(digest: Driver) -> None:
    digest.press("i")
    first = card(digest)
    assert first is not None
    QTest.keyClick(first.list, Qt.Key.Key_Escape)
    QTest.keyClicks(digest.window.list.table, "i")
    QCoreApplication.sendPostedEvents(first, QEvent.Type.DeferredDelete)
    digest.settle()
    assert card(digest) is not first
    assert "#12" in shown(digest)
    digest.press("Esc i")
    assert "#12" in shown(digest)

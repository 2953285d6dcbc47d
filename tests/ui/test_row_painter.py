"""What a row of the list says in its three lines."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from reader.core.settings import Settings
from reader.core.state.rows import Borrowed, ItemRow
from reader.core.values.ids import IssueId, ItemId, PublicationId, SectionId, WorkId
from reader.core.values.issues import Kind
from reader.ui.look.appearance import Look
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.models.item_list import spoken
from reader.ui.panes.row_painter import RowPainter, third_line

EXCERPT = "A technical post about the momentum term in the most commonly used optimizers for deep learning: the authors"
ROW = ItemRow(
    id=ItemId(1),
    work_id=WorkId(1),
    issue_id=IssueId(1),
    section_id=SectionId(1),
    publication_id=PublicationId(1),
    title=None,
    is_own_title=False,
    excerpt=EXCERPT,
    kind=Kind.TUTORIAL,
    url=None,
    identity=None,
    is_read=False,
    is_later=False,
    is_done=False,
    is_starred=False,
    has_note=False,
)


@pytest.mark.parametrize("width", range(60, 700, 37))
def test_an_untitled_item_goes_on_in_the_second_line_with_a_whole_word(qapp: QApplication, width: int) -> None:
    look = Look(qapp, Icons(None), LiveSettings(Settings(theme="light")), qapp)
    painter = RowPainter(look)
    metrics = QFontMetrics(look.font(bold=True, italic=True))
    rest = painter._second_line(ROW, metrics, width)
    assert rest.startswith("…")
    assert EXCERPT.endswith(rest[1:])
    words, shown = EXCERPT.split(), rest[1:].split()
    assert shown == words[len(words) - len(shown) :]
    look.deleteLater()


def test_one_that_fits_in_one_line_has_no_second(qapp: QApplication) -> None:
    look = Look(qapp, Icons(None), LiveSettings(Settings(theme="light")), qapp)
    painter, metrics = RowPainter(look), look.metrics(bold=True)
    assert painter._second_line(replace(ROW, excerpt="Short."), metrics, 400) == ""
    assert painter._second_line(replace(ROW, title="Title"), metrics, 400) == EXCERPT
    look.deleteLater()


def test_the_third_line_says_only_what_is_there() -> None:
    assert third_line(ROW) == "Tutorial · no title in the newsletter"
    assert third_line(replace(ROW, title="T", url="https://www.example.org/x?y")) == "Tutorial · www.example.org"
    assert (
        third_line(replace(ROW, title="T", is_own_title=True, identity="arXiv 1"))
        == "Tutorial · arXiv 1 · title by you"
    )
    assert third_line(replace(ROW, title="T")) == "Tutorial"


def test_a_borrowed_title_says_where_it_is_from_until_it_is_refused() -> None:
    row = replace(ROW, offered=Borrowed("Of a twin", ItemId(2), "#209"))
    assert third_line(row) == "Tutorial · title from #209"
    assert (row.name, spoken(row).split(".")[0]) == ("Of a twin", "title from #209: Of a twin")
    refused = replace(row, is_title_refused=True)
    assert third_line(refused) == "Tutorial · no title in the newsletter"
    assert (refused.name, spoken(refused).split(":")[0]) == (None, "untitled")


@pytest.mark.parametrize("flag", ["is_starred", "has_note", "has_highlights"])
def test_what_was_done_to_a_work_is_marked_in_its_row_and_spoken(qapp: QApplication, flag: str) -> None:
    look = Look(qapp, Icons(None), LiveSettings(Settings(theme="light")), qapp)
    look.icons.allow_drawing()
    painter = RowPainter(look)

    def picture(row: ItemRow) -> QImage:
        image = QImage(400, painter.item_height, QImage.Format.Format_RGB32)
        image.fill(0)
        with QPainter(image) as onto:
            painter._paint_item(onto, image.rect(), row, "", False)
        return image

    assert picture(ROW) == picture(ROW)
    marked = replace(ROW, **{flag: True})
    assert picture(marked) != picture(ROW)
    assert len(spoken(marked)) > len(spoken(ROW))
    look.deleteLater()

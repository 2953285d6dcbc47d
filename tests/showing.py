"""The pane that shows an item, alone, and items for it."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.core.settings import Settings
from reader.core.state.highlights import Highlight
from reader.core.state.rows import ItemDetail, ItemRow
from reader.core.text.anchors import anchor_of
from reader.core.values.ids import HighlightId, IssueId, ItemId, PublicationId, SectionId, WorkId
from reader.core.values.issues import Kind
from reader.ui.look.appearance import Look
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.panes.detail_pane import DetailPane

PROSE = "The recent explosive interest in large models has suggested that their limits, if any, lie far beyond. "


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> DetailPane:
    look = Look(qapp, Icons(None), LiveSettings(Settings(theme="light")), qapp)
    pane = DetailPane(look)
    qtbot.addWidget(pane)
    pane.resize(720, 800)
    pane.show()
    return pane


def item(**changes: Any) -> ItemDetail:
    row = ItemRow(
        id=ItemId(7),
        work_id=WorkId(7),
        issue_id=IssueId(1),
        section_id=SectionId(1),
        publication_id=PublicationId(1),
        title="A title",
        is_own_title=False,
        excerpt="First words of the text",
        kind=Kind.PAPER,
        url="https://arxiv.org/abs/2102.07074",
        identity="arXiv 2102.07074",
        is_read=False,
        is_later=False,
        is_done=False,
        is_starred=False,
        has_note=False,
    )
    of_row = {key: changes.pop(key) for key in list(changes) if hasattr(row, key)}
    detail = ItemDetail(
        row=replace(row, **of_row),
        key="key",
        publication="Deep Learning Weekly",
        issue="#197",
        is_guess=False,
        section="Papers",
        is_section_deduced=False,
        position=1,
        printed_title="A title",
        author=None,
        body="First words of the text",
        body_html="<p>First words of the text</p>",
        is_abstract=False,
        links=(),
        topics=(),
        tags=(),
        images=0,
        note="",
        twins=(),
    )
    return replace(detail, **changes)


def highlight(number: int, body: str, words: str, colour: str = "yellow", **changes: Any) -> Highlight:
    """A highlight of words of a body, marked after those with lower numbers."""
    start = body.index(words)
    made = Highlight(
        id=HighlightId(number),
        key=str(number),
        item=ItemId(7),
        issue="#197",
        colour=colour,
        note="",
        created_at=f"2026-01-01T00:00:{number % 60:02}Z",
        anchor=anchor_of(body, start, start + len(words)),
        start=start,
        end=start + len(words),
        is_placed=True,
    )
    return replace(made, **changes)

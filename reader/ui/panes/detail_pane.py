"""The right pane: the text of an item, a bar to find words in it, and below it the note's editor."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.core.state.notes import NoteLinks
from reader.core.state.rows import Hits, ItemDetail
from reader.core.values.ids import HighlightId
from reader.ui.look.appearance import Look, scroll_bar_style
from reader.ui.look.text_column import set_column
from reader.ui.pages.body_marks import Marks
from reader.ui.pages.caret import Caret
from reader.ui.pages.detail_page import TITLE_SCALE, page_of, style_sheet
from reader.ui.pages.highlight_list import highlight_of_link
from reader.ui.pages.note_page import item_of_link
from reader.ui.pages.page_view import PageView
from reader.ui.pages.shown_text import ShownText
from reader.ui.pages.text_places import Range
from reader.ui.panes.bars import FieldRoom, make_field
from reader.ui.panes.issue_page.issue_page_text import OWN_SCHEME
from reader.ui.panes.issue_page.issue_page_view import IssuePageView
from reader.ui.panes.note_editor import NoteEditor


class DetailPane(QWidget):
    """Shows one item at a time, or in its place the page of its issue."""

    link_clicked = Signal(str)
    link_hovered = Signal(str)
    menu_wanted = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.detail: ItemDetail | None = None
        self._hits: Hits | None = None
        self.note_links: NoteLinks | None = None
        self._scale = TITLE_SCALE
        self._is_rendering = False
        self._is_stale = False
        self._shown: ShownText | None = None
        self._marks: Marks | None = None
        self.page = PageView(look, self)
        self.issue_page = IssuePageView(look, self)
        self.views = QStackedWidget(self)
        self.caret = Caret(self.page, self.body_range)
        self.find_bar = make_field("Find in the text", "Find in the text", self)
        self.find_bar.hide()
        self.note_editor = NoteEditor(look, self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.setAccessibleName("The selected item")
        self._lay_out()
        for view in (self.page, self.issue_page):
            view.link_clicked.connect(self._link_clicked)
            view.highlighted.connect(self._link_pointed_at)
            view.customContextMenuRequested.connect(partial(self.menu_wanted.emit, view))
        self.page.resized.connect(self._page_resized)
        self.page.verticalScrollBar().valueChanged.connect(self._paint_marks)
        self.note_editor.opened.connect(self._note_opened)
        self.note_editor.closed.connect(partial(self._render, keep_place=True))
        self.refresh()

    def _lay_out(self) -> None:
        self.views.addWidget(self.page)
        self.views.addWidget(self.issue_page)
        self.splitter.addWidget(self.views)
        self.splitter.addWidget(self.note_editor)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._find_row = FieldRoom(self.find_bar, self)
        column.addWidget(self._find_row)
        column.addWidget(self.splitter, 1)
        self.setMinimumWidth(200)

    def refresh(self) -> None:
        """Take over the look."""
        for view in (self.page, self.issue_page):
            view.verticalScrollBar().setStyleSheet(scroll_bar_style(self._look))
        self.issue_page.refresh()
        self._find_row.refresh(self._look, above=0.8, below=0.8)
        self.note_editor.refresh()
        self._render_at_same_words()

    @property
    def shows_issue_page(self) -> bool:
        """Whether the page of the issue stands in the place of the item's text."""
        return self.views.currentWidget() is self.issue_page

    @property
    def shown_view(self) -> PageView:
        """The item's text or the page of its issue."""
        return self.issue_page if self.shows_issue_page else self.page

    def show_issue_page(self, on: bool) -> None:
        """Put the page of the issue in the place of the item's text, or the text back."""
        self.views.setCurrentWidget(self.issue_page if on else self.page)
        if not on:
            self.issue_page.clear_page()
            if self._is_stale:
                self._render(keep_place=False)

    def show_detail(self, detail: ItemDetail | None, hits: Hits | None = None) -> None:
        """Show an item, or nothing; the place in the text is kept when it is the same item."""
        old, old_hits = self.detail, self._hits
        self.detail, self._hits = detail, hits
        if detail is None or old is None or detail.row.id != old.row.id:
            self.note_links = None
            self._render(keep_place=False)
        elif hits != old_hits or _as_shown(detail) != _as_shown(old):
            self._render(keep_place=True)

    def show_note_links(self, links: NoteLinks) -> None:
        """Show the targets of the note's links and the notes that link here: they come later than the text."""
        old, self.note_links = self.note_links, links
        if (old or NoteLinks()) != links or (old is None and self.detail is not None and "[[" in self.detail.note):
            self._render(keep_place=True)

    def scroll_page(self, direction: int) -> bool:
        """Scroll by nearly a page down (1) or up (-1); False when there is nothing more of the item that way."""
        if self.shows_issue_page:
            return self.issue_page.read_on(direction)
        bar = self.page.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + direction * max(20, bar.pageStep() - self._look.metrics().height() * 2))
        return bar.value() != before

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines, down or (negative) up."""
        bar = self.shown_view.verticalScrollBar()
        bar.setValue(bar.value() + lines * self._look.metrics().height() * 2)

    def scroll_to_end(self, *, top: bool) -> None:
        """Scroll to the top or the end."""
        bar = self.shown_view.verticalScrollBar()
        bar.setValue(bar.minimum() if top else bar.maximum())

    def find_words(self, text: str, *, back: bool = False) -> bool:
        """Select the next place of some words; goes round at the end."""
        flags = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        view = self.shown_view
        if not text or view.find(text, flags):
            return bool(text)
        cursor = view.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start)
        view.setTextCursor(cursor)
        return view.find(text, flags)

    def selected_body(self) -> Range | None:
        """The code points of the body's plain text that are selected; None if the selection holds nothing of it."""
        cursor = self.page.textCursor()
        if self.shows_issue_page or self._shown is None or self._shown.body is None or not cursor.hasSelection():
            return None
        return self._shown.body.plain_at(cursor.selectionStart(), cursor.selectionEnd())

    def highlight_at_caret(self) -> HighlightId | None:
        """The highlight at the caret or the selection: the shortest one, the later of two that are equally long."""
        cursor = self.page.textCursor()
        if self.shows_issue_page:
            return None
        return self._marks.at(cursor.selectionStart(), cursor.selectionEnd()) if self._marks else None

    def show_highlight(self, highlight: HighlightId) -> bool:
        """Scroll to a highlight and put the caret at its beginning; False if it is not in the shown text."""
        self.show_issue_page(False)
        where = self._marks.place_of(highlight) if self._marks else None
        if where is None:
            return False
        bar, height = self.page.verticalScrollBar(), self.page.viewport().height()
        place = bar.value()
        self.caret.put_at(where[0])
        top = self.page.cursorRect().top() + bar.value() - place
        bar.setValue(place if 0 <= top < height * 3 // 4 else place + top - height // 4)
        return True

    def body_range(self) -> Range | None:
        """The UTF-16 range of the item's body in the shown document; None if it has none."""
        return self._shown.body_range if self._shown else None

    def _paint_marks(self) -> None:
        """Paint the marks that are in sight."""
        if self._marks is None or self._is_rendering or (self._marks.is_empty and not self.page.extraSelections()):
            return
        self.page.setExtraSelections(self._marks.between(*self.page.in_sight(), self._look.colours))

    def _link_clicked(self, url: str) -> None:
        if self.issue_page.follow_own_link(url):
            return
        highlight = highlight_of_link(url)
        if highlight is None:
            self.link_clicked.emit(url)
        else:
            self.show_highlight(highlight)

    def _link_pointed_at(self, url: QUrl) -> None:
        address = url.toString()
        is_ours = highlight_of_link(address) is not None or item_of_link(address) is not None
        self.link_hovered.emit("" if is_ours or address.startswith(OWN_SCHEME) else address)

    def _page_resized(self) -> None:
        # Also when a scroll bar comes or goes: then the pane itself keeps its size. Rendering may itself make one come
        # and go, and must not start anew for it.
        if self._is_rendering:
            return
        if self._title_scale() != self._scale:
            self._render(keep_place=True)
        else:
            set_column(self.page, self._look)
            self._paint_marks()

    def _title_scale(self) -> float:
        """The factor of the title's size: smaller where its longest word would not fit in a line."""
        if self.detail is None or not self.detail.row.name:
            return TITLE_SCALE
        metrics = self._look.metrics(scale=TITLE_SCALE, bold=True)
        longest = max(metrics.horizontalAdvance(word) for word in self.detail.row.name.split() or [""])
        room = self.page.viewport().width() - 2 * self._look.metrics().height()
        return round(max(1.0, min(TITLE_SCALE, TITLE_SCALE * room / max(1, longest + 2))), 2)

    def _render_at_same_words(self) -> None:
        """Show the same text at the new size, its uppermost line still the same."""
        bar, top = self.page.verticalScrollBar(), self.page.line_at(0).position()
        is_scrolled = bar.value() > 0
        self._render(keep_place=True)
        if is_scrolled:
            cursor = self.page.textCursor()
            cursor.setPosition(min(top, self.page.document().characterCount() - 1))
            bar.setValue(bar.value() + self.page.cursorRect(cursor).top())

    def _render(self, *, keep_place: bool) -> None:
        self._is_stale = self.shows_issue_page  # nobody sees it: rendering waits
        if self._is_stale:
            return
        bar = self.page.verticalScrollBar()
        place = bar.value() if keep_place else 0
        kept = self.caret.kept() if keep_place else None
        if self.detail is None:
            self.page.clear()
            self._shown, self._marks = None, None
            self.page.shows_caret = False
            return
        self._is_rendering = True
        self._scale = self._title_scale()
        self.page.document().setDefaultStyleSheet(style_sheet(self._look, self._scale))
        is_shown = self.note_editor.isHidden()
        self.page.setHtml(page_of(self.detail, self._look.colours, show_note=is_shown, links=self.note_links))
        self._shown = ShownText(self.page.document(), self.detail)
        self.page.shows_caret = self.body_range() is not None
        set_column(self.page, self._look)
        self._marks = Marks(self.page.document(), self._shown, self.detail, self._hits)
        self._is_rendering = False
        set_column(self.page, self._look)
        self.caret.put_back(kept)
        bar.setValue(place)
        self._paint_marks()

    def _note_opened(self) -> None:
        height = self.splitter.height()
        self.splitter.setSizes([height * 2 // 3, height // 3])
        self._render(keep_place=True)


def _as_shown(detail: ItemDetail) -> ItemDetail:
    """The item without what the page does not say, so that a selection in the text outlives being marked read."""
    return replace(detail, row=replace(detail.row, is_read=False))

"""The help card: the topics of the manual at the left, the page of the selected one at the right."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from reader.services.machine.help_pages import HelpPage
from reader.ui.cards.choice.picker import PickRow, RowPainter, Rows
from reader.ui.keys.key_hints import KeyHints
from reader.ui.keys.overlay import Overlay
from reader.ui.look.appearance import Look, scroll_bar_style
from reader.ui.look.text_column import column_width, set_column
from reader.ui.pages.page_view import PageView

_Key = Qt.Key
_HINTS = (
    (("j", "k"), "topics"),
    ("Space", "scroll"),
    (("Tab", "Enter"), "links"),
    ("Alt+Left", "back"),
    ("Esc", "close"),
)
_KEYS = re.compile(r"<code>[^<]{1,16}</code>")
"""Keys and commands short enough to stand on one line: ``g u``."""
_LIST_IN_UNITS = 32


class HelpCard(Overlay):
    """The pages stay still and fetch nothing; Esc gives the keys back to the pane they came from."""

    def __init__(self, pages: Sequence[HelpPage], look: Look, parent: QWidget) -> None:
        super().__init__(parent, "Help topics")
        self._pages, self._look = pages, look
        self._came_through: list[tuple[int, int]] = []
        self.list = _Topics(self.card, pages)
        self.page = PageView(look, self.card)
        self.page.resized.connect(self._set_column)
        self.page.link_clicked.connect(self._follow)
        self.hints = KeyHints(self.card)
        self.hints.set_hints(_HINTS)
        self._build()
        self.page.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._show)
        look.changed.connect(self._refresh)
        self._refresh()
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    @property
    def topic(self) -> str:
        """The topic whose page is shown."""
        return self._pages[self._row].topic

    def first_focus(self) -> QWidget:  # noqa: D102
        return self.page

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        self._foot.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        text, topics = column_width(self._look) + 8 * unit, _LIST_IN_UNITS * unit
        self.list.setFixedWidth(topics)
        self.list.setVisible(room.width() - 2 * unit >= topics + text // 2)
        width = min(room.width() - 2 * unit, text + topics)
        return QRect((room.width() - width) // 2, unit, width, room.height() - 2 * unit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if watched is self.page and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.page, 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.hints)
        self.body.addLayout(row, 1)
        self.body.addLayout(self._foot)

    @property
    def _row(self) -> int:
        return max(0, self.list.currentIndex().row())

    def _take_key(self, event: QKeyEvent) -> bool:
        """Scroll, or go to another page; the page itself goes from link to link."""
        bar = self.page.verticalScrollBar()
        line = 2 * self.fontMetrics().height()
        screen = max(line, self.page.viewport().height() - line)
        space = -screen if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else screen
        scrolls = {_Key.Key_Down: line, _Key.Key_Up: -line, _Key.Key_PageDown: screen, _Key.Key_PageUp: -screen}
        scrolls |= {_Key.Key_Space: space, _Key.Key_Home: -bar.maximum(), _Key.Key_End: bar.maximum()}
        key = _Key(event.key())
        with_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == _Key.Key_Backspace or (key == _Key.Key_Left and with_alt):
            self._go_back()
        elif key in (_Key.Key_J, _Key.Key_K):
            self._choose(min(max(0, self._row + (1 if key == _Key.Key_J else -1)), len(self._pages) - 1))
        elif key in scrolls:
            bar.setValue(bar.value() + scrolls[key])
        elif key == _Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.model().index(row, 0))

    def _follow(self, address: str) -> None:
        """Go to the page that a link leads to, and remember the way back."""
        row = next((row for row, page in enumerate(self._pages) if page.file_name == address), None)
        if row is not None:
            self._came_through.append((self._row, self.page.verticalScrollBar().value()))
            self._choose(row)

    def _go_back(self) -> None:
        if self._came_through:
            row, place = self._came_through.pop()
            self._choose(row)
            self.page.verticalScrollBar().setValue(place)

    def _show(self) -> None:
        page = self._pages[self._row]
        self.page.setHtml(_html(page))
        self._set_column()
        self.page.setAccessibleName(f"Help: {page.title}")

    def _set_column(self) -> None:
        set_column(self.page, self._look)

    def _refresh(self) -> None:
        for view in (self.list, self.page):
            view.verticalScrollBar().setStyleSheet(scroll_bar_style(self._look))
        self.page.document().setDefaultStyleSheet(_style(self._look))
        self._show()


class _Topics(QListView):
    """The titles of the pages; the keys stay with the page beside them."""

    def __init__(self, parent: QWidget, pages: Sequence[HelpPage]) -> None:
        super().__init__(parent)
        self.setAccessibleName("Topics")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        rows = Rows(self)
        rows.show([PickRow(page.topic, page.title) for page in pages])
        self.setModel(rows)
        self.setItemDelegate(RowPainter(self))


def _html(page: HelpPage) -> str:
    from reader.documents.markdown.own_pages import page_html  # the parser is not needed before

    return _KEYS.sub(lambda keys: keys[0].replace(" ", "&nbsp;"), page_html(page.text))


def _style(look: Look) -> str:
    colours, points, unit = look.colours, look.font().pointSizeF(), look.metrics().height() // 2
    return f"""
    body {{ color: {colours.text}; font-size: {points * 1.05:.1f}pt; }}
    p, li {{ line-height: 130%; }}
    h1 {{ font-size: {points * 1.7:.1f}pt; font-weight: 600; margin-top: 0; margin-bottom: {unit}px; }}
    h2 {{ font-size: {points * 1.25:.1f}pt; font-weight: 600; margin-top: {3 * unit}px; margin-bottom: {unit}px; }}
    a {{ color: {colours.accent}; text-decoration: none; }}
    pre, code {{ font-family: monospace; color: {colours.chip_text}; background-color: {colours.chip}; }}
    pre {{ white-space: pre-wrap; }}
    table {{ margin-top: {unit}px; margin-bottom: {unit}px; }}
    td, th {{ padding-right: {2 * unit}px; padding-bottom: {unit // 2}px; text-align: left; }}
    """

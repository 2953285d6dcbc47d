"""The highlights browser: everything starred, written and highlighted across issues, found by typing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from reader.core.state.annotations import Annotation, Annotations, Part
from reader.ui.cards.choice.picker import Picker, PickRow
from reader.ui.cards.papers.annotation_rows import MORE, AnnotationPainter, AnnotationRow, rows_of, whole
from reader.ui.keys.overlay import muted_label
from reader.ui.look.appearance import Look, scroll_bar_style

ROWS = 200
"""Annotations that are fetched at once."""
TYPING_MS = 30
EMPTY = (
    "No stars, notes or highlights yet. Press s to star an item, a to write a note on it; "
    "to highlight, press o, select words with Shift and arrows, then press h."
)
NOTHING = "No star, note or highlight matches."
_NO_PART = {
    Part.HIGHLIGHTS: "No highlights yet. Press o, select words with Shift and arrows, then press h.",
    Part.NOTES: "No notes yet. Press a to write a note on an item.",
    Part.STARS: "No stars yet. Press s to star an item.",
    Part.DETACHED: "No detached highlights.",
}
_KEYS_TOLD = (
    "Tab next kind  ·  Enter goes there  ·  Ctrl+Y copies a citation  ·  Ctrl+E exports these  ·  Alt+Down scrolls"
)
_SHOWN_LINES = 5
_KEYS = Qt.Key


@dataclass(frozen=True, slots=True)
class Wish:
    """A question to the browser's owner: the typed words, the part, and how many rows."""

    typed: str
    part: Part
    limit: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The annotations found, and the rows that show them; ``why_not`` says why nothing could be looked for."""

    found: Annotations = field(default_factory=Annotations)
    rows: tuple[AnnotationRow, ...] = ()
    why_not: str = ""


def answer_of(found: Annotations) -> Answer:
    """The answer that shows these annotations; made beside the window."""
    return Answer(found, tuple(rows_of(found.rows, more=found.total - len(found.rows))))


@dataclass(frozen=True, slots=True)
class Deeds:
    """The acts that the browser asks of its owner. ``ask`` hands over the answer when it is there, with the wish."""

    ask: Callable[[Wish, Callable[[Wish, Answer], None]], None]
    go: Callable[[Annotation, bool], None]
    cite: Callable[[Annotation], None]
    export: Callable[[Annotations, Wish], None]


class HighlightsBrowser(Picker):
    """A card over the window; typing narrows it.

    ``go`` of its deeds is called with the annotation that was chosen, and whether the line of its work was.
    """

    width_in_units = 104

    def __init__(self, look: Look, parent: QWidget, deeds: Deeds) -> None:
        super().__init__(
            parent,
            "Stars, notes and highlights",
            prompt="Type words, green, tag:vision or 2024-05",
            nothing=" ",
        )
        self._deeds = deeds
        self.found = Annotations()
        self.wish = Wish("", Part.ALL, ROWS)
        self.parts = PartBar(look, self.card)
        self.parts.chosen.connect(self.show_part)
        self.list.setItemDelegate(AnnotationPainter(look, self.list))
        self.shown = _page(look, self.card)
        self.hint = muted_label(_KEYS_TOLD, self.card)
        self.body.insertWidget(0, self.parts)
        self.body.addWidget(self.shown)
        self.body.addWidget(self.hint)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self._typed)
        self.line.textChanged.connect(lambda _: self._timer.start())
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_whole())
        self._ask(self.wish)

    # asking

    def _typed(self) -> None:
        if self.line.text().strip() != self.wish.typed:
            self._ask(Wish(self.line.text().strip(), self.wish.part, ROWS))

    def show_part(self, part: Part) -> None:
        """List only annotations of this part."""
        self._ask(Wish(self.line.text().strip(), part, ROWS))

    def _ask(self, wish: Wish) -> None:
        self.wish = wish
        self.parts.press(wish.part)
        self._deeds.ask(wish, self._show)

    def _show(self, wish: Wish, answer: Answer) -> None:
        if self._is_closed or wish != self.wish:
            return
        keeps, before = wish.limit > ROWS, self.list.currentIndex().row()
        self.found = answer.found
        self.parts.tell(wish.part, answer.found.total)
        self._say_nothing(answer.why_not or self._why_empty())
        self.show_rows(answer.rows)
        if keeps and before >= 0:
            self.list.setCurrentIndex(self.rows.index(before))
        self._show_whole()

    def _why_empty(self) -> str:
        if self.wish.typed:
            return NOTHING
        return _NO_PART.get(self.wish.part, EMPTY)

    def _say_nothing(self, sentence: str) -> None:
        self.nothing.setText(sentence)
        self.nothing.setAccessibleName(sentence)

    # choosing

    def pick(self, number: int) -> None:
        """Go to the annotation of a row; the last row fetches more."""
        if 0 <= number < len(self.rows.rows) and self.rows.rows[number].id == MORE:
            self._ask(Wish(self.wish.typed, self.wish.part, self.wish.limit + ROWS))
        else:
            super().pick(number)

    def choose(self, row: PickRow) -> None:  # noqa: D102
        self._deeds.go(self.found.rows[int(row.id)], _is_work(row))

    def selected(self) -> tuple[Annotation, bool] | None:
        """The selected row's annotation, and whether it is the line of its work; None where there is none."""
        number = self.list.currentIndex().row()
        row = self.rows.rows[number] if 0 <= number < len(self.rows.rows) else None
        return None if row is None or row.id == MORE else (self.found.rows[int(row.id)], _is_work(row))

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: D102
        key, parts = Qt.Key(event.key()), list(Part)
        if key in (_KEYS.Key_Tab, _KEYS.Key_Backtab):
            step = 1 if key == _KEYS.Key_Tab else -1
            self.show_part(parts[(parts.index(self.wish.part) + step) % len(parts)])
            return True
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (_KEYS.Key_Down, _KEYS.Key_Up):
            bar = self.shown.verticalScrollBar()
            bar.setValue(bar.value() + (1 if key == _KEYS.Key_Down else -1))
            return True
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            if key == _KEYS.Key_Y:
                selected = self.selected()
                if selected is not None:
                    self._deeds.cite(selected[0])
                return True
            if key == _KEYS.Key_E:
                if self.found.items:
                    self.dismiss()
                    self._deeds.export(self.found, self.wish)
                return True
        return super().take_key(event)

    # showing

    def _show_whole(self) -> None:
        selected = self.selected()
        self.shown.setPlainText(whole(selected[0], is_work=selected[1]) if selected else "")

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        self.hint.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        self.parts.layout_in(unit)
        self.shown.document().setDocumentMargin(1.5 * unit)
        whole_height = _SHOWN_LINES * self.shown.fontMetrics().lineSpacing() if self.rows.rows else 0
        whole_height = min(whole_height, room.height() // 4)
        self.shown.setVisible(whole_height > 0)
        self.shown.setFixedHeight(whole_height)
        width = super().card_geometry(room).width()
        extra = self.parts.sizeHint().height() + self.hint.heightForWidth(width - 2) + whole_height
        return super().card_geometry(room.adjusted(0, 0, 0, -extra)).adjusted(0, 0, 0, extra)


def _is_work(row: PickRow) -> bool:
    return isinstance(row, AnnotationRow) and row.mark is None


class PartBar(QWidget):
    """The parts side by side, of which one is chosen; it says how many annotations that has."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._unit = 0
        self.setAccessibleName("Show all, highlights, notes or stars")
        row = QHBoxLayout(self)
        self.buttons: dict[Part, QPushButton] = {}
        for part in Part:
            button = QPushButton(part.value, self)
            button.setFlat(True)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self.chosen.emit, part))
            self.buttons[part] = button
            row.addWidget(button)
        row.addStretch(1)

    def press(self, part: Part) -> None:
        """Show which part is chosen."""
        for one, button in self.buttons.items():
            button.setChecked(one is part)
            button.setText(one.value)

    def tell(self, part: Part, total: int) -> None:
        """Say how many annotations a part has."""
        self.buttons[part].setText(f"{part.value} {total:,}")

    def layout_in(self, unit: int) -> None:
        """Take distances that are multiples of half a line."""
        if unit == self._unit:
            return
        self._unit = unit
        colours, row = self._look.colours, self.layout()
        assert row is not None
        row.setContentsMargins(round(1.4 * unit), unit // 2, 2 * unit, 0)
        row.setSpacing(unit // 2)
        for button in self.buttons.values():
            button.setStyleSheet(
                f"QPushButton {{ border: none; border-radius: {round(0.6 * unit)}px; color: {colours.muted};"
                f" padding: {unit // 4}px {round(0.6 * unit)}px; }}"
                f"QPushButton:checked {{ background: {colours.selected}; color: {colours.accent}; }}"
            )


def _page(look: Look, parent: QWidget) -> QPlainTextEdit:
    page = QPlainTextEdit(parent)
    palette = page.palette()
    palette.setColor(palette.ColorRole.Base, QColor(look.colours.note))
    page.setPalette(palette)
    page.setReadOnly(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setAccessibleName("The whole text of the selected row")
    page.verticalScrollBar().setStyleSheet(scroll_bar_style(look))
    return page

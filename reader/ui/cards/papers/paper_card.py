"""The paper card: all that is known of a work on one card, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QWidget

from reader.core.state.highlights import Highlight
from reader.core.state.mentions import Mention
from reader.core.state.rows import Typed
from reader.core.values.errors import CommandError
from reader.services.exports.facts.work_cards import CardLink, WorkCard
from reader.ui.cards.papers.card_head import CardHead
from reader.ui.cards.papers.card_rows import DIGITS, CardRow, CardRowPainter, CardRows, Part, card_rows
from reader.ui.keys.key_hints import KeyHints
from reader.ui.keys.overlay import Overlay
from reader.ui.look.appearance import Look, scroll_bar_style

if TYPE_CHECKING:
    from reader.core.values.ids import ItemId

_WIDTH_IN_UNITS = 88
_Key = Qt.Key
_HINTS = (
    ("Enter", "go there"),
    ("1…9", "link"),
    ("e", "edit"),
    ("a", "note"),
    ("+", "merge"),
    ("-", "split off"),
    ("y", "copy"),
    ("u", "undo"),
    (("j", "k"), "move"),
)
_FORM_HINTS = (("Tab", "next field"), ("Enter", "save"), ("Esc", "cancel"))


@dataclass(frozen=True, slots=True)
class CardActs:
    """The acts that a card asks for; those that lead away are called after it is closed."""

    open_link: Callable[[str], None]
    go_to: Callable[[Mention], None]
    go_to_highlight: Callable[[Highlight], None]
    write_note: Callable[[], None]
    describe: Callable[[WorkCard, Typed], None]
    join: Callable[[WorkCard], None]
    part: Callable[[ItemId], None]
    copy: Callable[[str], None]
    undo: Callable[[], None]


class PaperCard(Overlay):
    """A card over the window; it follows what happens to the work while it is open."""

    def __init__(self, card: WorkCard, look: Look, acts: CardActs, parent: QWidget) -> None:
        super().__init__(parent, "Paper card")
        self._look = look
        self._acts = acts
        self.shown = card
        self.head = CardHead(look, self.card)
        self.rows = CardRows(self)
        self.list = _List(self.card)
        self.list.setModel(self.rows)
        self.painter = CardRowPainter(look, self.list)
        self.list.setItemDelegate(self.painter)
        self.list.doubleClicked.connect(lambda index: self.enter(index.row()))
        self.hints = KeyHints(self.card)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.hints)
        self.body.addWidget(self.head)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self.foot)
        self.list.installEventFilter(self)
        for field in self.head.form.fields:
            field.installEventFilter(self)
        self.head.ended.connect(self._fields_closed)
        look.changed.connect(self._look_changed)
        self.list.setStyleSheet(scroll_bar_style(look))
        self.show_card(card)

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return not self._is_closed

    def show_card(self, card: WorkCard) -> None:
        """Show a work, perhaps again after it was changed: the selected row stays where it was."""
        row = self.list.currentIndex().row()
        subject = self.rows.rows[row].subject if 0 <= row < len(self.rows.rows) else None
        self.shown = card
        self.head.show_card(card)
        self.hints.set_hints(_FORM_HINTS if self.head.is_edited else _HINTS)
        self.painter.measure_again(self.painter.width)
        self.rows.show(card_rows(card))
        again = [number for number, one in enumerate(self.rows.rows) if subject is not None and one.subject == subject]
        self._select(again[0] if again else self.rows.step(-1, 1))
        self._place()

    def first_focus(self) -> QWidget:  # noqa: D102
        return self.list

    def card_geometry(self, room: QRect) -> QRect:  # noqa: D102
        unit = self.unit()
        width = min(_WIDTH_IN_UNITS * unit, room.width() - 2 * unit)
        if self.painter.width != width - 2 - unit:
            self.painter.measure_again(width - 2 - unit)
            self.list.doItemsLayout()
        head = self.head.heightForWidth(width - 2)
        self.head.setFixedHeight(min(head, room.height() // 2))
        self.foot.setContentsMargins(2 * unit, unit // 2, 2 * unit, unit // 2)
        self.body.setContentsMargins(1, 1, 1, unit // 2)
        rows = sum(self.list.sizeHintForRow(row) for row in range(min(60, self.rows.rowCount())))
        wanted = self.head.height() + rows + self.hints.sizeHint().height() + 2 * unit
        height = min(wanted, room.height() - 2 * unit)
        return QRect((room.width() - width) // 2, min(4 * unit, (room.height() - height) // 2), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.list:
                return self._take_key(event)
            if watched in self.head.form.fields:
                return self._take_field_key(event)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes round the fields while they are open, else from heading to heading."""
        if self.head.is_edited:
            self.head.form.step(1 if next else -1)
        else:
            self._go_to_part(1 if next else -1)
        return True

    def enter(self, row: int) -> None:
        """Act on a row: open a link, go to a mention or a highlight, write the note."""
        if not 0 <= row < len(self.rows.rows):
            return
        chosen = self.rows.rows[row]
        match chosen.subject:
            case CardLink():
                self._acts.open_link(chosen.subject.url)
            case Mention():
                self.dismiss()
                self._acts.go_to(chosen.subject)
            case Highlight():
                self.dismiss()
                self._acts.go_to_highlight(chosen.subject)
            case None if chosen.part is Part.NOTE:
                self._write_note()

    def _write_note(self) -> None:
        self.dismiss()
        self._acts.write_note()

    def _take_key(self, event: QKeyEvent) -> bool:
        """Carry out a key of the card; returns whether it was one. No other key falls through."""
        key, text = Qt.Key(event.key()), event.text()
        page = max(1, len(self.rows.rows) // 8)
        moves = {_Key.Key_J: 1, _Key.Key_Down: 1, _Key.Key_K: -1, _Key.Key_Up: -1}
        acts: dict[Qt.Key, Callable[[], None]] = {
            _Key.Key_Return: lambda: self.enter(self.list.currentIndex().row()),
            _Key.Key_Enter: lambda: self.enter(self.list.currentIndex().row()),
            _Key.Key_E: self.edit,
            _Key.Key_A: self._write_note,
            _Key.Key_Y: self._copy,
            _Key.Key_U: self._acts.undo,
            _Key.Key_I: self.dismiss,
            _Key.Key_Escape: self.dismiss,
        }
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            acts = {_Key.Key_Z: self._acts.undo} if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier else {}
            moves = {}
        if key in moves:
            self._select(self.rows.step(self.list.currentIndex().row(), moves[key]))
        elif key in (_Key.Key_PageDown, _Key.Key_PageUp, _Key.Key_Space):
            is_back = key == _Key.Key_PageUp or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            for _ in range(page):
                self._select(self.rows.step(self.list.currentIndex().row(), -1 if is_back else 1))
        elif key in (_Key.Key_Home, _Key.Key_G):
            is_last = key == _Key.Key_G and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._select(self.rows.step(len(self.rows.rows), -1) if is_last else self.rows.step(-1, 1))
        elif key == _Key.Key_End:
            self._select(self.rows.step(len(self.rows.rows), -1))
        elif key in (_Key.Key_Tab, _Key.Key_Backtab):
            return False  # goes on to focusNextPrevChild
        elif not event.isAutoRepeat():
            if key in acts:
                acts[key]()
            elif len(text) == 1 and text in DIGITS:
                self._open_numbered(text)
            elif text == "+":
                self._acts.join(self.shown)
            elif text == "-":
                self._part()
        return True

    def _take_field_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == _Key.Key_Escape:
            self.head.close_fields()
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            if not event.isAutoRepeat():
                self._keep()
        elif key in (_Key.Key_Down, _Key.Key_Up):
            self.head.form.step(1 if key == _Key.Key_Down else -1)
        else:
            return False
        return True

    def edit(self) -> None:
        """Open the fields."""
        self.head.edit(self.shown)
        self.hints.set_hints(_FORM_HINTS)
        self._place()

    def _keep(self) -> None:
        """Keep the typed facts; where they cannot be kept, say why and leave the fields open."""
        try:
            typed = self.head.form.read()
        except CommandError as error:
            self.head.form.tell(str(error), is_warning=True)
            self._place()
            return
        self._acts.describe(self.shown, typed)
        self.head.close_fields()

    def _fields_closed(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints.set_hints(_HINTS)
        self._place()

    def _open_numbered(self, digit: str) -> None:
        for number, row in enumerate(self.rows.rows):
            if row.keys == (digit,):
                self._select(number)
                self.enter(number)

    def _copy(self) -> None:
        """Copy the address or the words of the selected row; of other rows, the work's identity."""
        row = self._row()
        subject = row.subject if row else None
        known = next((one.label for one in self.shown.mentions.identities if one.label), "")
        if isinstance(subject, CardLink):
            known = subject.url
        elif isinstance(subject, Highlight):
            known = subject.anchor.exact
        self._acts.copy(known or self.shown.title.shown)

    def _part(self) -> None:
        row = self._row()
        mention = row.subject if row is not None and isinstance(row.subject, Mention) else None
        self._acts.part(mention.item if mention else self.shown.detail.row.id)

    def _row(self) -> CardRow | None:
        number = self.list.currentIndex().row()
        return self.rows.rows[number] if 0 <= number < len(self.rows.rows) else None

    def _go_to_part(self, by: int) -> None:
        """Select the first row below the next heading, the last followed by the first."""
        starts = [number + 1 for number, row in enumerate(self.rows.rows) if row.part is Part.HEADING]
        here = self.list.currentIndex().row()
        at = sum(start <= here for start in starts) - 1
        if starts:
            self._select(starts[(at + by) % len(starts)])

    def _select(self, row: int) -> None:
        if row >= 0:
            self.list.setCurrentIndex(self.rows.index(row))
            if row == self.rows.step(-1, 1):
                self.list.scrollToTop()
        elif not self.rows.rows:
            self.list.setCurrentIndex(QModelIndex())

    def _look_changed(self) -> None:
        if self.is_open:
            self.list.setStyleSheet(scroll_bar_style(self._look))
            self.show_card(self.shown)
            self.head.form.adapt()


class _List(QListView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Links, mentions, highlights and note")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

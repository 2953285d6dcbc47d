"""The head of a paper card: the work's identity and citation, edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from reader.core.state.rows import Typed
from reader.core.text.clean import clean_line
from reader.services.exports.facts.work_cards import Said, WorkCard, typed_of
from reader.ui.cards.choice.typed_fields import say_below, step_round
from reader.ui.keys.key_caps import scale_font
from reader.ui.keys.overlay import muted_label, plain_label
from reader.ui.look.appearance import Look, field_style

_NAMES = ("Title", "Authors", "Year", "Venue")
_HELP = "An empty field keeps what the newsletter says. Authors: First Last, First Last; or Last, First; Last, First."
_MOST_SHOWN = 400
_MOST_TYPED = 20_000


class CardHead(QStackedWidget):
    """Shows the known facts of a work, or the fields to type them in."""

    ended = Signal()
    """Emitted when the fields were given up or kept."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.facts = _Facts(look, self)
        self.form = _Form(look, self)
        self.addWidget(self.facts)
        self.addWidget(self.form)

    @property
    def is_edited(self) -> bool:
        """Whether the fields are open."""
        return self.currentWidget() is self.form

    def show_card(self, card: WorkCard) -> None:
        """Show another card; fields that are being typed in stay as they are."""
        self.facts.show_card(card)

    def edit(self, card: WorkCard) -> None:
        """Open the fields, with what was typed so far."""
        self.form.fill(card)
        self.setCurrentWidget(self.form)
        self.form.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.fields[0].selectAll()

    def close_fields(self) -> None:
        """Close the fields and show the known facts again."""
        self.setCurrentWidget(self.facts)
        self.ended.emit()

    def heightForWidth(self, width: int) -> int:
        """The height that the shown part needs."""
        shown = self.currentWidget()
        layout = shown.layout() if shown is not None else None
        if layout is None:
            return 0
        return layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()


class _Facts(QWidget):
    """Shows identity, title, authors, year and venue; it names the origin of what was not simply printed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.identity = muted_label("", self)
        self.identity.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title, self.authors = plain_label("", self), plain_label("", self)
        self.dated, self.about = plain_label("", self), muted_label("", self)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for label in (self.identity, self.title, self.authors, self.dated, self.about):
            self._column.addWidget(label)
        self._column.addStretch()

    def show_card(self, card: WorkCard) -> None:
        names = [identity.label or "" for identity in card.mentions.identities] or [card.detail.row.identity or ""]
        kind = card.detail.row.kind.value.capitalize()
        joined = "merged by you" if card.detail.is_joined else ""
        self._say(self.identity, " · ".join(filter(None, (kind, *names[:4], joined))))
        self._say(self.title, card.title.shown)
        self._say(self.authors, card.authors.shown)
        self._say(self.dated, " · ".join(filter(None, (card.venue.shown, card.year.shown))))
        self._say(self.about, _how_told(card))
        self.adapt()

    def adapt(self) -> None:
        """Take over the size of the text."""
        unit = self._look.metrics().height() // 2
        self._column.setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit // 2)
        for label, factor in ((self.title, 1.45), (self.identity, 0.93), (self.about, 0.93)):
            font = self._look.font()
            scale_font(font, factor)
            font.setBold(label is self.title)
            label.setFont(font)
        self.title.setContentsMargins(0, unit // 2, 0, unit // 2)
        self.about.setContentsMargins(0, unit // 2, 0, 0)

    def _say(self, label: QLabel, text: str) -> None:
        shown = clean_line(text)
        shown = shown if len(shown) <= _MOST_SHOWN else f"{shown[: _MOST_SHOWN - 1]}…"
        label.setText(shown)
        label.setAccessibleName(shown)
        label.setVisible(bool(shown))


def _how_told(card: WorkCard) -> str:
    """The origins of facts that were not simply printed with the work."""
    said = [f"{name}: {field.how}" for name, field in zip(_NAMES, card.fields, strict=True) if field.how]
    missing = [name.lower() for name, field in zip(_NAMES, card.fields, strict=True) if not field.shown]
    lacking = f"{_listed(missing).capitalize()} unknown" if missing else ""
    return " · ".join(filter(None, (*said, lacking)))


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


class _Form(QWidget):
    """The fields to type a work's facts in; where a field is empty it shows what the source says."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.fields = [QLineEdit(self) for _ in _NAMES]
        self.said = muted_label("", self)
        self._labels = [muted_label(name, self) for name in _NAMES]
        grid = QGridLayout(self)
        for row, (label, field, name) in enumerate(zip(self._labels, self.fields, _NAMES, strict=True)):
            label.setWordWrap(False)
            field.setAccessibleName(name)
            field.setMaxLength(_MOST_TYPED)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.said, len(_NAMES), 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(_NAMES) + 1, 1)

    def fill(self, card: WorkCard) -> None:
        """Begin with the facts that were typed before."""
        typed = card.detail.typed
        for field, text, said in zip(
            self.fields, (typed.title, typed.authors, typed.year, typed.venue), card.fields, strict=True
        ):
            field.setText(text or "")
            field.setPlaceholderText(_placeholder(said))
        self.tell(_HELP)
        self.adapt()

    def adapt(self) -> None:
        """Take over the size of the text."""
        unit = self._look.metrics().height() // 2
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit)
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(max(2, unit // 2))
        for field in self.fields:
            field.setStyleSheet(field_style(self._look))

    def read(self) -> Typed:
        """The typed facts. CommandError says why they cannot be kept."""
        title, authors, year, venue = (field.text() for field in self.fields)
        return typed_of(title, authors, year, venue)

    def tell(self, sentence: str, *, is_warning: bool = False) -> None:
        """Say something below the fields."""
        say_below(self.said, sentence, self._look, is_warning=is_warning)

    def step(self, by: int) -> None:
        """Go to the next field; the last is followed by the first."""
        step_round(self.fields, by)


def _placeholder(said: Said) -> str:
    shown = clean_line(said.source, cap=200)
    return f"{shown} ({said.how})" if shown and said.how and not said.is_typed else shown or "unknown"

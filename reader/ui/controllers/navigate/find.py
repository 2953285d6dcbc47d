"""Finds: searches the library, filters the list by words and states, finds words in the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from reader.core.state.queries import Is
from reader.core.state.query_text import parse_query
from reader.core.state.rows import View
from reader.ui.controllers.needs import Goes, Handlers, Listed, Says, Shown
from reader.ui.models.places import Place, PlaceKind, States, view_place
from reader.ui.panes.detail_pane import DetailPane
from reader.ui.panes.list_pane import ListPane

TYPING_MS = 30


class Finding(QObject):
    """The controller of the three fields to type in, and of the choice of states."""

    def __init__(
        self,
        parent: QObject,
        *,
        listed: Listed,
        shown: Shown,
        goes: Goes,
        says: Says,
        search: QLineEdit,
        list_pane: ListPane,
        detail: DetailPane,
    ) -> None:
        super().__init__(parent)
        self._listed, self._shown, self._goes, self._says = listed, shown, goes, says
        self.search, self.filter, self.find_bar = search, list_pane.filter, detail.find_bar
        self._table, self._detail = list_pane.table, detail
        self._before_search: tuple[Place, object] | None = None
        self._search_timer = self._timer(self._search_typed)
        self._filter_timer = self._timer(self._filter_typed)
        self.search.textEdited.connect(lambda _: self._search_timer.start())
        self.search.returnPressed.connect(partial(says.attempt, self._search_entered))
        self.filter.textChanged.connect(lambda _: self._filter_timer.start())
        self.filter.returnPressed.connect(partial(says.attempt, self._filter_entered))
        self.find_bar.textChanged.connect(self._find_typed)
        self.find_bar.returnPressed.connect(self._find_entered)
        list_pane.states_chosen.connect(self.choose_states)

    @property
    def has_find_focus(self) -> bool:
        """Whether the field for words in the text has the keys."""
        return self.find_bar.hasFocus()

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "find.search": lambda _: self._enter(self.search),
            "find.filter": lambda _: self._enter(self.filter),
            "find.states": lambda _: self.next_states(),
            "go.doubt": lambda _: self.search_for(f"is:{Is.UNSURE}"),
            "go.untitled": lambda _: self.search_for(f"is:{Is.UNTITLED}"),
            "find.in_text": lambda _: self._enter(self.find_bar),
        }

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(TYPING_MS)
        timer.timeout.connect(partial(self._says.attempt, then))
        return timer

    def _enter(self, field: QLineEdit) -> None:
        field.show()
        field.setFocus()
        field.selectAll()

    # the library

    def _search_typed(self) -> None:
        text = self.search.text().strip()
        if not text:
            self.leave_search()
            return
        parse_query(text, as_you_type=True)
        place = self._listed.place
        if place is not None and place.kind is not PlaceKind.SEARCH:
            self._before_search = (place, self._shown.item)
        self._goes.go(Place(PlaceKind.SEARCH, text, f"Search: {text}"))

    def _search_entered(self) -> None:
        self._search_timer.stop()
        self._search_typed()
        self._table.setFocus()

    def search_for(self, text: str) -> None:
        """List the items that a query finds, as if it had been typed."""
        self.search.setText(text)
        self._search_entered()

    def leave_search(self) -> bool:
        """Go back to the list before the search; False when nothing is searched."""
        self._search_timer.stop()
        self.search.clear()
        place = self._listed.place
        if place is None or place.kind is not PlaceKind.SEARCH:
            return False
        before, item = self._before_search or (view_place(View.UNREAD), None)
        self._before_search = None
        self._goes.go(before, item=item)  # type: ignore[arg-type]
        return True

    # the list

    def _filter_typed(self) -> None:
        place = self._listed.place
        text = self.filter.text().strip()
        if place is not None and place.filter != text:
            parse_query(text, as_you_type=True)
            self._goes.narrow(filter=text)

    def _filter_entered(self) -> None:
        self._filter_timer.stop()
        self._filter_typed()
        self._table.setFocus()

    def leave_filter(self) -> bool:
        """Take the filter away; False when there is none."""
        if self.filter.isHidden():
            return False
        self._filter_timer.stop()
        self.filter.clear()
        self.filter.hide()
        self._filter_typed()
        return True

    def next_states(self) -> None:
        """Choose the next states: All, then Unread, then Starred, then All again."""
        place = self._listed.place
        if place is not None:
            choices = list(States)
            self.choose_states(choices[(choices.index(place.states) + 1) % len(choices)])

    def choose_states(self, states: States) -> None:
        """List only items of these states."""
        self._goes.narrow(states=states)

    def show_place(self, place: Place) -> None:
        """Show in the fields what is listed."""
        if place.kind is PlaceKind.SEARCH:
            if self.search.text().strip() != place.value:
                self.search.setText(place.value)
        elif not self.search.hasFocus():
            self.search.clear()
        if place.filter != self.filter.text().strip():
            was = self.filter.blockSignals(True)
            self.filter.setText(place.filter)
            self.filter.blockSignals(was)
        if not self.filter.hasFocus():
            self.filter.setVisible(bool(place.filter))

    # the text

    def _find_typed(self, text: str) -> None:
        self._detail.find_words(text)

    def _find_entered(self) -> None:
        if not self._detail.find_words(self.find_bar.text()):
            self._says.say("Not found in this text.")

    def leave_find(self) -> bool:
        """Close the field for words in the text; False when it is closed."""
        if self.find_bar.isHidden():
            return False
        self.find_bar.hide()
        return True

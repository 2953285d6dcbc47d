"""Shows the selected item in the detail pane, and marks it read once it was shown long enough."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reader.commands.command_rows.command import When
from reader.core.settings import Settings
from reader.core.state.changes import Origin
from reader.core.state.rows import Hits, ItemDetail
from reader.core.values.errors import CommandError, ReaderError
from reader.core.values.ids import ItemId
from reader.services.items import triage
from reader.ui.controllers.library_needs import Reads
from reader.ui.controllers.needs import CarriesOut, Listed, Says
from reader.ui.look.live_settings import LiveSettings
from reader.ui.models.places import Place
from reader.ui.panes.detail_pane import DetailPane

SECOND_MS = 1000


class ShownItem(QObject):
    """The selected item: shown, and marked read when it was shown long enough."""

    item_left = Signal()
    """Emitted when another item is about to be selected."""
    item_selected = Signal()
    """Emitted when another item is selected."""
    item_shown = Signal(object)
    """Emitted when the selected item's text is shown, perhaps not for the first time."""

    def __init__(
        self,
        screen: QWidget,
        *,
        listed: Listed,
        detail: DetailPane,
        reads: Reads,
        acts: CarriesOut,
        says: Says,
        settings: LiveSettings,
    ) -> None:
        super().__init__(screen)
        self._screen, self._listed, self._pane = screen, listed, detail
        self._reads, self._acts, self._says = reads, acts, says
        self.item: ItemId | None = None
        self.marks_read = True
        self._kept_unread: set[ItemId] = set()
        self._read_timer = QTimer(self)
        self._read_timer.setSingleShot(True)
        self._reads_by_itself = True
        self._read_timer.timeout.connect(self._shown_long_enough)
        settings.follow(Settings.mark_read_after, self._read_after)

    @property
    def detail(self) -> ItemDetail | None:
        """The item that the detail pane shows."""
        return self._pane.detail

    def current_detail(self) -> ItemDetail:
        """The item that the detail pane shows. CommandError: there is none."""
        detail = self._pane.detail
        if detail is None:
            raise CommandError(When.ITEM.value)
        return detail

    def select(self, item: ItemId | None) -> None:
        """Show the item of another selected row."""
        if item == self.item and self._pane.detail is not None:
            return
        self.leave()
        self.item_left.emit()
        self.item = item
        self.item_selected.emit()
        self.show()
        if item is not None and self.marks_read and self._reads_by_itself:
            self._read_timer.start()

    def show(self) -> None:
        """Show the selected item's text (again, when it changed)."""
        if self.item is None:
            self._pane.show_detail(None)
            self.item_shown.emit(None)
            return
        place: Place | None = self._listed.place
        hits: Hits | None = None
        try:
            detail = self._reads.detail(self.item)
            if place is not None and place.searched.has_words:
                hits = self._reads.hits(self.item, place.searched)
        except ReaderError as error:
            self._pane.show_detail(None)
            self._says.say(str(error), is_warning=True)
            return
        self._pane.show_detail(detail, hits)
        self.item_shown.emit(detail)

    def leave(self) -> None:
        """Leave the selected item, or its list."""
        self._read_timer.stop()
        if self.item is not None:
            self._kept_unread.discard(self.item)

    # being read

    def keep_unread(self, ids: Iterable[ItemId]) -> None:
        """Keep items unread that were set so by hand, until they are left and visited again."""
        self._kept_unread.update(ids)

    def _read_after(self, seconds: int | str) -> None:
        """Set the delay before the shown item counts as read; a word: never."""
        self._reads_by_itself = isinstance(seconds, int)
        self._read_timer.setInterval(seconds * SECOND_MS if isinstance(seconds, int) else 0)
        if not self._reads_by_itself:
            self._read_timer.stop()

    def _shown_long_enough(self) -> None:
        if self._screen.isActiveWindow() or not self._screen.isVisible():
            self.mark_read()
        else:
            self._read_timer.start()

    def mark_read(self) -> None:
        """Mark the selected item read, unless it was set unread by hand in this visit."""
        row = self._listed.current_or_none()
        if self.marks_read and row is not None and not row.is_read and row.id not in self._kept_unread:
            self._acts.carry_out(triage.set_read([row], True), [row], origin=Origin.AUTO)

"""Browses stars, notes and highlights: finds them beside the window, goes to one, takes one away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.core.state.annotations import Annotation, Annotations, Mark, MarkedAt
from reader.core.state.query_text import parse_query
from reader.core.state.rows import View
from reader.core.values.errors import QueryError
from reader.core.values.ids import HighlightId
from reader.ui.controllers.library_needs import Asks, Reads
from reader.ui.controllers.needs import Exports, Goes, Handlers, Panes, Says
from reader.ui.look.appearance import Look
from reader.ui.models.places import issue_place, view_place
from reader.ui.panes.detail_pane import DetailPane

if TYPE_CHECKING:
    from reader.store import Reader
    from reader.ui.cards.papers.highlights_browser import Answer, Wish

_TITLE = "Stars, notes and highlights"
_LOST = "The words of this highlight are gone from the text. Select other words, then press g h to attach it."


class Browsing(QObject):
    """The controller of the highlights browser: opens it and carries out what it asks for."""

    def __init__(
        self,
        screen: QWidget,
        *,
        goes: Goes,
        asks: Asks,
        reads: Reads,
        says: Says,
        panes: Panes,
        detail: DetailPane,
        exports: Exports,
        look: Look,
    ) -> None:
        super().__init__(screen)
        self._screen, self._goes, self._asks, self._reads = screen, goes, asks, reads
        self._says, self._panes, self._detail = says, panes, detail
        self._exports, self._look = exports, look
        self._wanted: HighlightId | None = None
        goes.listed.connect(self._show_wanted)
        goes.list_failed.connect(partial(setattr, self, "_wanted", None))

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {"go.marks": lambda _: self.open()}

    def open(self) -> None:
        """Open the browser over everything that is marked."""
        from reader.ui.cards.papers.highlights_browser import Deeds, HighlightsBrowser

        def go(annotation: Annotation, is_work: bool) -> None:
            self._says.attempt(self._go, annotation, is_work=is_work)

        deeds = Deeds(_Asking(self._asks, self._says).ask, go, self._cite, self._export)
        HighlightsBrowser(self._look, self._screen, deeds).open()

    def _cite(self, annotation: Annotation) -> None:
        self._says.attempt(self._exports.copy_citation, annotation.item)

    def _export(self, found: Annotations, wish: Wish) -> None:
        from reader.ui.cards.program.export_card import Selection

        title = f"{_TITLE}: {wish.typed}" if wish.typed else _TITLE
        self._says.attempt(self._exports.offer, [Selection(title, found.items)])

    # going there

    def _go(self, annotation: Annotation, *, is_work: bool) -> None:
        """List the issue of an annotation, select its item and show its place in the text.

        What is no longer split out is listed in its view only.
        """
        item = annotation.work.item if is_work else annotation.item
        detail = self._reads.detail(item)
        issue = self._reads.issue(detail.row.issue_id)
        place = issue_place(issue.id, issue.label, issue.publication_id)
        if detail.is_retired:
            is_annotated = detail.row.has_note or detail.row.has_highlights
            place = view_place(View.ANNOTATED if is_annotated else View.STARRED)
        self._goes.go(place, item=item)
        if annotation.mark is Mark.HIGHLIGHT and not is_work:
            self._wanted = annotation.highlight

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        if self._detail.show_highlight(wanted):
            self._panes.focus("detail")
        else:
            self._says.say(_LOST)


class _Asking:
    """Asks the library beside the window; only the first question reads the whole log."""

    def __init__(self, asks: Asks, says: Says) -> None:
        self._asks, self._says = asks, says
        self._at: MarkedAt | None = None

    def ask(self, wish: Wish, show: Callable[[Wish, Answer], None]) -> None:
        """Find annotations; a query that cannot be understood is reported in their place."""
        from reader.ui.cards.papers.highlights_browser import Answer, answer_of

        try:
            query = parse_query(wish.typed, as_you_type=True)
        except QueryError as error:
            show(wish, Answer(why_not=str(error)))
            return
        known = self._at

        def find(reader: Reader) -> tuple[MarkedAt, Answer]:
            at = known or reader.marked_at()
            return at, answer_of(reader.annotations(query, wish.part, at=at, limit=wish.limit))

        def found(answered: tuple[MarkedAt, Answer]) -> None:
            self._at, answer = answered
            show(wish, answer)

        self._asks.ask("lists", "annotations", find, found, self._says.tell_failure)

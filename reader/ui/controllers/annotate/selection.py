"""Selects passages: moves the caret of the text and extends the selection."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from reader.core.values.errors import CommandError
from reader.ui.controllers.needs import Handlers
from reader.ui.pages.caret import Step
from reader.ui.panes.detail_pane import DetailPane

_BY_CARET = tuple(step for step in Step if step not in (Step.UP, Step.DOWN, Step.TOP, Step.END))


class Marking(QObject):
    """The controller of the detail pane's caret and selection."""

    def __init__(
        self,
        parent: QObject,
        *,
        detail: DetailPane,
    ) -> None:
        super().__init__(parent)
        self._detail = detail

    def handlers(self) -> Handlers:
        """Rows of the command table."""
        return {
            "detail.down": partial(self._go_a_line, Step.DOWN),
            "detail.up": partial(self._go_a_line, Step.UP),
            "detail.top": lambda _: self._go_to_end(Step.TOP),
            "detail.end": lambda _: self._go_to_end(Step.END),
            **{f"caret.{step}": partial(self._move, step) for step in _BY_CARET},
            **{f"select.{step}": partial(self._extend, step) for step in Step},
            "select.all": lambda _: self._select_all(),
        }

    def _go_a_line(self, step: Step, count: int) -> None:
        """Move a caret that is in use; else, and where it can go no further, scroll."""
        detail = self._detail
        if not (detail.caret.is_used and detail.caret.move(step, count)):
            detail.scroll_lines(count if step is Step.DOWN else -count)

    def _go_to_end(self, step: Step) -> None:
        detail = self._detail
        if detail.caret.is_used:
            detail.caret.move(step)
        detail.scroll_to_end(top=step is Step.TOP)

    def _move(self, step: Step, count: int) -> None:
        self._refuse_without_text()
        self._detail.caret.move(step, count)

    def _extend(self, step: Step, count: int) -> None:
        self._refuse_without_text()
        self._detail.caret.move(step, count, extends=True)

    def _select_all(self) -> None:
        self._move(Step.TOP, 1)
        self._extend(Step.END, 1)

    def _refuse_without_text(self) -> None:
        if self._detail.body_range() is None:
            raise CommandError("This item has no text.")

"""A page of text: it fetches and opens nothing by itself."""

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from reader.ui.look import Look, paint_focus

_NOTHING_LOADED: dict[int, Any] = {
    QTextDocument.ResourceType.ImageResource.value: QImage(1, 1, QImage.Format.Format_ARGB32),
    QTextDocument.ResourceType.StyleSheetResource.value: "",
}


class PageView(QTextBrowser):
    """A text browser that never fetches or opens anything by itself.

    Empty bytes would make Qt open the file on its own; a 1x1 image and an empty style sheet stop it (measured).
    """

    link_clicked = Signal(str)
    resized = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName("Text of the item")
        self.setUndoRedoEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.anchorClicked.connect(lambda url: self.link_clicked.emit(url.toString()))

    def loadResource(self, kind: int, name: QUrl) -> Any:  # type: ignore[override]  # noqa: D102
        value = kind.value if isinstance(kind, QTextDocument.ResourceType) else int(kind)
        return _NOTHING_LOADED.get(value, "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus(self, self._look)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        super().focusOutEvent(event)
        self.viewport().update()

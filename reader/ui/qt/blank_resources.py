"""The answer to Qt's texts when they ask for an image or a style sheet: nothing is ever fetched or opened for them."""

from typing import Any

from PySide6.QtGui import QImage, QTextDocument

_NOTHING: dict[int, Any] = {
    QTextDocument.ResourceType.ImageResource.value: QImage(1, 1, QImage.Format.Format_ARGB32),
    QTextDocument.ResourceType.StyleSheetResource.value: "",
}


def nothing_loaded(kind: object) -> Any:
    """An answer for ``loadResource``, to any kind of resource.

    Empty bytes would make Qt open the file on its own; a 1x1 image and an empty style sheet stop it (measured).
    """
    value = kind.value if isinstance(kind, QTextDocument.ResourceType) else int(kind)  # type: ignore[call-overload]
    return _NOTHING.get(value, "")

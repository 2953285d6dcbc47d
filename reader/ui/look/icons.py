"""The one table of icons, by meaning, drawn by qtawesome.

Importing qtawesome and drawing its first icon costs more than opening a window, so pictures are kept in a
cache folder: a start finds them there, and what is missing is drawn after the list can be used.
"""

from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap

ICONS: dict[str, str] = {
    "unread": "fa6s.circle-dot",
    "starred": "fa6s.star",
    "later": "fa6.clock",
    "annotated": "fa6s.pen",
    "papers": "fa6.file-lines",
    "done": "fa6s.check",
    "all": "fa6s.layer-group",
    "publication": "fa6.newspaper",
    "issue": "fa6.envelope-open",
    "year": "fa6.calendar",
    "menu": "fa6s.bars",
    "star": "fa6s.star",
    "note": "fa6s.pen",
    "highlight": "fa6s.highlighter",
    "browse": "fa6s.arrow-up-right-from-square",
    "undo": "fa6s.rotate-left",
    "search": "fa6s.magnifying-glass",
    "commands": "fa6.keyboard",
}


class Icons(QObject):
    """Gives pictures by meaning, colour and size; tells when those that were missing at first are there."""

    drawn = Signal()

    def __init__(self, cache: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache / f"icons-{crc32(repr(sorted(ICONS.items())).encode()):08x}" if cache else None
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._missing = False
        self._may_draw = False

    def pixmap(self, meaning: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """A square picture of ``size`` logical pixels; a null one while it may not be drawn yet."""
        key = (meaning, colour, size, ratio)
        if key not in self._pixmaps:
            pixmap = self._load(key)
            if pixmap.isNull() and not self._may_draw:
                self._missing = True
                return pixmap
            self._pixmaps[key] = pixmap if not pixmap.isNull() else self._draw(key)
        return self._pixmaps[key]

    def icon(self, meaning: str, colour: str, size: int, ratio: float = 1.0) -> QIcon:
        """The same as an icon."""
        return QIcon(self.pixmap(meaning, colour, size, ratio))

    def allow_drawing(self) -> None:
        """From now on draw what the cache does not hold."""
        self._may_draw = True
        if self._missing:
            self.drawn.emit()

    def _file(self, key: tuple[str, str, int, float]) -> Path | None:
        meaning, colour, size, ratio = key
        return self._cache / f"{meaning}-{colour[1:]}-{size}-{ratio:g}.png" if self._cache else None

    def _load(self, key: tuple[str, str, int, float]) -> QPixmap:
        file = self._file(key)
        pixmap = QPixmap(str(file)) if file else QPixmap()
        if pixmap.size() != QSize(key[2], key[2]) * key[3]:
            return QPixmap()  # nothing of ours, or half of it
        pixmap.setDevicePixelRatio(key[3])
        return pixmap

    def _draw(self, key: tuple[str, str, int, float]) -> QPixmap:
        import qtawesome

        meaning, colour, size, ratio = key
        icon: QIcon = qtawesome.icon(ICONS[meaning], color=colour)
        pixmap = icon.pixmap(QSize(size, size) * ratio)
        if pixmap.size() != QSize(size, size) * ratio:
            pixmap = pixmap.scaled(QSize(size, size) * ratio, mode=Qt.TransformationMode.SmoothTransformation)
        pixmap.setDevicePixelRatio(ratio)
        self._keep(key, pixmap)
        return pixmap

    def _keep(self, key: tuple[str, str, int, float], pixmap: QPixmap) -> None:
        file = self._file(key)
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_suffix(".part")
            if pixmap.save(str(aside), "PNG"):
                aside.replace(file)
        except OSError:
            self._cache = None  # a cache that cannot be written is done without

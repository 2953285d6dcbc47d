"""Key caps: keys painted as little keys, the same in palette, cheat sheet, hints and pickers."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

# WCAG 2.1 asks for this between a text and its ground.
_MIN_CONTRAST = 4.5


def cap_font(font: QFont) -> QFont:
    """The font of a cap beside text in ``font``."""
    small = QFont(font)
    scale_font(small, 0.88)
    small.setBold(False)
    small.setItalic(False)
    return small


def scale_font(font: QFont, factor: float) -> None:
    """Make a font larger or smaller, whether it is measured in points or in pixels."""
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    elif font.pixelSize() > 0:
        font.setPixelSize(max(1, round(font.pixelSize() * factor)))


def caps_size(font: QFont, keys: Sequence[str]) -> QSize:
    """The room that the caps of these keys take, side by side, beside text in ``font``; no room for no keys."""
    metrics = QFontMetrics(cap_font(font))
    if not keys:
        return QSize(0, _cap_height(metrics))
    widths = [_cap_width(metrics, key) for key in keys]
    return QSize(sum(widths) + (len(keys) - 1) * _gap(metrics), _cap_height(metrics))


def paint_caps(painter: QPainter, at: QPoint, font: QFont, keys: Sequence[str], palette: QPalette) -> None:
    """Paint the caps of these keys, side by side, with the upper left corner ``at``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    small = cap_font(font)
    painter.setFont(small)
    metrics = QFontMetrics(small)
    left = at.x()
    for key in keys:
        cap = QRect(left, at.y(), _cap_width(metrics, key), _cap_height(metrics))
        radius = cap.height() * 0.2
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        left += cap.width() + _gap(metrics)
    painter.restore()


def readable(wanted: QColor, ground: QColor, otherwise: QColor) -> QColor:
    """The wanted colour if it can be read on the ground, else the other one."""
    light, dark = sorted((_luminance(wanted), _luminance(ground)), reverse=True)
    return wanted if (light + 0.05) / (dark + 0.05) >= _MIN_CONTRAST else otherwise


def _luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.1 has it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _cap_height(metrics: QFontMetrics) -> int:
    return metrics.height() + max(2, metrics.height() // 5)


def _cap_width(metrics: QFontMetrics, key: str) -> int:
    return max(metrics.horizontalAdvance(key) + metrics.height() * 2 // 3, _cap_height(metrics))


def _gap(metrics: QFontMetrics) -> int:
    return max(2, metrics.height() // 4)


class KeyCaps(QWidget):
    """The caps of a command's keys, as a widget."""

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = tuple(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Keys: {' or '.join(keys)}" if keys else "No key")

    def sizeHint(self) -> QSize:  # noqa: D102
        return caps_size(self.font(), self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        with QPainter(self) as painter:
            paint_caps(painter, QPoint(0, 0), self.font(), self._keys, self.palette())

"""The present look of the window: colours, icons and text size, shared by everything that paints."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication

from reader.core.settings import Settings
from reader.ui.look.icons import Icons
from reader.ui.look.live_settings import LiveSettings
from reader.ui.look.theme import Colours, Theme, apply, colours_of


def scroll_bar_style(look: "Look") -> str:
    """A quiet scroll bar, as wide as the text asks for."""
    colours, width = look.colours, max(8, look.metrics().height() // 2)
    return (
        f"QScrollBar:vertical {{ width: {width}px; background: transparent; margin: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {colours.line}; min-height: {4 * width}px;"
        f" border-radius: {width // 2 - 1}px; margin: 1px; }}"
        f"QScrollBar::handle:vertical:hover {{ background: {colours.muted}; }}"
        "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
    )


def field_style(look: "Look") -> str:
    """A field to type in: fine edge in the accent's colour while it has the focus, and room around the text."""
    colours, unit = look.colours, look.metrics().height() // 2
    return (
        f"QLineEdit {{ border: 1px solid {colours.line}; border-radius: {round(0.6 * unit)}px;"
        f" padding: {unit // 4}px {round(0.8 * unit)}px; background: {colours.page}; color: {colours.text};"
        f" placeholder-text-color: {colours.muted};"
        f" selection-background-color: {colours.selected}; selection-color: {colours.text}; }}"
        f"QLineEdit:focus {{ border-color: {colours.accent}; }}"
    )


def keep_in_sight(view: QAbstractItemView, was_height: int) -> None:
    """Scroll to the selected row if it was in sight while the view was ``was_height`` pixels high."""
    index = view.currentIndex()
    if index.isValid() and 0 <= view.visualRect(index).top() < was_height:
        view.scrollTo(index)


def paint_focus(view: QAbstractScrollArea, look: "Look") -> None:
    """A bar at the left edge of a view that has the focus and no selected row to say so. For its ``paintEvent``."""
    width = max(2, look.metrics().height() // 6)
    with QPainter(view.viewport()) as painter:
        painter.fillRect(0, 0, width, view.viewport().height(), QColor(look.colours.accent))


class Look(QObject):
    """The look of the application by its settings; ``changed`` says that everything must be painted anew."""

    changed = Signal()

    def __init__(self, app: QApplication, icons: Icons, settings: LiveSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self.icons = icons
        self.settings = settings
        self._base = app.property("reader-base-font") or app.font()
        app.setProperty("reader-base-font", self._base)
        self.colours: Colours = colours_of(self.theme)
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        icons.drawn.connect(self.changed)
        settings.changed.connect(self._settings_changed)

    @property
    def chosen(self) -> Settings:
        """The present settings."""
        return self.settings.now

    @property
    def theme(self) -> Theme:
        """Light, dark, or as the system is."""
        return Theme(self.chosen.theme)

    @property
    def zoom(self) -> int:
        """The size of the text, in per cent of the system's."""
        return self.chosen.text_size

    def set_theme(self, theme: Theme) -> None:
        """Use the light or dark colours, or follow the system."""
        self.settings.choose(Settings.theme, theme.value)

    def step_zoom(self, step: int) -> int:
        """Make the text larger or smaller by a step (0: back to 100 %); returns the percentage."""
        row = Settings.text_size
        self.settings.choose(row, row.beside(self.zoom, step) if step else row.default)
        return self.zoom

    def font(self, *, scale: float = 1.0, bold: bool = False, italic: bool = False) -> QFont:
        """The system's font at the current zoom, times ``scale``."""
        font = QFont(self._base)
        font.setPointSizeF(self._base_points() * self.zoom / 100 * scale)
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def metrics(self, *, scale: float = 1.0, bold: bool = False) -> QFontMetrics:
        """Measures of that font."""
        return QFontMetrics(self.font(scale=scale, bold=bold))

    def _base_points(self) -> float:
        points = self._base.pointSizeF()
        return points if points > 0 else 10.0

    def _apply(self) -> None:
        self.colours = colours_of(self.theme)
        apply(self._app, self.colours)
        self._app.setFont(self.font())

    def _settings_changed(self) -> None:
        self._apply()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.theme is Theme.SYSTEM:
            self._settings_changed()

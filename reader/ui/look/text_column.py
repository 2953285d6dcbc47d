"""The column of a page of text: width and typeface by the settings, near the left as in a book."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QTextEdit

from reader.core.settings import Settings
from reader.ui.look.appearance import Look

SERIF = ("Georgia", "Noto Serif", "DejaVu Serif", "Times New Roman", "serif")
SANS = ("Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "Arial", "sans-serif")
MONOSPACE = ("Menlo", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono", "monospace")
SERIF_SCALE = 1.15
USUAL_SHARE = 65 / 68
"""The share of a line's characters that are of usual width; narrow ones make up the rest."""
PROSE = "the quick results of a large study reported on line, in some of the best known journals of its kind. "


def text_families(look: Look) -> list[str]:
    """The typefaces of texts; the first that is there is used."""
    chosen = look.chosen.text_family
    known = {"standard": SERIF, "serif": SERIF, "sans-serif": SANS, "monospace": MONOSPACE}
    return list(known.get(chosen, (chosen, *SERIF)))


def note_families(look: Look) -> list[str]:
    """The typefaces of notes: those of texts once they were chosen, the window's own until then."""
    is_standard = look.chosen.text_family == Settings.text_family.default
    return [look.font().family()] if is_standard else text_families(look)


def css_families(families: Sequence[str]) -> str:
    """Typefaces as a style sheet names them."""
    return ", ".join(f"'{family}'" for family in families)


def column_width(look: Look) -> int:
    """The width in pixels in which a line of English prose has at most as many characters as the settings say."""
    font = look.font(scale=SERIF_SCALE)
    font.setFamilies(text_families(look))
    characters = look.chosen.line_width * USUAL_SHARE
    return round(QFontMetricsF(font).horizontalAdvance(PROSE) / len(PROSE) * characters)


def set_column(view: QTextEdit, look: Look) -> None:
    """Give the document that a view shows the margins that leave this column."""
    document, width = view.document(), view.viewport().width()
    unit, column = look.metrics().height(), column_width(look)
    side = max(unit, min(3 * unit, (width - column) // 2))
    frame = document.rootFrame().frameFormat()
    frame.setLeftMargin(side)
    frame.setRightMargin(max(side, width - side - column))
    frame.setTopMargin(1.4 * unit)
    frame.setBottomMargin(2 * unit)
    if frame != document.rootFrame().frameFormat():
        document.rootFrame().setFrameFormat(frame)

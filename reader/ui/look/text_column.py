"""The column of a page of text: about 68 characters wide, near the left as in a book."""

from PySide6.QtGui import QFontMetricsF, QTextDocument

from reader.ui.look.appearance import Look

SERIF = "Georgia, 'Noto Serif', 'DejaVu Serif', 'Times New Roman', serif"
SERIF_SCALE = 1.15
COLUMN_CHARACTERS = 65
"""In characters of usual width; narrow ones make up to 68 of it."""
PROSE = "the quick results of a large study reported on line, in some of the best known journals of its kind. "


def serif_families() -> list[str]:
    """The typefaces of texts, the first that is there."""
    return [family.strip(" '") for family in SERIF.split(",")]


def column_width(look: Look) -> int:
    """The width in pixels in which a line of English prose has at most about 68 characters."""
    font = look.font(scale=SERIF_SCALE)
    font.setFamilies(serif_families())
    return round(QFontMetricsF(font).horizontalAdvance(PROSE) / len(PROSE) * COLUMN_CHARACTERS)


def set_column(document: QTextDocument, look: Look, width: int) -> None:
    """Give a document that is shown ``width`` pixels wide the margins that leave this column."""
    unit, column = look.metrics().height(), column_width(look)
    side = max(unit, min(3 * unit, (width - column) // 2))
    frame = document.rootFrame().frameFormat()
    frame.setLeftMargin(side)
    frame.setRightMargin(max(side, width - side - column))
    frame.setTopMargin(1.4 * unit)
    frame.setBottomMargin(2 * unit)
    if frame != document.rootFrame().frameFormat():
        document.rootFrame().setFrameFormat(frame)

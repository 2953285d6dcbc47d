"""Finds the words of a search's hits in a rendered note.

Rendering leaves out signs of Markdown, addresses and keys, so places cannot be counted off. But whatever is shown with
the same words as a hit is itself a hit: it is looked for by its words.
"""

import re
from collections.abc import Iterable

from PySide6.QtGui import QTextCursor, QTextDocument

Range = tuple[int, int]
_SIGNS = r"[\s*_`~|\[\]\\\u200b\ufdd0\ufdd1]"
_MOST_TEXTS = 200


def note_span(document: QTextDocument, anchored: int) -> Range | None:
    """The UTF-16 units of the rendered note whose label begins at ``anchored``: all of its cell below the label."""
    cursor = QTextCursor(document)
    cursor.setPosition(anchored)
    table = cursor.currentTable()
    if table is None:
        return None
    label = cursor.block()
    return label.position() + label.length(), table.cellAt(cursor).lastCursorPosition().position()


def places_of_words(shown: str, span: Range, note: str, ranges: Iterable[Range]) -> list[Range]:
    """UTF-16 ranges of ``shown``, within ``span``, that show what code-point ranges of ``note`` hold."""
    texts = dict.fromkeys(note[first:last] for first, last in ranges)
    patterns = [pattern for text in list(texts)[:_MOST_TEXTS] if (pattern := _pattern(text))]
    if not patterns:
        return []
    start, end = (_code_points(shown, unit) for unit in span)
    found = re.compile("|".join(sorted(patterns, key=len, reverse=True))).finditer(shown, start, end)
    return [(_units(shown, match.start()), _units(shown, match.end())) for match in found]


def _pattern(text: str) -> str:
    """The text of a hit, whatever signs of Markdown or white space stand between its words; whole words only."""
    pieces = [re.escape(piece) for piece in re.split(f"{_SIGNS}+", text) if piece]
    if not pieces:
        return ""
    before, after = (r"(?<!\w)" if text[0].isalnum() else "", r"(?!\w)" if text[-1].isalnum() else "")
    return before + f"{_SIGNS}+".join(pieces) + after


def _code_points(text: str, unit: int) -> int:
    """The index of the code point at a UTF-16 unit."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * unit].decode("utf-16-le", "surrogatepass"))


def _units(text: str, index: int) -> int:
    """The UTF-16 unit of a code point."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2

"""Tells tables that hold data, with rows of several short texts, from those that only lay out a page."""

import re

from selectolax.lexbor import LexborNode

MAX_CELLS = 4_000
# A cell with more text than this, on average, is a column of a layout.
LAYOUT_CELL = 400
_MARKER = re.compile(r"\s*(?:\W|\(?\d{1,3}[.)])?\s*\Z")
_LAYOUT_ROLES = frozenset(("presentation", "none"))
_BLOCKS = frozenset("p div ul ol dl h1 h2 h3 h4 h5 h6 blockquote pre hr section article center".split())


def is_data_table(table: LexborNode) -> bool:
    """Whether a table holds data. Looks no further than the first table inside it."""
    if table.attributes.get("role") in _LAYOUT_ROLES:
        return False
    rows: list[list[LexborNode]] = []
    has_heads = False
    cells = blocks = 0
    for node in table.traverse():
        tag = node.tag
        if tag == "table" and node.mem_id != table.mem_id:
            return False
        if tag == "tr":
            rows.append([])
        elif tag in ("td", "th") and rows:
            rows[-1].append(node)
            cells += 1
            has_heads = has_heads or tag == "th"
            if cells > MAX_CELLS:
                break
        elif tag in _BLOCKS:
            blocks += 1
    if len(rows) < 2 or blocks > cells:
        return False
    texts = [[text for text in (cell.text() for cell in row) if not _MARKER.match(text)] for row in rows]
    full = sum(len(row) > 1 for row in texts)
    length = sum(len(text) for row in texts for text in row)
    return full * 2 > len(rows) and full > 1 and (has_heads or not blocks) and length <= LAYOUT_CELL * cells

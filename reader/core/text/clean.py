"""Cleans every string that enters: texts, titles, names and addresses."""

import re

# SAFETY 7 gives these bounds; the original keeps the rest.
TITLE_CAP = 1_000
AUTHOR_CAP = 500
ADDRESS_CAP = 8_000
TYPED_CAP = 2_000
"""Characters of what is typed of a work: authors, year, venue."""

# White space that is not a plain space, tab or line feed becomes a space, so that no words are glued.
_ODD_SPACES = dict.fromkeys((11, 12, 28, 29, 30, 31, 133, 8232, 8233), " ")
_CONTROLS: dict[int, str | None] = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"
}
_CONTROLS |= _ODD_SPACES | {0: "\ufffd"}
_CLEANED = {chr(code): other or "" for code, other in _CONTROLS.items()}
_UNCLEAN = re.compile("[" + "".join(map(re.escape, _CLEANED)) + "\ud800-\udfff]")
_PIECE = 1 << 16
"""Characters cleaned at once: between two pieces of a long text other threads go on."""
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str, *, cap: int | None = None) -> str:
    """The text without characters that no text should hold; line ends become ``\\n``.

    NUL and lone surrogates become U+FFFD, other control characters go; ``cap`` is in code points.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    text = "".join(_UNCLEAN.sub(lambda sign: _CLEANED.get(sign[0], "\ufffd"), piece) for piece in pieces)
    return text if cap is None else text[:cap]


def clean_line(text: str, *, cap: int | None = None) -> str:
    """The text on one line, for titles, names and addresses: no bidi controls, no runs of white space."""
    return " ".join(_BIDI.sub("", clean_text(text)).split())[:cap].rstrip()


def clean_title(text: str) -> str:
    """A title on one line, at most 1,000 characters."""
    return clean_line(text, cap=TITLE_CAP)


def clean_author(text: str) -> str:
    """An author on one line, at most 500 characters."""
    return clean_line(text, cap=AUTHOR_CAP)


def can_be_seen(text: str) -> bool:
    """Whether a text has any sign that shows."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def clean_address(text: str) -> str:
    """A link's address, at most 8,000 characters (a longer one is useless and becomes empty)."""
    address = "".join(clean_line(text).split())
    return address if len(address) <= ADDRESS_CAP else ""

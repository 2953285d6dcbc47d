"""The borders where a passage may begin and end: those of words, and of characters as a person sees them."""

import re
import unicodedata

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that are written without spaces: a border stands beside each of them."""
_JOINER = "\u200d"


def word_around(text: str, index: int) -> tuple[int, int]:
    """The word that a character is in; a sign is one by itself."""
    start, end = index, index + 1
    while not is_word_border(text, start):
        start -= 1
    while not is_word_border(text, end):
        end += 1
    return start, end


def is_word_border(text: str, index: int) -> bool:
    """Whether no word goes on across an index."""
    return not (0 < index < len(text) and _is_in_word(text[index - 1]) and _is_in_word(text[index]))


def _is_in_word(letter: str) -> bool:
    return (letter.isalnum() or letter == "_" or _extends(letter)) and not _UNSPACED.match(letter)


def outside_clusters(text: str, start: int, end: int) -> tuple[int, int]:
    """A range widened to what a person sees as whole characters (Unicode Standard Annex 29, in its main rules)."""
    while _is_inside_cluster(text, start):
        start -= 1
    while _is_inside_cluster(text, end):
        end += 1
    return start, end


def _is_inside_cluster(text: str, index: int) -> bool:
    if not 0 < index < len(text):
        return False
    before, after = text[index - 1], text[index]
    if (before, after) == ("\r", "\n"):
        return True
    if _extends(after):
        return not before.isspace()
    if before == _JOINER:
        return ord(after) >= 0x2190
    if _is_regional(before) and _is_regional(after):
        first = index
        while first and _is_regional(text[first - 1]):
            first -= 1
        return (index - first) % 2 == 1
    return 0x1100 <= ord(before) <= 0x11FF and 0x1160 <= ord(after) <= 0x11FF


def _extends(letter: str) -> bool:
    """Whether a character belongs to the one before it: marks, joiners, variation selectors, skin tones, tags."""
    code = ord(letter)
    return code >= 0x300 and (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")
        or code in (0x200C, 0x200D)
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
    )


def _is_regional(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF

"""Counts the words of a text, in scripts without spaces too."""

import re

# Scripts that do not part words by spaces: kana, ideographs, Thai and its kin.
_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_PER_WORD = 2.0


def count_words(text: str) -> int:
    """The number of words; about two characters of a script without spaces are one."""
    if text.isascii():
        return len(text.split())
    letters = len(_UNSPACED.findall(text))
    if not letters:
        return len(text.split())
    return len(_UNSPACED.sub(" ", text).split()) + round(letters / _PER_WORD)

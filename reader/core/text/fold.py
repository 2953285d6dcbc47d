"""Levels texts that differ only as copies of one text do, and finds the way back to the text as it came."""

import re
import unicodedata
from bisect import bisect_right

START, END = "\x02", "\x03"
"""The signs for the borders of a text in a levelled one; no cleaned text holds them."""
_ODD = re.compile(
    r"\s+|[\u00ad\u200b\u2060\ufeff]+|.[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]+"
)
_ALIKE = str.maketrans("‘’‚‛“”„‟‐‑‒–—―", "''''\"\"\"\"------")


def level(text: str) -> str:
    """A text with one space for white space, plain quotes and dashes, composed letters and nothing without width."""
    return _ODD.sub(lambda odd: _level_odd(odd[0]), text.translate(_ALIKE))


def _level_odd(odd: str) -> str:
    """One space for white space, nothing for what has no width, one letter for a letter and its marks."""
    if odd.isspace():
        return " "
    return "" if odd[0] in "\u00ad\u200b\u2060\ufeff" else unicodedata.normalize("NFC", odd)


class Levelled:
    """A text levelled, between characters that stand for its borders, and where its characters came from."""

    def __init__(self, text: str) -> None:
        text = text.translate(_ALIKE)
        parts, size, last = [START], 1, 0
        self._starts, self._origins, self._lengths = [0], [(0, 0)], [1]
        for odd in _ODD.finditer(text):
            replaced = _level_odd(odd[0])
            if replaced == odd[0]:
                continue
            for part, start, end in ((text[last : odd.start()], last, odd.start()), (replaced, *odd.span())):
                if part:
                    self._starts.append(size)
                    self._origins.append((start, end))
                    parts.append(part)
                    size += len(part)
                    self._lengths.append(len(part))
            last = odd.end()
        self._starts += [size, size + len(text) - last]
        self._origins += [(last, len(text)), (len(text), len(text))]
        self._lengths += [len(text) - last, 1]
        self.text = "".join([*parts, text[last:], END])

    def start_of(self, index: int) -> int:
        """Where the character at an index begins in the text as it came."""
        return self._origin(index)[0]

    def end_of(self, index: int) -> int:
        """Where the character before an index ends in the text as it came."""
        return self._origin(index - 1)[1]

    def _origin(self, index: int) -> tuple[int, int]:
        number = bisect_right(self._starts, index) - 1
        (start, end), offset = self._origins[number], index - self._starts[number]
        if end - start == self._lengths[number]:
            return start + offset, start + offset + 1
        return start, end

"""Turns words of a search into FTS5 expressions and literal checks, so that ``c++`` and ``need:`` find what they say.

FTS5 knows letters and digits only. A word that holds other signs must therefore also stand in the text as typed, and a
word without any letter or digit, or in a script that is written without spaces, is looked for in the text alone. Every
word is quoted and bound, so nothing a person types is FTS5 syntax.
"""

import unicodedata
from dataclasses import dataclass

from reader.core.state.queries import Words

_ENDINGS = (
    "s es ies sses ed ied ing y ly ally ently ously e er ers or al ial ance ence ancy ency able ible ant ent ement "
    "ment ements ments ion ions ation ations ational tional ator ators ism isms ist ists ity ities ality ivity ility "
    "ate ated ates ating ative ive ives iveness fulness ousness ous ize ized izes izing izer izers ization izations "
    "ise ised ises ising alize icate ical ic ics ful ness alism"
).split()
_STARTS = sorted({(ending[:cut], ending) for ending in _ENDINGS for cut in range(1, len(ending))})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word or phrase of a search: an FTS5 expression, a literal text, or both."""

    match: str | None
    literal: str | None
    is_negated: bool


def want(words: Words) -> Wanted | None:
    """The expression and text to look for; None when there is nothing to look for."""
    text = " ".join(words.text.replace("\0", " ").split())
    if not text:
        return None
    has_token = any(_is_token(sign) for sign in text)
    if not has_token or any(_is_unspaced(sign) for sign in text):
        return Wanted(None, text, words.is_negated)
    odd = any(not (_is_token(sign) or sign.isspace() or unicodedata.category(sign)[0] == "M") for sign in text)
    return Wanted(_expression(text, is_prefix=words.is_prefix), text if odd else None, words.is_negated)


def _expression(text: str, *, is_prefix: bool) -> str:
    quoted = _quoted(text)
    if not is_prefix or not _is_token(text[-1]):
        return quoted
    choices = [f"{quoted} *", *(_quoted(word) for word in _completions(text))]
    return f"({' OR '.join(choices)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _completions(text: str) -> list[str]:
    """Words that the last typed one may be the beginning of, where only the ending is missing.

    The index holds stems: "learnin" is not the beginning of "learn", but "learning" has that stem.
    """
    head, space, last = text.rpartition(" ")
    if len(last) < 4 or not last.isascii():
        return []
    ends = [(start, ending) for start, ending in _STARTS if last.lower().endswith(start) and len(last) - len(start) > 2]
    return sorted({head + space + last[: -len(start)] + ending for start, ending in ends})


def _is_token(sign: str) -> bool:
    """Whether FTS5's unicode61 takes the sign as part of a word (letters, digits, private use)."""
    if sign.isascii():
        return sign.isalnum()
    return unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "Co"


_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


def _is_unspaced(sign: str) -> bool:
    """Whether the sign belongs to a script written without spaces (Thai to Khmer, Chinese, Japanese)."""
    code = ord(sign)
    return any(first <= code <= last for first, last in _UNSPACED) or 0x20000 <= code <= 0x3FFFF

"""Makes the keys by which blocks are alike: words, patterns, phrases at their ends, and forms, broad or narrow.

What a correction says of one block is learned for those that are like it.
"""

import re
from collections.abc import Sequence

from reader.core.values.document import Block
from reader.core.values.works import unwrap
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

# Longer lines are never looked up by their words.
LONGEST_LINE = 300
_DIGITS = re.compile(r"\d+")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[a-z])[.):\]](?=\s)", re.IGNORECASE)
_LABEL = re.compile(r"\[[^\[\]]{1,24}\](?=\s)")
_SEPARATOR = re.compile(r":\s|\s[-–—|·•/]+\s|[–—]")
_LAST = re.compile(r"\([^()]{1,40}\)$|\[[^\[\]]{1,40}\]$")
_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NAMED_SIGNS = (
    Sign.HEADLINE,
    Sign.ALL_BOLD,
    Sign.ALL_LINK,
    Sign.LEAD_BOLD,
    Sign.LEAD_LINK,
    Sign.ALL_EM,
    Sign.CAPITALS,
    Sign.TAIL_LINK,
    Sign.OWN_URL,
)
FORM_SIGNS = tuple(sign.value for sign in _NAMED_SIGNS)
"""The signs that forms name, in order."""
_SEPARATED_WITHIN = 70
_PATTERN_WORDS, _FIXED_WORDS = 16, 3
NAME = "@"
SHORT, MIDDLING = 9, 20
"""The most words of a short and of a middling block."""
# The narrower form of a line that stands over another one, as headings do.
OVER_LINES = ", a short line over another"
RIGHT_OVER = ", right over "
# Forms that say nothing: most blocks of most documents have them.
PLAIN_FORMS = frozenset(("p", "li", "blockquote", "p in", "tr"))


def plain_words(text: str) -> str:
    """The words of a line by which it is known again: any number is 0, case and white space aside."""
    return _DIGITS.sub("0", " ".join(text.replace("’", "'").split()).casefold()).strip(" .:!*_#-–—•")


def pattern_of(text: str) -> str:
    """The words of a line with its names as @ ("Kept afloat by Okapi Logs": kept afloat by @); empty if too few remain.

    Names are words with capitals, but for the first and in lines of capitals; numbers are 0 as in ``plain_words``.
    """
    words = text.replace("’", "'").split()
    if text.isupper() or len(words) > _PATTERN_WORDS:
        return ""
    found: list[str] = []
    for place, word in enumerate(words):
        is_name = place > 0 and word.lstrip("\"“”‘'(«„")[:1].isupper()
        if not is_name:
            found.append(word)
        elif found[-1] != NAME:
            found.append(NAME)
    pattern = plain_words(" ".join(found))
    fixed = sum(word.isalpha() for word in pattern.split())
    is_varied = NAME in found or "0" in pattern
    return pattern if is_varied and fixed >= _FIXED_WORDS else ""


def says(text: str, wording: str) -> bool:
    """Whether a text holds these normalised words as whole words."""
    return re.search(rf"(?<!\w){re.escape(wording)}(?!\w)", plain_words(text)) is not None


def phrases(text: str) -> tuple[str, ...]:
    """The beginnings and ends of a text: its first two and three words, its last two, and brackets at its end."""
    words = _WORDS.findall(_DIGITS.sub("0", text[:200]).casefold())
    found = [f"^{' '.join(words[:count])}" for count in (2, 3) if len(words) > count]
    if ending := _LAST.search(text.rstrip(" .")[-50:]):
        found.append(f"{ending[0].casefold()}$")
    last = _WORDS.findall(_DIGITS.sub("0", text[-80:]).casefold())
    return (*found, f"{' '.join(last[-2:])}$") if len(words) > 4 else tuple(found)


def forms_of(blocks: Sequence[Block], markups: Sequence[Markup]) -> list[tuple[str, ...]]:
    """The forms of all blocks, each from the broadest to the narrowest.

    First its markup and first mark; then with what stands below it; how long it is; how it is parted and how it ends;
    and, of a line right over a block with a mark of its own, the form of that.
    """
    broad = [_broad_form(block, markup) for block, markup in zip(blocks, markups, strict=True)]
    return [
        _nested(here, block, below, after)
        for here, block, below, after in zip(broad, blocks, [*broad[1:], ""], [*blocks[1:], None], strict=True)
    ]


def _broad_form(block: Block, markup: Markup) -> str:
    """The markup of a block and its first mark, if that is no word."""
    broad = [block.tag.value + (str(block.level) if block.level else "")]
    broad += [sign.value for sign in _NAMED_SIGNS if sign in markup.signs]
    broad += ["deep"] if block.depth > 1 else []
    broad += ["in"] if block.indent else []
    mark = _mark(block.text)
    return " ".join([*broad, mark] if mark else broad)


def is_broad(form: str) -> bool:
    """Whether a form is the broad one."""
    return ", " not in form


def broad_of(form: str) -> str:
    """The broad form that a form is one of."""
    return form.split(", ", 1)[0]


def is_parted(form: str) -> bool:
    """Whether it is of the form that a separator parts the beginning of the block from the rest."""
    return ", parted by " in form


def _nested(here: str, block: Block, below: str, after: Block | None) -> tuple[str, ...]:
    size, next_size = _size(block), _size(after) if after else ""
    under = "text" if next_size != "short" else "a line"
    if here == below or after is None:
        under = "another" if after is None else "its like"
    ending = block.text.rstrip("”\"’')]* ")[-1:]
    separator = _SEPARATOR.search(block.text[:_SEPARATED_WITHIN])
    parted = f", parted by {separator[0].strip()}" if separator else ""
    narrow = f"{here}, {size}{parted}" + ("" if ending.isalnum() else f", ending in {ending}")
    lines = (here + OVER_LINES,) if size == next_size == "short" and ending.isalnum() else ()
    right_over = (
        (f"{here}{RIGHT_OVER}{below}",) if after and size == "short" and here != below and is_telling(below) else ()
    )
    return here, f"{here}, over {under}", f"{here}, {size}", *lines, narrow, *right_over


def _size(block: Block) -> str:
    words = len(block.text.split())
    return "short" if words <= SHORT else "middling" if words <= MIDDLING else "long"


def is_telling(form: str) -> bool:
    """Whether the form of a block sets it off from plain text."""
    return form not in PLAIN_FORMS


def _mark(text: str) -> str:
    """The mark that a block begins with: a number, a label in brackets or a symbol; empty before a word."""
    if _NUMBERING.match(text):
        return "1."
    if _LABEL.match(text):
        return "[]"
    first = text[:1]
    if first in "\"“”‘'«„(":
        return ""
    if first and not first.isalnum():
        return "emoji" if ord(first) >= 0x1F000 or 0x2600 <= ord(first) <= 0x27BF else first
    token = text.split(maxsplit=1)[0] if text else ""
    is_counted = any(letter.isdigit() for letter in token) and token[-1:] in ".:)/|–—-]"
    return _DIGITS.sub("0", token) if is_counted and len(token) <= 8 else ""


def host_of(url: str | None) -> str:
    """The host of an address, without "www."."""
    found = unwrap(url or "").split("://", 1)[-1].split("/", 1)[0].casefold() if url else ""
    return found.removeprefix("www.")

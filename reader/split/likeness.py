"""When two blocks are alike: by their words, by how they begin and end, and by their form, broadly or narrowly.

What a correction says of one block is learned for those that are like it.
"""

import re
from collections.abc import Sequence

from reader.core.documents import Block
from reader.core.works import unwrap
from reader.split.structure import form

# Longer lines are never looked up by their words.
LONGEST_LINE = 300
_DIGITS = re.compile(r"\d+")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[a-z])[.):\]](?=\s)", re.IGNORECASE)
_LABEL = re.compile(r"\[[^\[\]]{1,24}\](?=\s)")
_SEPARATOR = re.compile(r":\s|\s[-–—|·•/]+\s|[–—]")
_LAST = re.compile(r"\([^()]{1,40}\)$|\[[^\[\]]{1,40}\]$")
_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SHAPES = ("headline", "all bold", "all link", "lead bold", "lead link", "all em", "capitals", "tail link", "own url")
_SEPARATED_WITHIN = 70
_SHORT, _MIDDLING = 9, 20
# Forms that say nothing: most blocks of most documents have them.
PLAIN_SHAPES = frozenset(("p", "li", "blockquote", "p in", "tr"))


def plain_words(text: str) -> str:
    """The words of a line by which it is known again: any number is 0, case and white space aside."""
    return _DIGITS.sub("0", " ".join(text.replace("’", "'").split()).casefold()).strip(" .:!*_#-–—•")


def phrases(text: str) -> tuple[str, ...]:
    """How a text begins and ends: its first two and three words, its last two, what stands in brackets at its end."""
    words = _WORDS.findall(_DIGITS.sub("0", text[:200]).casefold())
    found = [f"^{' '.join(words[:count])}" for count in (2, 3) if len(words) > count]
    if ending := _LAST.search(text.rstrip(" .")[-50:]):
        found.append(f"{ending[0].casefold()}$")
    last = _WORDS.findall(_DIGITS.sub("0", text[-80:]).casefold())
    return (*found, f"{' '.join(last[-2:])}$") if len(words) > 4 else tuple(found)


def shapes(block: Block, usual: Sequence[str] | frozenset[str] = ()) -> tuple[str, str, str]:
    """The form of a block: its markup and first mark; with how long it is; with how it is parted and how it ends."""
    signs = form(block, usual).signs
    broad = [block.tag.value + (str(block.level) if block.level else "")]
    broad += [sign for sign in _SHAPES if sign in signs]
    broad += ["deep"] if block.depth > 1 else []
    broad += ["in"] if block.indent else []
    if mark := _mark(block.text):
        broad.append(mark)
    words = len(block.text.split())
    size = "short" if words <= _SHORT else "middling" if words <= _MIDDLING else "long"
    ending = block.text.rstrip("”\"’')]* ")[-1:]
    separator = _SEPARATOR.search(block.text[:_SEPARATED_WITHIN])
    narrow = [size, separator[0].strip() if separator else "", ending if not ending.isalnum() else "a"]
    first = " ".join(broad)
    return first, f"{first} {size}", f"{first} {' '.join(narrow)}"


def is_telling(shape: str) -> bool:
    """Whether the form of a block sets it off from plain text."""
    return shape not in PLAIN_SHAPES


def _mark(text: str) -> str:
    """What a block begins with if it is no word: a number, a label in brackets, a sign of some kind."""
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

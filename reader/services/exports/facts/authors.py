"""Reads authors as a source prints them ("By Ann Lee, Bo Xu and others") into family and given names."""

import re
from dataclasses import dataclass

_BYLINE = re.compile(r"^\s*(?:by|von|par|por|written by|posted by)\s+", re.IGNORECASE)
_OTHERS = re.compile(r"[,;]?\s*(?:\bet\s+al\b\.?|\band\s+others\b)\s*$", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*[<(][^<>()]*@[^<>()]*[>)]")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|&)\s|\sand\s|\s&\s)\s*")
# Words of organisations, which have no family name.
_ORGANISATION = re.compile(
    r"\b(?:team|research|labs?|inc|ltd|llc|gmbh|corp|university|institute|group|foundation|editors?|staff|blog|news"
    r"|weekly|newsletter|magazine|press|project|society|ai|the)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset("van von der den de del della di da dos du la le ter ten af al el bin ibn zu".split())
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Author:
    """A person (``family`` and perhaps ``given``), or a name that is kept as it is (``given`` None)."""

    family: str
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors of a work; ``has_others``: the source names only some of them."""

    names: tuple[Author, ...] = ()
    has_others: bool = False


def read_authors(printed: str | None) -> Authors:
    """The authors that a line names; a name that cannot be told apart surely is kept whole."""
    line = _BYLINE.sub("", " ".join((printed or "").split()))
    line = _ADDRESS.sub("", line)
    has_others = bool(_OTHERS.search(line))
    names = [_name(part) for part in _parts(_OTHERS.sub("", line)) if part.strip(" ,;.")]
    return Authors(tuple(dict.fromkeys(names)), has_others and bool(names))


def told_names(authors: Authors) -> str:
    """The authors as people write them: "Ann Lee, Bo Xu, et al"; `read_authors` reads the same of it again."""
    names = [f"{name.given} {name.family}" if name.given else name.family for name in authors.names]
    return ", ".join([*names, *(["et al"] if authors.has_others else [])])


def _parts(line: str) -> list[str]:
    if ";" in line:
        return line.split(";")
    between = _BETWEEN.split(line)
    if len(between) > 1 and all(part.count(",") == 1 and _is_family_first(part) for part in between):
        return between
    if len(between) == 1 and line.count(",") == 1 and _is_family_first(line):
        return [line]
    return [name for part in between for name in part.split(",")]


def _is_family_first(name: str) -> bool:
    """Whether it reads as "Lee, Ann": one word, a comma, and one or two more words."""
    family, _, given = name.partition(",")
    words = family.split()
    return len([word for word in words if word.lower() not in _PARTICLES]) == 1 and 1 <= len(given.split()) <= 2


def _name(part: str) -> Author:
    part = part.strip(" ,;")
    family, comma, given = (side.strip() for side in part.partition(","))
    if comma and given:
        return Author(family, given)
    words = part.split()
    if len(words) < 2 or _ORGANISATION.search(part) or any(sign.isdigit() for sign in part):
        return Author(part)
    last = len(words) - 1
    if words[last].lower() in _SUFFIXES and last > 1:
        last -= 1
    while last > 1 and words[last - 1].lower() in _PARTICLES:
        last -= 1
    return Author(" ".join(words[last:]), " ".join(words[:last]))

"""Tags: what one may be called, how they nest, and what can be done to them.

``/`` nests: ``vision/3d`` is inside ``vision``, which holds what its nested ones hold. Case is kept and not compared.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from reader.core.text.clean import clean_line
from reader.core.values.errors import CommandError
from reader.core.values.ids import WorkId

LONGEST = 100
COLOURS = ("blue", "green", "orange", "purple", "teal", "red", "pink", "grey")
"""The colours of tags; new ones are given them in turn, but for the last."""

_JOINERS = "\u200c\u200d"  # within words of Persian or Hindi, and within emoji


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as an item shows it."""

    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag with the items that it and its nested ones hold; ``colour`` is None where only nested ones exist."""

    name: str
    colour: str | None
    items: int
    unread: int


@dataclass(frozen=True, slots=True)
class TagWorks:
    """A wish: give works these tags, which are made where they do not exist, or (``is_set`` False) take them away."""

    works: tuple[WorkId, ...]
    names: tuple[str, ...]
    is_set: bool = True


@dataclass(frozen=True, slots=True)
class RenameTag:
    """A wish: rename a tag and all inside it. Where the new name is taken already, the two become one."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class DeleteTag:
    """A wish: take a tag and all inside it away from every work."""

    name: str


@dataclass(frozen=True, slots=True)
class ColourTag:
    """A wish: give a tag one of ``COLOURS``."""

    name: str
    colour: str


TagWish = TagWorks | RenameTag | DeleteTag | ColourTag


def clean_tag(text: str) -> str:
    """The name that a text gives a tag. CommandError says why it can be none."""
    name = "/".join(_clean_part(part) for part in text.split("/"))
    if len(name) > LONGEST:
        raise CommandError(f"A tag has at most {LONGEST} characters; this one has {len(name):,}.")
    if not name.strip("/"):
        raise CommandError("A tag needs a name.")
    if not all(map(_is_seen, name.split("/"))):
        raise CommandError(f"“{name}” needs a name on both sides of the /.")
    for sign, word in ((",", "comma"), ('"', "quotation mark")):
        if sign in name:
            raise CommandError(f"A tag's name cannot contain a {word}.")
    return name


def _clean_part(text: str) -> str:
    line = unicodedata.normalize("NFC", clean_line(text))
    seen = (sign for sign in line if sign in _JOINERS or unicodedata.category(sign) not in ("Cf", "Cc", "Co", "Cn"))
    return " ".join("".join(seen).split())


def _is_seen(part: str) -> bool:
    """Whether a part shows anything: more than joiners and marks that stand on nothing."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in part)


def split_tags(text: str) -> tuple[str, ...]:
    """The tags that a line names, separated by commas. CommandError: one of them can be none."""
    return unique(clean_tag(part) for part in text.split(",") if part.strip())


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, as it was written first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold_tag(name), name)
    return tuple(found.values())


def tag_of_topic(topic: str) -> str | None:
    """The tag that a printed topic becomes; None if it can be none."""
    try:
        return clean_tag(topic.translate({ord(","): " ", ord('"'): " "}).strip(" /#"))
    except CommandError:
        return None


def fold_tag(name: str) -> str:
    """A name for comparing: neither case nor white space at its ends matters."""
    return unicodedata.normalize("NFC", "/".join(part.strip() for part in name.split("/")).casefold())


def is_inside(name: str, outer: str) -> bool:
    """Whether a tag is nested in another (or is it), by their folded names."""
    return name == outer or name.startswith(f"{outer}/")


def outer_names(name: str) -> list[str]:
    """The names of all tags that a tag is nested in, the outermost first."""
    parts = name.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]

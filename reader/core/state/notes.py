"""Notes: both texts are kept when two were written on one thing, and ``[[links]]`` lead from one work to another."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.core.values.ids import ItemId, WorkId

DIVIDER = "\n\n---\n\n"
_NAME = r"(?!\[)(?:[^\[\]\n|]|\[(?!\[)|\](?!\])|\](?=\]\](?!\]))){1,1100}"
LINK = re.compile(rf"\[\[({_NAME})(?:\|({_NAME}))?\]\]")
"""``[[title]]``, ``[[key]]`` or ``[[title or key|words to show]]``, on one line."""


@dataclass(frozen=True, slots=True)
class LinkedWork:
    """A work that is linked: the item to go to, its title (or first words), and how the work is known.

    ``target`` is what to write between the brackets; empty where nobody asked for it.
    """

    work: WorkId
    item: ItemId
    title: str
    label: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """Where the links of a note lead, by `folded_target`, and the works whose notes link here."""

    forward: Mapping[str, LinkedWork] = field(default_factory=dict)
    back: tuple[LinkedWork, ...] = ()


def join_notes(first: str, second: str) -> str:
    """Both notes, with a divider between them; one that holds the other stands for both."""
    if not first or first in second:
        return second
    if not second or second in first:
        return first
    return f"{first}{DIVIDER}{second}"


def merge_notes(*, base: str, mine: str, theirs: str) -> str:
    """Merges two edits of one note, ``mine`` and ``theirs``, both made of ``base``: nobody's words are lost."""
    if theirs == base:
        return mine
    if mine == base:
        return theirs
    return join_notes(theirs, mine)


def link_targets(note: str) -> tuple[str, ...]:
    """The targets that the links of a note name, each once, in their order."""
    if "[[" not in note:
        return ()
    return tuple({folded_target(match[1]): match[1] for match in LINK.finditer(note)}.values())


def folded_target(text: str) -> str:
    """A title or key as links are compared: neither case, white space nor the way of composing letters matters."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u200b", "")).casefold().split())


def link_text(title: str, key: str, *, is_unique: bool) -> str:
    """The text between the brackets of a link to a work: its title, or its key where that would not be found."""
    words = " ".join(title.split())
    shown = words.replace("[", "(").replace("]", ")").replace("|", "/")
    if shown != words or not is_unique:
        return f"{key}|{shown}"
    return words

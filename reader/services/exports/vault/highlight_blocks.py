"""Highlights in a vault's notes: a callout each, with a block id to link to, among which the user may write.

Our block of the note keeps a list of them with checksums, so that exporting again can tell what the user changed: that
is theirs from then on, and so is a place where they took one away.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.core.state.highlights import Highlight
from reader.services.exports.formats.markdown_list import blockquote, escape_text, harmless_note

_ID = re.compile(r"\^(h-[0-9a-f]{8,32})\s*")
_LIST = re.compile(r"<!-- reader:highlights ((?:h-[0-9a-f]+:[0-9a-f]+ )+)-->")
_KEY = re.compile("[0-9a-f]{8,32}")
_TOKEN = 8


@dataclass(frozen=True, slots=True)
class Callout:
    """A highlight as it stands in a note: its block id and its lines."""

    id: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Updated:
    """The user's lines with callouts among them, the list of these, and how many changed ones were let be."""

    lines: list[str]
    sums: Mapping[str, str]
    kept: int


def make_callouts(highlights: Iterable[Highlight]) -> tuple[Callout, ...]:
    """The callouts of highlights, in order."""
    made: dict[str, Callout] = {}
    for one in highlights:
        digits = _digits(one.key)
        short = f"h-{digits[:_TOKEN]}"
        id = f"h-{digits}" if short in made else short
        words = [f"[!quote] {one.colour.capitalize()}", escape_text(one.anchor.exact)]
        if one.note.strip():
            words += ["", blockquote(f"[!note]\n{harmless_note(one.note)}")]
        made[id] = Callout(id, tuple(blockquote("\n".join(words)).split("\n")))
    return tuple(made.values())


def _digits(key: str) -> str:
    """The key of a block id: as it is where the reader made it, else (another program's export) its checksum."""
    return key if _KEY.fullmatch(key) else hashlib.sha256(key.encode()).hexdigest()[:32]


def told_list(sums: Mapping[str, str]) -> str:
    """The list of callouts as a comment, which no reader of Markdown shows; empty for none."""
    listed = "".join(f"{id}:{checksum} " for id, checksum in sums.items())
    return f"<!-- reader:highlights {listed}-->" if listed else ""


def read_list(lines: Iterable[str]) -> dict[str, str]:
    """The list that our block holds."""
    found = next(filter(None, map(_LIST.fullmatch, lines)), None)
    return dict(entry.split(":", 1) for entry in found[1].split()) if found else {}


def sums_of(callouts: Iterable[Callout]) -> dict[str, str]:
    """The list of callouts as they are written."""
    return {one.id: _sum(one.lines) for one in callouts}


def new_lines(callouts: Iterable[Callout]) -> list[str]:
    """Callouts one below the other, an empty line before each."""
    return [line for one in callouts for line in ("", *one.lines, "", f"^{one.id}")]


def update(lines: Sequence[str], callouts: Sequence[Callout], known: Mapping[str, str], place: str) -> Updated:
    """Bring the callouts among the user's lines up to date; the first ones go below the line ``place``.

    What is there and was not changed by the user is written anew, or goes with its highlight. ``known`` is the list as
    it was when the note was written last.
    """
    wanted = {one.id: one for one in callouts}
    fresh = sums_of(callouts)
    sums = {id: known.get(id, checksum) for id, checksum in fresh.items()}
    done, kept = list(lines), 0
    for id, (first, last) in reversed(_find(done).items()):
        if id not in known or fresh.get(id) == known[id]:
            continue
        if _sum(done[first:last]) != known[id]:
            kept += 1
        elif id in wanted:
            done[first:last] = wanted[id].lines
            sums[id] = fresh[id]
        else:
            _remove(done, id, first)
    for number, one in enumerate(callouts):
        there = _find(done)
        if one.id not in known and one.id not in there:
            _insert(done, one, there, [other.id for other in callouts[:number]], place)
    return Updated(done, sums, kept)


def _find(lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The first and last line of each block id's callout; an empty range where it is not right above its id."""
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines):
        if id := _ID.fullmatch(line):
            last = number - 1 if number and not lines[number - 1].strip() else number
            first = last
            while first and lines[first - 1].startswith(">"):
                first -= 1
            found.setdefault(id[1], (first, last))
    return found


def _remove(lines: list[str], id: str, first: int) -> None:
    last = next(number for number in range(first, len(lines)) if lines[number].rstrip() == f"^{id}")
    is_apart = first and not lines[first - 1].strip()
    del lines[first - 1 if is_apart else first : last + 1]


def _insert(
    lines: list[str], one: Callout, there: Mapping[str, tuple[int, int]], before: Sequence[str], place: str
) -> None:
    """Below the callout that precedes it, if one is there; else below ``place``."""
    above = next((f"^{id}" for id in reversed(before) if id in there), place)
    at = next((number for number, line in enumerate(lines) if line.rstrip() == above), None)
    if at is None:
        return
    is_followed = at + 1 < len(lines) and lines[at + 1].strip()
    lines[at + 1 : at + 1] = [*new_lines([one]), *([""] if is_followed else [])]


def _sum(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(line.rstrip() for line in lines).encode()).hexdigest()[:_TOKEN]

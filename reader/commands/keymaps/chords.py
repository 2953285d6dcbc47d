"""Chords: turns strokes into a command with its count, decided without Qt.

``decide`` is pure: what was typed so far and one more key give what is typed now and what to do. The
dispatcher keeps the state between presses and carries the outcome out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from reader.commands.command_rows.command import Command, Scope
from reader.commands.keymaps.keymap import Keymap
from reader.commands.keymaps.strokes import Stroke, format_keys

MAX_COUNT = 9999


class Do(Enum):
    """The possible outcomes of a key press. PASS alone leaves the key to the widget that has the focus."""

    PASS = "pass"
    WAIT = "wait"
    RUN = "run"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Chord:
    """The keys typed so far: a count, then the first strokes of a sequence."""

    count: int | None = None
    strokes: tuple[Stroke, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed."""
        return self.count is None and not self.strokes

    def __str__(self) -> str:
        """The text in the status bar: ``3``, ``g``, ``3 g``."""
        return " ".join(([] if self.count is None else [str(self.count)]) + [str(stroke) for stroke in self.strokes])


EMPTY = Chord()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a key press: the command to RUN, or the sentence of a REFUSE."""

    do: Do
    chord: Chord = EMPTY
    command: Command | None = None
    count: int | None = None
    sentence: str = ""


def decide(keymap: Keymap, scopes: Sequence[Scope], chord: Chord, candidates: Sequence[Stroke]) -> Outcome:
    """Decide one key press.

    ``candidates`` are the strokes that the press may mean, likeliest first: a layout's own sign, then the physical
    key; the first that leads somewhere counts.
    """
    taken_back = None if chord.is_empty else _take_back(chord, candidates[0])
    if taken_back is not None:
        return Outcome(Do.WAIT, taken_back)
    digit = next((stroke.digit for stroke in candidates if stroke.digit is not None), None)
    is_key = chord.is_empty and isinstance(keymap.find(scopes, (candidates[0],)), Command)
    if digit is not None and not is_key and not chord.strokes and (digit or chord.count is not None):
        count = min((chord.count or 0) * 10 + digit, MAX_COUNT)
        return Outcome(Do.WAIT, replace(chord, count=count))
    for stroke in candidates:
        found = keymap.find(scopes, (*chord.strokes, stroke))
        if isinstance(found, Command):
            return _run(found, chord.count)
        if found is not None:
            return Outcome(Do.WAIT, replace(chord, strokes=(*chord.strokes, stroke)))
    return _unknown(keymap, chord, candidates[0])


def _take_back(chord: Chord, stroke: Stroke) -> Chord | None:
    """The rest of something half typed after Esc or Backspace; None for other keys."""
    if stroke == Stroke("Esc"):
        return EMPTY
    if stroke != Stroke("Backspace"):
        return None
    if chord.strokes:
        return replace(chord, strokes=chord.strokes[:-1])
    return Chord((chord.count or 0) // 10 or None)


def _run(command: Command, count: int | None) -> Outcome:
    if count is not None and not command.takes_count:
        return Outcome(Do.REFUSE, sentence=f"{command.title.rstrip('…')} takes no number.")
    return Outcome(Do.RUN, command=command, count=count)


def _unknown(keymap: Keymap, chord: Chord, stroke: Stroke) -> Outcome:
    """Handles a key that leads nowhere: said aloud after something typed or for a sign, else left to the widget.

    Lists would search for the letter otherwise and jump.
    """
    if chord.is_empty and not stroke.is_printable:
        return Outcome(Do.PASS)
    help_key = keymap.first_key_of("help.keys") if "help.keys" in keymap else ""
    where = f" {help_key} shows all keys." if help_key else ""
    return Outcome(Do.REFUSE, sentence=f"{format_keys((*chord.strokes, stroke))} does nothing here.{where}")

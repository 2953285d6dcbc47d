"""Strokes: one press of a key with its modifiers, and its spelling.

Letters are written as they are meant: ``j``, ``J`` for Shift and j, ``Ctrl+K``, ``Ctrl+Shift+Z``. Other signs
are the sign that the keyboard produces (``?``, ``]``, ``Ctrl++``), so Shift is never written before them.
Keys without a sign have names: ``Space``, ``Enter``, ``F6``.
"""

from dataclasses import dataclass

from reader.core.values.errors import ReaderError

_NAMED = "Space Enter Esc Tab Backspace Del Ins Home End PgUp PgDown Left Right Up Down Menu"
NAMED_KEYS = frozenset((*_NAMED.split(), *(f"F{number}" for number in range(1, 25))))
_ALIASES = {
    "escape": "Esc",
    "return": "Enter",
    "delete": "Del",
    "insert": "Ins",
    "pageup": "PgUp",
    "pagedown": "PgDown",
    "pgdn": "PgDown",
}
_NAMES = {name.lower(): name for name in NAMED_KEYS} | _ALIASES
_MODIFIERS = {"ctrl": "ctrl", "alt": "alt", "shift": "shift"}


class KeymapError(ReaderError):
    """Keys that cannot be used as they are written; ``problems`` has one sentence for each."""

    def __init__(self, *problems: str):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key press. ``key`` is a small letter, another sign, or one of ``NAMED_KEYS``."""

    key: str
    ctrl: bool = False
    alt: bool = False
    shift: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether the key is one of a to z, which is told by the key and Shift, never by the text."""
        return len(self.key) == 1 and self.key.isascii() and self.key.isalpha()

    @property
    def is_plain(self) -> bool:
        """Whether neither Ctrl nor Alt is held."""
        return not (self.ctrl or self.alt)

    @property
    def is_printable(self) -> bool:
        """Whether a text field would insert something."""
        return self.is_plain and (len(self.key) == 1 or self.key == "Space")

    @property
    def digit(self) -> int | None:
        """The digit that this adds to a count, or None."""
        return int(self.key) if self.is_plain and len(self.key) == 1 and self.key in "0123456789" else None

    def __str__(self) -> str:
        """Write the stroke as the keymap and the screen do."""
        if self.is_letter and self.is_plain:
            return self.key.upper() if self.shift else self.key
        held = [name for name, on in (("Ctrl", self.ctrl), ("Alt", self.alt), ("Shift", self.shift)) if on]
        return "+".join([*held, self.key.upper() if self.is_letter else self.key])


def parse_stroke(text: str) -> Stroke:
    """Read one stroke. KeymapError says in plain words why the text is none."""
    rest, held = text, set()
    while True:
        name, plus, after = rest.partition("+")
        if not plus or not after or name.lower() not in _MODIFIERS:
            break
        held.add(_MODIFIERS[name.lower()])
        rest = after
    key = _parse_key(rest, text)
    shift = "shift" in held
    if len(key) == 1 and not (key.isascii() and key.isalpha()):
        if shift:
            raise KeymapError(f"“{text}”: write the sign that the keys produce, without Shift.")
        return Stroke(key, "ctrl" in held, "alt" in held)
    if len(key) == 1:
        shift = shift or (not held and key.isupper())
        key = key.lower()
    return Stroke(key, "ctrl" in held, "alt" in held, shift)


def _parse_key(key: str, text: str) -> str:
    if len(key) == 1 and key.isprintable() and not key.isspace():
        return key
    if key.lower() in _NAMES:
        return _NAMES[key.lower()]
    raise KeymapError(f"“{text}” is no key that is known.")


def parse_keys(text: str) -> tuple[Stroke, ...]:
    """Read a sequence of strokes separated by spaces, such as ``g u``."""
    strokes = tuple(parse_stroke(part) for part in text.split())
    if not strokes:
        raise KeymapError("A key is empty.")
    return strokes


def format_keys(strokes: tuple[Stroke, ...]) -> str:
    """Write a sequence of strokes so that ``parse_keys`` reads the same again."""
    return " ".join(map(str, strokes))

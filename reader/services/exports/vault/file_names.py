"""Names files so that every system takes them: NFC, an allowlist of signs, none reserved, short, unique."""

import unicodedata
from collections.abc import Iterable

LIMIT = 120
"""Bytes of a name, its ending included."""
_SIGNS = frozenset(" -_.,()'+")
_RESERVED = frozenset(
    "con prn aux nul conin$ conout$".split()
    + [f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"]
)


class FileNames:
    """Gives names that no other file of a folder has."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_folded(name) for name in taken}

    def give(self, title: str, ending: str, token: str) -> str:
        """A name made of a title; where it is taken, a part of ``token`` tells it from the other."""
        for length in (0, 4, 8, len(token)):
            tail = f" ({token[:length]}){ending}" if length else ending
            name = _cut(safe_stem(title), LIMIT - len(tail.encode())) + tail
            if _folded(name) not in self._taken:
                break
        self._taken.add(_folded(name))
        return name


def safe_stem(title: str) -> str:
    """A title as a file's name without its ending; never empty."""
    kept = (sign if _is_allowed(sign) else " " for sign in unicodedata.normalize("NFC", title))
    stem = " ".join("".join(kept).split()).lstrip(" .-").rstrip(" .")
    if not stem:
        return "Untitled"
    return f"{stem.split('.')[0].strip()}_{stem[len(stem.split('.')[0]) :]}" if _is_reserved(stem) else stem


def _is_allowed(sign: str) -> bool:
    return sign in _SIGNS or unicodedata.category(sign)[0] in "LMN" or unicodedata.category(sign) == "So"


def _is_reserved(stem: str) -> bool:
    # Windows looks at what stands before the first dot, whatever follows.
    return stem.split(".")[0].strip().casefold() in _RESERVED


def _cut(stem: str, limit: int) -> str:
    """At most so many bytes, no letter parted from its accents."""
    if len(stem.encode()) <= limit:
        return stem
    cut = stem.encode()[:limit].decode("utf-8", "ignore")
    while cut and unicodedata.category(stem[len(cut)])[0] == "M":
        cut = cut[:-1]
    return cut.rstrip(" .") or "Untitled"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())

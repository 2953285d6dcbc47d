"""Finds the characters of one text that are still in another: G. Myers' edit distance (J.

ACM 46, 1999), bit-parallel.

With the bits in Python's whole numbers, and with the way back through them (H. Hyyrö 2004).
"""

Run = tuple[int, int, int]
"""A run of characters that both texts have: where it begins in the old one and in the new one, and its length."""

_AT_ONCE = 640
_SEED = 32


def common(one: str, other: str) -> int:
    """The number of characters that two texts begin with alike."""
    size = min(len(one), len(other))
    if one[:size] == other[:size]:
        return size
    low, high = 0, size
    step = 16
    while low + step < size and one[low : low + step] == other[low : low + step]:
        low += step
        step *= 2
    high = min(size, low + step)
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def align(old: str, new: str, *, most: int) -> list[Run]:
    """The runs that survive from one text to the other, in order; none if more than ``most`` characters differ.

    Long texts are taken apart at characters in a row that stand unchanged nearby.
    """
    runs: list[Run] = []
    start = shift = wrong = 0
    while True:
        size = common(old[start:], new[start + shift :])
        if size:
            runs.append((start, start + shift, size))
        start += size
        rest_old, rest_new = old[start:], new[start + shift :]
        if not rest_old or not rest_new:
            return _joined(runs)
        kept = common(rest_old[::-1], rest_new[::-1])
        if max(len(rest_old), len(rest_new)) - kept <= _AT_ONCE:
            resumed = len(rest_old) - kept, len(rest_new) - kept
        else:
            found = _resumed(rest_old, rest_new)
            if found is None:
                return []
            resumed, kept = found, 0
        wrong += max(resumed) - min(resumed)
        runs += [
            (start + i, start + shift + j, n) for i, j, n in _matched(rest_old[: resumed[0]], rest_new[: resumed[1]])
        ]
        wrong += min(resumed) - sum(n for i, _, n in runs if i >= start)
        if wrong > most:
            return []
        if kept:
            return _joined([*runs, (start + resumed[0], start + shift + resumed[1], kept)])
        shift += resumed[1] - resumed[0]
        start += resumed[0]


def _resumed(old: str, new: str) -> tuple[int, int] | None:
    """The place from which both texts go on alike, within what is aligned at once; None if there is none."""
    for at in range(1, _AT_ONCE, _SEED // 2):
        found = new.find(old[at : at + _SEED], 0, _AT_ONCE + _SEED)
        if found >= 0 and len(old) >= at + _SEED:
            return at, found
    return None


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch in both texts as one."""
    joined: list[Run] = []
    for i, j, n in runs:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (*joined[-1][:2], joined[-1][2] + n)
        else:
            joined.append((i, j, n))
    return joined


def _matched(old: str, new: str) -> list[Run]:
    """The runs of a best alignment, in order."""
    if not old or not new:
        return []
    columns = _columns(old, new)
    runs: list[Run] = []
    i, j = len(old), len(new)
    while i and j:
        bit = 1 << (i - 1)
        if columns[j - 1][0] & bit:
            i -= 1
            continue
        j -= 1
        if j and columns[j - 1][1] & bit:
            continue
        i -= 1
        if old[i] == new[j]:
            runs.append((i, j, 1))
    return _joined(runs[::-1])


def _columns(old: str, new: str) -> list[tuple[int, int]]:
    """For each character of the new text, the steps up and down of the distance along the old text, as bits."""
    every = (1 << len(old)) - 1
    where: dict[str, int] = {}
    for number, letter in enumerate(old):
        where[letter] = where.get(letter, 0) | 1 << number
    up, down = every, 0
    columns: list[tuple[int, int]] = []
    for letter in new:
        match = where.get(letter, 0)
        zero = (((match & up) + up) ^ up) | match | down
        right = down | (every & ~(zero | up))
        left = up & zero
        right = (right << 1) | 1
        left <<= 1
        up = (left | ~(zero | right)) & every
        down = right & zero & every
        columns.append((up, down))
    return columns

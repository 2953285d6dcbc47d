"""Anchors of highlighted passages: their words, surroundings and place, and where they stand in a changed text.

An anchor holds what two selectors of the W3C Web Annotation Data Model hold: TextQuoteSelector (exact, prefix, suffix)
and TextPositionSelector (start, end). Places are weighed as Hypothesis weighs them, but a good score is not enough:
a passage that was deleted must not land on one like it. So a place also has to be sure, which is one of

- the same words between the same surroundings, of which one side may have changed in one spot;
- changed words between unchanged surroundings, where a change may go over the border into them;
- the same words once only in the text, in a long run of unchanged characters.

Texts are compared with white space, typographic quotes and composed letters levelled.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader.core.text.alignment import Run, align, common
from reader.core.text.boundaries import is_word_border, outside_clusters, word_around
from reader.core.text.fold import END, START, Levelled, level

CONTEXT = 32
"""Code points of prefix and suffix, as Hypothesis keeps."""
MOST_ERRORS = 256
"""Characters of a quote that may differ; and at most half of it."""

_QUOTE, _BESIDE, _POSITION = 50, 20, 2
_LEAD = 0.03
"""How far the best place must lead: more than position alone can give, since all text moves when some is put in."""
_FAR = 12
"""Characters at the far ends of the surroundings that a changed passage must still have."""
_RESUMED = 8
_AGREEING = 2 / 3
_LONG_RUN = 64
"""Unchanged characters in a row that are enough for words that occur once: a good line of text."""
_WORDY = 12
"""A shorter quote is a word or two: it is placed only where it stands unchanged."""
_SURVIVING = 4
"""Characters in a row that are no coincidence inside other words."""
_INSERTED = 320
_MOST_PLACES = 100
_MOST_TRIED = 32
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage: what it says, what stands before and after it, and where it stood, in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def anchor_of(text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]``; ValueError if the range is empty or goes outside."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start} to {end} in a text of {len(text)}")
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def place(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the passage stands in a text now, in code points; None if that is not sure.

    Of a passage that was changed this is what survived of it, from the first word to the last.
    """
    whole = anchor.prefix + anchor.exact + anchor.suffix
    before = anchor.start - len(anchor.prefix)
    if before >= 0 and text.startswith(whole, before) and _ends_alike(anchor, text):
        return anchor.start, anchor.end
    if len(anchor.prefix) == CONTEXT == len(anchor.suffix):
        found = _find_all(text, whole, most=2)
        if len(found) == 1:
            start = found[0] + CONTEXT
            return start, start + len(anchor.exact)
        if found:
            return None
    passage = _levelled_passage(anchor)
    if not passage.exact or not text:
        return None
    levelled = Levelled(text)
    best = _best(passage, levelled.text, anchor.start)
    if best is None:
        return None
    start, end = levelled.start_of(best[0]), levelled.end_of(best[1])
    # Words that go on within what a person sees as one character are others.
    return (start, end) if outside_clusters(text, start, end) == (start, end) else None


def _ends_alike(anchor: Anchor, text: str) -> bool:
    """Whether the text ends behind the suffix where it did: a short suffix was the end of its text."""
    return len(anchor.suffix) >= CONTEXT or anchor.end + len(anchor.suffix) == len(text)


@dataclass(frozen=True, slots=True)
class _Passage:
    """An anchor's words and surroundings, levelled; the borders of its text are characters of their own."""

    before: str
    exact: str
    after: str

    @property
    def begins_word(self) -> bool:
        return is_word_border(self.before[-1:] + self.exact, len(self.before[-1:]))

    @property
    def ends_word(self) -> bool:
        return is_word_border(self.exact + self.after[:1], len(self.exact))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the levelled text that is sure by itself, with its score from 0 to 1."""

    start: int
    end: int
    score: float


def _levelled_passage(anchor: Anchor) -> _Passage:
    before, exact, after = (level(part) for part in (anchor.prefix, anchor.exact, anchor.suffix))
    if anchor.start <= len(anchor.prefix):
        before = START + before
    if len(anchor.suffix) < CONTEXT:
        after += END
    if exact.startswith(" "):
        before = before.rstrip(" ") + " "
    if exact.endswith(" "):
        after = " " + after.lstrip(" ")
    return _Passage(before, exact.strip(" "), after)


def _best(passage: _Passage, text: str, position: int) -> tuple[int, int] | None:
    """The one place in a levelled text that is sure and leads the others."""
    exact = _find_all(text, passage.exact, most=_MOST_PLACES)
    if len(exact) == _MOST_PLACES:
        return None
    exact = [at for at in exact if _is_at_words(passage, text, at)]
    found = [
        *_changed_places(passage, text, position),
        *(place for at in exact if (place := _exact_place(passage, text, at, position))),
    ]
    places = {(place.start, place.end): place for place in found}
    ranked = sorted(places.values(), key=lambda place: -place.score)
    if ranked:
        best = ranked[0]
        return None if len(ranked) > 1 and best.score - ranked[1].score < _LEAD else (best.start, best.end)
    if len(exact) == 1 and _is_long_run(passage, text, exact[0]):
        return exact[0], exact[0] + len(passage.exact)
    return None


def _score(errors: int, size: int, before: float, after: float, distance: int, length: int) -> float:
    near = 1 - min(1.0, distance / length)
    total = _QUOTE * (1 - errors / size) + _BESIDE * (before + after) + _POSITION * near
    return total / (_QUOTE + 2 * _BESIDE + _POSITION)


def _find_all(text: str, part: str, *, most: int) -> list[int]:
    """Where a part occurs, overlapping occurrences too, at most so many."""
    found: list[int] = []
    at = text.find(part)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def _is_at_words(passage: _Passage, text: str, at: int) -> bool:
    end = at + len(passage.exact)
    return (not passage.begins_word or is_word_border(text, at)) and (
        not passage.ends_word or is_word_border(text, end)
    )


def _exact_place(passage: _Passage, text: str, at: int, position: int) -> _Place | None:
    """The same words between the same surroundings, of which one side may have changed in one spot."""
    end = at + len(passage.exact)
    before = _agreement(passage.before[::-1], text[max(0, at - _INSERTED) : at][::-1])
    after = _agreement(passage.after, text[end : end + _INSERTED])
    if max(before, after) < 1 or min(before, after) < _AGREEING:
        return None
    return _Place(at, end, _score(0, len(passage.exact), before, after, abs(at - position), len(text)))


def _agreement(context: str, beside: str) -> float:
    """How much of a context stands beside a place, read away from it, if it changed in one spot at most; from 0 to 1.

    A text that was cut off there, or goes on where it ended, has changed in one spot: so it is when an item is cut in
    two, or two are joined. Where a number became another one nothing agrees: so do lines of a table differ from each
    other.
    """
    run = common(context, beside)
    if run == len(context):
        return 1.0
    if context[run:] in (START, END) or beside[run:] in (START, END):
        return 1.0 if run >= _FAR else _AGREEING
    if _is_other_number(context, beside, run):
        return 0.0
    far = beside.find(context[-_RESUMED:], run) if len(context) - run >= _RESUMED else -1
    if far < 0:
        return run / len(context)
    resumed = common(context[run:][::-1], beside[run : far + _RESUMED][::-1])
    return min(run + resumed, len(context) - 1) / len(context)


def _is_other_number(context: str, beside: str, run: int) -> bool:
    """Whether two texts that agree so far go on with different words that have digits in them."""
    first = run
    while first and not context[first - 1].isspace():
        first -= 1
    words = [(text[first:].split(maxsplit=1) or [""])[0] for text in (context[: run + CONTEXT], beside)]
    return any(_NUMBER.search(word) for word in words)


def _is_long_run(passage: _Passage, text: str, at: int) -> bool:
    """Whether words that occur once stand in a long enough run of unchanged characters."""
    size = len(passage.exact)
    before, beside = passage.before[::-1], text[max(0, at - _INSERTED) : at][::-1]
    after, behind = passage.after, text[at + size : at + size + _INSERTED]
    left, right = common(before, beside), common(after, behind)
    is_deleted = _is_deleted(passage, text)
    changed = [side for side, run in ((passage.before, left), (passage.after, right)) if run < len(side)]
    elsewhere = text[: max(0, at - 2 * CONTEXT)] + END + text[at + size + 2 * CONTEXT :]
    if not is_deleted and any(_is_left_behind(side, elsewhere) for side in changed):
        return False
    if size >= _LONG_RUN:
        return True
    if size + max(left, right) < _LONG_RUN or is_deleted:
        return False
    sides = ((before, beside, left), (after, behind, right))
    return not any(run < len(side) and _is_other_number(side, found, run) for side, found, run in sides)


def _is_left_behind(side: str, text: str) -> bool:
    """Whether the surroundings stand elsewhere: then this place may be a copy, and something else be at the old one."""
    half = CONTEXT // 2
    return any(len(part) >= _FAR and part in text for part in (side[:half], side[half:]))


def _is_deleted(passage: _Passage, text: str) -> bool:
    """Whether the text before and after the passage now stands together: then a place like it is another one."""
    before, after = passage.before[-_FAR:].rstrip(" "), passage.after[:_FAR].lstrip(" ")
    return before + after in text or f"{before} {after}" in text


def _changed_places(passage: _Passage, text: str, position: int) -> Iterator[_Place]:
    """The places between the passage's surroundings that hold something like it."""
    if len(passage.exact) < _WORDY or _is_deleted(passage, text):
        return
    heads = _find_all(text, passage.before[:_FAR], most=_MOST_PLACES)
    tails = [at + len(passage.after[-_FAR:]) for at in _find_all(text, passage.after[-_FAR:], most=_MOST_PLACES)]
    whole = passage.before + passage.exact + passage.after
    slack = min(len(passage.exact) // 2, MOST_ERRORS)
    tried = 0
    for head in heads:
        least = head + max(len(passage.before[:_FAR]) + 1, len(whole) - slack - 2 * (CONTEXT - _FAR))
        most = head + len(whole) + slack + _INSERTED
        for tail in tails[bisect_left(tails, least) : bisect_right(tails, most)]:
            tried += 1
            if tried > _MOST_TRIED:
                return
            runs = align(whole, text[head:tail], most=MOST_ERRORS + _INSERTED)
            if found := _changed_place(passage, text, head, runs, position):
                yield found


def _changed_place(passage: _Passage, text: str, offset: int, runs: list[Run], position: int) -> _Place | None:
    """The part of the passage that survived between its surroundings, if that is at least half of it."""
    whole = passage.before + passage.exact + passage.after
    first, size = len(passage.before), len(passage.exact)
    last = first + size
    if not runs or runs[0][:2] != (0, 0) or runs[-1][0] + runs[-1][2] != len(whole):
        return None
    runs = [runs[0], *(run for run in runs[1:-1] if run[2] >= _SURVIVING), *runs[1:][-1:]]
    inner = [(max(i, first), min(i + n, last), j - i) for i, j, n in runs if i < last and i + n > first]
    before, after = min(first, runs[0][2]), min(len(passage.after), len(whole) - runs[-1][0])
    if before < first and (len(runs) < 2 or runs[1][0] < first):
        return None
    if after < len(passage.after) and (len(runs) < 2 or runs[-2][0] + runs[-2][2] > last):
        return None
    if not inner or _is_unsure_edge(whole, text[offset : offset + runs[-1][1] + runs[-1][2]], runs, inner, first, last):
        return None
    if any(len(_find_all(text, side, most=2)) > 1 for side in (whole[:before], whole[len(whole) - after :])):
        return None
    errors = sum(_errors(one, other, first, last) for one, other in pairwise(runs))
    if 2 * errors > size or errors > MOST_ERRORS:
        return None
    start = _settled_start(whole, text, inner, offset) if passage.begins_word else offset + inner[0][0] + inner[0][2]
    end = _settled_end(whole, text, inner, offset) if passage.ends_word else offset + inner[-1][1] + inner[-1][2]
    if start >= end:
        return None
    score = _score(errors, size, before / first, after / len(passage.after), abs(start - position), len(text))
    return _Place(start, end, score)


def _is_unsure_edge(
    old: str, new: str, runs: list[Run], inner: list[tuple[int, int, int]], first: int, last: int
) -> bool:
    """Whether a change over the border leaves open which characters belong to the passage.

    A short run there may be a coincidence, and letters that the runs on both sides could claim may be either's.
    """
    begins, ends = runs[0][2] < first, runs[-1][0] > last
    if (begins and inner[0][1] - inner[0][0] < _FAR) or (ends and inner[-1][1] - inner[-1][0] < _FAR):
        return True
    claimed = common(old[::-1], new[::-1])
    return (begins or ends) and any(letter.isalnum() for letter in new[len(new) - claimed : runs[-1][1]])


def _errors(one: Run, other: Run, first: int, last: int) -> int:
    """Characters between two runs that the passage, from first to last, lost or that were put into it."""
    begin, end = one[0] + one[2], other[0]
    if end < first or begin > last:
        return 0
    lost = max(0, min(end, last) - max(begin, first))
    beside = end - begin - lost
    return max(lost, other[1] - (one[1] + one[2]) - beside)


def _settled_start(old: str, new: str, pieces: list[tuple[int, int, int]], offset: int) -> int:
    """The start of the first word of which at least half survived; the length of the text if there is none.

    A piece is a range of the old text and how much further it stands, after the offset, in the new one.
    """
    for start, end, shift in pieces:
        while start < end:
            first, last = word_around(new, offset + start + shift)
            survived = min(end + shift + offset, last) - (offset + start + shift)
            before, after = word_around(old, start)
            if not old[start].isspace() and 2 * survived >= max(last - first, after - before):
                return first
            start += survived
    return len(new)


def _settled_end(old: str, new: str, pieces: list[tuple[int, int, int]], offset: int) -> int:
    """The end of the last word of which at least half survived; 0 if there is none."""
    for start, end, shift in reversed(pieces):
        while start < end:
            first, last = word_around(new, offset + end + shift - 1)
            survived = offset + end + shift - max(offset + start + shift, first)
            before, after = word_around(old, end - 1)
            if not old[end - 1].isspace() and 2 * survived >= max(last - first, after - before):
                return last
            end -= survived
    return 0

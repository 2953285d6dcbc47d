"""Adds the signs of the order of short lines and texts: titles over texts, headings over titles, the head.

These signs know no words; they tell pairs of title and blurb from prose, and headings that no lexicon knows.
"""

from collections.abc import Sequence

from reader.split.signs.vocabulary import Sign

_SHORT = frozenset((Sign.W1, Sign.W3, Sign.W6, Sign.W10, Sign.W15))
_BRIEF = frozenset((Sign.W1, Sign.W3))
_LONG = frozenset((Sign.W21, Sign.W41, Sign.W81))
_MIDDLING = frozenset((Sign.W10, Sign.W15))
_NO_TITLE = frozenset(
    {
        Sign.TYPED,
        Sign.GREET,
        Sign.SIGNOFF,
        Sign.CTA,
        Sign.NAV,
        Sign.RULER,
        Sign.BYLINE,
        Sign.URL,
        Sign.TAGS,
        Sign.READ_MORE,
        Sign.MARKER,
        Sign.NUMBERING,
        Sign.COMMA,
    }
)
_GOES_ON = frozenset((Sign.LOWER, Sign.DOTTED, Sign.BROKEN_LINE))
_CLOSED = frozenset((Sign.STOP, Sign.QUESTION, Sign.ELLIPSIS, Sign.ABBREVIATION))
_HEAD_SIGNS = frozenset((Sign.TEASER, Sign.STARTS_INTRO, Sign.GREET))
# Where the first heading must stand for what is before it to be the head of the issue.
_LONGEST_HEAD = 10
_LAST_BLOCKS = 4


def add_rhythm(signs: Sequence[set[Sign]], *, wide: Sequence[int] = ()) -> None:
    """Add the signs of the order to the signs of all blocks; ``wide``: the blocks with more room above than usual."""
    total = len(signs)
    titles = [number + 1 < total and _is_pair(signs[number], signs[number + 1]) for number in range(total)]
    for number in range(total - 1):
        here = signs[number]
        # Under a short line that is no heading, a short line is that one's blurb as likely as a title.
        if titles[number] and not (number and _is_blurbless(signs[number - 1])):
            here.add(Sign.OVER_TEXT)
            signs[number + 1].add(Sign.UNDER_SHORT)
        elif titles[number + 1] and _is_brief(here):
            here.add(Sign.OVER_TITLE)
    for number in range(1, total):
        if titles[number] and Sign.OVER_TITLE in signs[number - 1]:
            signs[number].add(Sign.UNDER_HEADING)
    # Under the line that lists the contents an issue is introduced, if titles over texts begin right below.
    for number in range(2, min(total - 1, _LONGEST_HEAD)):
        if Sign.TEASER in signs[number - 1] and _is_text(signs[number]) and titles[number + 1]:
            signs[number].add(Sign.HEAD)
    _add_head(signs, wide)


def _is_pair(here: set[Sign], below: set[Sign]) -> bool:
    """A line that may be a title, and a text under it."""
    if (
        not here & _SHORT
        or here & _NO_TITLE
        or (Sign.STOP in here and not here & {Sign.W1, Sign.W3, Sign.W6, Sign.STARTS_REPO})
    ):
        return False
    return Sign.MARKER in below or (_is_text(below) and not below & _GOES_ON)


def _is_text(found: set[Sign]) -> bool:
    return bool(found & _LONG) or (bool(found & _MIDDLING) and bool(found & _CLOSED))


def _is_blurbless(found: set[Sign]) -> bool:
    return bool(found & _SHORT) and Sign.LOWER in found and not found & (_CLOSED | _NO_TITLE)


def _is_brief(found: set[Sign]) -> bool:
    return bool(found & _BRIEF) and not found & (_CLOSED | _NO_TITLE | {Sign.LOWER})


def _add_head(signs: Sequence[set[Sign]], wide: Sequence[int]) -> None:
    """Add the signs of the head of an issue (the few blocks before its first heading) and of its foot.

    Where that heading was lost, the gap that it left ends the head, if the lines above the gap speak as heads do.
    """
    room = next((number for number in wide if 1 < number <= _LONGEST_HEAD), 0)
    if not any(own & _HEAD_SIGNS for own in signs[1:room]):
        room = len(signs)
    first = next(
        (n for n, own in enumerate(signs[: _LONGEST_HEAD + 1]) if n and own & {Sign.SECTION, Sign.OVER_TITLE}), 0
    )
    first = min(first or len(signs), room)
    first = 0 if first == len(signs) else first
    for own in signs[:first]:
        own.add(Sign.HEAD)
    said = False
    for own in signs[-_LAST_BLOCKS:]:
        if said:
            own.add(Sign.AFTER_SIGNOFF)
        said = said or bool(own & {Sign.SIGNOFF, Sign.CTA})

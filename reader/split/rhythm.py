"""What the order of short lines and texts says, in any language: titles over texts, headings over titles, the head.

These signs know no words; they tell pairs of title and blurb from prose, and headings that no lexicon knows.
"""

from collections.abc import Sequence

_SHORT = frozenset(("w1", "w3", "w6", "w10", "w15"))
_BRIEF = frozenset(("w1", "w3"))
_LONG = frozenset(("w21", "w41", "w81"))
_MIDDLING = frozenset(("w10", "w15"))
_NO_TITLE = frozenset("typed greet signoff cta nav ruler byline url tags read_more marker numbering comma".split())
_GOES_ON = frozenset(("lower", "dotted", "broken line"))
_CLOSED = frozenset(("stop", "question", "ellipsis", "abbreviation"))
_HEAD_SIGNS = frozenset(("teaser", "starts intro", "greet"))
# Where the first heading must stand for what is before it to be the head of the issue.
_LONGEST_HEAD = 10
_LAST_BLOCKS = 4


def add_rhythm(signs: Sequence[set[str]], *, wide: Sequence[int] = ()) -> None:
    """Add the signs of the order to the signs of all blocks; ``wide``: the blocks with more room above than usual."""
    total = len(signs)
    titles = [number + 1 < total and _is_pair(signs[number], signs[number + 1]) for number in range(total)]
    for number in range(total - 1):
        here = signs[number]
        # Under a short line that is no heading, a short line is that one's blurb as likely as a title.
        if titles[number] and not (number and _is_blurbless(signs[number - 1])):
            here.add("over text")
            signs[number + 1].add("under short")
        elif titles[number + 1] and _is_brief(here):
            here.add("over title")
    for number in range(1, total):
        if titles[number] and "over title" in signs[number - 1]:
            signs[number].add("under heading")
    # Under the line that lists the contents an issue is introduced, if titles over texts begin right below.
    for number in range(2, min(total - 1, _LONGEST_HEAD)):
        if "teaser" in signs[number - 1] and _is_text(signs[number]) and titles[number + 1]:
            signs[number].add("head")
    _add_head(signs, wide)


def _is_pair(here: set[str], below: set[str]) -> bool:
    """A line that may be a title, and a text under it."""
    if not here & _SHORT or here & _NO_TITLE or ("stop" in here and not here & {"w1", "w3", "w6", "starts repo"}):
        return False
    return "marker" in below or (_is_text(below) and not below & _GOES_ON)


def _is_text(found: set[str]) -> bool:
    return bool(found & _LONG) or (bool(found & _MIDDLING) and bool(found & _CLOSED))


def _is_blurbless(found: set[str]) -> bool:
    return bool(found & _SHORT) and "lower" in found and not found & (_CLOSED | _NO_TITLE)


def _is_brief(found: set[str]) -> bool:
    return bool(found & _BRIEF) and not found & (_CLOSED | _NO_TITLE | {"lower"})


def _add_head(signs: Sequence[set[str]], wide: Sequence[int]) -> None:
    """What stands before the first heading is the head of an issue, where it is short; and what closes it its foot.

    Where that heading was lost the room that it left ends the head, if what is above it speaks as heads do.
    """
    room = next((number for number in wide if 1 < number <= _LONGEST_HEAD), 0)
    if not any(own & _HEAD_SIGNS for own in signs[1:room]):
        room = len(signs)
    first = next((n for n, own in enumerate(signs[: _LONGEST_HEAD + 1]) if n and own & {"section", "over title"}), 0)
    first = min(first or len(signs), room)
    first = 0 if first == len(signs) else first
    for own in signs[:first]:
        own.add("head")
    said = False
    for own in signs[-_LAST_BLOCKS:]:
        if said:
            own.add("after signoff")
        said = said or bool(own & {"signoff", "cta"})

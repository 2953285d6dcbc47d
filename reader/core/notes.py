"""Notes: when two were written on one work, both texts are kept."""

DIVIDER = "\n\n---\n\n"


def join_notes(first: str, second: str) -> str:
    """Both notes, with a divider between them; one that holds the other stands for both."""
    if not first or first in second:
        return second
    if not second or second in first:
        return first
    return f"{first}{DIVIDER}{second}"


def merge_notes(*, base: str, mine: str, theirs: str) -> str:
    """The note after I made ``mine`` of ``base`` while it became ``theirs`` elsewhere: nobody's words are lost."""
    if theirs == base:
        return mine
    if mine == base:
        return theirs
    return join_notes(theirs, mine)

"""Counts over many issues how often each line was read as each act, and finds the commonest correction of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Observation, Taught
from reader.split.learning.observations import ASIDE, AT_EDGE, HEADING, MARKER, MORE, OPENERS, TEXT, TITLE

# In so many issues something is counted for it to be a habit, and in this share of those where it stands at all.
HABIT = 2
MOSTLY = 0.5
# Blocks that begin so in more places of an issue than this are of many kinds.
RARE = 1.5
# What stands in more than this share of the issues comes again.
AGAIN = 0.5
# What may be said of one block at once.
_TOGETHER = frozenset({Act.SPLIT, Act.JOIN, Act.BODY})
# What a block must have been read as for what an act says to be nothing new.
IS: dict[Act, tuple[str, ...]] = {
    Act.TITLE: (TITLE,),
    Act.SPLIT: OPENERS,
    Act.TITLE_BELOW: (),
    Act.KICKER: (),
    Act.JOIN: (MORE, MARKER),
    Act.BODY: (TEXT, MORE),
    Act.HEADING: (HEADING,),
    Act.BOILERPLATE: (ASIDE,),
}
_COMMON = frozenset(
    "a an the in on of to for and how why what when is are this that with from by it we you your".split()
)


def count_lines(seen: Sequence[Observation]) -> dict[str, Counter[str]]:
    """For each line, in how many issues it was read as what; lines in items at an edge are counted apart as well."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for observation in seen:
        for words, read in observation.lines.items():
            plain = read.removeprefix(AT_EDGE)
            counts[words][plain] += 1
            counts[words][AT_EDGE] += plain != ASIDE and read != plain
    return counts


def votes_of(taught: Iterable[Taught]) -> dict[str, Counter[Act]]:
    """For each line, how often each act was said of it."""
    votes: dict[str, Counter[Act]] = defaultdict(Counter)
    for one in taught:
        if one.words and one.act in IS:
            votes[one.words][one.act] += 1
    return votes


def agree(votes: Counter[Act], act: Act) -> bool:
    """Whether this act was said of a line more often than any other, or as often (where it begins)."""
    return votes[act] == max(votes.values()) and (winner(votes) is not None or set(votes) <= _TOGETHER)


def winner(votes: Counter[Act]) -> Act | None:
    """The act that was said most often; None if there are two."""
    (best, times), *others = [*votes.most_common(), (None, 0)]
    return None if others and others[0][1] == times else best


def is_common(phrase: str) -> bool:
    """Whether two words are such as begin or end any sentence."""
    words = phrase.strip("^$").split()
    return len(words) == 2 and phrase[-1] != ")" and any(word in _COMMON for word in words)

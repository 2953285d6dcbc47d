"""Learns lines by their words: corrected ones, recurring ones, and those worded a little differently in each issue."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Fact, Observation, Sort, Taught
from reader.split.learning.observations import ASIDE, AT_EDGE, BARE, HEAD, HEADING, MARKER, MORE, TITLE
from reader.split.learning.tallies import (
    AGAIN,
    HABIT,
    IS,
    MOSTLY,
    RARE,
    agree,
    count_lines,
    is_common,
    votes_of,
    winner,
)
from reader.split.signs.likeness import NAME

# Lines of fewer words are no notices that recur by chance.
_NOTICE_WORDS = 3
_TITLES = 3
_SENTENCE_WORDS = 5
# Longer ones do not come again, but as notices.
_MOST_WORDS = 12
# What is said of a title or a text alone.
_OF_ONE = frozenset({Act.TITLE, Act.SPLIT, Act.JOIN, Act.BODY})
# Lines that are made anew in each issue, of the same words around other names and numbers.
_PATTERNED = frozenset({Act.BOILERPLATE, Act.HEADING, Act.KICKER})


def learn_lines(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """Lines that were corrected, and those that recur and are boilerplate."""
    facts = []
    votes = votes_of(taught)
    for words in sorted(votes):
        act = winner(votes[words])
        if act is Act.BOILERPLATE:
            facts.append(Fact(f"boilerplate:{words}", Sort.LINE, words, act, is_taught=True, told=words))
        elif act is Act.HEADING:
            facts.append(Fact(f"heading:{words}", Sort.HEADING, words, act, is_taught=True, told=words))
        elif act and len(words.split()) <= _MOST_WORDS and not _is_numbered(words, act, seen):
            facts.append(Fact(f"line:{act}:{words}", Sort.LINE, words, act, is_taught=True, told=words))
    varied = _varied(seen, votes)
    facts += _patterns(varied, votes)
    facts += _notices(seen, varied)
    bare = _bare_titles(seen)
    facts += [
        Fact(f"heading:{words}", Sort.HEADING, words, Act.HEADING, (), times, told=words)
        for words, times in sorted(bare.items())
        if words not in votes
    ]
    for words, counts in sorted(count_lines(seen).items()):
        times = sum(counts.values()) - counts[AT_EDGE]
        if words not in bare and words not in votes and times >= HABIT and _is_notice(words, counts, times, len(seen)):
            told = Fact(f"boilerplate:{words}", Sort.LINE, words, Act.BOILERPLATE, times=times, told=words)
            facts.append(told)
    return facts


def _varied(seen: Sequence[Observation], votes: Mapping[str, Counter[Act]]) -> list[Taught]:
    """The corrections, none contradicted, of blocks that do not recur word for word."""
    within: Counter[str] = Counter()
    for observation in seen:
        within.update({*observation.lines, *(one.words for one in observation.taught)})
    return [
        one
        for observation in seen
        for one in observation.taught
        if one.act in IS
        and (not one.words or agree(votes[one.words], one.act))
        and (not one.words or within[one.words] == 1 or any(_is_made_so(one, words) for words in within))
    ]


def _is_made_so(one: Taught, words: str) -> bool:
    """Whether a line is of the same words as one that was corrected, but around another name."""
    pieces = [piece.strip() for piece in one.pattern.split(NAME)]
    if len(pieces) < HABIT or words == one.words or not words.startswith(pieces[0]):
        return False
    place = 0
    for piece in pieces:
        place = words.find(piece, place) + len(piece)
        if place < len(piece):
            return False
    return words.endswith(pieces[-1])


def _patterns(taught: Sequence[Taught], known: Collection[str]) -> list[Fact]:
    """Facts about lines of the same words around other names and numbers as a corrected line."""
    votes: dict[str, Counter[Act]] = defaultdict(Counter)
    for one in taught:
        if one.pattern:
            votes[one.pattern][one.act] += 1
    facts = []
    for pattern in sorted(votes):
        act = winner(votes[pattern])
        if act in _PATTERNED and pattern not in known:
            told = pattern.replace(NAME, "…")
            sort, name = (Sort.HEADING, "heading") if act is Act.HEADING else (Sort.LINE, f"pattern:{act}")
            facts.append(Fact(f"{name}:{pattern}", sort, pattern, act, is_taught=True, told=told))
    return facts


def _notices(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """Facts about notices that begin like a corrected one, about once in most issues, and go on differently."""
    counts: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for observation in seen:
        counts.update(observation.phrases)
        within.update(observation.phrases.keys())
    said = [one for one in taught if one.act is Act.BOILERPLATE]
    begun = {phrase for one in said for phrase in one.phrases if phrase[0] == "^" and not is_common(phrase)}
    return [
        Fact(f"notice:{phrase}", Sort.LINE, phrase, Act.BOILERPLATE, (), within[phrase], True, phrase[1:])
        for phrase in sorted(begun)
        if within[phrase] > max(1, AGAIN * len(seen)) and counts[phrase] <= RARE * within[phrase]
    ]


def _is_numbered(words: str, act: Act, seen: Iterable[Observation]) -> bool:
    """Whether a line is one of several in its issue that differ by numbers alone, so that its words do not name it."""
    is_of_many = any(words in one.lines and _teaches(one, words) for one in seen)
    return act in _OF_ONE and "0" in words and is_of_many


def _teaches(observation: Observation, words: str) -> bool:
    return any(one.words == words for one in observation.taught)


def _bare_titles(seen: Sequence[Observation]) -> dict[str, int]:
    """Titles without a text that come again in most issues, several of them: headings that were read as items."""
    found = {}
    for words, counts in count_lines(seen).items():
        bare, others = counts[BARE], sum(counts.values()) - counts[BARE] - counts[HEADING] - counts[AT_EDGE]
        if bare >= HABIT and not others and bare + counts[HEADING] > MOSTLY * len(seen):
            found[words] = bare
    return found if len(found) >= HABIT else {}


def _is_notice(words: str, counts: Counter[str], times: int, issues: int) -> bool:
    """Whether a line that recurs is in no item: it is set aside, or stands at the edge, wherever it comes."""
    length = len(words.split())
    if counts[HEADING] or counts[HEAD] or counts[MARKER] or counts[ASIDE] + counts[AT_EDGE] < times:
        return False
    # A paper that two issues end with is no notice, nor is a text but for its numbers: those must come in most of them.
    if (counts[TITLE] or (counts[MORE] and "0" in words)) and (times < _TITLES or times <= MOSTLY * issues):
        return False
    return length >= (_NOTICE_WORDS if counts[ASIDE] else _SENTENCE_WORDS)

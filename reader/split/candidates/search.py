"""Searches the candidates of a document for the best one, and compares it with what the layouts read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from reader.core.values.document import Block
from reader.split.candidates.block_facts import BlockFacts, block_facts_of
from reader.split.candidates.forms import find_forms
from reader.split.candidates.proposals import Proposal, propose, said_signs
from reader.split.candidates.qualities import qualities_of
from reader.split.candidates.scorer import confidence, score
from reader.split.model.decode import Reading
from reader.split.model.formed import guess_states
from reader.split.signs.markup import Markup
from reader.split.signs.vocabulary import Sign

# So many candidates are read in earnest; the others are weighed by a guess of what a reading would say.
_READ = 10
# Readings that open this share of their items at the same blocks are no rivals.
_SAME = 0.75


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading with its score, and what it was made from (None: by the grammar of a layout)."""

    reading: Reading
    score: float
    proposal: Proposal | None = None


def search(
    blocks: Sequence[Block],
    signs: Sequence[frozenset[Sign]],
    markups: Sequence[Markup],
    readings: Iterable[Reading],
    read: Callable[[Sequence[frozenset[Sign]]], Reading],
) -> list[Candidate]:
    """The candidates of a document: the readings of layouts and those of recurring forms.

    ``read`` reads the blocks by their signs and what a candidate says of them.
    """
    forms = find_forms(blocks, signs, markups)
    facts = block_facts_of(blocks, signs, markups, forms.openers)
    found = [Candidate(one, score(qualities_of(one, facts))) for one in readings]
    return found + _formed(signs, facts, propose(blocks, signs, forms), read)


def _formed(
    signs: Sequence[frozenset[Sign]],
    facts: BlockFacts,
    proposals: Iterable[Proposal],
    read: Callable[[Sequence[frozenset[Sign]]], Reading],
) -> list[Candidate]:
    guesses: list[tuple[float, int, Proposal]] = []
    for proposal in proposals:
        guess = guess_states(signs, dict(proposal.opens))
        if qualities := qualities_of(guess, facts, proposal):
            guesses.append((score(qualities), len(guesses), proposal))
    guesses.sort(key=lambda one: (-one[0], one[1]))
    found = []
    for _, _, proposal in guesses[:_READ]:
        reading = read(said_signs(signs, proposal))
        if qualities := qualities_of(reading, facts, proposal):
            found.append(Candidate(reading, score(qualities), proposal))
    return found


def sureness(best: Candidate, others: Iterable[Candidate]) -> float:
    """How sure the best candidate is against those that do not find the same items."""
    rivals = [one.score for one in others if one is not best and not agree(best.reading, one.reading)]
    return confidence(best.score - max(rivals, default=best.score - 1))


def agree(one: Reading, other: Reading) -> bool:
    """Whether two readings find the same items, whatever they call the rest."""
    ours, theirs = one.openings, other.openings
    return len(ours & theirs) >= _SAME * len(ours | theirs)


def trusted(candidate: Candidate, trust: float) -> Candidate:
    """The candidate, trusted by so much more."""
    return replace(candidate, score=candidate.score + trust)

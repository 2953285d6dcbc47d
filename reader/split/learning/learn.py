"""Learns a publication's profile from observations of its issues; their order does not matter.

What is counted is learned from two issues on; what was corrected is learned at once, for blocks with the same words,
and for those of the same form where that form sets the block off from what was read rightly.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from statistics import median_low

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Fact, Observation, Profile, Sort, Taught
from reader.core.values.issues import Kind
from reader.core.values.own_facts import OwnFact
from reader.split.learning.form_lessons import learn_forms
from reader.split.learning.line_lessons import learn_lines
from reader.split.learning.observations import AT_EDGE, HEADING, MARKER, OPENERS
from reader.split.learning.own_words import with_own
from reader.split.learning.tallies import AGAIN, HABIT, MOSTLY, RARE, count_lines, is_common, votes_of, winner
from reader.split.signs.likeness import is_telling, plain_words

# The layout that this share of the sure issues has is the usual one.
_USUAL = 0.6
_SURE = 0.5
_RARE_OPENERS = 0.2
_KIND_SHARE = 0.5


def learn(
    observations: Iterable[Observation], *, forgotten: Collection[str] = frozenset(), own: Iterable[OwnFact] = ()
) -> Profile:
    """The profile of a publication, from observations of its issues and facts written by hand (``own``).

    The facts whose keys are ``forgotten`` are left out of both.
    """
    seen = list(observations)
    taught = [one for observation in seen for one in observation.taught]
    learned = [
        *_layout(seen),
        *_headings(seen, taught),
        *learn_lines(seen, taught),
        *learn_forms(seen, taught),
        *_markers(seen),
        *_sponsors(seen, taught),
        *_kinds(taught),
    ]
    facts = with_own(learned, own)
    kept = {fact.key: fact for fact in reversed(facts) if fact.key not in forgotten}
    return Profile(tuple(fact for fact in facts if kept.get(fact.key) is fact), len(seen), len(taught))


def _layout(seen: Sequence[Observation]) -> list[Fact]:
    sure = [observation for observation in seen if observation.confidence >= _SURE]
    counts = Counter(observation.layout for observation in sure)
    made = Counter(observation.shape for observation in seen)
    name = min(counts, key=lambda name: (-counts[name], name), default=None)
    if name is None or counts[name] < HABIT or counts[name] < _USUAL * len(seen):
        return []
    shape = min(made, key=lambda shape: (-made[shape], shape))
    return [Fact("layout", Sort.LAYOUT, name, times=counts[name], told=f"Items are {shape}")]


def _headings(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """The names of sections, in the order in which they usually stand."""
    said = {words: winner(votes) for words, votes in votes_of(taught).items()}
    counts = count_lines(seen)
    places: dict[str, list[int]] = defaultdict(list)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    for observation in seen:
        for place, (name, held) in enumerate(observation.headings):
            words = plain_words(name)
            places[words].append(1_000 * place // len(observation.headings))
            names[words][name] += 1
            kinds[words].update(held)
    facts = []
    for words in sorted(places, key=lambda words: (median_low(places[words]), words)):
        is_taught = said.get(words) is Act.HEADING
        times = counts[words][HEADING] if words in counts else 0
        others = sum(counts[words].values()) - times - counts[words][AT_EDGE] if words in counts else 0
        if not words or (words in said and not is_taught):
            continue
        if is_taught or (times >= HABIT and times > others):
            name = min(names[words], key=lambda name: (-names[words][name], name))
            usual = sorted(kinds[words], key=lambda kind: (-kinds[words][kind], kind))
            shown = tuple(kind for kind in usual if 3 * kinds[words][kind] >= sum(kinds[words].values()))
            facts.append(
                Fact(f"heading:{words}", Sort.HEADING, words, Act.HEADING, shown, max(times, 1), is_taught, told=name)
            )
    return facts


def _markers(seen: Sequence[Observation]) -> list[Fact]:
    facts = []
    for words, counts in sorted(count_lines(seen).items()):
        if counts[MARKER] >= HABIT and counts[MARKER] > MOSTLY * (sum(counts.values()) - counts[AT_EDGE]):
            facts.append(Fact(f"marker:{words}", Sort.MARKER, words, times=counts[MARKER], told=words))
    return facts


def _sponsors(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """Facts about advertisements: words that stand nowhere else, or forms that few items have."""
    counts: Counter[str] = Counter()
    within: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for observation in seen:
        counts.update(observation.phrases)
        within.update(observation.phrases.keys())
        forms.update(observation.forms)
    openers = {form: sum(forms[f"{form}\t{read}"] for read in OPENERS) for form in _forms_in(taught)}
    items = max(1, sum(observation.items for observation in seen))
    said = [one for one in taught if one.act is Act.SPONSORED]
    times = Counter(phrase for one in said for phrase in one.phrases)
    rare = [phrase for phrase in sorted(times) if counts[phrase] <= RARE * within[phrase] and not is_common(phrase)]
    # What stands in other issues too, once in each, is the wording; else what the block that was pointed at says.
    again = [phrase for phrase in rare if within[phrase] > max(1, AGAIN * len(seen))]
    pointed = {phrase for one in said for phrase in one.pointed}
    facts = [
        Fact(f"sponsor:{phrase}", Sort.SPONSOR, phrase, Act.SPONSORED, (), times[phrase], True, phrase.strip("^$"))
        for phrase in again or [phrase for phrase in rare if phrase in pointed]
    ]
    for form in sorted({one.form[0] for one in said if one.form}):
        if is_telling(form) and openers[form] <= _RARE_OPENERS * items:
            facts.append(Fact(f"sponsor form:{form}", Sort.SPONSOR, form, Act.SPONSORED, is_taught=True))
    return facts


def _forms_in(taught: Iterable[Taught]) -> set[str]:
    return {form for one in taught for form in one.form}


def _kinds(taught: Sequence[Taught]) -> list[Fact]:
    """Kinds that were corrected for all items of a kind in their section, or of a host more than once."""
    facts = []
    sections: dict[tuple[str, str], Counter[Kind]] = defaultdict(Counter)
    hosts: dict[tuple[str, str], Counter[Kind]] = defaultdict(Counter)
    for one in taught:
        if one.act is Act.KIND and one.value:
            if one.words and one.share > _KIND_SHARE:
                sections[one.words, one.was][Kind(one.value)] += 1
            for host in one.form:
                hosts[host, one.was][Kind(one.value)] += 1
    for where, table, least in (("section", sections, 1), ("host", hosts, HABIT)):
        for (what, was), votes in sorted(table.items()):
            kind = min(votes, key=lambda kind: (-votes[kind], kind))
            if votes[kind] >= least and len(votes) == 1 and was != kind:
                key = f"kind:{where}:{what}:{was}"
                facts.append(Fact(key, Sort.KIND, f"{where}:{what}", None, (Kind(was), kind), votes[kind], True, what))
    return facts

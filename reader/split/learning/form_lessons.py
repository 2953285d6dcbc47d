"""Learns from corrections the acts of blocks of one form, where that form sets them off from other blocks."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from reader.core.revision.corrections import Act
from reader.core.revision.profiles import Fact, Observation, Sort, Taught
from reader.split.learning.observations import ASIDE, HEAD, HEADING, MORE, OPENERS
from reader.split.learning.tallies import IS, MOSTLY, agree, votes_of, winner
from reader.split.signs.likeness import OVER_LINES, RIGHT_OVER, broad_of, is_broad, is_parted, is_telling

# A form that more of the openers have than this is that of items, whatever one of them was: an issue has fewer headings
# than items, but what stands inside of items may be more.
_OPENERS = 0.4
_INNER = 0.8
_FEW = 0.34
_MOST_ASIDE = 0.6
_PATTERN = 0.3
_SELDOM = 0.1
_MOST_OVER = 0.9
# From so many blocks on, of which this share was read so, their form says it.
_SOME, _NEARLY = 3, 0.9
_BEGINS = frozenset({Act.TITLE, Act.SPLIT})
_BEGINS_AT_ALL = _BEGINS | {Act.KICKER}
# What is said of lines that stand over other lines, without any mark.
_LINES = frozenset({Act.HEADING, Act.KICKER, Act.TITLE_BELOW})


def learn_forms(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """Facts about forms: of each corrected block the broadest form that no rightly read block has."""
    totals: Counter[str] = Counter()
    for observation in seen:
        totals.update(observation.forms)
    by_form: dict[str, Counter[str]] = defaultdict(Counter)
    everywhere: Counter[str] = Counter()
    for key, times in totals.items():
        form, read = key.split("\t")
        by_form[form][read] += times
    for one in taught:
        for form in one.form:
            by_form[form][one.was] += one.act in IS
    for form, reads in by_form.items():
        if is_broad(form):
            everywhere.update(reads)
    votes: dict[str, Counter[Act]] = defaultdict(Counter)
    said = votes_of(taught)
    for one in taught:
        if one.words and one.act in IS and not agree(said[one.words], one.act):
            continue
        forms = sorted(one.form, key=lambda form: one.act is Act.KICKER and RIGHT_OVER not in form)
        chosen = next((form for form in forms if _is_apart(one, form, by_form, everywhere)), None)
        if chosen and one.was not in IS.get(one.act, (one.was,)):
            votes[chosen][one.act] += 1
    facts = []
    for form in sorted(votes):
        if act := winner(votes[form]):
            times = votes[form][act]
            facts.append(Fact(f"form:{act}:{form}", Sort.FORM, form, act, times=times, is_taught=True))
    known = {fact.what for fact in facts}
    learned = [(one.was, fact.act) for fact in facts for one in taught if fact.what in one.form and fact.act is one.act]
    if any(was in (MORE, *OPENERS) and act in _BEGINS for was, act in learned):
        facts += _as_before(by_form, known, (MORE,), Act.JOIN)
    if any(was in OPENERS and act not in _BEGINS_AT_ALL for was, act in learned):
        facts += _as_before(by_form, known, OPENERS, Act.SPLIT)
    return facts


def _as_before(
    by_form: Mapping[str, Counter[str]], known: Collection[str], reads: Sequence[str], act: Act
) -> list[Fact]:
    """Facts that keep other forms as they were nearly always read, where some form was learned."""
    facts = []
    for form in sorted(by_form):
        times, total = sum(by_form[form][read] for read in reads), sum(by_form[form].values())
        is_meant = is_broad(form) and form not in known and (act is Act.JOIN or is_telling(form))
        if is_meant and times >= max(_SOME, _NEARLY * total):
            facts.append(Fact(f"form:{act}:{form}", Sort.FORM, form, act, (), times))
    return facts


def _is_apart(one: Taught, form: str, by_form: Mapping[str, Counter[str]], everywhere: Counter[str]) -> bool:
    """Whether blocks of a form may all be what a correction says of one of them."""
    if one.act is Act.BOILERPLATE or one.act not in IS:
        return False
    here = by_form[form]
    share = here[one.was] / max(1, everywhere[one.was])
    openers = _openers(here) / max(1, _openers(everywhere))
    is_marked = is_telling(one.form[0])
    # Without any mark, a line stands over other lines as headings do, and as few others.
    is_line = one.act in _LINES and form.endswith(OVER_LINES)
    if one.act is Act.TITLE_BELOW:
        return is_marked or is_line
    if one.act is Act.KICKER and RIGHT_OVER in form:
        return share <= _MOST_OVER
    if one.act is Act.KICKER:
        few = share <= _FEW if one.was == HEADING else openers <= _FEW
        return (is_marked and (few or one.was != HEADING)) or (is_line and few)
    if one.was in OPENERS and one.act is Act.HEADING:
        return (is_marked and openers <= _OPENERS) or (is_line and openers <= _FEW)
    if one.was in OPENERS and one.act is Act.TITLE:
        return is_marked  # items begin there already; what their beginnings are is the same in all of them
    if one.was in OPENERS:
        # What is no beginning is not what most items begin with, neither of all items nor of those with its markup.
        is_special = is_broad(form) or _openers(here) <= MOSTLY * _openers(by_form[broad_of(form)])
        return is_marked and openers <= _INNER and is_special
    if one.was in (ASIDE, HEAD):
        return (is_marked and share <= _MOST_ASIDE) or (is_line and openers <= _FEW)
    begun = _openers(here) / max(1, sum(here.values()))
    if one.act in _BEGINS and _SELDOM < begun < MOSTLY:
        return False  # blocks of this form begin items here and there: what stands around them tells, not their form
    # Without any mark it is a form only if a name or the like is parted from the text in so many blocks.
    is_pattern = is_parted(form) and one.act in _BEGINS and here[one.was] >= _SOME and share >= _PATTERN
    return is_marked or is_pattern or (is_line and share <= _FEW)


def _openers(reads: Counter[str]) -> int:
    return sum(reads[read] for read in OPENERS)

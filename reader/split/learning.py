"""A publication's profile from what its issues tell: a function of the set of observations, whatever their order.

What is counted is learned from two issues on; what was corrected is learned at once, for blocks with the same words,
and for those of the same form where that form sets the block off from what was read rightly.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median_low

from reader.core.corrections import Act
from reader.core.issues import Kind
from reader.core.own_facts import OwnFact
from reader.core.profiles import Fact, Observation, Profile, Sort, Taught
from reader.split.likeness import NAME, OVER_LINES, RIGHT_OVER, is_broad, is_parted, is_telling, plain_words
from reader.split.observing import ASIDE, AT_EDGE, BARE, HEAD, HEADING, MARKER, MORE, OPENERS, TEXT, TITLE
from reader.split.own_words import with_own

# In so many issues something is counted for it to be a habit, and in this share of those where it stands at all.
_HABIT = 2
_MOSTLY = 0.5
# Lines of fewer words are no notices that recur by chance.
_NOTICE_WORDS = 3
_TITLES = 3
_SENTENCE_WORDS = 5
# Longer ones do not come again, but as notices.
_MOST_WORDS = 12
_SURE = 0.5
# The layout that this share of the sure issues has is the usual one.
_USUAL = 0.6
# A form that more of the openers have than this is that of items, whatever one of them was: an issue has fewer headings
# than items, but what stands inside of items may be more.
_OPENERS = 0.4
_INNER = 0.8
_FEW = 0.34
_RARE_OPENERS = 0.2
_MOST_ASIDE = 0.6
_PATTERN = 0.3
_SELDOM = 0.1
# Blocks that begin so in more places of an issue than this are of many kinds.
_RARE = 1.5
_AGAIN = 0.5
_MOST_OVER = 0.9
# What is said of lines that stand over other lines, without any mark.
_LINES = frozenset({Act.HEADING, Act.KICKER, Act.TITLE_BELOW})
_KIND_SHARE = 0.5
# From so many blocks on, of which this share was read so, their form says it.
_SOME, _NEARLY = 3, 0.9

_BEGINS = frozenset({Act.TITLE, Act.SPLIT})
_BEGINS_AT_ALL = _BEGINS | {Act.KICKER}
# Lines that are made anew in each issue, of the same words around other names and numbers.
_PATTERNED = frozenset({Act.BOILERPLATE, Act.HEADING, Act.KICKER})
# What may be said of one block at once.
_TOGETHER = frozenset({Act.SPLIT, Act.JOIN, Act.BODY})
# What a block must have been read as for what an act says to be nothing new.
_IS: dict[Act, tuple[str, ...]] = {
    Act.TITLE: (TITLE,),
    Act.SPLIT: OPENERS,
    Act.TITLE_BELOW: (),
    Act.KICKER: (),
    Act.JOIN: (MORE, MARKER),
    Act.BODY: (TEXT, MORE),
    Act.HEADING: (HEADING,),
    Act.BOILERPLATE: (ASIDE,),
}


def learn(
    observations: Iterable[Observation], *, forgotten: Collection[str] = frozenset(), own: Iterable[OwnFact] = ()
) -> Profile:
    """What a set of issues tells of their publication, and what was written of it by hand (``own``).

    The facts whose keys are ``forgotten`` are left out of both.
    """
    seen = list(observations)
    taught = [one for observation in seen for one in observation.taught]
    learned = [
        *_layout(seen),
        *_headings(seen, taught),
        *_lines(seen, taught),
        *_forms(seen, taught),
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
    if name is None or counts[name] < _HABIT or counts[name] < _USUAL * len(seen):
        return []
    shape = min(made, key=lambda shape: (-made[shape], shape))
    return [Fact("layout", Sort.LAYOUT, name, times=counts[name], told=f"Items are {shape}")]


def _counted(seen: Sequence[Observation]) -> dict[str, Counter[str]]:
    """What each line was read as, and in how many issues; what is in an item at an edge has a count of its own."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for observation in seen:
        for words, read in observation.lines.items():
            plain = read.removeprefix(AT_EDGE)
            counts[words][plain] += 1
            counts[words][AT_EDGE] += plain != ASIDE and read != plain
    return counts


def _votes(taught: Iterable[Taught]) -> dict[str, Counter[Act]]:
    votes: dict[str, Counter[Act]] = defaultdict(Counter)
    for one in taught:
        if one.words and one.act in _IS:
            votes[one.words][one.act] += 1
    return votes


def _agree(votes: Counter[Act], act: Act) -> bool:
    """Whether what was said of a line more often than anything else, or as well (where it begins), is this."""
    return votes[act] == max(votes.values()) and (_winner(votes) is not None or set(votes) <= _TOGETHER)


def _winner(votes: Counter[Act]) -> Act | None:
    """What was said most often; None if two things were."""
    (best, times), *others = [*votes.most_common(), (None, 0)]
    return None if others and others[0][1] == times else best


def _headings(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """The names of sections, in the order in which they usually stand."""
    said = {words: _winner(votes) for words, votes in _votes(taught).items()}
    counts = _counted(seen)
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
        if is_taught or (times >= _HABIT and times > others):
            name = min(names[words], key=lambda name: (-names[words][name], name))
            usual = sorted(kinds[words], key=lambda kind: (-kinds[words][kind], kind))
            shown = tuple(kind for kind in usual if 3 * kinds[words][kind] >= sum(kinds[words].values()))
            facts.append(
                Fact(f"heading:{words}", Sort.HEADING, words, Act.HEADING, shown, max(times, 1), is_taught, told=name)
            )
    return facts


def _lines(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """Lines that were corrected, and those that recur and are boilerplate."""
    facts = []
    votes = _votes(taught)
    for words in sorted(votes):
        act = _winner(votes[words])
        if act is Act.BOILERPLATE:
            facts.append(Fact(f"boilerplate:{words}", Sort.LINE, words, act, is_taught=True, told=words))
        elif act is Act.HEADING:
            facts.append(Fact(f"heading:{words}", Sort.HEADING, words, act, is_taught=True, told=words))
        elif act and len(words.split()) <= _MOST_WORDS:
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
    for words, counts in sorted(_counted(seen).items()):
        times = sum(counts.values()) - counts[AT_EDGE]
        if words not in bare and words not in votes and times >= _HABIT and _is_notice(words, counts, times, len(seen)):
            told = Fact(f"boilerplate:{words}", Sort.LINE, words, Act.BOILERPLATE, times=times, told=words)
            facts.append(told)
    return facts


def _varied(seen: Sequence[Observation], votes: Mapping[str, Counter[Act]]) -> list[Taught]:
    """What was said, without contradiction, of blocks that do not just come again word by word."""
    within: Counter[str] = Counter()
    for observation in seen:
        within.update({*observation.lines, *(one.words for one in observation.taught)})
    return [
        one
        for observation in seen
        for one in observation.taught
        if one.act in _IS
        and (not one.words or _agree(votes[one.words], one.act))
        and (not one.words or within[one.words] == 1 or any(_is_made_so(one, words) for words in within))
    ]


def _is_made_so(one: Taught, words: str) -> bool:
    """Whether a line is of the same words as one that was corrected, but around another name."""
    pieces = [piece.strip() for piece in one.pattern.split(NAME)]
    if len(pieces) < _HABIT or words == one.words or not words.startswith(pieces[0]):
        return False
    place = 0
    for piece in pieces:
        place = words.find(piece, place) + len(piece)
        if place < len(piece):
            return False
    return words.endswith(pieces[-1])


def _patterns(taught: Sequence[Taught], known: Collection[str]) -> list[Fact]:
    """What was said of a line holds for lines of the same words around other names and numbers."""
    votes: dict[str, Counter[Act]] = defaultdict(Counter)
    for one in taught:
        if one.pattern:
            votes[one.pattern][one.act] += 1
    facts = []
    for pattern in sorted(votes):
        act = _winner(votes[pattern])
        if act in _PATTERNED and pattern not in known:
            told = pattern.replace(NAME, "…")
            sort, name = (Sort.HEADING, "heading") if act is Act.HEADING else (Sort.LINE, f"pattern:{act}")
            facts.append(Fact(f"{name}:{pattern}", sort, pattern, act, is_taught=True, told=told))
    return facts


def _notices(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """How notices begin that are worded anew each time: as one that was corrected, about once in most issues."""
    counts: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for observation in seen:
        counts.update(observation.phrases)
        within.update(observation.phrases.keys())
    said = [one for one in taught if one.act is Act.BOILERPLATE]
    begun = {phrase for one in said for phrase in one.phrases if phrase[0] == "^" and not _is_common(phrase)}
    return [
        Fact(f"notice:{phrase}", Sort.LINE, phrase, Act.BOILERPLATE, (), within[phrase], True, phrase[1:])
        for phrase in sorted(begun)
        if within[phrase] > max(1, _AGAIN * len(seen)) and counts[phrase] <= _RARE * within[phrase]
    ]


def _bare_titles(seen: Sequence[Observation]) -> dict[str, int]:
    """Titles without a text that come again in most issues, several of them: headings that were read as items."""
    found = {}
    for words, counts in _counted(seen).items():
        bare, others = counts[BARE], sum(counts.values()) - counts[BARE] - counts[HEADING] - counts[AT_EDGE]
        if bare >= _HABIT and not others and bare + counts[HEADING] > _MOSTLY * len(seen):
            found[words] = bare
    return found if len(found) >= _HABIT else {}


def _is_notice(words: str, counts: Counter[str], times: int, issues: int) -> bool:
    """Whether a line that recurs is in no item: it is set aside, or stands at the edge, wherever it comes."""
    length = len(words.split())
    if counts[HEADING] or counts[HEAD] or counts[MARKER] or counts[ASIDE] + counts[AT_EDGE] < times:
        return False
    # A paper that two issues end with is no notice: a title must come in most of them.
    if counts[TITLE] and (times < _TITLES or times <= _MOSTLY * issues):
        return False
    return length >= (_NOTICE_WORDS if counts[ASIDE] else _SENTENCE_WORDS)


def _forms(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """What blocks of a form are, as corrections say: the broadest form that leaves alone what was read rightly."""
    totals: Counter[str] = Counter()
    for observation in seen:
        totals.update(observation.forms)
    by_form: dict[str, Counter[str]] = defaultdict(Counter)
    everywhere: Counter[str] = Counter()
    for key, times in totals.items():
        shape, read = key.split("\t")
        by_form[shape][read] += times
    for one in taught:
        for shape in one.form:
            by_form[shape][one.was] += one.act in _IS
    for shape, reads in by_form.items():
        if is_broad(shape):
            everywhere.update(reads)
    votes: dict[str, Counter[Act]] = defaultdict(Counter)
    said = _votes(taught)
    for one in taught:
        if one.words and one.act in _IS and not _agree(said[one.words], one.act):
            continue
        shapes = sorted(one.form, key=lambda shape: one.act is Act.KICKER and RIGHT_OVER not in shape)
        chosen = next((shape for shape in shapes if _is_apart(one, shape, by_form[shape], everywhere)), None)
        if chosen and one.was not in _IS.get(one.act, (one.was,)):
            votes[chosen][one.act] += 1
    facts = []
    for shape in sorted(votes):
        if act := _winner(votes[shape]):
            times = votes[shape][act]
            facts.append(Fact(f"form:{act}:{shape}", Sort.FORM, shape, act, times=times, is_taught=True))
    known = {fact.what for fact in facts}
    learned = [(one.was, fact.act) for fact in facts for one in taught if fact.what in one.form and fact.act is one.act]
    if any(was == MORE and act in _BEGINS for was, act in learned):
        facts += _as_before(by_form, known, (MORE,), Act.JOIN)
    if any(was in OPENERS and act not in _BEGINS_AT_ALL for was, act in learned):
        facts += _as_before(by_form, known, OPENERS, Act.SPLIT)
    return facts


def _as_before(
    by_form: Mapping[str, Counter[str]], known: Collection[str], reads: Sequence[str], act: Act
) -> list[Fact]:
    """Where some form was learned, blocks of other forms that were nearly always read so are still read so."""
    facts = []
    for shape in sorted(by_form):
        times, total = sum(by_form[shape][read] for read in reads), sum(by_form[shape].values())
        is_meant = is_broad(shape) and shape not in known and (act is Act.JOIN or is_telling(shape))
        if is_meant and times >= max(_SOME, _NEARLY * total):
            facts.append(Fact(f"form:{act}:{shape}", Sort.FORM, shape, act, (), times))
    return facts


def _is_apart(one: Taught, shape: str, here: Counter[str], everywhere: Counter[str]) -> bool:
    """Whether blocks of a form may all be what a correction says of one of them."""
    if one.act is Act.BOILERPLATE or one.act not in _IS:
        return False
    share = here[one.was] / max(1, everywhere[one.was])
    is_marked = is_telling(one.form[0])
    # Without any mark, a line stands over other lines as headings do, and as few others.
    is_line = one.act in _LINES and shape.endswith(OVER_LINES)
    if one.act is Act.TITLE_BELOW:
        return is_marked or is_line
    if one.act is Act.KICKER and RIGHT_OVER in shape:
        return share <= _MOST_OVER
    if one.act is Act.KICKER and one.was != HEADING:
        openers = sum(here[read] for read in OPENERS) / max(1, sum(everywhere[read] for read in OPENERS))
        return is_marked or (is_line and openers <= _FEW)
    if one.act is Act.KICKER:
        return (is_marked or is_line) and share <= _FEW
    if one.was in OPENERS:
        # What is no beginning, or heads a section, is not what most items begin with.
        openers = sum(here[read] for read in OPENERS) / max(1, sum(everywhere[read] for read in OPENERS))
        most = _OPENERS if one.act is Act.HEADING else _INNER
        return (is_marked and openers <= most) or (is_line and openers <= _FEW)
    openers = sum(here[read] for read in OPENERS) / max(1, sum(everywhere[read] for read in OPENERS))
    if one.was in (ASIDE, HEAD):
        return (is_marked and share <= _MOST_ASIDE) or (is_line and openers <= _FEW)
    begun = sum(here[read] for read in OPENERS) / max(1, sum(here.values()))
    if one.act in _BEGINS and _SELDOM < begun < _MOSTLY:
        return False  # blocks of this form begin items here and there: what stands around them tells, not their form
    # Without any mark it is a form only if a name or the like is parted from the text in so many blocks.
    is_pattern = is_parted(shape) and one.act in _BEGINS and here[one.was] >= _SOME and share >= _PATTERN
    return is_marked or is_pattern or (is_line and share <= _FEW)


def _markers(seen: Sequence[Observation]) -> list[Fact]:
    facts = []
    for words, counts in sorted(_counted(seen).items()):
        if counts[MARKER] >= _HABIT and counts[MARKER] > _MOSTLY * (sum(counts.values()) - counts[AT_EDGE]):
            facts.append(Fact(f"marker:{words}", Sort.MARKER, words, times=counts[MARKER], told=words))
    return facts


def _sponsors(seen: Sequence[Observation], taught: Sequence[Taught]) -> list[Fact]:
    """How advertisements tell that they are: by words that stand nowhere else, or by a form that few items have."""
    counts: Counter[str] = Counter()
    within: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for observation in seen:
        counts.update(observation.phrases)
        within.update(observation.phrases.keys())
        forms.update(observation.forms)
    openers = {shape: sum(forms[f"{shape}\t{read}"] for read in OPENERS) for shape in _shapes_of(taught)}
    items = max(1, sum(observation.items for observation in seen))
    said = [one for one in taught if one.act is Act.SPONSORED]
    times = Counter(phrase for one in said for phrase in one.phrases)
    rare = [phrase for phrase in sorted(times) if counts[phrase] <= _RARE * within[phrase] and not _is_common(phrase)]
    # What stands in other issues too, once in each, is the wording; else what the block that was pointed at says.
    again = [phrase for phrase in rare if within[phrase] > max(1, _AGAIN * len(seen))]
    pointed = {phrase for one in said for phrase in one.pointed}
    facts = [
        Fact(f"sponsor:{phrase}", Sort.SPONSOR, phrase, Act.SPONSORED, (), times[phrase], True, phrase.strip("^$"))
        for phrase in again or [phrase for phrase in rare if phrase in pointed]
    ]
    for shape in sorted({one.form[0] for one in said if one.form}):
        if is_telling(shape) and openers[shape] <= _RARE_OPENERS * items:
            facts.append(Fact(f"sponsor form:{shape}", Sort.SPONSOR, shape, Act.SPONSORED, is_taught=True))
    return facts


_COMMON = frozenset(
    "a an the in on of to for and how why what when is are this that with from by it we you your".split()
)


def _is_common(phrase: str) -> bool:
    """Whether two words are such as begin or end any sentence."""
    words = phrase.strip("^$").split()
    return len(words) == 2 and phrase[-1] != ")" and any(word in _COMMON for word in words)


def _shapes_of(taught: Iterable[Taught]) -> set[str]:
    return {shape for one in taught for shape in one.form}


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
    for where, table, least in (("section", sections, 1), ("host", hosts, _HABIT)):
        for (what, was), votes in sorted(table.items()):
            kind = min(votes, key=lambda kind: (-votes[kind], kind))
            if votes[kind] >= least and len(votes) == 1 and was != kind:
                key = f"kind:{where}:{what}:{was}"
                facts.append(Fact(key, Sort.KIND, f"{where}:{what}", None, (Kind(was), kind), votes[kind], True, what))
    return facts

"""Collects the evidence of one issue for its publication's profile: headings, lines, forms, corrections."""

from collections import Counter
from collections.abc import Sequence

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.profiles import Observation, Taught
from reader.core.values.document import Document
from reader.core.values.issues import Issue, Item, Kind, Role
from reader.split.items.wanted import Wanted, placed
from reader.split.signs.likeness import LONGEST_LINE, host_of, pattern_of, phrases, plain_words

OBSERVER_VERSION = "4"
"""Changed by hand when other things are observed: all stored issues are then observed again."""
# What a block may have been read as.
TITLE, TEXT, MORE, MARKER, HEADING = "title", "text", "more", "marker", "heading"
ASIDE, HEAD, BARE = "aside", "head", "bare title"
OPENERS = (TITLE, TEXT)
# So many blocks from either end lines are at the edge of an issue.
_EDGE = 5
_MOST_BARE = 0.4
AT_EDGE = "@"
_MOST_BLOCKS = 2_000
_LABEL_WORDS = 6


def observe_split(
    document: Document,
    plain: Issue,
    corrected: Issue,
    corrections: Sequence[Correction],
    block_forms: Sequence[tuple[str, ...]],
) -> Observation:
    """The observation of one document: its blocks as they were read without a profile, and its corrections.

    ``plain`` is its issue without corrections, ``corrected`` the one with them, ``block_forms`` those of its blocks.
    """
    spans, blocks = document.spans, document.blocks[:_MOST_BLOCKS]
    read = read_as(plain, document)
    if document.entries or len(plain.items) <= 1:
        # What begins a whole text, or a post whose borders are given, begins an item whatever its form.
        read = [MORE if one == TEXT else one for one in read]
    about = {number for _, number in placed(document, corrections)}
    paid, bare = _paid(plain, document), _bare(plain, document)
    lines: dict[str, str] = {}
    forms: Counter[str] = Counter()
    begun: Counter[str] = Counter()
    for number, block in enumerate(blocks):
        begun.update(phrases(block.text))
        if number in about:
            continue
        forms.update(f"{form}\t{read[number]}" for form in block_forms[number])
        if number not in paid and len(block.text) <= LONGEST_LINE and (words := plain_words(block.text)):
            edge = AT_EDGE if _is_at_edge(number, len(spans), read[number]) else ""
            told = BARE if number in bare else read[number]
            # Texts of one issue that differ by numbers alone stand in its items, wherever the first of them stands.
            is_again = "0" in words and words in lines and read[number] in (TEXT, MORE)
            lines[words] = told if is_again else lines.get(words, edge + told)
    return Observation(
        layout=plain.layout,
        confidence=plain.confidence,
        items=len(corrected.items),
        headings=tuple(
            (section.title, tuple(item.kind for item in section.items))
            for section in corrected.sections
            if section.title
        ),
        lines=lines,
        forms=dict(forms),
        phrases=dict(begun),
        shape=_shape(corrected),
        taught=tuple(_taught(document, corrections, plain, corrected, read, block_forms)),
    )


def read_as(issue: Issue, document: Document) -> list[str]:
    """The reading of each block of a document."""
    starts = {span.start: number for number, span in enumerate(document.spans)}
    read = [HEAD] * len(starts)
    for span in issue.boilerplate:
        if span.start in starts:
            read[starts[span.start]] = ASIDE
    for section in issue.sections:
        if section.span and section.span.start in starts:
            read[starts[section.span.start]] = HEADING
        for item in section.items:
            for place, (number, roles) in enumerate(_blocks(item, starts).items()):
                if Role.TITLE in roles:
                    read[number] = TITLE
                elif Role.BODY in roles:
                    read[number] = MORE if place else TEXT
                else:
                    read[number] = MARKER
    return read


def _blocks(item: Item, starts: dict[int, int]) -> dict[int, set[Role]]:
    """The blocks of an item in order, each with the roles of its parts."""
    found: dict[int, set[Role]] = {}
    number = -1
    for role, span in item.parts:
        number = starts.get(span.start, number)
        if number >= 0:
            found.setdefault(number, set()).add(role)
    return found


def _paid(issue: Issue, document: Document) -> set[int]:
    """The blocks of advertisements: those come again without being boilerplate."""
    starts = {span.start: number for number, span in enumerate(document.spans)}
    return {number for item in issue.items if item.kind is Kind.SPONSORED for number in _blocks(item, starts)}


def _bare(issue: Issue, document: Document) -> set[int]:
    """The titles with nothing below them, where most items have a text: they may be headings."""
    starts = {span.start: number for number, span in enumerate(document.spans)}
    bare = [item for item in issue.items if item.title and not item.body]
    return {n for item in bare for n in _blocks(item, starts)} if len(bare) <= _MOST_BARE * len(issue.items) else set()


def _is_at_edge(number: int, total: int, read: str) -> bool:
    """Whether a block stands where notices do; what reads as a title is one only at the end."""
    return number >= total - _EDGE or (number < _EDGE and read != TITLE)


def _shape(issue: Issue) -> str:
    """The shape of most items of an issue, in words."""
    items = issue.items
    titled = sum(item.title is not None for item in items)
    texts = sum(bool(item.body) for item in items)
    if 2 * titled <= len(items):
        return "texts without titles"
    if 2 * texts <= len(items):
        return "titles alone"
    longer = sum("\n\n" in item.body for item in items)
    return "titles over several paragraphs" if 2 * longer > len(items) else "titles and blurbs"


def _taught(
    document: Document,
    corrections: Sequence[Correction],
    plain: Issue,
    corrected: Issue,
    read: Sequence[str],
    block_forms: Sequence[tuple[str, ...]],
) -> list[Taught]:
    whole: dict[int, Wanted] = {}
    kinds: dict[int, Kind] = {}
    for correction, number in placed(document, corrections):
        whole[number] = whole.get(number, Wanted()).after(correction.act)
        if correction.act is Act.KIND:
            kinds[number] = Kind(correction.value or "")
        elif correction.act is Act.SPONSORED:
            kinds.pop(number, None)
    taught = []
    for number, one in sorted(whole.items()):
        block = document.blocks[number]
        words, form = plain_words(block.text), block_forms[number]
        said = [*one.acts, *([Act.SPONSORED] if one.is_sponsored else [])]
        for act in said:
            told = _item_phrases(document, corrected, number) if act is Act.SPONSORED else phrases(block.text)
            line = words if len(block.text) <= LONGEST_LINE else ""
            pattern = pattern_of(block.text)
            taught.append(
                Taught(act, line, form, read[number], phrases=told, pointed=_telling(block.text), pattern=pattern)
            )
    return [*taught, *_kinds_taught(document, plain, kinds)]


def _telling(text: str) -> tuple[str, ...]:
    """The phrases of a block that say something without being seen twice: two words are enough only of a short line."""
    is_line = len(text.split()) <= _LABEL_WORDS
    return tuple(
        phrase for phrase in phrases(text) if is_line or len(phrase.split()) > 2 or phrase.endswith((")$", "]$"))
    )


def _item_phrases(document: Document, issue: Issue, number: int) -> tuple[str, ...]:
    """The phrases of a block and of the first and the last block of its item."""
    starts = {span.start: place for place, span in enumerate(document.spans)}
    numbers = next((list(found) for item in issue.items if number in (found := _blocks(item, starts))), [number])
    told = [
        phrase for place in sorted({numbers[0], numbers[-1], number}) for phrase in phrases(document.blocks[place].text)
    ]
    return tuple(dict.fromkeys(told))


def _kinds_taught(document: Document, plain: Issue, kinds: dict[int, Kind]) -> list[Taught]:
    starts = {span.start: number for number, span in enumerate(document.spans)}
    taught = []
    for section in plain.sections:
        given = {
            place: kinds[number]
            for place, item in enumerate(section.items)
            for number in _blocks(item, starts)
            if number in kinds
        }
        for place, kind in given.items():
            was = section.items[place].kind
            alike = [n for n, item in enumerate(section.items) if item.kind is was]
            share = sum(given.get(n) is kind for n in alike) / len(alike)
            host = host_of(section.items[place].url)
            name = plain_words(section.title or section.inferred or "")
            taught.append(Taught(Act.KIND, name, (host,) if host else (), was, kind, share=round(share, 3)))
    return taught

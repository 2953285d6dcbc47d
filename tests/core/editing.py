"""A text whose characters remember where they came from, random edits of it, and whether a passage was placed right."""

import random
import re
from collections.abc import Callable
from itertools import pairwise

from reader.core.text.anchors import CONTEXT, Anchor

Letter = tuple[str, int | None]
"""A character and its index in the text before all edits; None if an edit put it in."""

SENTENCES = """
Researchers at three universities taught a small robot to fold towels by watching ninety minutes of video.
The authors release their weights, the training code and a careful account of what did not work.
A new compiler pass removes redundant copies between layers and makes inference a third faster on old phones.
It is not obvious why the smaller model wins here, and the paper is honest about that.
The benchmark covers twelve languages, among them Yoruba, Tamil and Quechua.
Read the post for a gentle introduction to diffusion models, with drawings by hand.
This library reads large tables without copying them and speaks to every major database.
Our reader Jana wrote a tutorial on calibrating probabilities, which we can recommend to everybody.
The company says that the data stays on the device; the documentation says something else.
A survey of two hundred engineers finds that most of them never look at their own metrics.
The course begins in October, costs nothing and needs little more than school mathematics.
In a long interview the founder explains why they threw away their first architecture.
Gradient clipping is old, but nobody had measured so thoroughly where it helps.
The dataset holds forty thousand hours of bird song, labelled by volunteers over six years.
If you only read one thing this week, let it be this essay on evaluation.
The attack needs nothing but a web page, and a fix has been available since Tuesday.
Speculative decoding gets a simple proof, and a simple bug in two popular libraries is found on the way.
We liked the chapter on caching most, though the one about queues is better written.
The regulator asks for comments until the end of the month.
An open map of the ocean floor was drawn from sonar tracks that fishing boats had given away.
Their trick is to sort the examples by length before they are packed into batches.
The team replaced forty services by one program, and the bill fell by two thirds.
""".strip().splitlines()
ALIKE = [f"Table {number} shows {34 + number / 10:.1f} points on the test set of the suite." for number in range(1, 7)]
BOILERPLATE = "Read more at the link."
OTHERS = """
Nothing was said about the weather in those days.
My grandmother kept bees behind the railway station.
Please bring warm socks, a torch and enough bread for two.
Violins are tuned in fifths, guitars mostly in fourths.
""".strip().splitlines()
WORDS = "amber basket cloudy dolphin ember 7 falcon garlic hollow 42 island jigsaw kettle lantern".split()
"""None of them is in the prose: what an edit puts in is never what it took out."""


def prose(rng: random.Random) -> str:
    """An issue of some 2,500 characters: items of a title, two to four sentences and a line they share, and a table."""
    sentences = rng.sample(SENTENCES, len(SENTENCES))
    paragraphs = []
    while sentences:
        size = rng.randint(2, 4)
        some, sentences = sentences[:size], sentences[size:]
        paragraphs.append(" ".join([*some, BOILERPLATE] if rng.random() < 0.5 else some))
    paragraphs.insert(rng.randrange(len(paragraphs)), rng.choice([" ", "\n"]).join(ALIKE))
    return "\n\n".join(paragraphs)


def passage(rng: random.Random, text: str) -> tuple[int, int]:
    """A range to mark: some words, a sentence or several."""
    starts = [word.start() for word in re.finditer(r"\w+", text)]
    ends = [word.end() for word in re.finditer(r"\w+", text)]
    match rng.choice(["words", "words", "few", "sentence", "sentence", "many"]):
        case "few":
            first = rng.randrange(len(starts) - 2)
            return starts[first], ends[first + rng.randint(0, 1)]
        case "words":
            first = rng.randrange(len(starts) - 14)
            return starts[first], ends[first + rng.randint(3, 12)]
        case "many":
            first = rng.randrange(len(starts) - 80)
            return starts[first], ends[first + rng.randint(20, 80)]
    return rng.choice([sentence.span() for sentence in re.finditer(r"\b\w[^.\n]+\.(?=\s)", text)])


def letters(text: str) -> list[Letter]:
    return [(letter, index) for index, letter in enumerate(text)]


def shown(edited: list[Letter]) -> str:
    return "".join(letter for letter, _ in edited)


def new(text: str) -> list[Letter]:
    return [(letter, None) for letter in text]


def some_words(rng: random.Random, least: int = 1, most: int = 6) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))


def _words(edited: list[Letter]) -> list[tuple[int, int]]:
    return [word.span() for word in re.finditer(r"\w+", shown(edited))] or [(0, len(edited))]


def _paragraphs(edited: list[Letter]) -> list[list[Letter]]:
    found, last = [], 0
    for gap in re.finditer(r"\n\n", shown(edited)):
        found.append(edited[last : gap.start()])
        last = gap.end()
    return [*found, edited[last:]]


def _laid_out(paragraphs: list[list[Letter]]) -> list[Letter]:
    joined = list(paragraphs[0]) if paragraphs else []
    for paragraph in paragraphs[1:]:
        joined += [*new("\n\n"), *paragraph]
    return joined


def insert(rng, edited, start, end):
    at = rng.choice(_words(edited))[0]
    return [*edited[:at], *new(some_words(rng) + " "), *edited[at:]]


def delete(rng, edited, start, end):
    words = _words(edited)
    first = rng.randrange(len(words))
    last = min(len(words) - 1, first + rng.randint(0, 12))
    return [*edited[: words[first][0]], *edited[words[last][1] :]]


def replace(rng, edited, start, end):
    words = _words(edited)
    first = rng.randrange(len(words))
    last = min(len(words) - 1, first + rng.randint(0, 5))
    return [*edited[: words[first][0]], *new(some_words(rng)), *edited[words[last][1] :]]


def move(rng, edited, start, end):
    paragraphs = _paragraphs(edited)
    moved = paragraphs.pop(rng.randrange(len(paragraphs)))
    paragraphs.insert(rng.randint(0, len(paragraphs)), moved)
    return _laid_out(paragraphs)


def drop_paragraph(rng, edited, start, end):
    paragraphs = _paragraphs(edited)
    paragraphs.pop(rng.randrange(len(paragraphs)))
    return _laid_out(paragraphs)


def add_paragraph(rng, edited, start, end):
    paragraphs = _paragraphs(edited)
    paragraphs.insert(rng.randint(0, len(paragraphs)), new(" ".join(rng.sample(OTHERS, 2))))
    return _laid_out(paragraphs)


def duplicate(rng, edited, start, end):
    copy = new("".join(letter for letter, origin in edited if origin is not None and start <= origin < end))
    at = rng.choice(_words(edited))[0]
    return [*edited[:at], *copy, *new(" "), *edited[at:]]


def duplicate_paragraph(rng, edited, start, end):
    paragraphs = _paragraphs(edited)
    copy = new(shown(rng.choice(paragraphs)))
    paragraphs.insert(rng.randint(0, len(paragraphs)), copy)
    return _laid_out(paragraphs)


def rewrap(rng, edited, start, end):
    """White space in other kinds and amounts."""
    kinds = rng.choice([["\n"], [" ", "\n", "  "], ["\u00a0", " "], ["\t"]])
    wrapped: list[Letter] = []
    for gap, letter in ((letter[0].isspace(), letter) for letter in edited):
        wrapped += new(rng.choice(kinds)) if gap else [letter]
    return wrapped


def retype(rng, edited, start, end):
    """A few slips of the pen, also in the passage."""
    result = list(edited) or new(" ")
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(result))
        result[at : at + rng.randint(0, 1)] = new(rng.choice("aeioux") * rng.randint(0, 1))
    return result


def _inside(rng, edited, start, end, edit):
    """An edit of what is left of the passage and a little around it."""
    found = [index for index, (_, origin) in enumerate(edited) if origin is not None and start <= origin < end]
    if not found:
        return edited
    first, last = max(0, found[0] - 15), min(len(edited), found[-1] + 15)
    return [*edited[:first], *edit(rng, edited[first:last], start, end), *edited[last:]]


def insert_in_passage(rng, edited, start, end):
    return _inside(rng, edited, start, end, insert)


def delete_in_passage(rng, edited, start, end):
    return _inside(rng, edited, start, end, delete)


def replace_in_passage(rng, edited, start, end):
    return _inside(rng, edited, start, end, replace)


def retype_in_passage(rng, edited, start, end):
    return _inside(rng, edited, start, end, retype)


def without_passage(rng, edited, start, end):
    return [(letter, origin) for letter, origin in edited if origin is None or not start <= origin < end]


def other_words_instead(rng, edited, start, end):
    found = [index for index, (_, origin) in enumerate(edited) if origin is not None and start <= origin < end]
    if not found:
        return edited
    others = new(rng.choice([*OTHERS, some_words(rng, 3, 12)]))
    return [*edited[: found[0]], *others, *without_passage(rng, edited[found[0] :], start, end)]


def without_sentence(rng, edited, start, end):
    """The sentences go in which the passage stands."""
    text = shown(edited)
    found = [index for index, (_, origin) in enumerate(edited) if origin is not None and start <= origin < end]
    if not found:
        return edited
    first = max(text.rfind(". ", 0, found[0]) + 2, text.rfind("\n", 0, found[0]) + 1, 0)
    last = text.find(".", found[-1])
    return [*edited[:first], *edited[last + 2 if last >= 0 else len(edited) :]]


def several(rng, edited, start, end):
    for _ in range(rng.randint(2, 6)):
        edited = rng.choice(EDITS[:-1])(rng, edited, start, end)
    return edited


Edit = Callable[[random.Random, list[Letter], int, int], list[Letter]]
EDITS: list[Edit] = [
    insert, delete, replace, retype, move, rewrap, duplicate, duplicate_paragraph, drop_paragraph, add_paragraph,
    insert_in_passage, delete_in_passage, replace_in_passage, retype_in_passage, without_passage, without_sentence,
    other_words_instead, several,
]  # fmt: skip


def _words_around(text: str, index: int) -> tuple[int, int]:
    """The word or sign at an index."""
    if not text[index].isalnum():
        return index, index + 1
    return next(word.span() for word in re.finditer(r"\w+", text) if word.start() <= index < word.end())


def judged(anchor: Anchor, edited: list[Letter], found: tuple[int, int] | None) -> str:
    """ "right", "wrong" or "tray".

    Known is of every character in the changed text whether it came from the passage, from elsewhere or from an edit.
    Right is the range of what survived: it begins and ends in words or signs that have characters of the passage, and
    leaves no whole word of the passage outside. Right is also None, if no word of the passage is left whole. Tray is
    any other None. All else is wrong: other words, a part, too much.

    Some things cannot be told from any text, so the same words in these places are right too: a copy with the same
    surroundings as far as an anchor remembers them; a copy where nothing at all is left of the passage, since that is
    what moving is; a place that shares most of what is left of the passage, where the edit put in or left the same
    word at its border.
    """
    text = shown(edited)
    is_own = [origin is not None and anchor.start <= origin < anchor.end for _, origin in edited]
    words = [word.span() for word in re.finditer(r"\w+", text)]
    kept = {
        (start, end)
        for start, end in words
        if all(is_own[start:end]) and all(b[1] == a[1] + 1 for a, b in pairwise(edited[start:end]))
    }
    if found is None:
        return "tray" if kept else "right"
    start, end = found
    if text[max(0, start - CONTEXT) : end + CONTEXT] == anchor.prefix + anchor.exact + anchor.suffix:
        return "right"
    if text[start:end].split() == anchor.exact.split() and (
        not any(is_own) or 2 * sum(is_own[start:end]) > sum(is_own)
    ):
        return "right"
    edges = (range(*_words_around(text, start)), range(*_words_around(text, end - 1)))
    if not all(any(is_own[index] for index in edge) for edge in edges):
        return "wrong"
    outside = any(last <= start or first >= end for first, last in kept)
    return "wrong" if outside else "right"

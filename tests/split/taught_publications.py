"""Made-up publications that are split wrongly in one way each, and what a user would say of the first mistake.

``PUBLICATIONS`` maps a name to a function of a seed that gives a ``Made``; ``FIRST_WORDS`` to the act and how the block
begins that the user corrects in an issue of it. ``score`` compares a split with what was made, from 0 to 1.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from reader.core.revision.corrections import Act
from reader.core.values.issues import Issue, Kind

NAMES = "Norvane|Heliostat|BrightLoom|Kestrel|Tarn|Quillon|Ferrowave|Orbweaver|Maplewood|Velora|Marlin|Tessera".split(
    "|"
)
THINGS = (
    "speech separation|protein folding|robot grasping|image compression|code search|weather forecasts|sparse attention|"
    "fraud detection|crop monitoring|traffic models|point clouds|sign language|solar roofs|harbour cranes|tin mines|"
    "night trains|postal codes|river levels|bird counts|tax records"
).split("|")


@dataclass
class Item:
    title: str | None
    body: str
    is_sponsored: bool = False


@dataclass
class Made:
    name: str
    source: str
    sections: list[tuple[str | None, list[Item]]]

    @property
    def items(self) -> list[Item]:
        return [item for _, items in self.sections for item in items]


def _title(chance: random.Random) -> str:
    name, second = chance.sample(NAMES, 2)
    thing, other = chance.sample(THINGS, 2)
    return chance.choice(
        (
            f"{name} tests {thing} in {second}ville",
            f"How {name} maps {thing} without {other}",
            f"Why {thing} beats {other}",
            f"{name} and {second} agree on {thing}",
        )
    )


def sentence(chance: random.Random) -> str:
    """A sentence that stands for the text of an item."""
    name, number, thing, other = chance.choice(NAMES), chance.randint(2, 90), *chance.sample(THINGS, 2)
    return chance.choice(
        (
            f"The team at {name} has spent {number} months on {thing}, and most of it concerns {other}.",
            f"A look at how {name} uses {thing} every day, with figures from {number} towns.",
            f"In short, {thing} costs {number} percent less than {other} did when {name} began.",
            f"{name} says that it will publish its data about {thing} by the end of the year.",
        )
    )


def _text(chance: random.Random, least: int = 1, most: int = 3) -> str:
    return " ".join(sentence(chance) for _ in range(chance.randint(least, most)))


def _items(chance: random.Random, count: int, titled: bool = True) -> list[Item]:
    titles: dict[str, None] = {}
    while len(titles) < count:
        titles[_title(chance)] = None
    return [Item(title if titled else None, _text(chance)) for title in titles]


def _link(chance: random.Random, shown: str) -> str:
    return f'<a href="https://tarnpost.example/{chance.randint(1, 10**6)}">{shown}</a>'


def _page(name: str, body: str) -> str:
    return f"<html><head><title>{name}</title></head><body><h1>{name}</h1>{body}</body></html>"


ODD_HEADINGS = ("Straight from the quay", "What the gulls say", "Ropes, knots and hitches", "Below the waterline")


def unknown_headings(seed: int) -> Made:
    """Headings that no lexicon knows, set like the titles of items."""
    chance = random.Random(seed)
    sections = [(heading, _items(chance, chance.randint(2, 5))) for heading in ODD_HEADINGS]
    body = ""
    for heading, items in sections:
        body += f"<p><b>{heading}</b></p>"
        body += "".join(f"<p><b>{item.title}</b></p><p>{item.body}</p>" for item in items)
    return Made("issue.html", _page(f"The Quay {seed}", body), [*sections])


def text_headings(seed: int) -> Made:
    """Plain text: lines over pairs of line and text, of which some are headings."""
    chance = random.Random(seed)
    sections = [(heading, _items(chance, chance.randint(2, 5))) for heading in ODD_HEADINGS]
    lines = [f"The Gull: Issue #{seed}", "", "Hello everyone,", ""]
    for heading, items in sections:
        lines += [heading, ""]
        for item in items:
            lines += [str(item.title), "", item.body, ""]
    return Made("issue.txt", "\n".join(lines), [*sections])


LONG_HEADINGS = (
    "What the harbour sang to us lately",
    "Things that we read on the quay",
    "Ropes and knots for a rainy week",
    "Older news from below the waterline",
)


def long_headings(seed: int) -> Made:
    """Plain text with headings as long as titles are."""
    chance = random.Random(seed)
    sections = [(heading, _items(chance, chance.randint(2, 5))) for heading in LONG_HEADINGS]
    lines = [f"The Tern: Issue #{seed}", "Hello everyone,"]
    for heading, items in sections:
        lines += [heading, *(line for item in items for line in (str(item.title), item.body))]
    return Made("issue.txt", "\n\n".join(lines), [*sections])


def addressed_headings(seed: int) -> Made:
    """Plain text with headings as long as titles are; each item ends with its address."""
    chance = random.Random(seed)
    sections = [(heading, _items(chance, chance.randint(2, 5))) for heading in LONG_HEADINGS]
    lines = [f"The Tern: Issue #{seed}", "Hello everyone,"]
    for heading, items in sections:
        lines.append(heading)
        for item in items:
            lines += [str(item.title), item.body, f"https://tarnpost.example/{chance.randint(1, 10**6)}"]
    return Made("issue.txt", "\n\n".join(lines), [*sections])


def plain_headings(seed: int) -> Made:
    """A page with headings that are plain paragraphs, read as the end of the item before."""
    chance = random.Random(seed)
    sections = [(heading, _items(chance, chance.randint(2, 5))) for heading in LONG_HEADINGS]
    body = ""
    for heading, items in sections:
        body += f"<p>{heading}</p>"
        body += "".join(f"<p>{_link(chance, str(item.title))}</p><p>{item.body}</p>" for item in items)
    return Made("issue.html", _page(f"The Plover {seed}", body), [*sections])


def boilerplate_items(seed: int) -> Made:
    """A call that stands in each issue like an item, in the middle of it."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9))
    parts = [f"<h3>{_link(chance, str(item.title))}</h3><p>{item.body}</p>" for item in items]
    parts.insert(chance.randint(1, 4), "<h3>Enjoying these letters so far? Tell two of your neighbours</h3>")
    return Made("issue.html", _page(f"Harbour Letters {seed}", "".join(parts)), [(None, items)])


def odd_openers(seed: int) -> Made:
    """Items that begin with a sign and a line of no other form, over paragraphs of text."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9))
    lines = [f"# Knots {seed}", ""]
    for item in items:
        first, second = _text(chance, 2, 3), _text(chance, 2, 3)
        item.title = f"§ {item.title}, as told by those who stood on the quay that morning."
        item.body = f"{first} {second}"
        lines += [item.title, "", first, "", second, ""]
    return Made("issue.md", "\n".join(lines), [(None, items)])


def untitled_openers(seed: int) -> Made:
    """One paragraph an item, each after an arrow, without links and titles."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9), titled=False)
    for item in items:
        item.body = f"» {item.body}"
    parts = "".join(f"<p>{item.body}</p>" for item in items)
    return Made("issue.html", _page(f"Arrows {seed}", parts), [(None, items)])


def inner_headings(seed: int) -> Made:
    """Stories with a line in each that is set like a title of another story."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(4, 7))
    parts = ""
    for item in items:
        rest = _text(chance, 2, 3)
        parts += f"<h3>{item.title}</h3><p>{item.body}</p><h3>The view from the mole</h3><p>{rest}</p>"
        item.body += f" The view from the mole {rest}"
    return Made("issue.html", _page(f"Moles {seed}", parts), [(None, items)])


def sponsors(seed: int) -> Made:
    """One advertisement an issue that says so in words of the publication's own."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9))
    paid = chance.choice(items)
    paid.is_sponsored = True
    for item in items:
        if item.is_sponsored:
            item.body = f"Friends of the harbour keep us afloat: {item.body}"
    parts = "".join(f"<h3>{_link(chance, str(item.title))}</h3><p>{item.body}</p>" for item in items)
    return Made("issue.html", _page(f"Afloat {seed}", parts), [(None, items)])


def notices(seed: int) -> Made:
    """A paragraph in every issue between two stories that belongs to none of them."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9))
    parts = [f"<h3>{_link(chance, str(item.title))}</h3><p>{item.body}</p>" for item in items]
    parts.insert(
        chance.randint(1, 4), f"<p>{chance.randint(100, 900)} people walk the pier with this letter in hand.</p>"
    )
    return Made("issue.html", _page(f"Piers {seed}", "".join(parts)), [(None, items)])


def sub_headings(seed: int) -> Made:
    """Stories of two parts, the second under a heading of its own that is no story."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(4, 7))
    parts = ""
    for item in items:
        heading, rest = f"In {chance.choice(NAMES)}ville: {_title(chance)}", _text(chance)
        parts += f"<h3>{item.title}</h3><p>{item.body}</p><h4>{heading}</h4><p>{rest}</p>"
        item.body += f" {heading} {rest}"
    return Made("issue.html", _page(f"Parts {seed}", parts), [(None, items)])


def inner_lists(seed: int) -> Made:
    """Stories that end in a list of links, none of which is a story."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(4, 7))
    parts = ""
    for item in items:
        links = [f"{_title(chance)}, a list" for _ in range(3)]
        entries = "".join(f"<li>{_link(chance, link)}</li>" for link in links)
        parts += f"<h3>{item.title}</h3><p>{item.body}</p><ul>{entries}</ul>"
        item.body = " ".join([item.body, *links])
    return Made("issue.html", _page(f"Lists {seed}", parts), [(None, items)])


def dashes(seed: int) -> Made:
    """Plain text of a paragraph an item, each a name and a dash before what is said of it."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9))
    for item in items:
        item.title, item.body = None, f"{item.title} — {item.body}"
    return Made("issue.txt", "\n\n".join([f"Dashes {seed}", *(item.body for item in items)]), [(None, items)])


def kickers(seed: int) -> Made:
    """Stories with a line over each title that says where and when; it counts to no text."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9))
    days = [f"{chance.randint(1, 28)} {chance.choice(('MAY', 'JUNE'))} · {chance.choice(NAMES).upper()}" for _ in items]
    parts = [f"{day}\n\n{item.title}\n\n{item.body}" for day, item in zip(days, items, strict=True)]
    return Made("issue.txt", "\n\n".join([f"Moorings {seed}", *parts]), [(None, items)])


def titles_below(seed: int) -> Made:
    """Plain text of abstracts, each with its title below it, and authors and an address below that."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 8))
    for item in items:
        item.title, item.body = f"On {item.title}", " ".join(_text(chance) for _ in range(3))
    parts = [
        f"{item.body}\n\n{item.title}\n\nAda {chance.choice(NAMES)}, Ben {chance.choice(NAMES)}\n\n"
        f"https://arxiv.org/abs/24{chance.randint(10, 12)}.{chance.randint(10000, 99999)}"
        for item in items
    ]
    return Made("issue.txt", "\n\n".join([f"Abstracts {seed}", "PAPERS", *parts]), [("PAPERS", items)])


def counters(seed: int) -> Made:
    """A bold line below every story that counts its readers; numbers and names differ."""
    chance = random.Random(seed)
    items = _items(chance, chance.randint(5, 9))
    parts = ""
    for item in items:
        counted = f"{chance.randint(2, 99)} kept this · {chance.randint(2, 9)} argued · filed by {chance.choice(NAMES)}"
        parts += f"<p><b>{item.title}</b></p><p>{item.body}</p><p><b>{counted}</b></p>"
    return Made("issue.html", _page(f"Counters {seed}", parts), [(None, items)])


PUBLICATIONS: dict[str, Callable[[int], Made]] = {
    maker.__name__.replace("_", " "): maker
    for maker in (
        unknown_headings,
        text_headings,
        boilerplate_items,
        odd_openers,
        untitled_openers,
        inner_headings,
        sponsors,
        notices,
        sub_headings,
        inner_lists,
        dashes,
        long_headings,
        addressed_headings,
        plain_headings,
        kickers,
        titles_below,
        counters,
    )
}
FIRST_WORDS: dict[str, tuple[Act, str]] = {
    "unknown headings": (Act.HEADING, ODD_HEADINGS[1]),
    "text headings": (Act.HEADING, ODD_HEADINGS[1]),
    "boilerplate items": (Act.BOILERPLATE, "Enjoying these"),
    "odd openers": (Act.TITLE, "§ "),
    "untitled openers": (Act.SPLIT, "» "),
    "inner headings": (Act.JOIN, "The view from"),
    "sponsors": (Act.SPONSORED, "Friends of"),
    "notices": (Act.BOILERPLATE, "people walk"),
    "sub headings": (Act.JOIN, "ville: "),
    "inner lists": (Act.JOIN, ", a list"),
    "dashes": (Act.SPLIT, " — "),
    "long headings": (Act.HEADING, LONG_HEADINGS[1]),
    "addressed headings": (Act.HEADING, LONG_HEADINGS[1]),
    "plain headings": (Act.HEADING, LONG_HEADINGS[1]),
    "kickers": (Act.KICKER, " · "),
    "titles below": (Act.TITLE_BELOW, "On "),
    "counters": (Act.BOILERPLATE, " kept this"),
}


def _f1(wanted: Counter[object], got: Counter[object]) -> float:
    return 2 * sum((wanted & got).values()) / max(1, sum(wanted.values()) + sum(got.values()))


def _words(text: str) -> str:
    return " ".join(text.split())


def score(issue: Issue, made: Made) -> float:
    """The mean share of items with their title, text and kind, and of sections, that are as they were made."""
    items = Counter((item.title, _words(item.body)) for item in made.items)
    paid = Counter((_words(item.body), item.is_sponsored) for item in made.items)
    sections = Counter((heading, len(held)) for heading, held in made.sections)
    found = _f1(items, Counter((item.title, _words(item.body)) for item in issue.items))
    kinds = _f1(paid, Counter((_words(item.body), item.kind is Kind.SPONSORED) for item in issue.items))
    return 0.6 * found + 0.1 * kinds + 0.3 * _f1(sections, Counter((s.title, len(s.items)) for s in issue.sections))

"""Makes issues in layouts A and J with made-up words, and damages them as scraping does.

Everything is drawn from one ``random.Random``, so a seed names an issue. ``make_newsletter`` and
``make_link_blog`` give a ``Made``: the lines, and what a perfect split finds in them.
"""

import random
import sys
from dataclasses import dataclass, field, replace
from types import ModuleType

import pytest

ORGS = (
    "Norvane Labs|the University of Ostrava|Heliostat|BrightLoom|Kestrel AI|ETH Lugano|"
    "Maplewood Robotics|Tarn Research|Quillon|Ferrowave|the Lindqvist Institute|Orbweaver"
)
PRODUCTS = (
    "Velora|Quantix|GraphMoss|TinyPelican|StreamForge|Nimbus-7B|OctoSketch|PaperCrane|LatticeKit|"
    "SoundThimble|DeepHarvest|Marlin|FlexiPrune|Tessera"
)
TOPICS = (
    "speech separation|protein folding|federated training|robot grasping|image compression|"
    "code search|weather forecasting|sparse attention|on-device translation|fraud detection|"
    "crop monitoring|traffic simulation|medical imaging|music generation|knowledge graphs|"
    "active learning|model distillation|anomaly detection|point clouds|sign language recognition"
)
AREAS = (
    "hospitals|small farms|warehouses|game studios|climate science|the classroom|call centers|"
    "public transport|newsrooms|chip design"
)
THINGS = (
    "framework|compiler|benchmark|accelerator|language model|search engine|data pipeline|simulator|"
    "assistant|vision system"
)
VERBS = "speeds up|simplifies|automates|rethinks|opens up|cuts the cost of|scales|secures"
ADJECTIVES = "comprehensive|short|detailed|practical|technical|hands-on|thoughtful"

NEWS_TITLES = (
    "{Org} {verbs} {topic} for {area}",
    "{Product}: A {thing} that {verbs} {topic}",
    "How {Org} Uses {Topic} in {Area}",
    "Why {topic} matters for {area}",
    "The State of {Topic} in {year}",
    "Is {Topic} Ready for {Area}?",
    "“{Topic} is overrated,” says founder of {Product}",
    "{Org} raises ${n}M to bring {topic} to {area}",
    "Announcing {Product} 2.0",
    "{Topic}",
    "A new {thing} brings {topic} to {area}",
    "{n} Lessons From a Year of {Topic} That Surprised Everyone Who Works in {Area}",
    "{Product} wins first prize in the U.S.",
    "No more guesswork! {Product} and the end of manual {topic}",
    "{Org} and {Product} join forces",
)
LEARN_TITLES = (
    "A Gentle Introduction to {Topic}",
    "Understanding {Topic} — Part 2",
    "{Topic} with {Product}",
    "Building a {thing} for {topic} from scratch",
    "{Topic} explained",
    "Debugging {topic} in production",
    "What I learned from {n} failed {topic} projects",
    "{Topic} | Tips for {area}",
)
CODE_TITLES = (
    "{owner}/{repo}: {Thing} for {topic}.",
    "{owner}/{repo}",
    "{Product}: {thing} for {topic}",
    "{Product}",
    "{Product} - {Topic} Made Simple",
)
PAPER_TITLES = (
    "{Product}: Towards {Topic} without Supervision",
    "Rethinking {Topic} for {Area}",
    "Does {Topic} Generalize?",
    "{Topic} via Iterated Refinement",
    "On the Limits of {Topic}",
    "Scaling {topic} with a single {thing}",
)
NEWS_BLURBS = (
    "{Org} announced {Product}, a {thing} that {verbs} {topic} in {area}.",
    "Researchers from {Org} developed a {thing} which {verbs} {topic}, reaching {n}% accuracy on a public test.",
    "{Product} lets teams in {area} work on {topic} without code. It supports {n} languages and cheap hardware.",
    "An article that discusses how {topic} is changing {area}, and what regulators could do about it.",
    "In this interview, the founder of {Product} talks about {topic}, hiring, and the next {n} months.",
    "{Org} has raised ${n}M in funding to apply {topic} to {area}, and plans to double its team.",
    "The new {thing} by {Org} is {n} times faster than its predecessor and will ship next year.",
    "Can {topic} help {area}? A report by {Org} says that it does, but slowly.",
    "This article states that {area} will need {topic} sooner than most people expect.",
)
LEARN_BLURBS = (
    "A {adjective} tutorial on {topic} that starts from raw data and ends with a deployed {thing}.",
    "This post explains how to use {Product} for {topic}, step by step, with code for each stage.",
    "A {adjective} guide to {topic} for engineers who work in {area}.",
    "An article about the trade-offs of {topic}, with many plots and a clear conclusion.",
    "The author shows how a simple {thing} can replace most of a {topic} stack.",
    "This deep dive on {topic} covers both the intuition and the maths behind it.",
)
CODE_BLURBS = (
    "A Python library for {topic} that works with any {thing}.",
    "{Product} is an open-source {thing} which {verbs} {topic} and integrates with popular tools.",
    "This repository contains the code and the weights of a {thing} for {topic}.",
    "Set of tools for {topic}, tested on {n} datasets",
    "This framework provides an easy way to try {topic} in {area}.",
    "An open-source toolkit that {verbs} {topic}, with bindings for {n} languages.",
)
ABSTRACT_OPENERS = (
    "Recent years have seen rapid progress in {topic}, yet its use in {area} remains limited.",
    "The demand for {topic} has grown, but current methods need a large {thing} and careful tuning.",
    "Despite its success, {topic} is still poorly understood, in particular when data from {area} is scarce.",
    "Many systems for {topic} rely on a {thing} that was trained on millions of examples.",
)
ABSTRACT_MIDDLES = (
    "However, the cost of annotation grows with the number of classes, which makes {topic} hard to deploy.",
    "Prior work treats {topic} and {topic2} as separate problems, and thus misses what they share.",
    "In this paper, we propose {Product}, a {thing} that learns {topic} without labels.",
    "We present a simple method for {topic} that needs neither extra data nor a larger {thing}.",
    "The key idea is to reuse the intermediate states of a {thing} as a training signal.",
    "We show, both in theory and in practice, that the gap to supervised {topic} can be closed.",
    "Our analysis reveals that most errors stem from a small set of ambiguous inputs (e.g., from {area}).",
)
ABSTRACT_ENDS = (
    "Extensive experiments on {n} benchmarks show that our approach outperforms the state of the art by {n2}%.",
    "Finally, we discuss the limits of the approach and outline directions for {topic2}.",
    "Our code and models are available.",
    "We hope that these findings encourage further work on {topic} in {area}.",
)
SUBHEADS = ("…What is {topic} good for?", "Why {topic} fails", "…How did {Org} do it?")

INTROS = {
    "folks": (
        "This week in {field}, we bring you {topic} at {Org}, a {thing} for {topic2}, and a paper on {topic3}.",
        "You may also enjoy {Product}, a tutorial on {topic2}, a {thing} for {area}, and more!",
    ),
    "editor": ("Welcome to another issue of our letter on {field}. It has been a busy month for {topic} and {Org}.",),
    "brief": ("In this issue we look at {topic} in {area}, at {Product}, and at what {Org} has been up to.",),
}


@dataclass(frozen=True)
class Habits:
    """How one publication writes its issues."""

    title: str
    name: str
    greeting: tuple[str, ...]
    intro: str
    closing: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    has_subtitle: bool = True


PUBLICATIONS = (
    Habits(
        "Silicon Gardens Weekly: Issue #{number}",
        "Silicon Gardens Weekly",
        ("Hey folks,",),
        "folks",
        ("As always, happy reading and hacking. Find us on Twitter: @gardens.", "Until next week!"),
        (
            ("Industry", "news"),
            ("MLOps", "learn"),
            ("Learning", "learn"),
            ("Libraries & Code", "code"),
            ("Papers & Publications", "papers"),
        ),
    ),
    Habits(
        "Field Robotics Digest #{number}",
        "Field Robotics Digest",
        ("Hello everyone,",),
        "editor",
        ("Happy reading!",),
        (("News", "news"), ("Tutorials", "learn"), ("Tools & Libraries", "code"), ("Research", "papers")),
    ),
    Habits(
        "The Vision Letter – Issue {number}",
        "The Vision Letter",
        (),
        "brief",
        ("Let's dive in!",),
        (("Top Stories", "news"), ("Hardware", "news"), ("Resources", "learn"), ("Code", "code"), ("Papers", "papers")),
        has_subtitle=False,
    ),
)
HELD_OUT = (
    Habits(
        "Northern Data Post, No. {number}",
        "Northern Data Post",
        ("Dear readers,",),
        "editor",
        ("Forward this to a friend who would like it.", "See you next month!"),
        (("Headlines", "news"), ("Engineering", "learn"), ("Datasets & Tools", "code"), ("New Papers", "papers")),
    ),
    Habits(
        "Edge & Cloud: Issue #{number}",
        "Edge & Cloud",
        ("Hi there,",),
        "folks",
        ("Enjoy the read!",),
        (
            ("Industry News", "news"),
            ("Mobile & Edge", "news"),
            ("Learning", "learn"),
            ("Open Source", "code"),
            ("Publications", "papers"),
        ),
    ),
)


@dataclass(frozen=True)
class MadeItem:
    title: str | None
    paragraphs: tuple[str, ...]
    is_abstract: bool = False
    topics: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        return " ".join(self.paragraphs)


@dataclass
class Made:
    """Lines of a document and what a perfect split finds. ``sections`` pairs a heading (None: lost) with its items."""

    lines: list[str] = field(default_factory=list)
    title: str | None = None
    number: int | None = None
    intro: list[str] = field(default_factory=list)
    sections: list[tuple[str | None, list[MadeItem]]] = field(default_factory=list)

    @property
    def items(self) -> list[MadeItem]:
        return [item for _, items in self.sections for item in items]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Damage:
    """What scraping did: shares of titles, headings and markers lost, abstracts cut, and how lines are spaced.

    ``gap`` is the number of blank lines between blocks; a lost heading or marker leaves one more if it is above 0.
    """

    titles: float = 0.0
    headings: float = 0.0
    markers: float = 0.0
    cuts: float = 0.0
    gap: int = 0
    line_end: str = "\n"


class Words:
    """Draws words and fills templates; each item keeps one product and topic, so that its title and blurb agree."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def pick(self, table: str) -> str:
        return self.rng.choice(table.split("|"))

    def subject(self) -> dict[str, str]:
        topic, area, thing, org = self.pick(TOPICS), self.pick(AREAS), self.pick(THINGS), self.pick(ORGS)
        return {
            "topic": topic,
            "Topic": topic.title(),
            "topic2": self.pick(TOPICS),
            "topic3": self.pick(TOPICS),
            "area": area,
            "Area": area.title(),
            "thing": thing,
            "Thing": thing.capitalize(),
            "Org": org[:1].upper() + org[1:],
            "Product": self.pick(PRODUCTS),
            "verbs": self.pick(VERBS),
            "adjective": self.pick(ADJECTIVES),
            "n": str(self.rng.randint(2, 90)),
            "n2": str(self.rng.randint(2, 9)),
            "year": str(self.rng.randint(2019, 2026)),
            "owner": self.pick("kestrel|norvane|tarn-ai|oweaver"),
            "repo": self.pick("mossgraph|pelican-rt|lattice|thimble"),
        }

    def fill(self, templates: tuple[str, ...], subject: dict[str, str]) -> str:
        return self.rng.choice(templates).format(**subject)


TEMPLATES = {
    "news": (NEWS_TITLES, NEWS_BLURBS),
    "learn": (LEARN_TITLES, LEARN_BLURBS),
    "code": (CODE_TITLES, CODE_BLURBS),
}


def make_item(words: Words, role: str) -> MadeItem:
    subject = words.subject()
    if role == "papers":
        paragraphs = [make_abstract(words, subject)]
        if words.rng.random() < 0.2:
            paragraphs.append("In this work, we go further. " + make_abstract(words, subject))
        return MadeItem(words.fill(PAPER_TITLES, subject), tuple(paragraphs), is_abstract=True)
    titles, blurbs = TEMPLATES[role]
    blurb = words.fill(blurbs, subject)
    if words.rng.random() < 0.06:
        blurb += " (Sponsored Content)"
    return MadeItem(words.fill(titles, subject), (blurb,))


def make_abstract(words: Words, subject: dict[str, str]) -> str:
    middles = words.rng.sample(ABSTRACT_MIDDLES, words.rng.randint(3, 6))
    sentences = [words.rng.choice(ABSTRACT_OPENERS), *middles, *words.rng.sample(ABSTRACT_ENDS, 2)]
    return " ".join(sentence.format(**subject) for sentence in sentences)


def make_newsletter(rng: random.Random, habits: Habits, damage: Damage = Damage()) -> Made:
    """One issue in layout A, damaged."""
    words, made = Words(rng), Made()
    made.number = rng.randint(1, 450)
    made.title = habits.title.format(number=made.number)
    blocks: list[tuple[str, int]] = [(made.title, 0)]
    subject = words.subject()
    if habits.has_subtitle:
        blocks.append(("{Product}, {topic} in {area}, a {thing} for {topic2}, and more".format(**subject), damage.gap))
    made.intro = [line.format(field="machine intelligence", **words.subject()) for line in INTROS[habits.intro]]
    blocks += [(line, damage.gap) for line in (*habits.greeting, *made.intro, *habits.closing)]
    for heading, role in habits.sections:
        _add_section(words, made, blocks, damage, heading, role)
    made.lines = []
    for text, gap in blocks:
        made.lines += [""] * (gap if made.lines else 0) + [text]
    return made


def _add_section(
    words: Words, made: Made, blocks: list[tuple[str, int]], damage: Damage, heading: str, role: str
) -> None:
    rng, gap = words.rng, damage.gap
    # Without blank lines a lost heading leaves no trace at all, so it is only lost where there are some.
    lost = gap > 0 and rng.random() < damage.headings
    items: list[MadeItem] = []
    extra = 1 if lost else 0
    if not lost:
        blocks.append((heading, gap))
    loses_markers = role == "papers" and rng.random() < damage.markers
    for number in range(rng.randint(2, 6)):
        item = make_item(words, role)
        first_of_lost = lost and number == 0
        if rng.random() < damage.titles and not first_of_lost and not (loses_markers and gap == 0):
            item = replace(item, title=None)
        else:
            blocks.append((item.title or "", gap + extra))
            extra = 0
        if item.is_abstract and not loses_markers:
            blocks.append(("Abstract:", gap))
        marker_gap = 1 if item.is_abstract and loses_markers and gap else 0
        for part, text in enumerate(_cut(rng, item, damage)):
            blocks.append((text, gap + (marker_gap if part == 0 else 0)))
        items.append(item)
    made.sections.append((None if lost else heading, items))


def _cut(rng: random.Random, item: MadeItem, damage: Damage) -> list[str]:
    """The paragraphs, one of them perhaps broken inside a sentence as formulas do."""
    pieces = []
    for paragraph in item.paragraphs:
        words = paragraph.split()
        at = next(
            (n for n in range(len(words) // 2, len(words)) if words[n - 1] in ("of", "the", "a", "and", "by", "to")), 0
        )
        if item.is_abstract and at and rng.random() < damage.cuts:
            pieces += [" ".join(words[:at]), " ".join(words[at:])]
        else:
            pieces.append(paragraph)
    return pieces


@dataclass(frozen=True)
class Blog:
    """How a link blog writes its posts."""

    glued: bool = True
    more: str = "Read More"
    tags: str = "comma"
    page_title: str | None = None
    gap: int = 1
    without_tags: float = 0.0
    without_more: float = 0.0


BLOGS = (
    Blog(),
    Blog(glued=False, tags="lines"),
    Blog(tags="spaces", page_title="Tag: robotics", without_tags=0.15),
    Blog(gap=0, without_more=0.15),
    Blog(more="Continue reading", glued=False, page_title="Posts tagged with edge", gap=2),
)


def make_link_blog(rng: random.Random, blog: Blog) -> Made:
    """One page in layout J."""
    words, made = Words(rng), Made()
    lines = [blog.page_title] if blog.page_title else []
    made.title = blog.page_title
    items = [_make_post(words, blog, lines) for _ in range(rng.randint(4, 12))]
    made.sections = [(None, items)]
    for line in lines:
        made.lines += [""] * (blog.gap if made.lines else 0) + [line]
    return made


def _make_post(words: Words, blog: Blog, lines: list[str]) -> MadeItem:
    rng, subject = words.rng, words.subject()
    title = words.fill(rng.choice((NEWS_TITLES, LEARN_TITLES, PAPER_TITLES)), subject)
    paragraphs = [make_abstract(words, subject) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.2:
        paragraphs[0] = "—" + paragraphs[0]
    if len(paragraphs) > 1 and rng.random() < 0.3:
        paragraphs[-1] = "…" + paragraphs[-1]
    if len(paragraphs) > 1 and rng.random() < 0.25:
        paragraphs.insert(1, words.fill(SUBHEADS, subject))
    has_tags = rng.random() >= blog.without_tags
    has_more = not has_tags or rng.random() >= blog.without_more
    lines += [title, *paragraphs]
    if has_more and blog.glued:
        lines[-1] += " " + blog.more
    elif has_more:
        lines.append(blog.more)
    topics = (
        tuple(rng.sample(("edge", "robotics", "machine-learning", "ethics", "nlp"), rng.randint(1, 3)))
        if has_tags
        else ()
    )
    marks = [f"#{topic}" for topic in topics]
    if marks:
        lines += marks if blog.tags == "lines" else [(", " if blog.tags == "comma" else " ").join(marks)]
    return MadeItem(title, tuple(paragraphs), is_abstract=True, topics=topics)


@pytest.fixture(scope="session")
def makers() -> ModuleType:
    """This module: the makers of issues and their tables."""
    return sys.modules[__name__]

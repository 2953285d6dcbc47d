"""Documents of any kind split without losing a word; generated issues come back as they were made."""

import random
import re
import time
from collections import Counter
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_documents import read_bytes
from shares import IS_ALL, examples

from reader.core.values.document import Document
from reader.core.values.issues import Issue
from reader.split import split_document

GENTLE = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Document:
    return read_bytes(text.encode("utf-8", "surrogatepass"), "issue.txt")


def words_of(texts: list[str | None]) -> Counter[str]:
    return Counter(word for text in texts if text for word in re.findall(r"\w", text))


def placed_words(issue: Issue) -> Counter[str]:
    """The letters of every field that is shown or kept: what is in no field is lost."""
    texts = [issue.title, issue.subtitle, issue.intro, issue.outro]
    texts += [issue.text[start:end] for start, end in issue.boilerplate]
    for section in issue.sections:
        texts += [section.title, section.intro]
        texts += [issue.text[part.span.start : part.span.end] for item in section.items for part in item.parts]
    return words_of(texts)


def assert_nothing_lost(document: Document, issue: Issue) -> None:
    assert placed_words(issue) == words_of([document.text])
    for item in issue.items:
        shown = words_of([item.title, item.body])
        parts = [part for part in item.parts if part.role in ("title", "body")]
        assert shown == words_of([issue.text[part.span.start : part.span.end] for part in parts])
    for before, after in zip(
        *[iter(sorted(part.span for item in issue.items for part in item.parts))] * 2, strict=False
    ):
        assert before.end <= after.start


def found(issue: Issue) -> list[tuple[str | None, str]]:
    return [(item.title, " ".join(item.body.split())) for item in issue.items]


def made(document: object) -> list[tuple[str | None, str]]:
    return [(item.title, " ".join(item.body.split())) for item in document.items]  # type: ignore[attr-defined]


def share(wanted: list[tuple[str | None, str]], got: list[tuple[str | None, str]]) -> float:
    common = sum((Counter(wanted) & Counter(got)).values())
    return 2 * common / (len(wanted) + len(got))


LINE = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        [
            "Industry",
            "Abstract:",
            "Read More",
            "#a, #b",
            "",
            "",
            "",
            "Hey folks,",
            "Until next week!",
            "---",
            "…and so on",
            "https://x.org/a",
            "Papers & Publications",
            "A title without an end",
            "Issue #12",
            "This post explains how to do it. Read More #a",
            "Sponsored",
            "A long enough sentence that tells what a certain library does and why one would use it.",
            "Abstract: We present it.",
            "1. One",
        ]
    ),
)


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, min_size=1, max_size=40), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_no_word_of_any_text_is_lost(lines: list[str], end: str) -> None:
    text = end.join(lines)
    if not text.strip() or not read_or_none(text):
        return
    document = read(text)
    assert_nothing_lost(document, split_document(document))


def read_or_none(text: str) -> Document | None:
    from reader.core.values.errors import DocumentError

    try:
        return read(text)
    except DocumentError:
        return None


@GENTLE
@given(st.integers(0, 10**6), st.sampled_from([0, 1, 2]))
def test_undamaged_newsletters_come_back_exactly(makers: ModuleType, seed: int, gap: int) -> None:
    rng = random.Random(seed)
    wanted = makers.make_newsletter(rng, rng.choice(makers.PUBLICATIONS + makers.HELD_OUT), makers.Damage(gap=gap))
    document = read(wanted.text)
    issue = split_document(document)
    assert_nothing_lost(document, issue)
    assert issue.layout == "newsletter"
    assert (issue.title, issue.number) == (wanted.title, wanted.number)
    assert issue.intro == "\n\n".join(wanted.intro)
    assert [section.title for section in issue.sections] == [heading for heading, _ in wanted.sections]
    assert found(issue) == made(wanted)
    assert [item.is_abstract for item in issue.items] == [item.is_abstract for item in wanted.items]


@pytest.mark.parametrize(
    ("damage", "least"),
    [
        ({"titles": 0.15}, 0.95),
        ({"titles": 0.15, "gap": 1}, 0.97),
        ({"headings": 0.3, "gap": 1}, 0.99),
        ({"markers": 1.0, "gap": 1}, 0.99),
        ({"markers": 1.0}, 0.97),
        ({"cuts": 0.5}, 0.97),
        ({"titles": 0.15, "headings": 0.3, "markers": 0.4, "cuts": 0.3, "gap": 1}, 0.96),
    ],
    ids=str,
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_damaged_newsletters_come_back_nearly(
    makers: ModuleType, damage: dict[str, float], least: float, line_end: str
) -> None:
    shares = []
    for seed in range(25):
        rng = random.Random(seed)
        publication = rng.choice(makers.PUBLICATIONS + makers.HELD_OUT)
        wanted = makers.make_newsletter(rng, publication, makers.Damage(**damage))
        document = read(wanted.text.replace("\n", line_end))
        issue = split_document(document)
        assert_nothing_lost(document, issue)
        shares.append(share(made(wanted), found(issue)))
    assert sum(shares) / len(shares) >= least
    assert min(shares) >= 0.8


def test_a_lost_heading_parts_the_sections_where_a_gap_tells_of_it(makers: ModuleType) -> None:
    right = 0
    for seed in range(25):
        rng = random.Random(seed)
        wanted = makers.make_newsletter(rng, rng.choice(makers.HELD_OUT), makers.Damage(headings=0.4, gap=1))
        issue = split_document(read(wanted.text))
        sizes = [(heading, len(items)) for heading, items in wanted.sections]
        right += sizes == [(section.title, len(section.items)) for section in issue.sections]
    assert right >= 22


@GENTLE
@given(st.integers(0, 10**6))
def test_link_blogs_come_back_exactly(makers: ModuleType, seed: int) -> None:
    rng = random.Random(seed)
    wanted = makers.make_link_blog(rng, rng.choice(makers.BLOGS))
    document = read(wanted.text)
    issue = split_document(document)
    assert_nothing_lost(document, issue)
    assert issue.layout == "link blog"
    assert issue.title == wanted.title
    assert found(issue) == made(wanted)
    assert [item.topics for item in issue.items] == [item.topics for item in wanted.items]


POEM = "\n".join(["The quiet river runs along the hill", "and all the birds are sleeping in the trees", ""] * 8)
PROSE = "\n\n".join(
    f"It was in the {number}th year that the miller, who had never left the valley, decided to see the sea. He packed "
    f"some bread, a knife and a letter. The road was long, and {number} times he thought of going back; yet he went "
    "on, since nobody would believe him otherwise."
    for number in range(2, 14)
)
LOG = "\n".join(
    f"2024-01-02 10:{n:02}:07,123 INFO server.py:{n} GET /page/{n} took {n * 7 % 100} ms" for n in range(60)
)
PARTS, LIMIT_S = (1, 30) if IS_ALL else (4, 15)
NUMBERS = "\n".join(str(number * 37) for number in range(100))


@pytest.mark.parametrize(
    "text",
    [POEM, PROSE, LOG, NUMBERS, "hello", ",,,", "Industry"],
    ids=["poem", "prose", "log", "numbers", "word", "marks", "heading"],
)
def test_a_document_of_no_layout_is_shown_whole_and_unsurely(text: str) -> None:
    document = read(text)
    issue = split_document(document)
    assert_nothing_lost(document, issue)
    assert len(issue.items) == 1
    assert issue.confidence <= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "a title of some words\nA sentence that says something about it, at some length.\n" * 9_000,
        "word " * 200_000,
        "x" * 1_000_000,
        "a\n" * 200_000,
        "# " * 300_000,
        "read more " * 90_000,
        "(" * 500_000,
        "a.b/" * 200_000,
        "by the " * 120_000,
    ],
    ids=["pairs", "words", "one word", "lines", "hashes", "markers", "brackets", "paths", "dangling"],
)
def test_a_megabyte_is_split_in_seconds(text: str) -> None:
    """A quarter of one in half the time, but for ``--all``: a busy machine takes twice the processor's time."""
    document = read(text[: len(text) // PARTS])
    began = time.process_time()
    split_document(document)
    assert time.process_time() - began < LIMIT_S


def test_an_abstract_marker_makes_a_paper_wherever_it_stands() -> None:
    lines = [
        "Tin Weekly: Issue #3",
        "News",
        "Kettles open a plant",
        "The firm will make forty kettles an hour from now on.",
    ]
    lines += ["On the sound of tin", "Abstract:", "Tin sounds when it is bent.", "A note", "Abstract: Tin melts."]
    issue = split_document(read("\n".join(lines)))
    assert [item.is_abstract for item in issue.items] == [False, True, True]
    assert [item.body for item in issue.items][1:] == ["Tin sounds when it is bent.", "Tin melts."]


def test_topics_may_stand_on_the_line_that_ends_the_post() -> None:
    post = (
        "{0} opens a plant\n\nThe firm {0} will make forty kettles an hour and has nine people. Read More #tin #{0}\n\n"
    )
    issue = split_document(read(post.format("Zinc") + post.format("Iron") + post.format("Lead")))
    assert [item.topics for item in issue.items] == [("tin", "Zinc"), ("tin", "Iron"), ("tin", "Lead")]
    assert issue.items[0].body.endswith("has nine people.")


@pytest.mark.parametrize("printed", ["Issue 44", "March 3, 2024"])
def test_a_printed_title_that_gives_way_to_the_known_one_is_set_aside(printed: str) -> None:
    story = '<h2><a href="https://a.example/{0}">Crane {0} counts</a></h2><p>It was tried at pier {0} for a year.</p>'
    stories = "".join(story.format(number) for number in range(3))
    page = f"<html><head><title>Harbour Letters</title></head><body><h1>{printed}</h1>{stories}</body></html>"
    issue = split_document(read_bytes(page.encode(), "issue.html"))
    assert issue.title == "Harbour Letters"
    assert [issue.text[start:end] for start, end in issue.boilerplate] == [printed]

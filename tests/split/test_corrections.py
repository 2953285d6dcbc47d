"""A correction changes what it says and as little else as possible; no word is lost by it, whatever the layout."""

import itertools
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_documents import read_bytes
from shares import examples
from split import making

from reader.core.revision.corrections import Act, Correction
from reader.core.values.document import Document, Entry
from reader.core.values.issues import Issue, Item, Kind
from reader.services.worker.parsing import split as split_as_the_reader_does
from reader.split import split_document
from reader.split.learning.observations import read_as

ENDINGS = {"html": ".html", "markdown": ".md", "text": ".txt"}
SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))
BLOCK_ACTS = (
    Act.SPLIT,
    Act.JOIN,
    Act.TITLE,
    Act.TITLE_BELOW,
    Act.KICKER,
    Act.HEADING,
    Act.BODY,
    Act.BOILERPLATE,
)
OUTSIDE = ("head", "heading", "aside")
"""What a block is read as that is in no item."""


def letters(texts: list[str | None]) -> Counter[str]:
    return Counter(letter for text in texts if text for letter in re.findall(r"\w", text))


def placed(issue: Issue) -> Counter[str]:
    texts = [issue.title, issue.subtitle, issue.intro, issue.outro]
    texts += [issue.text[start:end] for start, end in issue.boilerplate]
    for section in issue.sections:
        texts += [issue.text[section.span.start : section.span.end] if section.span else None, section.intro]
        texts += [issue.text[part.span.start : part.span.end] for item in section.items for part in item.parts]
    return letters(texts)


def begin(item: Item) -> int:
    return min((part.span.start for part in item.parts), default=-1)


def says(act: Act, number: int, *, document: Document) -> Correction:
    return Correction(act, document.blocks[number].text, document.spans[number].start)


def untouched(document: Document, issue: Issue, act: Act, number: int) -> list[Item]:
    """The items that a correction of a block has nothing to do with."""
    place = document.spans[number]
    near = {
        n
        for n, item in enumerate(issue.items)
        for p in item.parts
        if p.span.start < place.end > place.start <= p.span.end
    }
    before = [n for n, item in enumerate(issue.items) if begin(item) <= place.start]
    near.update(before[-2:] if act in (Act.JOIN, Act.BODY, Act.TITLE_BELOW) else before[-1:])
    if act is Act.KICKER or read_as(issue, document)[number] == "heading":
        near.update([n for n, item in enumerate(issue.items) if begin(item) > place.start][:1])
    return [item for n, item in enumerate(issue.items) if n not in near]


def assert_obeyed(document: Document, act: Act, number: int, before: Issue | None = None) -> None:
    before = before or split_document(document)
    after = split_document(document, corrections=[says(act, number, document=document)])
    start, read = document.spans[number].start, read_as(after, document)[number]
    begins = {begin(item) for item in after.items}
    if act is Act.SPLIT:
        assert start in begins
    elif act is Act.JOIN and number:
        assert start not in begins
        assert read != "heading"
    elif act is Act.KICKER:
        assert start in begins
        assert read == "marker"
    elif act is Act.TITLE_BELOW:
        assert read == "title"
        assert start not in begins or number == 0 or read_as(after, document)[number - 1] in OUTSIDE
    elif act is Act.BODY:
        assert read in ("text", "more")
    elif act is not Act.JOIN:
        assert read == {Act.TITLE: "title", Act.HEADING: "heading", Act.BOILERPLATE: "aside"}[act]
    kept = Counter((item.title, item.body) for item in after.items)
    for item in untouched(document, before, act, number):
        assert kept[item.title, item.body], item.title
    assert not letters([document.text]) - placed(after)
    parts = sorted(part.span for item in after.items for part in item.parts)
    assert all(one.end <= other.start for one, other in itertools.pairwise(parts))


@pytest.mark.parametrize("name", making.PUBLICATIONS)
def test_every_act_is_obeyed_in_every_layout(name: str) -> None:
    made = making.PUBLICATIONS[name](random.Random(11))
    document = read_bytes(made.source.encode(), "issue" + ENDINGS[made.format])
    chance, before = random.Random(name), split_document(document)
    for act in BLOCK_ACTS:
        assert_obeyed(document, act, chance.randrange(len(document.blocks)), before)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_every_act_is_obeyed_in_the_sample_issues(path: Path) -> None:
    document = read_bytes(path.read_bytes(), path.name)
    chance, before = random.Random(path.stem), split_document(document)
    for act in BLOCK_ACTS:
        for _ in range(3):
            assert_obeyed(document, act, chance.randrange(len(document.blocks)), before)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.data())
def test_every_act_is_obeyed_in_newsletters_and_link_blogs(makers: ModuleType, seed: int, data: st.DataObject) -> None:
    chance = random.Random(seed)
    habits = chance.choice(makers.PUBLICATIONS + makers.HELD_OUT)
    damage = makers.Damage(titles=0.1, headings=0.2, gap=chance.randrange(3))
    blog = makers.make_link_blog(chance, chance.choice(makers.BLOGS))
    made = chance.choice((makers.make_newsletter(chance, habits, damage), blog))
    document = read_bytes(made.text.encode(), "issue.txt")
    number = data.draw(st.integers(0, len(document.blocks) - 1))
    assert_obeyed(document, data.draw(st.sampled_from(BLOCK_ACTS)), number)


@pytest.mark.parametrize("entries", [1, 4])
@pytest.mark.parametrize("act", BLOCK_ACTS)
def test_every_act_is_obeyed_in_feeds_and_letters(act: Act, entries: int) -> None:
    lines = [f"The gulls of {n} fly low over the quay, and nobody knows why." for n in range(3 * entries)]
    document = read_bytes("\n\n".join(lines).encode(), "issue.txt")
    parts = tuple(Entry(3 * n, 3 * n + 3, title=f"Letter {n}") for n in range(entries))
    document = replace(document, entries=parts)
    for number in range(len(document.blocks)):
        assert_obeyed(document, act, number)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(list(Act))), max_size=12), st.integers(0, 5))
def test_no_word_is_lost_whatever_is_said(acts: list[tuple[int, Act]], seed: int) -> None:
    made = list(making.PUBLICATIONS.values())[7 * seed % len(making.PUBLICATIONS)](random.Random(seed))
    document = read_bytes(made.source.encode(), "issue" + ENDINGS[made.format])
    values = {Act.KIND: "paper", Act.ITEM_TITLE: "Given", Act.ADDRESS: "https://a.example/", Act.AUTHORS: "A"}
    corrections = [
        replace(says(act, number % len(document.blocks), document=document), value=values.get(act, "Given"))
        for number, act in acts
    ]
    assert not letters([document.text]) - placed(split_document(document, corrections=corrections))


PAGE = """# Quay 7

## Cranes

### [Crane one counts](https://a.example/1)

It was tried at pier one for a year, and then for another.

### [Crane two counts](https://a.example/2)

It was tried at pier two for a year, and then for another.

## Ropes

### [Rope three counts](https://a.example/3)

It was tried at pier three for a year, and then for another.
"""


TRIED = "It was tried at pier {} for a year, and then for another."


def page(*said: tuple[Act, str] | tuple[Act, str, str]) -> Issue:
    document = read_bytes(PAGE.encode(), "issue.md")
    return split_document(document, corrections=[Correction(act, text, 0, *value) for act, text, *value in said])


def shown(issue: Issue) -> list[tuple[str | None, list[str | None]]]:
    return [(section.title, [item.title for item in section.items]) for section in issue.sections]


def test_without_corrections_the_page_has_three_items() -> None:
    assert shown(page()) == [("Cranes", ["Crane one counts", "Crane two counts"]), ("Ropes", ["Rope three counts"])]


def test_a_joined_item_is_text_of_the_one_before() -> None:
    issue = page((Act.JOIN, "Crane two counts"))
    assert shown(issue) == [("Cranes", ["Crane one counts"]), ("Ropes", ["Rope three counts"])]
    assert "Crane two counts" in issue.items[0].body
    assert "pier two" in issue.items[0].body


def test_what_goes_on_with_a_heading_introduces_the_section() -> None:
    issue = page((Act.JOIN, "Crane one counts"))
    assert shown(issue) == [("Cranes", ["Crane two counts"]), ("Ropes", ["Rope three counts"])]
    assert issue.sections[0].intro == f"Crane one counts\n\n{TRIED.format('one')}"
    assert [section.intro for section in issue.sections[1:]] == [None]


def test_where_no_item_is_left_to_introduce_the_heading_and_what_goes_on_with_it_are_set_aside() -> None:
    issue = page((Act.JOIN, "Rope three counts"))
    assert shown(issue) == [("Cranes", ["Crane one counts", "Crane two counts"])]
    assert issue.items == page().items[:2]
    aside = [issue.text[start:end] for start, end in issue.boilerplate]
    assert aside == ["Ropes", "Rope three counts", TRIED.format("three")]


def test_a_heading_made_a_title_begins_an_item() -> None:
    assert shown(page((Act.TITLE, "Ropes"))) == [
        ("Cranes", ["Crane one counts", "Crane two counts", "Ropes", "Rope three counts"])
    ]


def test_a_title_made_a_heading_heads_what_follows() -> None:
    issue = page((Act.HEADING, "Crane two counts"))
    assert [section.title for section in issue.sections] == ["Cranes", "Crane two counts", "Ropes"]
    assert issue.items[1].title is None
    assert "pier two" in issue.items[1].body


def test_a_heading_that_was_said_stays_one_without_items() -> None:
    issue = page((Act.HEADING, "It was tried at pier three"))
    assert [section.title for section in issue.sections][-1].startswith("It was tried")  # type: ignore[union-attr]


def test_boilerplate_leaves_the_rest_of_its_item_an_item() -> None:
    issue = page((Act.BOILERPLATE, "Crane two counts"))
    assert [item.title for item in issue.items] == ["Crane one counts", None, "Rope three counts"]
    assert "Crane two counts" in [issue.text[start:end] for start, end in issue.boilerplate]


def test_an_item_is_sponsored_by_a_word_until_it_is_given_a_kind() -> None:
    where = "It was tried at pier two"
    assert [item.kind for item in page((Act.SPONSORED, where)).items][1] is Kind.SPONSORED
    assert [item.kind for item in page((Act.SPONSORED, where), (Act.KIND, where, "code")).items][1] is Kind.CODE
    assert [item.kind for item in page((Act.KIND, where, "code"), (Act.SPONSORED, where)).items][1] is Kind.SPONSORED


def test_the_later_of_two_words_about_a_block_wins() -> None:
    two = "Crane two counts"
    assert page((Act.JOIN, two), (Act.TITLE, two)) == page()
    assert page((Act.HEADING, two), (Act.JOIN, two)) == page((Act.JOIN, two))
    assert page((Act.BODY, two), (Act.JOIN, two)) == page((Act.JOIN, two), (Act.BODY, two))


def test_body_keeps_the_border_and_takes_the_title() -> None:
    issue = page((Act.BODY, "Crane two counts"))
    assert [item.title for item in issue.items] == ["Crane one counts", None, "Rope three counts"]
    assert issue.items[1].body.startswith("Crane two counts")


def test_values_are_given_to_the_item_and_the_section_that_hold_the_block() -> None:
    where = "It was tried at pier two"
    issue = page(
        (Act.ITEM_TITLE, where, "Two cranes"),
        (Act.ADDRESS, where, "https://b.example/2"),
        (Act.AUTHORS, where, "Ada Nwosu, Jon Brandt"),
        (Act.SECTION_NAME, where, "Papers"),
    )
    item = issue.items[1]
    assert (item.title, item.url, item.author) == ("Two cranes", "https://b.example/2", "Ada Nwosu, Jon Brandt")
    assert item.links == ("https://b.example/2", "https://a.example/2")
    assert [(section.title, section.kind) for section in issue.sections] == [("Papers", "papers"), ("Ropes", "ropes")]
    assert [item.kind for item in issue.items] == [item.kind for item in page().items]


def test_a_correction_of_a_block_that_is_gone_changes_nothing() -> None:
    assert page((Act.SPLIT, "Nothing like it stands here")) == page()


LETTER = (
    b"From: Ada <ada@a.example>\r\nSubject: From the quay\r\nMessage-ID: <1@a.example>\r\n\r\n"
    b"The gulls fly low today.\r\n\r\n"
    b"Nobody on the mole knows why they do.\r\n\r\nThe ropes are dry at last, and the cranes turn again.\r\n"
)


def test_a_letter_is_split_in_two_and_stays_a_letter() -> None:
    document = read_bytes(LETTER, "letter.eml")
    _, whole = split_as_the_reader_does(document)
    assert [item.title for item in whole.items] == ["From the quay"]
    _, issue = split_as_the_reader_does(document, corrections=[Correction(Act.SPLIT, "The ropes are dry")])
    assert [item.title for item in issue.items] == ["From the quay", None]
    assert [item.body.split()[1] for item in issue.items] == ["gulls", "ropes"]
    assert issue.layout == whole.layout


def test_two_entries_of_a_feed_are_joined() -> None:
    lines = ["The gulls fly low.", "Nobody knows why.", "The ropes are dry."]
    document = read_bytes("\n\n".join(lines).encode(), "issue.txt")
    document = replace(document, entries=tuple(Entry(n, n + 1, title=f"Post {n}") for n in range(3)))
    issue = split_document(document, corrections=[Correction(Act.JOIN, lines[1])])
    assert [(item.title, item.body) for item in issue.items] == [
        ("Post 0", "The gulls fly low.\n\nNobody knows why."),
        ("Post 2", "The ropes are dry."),
    ]

"""A publication's profile: one correction mends the same mistake in issues not seen before, and breaks nothing else."""

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest
from reading_documents import read_bytes
from split import making
from split import taught_publications as made_up

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.profiles import Observation, Profile, Sort
from reader.core.values.document import Document, Entry
from reader.core.values.issues import Kind
from reader.services.worker.parsing import split as split_as_the_reader_does
from reader.split import learn, observe, observe_issue, split_document, summarise, tell

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("deep-learning-weekly-*.txt"))
ENDINGS = {"html": ".html", "markdown": ".md", "text": ".txt"}
NUMBERS = range(1, 7)
# The least that one correction of one issue raises the mean score of the issues that were not seen; more than nothing.
RISES = {
    "unknown headings": 0.3,
    "boilerplate items": 0.3,
    "odd openers": 0.7,
    "untitled openers": 0.9,
    "inner headings": 0.9,
    "sponsors": 0.01,
    "notices": 0.1,
    "sub headings": 0.9,
    "inner lists": 0.9,
    "dashes": 0.9,
    "long headings": 0.3,
    "addressed headings": 0.4,
    "plain headings": 0.3,
    "kickers": 0.4,
    "titles below": 0.5,
    "counters": 0.4,
}
# Of these, texts of title, author and text, over and over, are the same as text, title and author, but for the ends.
ALIKE = {"titles below": {"b text"}}


def read(made: made_up.Made) -> Document:
    return read_bytes(made.source.encode(), made.name)


def correction(name: str, document: Document) -> Correction:
    """What the user says of the second block that is as the publication's mistakes are."""
    act, words = made_up.FIRST_WORDS[name]
    places = [(block.text, span.start) for block, span in zip(document.blocks, document.spans, strict=True)]
    found = [(text, start) for text, start in places if words in text]
    text, start = found[min(1, len(found) - 1)]
    return Correction(act, text, start)


def scores(name: str, profile: Profile | None, numbers: Sequence[int] = NUMBERS) -> list[float]:
    made = [made_up.PUBLICATIONS[name](number) for number in numbers]
    return [made_up.score(split_document(read(one), profile=profile), one) for one in made]


@pytest.mark.parametrize("name", RISES)
def test_one_correction_raises_the_issues_that_were_not_seen(name: str) -> None:
    taught = read(made_up.PUBLICATIONS[name](100))
    profile = learn([observe(taught, [correction(name, taught)])])
    before, after = scores(name, None), scores(name, profile)
    assert mean(after) >= mean(before) + RISES[name]
    assert all(new >= old for old, new in zip(before, after, strict=True))
    assert mean(after) >= 0.95


@pytest.mark.parametrize("name", RISES)
def test_what_was_taught_is_not_lost_among_other_issues(name: str) -> None:
    documents = [read(made_up.PUBLICATIONS[name](number)) for number in range(100, 106)]
    seen = [observe(one, [correction(name, one)] if one is documents[0] else []) for one in documents]
    after = scores(name, learn(seen))
    assert mean(after) >= mean(scores(name, None)) + RISES[name]
    assert mean(after) >= 0.95


def test_what_is_read_rightly_stays_so_when_it_is_taught() -> None:
    name = "text headings"
    documents = [read(made_up.PUBLICATIONS[name](number)) for number in range(100, 106)]
    seen = [observe(one, [correction(name, one)] if one is documents[0] else []) for one in documents]
    for profile in (learn(seen[:1]), learn(seen)):
        taught = [fact.told for fact in profile.of(Sort.HEADING) if fact.is_taught]
        assert taught == [made_up.ODD_HEADINGS[1]]
        assert scores(name, profile) == scores(name, None) == [1.0] * len(NUMBERS)


@pytest.mark.parametrize("name", RISES)
def test_a_forgotten_fact_is_as_if_it_had_not_been_taught(name: str) -> None:
    taught = read(made_up.PUBLICATIONS[name](100))
    seen = [observe(taught, [correction(name, taught)])]
    keys = [fact.key for fact in learn(seen).facts]
    assert keys
    assert learn(seen, forgotten=keys).facts == ()
    assert scores(name, learn(seen, forgotten=keys)) == scores(name, None)


@pytest.mark.parametrize("name", making.PUBLICATIONS)
def test_what_is_learned_without_corrections_breaks_nothing(name: str) -> None:
    made = [making.PUBLICATIONS[name](random.Random(seed)) for seed in range(3)]
    documents = [read_bytes(one.source.encode(), "issue" + ENDINGS[one.format]) for one in made]
    profile = learn(observe(document) for document in documents)
    for document, one in zip(documents, made, strict=True):
        wanted = {(heading, item.title) for heading, items in one.sections for item in items}
        found = [split_document(document), split_document(document, profile=profile)]
        right = [{(s.title, item.title) for s in issue.sections for item in s.items} & wanted for issue in found]
        assert right[0] <= right[1]


@pytest.mark.parametrize("name", RISES)
def test_a_profile_does_not_break_issues_that_do_not_look_alike(name: str) -> None:
    taught = read(made_up.PUBLICATIONS[name](100))
    profile = learn([observe(taught, [correction(name, taught)])])
    assert profile.facts
    for other in {"b text", "c markdown", "e comments", "f minutes", "x markdown"} - ALIKE.get(name, set()):
        made = making.PUBLICATIONS[other](random.Random(3))
        document = read_bytes(made.source.encode(), "issue" + ENDINGS[made.format])
        with_it, without = split_document(document, profile=profile), split_document(document)
        assert [(item.title, item.body) for item in with_it.items] == [
            (item.title, item.body) for item in without.items
        ]


def _seen() -> list[Observation]:
    documents = [read(made_up.PUBLICATIONS["boilerplate items"](number)) for number in range(4)]
    said = [Correction(Act.KIND, documents[1].blocks[1].text, 0, "code"), correction("boilerplate items", documents[1])]
    return [observe(document, said if document is documents[1] else []) for document in documents]


def test_the_order_in_which_issues_came_does_not_matter() -> None:
    seen = _seen()
    learned = {json.dumps(learn(order).to_json()) for order in itertools.permutations(seen)}
    assert len(learned) == 1


def test_observations_and_profiles_are_the_same_after_json() -> None:
    seen = _seen()
    assert [Observation.from_json(json.loads(json.dumps(one.to_json()))) for one in seen] == seen
    profile = learn(seen)
    assert Profile.from_json(json.loads(json.dumps(profile.to_json()))) == profile


def test_a_profile_without_facts_changes_nothing() -> None:
    document = read(made_up.PUBLICATIONS["sponsors"](3))
    assert split_document(document, profile=Profile()) == split_document(document)


def test_a_profile_is_told_on_one_line() -> None:
    documents = [read(made_up.PUBLICATIONS["text headings"](number)) for number in range(3)]
    told = summarise(learn(observe(document) for document in documents))
    assert told == f"Headings: {', '.join(made_up.ODD_HEADINGS)}; items are titles and blurbs"
    documents = [read(made_up.PUBLICATIONS["boilerplate items"](number)) for number in range(3)]
    taught = [observe(one, [correction("boilerplate items", one)]) for one in documents]
    assert summarise(learn(taught)).endswith("; 1 line of boilerplate")
    assert summarise(Profile()) == "No rules yet"


def _letter(seed: int) -> Document:
    chance = random.Random(seed)
    parts = "".join(f"<p>◆ {made_up.sentence(chance)}</p><p>{made_up.sentence(chance)}</p>" for _ in range(5))
    head = f"From: Ada <a@a.example>\r\nSubject: From the quay {seed}\r\nMessage-ID: <{seed}@a.example>\r\n"
    kind = "Content-Type: text/html; charset=utf-8\r\n\r\n"
    return read_bytes(f"{head}{kind}<html><body>{parts}</body></html>".encode(), "letter.eml")


def test_what_was_split_in_one_letter_is_split_in_the_next() -> None:
    first, second = _letter(1), _letter(2)
    text = [block.text for block in first.blocks if block.text.startswith("◆")][1]
    profile = learn([observe_issue(first, [Correction(Act.SPLIT, text)])])
    assert len(split_as_the_reader_does(second)[1].items) == 1
    items = split_as_the_reader_does(second, profile=profile)[1].items
    assert [item.body[0] for item in items] == ["◆"] * 5


def test_a_line_set_aside_in_a_post_is_set_aside_in_all_posts() -> None:
    coin = "If you like these posts, throw a coin in the harbour"

    def feed(seed: int) -> Document:
        chance = random.Random(seed)
        lines = [line for _ in range(4) for line in (made_up.sentence(chance), coin)]
        entries = tuple(Entry(n, n + 2, title=f"Post {n}") for n in range(0, 8, 2))
        return replace(read_bytes("\n\n".join(lines).encode(), "feed.txt"), entries=entries)

    issue = split_document(feed(2), profile=learn([observe(feed(1), [Correction(Act.BOILERPLATE, coin)])]))
    assert len(issue.items) == 4
    assert not [item for item in issue.items if coin in item.body]


def test_lines_set_aside_in_one_issue_are_boilerplate_in_the_others() -> None:
    notice = "Ropes are sold by the foot at the mole every Sunday"
    pages = [
        f"# Mole {n}\n\n## Crane {n} counts\n\nIt was tried at pier {n} for a year, and more.\n\n" for n in range(4)
    ]
    documents = [
        read_bytes(f"{page}{notice}\n\n## Gull {n}\n\nIt flew.\n".encode(), "x.md") for n, page in enumerate(pages)
    ]
    first = observe(documents[0], [Correction(Act.BOILERPLATE, notice)])
    issue = split_document(documents[3], profile=learn([first]))
    assert notice in [issue.text[start:end] for start, end in issue.boilerplate]


def test_titles_without_text_that_come_again_in_each_issue_are_headings_without_being_taught() -> None:
    documents = [read(made_up.PUBLICATIONS["unknown headings"](number)) for number in range(100, 103)]
    profile = learn(observe(document) for document in documents)
    assert mean(scores("unknown headings", profile)) >= mean(scores("unknown headings", None)) + 0.3


def _labelled() -> list[Observation]:
    """What two issues tell in which “Abstract:” stands over texts."""
    paths = [path for path in SEEDS if "\nAbstract:\n" in path.read_text(encoding="utf-8")]
    return [observe(read_bytes(path.read_bytes(), path.name)) for path in paths[:2]]


def test_lines_that_are_labels_in_items_of_two_issues_are_told_as_labels() -> None:
    seen = _labelled()
    labels = learn(seen).of(Sort.MARKER)
    assert [(fact.what, fact.times, tell(fact)) for fact in labels] == [
        ("abstract", 2, "“abstract” is a label in items, not their text")
    ]
    assert learn(seen[:1]).of(Sort.MARKER) == ()


def test_a_line_that_is_text_as_often_as_a_label_is_not_told_as_one() -> None:
    seen = _labelled()
    others = [replace(one, lines={"abstract": "text"}) for one in seen]
    assert learn([*seen, *others]).of(Sort.MARKER) == ()
    assert learn([*seen, *others[:1]]).of(Sort.MARKER) != ()


def test_contradictory_corrections_teach_nothing() -> None:
    documents = [read(made_up.PUBLICATIONS["boilerplate items"](number)) for number in range(2)]
    said = [correction("boilerplate items", document) for document in documents]
    other = Correction(Act.HEADING, said[1].text, said[1].start)
    facts = learn([observe(documents[0], [said[0]]), observe(documents[1], [other])]).facts
    assert not [fact for fact in facts if fact.act in (Act.BOILERPLATE, Act.HEADING)]


def test_a_kind_is_learned_for_a_section_where_all_of_it_was_corrected() -> None:
    page = (
        "# Mole 1\n\n## Nets\n\n### [Net {0} counts](https://a.example/{0})\n\nIt was tried at pier {0} for a year.\n\n"
    )
    page += "## Ropes\n\n### [Rope {0} counts](https://a.example/r{0})\n\nIt was tried at pier {0} for a year.\n"
    documents = [read_bytes(page.format(number).encode(), "issue.md") for number in range(2)]
    seen = [observe(documents[0], [Correction(Act.KIND, "Net 0 counts", 0, "dataset")])]
    assert [item.kind for item in split_document(documents[1], profile=learn(seen)).items] == [
        Kind.DATASET,
        Kind.ARTICLE,
    ]


def _told(number: int, *, last: str = "", text: str = "", filler: int = 6) -> Document:
    items = [f"## Crane {n} of mole {number}\n\nIt was tried at pier {number}{n} for a year.\n" for n in range(filler)]
    items.append(last and f"## {last}\n\n{text or f'It was weighed anew on day {number}.'}\n")
    return read_bytes(f"# Mole {number}\n\n{chr(10).join(items)}".encode(), "issue.md")


def _kept(documents: Sequence[Document], words: str) -> bool:
    """Whether a later issue still holds an item with these words."""
    issue = split_document(documents[-1], profile=learn(observe(document) for document in documents))
    return any(words in f"{item.title} {item.body}" for item in issue.items)


def test_an_item_that_stands_at_the_end_of_two_issues_is_still_an_item() -> None:
    title = "A long survey of nets and ropes"
    documents = [_told(number, last=title if number in (2, 4) else f"Net {number}") for number in range(1, 5)]
    assert _kept(documents, title)


def test_a_blurb_that_was_set_aside_once_and_read_in_an_item_elsewhere_is_still_in_it() -> None:
    blurb = "Nine harbours measured how long a wet rope holds, and found that the old tables flatter it."
    inside, aside = _told(1, last="Ropes", text=blurb), _told(2, last="Nets")
    inside = _told(1, last="Ropes", text=f"{blurb}\n\n" + "\n\n".join(f"Pier {n} agrees." for n in range(9)))
    seen = [observe(inside), observe(aside)]
    words = next(words for words in seen[0].lines if words.startswith("nine harbours"))
    seen[1] = replace(seen[1], lines={**seen[1].lines, words: "aside"})
    issue = split_document(inside, profile=learn(seen))
    assert any(blurb in item.body for item in issue.items)


def test_an_issue_of_which_all_was_set_aside_can_be_split_again() -> None:
    line = "just one line"
    document = read_bytes(line.encode(), "x.txt")
    profile = learn([observe(document, [Correction(Act.BOILERPLATE, line)])])
    issue = split_document(document, profile=profile, corrections=[Correction(Act.BOILERPLATE, line)])
    assert issue.text == line
    assert not issue.items


def test_a_title_that_was_joined_does_not_take_all_titles_like_it_along() -> None:
    def page(number: int) -> Document:
        stories = "".join(
            f"<h3>Crane {n} of pier {number}</h3><p>It was tried at pier {number}{n} for a year, and then some.</p>"
            for n in range(5)
        )
        return read_bytes(f"<h1>Mole {number}</h1>{stories}<h3>At last {number}</h3>".encode(), "issue.html")

    profile = learn([observe(page(1), [Correction(Act.JOIN, "Crane 2 of pier 1")])])
    found = split_document(page(2), profile=profile)
    assert [item.title for item in found.items] == [item.title for item in split_document(page(2)).items]

"""What a person writes of a publication by hand: it has effect, and wins over what is learned."""

from collections.abc import Callable

import pytest
from reading_documents import read_bytes

from reader.core.revision.corrections import Act, Correction
from reader.core.revision.profiles import Profile, Sort
from reader.core.values.document import Document
from reader.core.values.issues import Issue, Kind
from reader.core.values.own_facts import OwnFact, OwnSort, own_fact
from reader.split import as_fact, learn, observe, put, split_document, tell

COIN = "Throw a coin into the box"


def page(number: int) -> Document:
    """Titles in bold over texts; "Ropes" and a notice are set like titles, one item is paid for."""
    body = ""
    for heading in ("Nets", "Ropes"):
        body += f"<p><b>{heading}</b></p>"
        for item in range(3):
            body += f"<p><b>{heading} of pier {number}{item} are counted</b></p>"
            body += f"<p>It was tried at pier {item} for {number} years, and most of it concerns the tide.</p>"
        body += f"<p><b>{COIN}</b></p><p>Every coin goes to the keeper of the light, and to nobody else at all.</p>"
    body += "<p><b>A better rope</b></p><p>Made for you, together with Tarn Ltd.</p>"
    return read_bytes(f"<html><body><h1>The Quay {number}</h1>{body}</body></html>".encode(), "quay.html")


def written(sort: OwnSort, text: str, kind: str | None = None, document: Document | None = None) -> Issue:
    """An issue split by a profile in which one thing was written."""
    return split_document(document or page(1), profile=learn([], own=[own_fact(sort, text, kind)]))


def test_a_heading_that_was_written_heads_a_section() -> None:
    before = [section.title for section in split_document(page(1)).sections]
    assert "Ropes" not in before
    after = written(OwnSort.HEADING, " ropes:  ")
    assert [section.title for section in after.sections if section.title == "Ropes"] == ["Ropes"]
    held = next(section for section in after.sections if section.title == "Ropes")
    assert [item.title for item in held.items][:3] == [f"Ropes of pier 1{place} are counted" for place in range(3)]


def test_a_line_that_was_written_as_boilerplate_is_in_no_item() -> None:
    def shown(issue: Issue) -> bool:
        return any(COIN in f"{item.title} {item.body}" for item in issue.items)

    assert shown(split_document(page(1)))
    after = written(OwnSort.BOILERPLATE, f"{COIN}.")
    assert not shown(after)
    assert [after.text[start:end] for start, end in after.boilerplate].count(COIN) == 2


def sponsored(issue: Issue) -> list[str | None]:
    return [item.title for item in issue.items if item.kind is Kind.SPONSORED]


def test_what_advertisements_say_marks_them_wherever_it_stands() -> None:
    assert sponsored(split_document(page(1))) == []
    assert sponsored(written(OwnSort.SPONSOR, "Together  with Tarn")) == ["A better rope"]
    assert sponsored(written(OwnSort.SPONSOR, "a BETTER rope")) == ["A better rope"]
    assert sponsored(written(OwnSort.SPONSOR, "ogether with tar")) == []


def test_the_items_of_a_section_are_what_was_written() -> None:
    document = read_bytes(
        b"# Mole 1\n\n## Nets\n\n### [Net 1](https://a.example/1)\n\nIt was tried at pier 1 for a year.\n\n"
        b"## Ropes\n\n### [Rope 2](https://a.example/2)\n\nIt was tried at pier 2 for a year.\n",
        "mole.md",
    )
    found = written(OwnSort.KIND, "ropes", "dataset", document)
    assert [(item.title, item.kind) for item in found.items] == [("Net 1", Kind.ARTICLE), ("Rope 2", Kind.DATASET)]


@pytest.mark.parametrize("act", [Act.BOILERPLATE, Act.TITLE])
def test_what_was_written_wins_over_what_was_corrected(act: Act) -> None:
    documents = [page(number) for number in range(1, 4)]
    seen = [observe(document, [Correction(act, "Ropes")]) for document in documents]
    own = [own_fact(OwnSort.HEADING, "Ropes")]
    assert "Ropes" not in [section.title for section in split_document(page(9), profile=learn(seen)).sections]
    profile = learn(seen, own=own)
    assert "Ropes" in [section.title for section in split_document(page(9), profile=profile).sections]
    assert [fact.told for fact in profile.facts if fact.what == "ropes"] == ["Ropes"]


def test_what_was_written_is_switched_off_like_anything_else() -> None:
    own = own_fact(OwnSort.HEADING, "Ropes")
    fact = as_fact(own)
    assert fact is not None
    assert learn([], own=[own], forgotten=[fact.key]).facts == ()


def test_a_learned_heading_that_is_written_too_keeps_its_place_and_what_is_known_of_it() -> None:
    document = "# Mole {0}\n\n## Nets\n\n### Net {0}\n\nIt was tried.\n\n## Ropes\n\n### Rope {0}\n\nIt was tried.\n"
    seen = [observe(read_bytes(document.format(number).encode(), "mole.md")) for number in (1, 2, 3)]
    learned = learn(seen).of(Sort.HEADING)
    both = learn(seen, own=[own_fact(OwnSort.HEADING, "NETS")]).of(Sort.HEADING)
    assert [fact.told for fact in learned] == ["Nets", "Ropes"]
    assert [(fact.told, fact.is_own, fact.times) for fact in both] == [("NETS", True, 3), ("Ropes", False, 3)]


def test_the_last_thing_that_is_written_of_a_line_counts() -> None:
    heading, notice = own_fact(OwnSort.HEADING, "Ropes"), own_fact(OwnSort.BOILERPLATE, "ROPES:")
    assert put([heading], notice) == (notice,)
    other = own_fact(OwnSort.SPONSOR, "Ropes")
    assert put([heading], other) == (heading, other)


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (own_fact(OwnSort.HEADING, "Ropes"), "Heading: Ropes"),
        (own_fact(OwnSort.BOILERPLATE, COIN), f"Boilerplate: {COIN}"),
        (own_fact(OwnSort.SPONSOR, "with Tarn"), "Items that say “with Tarn” are advertisements"),
        (own_fact(OwnSort.KIND, "Ropes", "dataset"), "Items under “Ropes” are data sets"),
    ],
)
def test_what_was_written_is_told_as_it_was_written(own: OwnFact, sentence: str) -> None:
    fact = as_fact(own)
    assert fact is not None
    assert tell(fact) == sentence


def test_a_profile_with_own_facts_is_the_same_after_json() -> None:
    make: Callable[[str, str], OwnFact] = own_fact
    profile = learn([], own=[make("heading", "Ropes"), make("sponsor", "with Tarn"), own_fact("kind", "R", "paper")])
    assert Profile.from_json(profile.to_json()) == profile
    assert len(profile.facts) == 3

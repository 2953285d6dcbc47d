"""What was learned of a publication: read, switched off and on, written and forgotten by keyboard, and undone."""

import pytest
from driving import Driver

from reader.core.values.own_facts import OwnFact, OwnSort
from reader.ui.cards.newsletters.profile_card import ProfileCard
from reader.ui.models.library_tree import NodeKind


def card(reader: Driver) -> ProfileCard:
    return next(one for one in reader.window.findChildren(ProfileCard) if one.is_open)


def forgotten(reader: Driver, publication: int) -> frozenset[str]:
    return reader.window.session.reader.forgotten(publication)


def own(reader: Driver, publication: int) -> tuple[OwnFact, ...]:
    return reader.window.session.reader.own_facts(publication)


def switched_off(reader: Driver) -> list[int]:
    return [number for number, row in enumerate(card(reader).rows.rows) if row.detail == "switched off"]


def sentences(reader: Driver) -> list[str]:
    return [row.title for row in card(reader).rows.rows]


def written(reader: Driver) -> list[str]:
    return [row.title for row in card(reader).rows.rows if row.detail == "written by you"]


def go_to(reader: Driver, sentence: str) -> None:
    for _ in range(sentences(reader).index(sentence) - card(reader).list.currentIndex().row()):
        reader.press("j")
    for _ in range(card(reader).list.currentIndex().row() - sentences(reader).index(sentence)):
        reader.press("k")


@pytest.fixture
def publication(reader: Driver) -> int:
    """The number of a publication whose profile is open."""
    reader.window.tree.setFocus()
    node = next(node for node in reader.window.tree_model.walk() if node.kind is NodeKind.PUBLICATION)
    reader.window.tree.choose(node)
    reader.settle()
    reader.press("g t")
    assert node.title in card(reader).heading.text()
    return int(node.value)


def test_a_fact_is_switched_off_on_and_undone(reader: Driver, publication: int) -> None:
    before = sentences(reader)
    assert any(sentence.startswith("Heading: ") for sentence in before)
    reader.press("j x")
    first = card(reader).rows.rows[1].id
    assert forgotten(reader, publication) == {first}
    reader.press("j Enter")
    assert len(forgotten(reader, publication)) == 2
    reader.press("u")
    assert switched_off(reader) == [1]
    assert forgotten(reader, publication) == {first}
    reader.press("Esc g t")
    assert switched_off(reader) == [1]
    assert sentences(reader) == before
    reader.press("j x Esc")
    assert forgotten(reader, publication) == frozenset()


def test_what_is_switched_off_is_not_in_the_summary(reader: Driver, publication: int) -> None:
    number = next(n for n, row in enumerate(card(reader).rows.rows) if row.title.startswith("Heading: "))
    name = card(reader).rows.rows[number].title.removeprefix("Heading: ").split(" (")[0]
    summary = card(reader).heading.text().split("\n")[1]
    assert summary.startswith("Headings: ")
    assert name in summary
    go_to(reader, card(reader).rows.rows[number].title)
    reader.press("x")
    assert name not in card(reader).heading.text().split("\n")[1]


def test_a_fact_is_written_edited_deleted_and_undone(reader: Driver, publication: int) -> None:
    before = sentences(reader)
    reader.press("a")
    reader.type("From the mole")
    reader.press("Enter")
    assert written(reader) == ["Heading: From the mole"]
    go_to(reader, "Heading: From the mole")
    reader.press("e")
    reader.type("Ads of the mole")
    reader.press("Down Down Enter")
    assert written(reader) == ["Items that say “Ads of the mole” are advertisements"]
    assert own(reader, publication) == (OwnFact(OwnSort.SPONSOR, "Ads of the mole"),)
    reader.press("u")
    assert written(reader) == ["Heading: From the mole"]
    go_to(reader, "Heading: From the mole")
    reader.press("x")
    assert forgotten(reader, publication) == {"heading:from the mole"}
    reader.press("Delete")
    assert sentences(reader) == before
    assert (own(reader, publication), forgotten(reader, publication)) == ((), frozenset())
    reader.press("u u u Esc")
    assert own(reader, publication) == ()


def test_a_learned_heading_is_edited_by_writing_another_in_its_place(reader: Driver, publication: int) -> None:
    learned = next(row for row in card(reader).rows.rows if row.title.startswith("Heading: "))
    go_to(reader, learned.title)
    reader.press("e")
    reader.type("From the mole")
    reader.press("Enter")
    assert written(reader) == ["Heading: From the mole"]
    assert forgotten(reader, publication) == {learned.id}
    reader.press("u")
    assert (own(reader, publication), forgotten(reader, publication)) == ((), frozenset())


def test_what_was_learned_cannot_be_deleted_and_nothing_is_written_without_words(
    reader: Driver, publication: int
) -> None:
    before = sentences(reader)
    reader.press("Delete")
    assert "Only your own rules" in card(reader).whole.text()
    reader.press("a Enter")
    reader.type("!!")
    reader.press("Enter Esc")
    assert sentences(reader) == before
    assert own(reader, publication) == ()


def test_all_that_was_learned_is_forgotten_at_once_and_undone(reader: Driver, publication: int) -> None:
    reader.press("a")
    reader.type("From the mole")
    reader.press("Enter x")
    before, off = sentences(reader), forgotten(reader, publication)
    reader.press("F")
    assert sentences(reader) == []
    assert "No rules yet" in card(reader).heading.text()
    assert (own(reader, publication), forgotten(reader, publication)) == ((), frozenset())
    reader.press("u")
    assert sentences(reader) == before
    assert forgotten(reader, publication) == off
    reader.press("F a")
    reader.type("Anew")
    reader.press("Enter")
    assert sentences(reader) == ["Heading: Anew"]
    reader.press("u Esc g t")
    assert sentences(reader) == []
    reader.press("u")
    assert sentences(reader) == before

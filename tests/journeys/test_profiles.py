"""What was learned of a publication: read, switched off and on by keyboard, and undone."""

from driving import Driver

from reader.ui.models.tree import NodeKind
from reader.ui.profile_card import ProfileCard


def card(reader: Driver) -> ProfileCard:
    return next(one for one in reader.window.findChildren(ProfileCard) if one.is_open)


def forgotten(reader: Driver, publication: int) -> frozenset[str]:
    return reader.window.session.reader.forgotten(publication)


def switched_off(reader: Driver) -> list[int]:
    return [number for number, row in enumerate(card(reader).rows.rows) if row.detail == "switched off"]


def test_a_fact_is_switched_off_on_and_undone(reader: Driver) -> None:
    tree = reader.window.tree
    tree.setFocus()
    node = next(node for node in reader.window.tree_model.walk() if node.kind is NodeKind.PUBLICATION)
    tree.choose(node)
    reader.settle()
    publication = int(node.value)
    reader.press("g t")
    assert node.title in card(reader).heading.text()
    sentences = [row.title for row in card(reader).rows.rows]
    assert any(sentence.startswith("Heading: ") for sentence in sentences)
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
    assert [row.title for row in card(reader).rows.rows] == sentences
    reader.press("j x Esc")
    assert forgotten(reader, publication) == frozenset()

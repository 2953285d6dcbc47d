"""Issues and publications mended from the left pane by keyboard: named, numbered, dated, moved, merged; and undone."""

import pytest
from driving import Driver

from reader.ui.cards.choice.fields_card import FieldsCard
from reader.ui.models.library_tree import Node, NodeKind


def nodes(reader: Driver, kind: NodeKind) -> list[Node]:
    return [node for node in reader.window.tree_model.walk() if node.kind is kind]


def names(reader: Driver, kind: NodeKind = NodeKind.PUBLICATION) -> list[str]:
    return [node.title for node in nodes(reader, kind)]


def choose(reader: Driver, kind: NodeKind, place: int = 0) -> Node:
    """Choose a row of the left pane; issues are found in the first publication."""
    tree = reader.window.tree
    tree.setFocus()
    if kind is NodeKind.ISSUE and not nodes(reader, kind):
        tree.expand(reader.window.tree_model.index_of(nodes(reader, NodeKind.PUBLICATION)[0]))
        reader.settle()
    node = nodes(reader, kind)[place]
    tree.choose(node)
    reader.settle()
    return node


def card(reader: Driver) -> FieldsCard:
    return next(one for one in reader.window.findChildren(FieldsCard) if not one._is_closed)


def clear(reader: Driver) -> Driver:
    return reader.press("Ctrl+A Backspace")


def test_an_issue_is_named_numbered_and_dated(reader: Driver) -> None:
    issue = choose(reader, NodeKind.ISSUE)
    before = reader.window.session.reader.issue(int(issue.value))
    title = reader.title
    reader.press("F2")
    clear(reader).type("Mine").press("Tab")
    clear(reader).type("not a number").press("Enter")
    assert "not the number" in card(reader).said.text()
    clear(reader).type("1234").press("Tab")
    clear(reader).type("2031-05-06").press("Enter")
    row = reader.window.session.reader.issue(int(issue.value))
    assert (row.title, row.number, row.date) == ("Mine", 1234, "2031-05-06")
    reader.sees("#1234", "Issue #1234", "Saved")
    assert names(reader, NodeKind.ISSUE)[0] == "#1234"
    assert reader.title == title
    reader.press("u")
    assert reader.window.session.reader.issue(int(issue.value)) == before
    assert before.label in names(reader, NodeKind.ISSUE)
    reader.press("F2 Esc")
    assert reader.window.session.reader.issue(int(issue.value)) == before


def test_an_issue_moves_to_a_publication_that_is_completed(reader: Driver) -> None:
    publications = names(reader)
    issue = choose(reader, NodeKind.ISSUE)
    reader.press("F2 Up")
    clear(reader).type("A New One")
    assert "new newsletter, A New One" in card(reader).said.text()
    reader.press("Enter")
    assert sorted(names(reader)) == sorted([*publications, "A New One"])
    choose(reader, NodeKind.ISSUE)
    second = next(node for node in nodes(reader, NodeKind.ISSUE) if node.value != issue.value)
    reader.window.tree.choose(second)
    reader.settle()
    reader.press("F2 Up")
    clear(reader).type("a ne")
    assert card(reader).texts[3].casefold() == "a new one"
    assert "moves to A New One" in card(reader).said.text()
    reader.press("Enter u u")
    assert names(reader) == publications


def test_a_publication_is_renamed_and_its_list_with_it(reader: Driver) -> None:
    node = choose(reader, NodeKind.PUBLICATION)
    before = names(reader)
    reader.press("F2")
    clear(reader).type("Quite Another Name").press("Enter")
    assert "Quite Another Name" in names(reader)
    assert node.title not in names(reader) or node.title == "Quite Another Name"
    assert reader.window.navigation.place.title == "Quite Another Name"
    reader.press("u")
    assert names(reader) == before
    assert reader.window.navigation.place.title == before[0]


def test_the_name_of_another_publication_makes_one_of_two_after_saying_so(reader: Driver) -> None:
    choose(reader, NodeKind.ISSUE)
    reader.press("F2 Up")
    clear(reader).type("The Other").press("Enter")
    before = names(reader)
    count = reader.count("all")
    place = before.index("The Other")
    choose(reader, NodeKind.PUBLICATION, place)
    reader.press("F2")
    other = next(name for name in before if name != "The Other")
    clear(reader).type(other)
    assert "merges the two: 1 issue" in card(reader).said.text()
    reader.press("Enter")
    assert "The Other" not in names(reader)
    assert reader.window.navigation.place.title == other
    assert reader.count("all") == count
    reader.press("u")
    assert names(reader) == before


@pytest.mark.parametrize("key", ["F2"])
def test_what_has_no_name_is_refused(reader: Driver, key: str) -> None:
    reader.window.tree.setFocus()
    reader.window.tree.choose(nodes(reader, NodeKind.VIEW)[0])
    reader.settle()
    reader.press(key)
    assert "Select an issue" in reader.said

"""Tags by keyboard alone: given, found, renamed, merged, deleted, and all of it undone."""

import pytest
from driving import Driver
from PySide6.QtWidgets import QInputDialog
from standing import picture
from stored_rows import stored_rows

from reader.core.state.changes import Edit, Field, Origin
from reader.core.state.tags import TagWorks
from reader.services.machine.user_library import open_library
from reader.ui.cards.choice.tag_pickers import TagPicker
from reader.ui.models.library_tree import Node, NodeKind


def tags(reader: Driver) -> list[str]:
    """The tags of the item that is shown."""
    return [tag.name for tag in reader.window.detail.detail.tags]


def left(reader: Driver) -> dict[str, int]:
    """The tags of the left pane with their counts."""
    return {node.value: node.count for node in reader.window.tree_model.walk() if node.kind is NodeKind.TAG}


def node(reader: Driver, name: str) -> Node:
    return next(node for node in reader.window.tree_model.walk() if node.value == name)


def choose(reader: Driver, name: str) -> None:
    """Choose a tag in the left pane."""
    reader.window.tree.setFocus()
    reader.window.tree.choose(node(reader, name))
    reader.settle()


def answer(reader: Driver, text: str) -> None:
    """Type into the dialog that is open."""
    dialog = reader.window.findChild(QInputDialog)
    dialog.setTextValue(text)
    dialog.accept()
    reader.settle()


def overlay(reader: Driver) -> TagPicker:
    return reader.window.findChild(TagPicker)


def rows(reader: Driver) -> list[str]:
    return [row.title for row in overlay(reader).rows.rows]


def test_tags_are_given_listed_and_undone(reader: Driver) -> None:
    reader.press("g e g g t").type("vision/3d, to read").press("Enter Esc")
    title = reader.title
    assert tags(reader) == ["to read", "vision/3d"]
    reader.sees("vision/3d", "to read", "Saved")
    assert left(reader) == {"to read": 1, "vision": 1, "vision/3d": 1}
    reader.press("j t").type("vis").press("Enter").type("to r").press("Enter Esc")
    assert tags(reader) == ["to read", "vision/3d"]
    reader.press("u")
    assert tags(reader) == ["vision/3d"]
    choose(reader, "vision")
    assert len(reader.listed) == 2
    assert reader.listed[0] == title
    assert reader.listing == "vision"
    choose(reader, "to read")
    assert reader.listed == [title]
    reader.reopen()
    assert left(reader) == {"to read": 1, "vision": 2, "vision/3d": 2}
    reader.sees("to read")
    reader.press("u u")
    assert left(reader) == {}
    reader.press("Ctrl+Shift+Z")
    assert left(reader) == {"to read": 1, "vision": 1, "vision/3d": 1}


def test_a_tag_is_taken_away_as_it_was_given(reader: Driver) -> None:
    reader.press("g e g g t").type("one").press("Enter").type("two").press("Enter Esc t")
    assert rows(reader) == ["one", "two"]
    assert [row.keys for row in overlay(reader).rows.rows] == [("✓",), ("✓",)]
    reader.press("Down Enter")
    assert tags(reader) == ["two"]
    reader.press("Enter")
    assert overlay(reader) is None or not overlay(reader).isVisible()


def test_a_count_tags_several_works_as_one_act(reader: Driver) -> None:
    reader.press("g e g g t").type("ml").press("Enter Esc 3 t")
    assert overlay(reader).rows.rows[0].detail.startswith("on some")
    reader.type("ML").press("Enter Esc")
    assert left(reader) == {"ml": 3}
    reader.press("u")
    assert left(reader) == {"ml": 1}
    reader.press("3 t").type("ml").press("Enter").type("ml").press("Enter Esc")
    assert left(reader) == {"ml": 0}


def test_renaming_merging_and_deleting_in_the_left_pane(reader: Driver) -> None:
    reader.press("g e g g t").type("a, a/x").press("Enter Esc j t").type("b").press("Enter Esc")
    choose(reader, "a")
    reader.press("F2")
    answer(reader, "c/d")
    assert left(reader) == {"b": 1, "c": 1, "c/d": 1, "c/d/x": 1}
    assert reader.listing == "c/d"
    assert len(reader.listed) == 1
    reader.press("F2")
    answer(reader, "B")
    assert left(reader) == {"b": 2, "b/x": 1}
    reader.press("u u")
    assert left(reader) == {"a": 1, "a/x": 1, "b": 1}
    choose(reader, "a")
    reader.press("Del")
    assert left(reader) == {"b": 1}
    assert reader.listed == []
    reader.press("u")
    assert left(reader) == {"a": 1, "a/x": 1, "b": 1}
    assert len(reader.listed) == 1
    choose(reader, "a")
    reader.press("F2")
    answer(reader, "x" * 10_000)
    reader.sees("A tag has at most 100 characters")
    reader.press("g u")
    reader.window.tree.setFocus()
    reader.press("F2")
    reader.sees("Select an issue, a newsletter or a tag in the left pane")


def test_undo_keeps_the_list_of_a_tag_that_was_renamed(reader: Driver) -> None:
    reader.press("g e g g t").type("old").press("Enter Esc")
    choose(reader, "old")
    reader.press("F2")
    answer(reader, "new")
    assert reader.listing == "new"
    reader.press("u")
    assert reader.listing == "old"
    assert len(reader.listed) == 1


def test_a_colour_is_chosen_by_keyboard_and_shown(reader: Driver) -> None:
    reader.press("g e g g t").type("a").press("Enter Esc")
    choose(reader, "a")
    before = picture(reader.window.detail)
    reader.press("C Down Enter")
    assert reader.window.detail.detail.tags[0].colour == "green"
    assert node(reader, "a").colour == "green"
    assert picture(reader.window.detail) != before
    reader.press("u")
    assert reader.window.detail.detail.tags[0].colour == "blue"


def test_topics_are_adopted_with_one_key(reader: Driver) -> None:
    reader.press("g e g g")
    while not reader.window.detail.detail.topics:
        reader.press("j")
    topics = reader.window.detail.detail.topics
    reader.press("+")
    assert [name.casefold() for name in tags(reader)] == sorted({topic.casefold() for topic in topics})
    assert reader.window.detail.detail.topics == topics
    reader.press("u")
    assert tags(reader) == []


def test_without_topics_it_says_so(reader: Driver) -> None:
    reader.press("g e g g")
    while reader.window.detail.detail.topics:
        reader.press("j")
    reader.press("+")
    reader.sees("The newsletter printed no topics")


@pytest.mark.parametrize("name", ["x" * 10_000, "a//b", 'say "so"'])
def test_what_can_be_no_tag_is_said_in_its_row(reader: Driver, name: str) -> None:
    reader.press("g e g g t")
    overlay(reader).line.setText(name)
    reader.press("Enter")
    (row,) = overlay(reader).rows.rows
    assert row.why_not
    assert overlay(reader).isVisible()
    reader.press("Esc")
    assert tags(reader) == []


def test_hostile_names_are_shown_as_they_are(reader: Driver) -> None:
    name = "<img src='file:'> &amp;"
    reader.press("g e g g t")
    overlay(reader).line.setText(name)
    reader.press("Enter Esc")
    reader.sees("<img src='file: '> &amp;" if name not in reader.text else name)


def test_what_another_process_does_is_shown(reader: Driver) -> None:
    reader.press("g e g g t").type("here").press("Enter Esc")
    choose(reader, "here")
    work = reader.row.work_id
    library = open_library(reader.library)
    try:
        library.change([TagWorks((work,), ("there",))], origin=Origin.CLI, label="Tag").result()
        tag = stored_rows(library.reader(), "SELECT id FROM tag WHERE name = 'here'")[0][0]
        library.change([Edit(Field.TAG_NAME, (tag,), "renamed")], origin=Origin.CLI, label="Rename").result()
    finally:
        library.close()
    reader.window.session.poll()
    reader.settle()
    assert left(reader) == {"renamed": 1, "there": 1}
    assert reader.listing == "renamed"
    assert tags(reader) == ["renamed", "there"]

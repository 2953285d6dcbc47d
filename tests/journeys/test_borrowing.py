"""Lost titles that come back, and uncertain splits, looked through by keyboard."""

import json
from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtWidgets import QInputDialog

from reader.services.imports.intake import import_paths
from reader.services.machine.user_library import open_library

ABSTRACT = "We look at how quickly small models forget what they were taught, and find that they forget less. " * 3


def item(number: int, issue: int, title: str | None, body: str, url: str | None = None, sure: float = 1.0) -> object:
    """An item as an export has it."""
    return {
        "id": number,
        "key": f"{number:032}",
        "issue_key": f"{issue:032}",
        "issue_number": issue,
        "issue_confidence": sure,
        "publication": "The Harbour",
        "printed_title": title,
        "body": body,
        "body_html": f"<p>{body}</p>",
        "url": url,
        "position": number,
    }


ITEMS = [
    item(1, 1, "Small models forget less", ABSTRACT, "https://arxiv.org/abs/2101.00001"),
    item(2, 2, None, ABSTRACT),
    item(3, 2, None, "A tool that draws cranes.", "https://github.com/harbour/cranes"),
    item(4, 2, None, "Nothing names this one."),
    item(5, 3, "A ship came in", "It was long.", sure=0.2),
]


@pytest.fixture
def library_path(tmp_path: Path) -> Path:
    """A library with three untitled items: of a known paper, of a repository, and one that nothing names."""
    export, path = tmp_path / "harbour.json", tmp_path / "reader.db"
    export.write_text(json.dumps(ITEMS))
    library = open_library(path)
    try:
        results = import_paths(library, [export])
    finally:
        library.close()
    assert all(result.stored for result in results), [result.told for result in results]
    return path


def names(reader: Driver) -> list[str | None]:
    """What the rows of the list are shown by."""
    items = reader.window.items
    rows = [items.row_at(number) for number in range(items.rowCount())]
    return [row.name for row in rows if row is not None]


def test_lost_titles_are_borrowed_taken_refused_and_that_is_undone(reader: Driver) -> None:
    reader.press("g n")
    assert names(reader) == ["Small models forget less", "harbour/cranes", None]
    reader.sees("Search: is:untitled", "title from #1", "Small models forget less")
    reader.press("b")
    assert reader.row.is_own_title
    assert reader.title == "Small models forget less"
    reader.sees("Accept the title from #1: Small models forget less", "title by you", "Saved")
    reader.press("j")
    reader.sees("harbour/cranes", "title from its address")
    reader.press("B")
    reader.sees("no title in the newsletter", "Reject the suggested title: harbour/cranes")
    assert reader.row.name is None, "in the list too"
    reader.press("c")
    assert names(reader) == [None, None], "what was taken is titled"
    reader.press("u u c")
    assert names(reader) == ["Small models forget less", "harbour/cranes", None]


def test_several_are_taken_at_once_and_where_there_is_nothing_it_is_said(reader: Driver) -> None:
    reader.press("g n 3 b")
    reader.sees("Accept the suggested titles: 2 items")
    assert names(reader) == ["Small models forget less", "harbour/cranes", None]
    reader.press("u")
    assert reader.row.title is None, "one act"
    reader.press("G B")
    reader.sees("No title is suggested for this item.")
    reader.press("b")
    reader.sees("No title is suggested for this item.")


def test_a_refused_title_can_still_be_taken(reader: Driver) -> None:
    reader.press("g n B b")
    assert reader.title == "Small models forget less"


def test_a_title_given_to_a_twin_shows_at_once_where_it_is_borrowed(reader: Driver) -> None:
    reader.press("g e")
    reader.window.list.table.select(reader.listed.index("Small models forget less") + len(reader.headers))
    reader.settle()
    reader.window.run("item.title")
    (dialog,) = reader.window.findChildren(QInputDialog)
    dialog.setTextValue("They forget less")
    dialog.accept()
    reader.settle()
    assert names(reader).count("They forget less") == 2


def test_what_is_in_doubt_is_listed_by_keys_and_by_the_palette(reader: Driver) -> None:
    reader.press("g q")
    assert reader.listed == ["A ship came in"]
    reader.press("Esc")
    assert len(reader.listed) > 1
    reader.press("Ctrl+K").type("uncertain splits").press("Enter")
    assert reader.listed == ["A ship came in"]
    reader.sees("Search: is:unsure")

"""The welcome issue: offered where there is nothing to read, brought in by its key, got through as it says."""

from pathlib import Path

from driving import Driver, empty, library_path, reader, write_mailbox

from reader.ui.keys.key_presses import press

__all__ = ["empty", "library_path", "reader"]
FIRST = "Down the list and back"


def welcome(reader: Driver) -> Driver:
    reader.press("g w")
    reader.wait_for_imports()
    return reader


def test_an_empty_library_offers_it_and_its_key_brings_it(empty: Driver) -> None:
    empty.sees("The library is empty.", "g w opens the welcome issue")
    welcome(empty)
    assert empty.headers[0] == "Moving"
    assert empty.listed[0] == empty.title == FIRST
    assert empty.window.list.table.hasFocus()
    assert empty.import_result.startswith("Imported: 1 issue with ")
    assert not empty.window.list.empty.isVisible()


def test_it_is_got_through_by_the_keys_that_it_teaches(empty: Driver) -> None:
    welcome(empty)
    count = len(empty.listed)
    empty.press("j k J")
    assert empty.title == "Star, later, done"
    empty.press("e")
    assert empty.title == "Nothing is lost by a wrong key"
    empty.press("l u")
    assert empty.title == "Nothing is lost by a wrong key"
    assert not empty.row.is_later
    empty.press("g g")
    for _ in range(count - 1):
        empty.press("e")
    empty.press("g u")
    assert empty.listed == []
    assert empty.count("done") == count


def test_what_is_split_wrongly_on_purpose_is_mended_as_it_says_and_taken_back(empty: Driver) -> None:
    before = welcome(empty).listed
    empty.press("G")
    assert empty.title == "Two items that were taken for one"
    empty.press("M j j t Enter")
    assert empty.listed == [*before, "This line is the title of an item of its own"]
    empty.press("u")
    assert empty.listed == before


def test_asked_again_it_is_gone_to_with_what_was_done_there(reader: Driver) -> None:
    welcome(reader).press("s e g g")
    count = len(reader.listed)
    reader.press("g e")
    assert len(reader.listed) > count
    welcome(reader)
    assert reader.import_result == "Imported: 1 already there"
    assert len(reader.listed) == count
    reader.press("g g")
    assert reader.title == FIRST
    assert (reader.row.is_starred, reader.row.is_done) == (True, True)


def test_removed_it_comes_back_as_it_was(reader: Driver) -> None:
    welcome(reader).press("s Shift+Tab Del")
    reader.press("g s")
    assert reader.listed == []
    welcome(reader)
    assert reader.title == FIRST
    assert reader.row.is_starred


def test_behind_another_import_it_takes_nobody_away(reader: Driver, tmp_path: Path) -> None:
    shown = reader.listing
    reader.window.importing.import_paths([write_mailbox(tmp_path / "box.mbox", 20)])
    for stroke in ("g", "w"):
        press(reader.window, stroke)
    reader.wait_for_imports()
    assert reader.import_result.startswith("Imported: 21 issues")
    assert reader.listing == shown

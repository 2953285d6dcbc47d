"""The samples triaged by keyboard alone, and everything as it was left after a restart."""

from driving import Driver


def test_forty_items_are_decided_without_the_mouse(reader: Driver) -> None:
    unread = reader.count("unread")
    first = reader.title
    reader.press("s")
    reader.sees(f"Star: {first[:40]}", "Saved")
    assert reader.row.is_starred
    assert reader.title == first, "starring stays on the row"
    reader.press("e")
    assert reader.title != first, "done goes on to the next undecided row"
    second = reader.title
    reader.press("l")
    assert reader.title not in (first, second)
    reader.press("3 e")
    assert reader.count("done") == 4
    assert reader.count("later") == 1
    assert reader.count("starred") == 1
    assert reader.count("unread") == unread - 5
    assert first in reader.listed, "decided rows stay in the list until it is cleaned up"
    reader.press("c")
    assert first not in reader.listed


def test_everything_is_as_it_was_left(reader: Driver) -> None:
    reader.press("g e j j s a").type("Compare with *StyleGAN2*.").press("Esc")
    starred = reader.title
    reader.press("j l j e")
    place, title = reader.listing, reader.title
    reader.press("Ctrl+1")
    reader.reopen()
    assert (reader.listing, reader.title) == (place, title)
    assert reader.window.tree.isHidden()
    reader.press("g s")
    assert reader.listed == [starred]
    reader.sees("Compare with StyleGAN2.")
    reader.press("g a")
    assert reader.listed == [starred]
    assert (reader.count("later"), reader.count("done")) == (1, 1)


def test_undo_and_redo_reach_over_a_restart(reader: Driver) -> None:
    title = reader.title
    reader.press("s e")
    reader.reopen()
    reader.press("u")
    reader.sees("Undone: Done")
    assert reader.count("done") == 0
    reader.press("u")
    assert reader.count("starred") == 0
    reader.press("u")
    reader.sees("Nothing to undo.")
    reader.press("Ctrl+Shift+Z")
    assert reader.count("starred") == 1
    reader.press("g s")
    assert reader.listed == [title]


def test_the_whole_list_is_read_in_one_step_and_taken_back_in_one(reader: Driver) -> None:
    unread = reader.count("unread")
    reader.press("g e A")
    assert reader.count("unread") == 0
    reader.press("u")
    assert reader.count("unread") == unread


def test_digits_are_counts_only(reader: Driver) -> None:
    reader.press("g e g g")
    listed = reader.listed
    reader.press("4 j")
    assert reader.title == listed[4]
    reader.press("2 k")
    assert reader.title == listed[2]
    reader.press("5 ?")
    reader.sees("takes no number")
    assert reader.title == listed[2]


def test_escape_goes_one_step_out_and_never_quits(reader: Driver) -> None:
    reader.press("g e")
    listed = reader.listed
    reader.press("/").type("quantum").press("Enter")
    assert 0 < len(reader.listed) < len(listed)
    reader.press("o")
    reader.press("Esc")
    assert reader.listing.startswith("Search")
    reader.press("Esc")
    assert reader.listed == listed
    reader.press("Esc Esc Esc")
    assert reader.window.isVisible()


def test_a_list_that_is_read_already_says_so(reader: Driver) -> None:
    reader.press("s g s A A")
    reader.sees("All items of this list are read already.")

"""Moving through items, sections, issues and views."""

from pathlib import Path

from driving import Driver

from reader.ui.controllers.shown_item import SECOND_MS


def test_sections_and_issues(reader: Driver) -> None:
    reader.press("g e g g")
    first = reader.row.section_id
    reader.press("J")
    second = reader.row.section_id
    assert second != first
    reader.press("K")
    assert reader.row.section_id == first
    reader.press("]")
    assert reader.listing == "Issue #202"
    reader.press("]")
    assert reader.listing == "Issue #197"
    reader.press("[ [")
    assert reader.listing == "Issue #209"
    reader.press("[")
    reader.sees("No further issue that way.")


def test_first_and_last(reader: Driver) -> None:
    reader.press("g e G")
    assert reader.title == reader.listed[-1]
    reader.press("g g")
    assert reader.title == reader.listed[0]
    reader.press("End Home")
    assert reader.title == reader.listed[0]
    reader.press("k")
    reader.sees("This is the first item.")


def test_next_unread_says_where_next_and_goes_there(reader: Driver) -> None:
    reader.press("] [")
    assert reader.listing == "Issue #209"
    reader.press("A n")
    reader.sees("Press again to go to Issue #202")
    assert reader.listing == "Issue #209"
    reader.press("n")
    assert reader.listing == "Issue #202"


def test_back_and_forward(reader: Driver) -> None:
    reader.press("j j")
    title = reader.title
    reader.press("g p")
    assert reader.listing == "Papers"
    reader.press("Alt+Left")
    assert (reader.listing, reader.title) == ("Unread", title)
    reader.press("Alt+Right")
    assert reader.listing == "Papers"


def test_space_reads_on(reader: Driver) -> None:
    first = reader.title
    for _ in range(30):
        reader.press("Space")
        if reader.title != first:
            break
    assert reader.title != first
    row = reader.window.items.row_at(1)
    assert row.title == first
    assert row.is_read, "an item that is left by Space is read at once"


def test_an_item_shown_for_a_second_is_read_but_not_one_passed_over(reader: Driver, qtbot) -> None:  # type: ignore[no-untyped-def]
    passed = reader.row.id
    reader.reads_after(SECOND_MS)
    reader.press("j")
    stayed = reader.row.id
    qtbot.waitUntil(lambda: reader.row.is_read, timeout=5000)
    reader.settle()
    rows = {row.id: row for row in reader.window.items.cached()}
    assert rows[stayed].is_read
    assert not rows[passed].is_read


def test_what_was_set_unread_by_hand_stays_so_until_visited_again(reader: Driver, qtbot) -> None:  # type: ignore[no-untyped-def]
    reader.press("m m")
    assert not reader.row.is_read
    reader.reads_after(1)
    qtbot.waitUntil(lambda: not reader.window.shown._read_timer.isActive())
    reader.settle()
    assert not reader.row.is_read
    reader.press("j k")
    qtbot.waitUntil(lambda: reader.row.is_read, timeout=5000)
    reader.settle()


def test_the_left_pane_is_walked_by_keys(reader: Driver) -> None:
    reader.press("Shift+Tab")
    assert reader.window.focusWidget() is reader.window.tree
    reader.press("j j")
    assert reader.listing == "Later"
    reader.press("4 j")
    assert reader.listing == "Everything"
    reader.press("j")
    assert reader.listing == "Deep Learning Weekly"
    reader.press("Right Right")
    assert reader.listing == "Issue #209"
    reader.press("Right Right j")
    assert reader.listing == "Issue #209", "a section jumps within its issue's list"
    assert reader.window.tree.current().title == "Mobile & Edge"
    assert reader.text.startswith("Deep Learning Weekly › #209 › Mobile & Edge")
    reader.press("Enter")
    assert reader.window.focusWidget() is reader.window.list.table


def test_removing_an_issue_is_taken_back_with_its_stars(reader: Driver) -> None:
    reader.press("] s")
    starred = reader.title
    reader.press("Shift+Tab Del")
    reader.sees("Removed #202")
    reader.press("g s")
    assert reader.listed == []
    reader.press("u g s")
    assert reader.listed == [starred]


def test_the_selection_stays_while_the_list_is_fetched_afresh(reader: Driver) -> None:
    reader.press("g e G")
    last = reader.title
    reader.window.navigation.relist()
    reader.press("k")
    moved = reader.title
    assert moved != last
    assert reader.row.title == moved


def test_the_selection_of_a_long_list_stays_where_it_is(reader: Driver, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("reader.ui.sessions.session.FIRST_ROWS", 10)
    reader.press("g e 4 0 j")
    title = reader.title
    reader.press("c")
    assert reader.title == title
    reader.reopen()
    assert reader.title == title
    assert len(reader.listed) > 80


def test_the_same_paper_in_another_issue_is_one_key_away_and_shares_its_star(
    reader: Driver,
    qtbot,  # type: ignore[no-untyped-def]
    tmp_path: Path,
) -> None:
    for number in (1, 2):
        links = [
            f"- [Boats of {number}](https://a.example/{number}). Some text.",
            "- [Cranes](https://c.example/p). More.",
        ]
        (tmp_path / f"{number}.md").write_text("\n".join([f"# Harbour {number}", "", "## News", "", *links, ""]))
    reader.press("=")
    reader.sees("No other issue mentions this paper.")
    reader.window.importing.import_paths([tmp_path])
    reader.wait_for_imports()
    reader.press("/").type("Cranes").press("Enter s")
    here = reader.window.detail.detail
    reader.sees(f"Also in {here.twins[0].issue}")
    reader.press("=")
    there = reader.window.detail.detail
    assert (reader.title, there.row.id) == ("Cranes", here.twins[0].id)
    assert reader.listing.endswith(here.twins[0].issue.removeprefix("#"))
    assert there.row.is_starred
    reader.press("=")
    assert reader.window.detail.detail.row.id == here.row.id

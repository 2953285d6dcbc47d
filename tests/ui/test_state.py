"""What the window remembers: it comes back, and anything odd in the file counts as absent."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from driving import Driver
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from reader.core.settings import Settings
from reader.core.state.rows import View
from reader.services.machine import folders, preferences
from reader.ui.look.live_settings import LiveSettings
from reader.ui.models.places import PlaceKind, States, issue_place, view_place
from reader.ui.shell.first_paint import make_frame
from reader.ui.shell.frame import USUAL_SIZE, geometry_of
from reader.ui.shell.window_state import VERSION, WindowState, load, older_settings, save


def test_everything_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "window.json"
    state = WindowState(
        geometry="AAAA",
        panes=[200, 300, 500],
        hidden=["views"],
        place=view_place(View.PAPERS),
        item=7,
        open_keys=[["publication:1", "issue:2"]],
        recent=["item.star"],
    )
    save(file, state)
    assert load(file) == state
    assert geometry_of(file) == "AAAA"


ODD: dict[str, Any] = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[]",
    "a number": "1",
    "null": "null",
    "not UTF-8": b"\xff\xfe\x00",
    "deep": "[" * 100_000,
    "another version": {"version": VERSION + 1, "zoom": 150},
    "no version": {"zoom": 150},
    "panes of words": {"version": VERSION, "panes": ["a", "b", "c"]},
    "two panes": {"version": VERSION, "panes": [1, 2]},
    "no panes": {"version": VERSION, "panes": None},
    "zoom of words": {"version": VERSION, "zoom": "large"},
    "place of another kind": {"version": VERSION, "place": {"kind": "planet", "value": "x", "title": "x"}},
    "place without its parts": {"version": VERSION, "place": {"kind": "view"}},
    "view that is none": {
        "version": VERSION,
        "place": {**asdict(view_place(View.ALL)), "value": "everything else"},
    },
    "issue that is no number": {"version": VERSION, "place": {**asdict(issue_place(1, "#1", 1)), "value": "one"}},
    "search that cannot be understood": {
        "version": VERSION,
        "place": {**asdict(view_place(View.ALL)), "kind": "search", "value": "is:shiny"},
    },
    "title of no text": {"version": VERSION, "place": {**asdict(view_place(View.ALL)), "title": 5}},
    "filter of no text": {"version": VERSION, "place": {**asdict(view_place(View.ALL)), "filter": ["x"]}},
    "open branches that are none": {"version": VERSION, "open_keys": [5, None]},
    "branches of numbers": {"version": VERSION, "open_keys": [[1, 2]]},
    "hidden of numbers": {"version": VERSION, "hidden": [1, {}]},
    "recent of lists": {"version": VERSION, "recent": [[1]]},
    "item of words": {"version": VERSION, "item": "7"},
    "huge item": {"version": VERSION, "item": 10**30},
    "geometry of numbers": {"version": VERSION, "geometry": 7},
    "panes below nought": {"version": VERSION, "panes": [-5, 0, 10**12]},
    "theme that is none": {"version": VERSION, "theme": "pink"},
    "zoom beyond all": {"version": VERSION, "zoom": 100_000},
    "unknown names": {"version": VERSION, "colour": "red"},
}


def write_odd(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")


@pytest.mark.parametrize("what", ODD)
def test_an_odd_file_is_no_reason_to_fail(tmp_path: Path, what: str) -> None:
    file = tmp_path / "window.json"
    write_odd(file, ODD[what])
    assert isinstance(load(file), WindowState)
    assert isinstance(geometry_of(file), str)


@pytest.mark.parametrize("what", ["deep", "not UTF-8", "panes below nought", "hidden of numbers"])
def test_a_window_with_an_odd_file_looks_as_usual(qtbot: QtBot, library_path: Path, what: str) -> None:
    write_odd(folders.window_state(library_path), ODD[what])
    assert_usual(qtbot, library_path)


@pytest.mark.parametrize(
    "what", ["huge item", "open branches that are none", "branches of numbers", "recent of lists", "title of no text"]
)
def test_one_with_odd_values_opens_too(qtbot: QtBot, library_path: Path, what: str) -> None:
    write_odd(folders.window_state(library_path), {**ODD[what], "geometry": "no geometry at all"})
    assert_usual(qtbot, library_path)


def assert_usual(qtbot: QtBot, library: Path) -> None:
    driver = Driver(qtbot, library)
    try:
        driver.open()
        assert len(driver.listed) > 80
        window = driver.window
        assert all(pane.isVisible() for pane in (window.tree, window.list, window.detail))
        assert all(size > 100 for size in window.splitter.sizes())
        driver.press("j s Ctrl+K Esc")
        driver.reopen()
    finally:
        driver.close()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "version",
                        "panes",
                        "hidden",
                        "place",
                        "kind",
                        "value",
                        "title",
                        "states",
                        "filter",
                        "open_keys",
                        "item",
                        "zoom",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_read_or_counts_as_absent(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps({**data, "version": VERSION} if isinstance(data, dict) else data), "utf-8")
    state = load(file)
    assert len(state.panes) == 3
    assert state.place is None or state.place.query is not None


def test_a_folder_that_refuses_is_no_reason_for_a_word(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    save(tmp_path / "file" / "window.json", WindowState())
    assert load(tmp_path / "file" / "window.json") == WindowState()


def test_a_kill_while_it_is_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "window.json"
    save(file, WindowState(item=150))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        save(file, WindowState(item=90))
    assert load(file).item == 150


@pytest.mark.parametrize("gone", ["item", "issue", "everything"])
def test_a_place_or_an_item_that_is_gone(qtbot: QtBot, library_path: Path, gone: str) -> None:
    state = WindowState(place=view_place(View.PAPERS), item=987_654)
    if gone != "item":
        state.place = issue_place(4711, "#4711", 99)
    if gone == "everything":
        state.open_keys = [["publication:99"], ["publication:99", "issue:4711"]]
    save(folders.window_state(library_path), state)
    driver = Driver(qtbot, library_path)
    try:
        driver.open()
        if gone == "item":
            assert driver.listing == "Papers"
            assert driver.title
        else:
            assert driver.listed == []
            driver.sees("No items here.")
        driver.press("g u")
        assert len(driver.listed) > 80
    finally:
        driver.close()


def test_layout_theme_zoom_and_place_come_back(reader: Driver) -> None:
    reader.press("g p j j F Ctrl++ Ctrl+1")
    reader.window.run("theme.dark")
    reader.window.splitter.setSizes([0, 500, 860])
    reader.settle()
    title, sizes = reader.title, reader.window.splitter.sizes()
    reader.running.frame.resize(1200, 700)
    reader.settle()
    reader.close()
    state = load(folders.window_state(reader.library))
    chosen = preferences.read(folders.settings()).settings
    assert (chosen.theme, chosen.text_size, state.hidden) == ("dark", 110, ["views"])
    assert state.place is not None
    assert (state.place.kind, state.place.states) == (PlaceKind.VIEW, States.UNREAD)
    reader.open()
    assert reader.title == title
    assert reader.window.tree.isHidden()
    assert reader.window.look.zoom == 110
    assert reader.window.look.theme == "dark"
    assert abs(reader.window.splitter.sizes()[1] - sizes[1]) < 160
    reader.press("Ctrl+1")
    assert reader.window.tree.width() > 100, "a pane that comes back has room"


def test_theme_and_zoom_of_an_older_version_are_taken_over_once(qtbot: QtBot, library_path: Path) -> None:
    older = {"version": VERSION, "theme": "dark", "zoom": 125}
    write_odd(folders.window_state(library_path), older)
    driver = Driver(qtbot, library_path)
    try:
        driver.open()
        assert (driver.window.look.theme, driver.window.look.zoom) == ("dark", 125)
        driver.reopen()
        assert (driver.window.look.theme, driver.window.look.zoom) == ("dark", 125)
        assert "zoom" not in folders.window_state(library_path).read_text()
        driver.window.run("theme.system")
        driver.close()
        write_odd(folders.window_state(library_path), {**older, "theme": "light"})  # as another library's would be
        driver.open()
        assert driver.window.look.theme == "system", "the settings say otherwise"
    finally:
        driver.close()


@pytest.mark.parametrize("what", ["theme that is none", "zoom beyond all", "zoom of words", "deep", "a list", "null"])
def test_an_odd_theme_or_zoom_is_not_taken_over(tmp_path: Path, what: str) -> None:
    file = tmp_path / "window.json"
    write_odd(file, ODD[what])
    settings = LiveSettings(Settings())
    settings.take_over(older_settings(file))
    assert settings.now == Settings()


@pytest.mark.parametrize("place", ["last-place", "unread"])
def test_the_start_opens_the_last_place_or_unread(reader: Driver, place: str) -> None:
    reader.press("g p j")
    title = reader.title
    reader.running.settings.choose(Settings.open_at_start, place)
    reader.reopen()
    assert reader.listing == ("Papers" if place == "last-place" else "Unread")
    assert (reader.title == title) is (place == "last-place")


def test_a_fault_in_the_settings_is_said_when_the_window_opens(qtbot: QtBot, library_path: Path) -> None:
    write_odd(folders.settings(), 'theme = "dark"\ntext_size = 1\n')
    driver = Driver(qtbot, library_path)
    try:
        driver.open()
        assert "settings.toml, line 2" in driver.said
        assert "Ctrl+," in driver.said
        assert driver.window.look.theme == "dark"
    finally:
        driver.close()


def test_size_comes_back(reader: Driver) -> None:
    reader.running.frame.resize(777, 666)
    reader.settle()
    reader.close()
    frame = make_frame(reader.library)
    assert (frame.width(), frame.height()) == (777, 666)
    frame.deleteLater()
    other = make_frame(reader.library.with_name("other.db"))
    assert other.size() == USUAL_SIZE
    other.deleteLater()

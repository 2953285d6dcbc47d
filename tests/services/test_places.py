"""Where things are kept."""

from pathlib import Path

import pytest

from reader.services import places


def test_the_option_goes_before_the_environment_and_that_before_the_default(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert places.library() == places.default_library()
    assert not places.is_library_chosen()
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "a.db"))
    assert places.library() == tmp_path / "a.db"
    assert places.is_library_chosen()
    assert places.library(str(tmp_path / "b.db")) == tmp_path / "b.db"
    monkeypatch.setenv("READER_LIBRARY", "")
    assert places.library() == places.default_library()


def test_paths_are_absolute_and_know_the_home_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert places.library("a.db") == tmp_path / "a.db"
    assert places.library("~/a.db") == home / "a.db"


def test_everything_is_in_the_users_own_folders(home: Path) -> None:
    for path in (places.default_library(), places.log(), places.window_state(Path("a.db"))):
        assert path.is_relative_to(home)


def test_each_library_has_its_own_window_state(tmp_path: Path) -> None:
    one, other = places.window_state(tmp_path / "a.db"), places.window_state(tmp_path / "b.db")
    assert one != other
    assert one == places.window_state(tmp_path / "a.db")
